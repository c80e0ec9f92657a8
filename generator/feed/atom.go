package feed

import (
	"bytes"
	"fmt"
	"strconv"

	"sitrep/generator/markdown"
)

// Atom is a feed as RFC 4287 has it, with archives (RFC 5005) and tombstones (RFC 6721).
type Atom struct {
	Head Head
	Feed Feed
}

const atomType = "application/atom+xml"

func writeAtom(b *bytes.Buffer, a Atom) error {
	b.WriteString(declaration)
	open(b, "feed", "xmlns", "http://www.w3.org/2005/Atom", "xmlns:fh", "http://purl.org/syndication/history/1.0",
		"xmlns:at", "http://purl.org/atompub/tombstones/1.0", "xml:lang", a.Head.Lang)
	b.WriteByte('\n')
	a.head(b)
	for _, g := range a.Feed.Graves {
		g.write(b)
	}
	for _, i := range a.Feed.Items {
		if err := i.writeAtom(b); err != nil {
			return err
		}
	}
	b.WriteString("</feed>\n")
	return nil
}

func (a *Atom) head(b *bytes.Buffer) {
	h := &a.Head
	tag(b, "id", h.ID)
	tag(b, "title", h.Title)
	if h.Subtitle != "" {
		tag(b, "subtitle", h.Subtitle)
	}
	tag(b, "updated", a.Feed.Updated)
	b.WriteString("<author>\n")
	tag(b, "name", h.Author)
	tag(b, "uri", h.Home)
	b.WriteString("</author>\n")
	if h.Rights != "" {
		tag(b, "rights", h.Rights)
	}
	link(b, "self", h.Self, "type", atomType)
	link(b, "alternate", h.Page, "type", "text/html", "hreflang", h.Lang)
	link(b, "license", h.Licence) // RFC 4946
	if a.Feed.Current == "" {
		link(b, "hub", h.Hub) // WebSub, section 4
	}
	link(b, "current", a.Feed.Current, "type", atomType)
	link(b, "prev-archive", a.Feed.Prev, "type", atomType)
	link(b, "next-archive", a.Feed.Next, "type", atomType)
	if a.Feed.Archive {
		empty(b, "fh:archive")
	}
}

// link leads to an address, where there is one.
func link(b *bytes.Buffer, rel, to string, more ...string) {
	if to != "" {
		empty(b, "link", append([]string{"rel", rel, "href", to}, more...)...)
	}
}

func (g *Tombstone) write(b *bytes.Buffer) {
	open(b, "at:deleted-entry", "ref", g.Ref, "when", g.When)
	b.WriteByte('\n')
	tag(b, "at:comment", g.Comment, "xml:lang", g.Lang)
	b.WriteString("</at:deleted-entry>\n")
}

// made is an entry with its content.
func (i *Item) made() (*Entry, []byte, error) {
	v := i.view()
	var body markdown.Body
	if i.body != nil {
		var err error
		if body, err = i.body(); err != nil {
			return nil, nil, fmt.Errorf("read the body of %s: %w", v.URL, err)
		}
	}
	return v, content(v, body), nil
}

func (i *Item) writeAtom(b *bytes.Buffer) error {
	v, content, err := i.made()
	if err != nil {
		return err
	}
	open(b, "entry", "xml:lang", v.Lang)
	b.WriteByte('\n')
	tag(b, "id", v.ID)
	tag(b, "title", v.Title)
	tag(b, "published", v.Published)
	tag(b, "updated", v.Updated)
	for _, name := range v.Authors {
		b.WriteString("<author>\n")
		tag(b, "name", name)
		b.WriteString("</author>\n")
	}
	link(b, "alternate", v.URL, "type", "text/html", "hreflang", v.Lang)
	for _, other := range v.Also {
		link(b, "alternate", other.URL, "type", "text/html", "hreflang", other.Lang)
	}
	for _, f := range v.Files {
		link(b, "enclosure", f.URL, "type", f.Type, "length", strconv.FormatInt(f.Size, 10), "title", f.Title)
	}
	for _, c := range v.Categories {
		empty(b, "category", "term", c.Term, "scheme", c.Scheme, "label", c.Label)
	}
	if v.Summary != "" {
		tag(b, "summary", v.Summary)
	}
	markup(b, "content", string(content), "type", "html")
	b.WriteString("</entry>\n")
	return nil
}
