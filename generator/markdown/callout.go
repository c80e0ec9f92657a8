package markdown

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// calloutKinds are GitHub's.
var calloutKinds = []string{"note", "tip", "important", "warning", "caution"}

// calloutHead is the first line of a callout, after the ">".
var calloutHead = regexp.MustCompile(`^\[!([A-Za-z-]{1,20})\](?:[ \t]+(.*?))?[ \t]*\n?$`)

// calloutParser reads a quotation, and makes a callout of one that begins with [!NOTE] or the like. A title may follow on the
// same line. An unknown kind stays a quotation.
type calloutParser struct{ parser.BlockParser }

func (p calloutParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	node, state := p.BlockParser.Open(parent, reader, pc)
	line, segment := reader.PeekLine()
	head := bytes.TrimLeft(line, " ")
	indent := len(line) - len(head)
	if node == nil || indent > 3 || segment.Padding > 0 || !bytes.HasPrefix(head, []byte("[!")) {
		return node, state
	}
	m := calloutHead.FindSubmatchIndex(head)
	if m == nil {
		return node, state
	}
	kind := strings.ToLower(string(head[m[2]:m[3]]))
	if !slices.Contains(calloutKinds, kind) {
		notesOf(pc).unknownCallout(segment.Start+indent, kind)
		return node, state
	}
	box := &callout{kind: kind}
	if m[4] < m[5] {
		title := &calloutTitle{}
		start := segment.Start + indent
		title.Lines().Append(text.NewSegment(start+m[4], start+m[5]))
		box.AppendChild(box, title)
	}
	reader.AdvanceToEOL()
	return box, state
}

func (n *notes) unknownCallout(at int, kind string) {
	hint := "write one of NOTE, TIP, IMPORTANT, WARNING, CAUTION"
	if near := nearest(kind, calloutKinds); near != "" {
		hint = fmt.Sprintf("did you mean [!%s]?", strings.ToUpper(near))
	}
	n.warn(at, "callout/unknown", fmt.Sprintf("no callout [!%s]", strings.ToUpper(kind)), hint)
}

// callout is a box set off from the text. Its first child is its title, if the writer gave one.
type callout struct {
	ast.BaseBlock
	kind string
}

type calloutTitle struct{ ast.BaseBlock }

var (
	kindCallout      = ast.NewNodeKind("Callout")
	kindCalloutTitle = ast.NewNodeKind("CalloutTitle")
)

func (*callout) Kind() ast.NodeKind                   { return kindCallout }
func (n *callout) Dump(source []byte, level int)      { ast.DumpHelper(n, source, level, nil, nil) }
func (*calloutTitle) Kind() ast.NodeKind              { return kindCalloutTitle }
func (n *calloutTitle) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

func (w *writer) callout(n *callout) {
	w.put(`<aside class="callout ` + n.kind + `">` + "\n" + `<p class="callout-title">`)
	title, titled := n.FirstChild().(*calloutTitle)
	if titled {
		w.inlines(title)
	} else {
		w.word("callout." + n.kind)
	}
	w.put("</p>\n")
	w.children(n)
	w.put("</aside>\n")
}
