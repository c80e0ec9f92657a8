package strict

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"sitrep/generator/diag"
)

// likely is the slip of the pen that is most often behind a fault of syntax; better than the words of a parser.
type likely struct {
	pos        diag.Pos
	rule       string
	text, hint string
}

var (
	hardIndent  = regexp.MustCompile("^ *\u00a0")
	hardAfter   = regexp.MustCompile("^ *(?:- +)?[\\pL_-]{1,40}:\u00a0")
	curlyBefore = regexp.MustCompile(`(?:^|[ \[{,])[“”„‟‘’‚]`)
	aField      = regexp.MustCompile("^ +([a-z_]{1,40}):(?: |$)")
)

// likelyFault looks for such a slip in the lines of the document up to the one where the parser gave up. In the file they
// stand shift lines further down.
func likelyFault(text string, line, shift int) (likely, bool) {
	lines := strings.SplitN(text, "\n", line+1)
	lines = lines[:min(line, len(lines))]
	if len(lines) == 0 {
		return likely{}, false
	}
	last := strings.TrimSuffix(lines[len(lines)-1], "\r")
	if at := curlyBefore.FindStringIndex(last); at != nil && strings.Contains(last[at[1]:], ":") {
		_, size := utf8.DecodeLastRuneInString(last[:at[1]])
		quote := last[at[1]-size : at[1]]
		r, _ := utf8.DecodeRuneInString(quote)
		return likely{diag.Pos{Line: len(lines) + shift, Col: column(last, at[1]-size)}, "syntax", fmt.Sprintf("the quotes are curly: %s is U+%04X", quote, r), `write straight quotes: "…"`}, true
	}
	for i := len(lines) - 1; i >= max(0, len(lines)-3); i-- { // the parser notices a line or two later
		for _, slip := range []*regexp.Regexp{hardIndent, hardAfter} {
			if at := slip.FindStringIndex(lines[i]); at != nil {
				pos := diag.Pos{Line: i + 1 + shift, Col: column(lines[i], at[1]-len("\u00a0"))}
				return likely{pos, "character", noBreakText(pos), "type a plain space"}, true
			}
		}
	}
	return indented(lines, shift)
}

// indented finds a field that begins with a space: the first of all, or one below a field that has its value.
func indented(lines []string, shift int) (likely, bool) {
	last, first := len(lines)-1, 0
	for first < last && blankOrComment(lines[first]) {
		first++
	}
	for _, i := range []int{first, last} {
		m := aField.FindStringSubmatch(strings.TrimSuffix(lines[i], "\r"))
		switch {
		case m == nil, i != first && !hasValue(lines[i-1]):
			continue
		case i == first && (first == last || lines[last] == "" || lines[last][0] == ' '):
			continue // the other fields stand in the same column
		}
		return likely{diag.Pos{Line: i + 1 + shift, Col: 1}, "syntax", fmt.Sprintf("line %d begins with a space", i+1+shift), "write " + m[1] + ": at the start of the line; a longer text with a colon in it needs quotes"}, true
	}
	return likely{}, false
}

func blankOrComment(line string) bool {
	line = strings.TrimSpace(line)
	return line == "" || line[0] == '#'
}

// hasValue says whether a line is a field at the start of its line with a value behind it.
func hasValue(line string) bool {
	key, value, ok := strings.Cut(line, ": ")
	return ok && key != "" && key[0] != ' ' && key[0] != '-' && strings.TrimSpace(value) != ""
}

// column is where a byte of a line stands, in runes from 1.
func column(line string, at int) int { return 1 + utf8.RuneCountInString(line[:at]) }

// hardSpace finds fault with a text that would be a mapping but for the no-break space behind its colon.
func (d *decoder) hardSpace(s *shape, n *Node) bool {
	at := strings.Index(n.Text, ":\u00a0")
	if n.Kind != Scalar || n.Quoted || at < 0 || !s.has(n.Text[:at]) {
		return false
	}
	d.noBreakSpace(n.Pos, column(n.Text, at+1))
	return true
}

// noBreakSpace reports such a space in the given column of what starts at pos.
func (f *faults) noBreakSpace(pos diag.Pos, col int) {
	pos.Col += col - 1
	f.add(pos, "character", noBreakText(pos), "type a plain space")
}

func noBreakText(pos diag.Pos) string {
	return fmt.Sprintf("a no-break space (U+00A0) stands in line %d, column %d", pos.Line, pos.Col)
}
