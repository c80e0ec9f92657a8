package layout

import (
	"bytes"
	"fmt"
	"html/template"
	"reflect"
	"strconv"
	"strings"
	"text/template/parse"
)

// getter evaluates an expression of a template; it is false on the way through a nil pointer.
type getter func(at frame) (reflect.Value, bool)

// plainValue compiles a pipeline that is one expression.
func plainValue(pipe *parse.PipeNode, in scope) (getter, reflect.Type, bool) {
	if len(pipe.Decl) > 0 || len(pipe.Cmds) != 1 || len(pipe.Cmds[0].Args) != 1 {
		return nil, nil, false
	}
	return expression(pipe.Cmds[0].Args[0], in)
}

// expression compiles the dot, or fields of it or of $.
func expression(node parse.Node, in scope) (getter, reflect.Type, bool) {
	switch node := node.(type) {
	case *parse.DotNode:
		return func(at frame) (reflect.Value, bool) { return at.dot, true }, in.dot, in.dot != nil
	case *parse.FieldNode:
		hops, t, ok := way(in.dot, node.Ident)
		return func(at frame) (reflect.Value, bool) { return follow(at.dot, hops) }, t, ok
	case *parse.VariableNode:
		if node.Ident[0] == "$" {
			hops, t, ok := way(in.root, node.Ident[1:])
			return func(at frame) (reflect.Value, bool) { return follow(at.root, hops) }, t, ok
		}
	}
	return nil, nil, false
}

// hop is the way from a struct, or a pointer to one, to its field.
type hop struct {
	pointer bool
	field   int
}

func way(t reflect.Type, names []string) ([]hop, reflect.Type, bool) {
	hops := make([]hop, len(names))
	for i, name := range names {
		if t == nil {
			return nil, nil, false
		}
		if hops[i].pointer = t.Kind() == reflect.Pointer; hops[i].pointer {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct {
			return nil, nil, false
		}
		field, known := t.FieldByName(name)
		_, method := reflect.PointerTo(t).MethodByName(name)
		if !known || method || len(field.Index) != 1 || !field.IsExported() {
			return nil, nil, false
		}
		hops[i].field, t = field.Index[0], field.Type
	}
	return hops, t, t != nil
}

func follow(v reflect.Value, hops []hop) (reflect.Value, bool) {
	for _, h := range hops {
		if h.pointer {
			if v.IsNil() {
				return v, false
			}
			v = v.Elem()
		}
		v = v.Field(h.field)
	}
	return v, true
}

// condition compiles a pipeline that is asked for its truth alone: an expression, or and, or, not of conditions.
func condition(pipe *parse.PipeNode, in scope) (func(at frame) (truth, ok bool), bool) {
	if len(pipe.Decl) > 0 || len(pipe.Cmds) != 1 {
		return nil, false
	}
	args := pipe.Cmds[0].Args
	name, isName := args[0].(*parse.IdentifierNode)
	if !isName {
		return term(args[0], in, len(args) == 1)
	}
	list := make([]func(at frame) (truth, ok bool), len(args)-1)
	for i, arg := range args[1:] {
		var ok bool
		if list[i], ok = term(arg, in, true); !ok {
			return nil, false
		}
	}
	switch {
	case name.Ident == "not" && len(list) == 1:
		return func(at frame) (bool, bool) { truth, ok := list[0](at); return !truth, ok }, true
	case (name.Ident == "and" || name.Ident == "or") && len(list) > 0:
		return junction(list, name.Ident == "or"), true
	}
	return nil, false
}

// junction goes on until one of the terms is what decides.
func junction(list []func(at frame) (truth, ok bool), decides bool) func(at frame) (truth, ok bool) {
	return func(at frame) (truth, ok bool) {
		for _, holds := range list {
			if truth, ok = holds(at); !ok || truth == decides {
				return truth, ok
			}
		}
		return truth, true
	}
}

func term(node parse.Node, in scope, alone bool) (func(at frame) (truth, ok bool), bool) {
	if pipe, nested := node.(*parse.PipeNode); nested && alone {
		return condition(pipe, in)
	}
	get, t, known := expression(node, in)
	return func(at frame) (bool, bool) {
		v, ok := get(at)
		return ok && truth(v), ok
	}, known && alone && hasTruth(t)
}

func hasTruth(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Bool, reflect.Int, reflect.String, reflect.Slice, reflect.Pointer, reflect.Struct:
		return true
	}
	return false
}

// truth is that of text/template for the kinds that have one.
func truth(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Bool:
		return v.Bool()
	case reflect.Int:
		return v.Int() != 0
	case reflect.Pointer:
		return !v.IsNil()
	case reflect.String, reflect.Slice:
		return v.Len() > 0
	}
	return true // a struct
}

// escaperPrefix begins the names of the functions that html/template puts at the ends of pipelines.
const escaperPrefix = "_html_template_"

