package markdown

import (
	"bytes"
	"fmt"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// inlines writes what stands within a node. What has a file of its own is written there; here stand the plain inlines of
// CommonMark.
func (w *writer) inlines(parent ast.Node) {
	if w.spans++; w.spans > maxSpans {
		w.notes.refuse(parent.Pos(), fmt.Sprintf("emphasis nested more than %d levels deep", maxSpans), "write \\* for a plain star")
	}
	for n := parent.FirstChild(); n != nil && !w.notes.refused; n = n.NextSibling() {
		w.inline(n)
	}
	w.spans--
}

func (w *writer) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		w.textNode(n)
	case *ast.String:
		w.text(n.Value)
	case *ast.Emphasis:
		w.emphasis(n)
	case *ast.CodeSpan:
		w.codeSpan(n)
	case *ast.Link:
		w.link(n)
	case *ast.AutoLink:
		w.autoLink(n)
	case *ast.Image:
		w.picture(n)
	case *ast.RawHTML:
		w.rawInline(n)
	case *extast.Strikethrough:
		w.strike(n)
	case *extast.FootnoteLink:
		w.footnoteReference(n)
	}
}

func (w *writer) textNode(n *ast.Text) {
	value := n.Value(w.src)
	if n.IsRaw() {
		w.code(value)
		w.words.add(value)
	} else {
		w.text(value)
	}
	switch {
	case n.HardLineBreak():
		w.put("<br>\n")
		w.words.inside = false
	case n.SoftLineBreak():
		w.put("\n")
		w.words.inside = false
	}
}

func (w *writer) emphasis(n *ast.Emphasis) {
	open, last := "<em>", "</em>"
	if n.Level == 2 {
		open, last = "<strong>", "</strong>"
	}
	w.put(open)
	w.inlines(n)
	w.put(last)
}

func (w *writer) codeSpan(n *ast.CodeSpan) {
	w.put("<code>")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		value := c.(*ast.Text).Value(w.src)
		line, broken := bytes.CutSuffix(value, []byte("\n"))
		w.code(line)
		w.words.add(value)
		if broken {
			w.put(" ")
		}
	}
	w.put("</code>")
}
