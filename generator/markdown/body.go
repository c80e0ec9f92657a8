package markdown

import (
	"encoding/binary"
	"slices"

	"github.com/cespare/xxhash/v2"
)

// A Body is a converted Markdown text: its top-level blocks in order, the footnotes last. It is a pure function of the text,
// small and plain, so that it can be kept on disk.
type Body struct {
	Blocks []Block
}

// Block is one top-level block: a paragraph, a heading, a list, a table, a callout, the footnotes.
type Block struct {
	Sum   uint64 // fingerprint of the HTML, the holes and where they lead; equal blocks have equal sums in every process
	HTML  string
	Holes []Hole // in the order of At
}

// HoleKind says what a hole stands for.
type HoleKind uint8

const (
	// LinkHole is a link to something of the site. Its text stands between At and End; both tags are left out.
	LinkHole HoleKind = iota
	// PictureHole is a picture of the bundle: <img alt="…"> without its src and size. End equals At.
	PictureHole
	// WordHole is a word of the interface, Hole.Word. End equals At. It may stand in an attribute.
	WordHole
)

// Hole is a place in a block's HTML that only the site can fill. Links never enclose links; a picture may stand inside one.
type Hole struct {
	Kind HoleKind
	At   int    // byte offset in Block.HTML
	End  int    // byte offset where the close tag goes
	Link int    // of a link or picture: index into Facts.Links
	Word string // of a word: one of Words
}

// Fill says what goes into a hole, as HTML: for a link the open tag and the close tag, or two empty strings to leave its text
// unlinked; for a picture its remaining attributes, with a space before each; for a word the word, fit for text and for an
// attribute in double quotes. What it returns to close a picture or a word is ignored.
type Fill func(h *Hole) (open, close string)

// filled is how many bytes a hole comes to, about.
const filled = 96

// AppendTo appends the body's HTML, with its holes filled, to dst.
func (b Body) AppendTo(dst []byte, fill Fill) []byte {
	size := 0
	for i := range b.Blocks {
		size += len(b.Blocks[i].HTML) + filled*len(b.Blocks[i].Holes)
	}
	dst = slices.Grow(dst, size)
	for i := range b.Blocks {
		dst = b.Blocks[i].AppendTo(dst, fill)
	}
	return dst
}

// AppendTo appends the block's HTML, with its holes filled, to dst.
func (b *Block) AppendTo(dst []byte, fill Fill) []byte {
	at, end, last := 0, -1, "" // end and last belong to the link that is open; end is -1 when none is
	for i := range b.Holes {
		hole := &b.Holes[i]
		if end >= 0 && end <= hole.At {
			dst = append(append(dst, b.HTML[at:end]...), last...)
			at, end = end, -1
		}
		dst = append(dst, b.HTML[at:hole.At]...)
		at = hole.At
		first, after := fill(hole)
		dst = append(dst, first...)
		if hole.Kind == LinkHole {
			end, last = hole.End, after
		}
	}
	if end >= 0 {
		dst = append(append(dst, b.HTML[at:end]...), last...)
		at = end
	}
	return append(dst, b.HTML[at:]...)
}

// sum fingerprints a block. A link enters by where it leads, not by its number in Facts.Links: that one changes when a link is
// added anywhere above.
func (b *Block) sum(links []Link) uint64 {
	if len(b.Holes) == 0 {
		return xxhash.Sum64String(b.HTML)
	}
	var buf [256]byte
	var digest xxhash.Digest
	digest.Reset()
	digest.WriteString(b.HTML)
	for _, h := range b.Holes {
		key := append(buf[:0], byte(h.Kind))
		key = binary.AppendUvarint(key, uint64(h.At))
		key = binary.AppendUvarint(key, uint64(h.End))
		key = appendString(key, h.Word)
		if h.Kind != WordHole {
			key = links[h.Link].appendKey(key)
		}
		digest.Write(key)
	}
	return digest.Sum64()
}

// appendString appends s with its length before it, so that no two lists of strings look alike.
func appendString(dst []byte, s string) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(s))), s...)
}
