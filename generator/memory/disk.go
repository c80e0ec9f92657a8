package memory

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"runtime/debug"
	"slices"

	"github.com/cespare/xxhash/v2"

	"sitrep/generator/parallel"
	"sitrep/generator/report"
)

// The files of a Memory's folder: facts, and looks of the sources, in blocks; and bare bodies.
const (
	factsName  = "facts"
	bodiesName = "bodies"
	seenName   = "seen"
)

// Clear forgets everything, on disk too.
func (m *Memory) Clear() error {
	m.forget()
	if err := m.blankFacts(); err != nil {
		return err
	}
	if err := os.Remove(m.file(seenName)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("clear the cache: %w", err)
	}
	m.seenSum, m.saves = 0, 0
	if err := m.bodies.create(m.file(bodiesName)); err != nil {
		return err
	}
	m.lost.Store(false)
	if err := m.kept.clear(); err != nil {
		return fmt.Errorf("clear the cache: %w", err)
	}
	return nil
}

// load reads the files; what is half of it is none.
func (m *Memory) load() error {
	// All but a little of what is made here stays: to look for garbage while it grows would cost half as much again.
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	segments, err := m.readFacts()
	if err != nil {
		return err
	}
	end := int64(0)
	for _, s := range segments {
		end = max(end, s.bodies)
	}
	if err := os.Remove(m.file(bodiesName + ".new")); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err // what an interrupted build left could hold what is withheld by now
	}
	if err := m.bodies.open(m.file(bodiesName), end); err != nil {
		return err
	}
	m.take(segments)
	return nil
}

// take makes the records of all segments known; of those with one sum or body the last one counts.
func (m *Memory) take(segments []segment) {
	for _, s := range segments {
		m.written += len(s.records)
		m.filings = append(m.filings, filing{s.block, pointers(s.records)})
	}
	m.known = make(map[Sum]*record, m.written)
	m.paths = make(map[string]int, m.written)
	m.bodies.places = make(map[report.BodySum]place, m.written)
	tables := [...]func(r *record){
		func(r *record) { m.known[r.Sum] = r },
		func(r *record) { m.paths[r.Path]++ },
		func(r *record) {
			for i := range r.Reports {
				m.bodies.places[r.Reports[i].BodySum] = r.Bodies[i]
			}
		},
	}
	_ = parallel.Each(len(tables), func(i int) error {
		for _, s := range segments {
			for j := range s.records {
				tables[i](&s.records[j])
			}
		}
		return nil
	})
}

