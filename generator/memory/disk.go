package memory

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/gob"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"

	"sitrep/generator/parallel"
)

// The files of a Memory's folder. The facts begin with a block that holds the generator's version, and go on with segments; a
// block is its length (8 bytes, big-endian), its SHA-256 and its bytes. The other files are a single block, and bare bodies.
const (
	format     = "2" // of these files; written beside the version
	factsName  = "facts"
	bodiesName = "bodies"
	seenName   = "seen"
)

const perSegment = 2000 // records, so that segments can be read in parallel

// segment is the gob stream of one block of the facts.
type segment struct {
	Records []*record
	Bodies  int64 // length of the file of bodies when it was written
}

// Clear forgets everything, on disk too.
func (m *Memory) Clear() error {
	m.forget()
	if err := m.blankFacts(); err != nil {
		return err
	}
	if err := os.Remove(m.file(seenName)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("clear the cache: %w", err)
	}
	m.seenSum, m.saves = Sum{}, 0
	if err := m.bodies.create(m.file(bodiesName)); err != nil {
		return err
	}
	m.lost.Store(false)
	return nil
}

// blankFacts makes the file of facts one that holds none.
func (m *Memory) blankFacts() error {
	if m.dir == "" {
		return nil
	}
	if err := os.WriteFile(m.file(factsName), appendBlock(nil, m.head()), 0o600); err != nil {
		return fmt.Errorf("make the cache: %w", err)
	}
	return nil
}

// head is the first block of the facts.
func (m *Memory) head() []byte { return []byte(m.version + "\x00" + format) }

func (m *Memory) load() error {
	data, err := os.ReadFile(m.file(factsName))
	if err != nil {
		return err
	}
	blocks, err := splitBlocks(data)
	if err != nil {
		return err
	}
	if len(blocks) == 0 || !bytes.Equal(blocks[0], m.head()) {
		return errors.New("another version of sitrep wrote it")
	}
	segments := make([]segment, len(blocks)-1)
	err = parallel.Each(len(segments), func(i int) error {
		return gob.NewDecoder(bytes.NewReader(blocks[i+1])).Decode(&segments[i])
	})
	if err != nil {
		return err
	}
	end := int64(0)
	for _, s := range segments {
		end = max(end, s.Bodies)
	}
	if err := os.Remove(m.file(bodiesName + ".new")); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err // what an interrupted build left could hold what is withheld by now
	}
	if err := m.bodies.open(m.file(bodiesName), end); err != nil {
		return err
	}
	m.take(segments)
	return m.loadSeen()
}

func (m *Memory) take(segments []segment) {
	for _, s := range segments {
		for _, r := range s.Records {
			r.filed, r.stored = true, true
			m.known[r.Sum] = r
			m.paths[r.Path]++
			m.written++
			for i, at := range r.Bodies {
				r.Reports[i].Settle()
				m.bodies.places[r.Reports[i].BodySum] = at
			}
		}
	}
}

// loadSeen reads the looks of the sources; without them every file is read again, and no more.
func (m *Memory) loadSeen() error {
	data, err := os.ReadFile(m.file(seenName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	blocks, err := splitBlocks(data)
	if err != nil || len(blocks) != 1 {
		return errors.Join(err, errors.New("the list of files is damaged"))
	}
	m.seenSum = sha256.Sum256(blocks[0])
	return m.Seen.GobDecode(blocks[0])
}

// Save writes down what is new since the last Save. Nothing is written when nothing is new.
func (m *Memory) Save() error {
	if err := m.save(); err != nil {
		m.recall = true // what is on disk may be half written
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
	fresh, err := m.takeFresh()
	if err != nil {
		return fmt.Errorf("write the cache: %w", err)
	}
	if m.recall || m.written > 2*m.used+100 {
		return m.rewrite()
	}
	if err := m.bodies.sync(); err != nil {
		return fmt.Errorf("write the cache: %w", err)
	}
	return m.appendFacts(fresh)
}

// takeFresh returns the records that are to be on disk and are not, with their bodies in the file.
func (m *Memory) takeFresh() ([]*record, error) {
	fresh := slices.DeleteFunc(m.fresh, func(r *record) bool {
		done := !r.used || r.secret || r.filed
		r.filed = r.filed || !done // one of those that are here twice is enough
		return done
	})
	m.fresh = nil
	for _, r := range fresh {
		if err := m.bodies.store(r); err != nil {
			return nil, err
		}
	}
	return fresh, nil
}

// rewrite makes the files anew with what is used and may be written down. The old ones are gone before the new ones take their
// place: a Memory may be lost, but never keep what was withdrawn.
func (m *Memory) rewrite() error {
	m.recall = true // until all of it is done
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
	for path := range m.paths {
		m.paths[path] = 0
	}
	m.written = 0
	if err := m.appendFacts(keep); err != nil {
		return err
	}
	m.recall = false
	return nil
}

// cull drops what is not used, hides what is withheld, and returns the rest in the order of their sums.
func (m *Memory) cull() []*record {
	var keep []*record
	for _, sum := range slices.SortedFunc(maps.Keys(m.known), func(a, b Sum) int { return bytes.Compare(a[:], b[:]) }) {
		switch r := m.known[sum]; {
		case !r.used:
			delete(m.known, sum)
		case !r.secret:
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
		m.paths[r.Path]++
	}
	m.written += len(records)
	return nil
}

func (m *Memory) writeFacts(records []*record) error {
	file, err := os.OpenFile(m.file(factsName), os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	defer file.Close()
	chunks := slices.Collect(slices.Chunk(records, perSegment))
	for some := range slices.Chunk(chunks, 8) { // so that they are not all in memory at once
		blocks := make([][]byte, len(some))
		err := parallel.Each(len(some), func(i int) (err error) {
			blocks[i], err = m.encode(some[i])
			return err
		})
		if err != nil {
			return err
		}
		for _, block := range blocks {
			if _, err := file.Write(block); err != nil {
				return err
			}
		}
	}
	return file.Close()
}

// encode makes the block of one segment.
func (m *Memory) encode(records []*record) ([]byte, error) {
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(segment{Records: records, Bodies: m.bodies.end}); err != nil {
		return nil, err
	}
	return appendBlock(nil, b.Bytes()), nil
}

// saveSeen writes the looks of the sources, when they differ from what is there.
func (m *Memory) saveSeen() error {
	data, err := m.Seen.GobEncode()
	if err != nil {
		return fmt.Errorf("write the cache: %w", err)
	}
	sum := Sum(sha256.Sum256(data))
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

func appendBlock(b, data []byte) []byte {
	b = binary.BigEndian.AppendUint64(b, uint64(len(data)))
	sum := sha256.Sum256(data)
	return append(append(b, sum[:]...), data...)
}

func splitBlocks(data []byte) ([][]byte, error) {
	var blocks [][]byte
	for len(data) > 0 {
		if len(data) < 8+sha256.Size {
			return nil, errors.New("it is damaged")
		}
		size, sum, rest := binary.BigEndian.Uint64(data), data[8:8+sha256.Size], data[8+sha256.Size:]
		if size > uint64(len(rest)) {
			return nil, errors.New("it is damaged")
		}
		if got := sha256.Sum256(rest[:size]); !bytes.Equal(got[:], sum) {
			return nil, errors.New("it is damaged")
		}
		blocks, data = append(blocks, rest[:size]), rest[size:]
	}
	return blocks, nil
}
