package output

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"errors"
	"os"
	"path"
	"slices"
	"sync"

	"sitrep/generator/diag"
)

// errRefused says that what the files came to is not to be published; the findings say why.
var errRefused = errors.New("refused")

var packers = sync.Pool{New: func() any { return gzip.NewWriter(nil) }}

// scale counts what is written to it.
type scale int64

func (s *scale) Write(p []byte) (int, error) {
	*s += scale(len(p))
	return len(p), nil
}

// packed is the size of data as a host sends it to a browser that takes gzip.
func packed(data []byte) int64 {
	w := packers.Get().(*gzip.Writer)
	defer packers.Put(w)
	var size scale
	w.Reset(&size)
	w.Write(data) // a scale takes everything
	w.Close()
	return int64(size)
}

// sent is how many bytes a host sends for a file of which that is wanted; else 0.
func (f *File) sent(data []byte) int64 {
	if !f.Weighed {
		return 0
	}
	return packed(data)
}

// weighed is the entry of a file that stays as it is, with its compressed size when that is wanted, and without it when it is not.
func weighed(folder *os.Root, file *File, entry *Entry) (*Entry, error) {
	if file.Weighed == (entry.Packed > 0) && file.Leads == entry.Leads {
		return entry, nil
	}
	e := *entry
	e.Packed, e.Leads = 0, file.Leads
	if file.Weighed {
		data, err := folder.ReadFile(path.Base(file.Path))
		if err != nil {
			return nil, err
		}
		e.Packed = packed(data)
	}
	return &e, nil
}

// Sent is how many bytes a host sends for the file.
func (e *Entry) Sent() int64 { return cmp.Or(e.Packed, e.Size) }

// judged lets the files judge what they came to: those that were made and those that stay.
func judged(files Files, made, kept []Entry) (findings []diag.Finding, refused bool) {
	find := func(entries []Entry, path string) (int64, bool) {
		i, found := slices.BinarySearchFunc(entries, path, func(e Entry, path string) int { return cmp.Compare(e.Path, path) })
		if !found {
			return 0, false
		}
		return entries[i].Sent(), true
	}
	return files.Judge(func(path string) int64 {
		size, found := find(made, path)
		if !found {
			size, _ = find(kept, path)
		}
		return size
	})
}

// weigh makes a file, throws it away, and says what it came to.
func weigh(f *File) (Entry, error) {
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	err := f.Make(b)
	return Entry{Path: f.Path, Size: int64(b.Len()), Packed: f.sent(b.Bytes())}, err
}
