package memory

import (
	"encoding/binary"
	"fmt"
	"math"
	"reflect"
)

// A segment is numbers and letters. The numbers are varints and bytes, the letters are those of all its strings, each string
// once: whoever reads cuts its strings out of one long one, which is the only thing that remains of what was read. (A library
// that allocates each string by itself takes several times as long for a hundred thousand reports.)

// plan is how the values of a type are written and read. It is made by reflection, once. It takes structs with exported fields
// only, slices, arrays of bytes, strings, numbers and truth values, and pointers; one that points at a zero value comes back nil.
type plan struct {
	least int // how many bytes of numbers a value takes, or more
	put   func(w *writer, v reflect.Value)
	take  func(r *reader, v reflect.Value)
}

// planOf panics on a type that has no plan, so that it is found out at once.
func planOf(t reflect.Type) plan {
	switch t.Kind() {
	case reflect.String:
		return plan{1, func(w *writer, v reflect.Value) { w.text(v.String()) }, func(r *reader, v reflect.Value) { v.SetString(r.text()) }}
	case reflect.Bool:
		return plan{1, putBool, takeBool}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return plan{1, func(w *writer, v reflect.Value) { w.int(v.Int()) }, takeInt}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return plan{1, func(w *writer, v reflect.Value) { w.uint(v.Uint()) }, takeUint}
	case reflect.Float64:
		return plan{8, putFloat, func(r *reader, v reflect.Value) { v.SetFloat(math.Float64frombits(r.fixed64())) }}
	case reflect.Array:
		return planOfBytes(t)
	case reflect.Slice:
		return planOfSlice(t)
	case reflect.Pointer:
		return planOfPointer(t)
	case reflect.Struct:
		return planOfStruct(t)
	}
	panic(fmt.Sprintf("memory: a %s (%s) cannot be remembered", t.Kind(), t))
}

func putBool(w *writer, v reflect.Value) {
	if v.Bool() {
		w.numbers = append(w.numbers, 1)
	} else {
		w.numbers = append(w.numbers, 0)
	}
}

func takeBool(r *reader, v reflect.Value) { v.SetBool(r.bytes(1)[0] != 0) }

func putFloat(w *writer, v reflect.Value) {
	w.numbers = binary.BigEndian.AppendUint64(w.numbers, math.Float64bits(v.Float()))
}

func takeInt(r *reader, v reflect.Value) {
	n := r.int()
	r.bad = r.bad || v.OverflowInt(n)
	v.SetInt(n)
}

func takeUint(r *reader, v reflect.Value) {
	n := r.uint()
	r.bad = r.bad || v.OverflowUint(n)
	v.SetUint(n)
}

func planOfBytes(t reflect.Type) plan {
	if t.Elem().Kind() != reflect.Uint8 {
		panic(fmt.Sprintf("memory: an array of %s (%s) cannot be remembered", t.Elem(), t))
	}
	return plan{
		least: t.Len(),
		put:   func(w *writer, v reflect.Value) { w.numbers = append(w.numbers, v.Bytes()...) },
		take:  func(r *reader, v reflect.Value) { copy(v.Bytes(), r.bytes(t.Len())) },
	}
}

// planOfSlice writes nil as 0, and a list as its length and one.
func planOfSlice(t reflect.Type) plan {
	element := planOf(t.Elem())
	put := func(w *writer, v reflect.Value) {
		if v.IsNil() {
			w.uint(0)
			return
		}
		w.uint(uint64(v.Len()) + 1)
		for i := range v.Len() {
			element.put(w, v.Index(i))
		}
	}
	take := func(r *reader, v reflect.Value) {
		n := r.uint()
		if n == 0 || !r.holds(n-1, element.least) {
			return
		}
		if n == 1 {
			v.Set(reflect.MakeSlice(t, 0, 0))
		}
		v.Grow(int(n - 1))
		v.SetLen(int(n - 1))
		for i := range int(n - 1) {
			element.take(r, v.Index(i))
		}
	}
	return plan{1, put, take}
}

func planOfPointer(t reflect.Type) plan {
	target := planOf(t.Elem())
	put := func(w *writer, v reflect.Value) {
		if v.IsNil() || v.Elem().IsZero() {
			w.numbers = append(w.numbers, 0)
			return
		}
		w.numbers = append(w.numbers, 1)
		target.put(w, v.Elem())
	}
	take := func(r *reader, v reflect.Value) {
		if r.bytes(1)[0] != 0 {
			v.Set(reflect.New(t.Elem()))
			target.take(r, v.Elem())
		}
	}
	return plan{1, put, take}
}

