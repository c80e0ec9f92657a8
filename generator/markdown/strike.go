package markdown

import (
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
)

// strikes reads ~~struck out~~ text, one tilde or two, as GitHub does.
var strikes = delimiters{extension.NewStrikethroughParser()}

func (w *writer) strike(n *extast.Strikethrough) {
	w.put("<del>")
	w.inlines(n)
	w.put("</del>")
}
