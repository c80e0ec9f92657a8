package strict

import (
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"

	"sitrep/generator/diag"
)

// YAML reads one YAML document whose first line is line firstLine of the file. With findings, the Node is what was understood
// all the same; it is never nil. Beside what the package refuses of every document, anchors, aliases, merge keys and tags are
// faults. A fault of syntax ends the reading: no YAML parser knows how to go on after one.
func YAML(file string, firstLine int, data []byte) (*Node, []diag.Finding) {
	f := &faults{file: file}
	text := f.readable(firstLine, data)
	if n, ok := quickYAML(text, firstLine); ok {
		return n, f.list
	}
	return f.read(f.fullYAML(text, firstLine))
}

// fullYAML reads any YAML, by the library.
func (f *faults) fullYAML(text string, firstLine int) *Node {
	y := yamlReader{faults: f, shift: firstLine - 1}
	loader, err := yaml.NewLoader(strings.NewReader(text), yaml.WithPlugin(loaderlimits.New(loaderlimits.DepthFunc(y.checkDepth))))
	if err != nil {
		panic(err) // the options are constants
	}
	var document, next yaml.Node
	if err := loader.Load(&document); err != nil {
		y.syntax(err, text)
		return emptyDocument(firstLine)
	}
	if err := loader.Load(&next); err == nil {
		y.add(y.pos(&next), "documents", "a second document starts here", "a file holds one document: remove the line ---")
	} else if err != io.EOF {
		y.syntax(err, text)
	}
	if len(document.Content) == 0 {
		return emptyDocument(firstLine)
	}
	root := y.node(document.Content[0], 1)
	if root.Kind == Null {
		return emptyDocument(firstLine)
	}
	return &root
}

// yamlReader turns the library's tree into ours.
type yamlReader struct {
	*faults
	shift int // lines of the file before the document
	deep  bool
}

var errDeep = errors.New("too deep")

// checkDepth keeps the library from building what is refused anyway; mappings in lists count twice with it.
func (y *yamlReader) checkDepth(depth int, _ *yaml.DepthContext) error {
	if depth > 2*maxDepth {
		return errDeep
	}
	return nil
}

func (y *yamlReader) pos(n *yaml.Node) diag.Pos {
	return diag.Pos{Line: max(1, n.Line) + y.shift, Col: max(1, n.Column)}
}

func (y *yamlReader) node(n *yaml.Node, depth int) Node {
	out := Node{Kind: Refused, Pos: y.pos(n)}
	y.refuse(n)
	if depth > maxDepth {
		if !y.deep {
			y.tooDeep(out.Pos)
		}
		y.deep = true
		return out
	}
	switch n.Kind {
	case yaml.ScalarNode:
		y.scalar(n, &out)
	case yaml.SequenceNode:
		out.Kind, out.Children = Sequence, make([]Node, len(n.Content))
		for i, child := range n.Content {
			out.Children[i] = y.node(child, depth+1)
		}
	case yaml.MappingNode:
		out.Kind, out.Children = Mapping, make([]Node, 0, len(n.Content)/2)
		for i := 0; i+1 < len(n.Content); i += 2 {
			if child, ok := y.pair(n.Content[i], n.Content[i+1], depth); ok {
				out.Children = append(out.Children, child)
			}
		}
	}
	return out
}

func (y *yamlReader) scalar(n *yaml.Node, out *Node) {
	out.Kind, out.Text = Scalar, n.Value
	out.Quoted = n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0
	if n.Style&yaml.DoubleQuotedStyle != 0 {
		y.checkEscaped(n.Value, out.Pos)
	}
	if !out.Quoted && isNull(n.Value) {
		out.Kind, out.Text = Null, ""
	}
}

// isNull says whether a plain YAML scalar means no value (YAML 1.2, core schema).
func isNull(text string) bool {
	switch text {
	case "", "~", "null", "Null", "NULL":
		return true
	}
	return false
}

func (y *yamlReader) pair(key, value *yaml.Node, depth int) (Node, bool) {
	pos := y.pos(key)
	switch {
	case key.Kind == yaml.ScalarNode && key.Value == "<<" && key.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) == 0:
		y.add(pos, "merge", "merge keys (<<) are not taken", "write the keys out")
		return Node{}, false
	case key.Kind != yaml.ScalarNode:
		y.add(pos, "key", "a key must be a plain word", "write it as in title: …; a text that starts with [ or { or * needs quotes")
		return Node{}, false
	}
	y.refuse(key)
	y.checkEscaped(key.Value, pos)
	child := y.node(value, depth+1)
	child.Key, child.KeyPos = key.Value, pos
	return child, true
}

