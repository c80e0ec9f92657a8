package layout

import (
	"errors"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"sitrep/generator/diag"
)

// templateError is a fault of a template that shows when a page is made.
type templateError struct {
	finding diag.Finding
	cause   error
}

func (e *templateError) Error() string { return e.cause.Error() }
func (e *templateError) Unwrap() error { return e.cause }

// Fault returns the finding about a template or a picture within an error that making a file gave, if it is the fault of one.
func Fault(err error) (diag.Finding, bool) {
	if p := (*pictureError)(nil); errors.As(err, &p) {
		return p.finding, true
	}
	var e *templateError
	if errors.As(err, &e) {
		return e.finding, true
	}
	return diag.Finding{}, false
}

// located is how text/template and html/template say where: name:line or name:line:column, the column in bytes from 0.
var located = regexp.MustCompile(`(?s)^(?:html/)?template: ?([^:]+?)(?::(\d+)(?::(\d+))?)?: (.*)$`)

// executing is the middle of the message of a fault of execution.
var executing = regexp.MustCompile(`^executing "[^"]*" at <(?s:(.*?))>: (?s:(.*))$`)

// unknownField is what is said of a field that the view does not have.
var unknownField = regexp.MustCompile(`^can't evaluate field (\S+) in type (\S+)$`)

// fault makes a finding of an error of the template packages: the one place that reads their words.
func fault(err error, sources map[string]string) diag.Finding {
	f := diag.Finding{Rule: "layout/template", Severity: diag.Error, Text: err.Error()}
	m := located.FindStringSubmatch(f.Text)
	if m == nil {
		return f
	}
	f.File, f.Text = folder+m[1], m[4]
	f.Pos.Line, _ = strconv.Atoi(m[2])
	if m[3] != "" {
		bytes, _ := strconv.Atoi(m[3])
		f.Pos.Col = column(sources[m[1]], f.Pos.Line, bytes)
	}
	if m := executing.FindStringSubmatch(f.Text); m != nil {
		f.Text = m[2]
	}
	if m := unknownField.FindStringSubmatch(f.Text); m != nil {
		f.Text, f.Hint = "nothing named ."+m[1]+" here", fieldHint(m[1], m[2])
	}
	return f
}

// column turns a count of bytes within a line into a column in runes from 1.
func column(text string, line, bytes int) int {
	for ; line > 1; line-- {
		_, text, _ = strings.Cut(text, "\n")
	}
	return 1 + utf8.RuneCountInString(text[:min(bytes, len(text))])
}

// fieldHint names the fields of a view that a template may have meant.
func fieldHint(field, typeName string) string {
	t, known := viewTypes()[strings.TrimLeft(typeName, "*[]")]
	if !known {
		return ""
	}
	var names []string
	for i := range t.NumField() {
		names = append(names, "."+t.Field(i).Name)
	}
	if near := diag.Nearest("."+field, names); len(near) > 0 {
		return "did you mean " + strings.Join(near, " or ") + "?"
	}
	return "there are " + strings.Join(names, ", ")
}

// viewTypes is every struct that a template can meet, by its name in Go.
func viewTypes() map[string]reflect.Type {
	types := map[string]reflect.Type{}
	var add func(t reflect.Type)
	add = func(t reflect.Type) {
		switch t.Kind() {
		case reflect.Pointer, reflect.Slice:
			add(t.Elem())
		case reflect.Struct:
			if _, known := types[t.String()]; known || t == reflect.TypeFor[Fragment]() {
				return
			}
			types[t.String()] = t
			for i := range t.NumField() {
				add(t.Field(i).Type)
			}
		}
	}
	for _, view := range views {
		add(reflect.TypeOf(view))
	}
	return types
}
