package markdown

import (
	"bytes"
	"fmt"
	"strconv"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// footnoteDefinitions and footnoteReferences read "[^label]: text" and "[^label]".
var (
	footnoteDefinitions = container{definitionParser{extension.NewFootnoteBlockParser()}}
	footnoteReferences  = referenceParser{extension.NewFootnoteParser()}
)

// definitionParser reads no footnote within a footnote: goldmark would put the list of footnotes into itself.
type definitionParser struct{ parser.BlockParser }

func (p definitionParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	for n := parent; n != nil; n = n.Parent() {
		if _, within := n.(*extast.Footnote); within {
			return nil, parser.NoChildren
		}
	}
	node, state := p.BlockParser.Open(parent, reader, pc)
	if node != nil {
		notes := notesOf(pc)
		if notes.budget.footnotes++; notes.budget.footnotes > maxFootnotes {
			_, segment := reader.Position()
			notes.refuse(segment.Start, fmt.Sprintf("more than %d footnotes", maxFootnotes), "make several reports of this one")
		}
	}
	return node, state
}

// Close puts the footnote into the list of all, which goldmark leaves where the first one was defined, however deep.
func (p definitionParser) Close(n ast.Node, reader text.Reader, pc parser.Context) {
	p.BlockParser.Close(n, reader, pc)
	notesOf(pc).footnotes = n.Parent()
}

// referenceParser finds fault with a reference to no footnote, which is shown as it was written.
type referenceParser struct{ parser.InlineParser }

func (p referenceParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	node := p.InlineParser.Parse(parent, block, pc)
	if node != nil || !bytes.HasPrefix(line, []byte("[^")) {
		return node
	}
	label, _, closed := bytes.Cut(line[2:min(len(line), 100)], []byte("]"))
	if closed && len(label) > 0 && !bytes.ContainsAny(label, " [") {
		notesOf(pc).warn(segment.Start, "footnote/undefined", fmt.Sprintf("no footnote %q", label), fmt.Sprintf("write [^%s]: and its text on a line of its own", label))
	}
	return nil
}

// footnote is a footnote before and while it is written. Ids come from its label, so that a footnote more, further up, moves
// no other's address; the colon keeps them apart from the ids of headings.
type footnote struct {
	node   *extast.Footnote
	id     string // fn:label
	refID  string // fnref:label; further references end in :2, :3
	number int    // as shown, in the order of the first references; 0 before the first
	refs   int    // references written so far
}

type footnotes struct {
	byIndex map[int]*footnote // by goldmark's number
	shown   []*footnote       // by number
}

func (w *writer) nameFootnotes() {
	if w.notes.footnotes == nil {
		return
	}
	w.footnotes.byIndex = map[int]*footnote{}
	for n := w.notes.footnotes.FirstChild(); n != nil; n = n.NextSibling() {
		note := n.(*extast.Footnote)
		if note.Index < 0 {
			w.notes.warn(note.Pos(), "footnote/unused", fmt.Sprintf("footnote %q is shown nowhere", note.Ref), fmt.Sprintf("write [^%s] where it belongs, each label once", note.Ref))
			continue
		}
		label := slug(string(note.Ref), "note")
		if !w.ids.take("fn:" + label) {
			label = w.ids.numbered("fn:"+label, "-")[len("fn:"):]
		}
		w.footnotes.byIndex[note.Index] = &footnote{node: note, id: "fn:" + label, refID: "fnref:" + label}
	}
}

func (w *writer) footnoteReference(n *extast.FootnoteLink) {
	note := w.footnotes.byIndex[n.Index]
	if note.number == 0 {
		w.footnotes.shown = append(w.footnotes.shown, note)
		note.number = len(w.footnotes.shown)
		w.facts.Anchors = append(w.facts.Anchors, note.id)
	}
	number := strconv.Itoa(note.number)
	if w.inLink {
		w.put("<sup>" + number + "</sup>")
		return
	}
	note.refs++
	id := note.reference(note.refs)
	w.facts.Anchors = append(w.facts.Anchors, id)
	w.put(`<sup id="` + id + `"><a href="#` + note.id + `" class="footnote-ref" role="doc-noteref">` + number + `</a></sup>`)
}

func (f *footnote) reference(n int) string {
	if n == 1 {
		return f.refID
	}
	return f.refID + ":" + strconv.Itoa(n)
}

// footnoteList writes the footnotes that were referred to. Writing one may refer to others, which are then written too.
func (w *writer) footnoteList() {
	if len(w.footnotes.shown) == 0 {
		return
	}
	w.put(`<section class="footnotes" role="doc-endnotes" aria-label="`)
	w.word("footnote.list")
	w.put("\">\n<ol>\n")
	for i := 0; i < len(w.footnotes.shown); i++ {
		w.footnote(w.footnotes.shown[i])
	}
	w.put("</ol>\n</section>\n")
}

// footnote writes one footnote, with the ways back at the end of its last paragraph.
func (w *writer) footnote(note *footnote) {
	w.put(`<li id="` + note.id + `">` + "\n")
	last, _ := note.node.LastChild().(*ast.Paragraph)
	for n := note.node.FirstChild(); n != nil && n != ast.Node(last); n = n.NextSibling() {
		w.block(n)
	}
	w.words.inside = false
	w.put("<p>")
	if last != nil {
		w.inlines(last)
	}
	for i := 1; i <= note.refs; i++ {
		w.put("\u00a0" + `<a href="#` + note.reference(i) + `" class="footnote-back" role="doc-backlink" aria-label="`)
		w.word("footnote.back")
		if note.refs > 1 {
			w.put(" " + strconv.Itoa(i))
		}
		w.put("\">↩\ufe0e</a>")
	}
	w.put("</p>\n</li>\n")
}
