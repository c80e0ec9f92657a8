package strict

import (
	"strings"
	"unicode/utf8"

	"sitrep/generator/diag"
)

// quickYAML reads the YAML that nearly every header is written in: block mappings and lists, single-line texts plain or quoted,
// lists and mappings in brackets on one line, longer texts below | and >, comments. It knows nothing else, and gives up at the first byte that could mean
// anything else. The law: what it accepts, it reads exactly as the library does, places and all; FuzzQuickYAML holds it to
// that. It takes a tenth of the library's time, which is the better part of a build's work on a header.
func quickYAML(text string, firstLine int) (*Node, bool) {
	q := quickReader{rest: text, pos: diag.Pos{Line: firstLine - 1}, stack: make([]Node, 0, 32)}
	q.next()
	if q.end || q.indent != 0 {
		return nil, false // an empty document is rare, and the library's matter
	}
	root := Node{Kind: Mapping, Pos: q.here(0)}
	var ok bool
	if q.item() {
		root.Kind = Sequence
		root.Children, ok = q.blockSequence(0, 1)
	} else {
		root.Children, ok = q.blockMapping(0, 1)
	}
	return &root, ok && q.end
}

// quickDepth is how deep quickYAML follows.
const quickDepth = 8

type quickReader struct {
	rest   string   // after the current line
	line   string   // the current line without indent and line end
	indent int      // spaces before it
	pos    diag.Pos // of the byte seen of the current line
	end    bool     // there is no current line
	seen   int      // bytes of the current line up to which pos.Col is known
	stack  []Node   // children of the values that are being read
}

// next goes to the next line that is not blank or a comment.
func (q *quickReader) next() {
	for len(q.rest) > 0 {
		line := q.rest
		if i := strings.IndexByte(line, '\n'); i >= 0 {
			line, q.rest = line[:i], line[i+1:]
			line = strings.TrimSuffix(line, "\r")
		} else {
			q.rest = ""
		}
		q.pos.Line++
		q.indent = 0
		for q.indent < len(line) && line[q.indent] == ' ' {
			q.indent++
		}
		if q.indent < len(line) && line[q.indent] != '#' {
			q.start(line[q.indent:])
			return
		}
	}
	q.end, q.line, q.indent = true, "", -1
}

// start sets the current line, which stands after the indent.
func (q *quickReader) start(line string) {
	q.line, q.seen, q.pos.Col = line, 0, q.indent+1
}

// here is the place of the byte i of the current line. It is asked in ascending order, so that a line costs what it is long.
func (q *quickReader) here(i int) diag.Pos {
	q.pos.Col += utf8.RuneCountInString(q.line[q.seen:i])
	q.seen = i
	return q.pos
}

// item says whether the current line is an item of a block list.
func (q *quickReader) item() bool {
	return len(q.line) > 1 && q.line[0] == '-' && q.line[1] == ' '
}

// take removes the children that were put on the stack since it had mark nodes.
func (q *quickReader) take(mark int) []Node {
	children := append([]Node(nil), q.stack[mark:]...)
	q.stack = q.stack[:mark]
	return children
}

func (q *quickReader) blockMapping(indent, depth int) ([]Node, bool) {
	mark := len(q.stack)
	for !q.end && q.indent == indent && !q.item() {
		child, ok := q.blockPair(indent, depth)
		if !ok {
			return nil, false
		}
		q.stack = append(q.stack, child)
	}
	return q.take(mark), q.indent < indent
}

// blockPair reads "key: value" and all lines that belong to it.
func (q *quickReader) blockPair(indent, depth int) (Node, bool) {
	size := keySize(q.line)
	if size == 0 || depth > quickDepth || size+1 < len(q.line) && q.line[size+1] != ' ' {
		return Node{}, false
	}
	key, keyPos := q.line[:size], q.here(0)
	from := size + 1 + blanks(q.line[size+1:])
	if from < len(q.line) && q.line[from] != '#' {
		n, ok := q.lineOrBlock(from, indent, depth)
		n.Key, n.KeyPos = key, keyPos
		q.next()
		return n, ok && q.indent <= indent
	}
	n, ok := q.valueBelow(indent, depth, diag.Pos{Line: keyPos.Line, Col: keyPos.Col + size + 1})
	n.Key, n.KeyPos = key, keyPos
	return n, ok
}

