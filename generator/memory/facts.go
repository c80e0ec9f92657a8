package memory

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"slices"

	"github.com/cespare/xxhash/v2"

	"sitrep/generator/parallel"
)

// The file of facts begins with a block that names the generator and the format, and goes on with segments of records. A block
// is its length and its XXH64 (8 bytes each, big-endian), and its bytes. One that was written over, with a zero for its XXH64, holds
// nothing.

const (
	format     = "5"
	perSegment = 2000 // records, so that segments can be read in parallel
	headSize   = 8 + 8
)

var errDamaged = errors.New("it is damaged")

// segment is what one block of the facts holds: the length that the file of bodies had when it was written, and records.
type segment struct {
	block
	bodies  int64
	records []record
}

var entryPlan = planOf(reflect.TypeFor[entry]())

// blankFacts makes the file one that holds none.
func (m *Memory) blankFacts() error {
	if m.dir == "" {
		return nil
	}
	if err := os.WriteFile(m.file(factsName), appendBlock(nil, m.head()), 0o600); err != nil {
		return fmt.Errorf("make the cache: %w", err)
	}
	return nil
}

// head is the first block.
func (m *Memory) head() []byte { return []byte(m.version + "\x00" + format) }

// readFacts reads all segments, and at the same time the looks of the sources.
func (m *Memory) readFacts() ([]segment, error) {
	file, err := os.Open(m.file(factsName))
	if err != nil {
		return nil, err
	}
	defer file.Close()
	blocks, err := blocksOf(file)
	if err != nil {
		return nil, err
	}
	if len(blocks) == 0 || blocks[0].sum != xxhash.Sum64(m.head()) {
		return nil, errors.New("another version of sitrep wrote it")
	}
	segments := make([]segment, len(blocks)-1)
	err = parallel.Each(len(blocks), func(i int) (err error) {
		if i == 0 {
			return m.loadSeen()
		}
		segments[i-1], err = readSegment(file, blocks[i])
		return err
	})
	return segments, err
}

func readSegment(file *os.File, b block) (segment, error) {
	if b.sum == 0 {
		return segment{}, nil
	}
	buffer := buffers.Get().(*[]byte)
	defer buffers.Put(buffer)
	var err error
	if *buffer, err = b.read(file, *buffer); err != nil {
		return segment{}, err
	}
	s, err := decodeSegment(*buffer)
	s.block = b
	return s, err
}

func pointers(records []record) []*record {
	list := make([]*record, len(records))
	for i := range records {
		list[i] = &records[i]
	}
	return list
}

// decodeSegment keeps nothing of the bytes.
func decodeSegment(data []byte) (segment, error) {
	r := newReader(data)
	s := segment{bodies: r.int()}
	if n := r.uint(); r.holds(n, entryPlan.least) {
		s.records = make([]record, n)
	}
	for i := range s.records {
		e := &s.records[i]
		entryPlan.take(r, reflect.ValueOf(&e.entry).Elem())
		if r.bad || len(e.Bodies) != len(e.Reports) {
			return segment{}, errDamaged
		}
		e.filed, e.stored = true, true
		for j := range e.Reports {
			e.Reports[j].Settle()
		}
	}
	return s, r.end()
}

// writeFacts adds segments to the file.
func (m *Memory) writeFacts(records []*record) error {
	file, err := os.OpenFile(m.file(factsName), os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	defer file.Close()
	end, err := file.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	chunks := slices.Collect(slices.Chunk(records, perSegment))
	for some := range slices.Chunk(chunks, 8) { // so that they are not all in memory at once
		blocks := make([][]byte, len(some))
		_ = parallel.Each(len(some), func(i int) error {
			blocks[i] = appendBlock(nil, encodeSegment(some[i], m.bodies.end))
			return nil
		})
		for i, data := range blocks {
			if _, err := file.Write(data); err != nil {
				return err
			}
			size := int64(len(data))
			m.filings = append(m.filings, filing{block{at: end + headSize, size: size - headSize}, some[i]})
			end += size
		}
	}
	return file.Close()
}

func encodeSegment(records []*record, bodies int64) []byte {
	w := newWriter()
	w.int(bodies)
	w.uint(uint64(len(records)))
	for _, r := range records {
		entryPlan.put(w, reflect.ValueOf(&r.entry).Elem())
	}
	return w.end()
}

// block is a place in a file.
type block struct {
	at, size int64
	sum      uint64
}

func appendBlock(b, data []byte) []byte {
	b = binary.BigEndian.AppendUint64(b, uint64(len(data)))
	b = binary.BigEndian.AppendUint64(b, xxhash.Sum64(data))
	return append(b, data...)
}

// blocksOf finds the blocks that a file is made of.
func blocksOf(file *os.File) ([]block, error) {
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	var blocks []block
	for at := int64(0); at < info.Size(); {
		var head [headSize]byte
		if _, err := file.ReadAt(head[:], at); err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		size := binary.BigEndian.Uint64(head[:])
		if left := info.Size() - at - headSize; left < 0 || size > uint64(left) {
			return nil, errDamaged
		}
		b := block{at: at + headSize, size: int64(size), sum: binary.BigEndian.Uint64(head[8:])}
		blocks, at = append(blocks, b), b.at+b.size
	}
	return blocks, nil
}

// read reads a block into the buffer, if it is large enough, and checks it.
func (b block) read(file *os.File, buffer []byte) ([]byte, error) {
	data := slices.Grow(buffer[:0], int(b.size))[:b.size]
	if _, err := file.ReadAt(data, b.at); err != nil {
		return data, err
	}
	if xxhash.Sum64(data) != b.sum {
		return data, errDamaged
	}
	return data, nil
}
