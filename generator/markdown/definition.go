package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
)

// definitionLists and definitions read a term on one line and ": its meaning" on the next.
var (
	definitionLists = container{extension.NewDefinitionListParser()}
	definitions     = extension.NewDefinitionDescriptionParser()
)

func (w *writer) definitionList(list *extast.DefinitionList) {
	w.put("<dl>\n")
	for n := list.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *extast.DefinitionTerm:
			w.words.inside = false
			w.put("<dt>")
			w.inlines(n)
			w.put("</dt>\n")
		case *extast.DefinitionDescription:
			w.definition(n)
		}
	}
	w.put("</dl>\n")
}

func (w *writer) definition(n *extast.DefinitionDescription) {
	w.put("<dd>")
	if _, tight := n.FirstChild().(*ast.TextBlock); !tight {
		w.put("\n")
	}
	w.children(n)
	w.put("</dd>\n")
}