// valueBelow reads the value of a key whose line ends after the colon, which is at the place none.
func (q *quickReader) valueBelow(indent, depth int, none diag.Pos) (n Node, ok bool) {
	q.next()
	switch {
	case q.end || q.indent < indent || q.indent == indent && !q.item():
		return Node{Kind: Null, Pos: none}, true
	case q.item():
		n = Node{Kind: Sequence, Pos: q.here(0)}
		n.Children, ok = q.blockSequence(q.indent, depth+1)
	default:
		n = Node{Kind: Mapping, Pos: q.here(0)}
		n.Children, ok = q.blockMapping(q.indent, depth+1)
	}
	return n, ok && q.indent <= indent
}

func (q *quickReader) blockSequence(indent, depth int) ([]Node, bool) {
	mark := len(q.stack)
	for !q.end && q.indent == indent && q.item() {
		child, ok := q.blockItem(indent, depth)
		if !ok {
			return nil, false
		}
		q.stack = append(q.stack, child)
	}
	return q.take(mark), q.indent <= indent && (q.end || !q.item() || q.indent < indent)
}

func (q *quickReader) blockItem(indent, depth int) (Node, bool) {
	from := 1 + blanks(q.line[1:])
	if from >= len(q.line) || depth > quickDepth {
		return Node{}, false
	}
	if size := keySize(q.line[from:]); size > 0 && !q.isURL(from+size) { // "- key: value": a mapping that starts on this line
		q.indent += from
		q.start(q.line[from:])
		n := Node{Kind: Mapping, Pos: q.here(0)}
		var ok bool
		n.Children, ok = q.blockMapping(q.indent, depth+1)
		return n, ok && q.indent <= indent
	}
	n, ok := q.lineOrBlock(from, indent, depth)
	q.next()
	return n, ok && q.indent <= indent
}

// isURL says whether the colon at byte i of the line belongs to a text: https://…
func (q *quickReader) isURL(i int) bool { return i+1 < len(q.line) && q.line[i+1] != ' ' }

// lineOrBlock reads the value of a key or item that stands at an indent.
func (q *quickReader) lineOrBlock(i, indent, depth int) (Node, bool) {
	if c := q.line[i]; c == '|' || c == '>' {
		return q.block(i, indent)
	}
	return q.lineValue(i, depth)
}

// lineValue reads a value that starts at the byte i of the line and must end with it, but for a comment.
func (q *quickReader) lineValue(i, depth int) (Node, bool) {
	n, end, ok := q.value(i, depth, false)
	if !ok {
		return n, false
	}
	gap := blanks(q.line[end:])
	after := q.line[end+gap:]
	return n, after == "" || after[0] == '#' && gap > 0
}

// value reads the value at the byte i of the line and returns where it ends.
func (q *quickReader) value(i, depth int, inBrackets bool) (Node, int, bool) {
	switch c := q.line[i]; {
	case c == '[' && depth <= quickDepth:
		return q.brackets(i, depth, Sequence, ']')
	case c == '{' && depth <= quickDepth:
		return q.brackets(i, depth, Mapping, '}')
	case c == '"' || c == '\'':
		return q.quoted(i, c)
	case c == '-' && i+1 < len(q.line) && isWord(q.line[i+1]) || isWord(c) || c >= utf8.RuneSelf || c == '/' || c == '+' || c == '(' || c == '.' && i > 0:
		return q.plain(i, inBrackets)
	}
	return Node{}, 0, false
}

