package markdown

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// block writes a block. What has a file of its own is written there; here stand the plain blocks of CommonMark.
func (w *writer) block(n ast.Node) {
	w.words.inside = false
	switch n := n.(type) {
	case *ast.Paragraph:
		w.put("<p>")
		w.line(n)
		w.put("</p>\n")
	case *ast.TextBlock:
		w.line(n)
		if n.NextSibling() != nil && n.FirstChild() != nil {
			w.put("\n")
		}
	case *ast.Heading:
		w.heading(n)
	case *ast.List:
		w.list(n)
	case *ast.Blockquote:
		w.put("<blockquote>\n")
		w.children(n)
		w.put("</blockquote>\n")
	case *ast.CodeBlock:
		w.put(pre + ">")
		w.codeLines(n)
	case *ast.FencedCodeBlock:
		w.fencedCode(n)
	case *ast.ThematicBreak:
		w.put("<hr>\n")
	case *ast.HTMLBlock:
		w.rawBlock(n)
	case *callout:
		w.callout(n)
	case *extast.Table:
		w.table(n)
	case *extast.DefinitionList:
		w.definitionList(n)
	}
}

func (w *writer) children(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		w.block(n)
	}
}

// line writes what stands in a paragraph or a tight list item.
func (w *writer) line(n ast.Node) {
	if isTask(n) {
		w.task(n)
		return
	}
	w.inlines(n)
}

func (w *writer) list(n *ast.List) {
	if !n.IsOrdered() {
		w.put("<ul>\n")
		w.items(n)
		w.put("</ul>\n")
		return
	}
	w.put("<ol")
	if n.Start != 1 {
		w.put(` start="`)
		w.out = strconv.AppendInt(w.out, int64(n.Start), 10)
		w.put(`"`)
	}
	w.put(">\n")
	w.items(n)
	w.put("</ol>\n")
}

func (w *writer) items(list *ast.List) {
	for n := list.FirstChild(); n != nil; n = n.NextSibling() {
		first := n.FirstChild()
		if first != nil && isTask(first) {
			w.put(`<li class="task">`)
		} else {
			w.put("<li>")
		}
		if _, tight := first.(*ast.TextBlock); first != nil && !tight {
			w.put("\n")
		}
		w.children(n)
		w.put("</li>\n")
	}
}

// pre begins a block of code. A long line of it scrolls within the block, and so the block can be reached with the keyboard.
const pre = `<pre tabindex="0"><code`

func (w *writer) fencedCode(n *ast.FencedCodeBlock) {
	w.put(pre)
	if language := n.Language(w.src); language != nil {
		w.put(` class="language-`)
		w.attribute(unescaped(language))
		w.put(`"`)
	}
	w.put(">")
	w.codeLines(n)
}

func (w *writer) codeLines(n ast.Node) {
	lines := n.Lines()
	for i := range lines.Len() {
		line := lines.At(i)
		w.code(line.Value(w.src))
	}
	w.put("</code></pre>\n")
}
