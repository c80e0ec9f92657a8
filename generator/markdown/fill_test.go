package markdown

import (
	"fmt"
	stdhtml "html"

	"github.com/yuin/goldmark/util"

	"sitrep/generator/diag"
)

// fillAsCommonMark writes links and pictures as CommonMark's examples have them.
func fillAsCommonMark(b Body, f Facts, _ []diag.Finding) string {
	return string(b.AppendTo(nil, func(h *Hole) (string, string) {
		if h.Kind == WordHole {
			return h.Word, ""
		}
		l := f.Links[h.Link]
		address := address(&l)
		if h.Kind == PictureHole {
			return fmt.Sprintf(` src="%s"`, address), ""
		}
		if l.Title != "" {
			return fmt.Sprintf(`<a href="%s" title="%s">`, address, util.EscapeHTML([]byte(l.Title))), "</a>"
		}
		return fmt.Sprintf(`<a href="%s">`, address), "</a>"
	}))
}

func address(l *Link) string {
	a := l.Target
	if l.Scheme != "" {
		a = l.Scheme + ":" + a
	}
	if l.Anchor != "" {
		a += "#" + l.Anchor
	}
	return stdhtml.EscapeString(string(util.URLEscape([]byte(a), false)))
}
