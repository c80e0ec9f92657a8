package strict

import (
	"errors"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"sitrep/generator/diag"
)

// TOML reads one TOML document whose first line is line firstLine of the file. It returns as YAML does; after a fault of syntax
// the reading goes on at the next line.
func TOML(file string, firstLine int, data []byte) (*Node, []diag.Finding) {
	f := &faults{file: file}
	text := []byte(f.readable(firstLine, data))
	root := &table{pos: diag.Pos{Line: firstLine, Col: 1}, open: true}
	t := tomlReader{faults: f, places: newLocator(firstLine, text), parser: &unstable.Parser{}, root: root, current: root}
	t.read(text)
	n := root.node()
	return f.read(&n)
}

type tomlReader struct {
	*faults
	places  *locator
	parser  *unstable.Parser
	base    int // offset of the parser's input in the text
	root    *table
	current *table // what the last [header] named
}

// table is a mapping or an array of mappings while it is still being written: TOML may come back to it.
type table struct {
	key     string
	keyPos  diag.Pos
	pos     diag.Pos
	value   *Node             // a finished value; nil for a table
	list    bool              // [[array]]: entries are its items
	open    bool              // made in passing: [a.b] made a, and [a] may still come
	entries []*table          // in order of the text, repeated ones too
	byKey   map[string]*table // the first of each key
}

func (t *table) add(entry *table) *table {
	if t.byKey == nil {
		t.byKey = map[string]*table{}
	}
	if _, repeated := t.byKey[entry.key]; !repeated || t.list {
		t.byKey[entry.key] = entry
	}
	t.entries = append(t.entries, entry)
	return entry
}

func (t *table) node() Node {
	if t.value != nil {
		n := *t.value
		n.Key, n.KeyPos = t.key, t.keyPos
		return n
	}
	n := Node{Kind: Mapping, Key: t.key, KeyPos: t.keyPos, Pos: t.pos, Children: make([]Node, len(t.entries))}
	if t.list {
		n.Kind = Sequence
	}
	for i, entry := range t.entries {
		n.Children[i] = entry.node()
	}
	return n
}

func (t *tomlReader) read(text []byte) {
	t.parser.Reset(text)
	for {
		for t.parser.NextExpression() {
			t.expression(t.parser.Expression())
		}
		err := t.parser.Error()
		if err == nil {
			return
		}
		at := t.syntax(err, text)
		next := at + len(untilLine(text[at:]))
		if next >= len(text) || len(t.list) > maxFindings {
			return
		}
		t.base = next
		t.parser.Reset(text[next:])
	}
}

// untilLine returns the text up to and with its first line end.
func untilLine(text []byte) []byte {
	for i, c := range text {
		if c == '\n' {
			return text[:i+1]
		}
	}
	return text
}

// syntax reports what the library could not read, and returns its offset in the text.
func (t *tomlReader) syntax(err error, text []byte) int {
	var fault *unstable.ParserError
	at := t.base
	if errors.As(err, &fault) && len(fault.Highlight) > 0 {
		at = t.base + int(t.parser.Range(fault.Highlight).Offset)
	}
	message := strings.TrimPrefix(err.Error(), "toml: ")
	hint := `texts stand in double quotes: title = "…"`
	if strings.Contains(message, "nested") {
		t.tooDeep(t.places.at(at))
		return len(text)
	}
	t.partial = true
	t.add(t.places.at(at), "syntax", "not TOML: "+message, hint)
	return max(at, t.base)
}

func (t *tomlReader) at(n *unstable.Node, fallback diag.Pos) diag.Pos {
	if n.Raw.Length == 0 {
		return fallback
	}
	return t.places.at(t.base + int(n.Raw.Offset))
}

func (t *tomlReader) expression(e *unstable.Node) {
	switch e.Kind {
	case unstable.KeyValue:
		t.keyValue(t.current, e, 1)
	case unstable.Table:
		t.header(e, false)
	case unstable.ArrayTable:
		t.header(e, true)
	}
}

// header goes to the table that a [header] or [[header]] names, making it and those above it.
func (t *tomlReader) header(e *unstable.Node, list bool) {
	at, keys := t.root, e.Key()
	for depth := 1; keys.Next(); depth++ {
		key, pos := string(keys.Node().Data), t.at(keys.Node(), at.pos)
		if depth >= maxDepth {
			t.tooDeep(pos)
			t.current = &table{pos: pos}
			return
		}
		if !keys.IsLast() {
			at = at.step(key, pos)
			continue
		}
		known := at.byKey[key]
		switch {
		case list && known != nil && known.list:
			at = known.add(&table{pos: pos})
		case list:
			at = at.add(&table{key: key, keyPos: pos, pos: pos, list: true}).add(&table{pos: pos})
		case known != nil && known.open:
			known.open = false
			at = known
		default: // a table named twice is a repeated key: the decoder says so
			at = at.add(&table{key: key, keyPos: pos, pos: pos})
		}
	}
	t.current = at
}

// step goes down one key of a path, into the last item of an array of tables.
func (t *table) step(key string, pos diag.Pos) *table {
	known := t.byKey[key]
	switch {
	case known != nil && known.list:
		return known.entries[len(known.entries)-1]
	case known != nil && known.value == nil:
		return known
	}
	return t.add(&table{key: key, keyPos: pos, pos: pos, open: true})
}

func (t *tomlReader) keyValue(in *table, e *unstable.Node, depth int) {
	keys := e.Key()
	for keys.Next() {
		key, pos := string(keys.Node().Data), t.at(keys.Node(), in.pos)
		t.checkEscaped(key, pos)
		if depth++; depth > maxDepth {
			t.tooDeep(pos)
			return
		}
		if keys.IsLast() {
			value := t.value(e.Value(), pos, depth)
			in.add(&table{key: key, keyPos: pos, pos: value.Pos, value: &value})
			return
		}
		in = in.step(key, pos)
		in.open = false
	}
}

func (t *tomlReader) value(v *unstable.Node, keyPos diag.Pos, depth int) Node {
	n := Node{Kind: Scalar, Pos: t.at(v, keyPos)}
	if depth > maxDepth {
		t.tooDeep(n.Pos)
		return n
	}
	switch v.Kind {
	case unstable.Array:
		n.Kind = Sequence
		for items := v.Children(); items.Next(); {
			n.Children = append(n.Children, t.value(items.Node(), n.Pos, depth+1))
		}
	case unstable.InlineTable:
		inline := &table{pos: n.Pos}
		for items := v.Children(); items.Next(); {
			t.keyValue(inline, items.Node(), depth)
		}
		return inline.node()
	case unstable.String:
		n.Text, n.Quoted = string(v.Data), true
		t.checkEscaped(n.Text, n.Pos)
	default:
		n.Text = string(v.Data)
	}
	return n
}
