package graphic

import (
	"encoding/xml"
	"fmt"
	"html/template"
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// escape makes a text fit for XML, between tags and in an attribute.
func escape(s string) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	xml.EscapeText(&b, []byte(s)) // to a Builder it cannot fail
	return b.String()
}

// isPlain reports whether a text stands for itself, as every coordinate does.
func isPlain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\'' || c == '&' || c == '<' || c == '>' {
			return false
		}
	}
	return true
}

// ident makes a text fit for an id: one word, and another one for another text.
func ident(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		if c == '-' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "_%02x", c)
		}
	}
	return b.String()
}

// address lets through what leads within the site or to the web, and nothing that a browser would run.
func address(href template.URL) string {
	u, err := url.Parse(string(href))
	if err != nil || u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return string(href)
}

// textWidth estimates how wide a text is, in units of a drawing. It would rather say too much: fonts differ.
func textWidth(s string) float64 {
	em := 0.0
	for _, r := range s {
		em += runeWidth(r)
	}
	return em * fontSize
}

func runeWidth(r rune) float64 {
	switch {
	case strings.ContainsRune(" .,:;'|!ijlI()[]", r), r == '\u00a0', r == '\u202f':
		return 0.36
	case strings.ContainsRune("mwMW%@—", r):
		return 0.98
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case wide(r):
		return 1.05
	case unicode.IsUpper(r):
		return 0.74
	case r < 0x250 && !unicode.IsControl(r): // what no XML may hold is shown as a replacement
		return 0.6
	}
	return 0.68
}

func wide(r rune) bool {
	kind := width.LookupRune(r).Kind()
	return kind == width.EastAsianWide || kind == width.EastAsianFullwidth || r >= 0x1f000
}

// folded breaks a text into at most n lines no wider than limit. What does not fit ends in an ellipsis.
func folded(s string, n int, limit float64) []string {
	var lines []string
	words := strings.Fields(s)
	for len(words) > 0 && len(lines) < n {
		take := 1
		for take < len(words) && textWidth(strings.Join(words[:take+1], " ")) <= limit {
			take++
		}
		if len(lines) == n-1 {
			take = len(words)
		}
		lines = append(lines, cut(strings.Join(words[:take], " "), limit))
		words = words[take:]
	}
	return lines
}

// cut shortens a text to a width, with an ellipsis, between letters and not before what is written above one.
func cut(s string, limit float64) string {
	if textWidth(s) <= limit {
		return s
	}
	runes := []rune(s)
	for len(runes) > 0 && (textWidth(string(runes)+"…") > limit || runeWidth(runes[len(runes)-1]) <= 0.36) {
		runes = runes[:len(runes)-1]
	}
	return string(runes) + "…"
}
