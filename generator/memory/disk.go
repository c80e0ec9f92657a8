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
	"path/filepath"
	"slices"

	"sitrep/generator/parallel"
)

// The files of a Memory's folder. The facts begin with a block that holds the generator's version, and go on with segments; a
// block is its length (8 bytes, big-endian), its SHA-256 and its bytes. The other files are a single block, and bare bodies.
const (
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

// begin makes the folder's files empty.
func (m *Memory) begin() error {
	m.forget()
	if err := os.WriteFile(filepath.Join(m.dir, factsName), appendBlock(nil, []byte(m.version)), 0o600); err != nil {
		return fmt.Errorf("make the cache: %w", err)
	}
	if err := os.Remove(filepath.Join(m.dir, seenName)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("make the cache: %w", err)
	}
	return m.bodies.create(filepath.Join(m.dir, bodiesName))
}

// Clear forgets everything, on disk too.
func (m *Memory) Clear() error {
	m.forget()
	m.lost.Store(false)
	clear(m.secret)
	m.fresh = nil
	if err := m.bodies.close(); err != nil {
		return fmt.Errorf("clear the cache: %w", err)
	}
	if m.dir == "" {
		return m.bodies.create(filepath.Join(m.temp, bodiesName))
	}
	return m.begin()
}

func (m *Memory) load() error {
	data, err := os.ReadFile(filepath.Join(m.dir, factsName))
	if err != nil {
		return err
	}
	blocks, err := splitBlocks(data)
	if err != nil {
		return err
	}
	if len(blocks) == 0 || string(blocks[0]) != m.version {
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
	if err := m.bodies.open(filepath.Join(m.dir, bodiesName), end); err != nil {
		return err
	}
	m.take(segments)
	return m.loadSeen()
}

func (m *Memory) take(segments []segment) {
	for _, s := range segments {
		for _, r := range s.Records {
			m.known[r.Sum], m.paths[r.Path] = r, true
			m.written[r.Path]++
			for i, at := range r.Bodies {
				r.Reports[i].Settle()
				m.bodies.places[r.Reports[i].BodySum] = at
			}
		}
	}
}

// loadSeen reads the looks of the sources; without them every file is read again, and no more.
func (m *Memory) loadSeen() error {
	data, err := os.ReadFile(filepath.Join(m.dir, seenName))
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
	return m.Seen.GobDecode(blocks[0])
}

// Save writes down what is new since the last Save. Nothing is written when nothing is new.
func (m *Memory) Save() error {
	fresh := slices.DeleteFunc(m.fresh, func(r *record) bool { return r.secret })
	m.fresh = nil
	if m.dir == "" {
		return m.bodies.sync()
	}
	if m.mustRewrite() {
		return m.rewrite()
	}
	if err := m.bodies.sync(); err != nil {
		return fmt.Errorf("write the cache: %w", err)
	}
	if err := m.appendFacts(fresh); err != nil {
		return fmt.Errorf("write the cache: %w", err)
	}
	if err := m.saveSeen(); err != nil {
		return err
	}
	if m.Once {
		m.forget()
	}
	return nil
}

// mustRewrite reports whether a withheld report lies on disk, or more is there than is used.
func (m *Memory) mustRewrite() bool {
	used, total := 0, 0
	for _, r := range m.known {
		if r.secret && m.written[r.Path] > 0 {
			return true
		}
		if r.used {
			used++
		}
	}
	for _, n := range m.written {
		total += n
	}
	return total > 2*used+100
}

// rewrite makes the files anew with what the latest build used and may be written down. The old ones are gone before the new
// ones take their place: a Memory may be lost, but never keep what was withdrawn.
func (m *Memory) rewrite() error {
	var keep []*record
	for _, sum := range slices.SortedFunc(maps.Keys(m.known), func(a, b Sum) int { return bytes.Compare(a[:], b[:]) }) {
		if r := m.known[sum]; r.used && !r.secret {
			keep = append(keep, r)
		} else if !r.used {
			delete(m.known, sum)
		}
	}
	var next bodies
	if err := next.create(filepath.Join(m.dir, bodiesName+".new")); err != nil {
		return err
	}
	if err := m.moveBodies(keep, &next); err != nil {
		return errors.Join(err, next.close())
	}
	known, paths, seen := m.known, m.paths, m.Seen
	if err := errors.Join(m.bodies.close(), m.begin(), m.bodies.close()); err != nil {
		return err
	}
	if err := os.Rename(filepath.Join(m.dir, bodiesName+".new"), filepath.Join(m.dir, bodiesName)); err != nil {
		return fmt.Errorf("write the cache: %w", err)
	}
	m.known, m.paths, m.Seen = known, paths, seen
	m.bodies.file, m.bodies.end, m.bodies.places = next.file, next.end, next.places
	if err := m.appendFacts(keep); err != nil {
		return fmt.Errorf("write the cache: %w", err)
	}
	return m.saveSeen()
}

// moveBodies copies the records' bodies into another file. A withheld report's body stays in the process; a lost one is left out,
// and its report will be parsed again.
func (m *Memory) moveBodies(keep []*record, next *bodies) error {
	for _, r := range m.known {
		for i := range r.Reports {
			if sum := r.Reports[i].BodySum; r.secret && r.used {
				if body, err := m.bodies.read(sum); err == nil {
					m.secret[sum] = body
				}
			}
		}
	}
	for _, r := range keep {
		for i := range r.Reports {
			data, at, err := m.bodies.bytes(nil, r.Reports[i].BodySum)
			if errors.Is(err, ErrLost) {
				continue
			}
			if r.Bodies[i], err = next.append(r.Reports[i].BodySum, data, at.Check); err != nil {
				return fmt.Errorf("write the cache: %w", err)
			}
		}
	}
	return next.sync()
}

func (m *Memory) appendFacts(records []*record) error {
	if len(records) == 0 {
		return nil
	}
	file, err := os.OpenFile(filepath.Join(m.dir, factsName), os.O_WRONLY|os.O_APPEND, 0o600)
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
	for _, r := range records {
		m.written[r.Path]++
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
	name, block := filepath.Join(m.dir, seenName), appendBlock(nil, data)
	if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, block) {
		return nil
	}
	if err := os.WriteFile(name+".new", block, 0o600); err != nil {
		return fmt.Errorf("write the cache: %w", err)
	}
	if err := os.Rename(name+".new", name); err != nil {
		return fmt.Errorf("write the cache: %w", err)
	}
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
