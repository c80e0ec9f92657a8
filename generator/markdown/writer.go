package markdown

import (
	stdhtml "html"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// writer writes the HTML of one text, and gathers its facts on the way. Its buffers outlive the text.
type writer struct {
	src    []byte
	places places
	notes  *notes

	out     buffer   // the HTML of all blocks so far
	holes   []Hole   // of all blocks so far; offsets count from their block's start
	blocks  []extent // the blocks so far
	start   int      // where the block at hand starts in out
	outline buffer   // the headings so far
	spare   buffer   // for text that is not written as it stands

	facts     Facts
	words     wordCount
	headings  []heading
	nextHead  int
	ids       ids
	footnotes footnotes

	spans  int  // inline elements around the one at hand
	inLink bool // HTML has no link within a link
}

// extent is where a block ends in the writer's buffers.
type extent struct{ html, holes int }

func (w *writer) reset(src []byte, firstLine int, notes *notes) {
	clear(w.headings)
	*w = writer{
		src: src, notes: notes, places: places{src: src, firstLine: firstLine},
		out: w.out[:0], holes: w.holes[:0], blocks: w.blocks[:0], outline: w.outline[:0], spare: w.spare[:0], headings: w.headings[:0],
	}
}

// put writes HTML.
func (w *writer) put(s string) { w.out = append(w.out, s...) }

// endBlock makes a block of what was written since the last one. A block that shows nothing, such as a comment, is none.
func (w *writer) endBlock() {
	if len(w.out) > w.start {
		w.blocks = append(w.blocks, extent{len(w.out), len(w.holes)})
		w.start = len(w.out)
	}
}

func (w *writer) hole(kind HoleKind, link int, word string) {
	at := len(w.out) - w.start
	w.holes = append(w.holes, Hole{Kind: kind, At: at, End: at, Link: link, Word: word})
}

// body copies the blocks out of the buffers: one string and one slice for all of them.
func (w *writer) body() Body {
	w.facts.Words, w.facts.Outline = w.words.n, Outline(w.outline)
	all := string(w.out)
	holes := append([]Hole(nil), w.holes...)
	blocks := make([]Block, len(w.blocks))
	last := extent{}
	for i, end := range w.blocks {
		b := &blocks[i]
		b.HTML = all[last.html:end.html]
		if end.holes > last.holes {
			b.Holes = holes[last.holes:end.holes:end.holes]
		}
		b.Sum = b.sum(w.facts.Links)
		last = end
	}
	return Body{Blocks: blocks}
}

// text writes text as Markdown has it, with its backslashes and entities.
func (w *writer) text(source []byte) {
	if !special(source) {
		w.out = append(w.out, source...)
		w.words.add(source)
		return
	}
	start := len(w.out)
	html.DefaultWriter.Write(&w.out, source)
	w.words.add([]byte(stdhtml.UnescapeString(string(w.out[start:]))))
}

// code writes text that stands for itself.
func (w *writer) code(source []byte) {
	html.DefaultWriter.RawWrite(&w.out, source)
}

// special reports whether text holds a character that HTML or Markdown gives a meaning within text.
func special(text []byte) bool {
	for _, c := range text {
		if isSpecial[c] {
			return true
		}
	}
	return false
}

var isSpecial = [256]bool{'&': true, '<': true, '>': true, '"': true, '\\': true, 0: true}

// plain is the text of a node without its marks: what a reader hears. Footnote references and HTML are left out, and a
// picture is its description.
func (w *writer) plain(n ast.Node) string {
	w.spare = w.appendPlain(w.spare[:0], n)
	return strings.Join(strings.Fields(string(w.spare)), " ")
}

func (w *writer) appendPlain(dst buffer, parent ast.Node) buffer {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			dst = appendUnescaped(dst, n.Value(w.src), n.IsRaw())
			if n.SoftLineBreak() || n.HardLineBreak() {
				dst = append(dst, ' ')
			}
		case *ast.String:
			dst = append(dst, n.Value...)
		case *ast.AutoLink:
			if label := n.Label(w.src); !slices.Contains(siteSchemes, schemeOf(string(label))) {
				dst = append(dst, label...)
			}
		case *ast.RawHTML, *extast.FootnoteLink, *extast.TaskCheckBox:
		default:
			dst = w.appendPlain(dst, n)
		}
	}
	return dst
}

func appendUnescaped(dst buffer, source []byte, raw bool) buffer {
	if raw || !special(source) {
		return append(dst, source...)
	}
	var escaped buffer
	html.DefaultWriter.Write(&escaped, source)
	return append(dst, stdhtml.UnescapeString(string(escaped))...)
}

// attribute writes plain text into an attribute in double quotes.
func (w *writer) attribute(plain string) {
	if !strings.ContainsAny(plain, `&<>"`) {
		w.put(plain)
		return
	}
	w.out = append(w.out, util.EscapeHTML([]byte(plain))...)
}

// unescaped is the plain text of a title or the like.
func unescaped(source []byte) string {
	return string(appendUnescaped(nil, source, false))
}

// buffer is bytes that goldmark's text writer can write to.
type buffer []byte

func (b *buffer) Write(p []byte) (int, error)       { *b = append(*b, p...); return len(p), nil }
func (b *buffer) WriteString(s string) (int, error) { *b = append(*b, s...); return len(s), nil }
func (b *buffer) WriteByte(c byte) error            { *b = append(*b, c); return nil }
func (b *buffer) WriteRune(r rune) (int, error) {
	*b = utf8.AppendRune(*b, r)
	return utf8.RuneLen(r), nil
}
func (b *buffer) Available() int { return cap(*b) - len(*b) }
func (b *buffer) Buffered() int  { return len(*b) }
func (b *buffer) Flush() error   { return nil }
