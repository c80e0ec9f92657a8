package markdown

import (
	"bytes"
	"html"
	"strings"
)

// lines is how many line feeds stand before and after an element in plain text.
var lines = map[string]int{
	"p": 2, "h1": 2, "h2": 2, "h3": 2, "h4": 2, "h5": 2, "h6": 2, "pre": 2, "table": 2, "ul": 1, "ol": 1, "dl": 1, "blockquote": 1, "section": 1, "aside": 1,
	"figure": 1, "div": 1, "li": 1, "tr": 1, "dt": 1, "dd": 1, "br": 1, "hr": 1,
}

// AppendText appends the block as plain text: without marks and addresses, pictures as their descriptions, the cells of a table
// divided by tabs, items of lists each on its line. word gives the words of the interface; nil leaves them out.
func (b *Block) AppendText(dst []byte, word func(key string) string) []byte {
	if word == nil {
		word = func(string) string { return "" }
	}
	if len(b.Holes) == 0 {
		return appendStripped(dst, b.HTML)
	}
	filled := b.AppendTo(nil, func(h *Hole) (string, string) {
		if h.Kind == WordHole {
			return html.EscapeString(word(h.Word)), ""
		}
		return "", ""
	})
	return appendStripped(dst, string(filled))
}

// appendStripped appends what a reader sees of HTML that this room has written: every tag is closed and every < begins one.
func appendStripped(dst []byte, text string) []byte {
	verbatim := false
	for text != "" {
		before, rest, found := strings.Cut(text, "<")
		dst = appendSeen(dst, html.UnescapeString(before), verbatim)
		if !found {
			break
		}
		var tag string
		tag, text, _ = strings.Cut(rest, ">")
		name, attributes, _ := strings.Cut(tag, " ")
		if name == "pre" || name == "/pre" {
			verbatim = name == "pre"
		}
		dst = appendTag(dst, name, attributes)
	}
	return dst
}

// appendSeen appends text as a browser shows it: white space is one space, and none where a line begins.
func appendSeen(dst []byte, text string, verbatim bool) []byte {
	if verbatim {
		return append(dst, text...)
	}
	from := 0
	for i := range len(text) {
		if !isWhite(text[i]) {
			continue
		}
		dst, from = append(dst, text[from:i]...), i+1
		if len(dst) > 0 && !isWhite(dst[len(dst)-1]) {
			dst = append(dst, ' ')
		}
	}
	return append(dst, text[from:]...)
}

func isWhite(c byte) bool { return c == ' ' || c == '\n' || c == '\t' }

// appendTag appends what a tag stands for in plain text.
func appendTag(dst []byte, name, attributes string) []byte {
	if name == "/td" || name == "/th" {
		return append(dst, '\t')
	}
	switch n := lines[strings.TrimPrefix(name, "/")]; {
	case name == "img":
		_, alt, _ := strings.Cut(" "+attributes, ` alt="`)
		alt, _, _ = strings.Cut(alt, `"`)
		return append(dst, html.UnescapeString(alt)...)
	case n > 0:
		return endLine(dst, n)
	}
	return dst
}

// endLine ends the text with that many line feeds, unless there is no text.
func endLine(dst []byte, n int) []byte {
	dst = bytes.TrimRight(dst, " \t")
	if len(dst) == 0 {
		return dst
	}
	for have := len(dst) - len(bytes.TrimRight(dst, "\n")); have < n; have++ {
		dst = append(dst, '\n')
	}
	return dst
}
