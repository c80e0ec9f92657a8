package search

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"encoding/json"
	"slices"
	"sync"

	"sitrep/generator/output"
	"sitrep/generator/parallel"
	"sitrep/generator/site"
)

// format is another one when the same reports come to another index.
const format = "1"

// part writes a file of the index: a script that hands its value to the page that loaded it, under the part's name.
func part(name string, value []byte) []byte {
	return slices.Concat([]byte("sitrepSearch.part("), plain(name), []byte(","), value, []byte(");\n"))
}

// plain is a value as JSON, which is JavaScript, too.
func plain(value any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(value) // strings and numbers, which JSON has
	return b.Bytes()[:b.Len()-1]
}

// small is a value as a text that is smaller: JSON, deflated (RFC 1951) and in base64. Not every host compresses what it sends, and a disk
// does not.
func small(value any) []byte {
	d := deflaters.Get().(*deflater)
	defer deflaters.Put(d)
	b := &d.out
	b.Reset()
	d.Reset(b)
	d.in.Reset()
	e := json.NewEncoder(&d.in)
	e.SetEscapeHTML(false)
	_ = e.Encode(value)                                          // as in plain
	_, _ = d.Write(bytes.TrimSuffix(d.in.Bytes(), []byte("\n"))) // into memory, which takes everything
	_ = d.Close()
	text := make([]byte, 1, base64.RawStdEncoding.EncodedLen(b.Len())+2)
	text[0] = '"'
	return append(base64.RawStdEncoding.AppendEncode(text, b.Bytes()), '"')
}

// deflater is a writer with the room that it needs.
type deflater struct {
	*flate.Writer
	in, out bytes.Buffer
}

var deflaters = sync.Pool{New: func() any {
	w, _ := flate.NewWriter(nil, 4) // a level that there is
	return &deflater{Writer: w}
}}

// letters are those of a hash. There are no capitals: some systems cannot tell them apart.
var letters = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// hashed are how many letters a hash has: 50 bits.
const hashed = 10

func short(sum [sha256.Size]byte) string { return letters.EncodeToString(sum[:8])[:hashed] }

func hash(data []byte) string { return short(sha256.Sum256(data)) }

// named is the path of a part whose name changes with what it holds.
func named(name, hash string) string { return site.SearchFolder + name + "." + hash + ".js" }

// content is a file whose path names what it holds, and so is its key.
type content struct {
	path string
	make func() ([]byte, error)
}

func file(path string, make func() ([]byte, error)) output.File {
	return output.File{Path: path, From: from, Content: content{path, make}}
}

// from is what the files are said to come from.
const from = "the search index"

// Key names what is made: the path holds a hash of it.
func (c content) Key() output.Sum { return sha256.Sum256([]byte(format + c.path)) }

// Make appends it.
func (c content) Make(b *bytes.Buffer) error {
	data, err := c.make()
	b.Write(data)
	return err
}

// broken is a file that could not be made: whoever wants it is told why.
type broken struct{ error }

// Key is none that a file ever had.
func (b broken) Key() output.Sum { return sha256.Sum256([]byte("broken " + b.Error())) }

// Make tells.
func (b broken) Make(*bytes.Buffer) error { return b.error }

// each is parallel.Each for work that cannot fail.
func each(n int, f func(i int)) {
	_ = parallel.Each(n, func(i int) error {
		f(i)
		return nil
	})
}
