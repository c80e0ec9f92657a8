package strict

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"sitrep/generator/diag"
)

// Decode fills into, a pointer, from a document. What could not be understood is left zero and has a finding; into is as full as
// it could be made. The file is named in the findings.
func Decode(file string, n *Node, into any) (Places, []diag.Finding) {
	v := reflect.ValueOf(into).Elem()
	return Plan{root: planner{}.shape(v.Type())}.decode(file, n, v)
}

// Decode fills into as the function Decode does; into is a pointer to the plan's type.
func (p Plan) Decode(file string, n *Node, into any) (Places, []diag.Finding) {
	return p.decode(file, n, reflect.ValueOf(into).Elem())
}

func (p Plan) decode(file string, n *Node, into reflect.Value) (Places, []diag.Finding) {
	if into.Type() != p.root.typ {
		panic(fmt.Sprintf("strict: a plan of %v cannot fill a %v", p.root.typ, into.Type()))
	}
	d := decoder{faults: faults{file: file, partial: n.Partial}, plan: p, places: placeWriter{entries: make([]byte, 0, 256)}}
	if n.Kind == Mapping && len(n.Children) == 0 && p.root.form == sliceForm {
		return "", nil // an empty document is an empty list, too
	}
	d.value(p.root, n, into, 0, "the document")
	return Places(d.places.entries), d.list
}

type decoder struct {
	faults
	places placeWriter
	plan   Plan
}

// value fills v from n. name is what findings call the value; depth is that of its children in Places.
func (d *decoder) value(s *shape, n *Node, v reflect.Value, depth int, name string) {
	if s.form == anyForm {
		v.SetBool(true)
		return
	}
	if n.Kind == Refused {
		return
	}
	if n.Kind == Null {
		d.add(n.Pos, "missing-value", name+" has no value", "write one, or remove the key")
		return
	}
	if s.pointer {
		v.Set(reflect.New(s.typ))
		v = v.Elem()
	}
	switch s.form {
	case structForm:
		d.structure(s, n, v, depth, name)
	case sliceForm:
		d.slice(s, n, v, depth, name)
	case arrayForm:
		d.array(s, n, v, depth, name)
	case keyedForm:
		d.keyed(s, n, v, depth, name)
	case mapForm:
		d.mapping(s, n, v, depth, name)
	default:
		if n.Kind != Scalar {
			d.add(n.Pos, "type", fmt.Sprintf("%s takes a single value, not %v", name, n.Kind), scalarHint(n, name))
			return
		}
		d.scalar(s, n, v, name)
	}
}

func scalarHint(n *Node, name string) string {
	if n.Kind == Sequence && len(n.Children) == 1 && n.Children[0].Kind == Scalar && !strings.Contains(name, " ") {
		return "write " + name + ": " + n.Children[0].Text
	}
	return "a text that starts with a bracket, a brace or a hyphen needs quotes"
}

func (d *decoder) structure(s *shape, n *Node, v reflect.Value, depth int, name string) {
	if d.hardSpace(s, n) {
		return
	}
	if n.Kind == Scalar && s.lone >= 0 {
		f := &s.fields[s.lone]
		d.value(f.shape, n, f.of(v), depth+1, name)
		return
	}
	if n.Kind != Mapping {
		d.add(n.Pos, "type", fmt.Sprintf("%s takes a mapping, not %v", name, n.Kind), "write it with the keys "+enumerate(s.keys()))
		return
	}
	if s.pos >= 0 {
		v.Field(s.pos).Set(reflect.ValueOf(n.Pos))
	}
	var buffer [64]diag.Pos // where each field stood first
	first := append(buffer[:0], make([]diag.Pos, len(s.fields))...)
	var meant []string // known keys that unknown ones were probably meant as
	for i := range n.Children {
		child := &n.Children[i]
		at, known := s.byKey[child.Key]
		switch {
		case !known && d.brokenOff(n.Children, i):
			continue
		case !known:
			meant = append(meant, d.unknownKey(s, child))
			continue
		case first[at] != diag.Pos{}:
			d.repeatedKey(child, first[at])
			continue
		}
		first[at] = child.KeyPos
		f := &s.fields[at]
		d.places.add(depth, child.Key, f.shape.place(child))
		d.value(f.shape, child, f.of(v), depth+1, f.key)
	}
	for i := range s.fields {
		if f := &s.fields[i]; !d.partial && f.required && first[i] == (diag.Pos{}) && d.plan.requires(f.key, depth) && !slices.Contains(meant, f.key) {
			d.add(n.Pos, "missing-key", "the key "+f.key+" is missing"+of(name), "add "+f.key+": …")
		}
	}
}