func planOfStruct(t reflect.Type) plan {
	fields, least := make([]plan, t.NumField()), 0
	for i := range fields {
		if !t.Field(i).IsExported() {
			panic(fmt.Sprintf("memory: %s.%s is not exported and would be forgotten", t, t.Field(i).Name))
		}
		fields[i] = planOf(t.Field(i).Type)
		least += fields[i].least
	}
	put := func(w *writer, v reflect.Value) {
		for i := range fields {
			fields[i].put(w, v.Field(i))
		}
	}
	take := func(r *reader, v reflect.Value) {
		for i := 0; i < len(fields) && !r.bad; i++ {
			fields[i].take(r, v.Field(i))
		}
	}
	return plan{least, put, take}
}

// writer collects the numbers and letters of values.
type writer struct {
	numbers, letters []byte
	known            map[string]int // where the letters of a string begin
}

func newWriter() *writer { return &writer{known: map[string]int{}} }

func (w *writer) int(n int64) { w.numbers = binary.AppendVarint(w.numbers, n) }

func (w *writer) uint(n uint64) { w.numbers = binary.AppendUvarint(w.numbers, n) }

// text writes a string: twice its length when its letters come next, one more when they are there already, and where.
func (w *writer) text(s string) {
	if at, known := w.known[s]; known {
		w.uint(uint64(len(s))<<1 | 1)
		w.uint(uint64(at))
		return
	}
	w.uint(uint64(len(s)) << 1)
	if s != "" {
		w.known[s] = len(w.letters)
		w.letters = append(w.letters, s...)
	}
}

// end returns all that was written: the length of the numbers, the numbers, the letters.
func (w *writer) end() []byte {
	b := binary.AppendUvarint(make([]byte, 0, binary.MaxVarintLen64+len(w.numbers)+len(w.letters)), uint64(len(w.numbers)))
	return append(append(b, w.numbers...), w.letters...)
}

// reader takes values from what a writer wrote; once it ran short, or met what no writer writes, it is bad and gives zeros.
type reader struct {
	numbers []byte // those that are left
	letters string
	next    int // of the letters
	bad     bool
}

func newReader(data []byte) *reader {
	r := &reader{numbers: data}
	n := r.uint()
	if r.bad || n > uint64(len(r.numbers)) {
		return &reader{bad: true}
	}
	r.letters = string(r.numbers[n:])
	r.numbers = r.numbers[:n]
	return r
}

// end reports whether all was taken, and understood.
func (r *reader) end() error {
	if r.bad || len(r.numbers) > 0 || r.next != len(r.letters) {
		return errDamaged
	}
	return nil
}

func (r *reader) fail() { r.bad, r.numbers = true, nil }

func (r *reader) uint() uint64 {
	if len(r.numbers) > 0 && r.numbers[0] < 0x80 { // most of them
		n := r.numbers[0]
		r.numbers = r.numbers[1:]
		return uint64(n)
	}
	n, size := binary.Uvarint(r.numbers)
	if size <= 0 {
		r.fail()
		return 0
	}
	r.numbers = r.numbers[size:]
	return n
}

func (r *reader) int() int64 {
	n := r.uint()
	return int64(n>>1) ^ -int64(n&1)
}

// bytes takes n bytes, of which there are n even when no more are left.
func (r *reader) bytes(n int) []byte {
	if n > len(r.numbers) {
		r.fail()
		return make([]byte, n)
	}
	taken := r.numbers[:n]
	r.numbers = r.numbers[n:]
	return taken
}

func (r *reader) fixed64() uint64 { return binary.BigEndian.Uint64(r.bytes(8)) }

// holds reports whether n values can be left, each of which takes at least some bytes: a list is never made longer than that.
func (r *reader) holds(n uint64, least int) bool {
	if n > uint64(len(r.numbers)/max(least, 1)) {
		r.fail()
	}
	return !r.bad
}

func (r *reader) text() string {
	n := r.uint()
	at, size := uint64(r.next), n>>1
	if n&1 != 0 {
		at = r.uint()
	}
	if size > uint64(len(r.letters)) || at > uint64(len(r.letters))-size {
		r.fail()
		return ""
	}
	if n&1 == 0 {
		r.next += int(size)
	}
	return r.letters[at : at+size]
}
