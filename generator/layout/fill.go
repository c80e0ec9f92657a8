package layout

import (
	"html/template"
	"slices"
	"strings"
	"sync"

	"sitrep/generator/markdown"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// Filling is what goes into a body's holes on one page: for each of its links, as Facts has them, the open tag of a link, the
// attributes of a picture, or nothing when it leads nowhere. With the body's sum it names the body as the page shows it.
type Filling struct {
	Body report.BodySum
	Open []string
}

// filling follows the links of a text for a page from which up leads to the root.
func (e *edition) filling(up string, from site.Origin, sum report.BodySum, links []markdown.Link) Filling {
	f := Filling{Body: sum}
	if len(links) > 0 {
		f.Open = make([]string, len(links))
	}
	for i, link := range links {
		d := e.links.Follow(from, link)
		switch {
		case d.Outcome != site.Found && d.Outcome != site.NoAnchor:
		case link.Image:
			f.Open[i] = ` src="` + string(href(up, d.URL)) + `"`
		default:
			f.Open[i] = e.openTag(up, d, link.Title)
		}
	}
	return f
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
func (e *edition) body(f Filling, fetch func() (markdown.Body, error)) *Fragment {
	return &Fragment{sum: e.theme.key("body", f), make: func() (string, error) {
		body, err := fetch()
		if err != nil {
			return "", err
		}
		return e.fill(body, f), nil
	}}
}

func (e *edition) fill(body markdown.Body, f Filling) string {
	buffer := fillings.Get().(*[]byte)
	defer fillings.Put(buffer)
	*buffer = body.AppendTo((*buffer)[:0], func(h *markdown.Hole) (open, close string) {
		if h.Kind == markdown.WordHole {
			return template.HTMLEscapeString(e.get(h.Word)), ""
		}
		open = f.Open[h.Link]
		if open == "" {
			return "", ""
		}
		return open, "</a>"
	})
	return string(*buffer)
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
	f := e.filling(v.Frame.Up, p.Origin(), p.BodySum, p.Text.Links)
	v.Body = e.body(f, func() (markdown.Body, error) { return p.Body, nil })
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
