package markdown

import (
	"bytes"
	"sort"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"sitrep/generator/diag"
)

// Passage is prose that belongs together: a paragraph, a heading, an item of a list, a cell of a table. It is good for the call that
// it is given to, and no longer.
type Passage struct {
	Text    []byte // plain, without marks, code, HTML and the addresses of web pages; that of a link to a person (mailto, tel) follows its words
	pieces  []piece
	sources *places
}

// piece is where a part of a passage's text comes from.
type piece struct{ text, source, end int }

// Pos is where a byte of the text stands in the file.
func (p *Passage) Pos(at int) diag.Pos {
	i := sort.Search(len(p.pieces), func(i int) bool { return p.pieces[i].text > at }) - 1
	if i < 0 {
		return diag.Pos{}
	}
	from := p.pieces[i]
	return p.sources.pos(min(from.source+at-from.text, max(from.end-1, from.source)))
}

// passages tells the passages of a text in their order, footnotes last.
func (w *writer) passages(document ast.Node, hear func(*Passage)) {
	p := Passage{sources: &w.places}
	w.hear(document, &p, hear)
	if w.notes.footnotes != nil && w.notes.footnotes.Parent() == nil {
		w.hear(w.notes.footnotes, &p, hear)
	}
}

func (w *writer) hear(parent ast.Node, p *Passage, hear func(*Passage)) {
	first := parent.FirstChild()
	if first != nil && first.Type() == ast.TypeInline {
		p.Text, p.pieces = p.Text[:0], p.pieces[:0]
		w.gather(parent, p)
		if len(bytes.TrimSpace(p.Text)) > 0 {
			hear(p)
		}
		return
	}
	for n := first; n != nil; n = n.NextSibling() {
		w.hear(n, p, hear)
	}
}

// gather appends what stands within a node.
func (w *writer) gather(parent ast.Node, p *Passage) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			p.add(n.Segment.Start, n.Segment.Stop, n.Value(w.src), n.IsRaw())
			if n.SoftLineBreak() || n.HardLineBreak() {
				p.Text = append(p.Text, '\n')
			}
		case *ast.String:
			p.Text = append(p.Text, n.Value...)
		case *ast.AutoLink:
			if label := n.Label(w.src); n.AutoLinkType == ast.AutoLinkEmail || personal(label) {
				p.add(n.Pos()+1, n.Pos()+1+len(label), label, true)
			} else {
				p.Text = append(p.Text, ' ')
			}
		case *ast.Link:
			w.gather(n, p)
			if personal(n.Destination) {
				p.Text = append(p.Text, ' ')
				p.add(n.Pos(), n.Pos()+1, n.Destination, true)
				p.Text = append(p.Text, ' ')
			}
		case *ast.CodeSpan, *ast.RawHTML, *extast.FootnoteLink, *extast.TaskCheckBox:
			p.Text = append(p.Text, ' ')
		default:
			w.gather(n, p)
		}
	}
}

// personal reports whether an address is a person's, not a page's.
func personal(address []byte) bool {
	scheme := schemeOf(string(address[:min(len(address), 10)]))
	return scheme == "mailto" || scheme == "tel"
}

func (p *Passage) add(from, to int, text []byte, raw bool) {
	p.pieces = append(p.pieces, piece{len(p.Text), from, to})
	p.Text = appendUnescaped(p.Text, text, raw)
}