// quoted reads a quoted text without escapes.
func (q *quickReader) quoted(i int, mark byte) (Node, int, bool) {
	size := strings.IndexByte(q.line[i+1:], mark)
	if size < 0 {
		return Node{}, 0, false
	}
	end := i + size + 2
	text := q.line[i+1 : end-1]
	if mark == '"' && strings.IndexByte(text, '\\') >= 0 || mark == '\'' && end < len(q.line) && q.line[end] == '\'' || strings.IndexByte(text, '\t') >= 0 {
		return Node{}, 0, false
	}
	return Node{Kind: Scalar, Quoted: true, Text: text, Pos: q.here(i)}, end, true
}

// plain reads a text without quotes.
func (q *quickReader) plain(i int, inBrackets bool) (Node, int, bool) {
	end, last := i, i // last: after the last byte that is not a space
loop:
	for ; end < len(q.line); end++ {
		switch c := q.line[end]; c {
		case ' ':
			continue
		case '\t':
			return Node{}, 0, false
		case '#':
			if q.line[end-1] == ' ' {
				break loop
			}
		case ':':
			if end+1 == len(q.line) || !isWord(q.line[end+1]) && q.line[end+1] != '/' {
				return Node{}, 0, false
			}
		case ',', '[', ']', '{', '}', '?':
			if inBrackets && c == '?' {
				return Node{}, 0, false
			}
			if inBrackets {
				break loop
			}
		}
		last = end + 1
	}
	n := Node{Kind: Scalar, Text: q.line[i:last], Pos: q.here(i)}
	if isNull(n.Text) {
		n.Kind, n.Text = Null, ""
	}
	return n, last, true
}

// brackets reads a list or mapping in brackets that closes on its line.
func (q *quickReader) brackets(i, depth int, kind Kind, closing byte) (n Node, end int, ok bool) {
	n = Node{Kind: kind, Pos: q.here(i)}
	mark := len(q.stack)
	i++
	for first := true; ; first = false {
		i += blanks(q.line[i:])
		if i == len(q.line) {
			return n, 0, false
		}
		if q.line[i] == closing {
			n.Children = q.take(mark)
			return n, i + 1, true
		}
		if !first {
			if q.line[i] != ',' {
				return n, 0, false
			}
			i++
			i += blanks(q.line[i:])
			if i == len(q.line) || q.line[i] == closing {
				return n, 0, false
			}
		}
		var child Node
		if child, i, ok = q.inBrackets(i, depth, kind); !ok {
			return n, 0, false
		}
		q.stack = append(q.stack, child)
	}
}

// inBrackets reads one item of a list or one pair of a mapping.
func (q *quickReader) inBrackets(i, depth int, kind Kind) (Node, int, bool) {
	size := keySize(q.line[i:])
	if kind == Sequence {
		if size > 0 && !q.isURL(i+size) {
			return Node{}, 0, false
		}
		return q.value(i, depth+1, true)
	}
	if size == 0 {
		return Node{}, 0, false
	}
	key, keyPos := q.line[i:i+size], q.here(i)
	i += size + 1
	gap := blanks(q.line[i:])
	if gap == 0 || i+gap == len(q.line) {
		return Node{}, 0, false
	}
	n, end, ok := q.value(i+gap, depth+1, true)
	n.Key, n.KeyPos = key, keyPos
	return n, end, ok
}

// keySize returns the length of the plain key that the line starts with and a colon follows; 0 if there is none.
func keySize(line string) int {
	for i := 0; i < len(line) && i < 128; i++ {
		switch c := line[i]; {
		case c == ':':
			if isNull(line[:i]) {
				return 0
			}
			return i
		case !isWord(c) && (i == 0 || c != '-'):
			return 0
		}
	}
	return 0
}

func isWord(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_'
}

// blanks counts the spaces that a text starts with.
func blanks(text string) int {
	for i := range len(text) {
		if text[i] != ' ' {
			return i
		}
	}
	return len(text)
}
