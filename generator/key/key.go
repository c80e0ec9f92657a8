// Package key names what a published file is made from.
//
// A file's key is the sum of all that its maker may read, and it is made of the very value that the maker sees: no list of
// ingredients is kept by hand. Pages, feeds and data are keyed alike.
package key

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"reflect"
	"sync"

	"sitrep/generator/output"
)

// Summed is a value that stands in a key by a sum of its own.
type Summed interface{ Sum() output.Sum }

// Hasher sums plain values: structs with exported fields only, pointers, slices, arrays, strings, numbers, truth values. It
// panics on any other kind when it first meets the type: a view is lists, not maps, and holds nothing that could compute. The zero
// Hasher is ready, and may be used from many goroutines.
type Hasher struct {
	Quick map[reflect.Type]Plan // what does for a type what the general plan would do, without the price of reflection

	plans   sync.Map  // reflect.Type -> Plan
	buffers sync.Pool // *[]byte
}

// Plan appends a value to dst so that no two values of its type look alike.
type Plan func(dst []byte, v reflect.Value) []byte

// Sum names the value, within the scope of a prefix and a name: of two equal sums, all three are equal.
func (h *Hasher) Sum(prefix output.Sum, name string, value any) output.Sum {
	v := reflect.ValueOf(value)
	buffer, _ := h.buffers.Get().(*[]byte)
	if buffer == nil {
		buffer = new([]byte)
	}
	b := append((*buffer)[:0], prefix[:]...)
	b = AppendText(b, name)
	b = h.plan(v.Type())(b, v)
	sum := output.Sum(sha256.Sum256(b))
	*buffer = b
	h.buffers.Put(buffer)
	return sum
}

func (h *Hasher) plan(t reflect.Type) Plan {
	if p, ok := h.plans.Load(t); ok {
		return p.(Plan)
	}
	// A type that holds itself, such as a tree, meets this stand-in while it is planned.
	h.plans.Store(t, Plan(func(dst []byte, v reflect.Value) []byte { return h.plan(t)(dst, v) }))
	p := h.make(t)
	h.plans.Store(t, p)
	return p
}

var summedType = reflect.TypeFor[Summed]()

func (h *Hasher) make(t reflect.Type) Plan {
	if t.Implements(summedType) {
		return appendSummed
	}
	switch t.Kind() {
	case reflect.String:
		return func(dst []byte, v reflect.Value) []byte { return AppendText(dst, v.String()) }
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
	panic(fmt.Sprintf("key: a view holds a %s (%s), which has no place in a key", t.Kind(), t))
}

func appendSummed(dst []byte, v reflect.Value) []byte {
	if v.Kind() == reflect.Pointer && v.IsNil() {
		return append(dst, 0)
	}
	sum := v.Interface().(Summed).Sum()
	return append(append(dst, 1), sum[:]...)
}

func (h *Hasher) pointer(t reflect.Type) Plan {
	target := h.plan(t.Elem())
	return func(dst []byte, v reflect.Value) []byte {
		if v.IsNil() {
			return append(dst, 0)
		}
		return target(append(dst, 1), v.Elem())
	}
}

func (h *Hasher) list(t reflect.Type) Plan {
	if quick, ok := h.Quick[t]; ok {
		return quick
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

func (h *Hasher) structure(t reflect.Type) Plan {
	fields := make([]Plan, t.NumField())
	for i := range fields {
		if !t.Field(i).IsExported() {
			panic(fmt.Sprintf("key: the field %s.%s is hidden from templates and does not belong into a view", t, t.Field(i).Name))
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

// AppendText appends a text with its length before it, so that no two lists of texts look alike.
func AppendText(dst []byte, s string) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(s))), s...)
}

func appendBool(dst []byte, b bool) []byte {
	if b {
		return append(dst, 1)
	}
	return append(dst, 0)
}
