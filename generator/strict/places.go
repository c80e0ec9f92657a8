package strict

import (
	"encoding/binary"
	"strconv"
	"strings"

	"sitrep/generator/diag"
)

// Places tells where each key and list item of a document stood: title, regions.0, figures.2.value, sources.uk.url. A single
// value has the place of the value, a mapping or list that of its key. It is one string, some four bytes a value beside the
// keys, so that a hundred thousand documents can keep theirs.
//
// The string is a list of entries in the order of the text: depth, length of the key and the key (a list item has none: items
// are counted), lines since the entry before (zigzag), column; numbers are varints.
type Places string

// At returns the place of a path, or of the nearest path above it that is known; the zero Pos when none is.
func (p Places) At(path string) diag.Pos {
	pos, _ := p.find(path)
	return pos
}

// Has says whether a path was written in the document.
func (p Places) Has(path string) bool {
	_, rest := p.find(path)
	return rest == ""
}

// find follows a path as far as it goes, and returns the place it came to and what is left of the path.
func (p Places) find(path string) (diag.Pos, string) {
	var found diag.Pos
	depth, item := 0, 0 // entries of this depth are looked at; items among them so far
	for entries := (placeReader{rest: string(p)}); path != "" && entries.next(); {
		switch {
		case entries.depth < depth:
			return found, path
		case entries.depth > depth:
			continue
		}
		key := entries.key
		if key == "" {
			key = strconv.Itoa(item)
			item++
		}
		if rest, ok := strings.CutPrefix(path, key); ok && (rest == "" || rest[0] == '.') {
			found, path = entries.pos, strings.TrimPrefix(rest, ".")
			depth, item = depth+1, 0
		}
	}
	return found, path
}

// placeReader walks over the entries of Places.
type placeReader struct {
	rest  string
	depth int
	key   string
	pos   diag.Pos
}

func (r *placeReader) next() bool {
	if r.rest == "" {
		return false
	}
	r.depth = int(r.number())
	size := min(int(r.number()), len(r.rest))
	r.key, r.rest = r.rest[:size], r.rest[size:]
	lines := r.number()
	r.pos.Line += int(int64(lines>>1) ^ -int64(lines&1))
	r.pos.Col = int(r.number())
	return true
}

func (r *placeReader) number() (n uint64) {
	for shift := 0; r.rest != "" && shift < 64; shift += 7 {
		c := r.rest[0]
		r.rest = r.rest[1:]
		n |= uint64(c&0x7f) << shift
		if c < 0x80 {
			break
		}
	}
	return n
}

// placeWriter builds Places.
type placeWriter struct {
	entries []byte
	line    int
}

func (w *placeWriter) add(depth int, key string, pos diag.Pos) {
	w.entries = binary.AppendUvarint(w.entries, uint64(depth))
	w.entries = binary.AppendUvarint(w.entries, uint64(len(key)))
	w.entries = append(w.entries, key...)
	w.entries = binary.AppendVarint(w.entries, int64(pos.Line-w.line))
	w.entries = binary.AppendUvarint(w.entries, uint64(pos.Col))
	w.line = pos.Line
}
