package memory

import (
	"fmt"
	"os"

	"sitrep/generator/report"
)

// takeBack removes from the files what lies there of paths that are withheld by now: its bodies are written over where they are, and
// so is each segment that holds a record of it. The other records of these segments are returned, to be written down again. So a
// draft costs no more in a large Memory than in a small one. What is written over counts as unused from then on.
func (m *Memory) takeBack() (again []*record, err error) {
	if len(m.recalled) == 0 {
		return nil, nil
	}
	hit, gone := m.findRecalled()
	m.dropRecalled(hit)
	m.spareNeeded(gone)
	if again, err = m.voidSegments(hit); err != nil {
		return nil, fmt.Errorf("write the cache: %w", err)
	}
	if err := m.bodies.scrub(gone); err != nil {
		return nil, fmt.Errorf("write the cache: %w", err)
	}
	clear(m.recalled)
	return again, nil
}

// hit is what holds records of recalled paths.
type hit struct {
	known   []*record
	filings []bool // by index
}

// findRecalled finds the records of recalled paths, and all their bodies.
func (m *Memory) findRecalled() (found hit, bodies map[report.BodySum]bool) {
	bodies = map[report.BodySum]bool{}
	recalled := func(r *record) bool {
		here := m.recalled[r.Path]
		for i := 0; i < len(r.Reports) && here; i++ {
			bodies[r.Reports[i].BodySum] = true
		}
		return here
	}
	for _, r := range m.known {
		if recalled(r) {
			found.known = append(found.known, r)
		}
	}
	found.filings = make([]bool, len(m.filings))
	for i, f := range m.filings {
		for _, r := range f.records {
			found.filings[i] = recalled(r) || found.filings[i]
		}
	}
	return found, bodies
}

// dropRecalled takes the records into memory, or lets go of those that are not used.
func (m *Memory) dropRecalled(found hit) {
	for path := range m.recalled {
		m.paths[path] = 0
	}
	for _, r := range found.known {
		switch {
		case !r.stored:
		case !r.used:
			delete(m.known, r.Sum)
		case m.veiled[r.Path] == 0: // by now
			m.paths[r.Path]++
		case !m.hide(r):
			m.release(r)
		}
	}
}

// spareNeeded takes out the bodies that other records need in the file.
func (m *Memory) spareNeeded(bodies map[report.BodySum]bool) {
	for _, r := range m.known {
		for i := 0; i < len(r.Reports) && r.stored; i++ {
			delete(bodies, r.Reports[i].BodySum)
		}
	}
}

// voidSegments writes over each segment with a record of a recalled path, and returns the records that stay.
func (m *Memory) voidSegments(found hit) (again []*record, err error) {
	if m.dir == "" {
		return nil, nil
	}
	file, err := os.OpenFile(m.file(factsName), os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var sound []filing
	for i, f := range m.filings {
		if !found.filings[i] {
			sound = append(sound, f)
			continue
		}
		if err := f.void(file); err != nil {
			return nil, err
		}
		for _, r := range f.records {
			r.filed = false
			if r.used && r.stored && m.known[r.Sum] == r {
				again = append(again, r)
			}
		}
	}
	m.filings = sound
	return again, file.Close()
}

// filing is a segment of the file of facts, with the records that are in it.
type filing struct {
	block
	records []*record
}

// void leaves zeros of the sum and the bytes of a block.
func (b block) void(file *os.File) error {
	_, err := file.WriteAt(make([]byte, b.size+headSize-8), b.at-headSize+8)
	return err
}

// scrub leaves zeros of the given bodies.
func (b *bodies) scrub(sums map[report.BodySum]bool) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	for sum := range sums {
		at, known := b.places[sum]
		if !known {
			continue
		}
		delete(b.places, sum)
		if at.Offset >= b.end {
			clear(b.waiting[at.Offset-b.end:][:at.Size])
		} else if _, err := b.file.WriteAt(make([]byte, at.Size), at.Offset); err != nil {
			return err
		}
	}
	return nil
}