// loadSeen reads the looks of the sources; without them every file is read again, and no more.
func (m *Memory) loadSeen() error {
	file, err := os.Open(m.file(seenName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer file.Close()
	blocks, err := blocksOf(file)
	if err != nil || len(blocks) != 1 {
		return errors.Join(err, errors.New("the list of files is damaged"))
	}
	data, err := blocks[0].read(file, nil)
	if err != nil {
		return err
	}
	m.seenSum = blocks[0].sum
	return m.Seen.UnmarshalBinary(data)
}

// Save writes down what is new since the last Save. Nothing is written when nothing is new.
func (m *Memory) Save() error {
	if err := m.save(); err != nil {
		m.broken = true
		return err
	}
	if m.dir != "" && (m.saves == 0 || m.Once) {
		if err := m.saveSeen(); err != nil {
			return err
		}
	}
	m.saves++
	if m.Once && m.dir != "" {
		m.forget()
	}
	return nil
}

func (m *Memory) save() error {
	if err := m.kept.takeBack(m.veiled); err != nil {
		return fmt.Errorf("write the cache: %w", err)
	}
	fresh, err := m.takeFresh()
	if err != nil {
		return fmt.Errorf("write the cache: %w", err)
	}
	if m.broken || m.written > 2*m.used+100 {
		return m.rewrite()
	}
	again, err := m.takeBack()
	if err != nil {
		return err
	}
	if err := m.bodies.sync(); err != nil {
		return fmt.Errorf("write the cache: %w", err)
	}
	return m.appendFacts(append(fresh, again...))
}

// takeFresh returns the records that are to be on disk and are not, with their bodies in the file.
func (m *Memory) takeFresh() ([]*record, error) {
	var fresh, later []*record
	for _, r := range m.fresh {
		switch {
		case !r.used || r.secret || r.filed:
		case m.veiled[r.Path] > 0:
			later = append(later, r)
		default:
			fresh = append(fresh, r)
			r.filed = true // one of those that are here twice is enough
		}
	}
	m.fresh = later
	for _, r := range fresh {
		if r.stored {
			continue
		}
		if err := m.bodies.store(r); err != nil {
			return nil, err
		}
		m.paths[r.Path]++
	}
	return fresh, nil
}

// rewrite makes the files anew with what is used and may be written down. The old ones are gone before the new ones take their
// place: a Memory may be lost, but never keep what was withdrawn.
func (m *Memory) rewrite() error {
	m.broken = true // until all of it is done
	keep := m.cull()
	var next bodies
	if err := next.create(m.file(bodiesName + ".new")); err != nil {
		return err
	}
	if err := m.moveBodies(keep, &next); err != nil {
		return errors.Join(fmt.Errorf("write the cache: %w", err), next.close())
	}
	if err := m.blankFacts(); err != nil {
		return errors.Join(err, next.close())
	}
	if err := m.bodies.replace(&next, m.file(bodiesName)); err != nil {
		m.lost.Store(true) // all of them
		return fmt.Errorf("write the cache: %w", err)
	}
	m.count(keep)
	if err := m.appendFacts(keep); err != nil {
		return err
	}
	m.broken = false
	clear(m.recalled)
	return nil
}

// cull drops what is not used, hides what is withheld, and returns the rest in the order of their sums.
func (m *Memory) cull() []*record {
	var keep []*record
	for _, sum := range slices.SortedFunc(maps.Keys(m.known), func(a, b Sum) int { return bytes.Compare(a[:], b[:]) }) {
		switch r := m.known[sum]; {
		case !r.used:
			delete(m.known, sum)
		case m.veiled[r.Path] == 0:
			keep = append(keep, r)
		case r.stored && !m.hide(r):
			m.release(r)
		}
	}
	return keep
}

// hide takes the bodies of a record into memory, and reports whether they were all there.
func (m *Memory) hide(r *record) bool {
	r.stored, r.filed = false, false
	whole := true
	for i := range r.Reports {
		body, err := m.Body(r.Reports[i].BodySum)
		m.bodies.hide(r.Reports[i].BodySum, body)
		whole = whole && err == nil
	}
	return whole
}

// count makes the numbers of what is on disk those of a file of bodies that holds the given records', and of no facts.
func (m *Memory) count(stored []*record) {
	for path := range m.paths {
		m.paths[path] = 0
	}
	for _, r := range stored {
		m.paths[r.Path]++
	}
	m.written, m.filings = 0, nil
}

// moveBodies copies the records' bodies into another file. One that is lost makes the next build begin without the Memory.
func (m *Memory) moveBodies(keep []*record, next *bodies) error {
	for _, r := range keep {
		for i := range r.Reports {
			at, err := m.bodies.copyTo(next, r.Reports[i].BodySum)
			if errors.Is(err, ErrLost) || errors.Is(err, ErrReleased) {
				m.lost.Store(true)
			} else if err != nil {
				return err
			}
			r.Bodies[i] = at
		}
	}
	return next.sync()
}

// appendFacts writes records down; without a folder it only counts them.
func (m *Memory) appendFacts(records []*record) error {
	if m.dir != "" && len(records) > 0 {
		if err := m.writeFacts(records); err != nil {
			return fmt.Errorf("write the cache: %w", err)
		}
	}
	for _, r := range records {
		r.filed = true
	}
	m.written += len(records)
	return nil
}

// saveSeen writes the looks of the sources, when they differ from what is there.
func (m *Memory) saveSeen() error {
	data, err := m.Seen.MarshalBinary()
	if err != nil {
		return fmt.Errorf("write the cache: %w", err)
	}
	sum := xxhash.Sum64(data)
	if sum == m.seenSum {
		return nil
	}
	name := m.file(seenName)
	if err := os.WriteFile(name+".new", appendBlock(nil, data), 0o600); err != nil {
		return fmt.Errorf("write the cache: %w", err)
	}
	if err := os.Rename(name+".new", name); err != nil {
		return fmt.Errorf("write the cache: %w", err)
	}
	m.seenSum = sum
	return nil
}
