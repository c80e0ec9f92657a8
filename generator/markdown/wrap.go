package markdown

import (
	"bytes"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// Columns is how wide a text stands on a screen or a sheet of fixed pitch: two for the signs of East Asia (UAX 11, wide and fullwidth), none
// for marks above and below letters.
func Columns(text string) int {
	n := 0
	for _, r := range text {
		n += columns(r)
	}
	return n
}

func columns(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case isWide(r):
		return 2
	}
	return 1
}

func isWide(r rune) bool {
	if r < 0x1100 {
		return false
	}
	kind := width.LookupRune(r).Kind()
	return kind == width.EastAsianWide || kind == width.EastAsianFullwidth
}

// Wrap breaks a text into lines of at most so many columns where it can: at spaces, and between the signs of scripts that have none, but
// not before a sign that closes something. first stands before the first line, rest before all others. An address is never broken.
func Wrap(text, first, rest string, most int) string {
	b := make([]byte, 0, len(text)+len(text)/16+len(first))
	for i := 0; ; i++ {
		line, more, found := strings.Cut(text, "\n")
		b = appendWrapped(b, line, first, rest, most)
		if !found {
			return string(b)
		}
		b = append(b, '\n')
		text, first = more, rest
	}
}

func appendWrapped(b []byte, text, first, rest string, most int) []byte {
	b = append(b, first...)
	used, empty := Columns(first), true
	for word := range strings.FieldsSeq(text) {
		gap := 1
		for word != "" {
			part, size := breakable(word)
			word = word[len(part):]
			if !empty && used+gap+size > most {
				b = append(append(b, '\n'), rest...)
				used, empty = Columns(rest), true
			}
			if !empty && gap == 1 {
				b = append(b, ' ')
				used++
			}
			b = append(b, part...)
			used, empty, gap = used+size, false, 0
		}
	}
	return bytes.TrimRight(b, " ")
}

// breakable is the part of a word up to where a line may be broken, and its columns.
func breakable(word string) (part string, size int) {
	var before rune
	for i, r := range word {
		if r < 0x300 && before < 0x300 {
			before = r
			size++
			continue
		}
		wide := isWide(r)
		if i > 0 && (isWide(before) || wide) && !closes(r) && !opens(before) && columns(r) > 0 {
			return word[:i], size
		}
		before = r
		size += columns(r)
	}
	return word, size
}

// closes reports whether a line does not begin with a sign; opens, whether none ends with it.
func closes(r rune) bool {
	return unicode.In(r, unicode.Pe, unicode.Pf, unicode.Po) || r == 'ー'
}

func opens(r rune) bool { return unicode.In(r, unicode.Ps, unicode.Pi) }
