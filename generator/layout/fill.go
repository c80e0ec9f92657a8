package layout

import (
	"html/template"
	"slices"
	"strconv"
	"strings"
	"sync"

	"sitrep/generator/markdown"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// Filling is what goes into a body's holes on one page: for each of its links, as Facts has them, the open tag of a link, the
// attributes of a picture, or nothing when it leads nowhere. With the bodies' sums it names the body as the page shows it.
type Filling struct {
	Body   report.BodySum
	Before report.BodySum // of the report that it is compared with
	Open   []string
	Close  []string // where a link ends with more than its tag; nil where none does
}

// pictures are what is known of those that a body may show.
type pictures struct {
	known report.Media
	first bool // the body's first is the page's first
}

// filling follows the links of a text for a page from which up leads to the root.
func (e *edition) filling(up string, from site.Origin, sum report.BodySum, links []markdown.Link, shown pictures) Filling {
	f := Filling{Body: sum}
	if len(links) > 0 {
		f.Open = make([]string, len(links))
	}
	for i, link := range links {
		d := e.links.Follow(from, link)
		switch {
		case d.Outcome != site.Found && d.Outcome != site.NoAnchor:
		case link.Image:
			f.Open[i] = e.source(up, d, shown.known).attributes(shown.first)
			shown.first = false
		default:
			f.Open[i] = e.openTag(up, d, link.Title)
		}
	}
	return f
}

// cited ends links to claims with their status, and links to sources with their number.
func (e *edition) cited(f *Filling, r *site.Entry, sources []report.Source) {
	for i, link := range r.Text.Links {
		if f.Open[i] == "" || link.Scheme != "claim" && link.Scheme != "source" {
			continue
		}
		if f.Close == nil {
			f.Close = make([]string, len(f.Open))
		}
		switch link.Scheme {
		case "source":
			if c := e.cite(r, sources, link.Target, ""); c.Number > 0 {
				f.Close[i] = `<sup class="cited">[` + strconv.Itoa(c.Number) + `]</sup></a>`
			}
		case "claim":
			if m := e.mark(r, link.Target); m != nil {
				f.Close[i] = `</a> <small class="status mark ` + m.Status.Key + `">` + template.HTMLEscapeString(m.Status.Word) + `</small>`
			}
		}
	}
}

// openTag opens a link. Addresses are escaped to plain ASCII, titles as text.
func (e *edition) openTag(up string, d site.Destination, title string) string {
	var b strings.Builder
	b.WriteString(`<a href="`)
	b.WriteString(string(address(up, d)))
	b.WriteByte('"')
	if d.Lang != "" && d.Lang != e.tree.Lang {
		b.WriteString(` hreflang="` + template.HTMLEscapeString(d.Lang) + `"`)
	}
	if title != "" {
		b.WriteString(` title="` + template.HTMLEscapeString(title) + `"`)
	}
	b.WriteByte('>')
	return b.String()
}

func address(up string, d site.Destination) template.URL {
	to := template.URL("")
	if d.URL != "" {
		to = href(up, d.URL)
	}
	if d.Anchor != "" || d.URL == "" {
		to += template.URL("#" + escapePath(d.Anchor))
	}
	return to
}

// body prepares a body for its page: the HTML is fetched and its holes are filled when the page is made.
func (e *edition) body(f Filling, fetch func() (texts, error)) *Fragment {
	return &Fragment{sum: e.theme.key("body", f), make: func() (string, error) {
		t, err := fetch()
		if err != nil {
			return "", err
		}
		return e.fill(t, f), nil
	}}
}

// fill writes a body. A run of blocks that the report before did not have is marked.
func (e *edition) fill(t texts, f Filling) string {
	buffer := fillings.Get().(*[]byte)
	defer fillings.Put(buffer)
	b, marked := (*buffer)[:0], false
	for i := range t.body.Blocks {
		if fresh := i < len(t.fresh) && t.fresh[i]; fresh != marked {
			if marked = fresh; marked {
				b = append(b, `<div class="new"><p class="unseen">`+template.HTMLEscapeString(e.get("changes.new"))+"</p>\n"...)
			} else {
				b = append(b, "</div>\n"...)
			}
		}
		b = t.body.Blocks[i].AppendTo(b, func(h *markdown.Hole) (open, close string) { return e.hole(h, &f) })
	}
	if marked {
		b = append(b, "</div>\n"...)
	}
	*buffer = b
	return string(b)
}

// hole is what goes into a hole.
func (e *edition) hole(h *markdown.Hole, f *Filling) (open, close string) {
	if h.Kind == markdown.WordHole {
		return template.HTMLEscapeString(e.get(h.Word)), ""
	}
	open = f.Open[h.Link]
	switch {
	case open == "":
		return "", ""
	case f.Close != nil && f.Close[h.Link] != "":
		return open, f.Close[h.Link]
	}
	return open, "</a>"
}

var fillings = sync.Pool{New: func() any { return new([]byte) }}

// contents are the headings of a body that its page's table of contents shows.
func contents(outline markdown.Outline, deepest int) []Heading {
	var list []Heading
	for h := range outline.All() {
		if h.Level >= 2 && h.Level <= deepest {
			list = append(list, Heading{Level: h.Level, Href: template.URL("#" + escapePath(h.ID)), Text: h.Text})
		}
	}
	return slices.Clip(list)
}

// headings prepares the links to a body's headings. They are written here, as the body's own links are, because nearly every
// report has them.
func (e *edition) headings(list []Heading) *Fragment {
	return &Fragment{sum: e.theme.key("headings", list), make: func() (string, error) {
		var b strings.Builder
		for _, h := range list {
			b.WriteString(`<li><a href="` + string(h.Href) + `">` + template.HTMLEscapeString(h.Text) + "</a></li>\n")
		}
		return b.String(), nil
	}}
}

// plainPage is a page of content/pages.
func (e *edition) plainPage(p *site.Page) any {
	v := &Page{Title: p.Title}
	description := p.Summary
	if description == "" {
		description = shorten(p.Text.Lead, summaryRunes)
	}
	v.Frame = e.frame(p.URL, e.family(p), p.Title, description)
	if v.Frame.Masthead == nil {
		v.Frame.Masthead = e.mastheads[""]
	}
	v.Family = e.relatives(v.Frame.Up, p)
	f := e.filling(v.Frame.Up, p.Origin(), p.BodySum, p.Text.Links, pictures{p.Media, true})
	v.Body = e.body(f, func() (texts, error) { return texts{body: p.Body}, nil })
	if v.Contents = contents(p.Text.Outline, 3); len(v.Contents) < 3 {
		v.Contents = nil
	}
	return v
}

// relatives are the pages of one family, for their common table of contents; none when there is only one.
func (e *edition) relatives(up string, p *site.Page) []NavItem {
	var list []NavItem
	for _, other := range e.tree.Pages {
		if e.family(other) == e.family(p) {
			list = append(list, NavItem{Name: other.Title, Href: href(up, other.URL), Current: other == p})
		}
	}
	if len(list) < 2 {
		return nil
	}
	return list
}

func (e *edition) notFound() any {
	v := &NotFound{Frame: e.frame("404.html", "", e.get("404.title"), "")}
	root := e.root()
	v.Frame.Up, v.Frame.Canonical, v.Frame.Languages = root, "", nil
	for _, other := range e.editions {
		home := other.language(href(root, other.tree.Prefix+"index.html"))
		home.Name = e.site.Config.TitleIn(other.tree.Lang)
		v.Homes = append(v.Homes, home)
	}
	return v
}
