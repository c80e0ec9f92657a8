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

// bodies is a file to whose end bodies are added, and from which any can be read. Its last megabyte waits in memory. Hidden bodies
// are those of withheld reports: they are kept in memory alone. All of it may be read while it is written, moved or cleared.
type bodies struct {
	mu      sync.RWMutex
	file    *os.File
	waiting []byte // not in the file yet
	end     int64  // of the file, without what waits
	places  map[report.BodySum]place
	hidden  map[report.BodySum]*hidden
}

// hidden is a body that some number of records hide.
type hidden struct {
	body  markdown.Body
	count int
}

const most = 1 << 20 // how much waits

// create makes the file empty, and lets go of whatever was there.
func (b *bodies) create(name string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.shut(); err != nil {
		return fmt.Errorf("close the file of bodies: %w", err)
	}
	file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("make the file of bodies: %w", err)
	}
	b.file, b.end, b.waiting = file, 0, nil
	b.places, b.hidden = map[report.BodySum]place{}, map[report.BodySum]*hidden{}
	return nil
}

// open takes up a file. What is after its end was left by an interrupted build; nothing knows of it, so it goes.
func (b *bodies) open(name string, end int64) error {
	file, err := os.OpenFile(name, os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	info, err := file.Stat()
	if err == nil && info.Size() < end {
		err = errors.New("the file of bodies is too short")
	} else if err == nil && info.Size() > end {
		err = file.Truncate(end)
	}
	if err != nil {
		file.Close()
		return err
	}
	b.file, b.end, b.waiting = file, end, nil
	b.places, b.hidden = map[report.BodySum]place{}, map[report.BodySum]*hidden{}
	return nil
}

// replace puts another file of bodies, which is on disk as a whole, in the place of this one.
func (b *bodies) replace(next *bodies, name string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	from := next.file.Name()
	if err := errors.Join(next.shut(), b.shut()); err != nil { // not every system renames open files
		return err
	}
	if err := os.Rename(from, name); err != nil {
		return err
	}
	file, err := os.OpenFile(name, os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	b.file, b.end, b.waiting, b.places = file, next.end, nil, next.places
	return nil
}

// hide keeps a body in memory for one more record.
func (b *bodies) hide(sum report.BodySum, body markdown.Body) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.hidden[sum] == nil {
		b.hidden[sum] = &hidden{body: body}
	}
	b.hidden[sum].count++
}

// store puts the bodies that a record hid into the file.
func (b *bodies) store(r *record) error {
	for i := range r.Reports {
		sum := r.Reports[i].BodySum
		b.mu.RLock()
		body := b.hidden[sum].body
		b.mu.RUnlock()
		var err error
		if r.Bodies[i], err = b.add(sum, body); err != nil {
			return err
		}
	}
	b.unhide(r)
	r.stored = true
	return nil
}

// unhide lets go of the bodies that a record hid.
func (b *bodies) unhide(r *record) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for i := range r.Reports {
		sum := r.Reports[i].BodySum
		if h := b.hidden[sum]; h == nil {
			continue
		} else if h.count--; h.count == 0 {
			delete(b.hidden, sum)
		}
	}
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

// read returns a body. The error is ErrReleased when it is not there, ErrLost when it should be there and is not.
func (b *bodies) read(sum report.BodySum) (markdown.Body, error) {
	buffer := buffers.Get().(*[]byte)
	defer buffers.Put(buffer)
	b.mu.RLock()
	defer b.mu.RUnlock()
	if h := b.hidden[sum]; h != nil {
		return h.body, nil
	}
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

// bytes appends a body as it lies in the file, checked, to an empty buffer; the caller holds the lock.
func (b *bodies) bytes(buffer []byte, sum report.BodySum) ([]byte, place, error) {
	at, known := b.places[sum]
	if !known {
		return buffer, at, ErrReleased
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

// copyTo adds a body to another file of bodies.
func (b *bodies) copyTo(next *bodies, sum report.BodySum) (place, error) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	buffer := buffers.Get().(*[]byte)
	defer buffers.Put(buffer)
	data, at, err := b.bytes((*buffer)[:0], sum)
	*buffer = data
	if err != nil {
		return place{}, err
	}
	return next.append(sum, data, at.Check)
}

func (b *bodies) close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.shut()
}

// shut closes the file; the caller holds the lock.
func (b *bodies) shut() error {
	file := b.file
	b.file = nil
	if file == nil {
		return nil
	}
	return file.Close()
}
