package feed

import (
	"bytes"
	"html"
	"slices"
	"strconv"

	"sitrep/generator/markdown"
	"sitrep/generator/site"
)

// content is an entry as HTML: what the report's page says, without drawings, with whole addresses.
func content(v *Entry, body markdown.Body) []byte {
	w := &writing{words: v.Words.Words}
	if v.Drill {
		w.element("p", func() { w.strong(w.words.Drill) })
	}
	switch {
	case v.Retraction != nil:
		w.retraction(v)
	case v.Correction != nil:
		w.correction(v)
	default:
		w.report(v, body)
	}
	return w.Bytes()
}

// writing is HTML on its way.
type writing struct {
	bytes.Buffer
	words *Words
}

// text writes words, escaped.
func (w *writing) text(words ...string) {
	for _, s := range words {
		w.WriteString(html.EscapeString(s))
	}
}

func (w *writing) element(name string, inside func()) {
	w.WriteString("<" + name + ">")
	inside()
	w.WriteString("</" + name + ">\n")
}

func (w *writing) strong(words string) {
	w.WriteString("<strong>" + html.EscapeString(words) + "</strong>")
}

// in writes words in a language; "" is that of the entry.
func (w *writing) in(lang, words string) {
	if lang == "" {
		w.text(words)
		return
	}
	w.WriteString(`<span lang="` + html.EscapeString(lang) + `">` + html.EscapeString(words) + "</span>")
}

// link leads to an address; without one it is its words.
func (w *writing) link(to, lang, words string) {
	if to == "" {
		w.in(lang, words)
		return
	}
	w.WriteString(`<a href="` + html.EscapeString(to) + `">`)
	w.in(lang, words)
	w.WriteString("</a>")
}

// paragraph writes words, if there are any.
func (w *writing) paragraph(words string) {
	if words != "" {
		w.element("p", func() { w.text(words) })
	}
}

// joined puts words side by side, with a mark between them that belongs to no language.
func (w *writing) joined(words ...string) {
	first := true
	for _, s := range words {
		if s == "" {
			continue
		}
		if !first {
			w.text(" · ")
		}
		w.text(s)
		first = false
	}
}

// named is what stands after its name: Source: Port authority; "" where there is nothing.
func named(name, what string) string {
	if what == "" {
		return ""
	}
	return name + " " + what
}

func (w *writing) retraction(v *Entry) {
	r := v.Retraction
	w.element("p", func() {
		w.strong(w.words.RetractedTitle)
		w.text(w.words.Colon, r.Reason, " (", r.Date, ")")
	})
	if r.ReplacedURL != "" {
		w.element("p", func() {
			w.text(w.words.Replaced, w.words.Colon)
			w.link(r.ReplacedURL, "", r.ReplacedBy)
		})
	}
}

func (w *writing) correction(v *Entry) {
	c := v.Correction
	w.element("p", func() { w.in(c.Lang, c.Summary) })
	w.element("p", func() {
		w.link(c.URL, "", c.Title)
		w.text(" · ", w.words.Version, " ", strconv.Itoa(c.Version), " · ", c.Date)
	})
}

func (w *writing) report(v *Entry, body markdown.Body) {
	if v.Drill {
		w.paragraph(w.words.DrillText)
	}
	w.element("p", func() { w.joined(v.Meta...) })
	for _, c := range v.Corrections {
		w.element("p", func() {
			w.strong(w.words.Corrected)
			w.text(" ", c.Date, w.words.Colon)
			w.in(c.Lang, c.Summary)
		})
	}
	if v.Lead {
		w.paragraph(v.Summary)
	}
	w.list(w.words.Highlights, len(v.Highlights), func(i int) { w.text(v.Highlights[i]) })
	w.list(w.words.Figures, len(v.Figures), func(i int) { w.figure(&v.Figures[i]) })
	w.picture(v.Picture)
	w.body(v, body)
	w.list(w.words.Claims, len(v.Claims), func(i int) { w.claim(&v.Claims[i]) })
}

// list is a headed list; of nothing there is none.
func (w *writing) list(title string, n int, item func(i int)) {
	if n == 0 {
		return
	}
	w.element("h2", func() { w.text(title) })
	w.element("ul", func() {
		for i := range n {
			w.element("li", func() { item(i) })
		}
	})
}

func (w *writing) figure(f *Figure) {
	w.text(f.Label, w.words.Colon)
	w.strong(f.Value)
	if f.Unit != "" {
		w.text(" ", f.Unit)
	}
	if notes := []string{f.Status, f.Place, named(w.words.Source, f.Source), named(w.words.AsOf, f.AsOf), f.Note}; some(notes) {
		w.text(" (")
		w.joined(notes...)
		w.text(")")
	}
}

// claim puts how sure it is before what is claimed.
func (w *writing) claim(c *Claim) {
	if c.Status != "" {
		w.strong(c.Status)
		w.text(w.words.Colon)
	}
	w.link(c.URL, c.Lang, c.Text)
	if notes := []string{named(w.words.By, c.By), named(w.words.Source, c.Source), named(w.words.Grade, c.Grade), c.Place, c.Basis}; some(notes) {
		w.text(" (")
		w.joined(notes...)
		w.text(")")
	}
}

func some(words []string) bool {
	return slices.ContainsFunc(words, func(s string) bool { return s != "" })
}

func (w *writing) picture(p *Picture) {
	if p == nil {
		return
	}
	w.element("p", func() {
		w.WriteString(`<img src="` + html.EscapeString(p.URL) + `" alt="` + html.EscapeString(p.Alt) + `">`)
		if some([]string{p.Caption, p.Credit}) {
			w.WriteString("<br>")
			w.joined(p.Caption, p.Credit)
		}
	})
}

// within is where a body's links to itself begin, those of footnotes.
var within = []byte(` href="#`)

// body fills the holes of a body. A link to a claim ends with how sure that is.
func (w *writing) body(v *Entry, body markdown.Body) {
	if len(body.Blocks) == 0 {
		return
	}
	f := v.Filling
	plain := site.Fill(f.Addresses, w.words.in)
	filled := body.AppendTo(nil, func(h *markdown.Hole) (open, close string) {
		open, close = plain(h)
		if h.Kind == markdown.LinkHole && f.Marks != nil && f.Marks[h.Link] != "" {
			close += " (" + html.EscapeString(f.Marks[h.Link]) + ")"
		}
		return open, close
	})
	w.Write(bytes.ReplaceAll(filled, within, []byte(` href="`+html.EscapeString(v.URL)+`#`)))
}
