package layout

import (
	"fmt"
	"reflect"
	"testing"

	"sitrep/generator/output"
)

// TestKeyNamesEveryField changes each value that a view holds, one at a time and at any depth, and wants another key each time.
func TestKeyNamesEveryField(t *testing.T) {
	th := loadTheme(t, nil)
	for name, zero := range views {
		view, again := sample(zero), sample(zero)
		key := th.key(name, view.Interface())
		if th.key(name, again.Interface()) != key {
			t.Errorf("%s: equal views have two keys", name)
		}
		changes := 0
		change(view.Elem(), name, func(where string) {
			changes++
			if th.key(name, view.Interface()) == key {
				t.Errorf("%s is not in the key", where)
			}
		})
		if changes == 0 {
			t.Errorf("%s: nothing to change", name)
		}
		if th.key(name, view.Interface()) != key {
			t.Fatalf("%s: the test did not put everything back", name)
		}
	}
}

func sample(zero any) reflect.Value {
	v := reflect.New(reflect.TypeOf(zero))
	fill(v.Elem(), 12)
	return v
}

// change makes each value within v another one, calls told, and puts it back.
func change(v reflect.Value, where string, told func(where string)) {
	with := func(where string, other reflect.Value) {
		was := reflect.New(v.Type()).Elem()
		was.Set(v)
		v.Set(other)
		told(where)
		v.Set(was)
	}
	switch v.Kind() {
	case reflect.String:
		with(where, reflect.ValueOf(v.String()+"x").Convert(v.Type()))
	case reflect.Bool:
		with(where, reflect.ValueOf(!v.Bool()))
	case reflect.Int:
		with(where, reflect.ValueOf(int(v.Int())+1))
	case reflect.Pointer:
		if v.Type() == reflect.TypeFor[*Fragment]() {
			with(where, reflect.ValueOf(&Fragment{sum: output.Sum{1}}))
			with(where, reflect.Zero(v.Type()))
			return
		}
		with(where, reflect.Zero(v.Type()))
		change(v.Elem(), where, told)
	case reflect.Slice:
		if v.Len() == 0 {
			return // the end of a tree
		}
		with(where, v.Slice(0, 0))
		with(where, reflect.AppendSlice(v, v))
		change(v.Index(0), where+"[0]", told)
	case reflect.Struct:
		for i := range v.NumField() {
			change(v.Field(i), where+"."+v.Type().Field(i).Name, told)
		}
	default:
		panic(fmt.Sprintf("%s is a %s", where, v.Kind()))
	}
}
