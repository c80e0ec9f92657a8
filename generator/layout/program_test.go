package layout

import (
	"bytes"
	"html/template"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"sitrep/generator/output"
)

// TestProgramsWriteWhatTemplatesWrite fills the view of every template at random and wants the same bytes from its program as from
// html/template.
func TestProgramsWriteWhatTemplatesWrite(t *testing.T) {
	th := loadTheme(t, nil)
	beyond := []string{"dates.html", "redirect.html"} // they use more than a program knows
	for name, zero := range views {
		s := th.sets[fallback]
		p := s.compile(name, reflect.New(reflect.TypeOf(zero)).Interface())
		if known := p != nil; known == slices.Contains(beyond, name) {
			t.Errorf("%s: a program is %t", name, known)
		}
		if p == nil {
			continue
		}
		r := rand.New(rand.NewPCG(1, 2))
		for range 40 {
			view := reflect.New(reflect.TypeOf(zero))
			scatter(r, view.Elem(), 6)
			agree(t, s, p, name, view)
		}
	}
}

// agree compares what a program and html/template write. A program need not have an answer.
func agree(t *testing.T, s *set, p *program, name string, view reflect.Value) (answered bool) {
	t.Helper()
	var want, got bytes.Buffer
	err := s.ExecuteTemplate(&want, name, view.Interface())
	answered = p.run(&got, frame{view, view})
	switch {
	case answered && err != nil:
		t.Fatalf("%s: a program writes what is a fault: %v", name, err)
	case answered && want.String() != got.String():
		t.Fatalf("%s: a program writes\n%s\nand html/template\n%s", name, got.String(), want.String())
	}
	return answered
}

var scattered = []string{
	"", "sample", "a b", `<b title="x">'&+`, "\x00nul", "Київ", "\xff\xfe broken", "../a/b.html#c?d=e&f", "mailto:a@b", "%41%4g%", "(paren)", "\u2028\uffff\ufeff", "-up-/x", "`back`\t\n",
}

// scatter sets the fields of a view to anything, so many levels deep.
func scatter(r *rand.Rand, v reflect.Value, depth int) {
	if depth == 0 || r.IntN(8) == 0 {
		return
	}
	if v.Type() == reflect.TypeFor[*Fragment]() {
		html := `<a href="` + rootMark + `x.html">` + scattered[1+r.IntN(2)] + "</a>"
		v.Set(reflect.ValueOf(&Fragment{sum: output.Sum{1}, make: func() (string, error) { return html, nil }}))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(scattered[r.IntN(len(scattered))])
	case reflect.Bool:
		v.SetBool(r.IntN(2) == 0)
	case reflect.Int:
		v.SetInt(int64(r.IntN(4000) - 1000))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		scatter(r, v.Elem(), depth-1)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), r.IntN(4), 4))
		for i := range v.Len() {
			scatter(r, v.Index(i), depth-1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			scatter(r, v.Field(i), depth-1)
		}
	}
}

// TestProgramsOfOwnTemplates holds what a site's own layouts may say to what html/template makes of it: an answer that is the same,
// or none.
func TestProgramsOfOwnTemplates(t *testing.T) {
	for _, c := range []struct {
		text  string
		knows bool
	}{
		{`{{.Title}} {{$.Frame.Up}} {{.Frame.Languages | len}}`, false},
		{`{{len .Entries}}{{if and .Title (not .Description) .Dates}}a{{else if or .Series .Regions}}b{{else}}c{{end}}`, true},
		{`{{if .Frame}}{{with .Frame}}{{.Title}}{{$.Title}}{{end}}{{end}}{{with .Frame.Open}}there{{else}}none{{end}}`, true},
		{`{{range .Frame.Languages}}<a href="{{.Href}}" hreflang='{{.Lang}}'>{{.Name}}{{.Current}}</a>{{end}}`, false},
		{`{{range .Frame.Languages}}<a href="{{.Href}}" hreflang='{{.Lang}}'>{{.Name}}</a>{{else}}none{{end}}`, true},
		{`{{range $i, $l := .Frame.Languages}}{{$i}}{{$l.Name}}{{end}}`, false},
		{`{{range .Frame.Languages}}{{if .Current}}{{break}}{{end}}{{.Name}}{{end}}`, false},
		{`<p class={{.Title}}>`, false},
		{`<a href="{{.Title}}">`, false},
		{`<a href="mailto:{{.Title}}">`, true},
		{`<a href="x?y={{.Title}}">`, true},
		{`<a href="x?y={{.Dates}}">`, false},
		{`<textarea>{{.Title}}</textarea><!-- {{.Title}} -->`, false},
		{`<textarea>{{.Title}}</textarea>`, true},
		{`{{printf "%s-%s" .Title .Dates}}{{eq .Title "sample"}}`, false},
		{`{{if eq .Title "sample"}}a{{end}}`, false},
		{`{{put "../" .Entries}}{{items "" .Regions}}{{put .Frame.Up .Frame.Masthead}}`, true},
		{`{{.Entries}}`, false},
		{`{{define "own"}}{{.Title}}{{end}}{{template "own" .Frame}}<b title="{{template "own" .}}">`, false},
		{`{{define "own"}}{{.Up}}{{.Frame}}{{end}}{{if false}}{{end}}`, false},
	} {
		th := loadTheme(t, map[string][]byte{"home.html": []byte(c.text)})
		s := th.sets[fallback]
		p := s.compile("home.html", &Home{})
		if (p != nil) != c.knows {
			t.Errorf("%s: a program is %t", c.text, p != nil)
		}
		r := rand.New(rand.NewPCG(3, 4))
		for i := 0; p != nil && i < 30; i++ {
			view := reflect.New(reflect.TypeFor[Home]())
			scatter(r, view.Elem(), 6)
			if !agree(t, s, p, "home.html", view) {
				t.Fatalf("%s: a program has no answer", c.text)
			}
		}
	}
}

// TestBrokenPagesAreLeftToTemplates: what a program cannot write, html/template does, or says why not; nothing stays half written.
func TestBrokenPagesAreLeftToTemplates(t *testing.T) {
	s := &set{Template: template.Must(template.New("").Parse(`{{define "x"}}before {{.Date.Words}}{{end}}`))}
	var b bytes.Buffer
	b.WriteString("there")
	err := s.execute(&b, "x", &struct{ Date *Date }{})
	if err == nil || !strings.Contains(err.Error(), "nil pointer") {
		t.Errorf("a date that is missing: %v", err)
	}
	b.Reset()
	if err := s.execute(&b, "x", &struct{ Date *Date }{&Date{Words: "May"}}); err != nil || b.String() != "before May" {
		t.Errorf("%q, %v", b.String(), err)
	}
}

func FuzzEscapers(f *testing.F) {
	for _, s := range scattered {
		f.Add(s)
	}
	page := template.Must(template.New("").Parse(`{{.}}<a title="{{.}}" href="mailto:{{.}}" cite="#{{.}}">`))
	f.Fuzz(func(t *testing.T, s string) {
		var want, got bytes.Buffer
		check(t, page.Execute(&want, s))
		escapeText(&got, s)
		got.WriteString(`<a title="`)
		escapeText(&got, s)
		got.WriteString(`" href="mailto:`)
		escapeText(&got, normalAddress(s))
		got.WriteString(`" cite="#`)
		escapeText(&got, addressPart(s))
		got.WriteString(`">`)
		if want.String() != got.String() {
			t.Errorf("%q\n got %s\nwant %s", s, got.String(), want.String())
		}
	})
}