// of says whose key is missing, where that is not the document itself.
func of(name string) string {
	if name == "the document" {
		return ""
	}
	return " in " + name
}

func (d *decoder) slice(s *shape, n *Node, v reflect.Value, depth int, name string) {
	if n.Kind != Sequence {
		hint := "write it as a list, with a hyphen before each item"
		if n.Kind == Scalar {
			hint = "write " + name + ": [" + flowList(n) + "]"
		}
		d.add(n.Pos, "type", fmt.Sprintf("%s takes a list, not %v", name, n.Kind), hint)
		return
	}
	if len(n.Children) == 0 {
		return
	}
	items := reflect.MakeSlice(v.Type(), len(n.Children), len(n.Children))
	v.Set(items)
	for i := range n.Children {
		d.places.add(depth, "", n.Children[i].Pos)
		d.value(s.item, &n.Children[i], items.Index(i), depth+1, "an item of "+name)
	}
}

// flowList shows as a list what was written as one text with commas or semicolons between the items.
func flowList(n *Node) string {
	if n.Quoted || !strings.ContainsAny(n.Text, ",;") || len(n.Text) > 200 {
		return flowText(n)
	}
	var items []string
	for _, part := range strings.FieldsFunc(n.Text, func(r rune) bool { return r == ',' || r == ';' }) {
		if part = strings.TrimSpace(part); part != "" {
			items = append(items, flowText(&Node{Text: part}))
		}
	}
	return strings.Join(items, ", ")
}

// flowText shows a single value as it would have to stand within brackets.
func flowText(n *Node) string {
	if n.Quoted || strings.ContainsAny(n.Text, ",[]{}:#\"'") {
		return quote(n.Text)
	}
	return n.Text
}

func (d *decoder) array(s *shape, n *Node, v reflect.Value, depth int, name string) {
	if n.Kind != Sequence || len(n.Children) != v.Len() {
		d.add(n.Pos, "type", fmt.Sprintf("%s takes a list of %d values", name, v.Len()), "write "+name+": ["+strings.TrimSuffix(strings.Repeat("…, ", v.Len()), ", ")+"]")
		return
	}
	for i := range n.Children {
		d.places.add(depth, "", n.Children[i].Pos)
		d.value(s.item, &n.Children[i], v.Index(i), depth+1, "an item of "+name)
	}
}

// keyed fills a list of structs from a mapping.
func (d *decoder) keyed(s *shape, n *Node, v reflect.Value, depth int, name string) {
	children, ok := d.freeKeys(n, name)
	if !ok || len(children) == 0 {
		return
	}
	items := reflect.MakeSlice(v.Type(), len(children), len(children))
	v.Set(items)
	for i, child := range children {
		d.places.add(depth, child.Key, s.item.place(child))
		item := items.Index(i)
		d.value(s.item, child, item, depth+1, child.Key)
		if s.item.pointer {
			if item.IsNil() {
				item.Set(reflect.New(s.item.typ))
			}
			item = item.Elem()
		}
		item.Field(s.item.key).SetString(child.Key)
	}
}

func (d *decoder) mapping(s *shape, n *Node, v reflect.Value, depth int, name string) {
	children, ok := d.freeKeys(n, name)
	if !ok {
		return
	}
	entries := reflect.MakeMapWithSize(v.Type(), len(children))
	v.Set(entries)
	for _, child := range children {
		d.places.add(depth, child.Key, s.item.place(child))
		value := reflect.New(v.Type().Elem()).Elem()
		d.value(s.item, child, value, depth+1, child.Key)
		entries.SetMapIndex(reflect.ValueOf(child.Key).Convert(v.Type().Key()), value)
	}
}

// freeKeys returns the children of a mapping whose keys are the writer's own, each key once.
func (d *decoder) freeKeys(n *Node, name string) ([]*Node, bool) {
	if n.Kind != Mapping {
		d.add(n.Pos, "type", fmt.Sprintf("%s takes a mapping, not %v", name, n.Kind), "write each entry as key: value, indented below "+name)
		return nil, false
	}
	children := make([]*Node, 0, len(n.Children))
	first := make(map[string]diag.Pos, len(n.Children))
	for i := range n.Children {
		child := &n.Children[i]
		if pos, repeated := first[child.Key]; repeated {
			d.repeatedKey(child, pos)
			continue
		}
		first[child.Key] = child.KeyPos
		if !d.brokenOff(n.Children, i) && d.plainKey(child) {
			children = append(children, child)
		}
	}
	return children, true
}
