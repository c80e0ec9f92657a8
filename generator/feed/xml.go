package feed

import (
	"bytes"
	"unicode/utf8"
)

// text appends text as XML 1.0 takes it, in an element or between double quotes. Characters that XML does not know (section 2.2) are
// left out, and so is what is no UTF-8.
func text(b *bytes.Buffer, s string) {
	from := 0
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if with, stands := replaced(r, size); !stands {
			b.WriteString(s[from:i])
			b.WriteString(with)
			from = i + size
		}
		i += size
	}
	b.WriteString(s[from:])
}

// replaced is what stands for a character that does not stand for itself.
func replaced(r rune, size int) (with string, stands bool) {
	switch {
	case r == '&':
		return "&amp;", false
	case r == '<':
		return "&lt;", false
	case r == '>':
		return "&gt;", false
	case r == '"':
		return "&quot;", false
	case r == '\r':
		return "&#13;", false
	case r == '\n', r == '\t':
		return "", true
	case r < ' ', r == utf8.RuneError && size == 1, r == 0xfffe, r == 0xffff:
		return "", false
	}
	return "", true
}

// tag writes an element with attributes, in pairs, and its text. An attribute without a value is left out.
func tag(b *bytes.Buffer, name, inside string, attributes ...string) {
	open(b, name, attributes...)
	if inside == "" {
		b.Truncate(b.Len() - 1)
		b.WriteString("/>\n")
		return
	}
	text(b, inside)
	b.WriteString("</" + name + ">\n")
}

func open(b *bytes.Buffer, name string, attributes ...string) {
	b.WriteString("<" + name)
	for i := 0; i+1 < len(attributes); i += 2 {
		if attributes[i+1] != "" {
			b.WriteString(" " + attributes[i] + `="`)
			text(b, attributes[i+1])
			b.WriteByte('"')
		}
	}
	b.WriteByte('>')
}

const declaration = `<?xml version="1.0" encoding="utf-8"?>` + "\n"