// action compiles what writes a value, with the escapers that html/template chose for it.
func action(pipe *parse.PipeNode, in scope) (step, bool) {
	var escapers []string
	for _, cmd := range pipe.Cmds[1:] {
		name, isName := cmd.Args[0].(*parse.IdentifierNode)
		if !isName || len(cmd.Args) != 1 {
			return nil, false
		}
		escapers = append(escapers, strings.TrimPrefix(name.Ident, escaperPrefix))
	}
	chain, first := strings.Join(escapers, " "), pipe.Cmds[0]
	if len(pipe.Decl) > 0 {
		return nil, false
	}
	if name, isName := first.Args[0].(*parse.IdentifierNode); isName {
		return placing(name.Ident, first.Args[1:], chain, in)
	}
	get, t, known := expression(first.Args[0], in)
	if !known || len(first.Args) != 1 {
		return nil, false
	}
	write, ok := writing(t, chain)
	return func(b *bytes.Buffer, at frame) bool {
		v, ok := get(at)
		if ok {
			write(b, v)
		}
		return ok
	}, ok
}

// placing compiles put, items and len.
func placing(name string, args []parse.Node, chain string, in scope) (step, bool) {
	if chain != "htmlescaper" || len(args) == 0 {
		return nil, false
	}
	get, t, known := expression(args[len(args)-1], in)
	switch {
	case !known:
		return nil, false
	case name == "len" && len(args) == 1 && t.Kind() == reflect.Slice:
		return func(b *bytes.Buffer, at frame) bool {
			v, ok := get(at)
			if ok {
				b.WriteString(strconv.Itoa(v.Len()))
			}
			return ok
		}, true
	case len(args) != 2 || name != "put" && name != "items" || t != reflect.TypeFor[*Fragment]() && t != reflect.TypeFor[[]*Fragment]():
		return nil, false
	}
	up, isText := upOf(args[0], in)
	before, after := "", ""
	if name == "items" {
		before, after = itemBefore, itemAfter
	}
	return func(b *bytes.Buffer, at frame) bool {
		to, known := up(at)
		v, ok := get(at)
		return known && ok && place(b, to.String(), v.Interface(), before, after) == nil
	}, isText
}

// upOf compiles the first argument of put and items.
func upOf(node parse.Node, in scope) (getter, bool) {
	if text, isText := node.(*parse.StringNode); isText {
		v := reflect.ValueOf(text.Text)
		return func(frame) (reflect.Value, bool) { return v, true }, true
	}
	get, t, known := expression(node, in)
	return get, known && t == reflect.TypeFor[string]()
}

// writing is how values of a type go through a chain of escapers.
func writing(t reflect.Type, chain string) (func(b *bytes.Buffer, v reflect.Value), bool) {
	text := chain == "htmlescaper" || chain == "attrescaper" || chain == "rcdataescaper"
	address := chain == "urlnormalizer attrescaper" || chain == "urlfilter urlnormalizer attrescaper" && t == reflect.TypeFor[template.URL]()
	switch {
	case t.Implements(reflect.TypeFor[fmt.Stringer]()), t.Implements(reflect.TypeFor[error]()):
		return nil, false
	case t == reflect.TypeFor[template.HTML]():
		return func(b *bytes.Buffer, v reflect.Value) { b.WriteString(v.String()) }, chain == "htmlescaper"
	case t.Kind() == reflect.Int && text:
		return func(b *bytes.Buffer, v reflect.Value) { b.WriteString(strconv.FormatInt(v.Int(), 10)) }, true
	case t.Kind() == reflect.String && text:
		return func(b *bytes.Buffer, v reflect.Value) { escapeText(b, v.String()) }, true
	case t.Kind() == reflect.String && address:
		return func(b *bytes.Buffer, v reflect.Value) { escapeText(b, normalAddress(v.String())) }, true
	case t == reflect.TypeFor[string]() && chain == "urlescaper attrescaper":
		return func(b *bytes.Buffer, v reflect.Value) { escapeText(b, addressPart(v.String())) }, true
	}
	return nil, false
}

// escapeText writes plain text as html/template does in text and in attributes.
func escapeText(b *bytes.Buffer, s string) {
	from := 0
	for i := range len(s) {
		var as string
		switch s[i] {
		case 0:
			as = "\uFFFD"
		case '"':
			as = "&#34;"
		case '&':
			as = "&amp;"
		case '\'':
			as = "&#39;"
		case '+':
			as = "&#43;"
		case '<':
			as = "&lt;"
		case '>':
			as = "&gt;"
		default:
			continue
		}
		b.WriteString(s[from:i])
		b.WriteString(as)
		from = i + 1
	}
	b.WriteString(s[from:])
}

// normalAddress escapes what an address must not hold, as html/template does; what is escaped already stays so.
func normalAddress(s string) string { return escapeAddress(s, inAddress) }

// addressPart escapes what a part of an address must not hold.
func addressPart(s string) string {
	return escapeAddress(s, func(s string, i int) bool { return isPlain(s[i]) && s[i] != '/' })
}

func escapeAddress(s string, stays func(s string, i int) bool) string {
	const hex = "0123456789abcdef"
	i := 0
	for i < len(s) && stays(s, i) {
		i++
	}
	if i == len(s) {
		return s
	}
	b := append(make([]byte, 0, len(s)+16), s[:i]...)
	for ; i < len(s); i++ {
		if stays(s, i) {
			b = append(b, s[i])
		} else {
			b = append(b, '%', hex[s[i]>>4], hex[s[i]&15])
		}
	}
	return string(b)
}

// inAddress reports whether a byte may stand in an address as it is.
func inAddress(s string, i int) bool {
	if s[i] == '%' {
		return i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2])
	}
	return isPlain(s[i]) || strings.IndexByte("!#$&*+,:;=?@[]", s[i]) >= 0
}

func isHex(c byte) bool { return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' }