func (y *yamlReader) refuse(n *yaml.Node) {
	pos := y.pos(n)
	if n.Anchor != "" {
		y.add(pos, "anchor", "anchors (&"+n.Anchor+") are not taken", "write the value out; a text that starts with & needs quotes")
	}
	if n.Kind == yaml.AliasNode {
		y.add(pos, "alias", "aliases (*"+n.Value+") are not taken", "write the value out; a text that starts with * needs quotes")
	}
	if n.Style&yaml.TaggedStyle != 0 {
		y.add(pos, "tag", "tags ("+n.Tag+") are not taken", "remove it; a text that starts with ! needs quotes")
	}
}

// syntax reports what the library could not read.
func (y *yamlReader) syntax(err error, text string) {
	var fault *yaml.LoadError
	switch {
	case err == io.EOF:
		return
	case !errors.As(err, &fault):
		y.partial = true
		y.add(diag.Pos{Line: 1 + y.shift, Col: 1}, "syntax", "not YAML: "+strings.TrimPrefix(err.Error(), "yaml: "), "")
		return
	}
	y.partial = true
	mark := fault.Mark
	if mark.Line == 0 {
		mark = fault.ContextMark
	}
	last := strings.Count(strings.TrimRight(text, "\n"), "\n") + 1
	if (mark.Line > last || strings.Contains(fault.Message, "expected ','")) && fault.ContextMark.Line > 0 {
		mark = fault.ContextMark // what is never closed is at fault where it opens
	}
	if mark.Line > last {
		mark.Line, mark.Column = last, endColumn(text)
	}
	pos := diag.Pos{Line: max(1, mark.Line) + y.shift, Col: max(1, mark.Column)}
	if strings.Contains(fault.Message, errDeep.Error()) || strings.Contains(fault.Message, "exceeded max depth") {
		y.tooDeep(pos)
		return
	}
	if slip, ok := likelyFault(text, max(1, mark.Line), y.shift); ok {
		y.add(slip.pos, slip.rule, slip.text, slip.hint)
		return
	}
	y.add(pos, "syntax", "not YAML: "+describe(fault), syntaxHint(fault.Message))
}

// endColumn is where the last character of a text stands in its line that is not blank, in runes from 1.
func endColumn(text string) int {
	text = strings.TrimSpace(text)
	return max(1, utf8.RuneCountInString(text[strings.LastIndexByte(text, '\n')+1:]))
}

func describe(fault *yaml.LoadError) string {
	if fault.ContextMsg == "" {
		return fault.Message
	}
	return fault.Message + " (" + fault.ContextMsg + ")"
}

// syntaxHint says what is most often behind a message of the library.
func syntaxHint(message string) string {
	for _, known := range [...][2]string{
		{"mapping values are not allowed", `a text with a colon and a space in it needs quotes: title: "Kharkiv: second strike"`},
		{"cannot start any token", "indent with spaces, not tabs; a text that starts with @, ` or % needs quotes"},
		{"unknown anchor", "a text that starts with * needs quotes"},
		{"could not find expected ':'", "write each field as key: value, and indent the lines of a longer text"},
		{"did not find expected key", "keys of one mapping start in the same column; a text with quotes inside needs quotes of the other sort around it"},
		{"did not find expected ',' or ']'", "close the list with ]; a text with a comma or bracket in it needs quotes"},
		{"did not find expected ',' or '}'", "close the mapping with }; a text with a comma or brace in it needs quotes"},
		{"did not find expected node content", "close the list with ] or the mapping with }; a text with a bracket or brace in it needs quotes"},
		{"did not find expected '-' indicator", "items of one list start in the same column"},
		{"unexpected end of stream", "close the quotes"},
		{"did not find expected alphabetic or numeric character", "a text that starts with & or * needs quotes"},
		{"unknown escape character", `write a backslash twice within double quotes, or use single quotes`},
	} {
		if strings.Contains(message, known[0]) {
			return known[1]
		}
	}
	return ""
}
