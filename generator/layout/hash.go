package layout

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"reflect"
	"sync"

	"sitrep/generator/output"
)

// A page's key is the sum of all that its template may read: the theme, the template's name, and every field of its view. No
// list of ingredients is kept by hand: what a view holds is in the key, and a template sees nothing but its view.

// summed is a value that stands in a key by a sum of its own.
type summed interface{ Sum() output.Sum }

// hasher sums plain values: structs with exported fields only, pointers, slices, arrays, strings, numbers, truth values. It
// panics on any other kind when it first meets the type: a view is lists, not maps, and holds nothing that could compute.
type hasher struct {
	plans   sync.Map  // reflect.Type -> plan
	buffers sync.Pool // *[]byte
}

// plan appends a value to dst so that no two values of its type look alike.
type plan func(dst []byte, v reflect.Value) []byte

// sum names the value, within the scope of a prefix.
func (h *hasher) sum(prefix output.Sum, name string, value any) output.Sum {
	v := reflect.ValueOf(value)
	buffer, _ := h.buffers.Get().(*[]byte)
	if buffer == nil {
		buffer = new([]byte)
	}
	b := append((*buffer)[:0], prefix[:]...)
	b = appendText(b, name)
	b = h.plan(v.Type())(b, v)
	sum := output.Sum(sha256.Sum256(b))
	*buffer = b
	h.buffers.Put(buffer)
	return sum
}

func (h *hasher) plan(t reflect.Type) plan {
	if p, ok := h.plans.Load(t); ok {
		return p.(plan)
	}
	// A type that holds itself, such as a tree, meets this stand-in while it is planned.
	h.plans.Store(t, plan(func(dst []byte, v reflect.Value) []byte { return h.plan(t)(dst, v) }))
	p := h.make(t)
	h.plans.Store(t, p)
	return p
}

var summedType = reflect.TypeFor[summed]()

func (h *hasher) make(t reflect.Type) plan {
	if t.Implements(summedType) {
		return appendSummed
	}
	switch t.Kind() {
	case reflect.String:
		return func(dst []byte, v reflect.Value) []byte { return appendText(dst, v.String()) }
	case reflect.Bool:
		return func(dst []byte, v reflect.Value) []byte { return appendBool(dst, v.Bool()) }
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return func(dst []byte, v reflect.Value) []byte { return binary.AppendVarint(dst, v.Int()) }
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return func(dst []byte, v reflect.Value) []byte { return binary.AppendUvarint(dst, v.Uint()) }
	case reflect.Float32, reflect.Float64:
		return func(dst []byte, v reflect.Value) []byte {
			return binary.BigEndian.AppendUint64(dst, math.Float64bits(v.Float()))
		}
	case reflect.Pointer:
		return h.pointer(t)
	case reflect.Slice, reflect.Array:
		return h.list(t)
	case reflect.Struct:
		return h.structure(t)
	}
	panic(fmt.Sprintf("layout: a view holds a %s (%s), which has no place in a key", t.Kind(), t))
}

func appendSummed(dst []byte, v reflect.Value) []byte {
	if v.Kind() == reflect.Pointer && v.IsNil() {
		return append(dst, 0)
	}
	sum := v.Interface().(summed).Sum()
	return append(append(dst, 1), sum[:]...)
}

func (h *hasher) pointer(t reflect.Type) plan {
	target := h.plan(t.Elem())
	return func(dst []byte, v reflect.Value) []byte {
		if v.IsNil() {
			return append(dst, 0)
		}
		return target(append(dst, 1), v.Elem())
	}
}

func (h *hasher) list(t reflect.Type) plan {
	if t == reflect.TypeFor[[]*Fragment]() {
		return appendFragments
	}
	element := h.plan(t.Elem())
	return func(dst []byte, v reflect.Value) []byte {
		dst = binary.AppendUvarint(dst, uint64(v.Len()))
		for i := range v.Len() {
			dst = element(dst, v.Index(i))
		}
		return dst
	}
}

// appendFragments is what the general plan would do, without the price of reflection: an index has hundreds.
func appendFragments(dst []byte, v reflect.Value) []byte {
	list := v.Interface().([]*Fragment)
	dst = binary.AppendUvarint(dst, uint64(len(list)))
	for _, f := range list {
		if f == nil {
			dst = append(dst, 0)
			continue
		}
		dst = append(append(dst, 1), f.sum[:]...)
	}
	return dst
}

func (h *hasher) structure(t reflect.Type) plan {
	fields := make([]plan, t.NumField())
	for i := range fields {
		if !t.Field(i).IsExported() {
			panic(fmt.Sprintf("layout: the field %s.%s is hidden from templates and does not belong into a view", t, t.Field(i).Name))
		}
		fields[i] = h.plan(t.Field(i).Type)
	}
	return func(dst []byte, v reflect.Value) []byte {
		for i, field := range fields {
			dst = field(dst, v.Field(i))
		}
		return dst
	}
}

func appendText(dst []byte, s string) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(s))), s...)
}

func appendBool(dst []byte, b bool) []byte {
	if b {
		return append(dst, 1)
	}
	return append(dst, 0)
}
