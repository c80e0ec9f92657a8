package markdown

import (
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/text/unicode/norm"
)

// heading is a heading before it is written.
type heading struct {
	node *ast.Heading
	text string
	id   string
}

// nameHeadings gives every heading its id, made from its text. The first of a name has it plain; the others are numbered from
// 2, past every number that is some heading's own name.
func (w *writer) nameHeadings() {
	w.ids.reserve(len(w.headings))
	for i := range w.headings {
		h := &w.headings[i]
		h.text = w.plain(h.node)
		if name := slug(h.text, "section"); w.ids.take(name) {
			h.id = name
		}
	}
	for i := range w.headings {
		if h := &w.headings[i]; h.id == "" {
			h.id = w.ids.numbered(slug(h.text, "section"), "-")
		}
	}
}

func (w *writer) heading(n *ast.Heading) {
	for w.headings[w.nextHead].node != n { // the next one, but for headings in footnotes
		w.nextHead = (w.nextHead + 1) % len(w.headings)
	}
	h := &w.headings[w.nextHead]
	w.outline = Heading{Level: n.Level, ID: h.id, Text: h.text}.appendTo(w.outline)

	if n.Level == 1 {
		w.notes.warn(n.Pos(), "markdown/h1", "a heading of the first level: the title is the page's first heading", "write ## …")
	}
	level := "0123456"[n.Level : n.Level+1]
	w.put("<h")
	w.put(level)
	w.put(` id="`)
	w.put(h.id)
	w.put(`">`)
	w.inlines(n)
	w.put("</h")
	w.put(level)
	w.put(">\n")
}

// ids is the names in use in one body, and the last number given to each name that came twice.
type ids struct {
	used map[string]int
}

func (s *ids) reserve(n int) {
	if s.used == nil && n > 0 {
		s.used = make(map[string]int, n)
	}
}

// take reports whether a name was free, and makes it taken.
func (s *ids) take(name string) bool {
	s.reserve(1)
	if _, taken := s.used[name]; taken {
		return false
	}
	s.used[name] = 1
	return true
}

// numbered takes the name with the next number that makes it free.
func (s *ids) numbered(name, before string) string {
	for i := s.used[name] + 1; ; i++ {
		if numbered := name + before + strconv.Itoa(i); s.take(numbered) {
			s.used[name] = i
			return numbered
		}
	}
}

// slug makes an id of text that people can read and type in any script: lower case, composed (NFC), letters, digits and their
// marks kept, all else one "-". It holds no character that HTML or an address would escape, but those of its script.
func slug(text, empty string) string {
	buf := make([]byte, 0, len(text))
	gap := false
	for _, r := range text {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && len(buf) > 0 {
				buf = append(buf, '-')
			}
			gap = false
			buf = utf8.AppendRune(buf, unicode.ToLower(r))
		case !gap && len(buf) > 0 && unicode.IsMark(r): // a mark belongs to a letter; alone it is part of a sign
			buf = utf8.AppendRune(buf, r)
		default:
			gap = true
		}
	}
	if len(buf) == 0 {
		return empty
	}
	return string(norm.NFC.Bytes(buf))
}
