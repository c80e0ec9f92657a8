// Package memory is what one build leaves for the next: the looks of the source files, the parsed reports, and their bodies; and what
// other rooms made of these, if they want it Kept.
//
// Reports are remembered by the sum of their bundle, bodies by their own sum; so what is remembered is never out of date, only
// unused. Within a process a Memory is kept from build to build; between processes it lives in a folder of the user's cache.
// There, reports stand in segments at the end of a file that only grows, bodies in a second one, and both are written afresh when
// most of them is no longer used. Each segment and each body carries a checksum: a damaged, shortened or foreign Memory is dropped
// and said so, never trusted. To delete the folder is always safe.
//
// A record counts as used from when it is asked for or remembered until its bundle is released. What a build must say is only
// what changed since the build before, and what Save must write is only what is new: neither goes through all that is known.
//
// What is withheld never reaches the disk: it is kept in the process alone, and when a report that was written down is withheld
// later, what lies there of it is written over at the end of that same build.
package memory

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"github.com/gofrs/flock"

	"sitrep/generator/markdown"
	"sitrep/generator/report"
	"sitrep/generator/source"
)

// Sum names a bundle's bytes.
type Sum = [32]byte

// Memory is what a build may know beforehand. Body may be called at any time, while a build runs, too. The other methods of a
// build may be called from several goroutines, but for those that begin or end one: Open, Begin, Save, Clear and Close.
type Memory struct {
	// Seen is for the builder to set. It is written down at the first Save of a process and at Close: an older one costs no
	// more than to sum some files again.
	Seen source.Seen

	// Once says that this process builds once: what only another build would need is let go of as soon as it is written down.
	Once bool

	dir     string // "" when nothing outlives the process
	version string // of the generator
	lock    *flock.Flock
	temp    string // folder of the bodies when nothing outlives the process

	mu      sync.RWMutex
	known   map[Sum]*record
	paths   map[string]int // bundle paths that are known, with the number of their records that came to the disk, used or not
	veiled  map[string]int // bundle paths that are withheld, with the number of their secret records
	fresh   []*record      // used, and perhaps not on disk yet
	used    int            // records that are
	written int            // records that are in the file of facts, used or not
	filings []filing       // the segments in the file of facts

	recalled map[string]bool // bundle paths of which something on disk must go
	broken   bool            // the files are half written, so they are to be written afresh
	blank    bool            // nothing was known when the build began

	bodies  bodies
	kept    keptStore
	lost    atomic.Bool // a body could not be read
	saves   int         // that succeeded
	seenSum uint64      // of the Seen on disk
}

// entry is a bundle's reports as they were parsed, as they are written down.
type entry struct {
	Sum     Sum
	Path    string
	Reports []report.Report
	Bodies  []place // of each report, while they are stored
}

// record is an entry and what becomes of it.
type record struct {
	entry
	used   bool // by the site as the latest build saw it
	secret bool // withheld: not on disk after Save
	filed  bool // in the file of facts; without a folder: would be
	stored bool // its bodies are in their file; the others' are hidden
}

// Open takes up the Memory in dir. Without a dir, or when another process holds it, the Memory is empty and ends with the
// process. The version names the generator: what another version wrote is dropped. A note, if any, is a line for the user.
func Open(dir, version string) (m *Memory, note string, err error) {
	m = &Memory{dir: dir, version: version}
	m.forget()
	if dir != "" {
		if note, err = m.occupy(); err != nil {
			note = fmt.Sprintf("the cache in %s cannot be used, so this build does without it: %v", dir, err)
			m.dir, m.lock, m.bodies = "", nil, bodies{}
			m.forget()
		}
	}
	if m.dir == "" {
		if m.temp, err = os.MkdirTemp("", "sitrep-"); err != nil {
			return nil, "", fmt.Errorf("make a folder for the build's own files: %w", err)
		}
		err = m.bodies.create(m.file(bodiesName))
	}
	m.openKept()
	return m, note, err
}

// file names a file of the Memory's folder.
func (m *Memory) file(name string) string {
	if m.dir == "" {
		return filepath.Join(m.temp, name)
	}
	return filepath.Join(m.dir, name)
}

// forget makes the Memory that of a first build, but for its bodies.
func (m *Memory) forget() {
	m.known, m.paths, m.veiled, m.fresh, m.Seen = map[Sum]*record{}, map[string]int{}, map[string]int{}, nil, source.Seen{}
	m.used, m.written, m.filings, m.recalled, m.broken = 0, 0, nil, map[string]bool{}, false
}

// occupy locks the folder and reads it.
func (m *Memory) occupy() (note string, err error) {
	if err := os.MkdirAll(m.dir, 0o700); err != nil {
		return "", fmt.Errorf("make the cache folder: %w", err)
	}
	m.lock = flock.New(m.file("lock"))
	held, err := m.lock.TryLock()
	if err != nil {
		return "", fmt.Errorf("lock the cache folder: %w", err)
	}
	if !held {
		note = fmt.Sprintf("the cache in %s is in use by another sitrep: building without it", m.dir)
		m.dir, m.lock = "", nil
		return note, nil
	}
	err = m.load()
	if err == nil {
		return "", nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		note = fmt.Sprintf("the cache in %s was dropped: %v", m.dir, err)
	}
	return note, m.Clear()
}

