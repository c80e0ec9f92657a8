package markdown

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// emptySections warns of headings with nothing below them but another heading of their level or a higher one.
func (w *writer) emptySections(document ast.Node) {
	var open *ast.Heading // with nothing below it so far
	for n := document.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			if open != nil && n.Level <= open.Level {
				w.emptySection(open)
			}
			open = n
		case *ast.HTMLBlock, *ast.ThematicBreak, *extast.FootnoteList:
		default:
			open = nil
		}
	}
	if open != nil {
		w.emptySection(open)
	}
}

func (w *writer) emptySection(n *ast.Heading) {
	w.notes.warn(n.Pos(), "text/empty-section", "a heading with nothing below it", "write what there is to say, if only that nothing is known, or delete the heading")
}
