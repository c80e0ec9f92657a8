package memory

import (
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"slices"
	"sync"

	"sitrep/generator/markdown"
	"sitrep/generator/report"
)

// place is where a body lies in the file of bodies.
type place struct {
	Offset int64
	Size   uint32
	Check  uint32 // CRC-32C of the bytes
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// bodies is a file to whose end bodies are added, and from which any can be read. Its last megabyte waits in memory.
type bodies struct {
	mu      sync.RWMutex
	file    *os.File
	waiting []byte // not in the file yet
	end     int64  // of the file, without what waits
	places  map[report.BodySum]place
}

const most = 1 << 20 // how much waits

func (b *bodies) create(name string) error {
	file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("make the file of bodies: %w", err)
	}
	b.file, b.end, b.waiting, b.places = file, 0, nil, map[report.BodySum]place{}
	return nil
}

// open takes up a file; bytes after end, left by an interrupted build, are written over.
func (b *bodies) open(name string, end int64) error {
	file, err := os.OpenFile(name, os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	info, err := file.Stat()
	if err == nil && info.Size() < end {
		err = errors.New("the file of bodies is too short")
	}
	if err != nil {
		file.Close()
		return err
	}
	b.file, b.end, b.waiting, b.places = file, end, nil, map[report.BodySum]place{}
	return nil
}

func (b *bodies) add(sum report.BodySum, body markdown.Body) (place, error) {
	buffer := buffers.Get().(*[]byte)
	defer buffers.Put(buffer)
	*buffer = body.AppendBinary((*buffer)[:0])
	return b.append(sum, *buffer, crc32.Checksum(*buffer, castagnoli))
}

var buffers = sync.Pool{New: func() any { return new([]byte) }}

func (b *bodies) append(sum report.BodySum, data []byte, check uint32) (place, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if at, known := b.places[sum]; known {
		return at, nil
	}
	at := place{Offset: b.end + int64(len(b.waiting)), Size: uint32(len(data)), Check: check}
	b.waiting = append(b.waiting, data...)
	b.places[sum] = at
	if len(b.waiting) < most {
		return at, nil
	}
	return at, b.flush()
}

// flush writes what waits; the caller holds the lock.
func (b *bodies) flush() error {
	n, err := b.file.WriteAt(b.waiting, b.end)
	b.end += int64(n)
	b.waiting = b.waiting[:0]
	return err
}

func (b *bodies) sync() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.flush()
}

func (b *bodies) read(sum report.BodySum) (markdown.Body, error) {
	buffer := buffers.Get().(*[]byte)
	defer buffers.Put(buffer)
	var err error
	if *buffer, _, err = b.bytes((*buffer)[:0], sum); err != nil {
		return markdown.Body{}, err
	}
	body, err := markdown.DecodeBody(*buffer) // which copies
	if err != nil {
		return markdown.Body{}, ErrLost
	}
	return body, nil
}

// bytes appends a body as it lies in the file, checked, to an empty buffer.
func (b *bodies) bytes(buffer []byte, sum report.BodySum) ([]byte, place, error) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	at, known := b.places[sum]
	if !known {
		return buffer, at, ErrLost
	}
	data := slices.Grow(buffer, int(at.Size))[:at.Size]
	if at.Offset >= b.end {
		copy(data, b.waiting[at.Offset-b.end:])
	} else if _, err := b.file.ReadAt(data, at.Offset); err != nil {
		return data, at, ErrLost
	}
	if crc32.Checksum(data, castagnoli) != at.Check {
		return data, at, ErrLost
	}
	return data, at, nil
}

func (b *bodies) close() error {
	if b.file == nil {
		return nil
	}
	return b.file.Close()
}