// Begin starts a build. It reports whether nothing is known: in a first build, and when a body was lost since the last one, for
// then everything is forgotten, and whatever the caller kept must be remembered anew.
func (m *Memory) Begin() (forgotten bool, err error) {
	if m.lost.Load() {
		if err := m.Clear(); err != nil {
			return true, err
		}
	}
	m.blank = len(m.known) == 0
	return m.blank, nil
}

// Reports returns what is remembered of a bundle's bytes, and counts it as used.
func (m *Memory) Reports(b source.Bundle) ([]report.Report, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r := m.known[b.Sum]
	if r == nil {
		return nil, false
	}
	m.use(r)
	return r.Reports, true
}

// use counts a record as used; the caller holds the lock.
func (m *Memory) use(r *record) {
	if !r.used {
		r.used = true
		m.used++
	}
	if !r.filed && !r.secret {
		m.fresh = append(m.fresh, r)
	}
}

// veil makes a record secret or not; the caller holds the lock. Of a path that has a secret record nothing may be on disk:
// neither what it was before, nor what a build that was given up took it for, nor what it is to become once that is released.
func (m *Memory) veil(r *record, secret bool) {
	switch {
	case secret && !r.secret:
		m.veiled[r.Path]++
	case !secret && r.secret:
		if m.veiled[r.Path]--; m.veiled[r.Path] == 0 {
			delete(m.veiled, r.Path)
		}
	}
	if r.secret = secret; secret && m.paths[r.Path] > 0 {
		m.recalled[r.Path] = true
	}
}

// Why says why a bundle is not remembered.
func (m *Memory) Why(b source.Bundle) string {
	m.mu.RLock()
	defer m.mu.RUnlock()
	_, known := m.paths[b.Path]
	switch {
	case known:
		return "its files changed"
	case m.blank:
		return "nothing is remembered"
	}
	return "it is new"
}

// Remember keeps what a bundle was parsed into, each report with its body. With secret, none of it is written to disk.
func (m *Memory) Remember(b source.Bundle, reports []report.Report, bodies []markdown.Body, secret bool) error {
	r := &record{stored: !secret && !m.isVeiled(b.Path)}
	r.entry = entry{Sum: b.Sum, Path: b.Path, Reports: reports, Bodies: make([]place, len(reports))}
	for i := range reports {
		if !r.stored {
			m.bodies.hide(reports[i].BodySum, bodies[i])
			continue
		}
		at, err := m.bodies.add(reports[i].BodySum, bodies[i])
		if err != nil {
			return fmt.Errorf("keep the body of %s: %w", reports[i].File, err)
		}
		r.Bodies[i] = at
	}
	m.know(r, secret)
	return nil
}

func (m *Memory) isVeiled(path string) bool {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.veiled[path] > 0
}

// know takes up a record, in the place of one of the same bytes.
func (m *Memory) know(r *record, secret bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if old := m.known[r.Sum]; old != nil {
		m.release(old)
	}
	m.known[r.Sum] = r
	if m.paths[r.Path] += 0; r.stored { // to be known at least
		m.paths[r.Path]++
	}
	m.veil(r, secret)
	m.use(r)
}

// Withhold says that a bundle, if it is remembered, must not be on disk after this build, nor what was remembered before under
// its path. It stays withheld until Unhold.
func (m *Memory) Withhold(b source.Bundle) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if r := m.known[b.Sum]; r != nil {
		m.veil(r, true)
	}
}

// Unhold says that a bundle is not withheld any more: it may be on disk.
func (m *Memory) Unhold(b source.Bundle) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if r := m.known[b.Sum]; r != nil && r.secret {
		m.veil(r, false)
		if r.used {
			m.use(r)
		}
	}
}

// Release says that a bundle is not part of the site any more. What is remembered of it is dropped in time, and at once when it
// was withheld. Bundles of an earlier process that were never asked for need no release.
func (m *Memory) Release(b source.Bundle) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if r := m.known[b.Sum]; r != nil {
		m.release(r)
	}
}

func (m *Memory) release(r *record) {
	if r.used {
		r.used = false
		m.used--
	}
	m.veil(r, false)
	if !r.stored { // what is stored may come back, unless it was recalled
		delete(m.known, r.Sum)
		m.bodies.unhide(r)
	}
}

var (
	// ErrLost says that what was remembered is damaged: the next build begins without it.
	ErrLost = errors.New("a body in the cache is damaged")
	// ErrReleased says that a body is of no report of the site any more.
	ErrReleased = errors.New("a body was asked for that is not remembered any more")
)

// Body returns a remembered body. The error is ErrLost when it is damaged, ErrReleased when it is not there.
func (m *Memory) Body(sum report.BodySum) (markdown.Body, error) {
	body, err := m.bodies.read(sum)
	if errors.Is(err, ErrReleased) && m.lost.Load() {
		return body, ErrLost // it may have been what was lost
	}
	if errors.Is(err, ErrLost) {
		m.lost.Store(true)
	}
	return body, err
}

// Close lets go of the folder. A Memory that was not saved leaves there what was saved before.
func (m *Memory) Close() error {
	var err error
	if m.dir != "" && m.saves > 1 && !m.Once {
		err = m.saveSeen()
	}
	err = errors.Join(err, m.bodies.close())
	if m.lock != nil {
		err = errors.Join(err, m.lock.Unlock())
	}
	if m.temp != "" {
		err = errors.Join(err, os.RemoveAll(m.temp))
	}
	return err
}
