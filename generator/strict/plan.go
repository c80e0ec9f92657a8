package strict

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"sitrep/generator/diag"
)

// A Plan is how a Go type is filled from a document. Making one costs some time, so a type that is read a hundred thousand
// times has its Plan made once; it is never changed afterwards and may be used by many goroutines.
//
// A struct is a mapping. Its fields say by tag which key they take:
//
//	Title   string   `key:"title,required"`  an error when the key is missing
//	Sources []Source `key:"sources,keyed"`   a mapping, in the order of the text; each Source has its key in its field Key
//	Name    string   `key:"name,lone"`       a single value in place of the mapping is this field's
//	Pos     diag.Pos `key:"-"`               where the mapping starts
//
// Fields without the tag are left alone; those of an embedded struct, by a pointer or not, count as the struct's own. Beside structs: strings (raw text), named strings with Words (enumerations), bool, int,
// float64, pointers to those, slices, arrays of a fixed length, maps by string, types with UnmarshalScalar, and Any.
type Plan struct {
	root     *shape
	loose    bool
	required []string // top-level keys that a loose plan requires all the same
}

// PlanOf makes the plan of a type. It panics where the type says something that no document can: a mistake of the programmer.
func PlanOf[T any]() Plan {
	return Plan{root: planner{}.shape(reflect.TypeFor[T]())}
}

// Loose returns the same plan but for required keys, which may be missing, except those named here.
func (p Plan) Loose(except ...string) Plan {
	p.loose, p.required = true, except
	return p
}

// requires says whether a key that is marked as required is missed at a depth.
func (p Plan) requires(key string, depth int) bool {
	return !p.loose || depth == 0 && slices.Contains(p.required, key)
}

// Any takes any value and keeps nothing of it but that it was given.
type Any bool

// Words is what an enumeration has: a string type that lists what it may be. The method is called on the zero value.
type Words interface{ Words() []string }

// Renamed is what an enumeration may have beside Words: former words, in lower case, each with the one that took its place.
type Renamed interface{ Renamed() map[string]string }

// Unmarshaler is a type that reads a single value of the document by itself: a date, a number with its digits kept.
type Unmarshaler interface {
	// UnmarshalScalar takes the raw text. What it refuses it tells by a *Fault.
	UnmarshalScalar(text string) *Fault
}

// Fault is what is wrong with a single value. The text goes on from the key: "is not a day of the calendar".
type Fault struct{ Text, Hint string }

type form uint8

const (
	stringForm form = iota
	wordForm
	boolForm
	intForm
	floatForm
	hookForm
	structForm
	sliceForm
	arrayForm
	keyedForm
	mapForm
	anyForm
)

// shape is the plan of one type.
type shape struct {
	form    form
	typ     reflect.Type
	pointer bool   // the value is behind a pointer
	item    *shape // of a slice, array or map
	words   []string
	renamed map[string]string // former words
	fields  []field
	byKey   map[string]int // index into fields
	lone    int            // index of the field that a single value is for; -1
	pos     int            // index of the struct's field Pos; -1
	key     int            // index of the struct's field Key; -1
}

type field struct {
	key      string
	index    []int // as reflect.VisibleFields has it
	required bool
	shape    *shape
}

// planner holds the shapes of the structs under way, so that a type may contain itself.
type planner map[reflect.Type]*shape

func (p planner) shape(t reflect.Type) *shape {
	s := &shape{typ: t, lone: -1, pos: -1, key: -1}
	switch {
	case t == reflect.TypeFor[Any]():
		s.form = anyForm
	case reflect.PointerTo(t).Implements(reflect.TypeFor[Unmarshaler]()):
		s.form = hookForm
	case t.Kind() == reflect.Pointer:
		inner := *p.shape(t.Elem())
		inner.pointer = true
		return &inner
	case t.Kind() == reflect.String:
		if w, ok := reflect.Zero(t).Interface().(Words); ok {
			s.form, s.words = wordForm, w.Words()
		}
		if w, ok := reflect.Zero(t).Interface().(Renamed); ok {
			s.renamed = w.Renamed()
		}
	case t.Kind() == reflect.Bool:
		s.form = boolForm
	case t.Kind() == reflect.Int:
		s.form = intForm
	case t.Kind() == reflect.Float64:
		s.form = floatForm
	case t.Kind() == reflect.Slice:
		s.form, s.item = sliceForm, p.shape(t.Elem())
	case t.Kind() == reflect.Array:
		s.form, s.item = arrayForm, p.shape(t.Elem())
	case t.Kind() == reflect.Map && t.Key().Kind() == reflect.String:
		s.form, s.item = mapForm, p.shape(t.Elem())
	case t.Kind() == reflect.Struct:
		return p.structShape(t, s)
	default:
		panic(fmt.Sprintf("strict: no document holds a %v", t))
	}
	return s
}

func (p planner) structShape(t reflect.Type, s *shape) *shape {
	if known, ok := p[t]; ok {
		return known
	}
	p[t] = s
	s.form, s.byKey = structForm, map[string]int{}
	for _, f := range reflect.VisibleFields(t) {
		tag, tagged := f.Tag.Lookup("key")
		key, options, _ := strings.Cut(tag, ",")
		switch {
		case f.Name == "Pos" && f.Type == reflect.TypeFor[diag.Pos]() && key == "-":
			s.pos = f.Index[0]
		case f.Name == "Key" && f.Type.Kind() == reflect.String && (key == "-" || !tagged):
			s.key = f.Index[0]
		case tagged && key != "-" && f.IsExported():
			s.add(field{key: key, index: f.Index, required: hasOption(options, "required"), shape: p.fieldShape(f.Type, options)}, options)
		}
	}
	return s
}

// of returns the field of a struct. A struct that is embedded by a pointer is made when it is not there.
func (f *field) of(v reflect.Value) reflect.Value {
	for _, i := range f.index[:len(f.index)-1] {
		if v = v.Field(i); v.Kind() == reflect.Pointer {
			if v.IsNil() {
				v.Set(reflect.New(v.Type().Elem()))
			}
			v = v.Elem()
		}
	}
	return v.Field(f.index[len(f.index)-1])
}

func (p planner) fieldShape(t reflect.Type, options string) *shape {
	s := p.shape(t)
	if hasOption(options, "keyed") {
		if s.form != sliceForm || s.item.key < 0 {
			panic(fmt.Sprintf("strict: %v is not a list of structs with a Key", t))
		}
		s.form = keyedForm
	}
	return s
}

func (s *shape) add(f field, options string) {
	if _, twice := s.byKey[f.key]; twice {
		panic(fmt.Sprintf("strict: %v has the key %q twice", s.typ, f.key))
	}
	if hasOption(options, "lone") {
		s.lone = len(s.fields)
	}
	s.byKey[f.key] = len(s.fields)
	s.fields = append(s.fields, f)
}

func hasOption(options, name string) bool {
	for option := range strings.SplitSeq(options, ",") {
		if option == name {
			return true
		}
	}
	return false
}

// keys lists the keys that a mapping of this shape may have.
func (s *shape) keys() []string {
	keys := make([]string, len(s.fields))
	for i, f := range s.fields {
		keys[i] = f.key
	}
	return keys
}

// place is where the value of a key is said to stand: a mapping or list at its key, all else where it is itself.
func (s *shape) place(n *Node) diag.Pos {
	if s.form >= structForm && n.Kind != Scalar {
		return n.KeyPos
	}
	return n.Pos
}
