package site

import (
	"cmp"
	"html"
	"net/url"
	"strings"

	"sitrep/generator/markdown"
)

// Whole are the whole addresses, from the site's base address, to which the links of a report's body lead; "" for one that leads nowhere. With
// the body's sum and the interface's words they name the body as readers see it who do not see it on its page: in a feed, a mail, a
// file of data.
func (l *Links) Whole(e *Entry) []string {
	list := make([]string, len(e.Text.Links))
	for i, link := range e.Text.Links {
		d := l.Follow(e.Origin(), link)
		if d.Outcome != Found && d.Outcome != NoAnchor {
			continue
		}
		list[i] = l.site.Address(cmp.Or(d.URL, e.URL))
		if d.Anchor != "" {
			list[i] += "#" + (&url.URL{Path: d.Anchor}).EscapedPath()
		}
	}
	return list
}

// Fill fills the holes of a body with the addresses that Whole gave for it and the words of the interface. What leads nowhere is left as
// its text.
func Fill(addresses []string, word func(key string) string) markdown.Fill {
	return func(h *markdown.Hole) (open, close string) {
		if h.Kind == markdown.WordHole {
			return html.EscapeString(word(h.Word)), ""
		}
		to := html.EscapeString(addresses[h.Link])
		switch {
		case to == "":
			return "", ""
		case h.Kind == markdown.PictureHole:
			return ` src="` + to + `"`, ""
		}
		return `<a href="` + to + `">`, "</a>"
	}
}

// Address is the whole address of a path of the published tree, escaped. Where the site has no base address it leads from the tree's root.
func (s *Site) Address(path string) string {
	return s.Config.BaseURL + strings.TrimPrefix((&url.URL{Path: path}).EscapedPath(), "./")
}

// Beside is the path of a file that lies beside a page and is about the same: regions/ukraine.html with .atom.
func Beside(page, ending string) string { return strings.TrimSuffix(page, ".html") + ending }
