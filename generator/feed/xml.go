package feed

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

const declaration = `<?xml version="1.0" encoding="utf-8"?>` + "\n"

// Text as XML 1.0 takes it: in an element, and in an attribute between double quotes, where a line feed would be read as a space.
var (
	inElement   = map[rune]string{'&': "&amp;", '<': "&lt;", '>': "&gt;", '\r': "&#13;"}
	inAttribute = map[rune]string{'&': "&amp;", '<': "&lt;", '>': "&gt;", '"': "&quot;", '\r': "&#13;", '\n': "&#10;", '\t': "&#9;"}
	verbatim    = map[rune]string{}
)

// text appends a text with what stands for some of its characters. Those that XML does not know (section 2.2) are left out, and so is
// what is no UTF-8.
func text(b *bytes.Buffer, s string, instead map[rune]string) {
	from := 0
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		if with, other := instead[r]; r < '?' && other || !isXML(r, size) {
			b.WriteString(s[from:i])
			b.WriteString(with)
			from = i + size
		}
		i += size
	}
	b.WriteString(s[from:])
}

func isXML(r rune, size int) bool {
	return (r >= ' ' || r == '\n' || r == '\t' || r == '\r') && (r != utf8.RuneError || size > 1) && r != 0xfffe && r != 0xffff
}

// open begins an element with attributes, in pairs. One without a value is left out.
func open(b *bytes.Buffer, name string, attributes ...string) {
	b.WriteString("<" + name)
	for i := 0; i+1 < len(attributes); i += 2 {
		if attributes[i+1] != "" {
			b.WriteString(" " + attributes[i] + `="`)
			text(b, attributes[i+1], inAttribute)
			b.WriteByte('"')
		}
	}
	b.WriteByte('>')
}

// tag writes an element of text.
func tag(b *bytes.Buffer, name, inside string, attributes ...string) {
	open(b, name, attributes...)
	text(b, inside, inElement)
	b.WriteString("</" + name + ">\n")
}

// empty writes an element that holds nothing.
func empty(b *bytes.Buffer, name string, attributes ...string) {
	open(b, name, attributes...)
	b.Truncate(b.Len() - 1)
	b.WriteString("/>\n")
}

// markup writes an element that holds HTML, which a person can read there.
func markup(b *bytes.Buffer, name, html string, attributes ...string) {
	open(b, name, attributes...)
	b.WriteString("<![CDATA[")
	text(b, strings.ReplaceAll(strings.ReplaceAll(html, "\r", ""), "]]>", "]]]]><![CDATA[>"), verbatim)
	b.WriteString("]]></" + name + ">\n")
}
