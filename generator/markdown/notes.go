package markdown

import (
	"bytes"
	"cmp"
	"slices"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"

	"sitrep/generator/diag"
)

// notes is what parsing and writing leave for the person who wrote the text, and for one another.
type notes struct {
	faults    []fault
	refused   bool // the text is too deep or too tangled to convert; the last fault says where
	budget    budget
	footnotes ast.Node // the list of them, nil if there are none
}

// fault is a finding that still has a byte offset for its place.
type fault struct {
	at         int
	rule       string
	severity   diag.Severity
	text, hint string
}

// notesKey is where a parse carries its notes.
var notesKey = parser.NewContextKey()

func notesOf(pc parser.Context) *notes { return pc.Get(notesKey).(*notes) }

func (n *notes) warn(at int, rule, text, hint string) {
	n.faults = append(n.faults, fault{at, rule, diag.Warning, text, hint})
}

func (n *notes) fail(at int, rule, text, hint string) {
	n.faults = append(n.faults, fault{at, rule, diag.Error, text, hint})
}

// refuse gives the text up. Only the first refusal counts.
func (n *notes) refuse(at int, text, hint string) {
	if !n.refused {
		n.refused = true
		n.fail(at, "markdown/too-deep", text, hint)
	}
}

func (n *notes) findings(file string, pos func(int) diag.Pos) []diag.Finding {
	if len(n.faults) == 0 {
		return nil
	}
	slices.SortStableFunc(n.faults, func(a, b fault) int { return cmp.Compare(a.at, b.at) })
	findings := make([]diag.Finding, len(n.faults))
	for i, f := range n.faults {
		findings[i] = diag.Finding{File: file, Pos: pos(f.at), Rule: f.rule, Severity: f.severity, Text: f.text, Hint: f.hint}
	}
	return findings
}

// places turns byte offsets into positions. It goes on from the last one, because offsets mostly ask forwards.
type places struct {
	src       []byte
	firstLine int
	at        int // offset last asked for
	line, col int // its place, from 0
}

func (p *places) pos(at int) diag.Pos {
	at = min(max(at, 0), len(p.src))
	if at < p.at {
		p.at, p.line, p.col = 0, 0, 0
	}
	passed := p.src[p.at:at]
	if lines := bytes.Count(passed, []byte("\n")); lines > 0 {
		p.line, p.col = p.line+lines, 0
		passed = passed[bytes.LastIndexByte(passed, '\n')+1:]
	}
	p.at, p.col = at, p.col+utf8.RuneCount(passed)
	return diag.Pos{Line: p.firstLine + p.line, Col: 1 + p.col}
}
