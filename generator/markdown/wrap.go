package markdown

import (
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
	kind := width.LookupRune(r).Kind()
	return kind == width.EastAsianWide || kind == width.EastAsianFullwidth
}

// Wrap breaks a text into lines of at most so many columns where it can: at spaces, and between the signs of scripts that have none, but
// not before a sign that closes something. first stands before the first line, rest before all others. An address is never broken.
func Wrap(text, first, rest string, most int) string {
	var b strings.Builder
	for i, paragraph := range strings.Split(text, "\n") {
		if i > 0 {
			b.WriteByte('\n')
			first = rest
		}
		wrapLine(&b, paragraph, first, rest, most)
	}
	return b.String()
}

func wrapLine(b *strings.Builder, text, first, rest string, most int) {
	line, used := first, Columns(first)
	empty := true
	for _, word := range strings.Fields(text) {
		gap := 1
		for _, piece := range pieces(word) {
			size := Columns(piece)
			if !empty && used+gap+size > most {
				b.WriteString(strings.TrimRight(line, " ") + "\n")
				line, used, empty = rest, Columns(rest), true
			}
			if !empty && gap == 1 {
				line, used = line+" ", used+1
			}
			line, used, empty, gap = line+piece, used+size, false, 0
		}
	}
	b.WriteString(strings.TrimRight(line, " "))
}

// pieces are the parts of a word between which a line may be broken.
func pieces(word string) []string {
	var list []string
	start, before := 0, rune(0)
	for i, r := range word {
		if i > start && (isWide(before) || isWide(r)) && !closes(r) && !opens(before) && columns(r) > 0 {
			list, start = append(list, word[start:i]), i
		}
		before = r
	}
	return append(list, word[start:])
}

// closes reports whether a line does not begin with a sign; opens, whether none ends with it.
func closes(r rune) bool {
	return unicode.In(r, unicode.Pe, unicode.Pf, unicode.Po) || r == 'ー'
}

func opens(r rune) bool { return unicode.In(r, unicode.Ps, unicode.Pi) }
