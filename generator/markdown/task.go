package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
)

// taskBoxes reads the "[ ]" and "[x]" of task lists.
var taskBoxes = extension.NewTaskCheckBoxParser()

// isTask reports whether a paragraph of a list item begins with a box.
func isTask(n ast.Node) bool {
	_, ok := n.FirstChild().(*extast.TaskCheckBox)
	return ok
}

// task writes the box and its text as one label, so that a screen reader says what is done and what is not.
func (w *writer) task(n ast.Node) {
	w.put(`<label><input type="checkbox" disabled`)
	if n.FirstChild().(*extast.TaskCheckBox).IsChecked {
		w.put(" checked")
	}
	w.put("> ")
	w.inlines(n)
	w.put("</label>")
}
