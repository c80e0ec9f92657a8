package strict

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"sitrep/generator/diag"
)

// readable returns the document with every character that may not stand in it replaced by U+FFFD, rune by rune, so that places
// stay right and the rest of the document can still be read. The usual, faultless document is returned as it is.
func (f *faults) readable(firstLine int, data []byte) string {
	i := firstOdd(data)
	if i == len(data) {
		return string(data)
	}
	var clean strings.Builder
	clean.Write(data[:i])
	pos := newLocator(firstLine, data)
	for i < len(data) {
		r, size := utf8.DecodeRune(data[i:])
		if text, hint := refused(r, size, data[i:]); text != "" {
			f.add(pos.at(i), "character", text, hint)
			r = utf8.RuneError
		}
		clean.WriteRune(r)
		i += size
	}
	return clean.String()
}

// firstOdd returns the index of the first byte that needs a closer look, len(data) if there is none: a bad byte, or a rune of
// two bytes and more that is refused.
func firstOdd(data []byte) int {
	for i := 0; i < len(data); {
		if c := data[i]; c < utf8.RuneSelf {
			if c < ' ' && c != '\n' && c != '\t' && (c != '\r' || i+1 >= len(data) || data[i+1] != '\n') || c == 0x7f {
				return i
			}
			i++
			continue
		}
		r, size := utf8.DecodeRune(data[i:])
		if text, _ := refused(r, size, data[i:]); text != "" {
			return i
		}
		i += size
	}
	return len(data)
}

// refused says why a rune may not stand in a document; "" if it may. rest starts with the rune.
func refused(r rune, size int, rest []byte) (text, hint string) {
	switch {
	case r == utf8.RuneError && size == 1:
		return fmt.Sprintf("the byte 0x%02X is not UTF-8", rest[0]), "save the file as UTF-8"
	case r == '\r':
		if len(rest) > 1 && rest[1] == '\n' {
			return "", ""
		}
		return "a carriage return stands alone", "save the file with line ends LF or CRLF"
	case r == '\n' || r == '\t':
		return "", ""
	case r == 0:
		return "a NUL byte stands in the text", "save the file as UTF-8 text"
	case r < ' ' || r >= 0x7f && r < 0xa0:
		return fmt.Sprintf("the control character U+%04X stands in the text", r), "remove it"
	case r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069:
		return fmt.Sprintf("the invisible character U+%04X turns the direction of the text around it", r), "remove it; the page sets the direction by language"
	case r == 0x2028 || r == 0x2029:
		return fmt.Sprintf("the invisible line separator U+%04X stands in the text", r), "replace it by a space"
	case r == 0xfeff || r == 0xfffe || r == 0xffff:
		return fmt.Sprintf("the invisible character U+%04X stands in the text", r), "remove it"
	}
	return "", ""
}

// checkEscaped refuses in a text what would have been refused in the document: an escape such as "\u202E" brings it in
// behind the reader's back.
func (f *faults) checkEscaped(text string, pos diag.Pos) {
	for i, r := range text {
		if r == '\r' || r == utf8.RuneError {
			continue
		}
		if fault, _ := refused(r, utf8.RuneLen(r), []byte(text[i:min(len(text), i+4)])); fault != "" {
			f.add(pos, "character", "an escape in the text stands for something that may not stand there: "+fault, "remove it")
			return
		}
	}
}

// hidden returns the first rune of a key that a reader cannot see; 0 if there is none.
func hidden(key string) rune {
	for _, r := range key {
		switch {
		case r == 0xad || r == 0x61c || r == 0x180e || r >= 0x200b && r <= 0x200f || r >= 0x2060 && r <= 0x2064 || r == 0xa0 || r == 0x202f || r == 0x3164:
			return r
		}
	}
	return 0
}

// locator turns ascending byte offsets into places, in linear time over all calls.
type locator struct {
	text []byte
	seen int // offset up to which pos is known
	pos  diag.Pos
}

func newLocator(firstLine int, text []byte) *locator {
	return &locator{text: text, pos: diag.Pos{Line: firstLine, Col: 1}}
}

func (l *locator) at(offset int) diag.Pos {
	for l.seen < min(offset, len(l.text)) {
		_, size := utf8.DecodeRune(l.text[l.seen:])
		if l.text[l.seen] == '\n' {
			l.pos = diag.Pos{Line: l.pos.Line + 1, Col: 1}
		} else {
			l.pos.Col++
		}
		l.seen += size
	}
	return l.pos
}
