package diag

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/width"
)

// Bounds of an excerpt, in cells of a terminal.
const (
	excerptWidth  = 76
	excerptBefore = 48 // at most so much is shown before the place
	tabWidth      = 4
)

// cell is one character as it is shown.
type cell struct {
	text  string
	width int
}

// excerpt shows a source line and, for the line below it, a mark at a column (1-based, in runes; 0 for none). A long line is
// cut around the column. Where a line holds right-to-left writing, terminals disagree about the order of its letters; there
// the mark is not a caret but the words at the column.
func excerpt(line string, col int) (shown, mark string) {
	line, skipped, rest := near(line, max(col-1, 0))
	cells := cellsOf(line)
	at := min(max(col-1, 0)-skipped, len(cells))
	first, last := window(cells, at)

	var b strings.Builder
	before := 0
	if first > 0 || skipped > 0 {
		b.WriteString("…")
		before = 1
	}
	for i, c := range cells[first:last] {
		b.WriteString(c.text)
		if first+i < at {
			before += c.width
		}
	}
	if last < len(cells) || rest {
		b.WriteString("…")
	}
	switch {
	case col < 1:
		return b.String(), ""
	case rightToLeft(line):
		return b.String(), "at: " + words(cells[at:])
	}
	return b.String(), strings.Repeat(" ", before) + "^"
}

// reach is how many runes on either side of a place are looked at; more than a terminal's line of letters with their marks.
const reach = 400

// near cuts a line to the neighbourhood of a place, so that a line of a hundred megabytes costs no more than another. It
// tells how many runes it skipped at the beginning, and whether it left any at the end.
func near(line string, at int) (part string, skipped int, rest bool) {
	start, runes := 0, 0
	for i := range line {
		if runes+reach == at {
			start, skipped = i, runes
		}
		if runes == at+reach {
			return line[start:i], skipped, true
		}
		runes++
	}
	return line[start:], skipped, false
}

// window chooses the cells to show: all of a short line, else those around one of them.
func window(cells []cell, at int) (first, last int) {
	room := excerptBefore
	for first = at; first > 0 && cells[first-1].width <= room; first-- {
		room -= cells[first-1].width
	}
	room += excerptWidth - excerptBefore
	for last = at; last < len(cells) && cells[last].width <= room; last++ {
		room -= cells[last].width
	}
	for ; first > 0 && cells[first-1].width <= room; first-- {
		room -= cells[first-1].width
	}
	return first, last
}

// words are the first few letters of some cells.
func words(cells []cell) string {
	var b strings.Builder
	for i, c := range cells {
		if i == 20 {
			b.WriteString("…")
			break
		}
		b.WriteString(c.text)
	}
	return b.String()
}

// cellsOf splits a line into what is shown of each of its runes.
func cellsOf(line string) []cell {
	cells := make([]cell, 0, len(line))
	column := 0
	for len(line) > 0 {
		r, n := utf8.DecodeRuneInString(line)
		c := cell{text: line[:n]}
		switch {
		case r == '\t':
			c.text = strings.Repeat(" ", tabWidth-column%tabWidth)
			c.width = len(c.text)
		case r == utf8.RuneError && n == 1, hostile(r):
			c.text = visible(line[:n])
			c.width = len(c.text)
		default:
			c.width = cellWidth(r)
		}
		column += c.width
		cells = append(cells, c)
		line = line[n:]
	}
	return cells
}

// cellWidth is how many cells a terminal gives a rune. https://www.unicode.org/reports/tr11/
func cellWidth(r rune) int {
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case r < 0x1100:
		return 1
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

func rightToLeft(line string) bool {
	for _, r := range line {
		if r < 0x590 {
			continue
		}
		if p, _ := bidi.LookupRune(r); p.Class() == bidi.R || p.Class() == bidi.AL {
			return true
		}
	}
	return false
}
