package layout

import (
	"bytes"
	"maps"
	"reflect"
	"slices"

	"sitrep/generator/diag"
)

// try executes every template with a view whose every field is filled, and with an empty one, so that nearly every branch is
// taken and a field that does not exist is found before a build writes anything.
func (t *Theme) try() []diag.Finding {
	var findings []diag.Finding
	for _, name := range slices.Sorted(maps.Keys(views)) {
		for _, depth := range []int{12, 0} {
			view := reflect.New(reflect.TypeOf(views[name]))
			fill(view.Elem(), depth)
			if err := t.render(new(bytes.Buffer), t.messages[fallback], name, view.Interface()); err != nil {
				f, _ := Fault(err)
				findings = append(findings, f)
			}
		}
	}
	return diag.Sorted(findings)
}

// fill sets every field, so many levels deep.
func fill(v reflect.Value, depth int) {
	if depth == 0 {
		return
	}
	if v.Type() == reflect.TypeFor[*Fragment]() {
		v.Set(reflect.ValueOf(&Fragment{make: func() (string, error) { return "", nil }}))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("sample")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(2)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), depth-1)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), depth-1)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), depth-1)
		}
	}
}
