package markdown

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// HTML in the text is left out, with a warning: what a report may show is Markdown's to say. Comments are the writers' own
// notes and go without a word, unless text goes with them.

// rawInline leaves out a tag. Of a pair, the opening one is warned of.
func (w *writer) rawInline(n *ast.RawHTML) {
	tag := n.Segments.Value(w.src)
	if isComment(tag) || bytes.HasPrefix(tag, []byte("</")) {
		return
	}
	w.leftOut(n.Segments.At(0).Start, tag, "")
}

func (w *writer) rawBlock(n *ast.HTMLBlock) {
	lines := n.Lines()
	if lines.Len() == 0 {
		return
	}
	first := lines.At(0)
	at := first.Start
	head := bytes.TrimLeft(first.Value(w.src), " \t")
	if isComment(head) {
		w.comment(n, at)
		return
	}
	if lines.Len() > 1 || n.HasClosure() {
		w.leftOut(at, head, ", with all lines up to its end")
	} else {
		w.leftOut(at, head, "")
	}
}

func isComment(html []byte) bool { return bytes.HasPrefix(html, []byte("<!--")) }

// comment finds fault with a comment that takes text with it: one never closed, and one with text behind it.
func (w *writer) comment(n *ast.HTMLBlock, at int) {
	lines := n.Lines()
	last := lines.At(lines.Len() - 1)
	if n.HasClosure() {
		last = n.ClosureLine
	}
	_, after, closed := bytes.Cut(last.Value(w.src), []byte("-->"))
	switch {
	case !closed:
		w.notes.fail(at, "markdown/open-comment", "a comment that is never closed hides the rest of the text", "write --> where the comment ends")
	case len(bytes.TrimSpace(after)) > 0:
		w.notes.warn(last.Start, "markdown/raw-html", "text on the line of a comment is left out", "put the comment on a line of its own")
	}
}

func (w *writer) leftOut(at int, html []byte, more string) {
	name := tagName(html)
	w.notes.warn(at, "markdown/raw-html", fmt.Sprintf("HTML is left out: %s%s", name, more), insteadOf(name))
}

// tagName is what a writer would call the tag: <b>, </div>, <!DOCTYPE>.
func tagName(html []byte) string {
	end := bytes.IndexAny(html, " \t\n>")
	if end < 0 || end > 40 {
		end = min(len(html), 40)
	}
	return strings.ToValidUTF8(string(html[:end]), "") + ">"
}

// insteadOf says how Markdown writes what a tag was meant for.
func insteadOf(name string) string {
	switch strings.ToLower(strings.Trim(name, "</>")) {
	case "b", "strong":
		return "write **bold**"
	case "i", "em", "cite":
		return "write *emphasis*"
	case "s", "del", "strike":
		return "write ~~struck out~~"
	case "br":
		return "end the line with a backslash"
	case "a":
		return "write [text](address)"
	case "img", "figure", "picture":
		return "write ![what it shows](picture.png)"
	case "table":
		return "write a table of | and -"
	}
	return "write Markdown; to show a tag itself, put it between `backticks`"
}
