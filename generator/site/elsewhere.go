package site

import (
	"cmp"
	"html"
	"net/url"

	"sitrep/generator/markdown"
)

// Elsewhere fills the holes of a report's body for readers who do not see it on its page: in a feed, a mail, a file of data.
// Addresses are whole, from the site's base address; word gives the words of the interface. What leads nowhere is left as its text.
func (l *Links) Elsewhere(e *Entry, base string, word func(key string) string) markdown.Fill {
	return func(h *markdown.Hole) (open, close string) {
		if h.Kind == markdown.WordHole {
			return html.EscapeString(word(h.Word)), ""
		}
		to := l.whole(e, base, e.Text.Links[h.Link])
		switch {
		case to == "":
			return "", ""
		case h.Kind == markdown.PictureHole:
			return ` src="` + to + `"`, ""
		}
		return `<a href="` + to + `">`, "</a>"
	}
}

// whole is the address of a link of a report's body, escaped for an attribute; "" when it leads nowhere.
func (l *Links) whole(e *Entry, base string, link markdown.Link) string {
	d := l.Follow(e.Origin(), link)
	if d.Outcome != Found && d.Outcome != NoAnchor {
		return ""
	}
	to := Address(base, cmp.Or(d.URL, e.URL))
	if d.Anchor != "" {
		to += "#" + (&url.URL{Path: d.Anchor}).EscapedPath()
	}
	return html.EscapeString(to)
}

// Address is the whole address of a path of the published tree, escaped. Without a base address it leads from the tree's root.
func Address(base, path string) string { return base + (&url.URL{Path: path}).EscapedPath() }
