package layout

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"html/template"
	"reflect"
	"strings"
	"sync"

	"sitrep/generator/output"
)

// Fragment is a piece of HTML that many pages share: a report's entry in lists, a region's chip, the masthead; or one that is
// dear to make, a body. Its sum names all it is made from and stands for it in keys; its HTML is made when the first page that
// is written needs it, and not at all when none is.
type Fragment struct {
	sum  output.Sum
	make func() (string, error)
	once sync.Once
	html string // with rootMark where the way up to the root of the tree goes
	err  error
}

// rootMark stands in a fragment's addresses for the way up to the root, which depends on the page's depth. It is no path
// that a browser would be given, and survives the escaping of addresses.
const rootMark = "-up-/"

// Sum names all that the fragment is made from.
func (f *Fragment) Sum() output.Sum { return f.sum }

// made makes the HTML when it is asked for first.
func (f *Fragment) made() (string, error) {
	f.once.Do(func() {
		f.html, f.err = f.make()
		f.make = nil
	})
	return f.html, f.err
}

// appendTo writes HTML for a page from which up leads to the root.
func appendTo(b *bytes.Buffer, html, up string) {
	for {
		at := strings.Index(html, `"`+rootMark)
		if at < 0 {
			b.WriteString(html)
			return
		}
		b.WriteString(html[:at+1])
		b.WriteString(up)
		html = html[at+1+len(rootMark):]
	}
}

// brokenFragment is a fragment that could not be made, which is no fault of the template that places it.
type brokenFragment struct{ cause error }

func (e *brokenFragment) Error() string { return e.cause.Error() }

// What stands around the items of a list.
const itemBefore, itemAfter = "<li>", "</li>\n"

// put is the template function that places a Fragment or a list of them: {{put .Frame.Up .Entries}}.
func put(up string, what any) (template.HTML, error) { return join(up, what, "", "") }

// items is the template function that places Fragments as the items of a list.
func items(up string, what any) (template.HTML, error) { return join(up, what, itemBefore, itemAfter) }

func join(up string, what any, before, after string) (template.HTML, error) {
	var b bytes.Buffer
	err := place(&b, up, what, before, after)
	return template.HTML(b.String()), err // fragments are made by templates, bodies by our Markdown writer
}

// place writes a Fragment or a list of them.
func place(b *bytes.Buffer, up string, what any, before, after string) error {
	switch what := what.(type) {
	case *Fragment:
		return what.place(b, up, before, after)
	case []*Fragment:
		for _, f := range what {
			if err := f.place(b, up, before, after); err != nil {
				return err
			}
		}
		return nil
	}
	return fmt.Errorf("put and items place what was made before, as in {{put .Frame.Up .Entries}}, and no %T", what)
}

func (f *Fragment) place(b *bytes.Buffer, up, before, after string) error {
	if f == nil {
		return nil
	}
	html, err := f.made()
	if err != nil {
		return &brokenFragment{err}
	}
	b.WriteString(before)
	appendTo(b, html, up)
	b.WriteString(after)
	return nil
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
