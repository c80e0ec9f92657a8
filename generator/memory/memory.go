// Package memory is what one build leaves for the next: the looks of the source files, the parsed reports, and their bodies.
//
// Reports are remembered by the sum of their bundle, bodies by their own sum; so what is remembered is never out of date, only
// unused. Within a process a Memory is kept from build to build; between processes it lives in a folder of the user's cache.
// There, reports stand in segments at the end of a file that only grows, bodies in a second one, and both are written afresh when
// most of them is no longer used. Each segment and each body carries a checksum: a damaged, shortened or foreign Memory is dropped
// and said so, never trusted. To delete the folder is always safe.
//
// What is withheld never reaches the disk: it is kept in the process alone, and when a report that was written down is withheld
// later, the files are written afresh without it at the end of that same build.
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

// Memory is what a build may know beforehand. Its methods may be called from several goroutines, but for Open, Save and Close.
type Memory struct {
	Seen source.Seen

	// Once says that this process builds once: what only another build would need is let go of as soon as it is written down.
	Once bool

	dir     string // "" when nothing outlives the process
	version string // of the generator
	lock    *flock.Flock
	temp    string // folder of the bodies when nothing outlives the process

	mu      sync.RWMutex
	known   map[Sum]*record
	paths   map[string]bool // bundle paths that are known
	written map[string]int  // how many records of a bundle path are on disk, used or not
	fresh   []*record       // not on disk yet
	blank   bool            // nothing was known when the build began
	bodies  bodies
	lost    atomic.Bool                      // a body could not be read
	secret  map[report.BodySum]markdown.Body // of withheld reports
}

// record is a bundle's reports as they were parsed.
type record struct {
	Sum     Sum
	Path    string
	Reports []report.Report
	Bodies  []place // of each report

	used   bool // in the latest build
	secret bool // withheld in the latest build: never on disk
}

// Open takes up the Memory in dir. Without a dir, or when another process holds it, the Memory is empty and ends with the
// process. The version names the generator: what another version wrote is dropped. A note, if any, is a line for the user.
func Open(dir, version string) (m *Memory, note string, err error) {
	m = &Memory{dir: dir, version: version, secret: map[report.BodySum]markdown.Body{}}
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
		err = m.bodies.create(filepath.Join(m.temp, "bodies"))
	}
	return m, note, err
}

// forget makes the Memory that of a first build.
func (m *Memory) forget() {
	m.known, m.paths, m.written, m.Seen = map[Sum]*record{}, map[string]bool{}, map[string]int{}, source.Seen{}
}

// occupy locks the folder and reads it.
func (m *Memory) occupy() (note string, err error) {
	if err := os.MkdirAll(m.dir, 0o700); err != nil {
		return "", fmt.Errorf("make the cache folder: %w", err)
	}
	m.lock = flock.New(filepath.Join(m.dir, "lock"))
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
	return note, m.begin()
}

// Reports returns what is remembered of a bundle's bytes.
func (m *Memory) Reports(b source.Bundle) ([]report.Report, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r := m.known[b.Sum]
	if r == nil {
		return nil, false
	}
	r.used = true
	return r.Reports, true
}

// Why says why a bundle is not remembered.
func (m *Memory) Why(b source.Bundle) string {
	m.mu.RLock()
	defer m.mu.RUnlock()
	switch {
	case m.paths[b.Path]:
		return "its files changed"
	case m.blank:
		return "nothing is remembered"
	}
	return "it is new"
}

// Remember keeps what a bundle was parsed into, each report with its body. With secret, none of it is written to disk.
func (m *Memory) Remember(b source.Bundle, reports []report.Report, bodies []markdown.Body, secret bool) error {
	r := &record{Sum: b.Sum, Path: b.Path, Reports: reports, Bodies: make([]place, len(reports)), used: true, secret: secret}
	for i := range reports {
		if secret {
			m.hide(reports[i].BodySum, bodies[i])
			continue
		}
		at, err := m.bodies.add(reports[i].BodySum, bodies[i])
		if err != nil {
			return fmt.Errorf("keep the body of %s: %w", reports[i].File, err)
		}
		r.Bodies[i] = at
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.known[b.Sum], m.paths[b.Path] = r, true
	m.fresh = append(m.fresh, r)
	return nil
}

func (m *Memory) hide(sum report.BodySum, body markdown.Body) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.secret[sum] = body
}

// Withhold says that a bundle, remembered or not, must not be on disk after this build.
func (m *Memory) Withhold(b source.Bundle) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if r := m.known[b.Sum]; r != nil {
		r.secret = true
	}
}

// ErrLost says that what was remembered is damaged: the next build begins without it.
var ErrLost = errors.New("a body in the cache is damaged")

// Body returns a remembered body; the error is ErrLost when it is damaged or not there.
func (m *Memory) Body(sum report.BodySum) (markdown.Body, error) {
	m.mu.RLock()
	body, hidden := m.secret[sum]
	m.mu.RUnlock()
	if hidden {
		return body, nil
	}
	body, err := m.bodies.read(sum)
	if err != nil {
		m.lost.Store(true)
	}
	return body, err
}

// Begin starts a build: nothing counts as used or withheld until it is said again. When a body was lost since the last one,
// everything is forgotten.
func (m *Memory) Begin() error {
	if m.lost.Load() {
		if err := m.Clear(); err != nil {
			return err
		}
	}
	m.blank = len(m.known) == 0
	for _, r := range m.known {
		r.used, r.secret = false, false
	}
	return nil
}

// Close lets go of the folder. A Memory that was not saved leaves there what was saved before.
func (m *Memory) Close() error {
	err := m.bodies.close()
	if m.lock != nil {
		err = errors.Join(err, m.lock.Unlock())
	}
	if m.temp != "" {
		err = errors.Join(err, os.RemoveAll(m.temp))
	}
	return err
}
