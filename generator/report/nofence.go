package report

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
)

// noFence says why a file does not begin with a fence.
func (d *divider) noFence(data []byte) {
	first, rest := cutLine(data)
	line := string(first[:min(len(first), 400)])
	const hint = "write three hyphens and nothing else as the first line: ---"
	switch trimmed := strings.TrimSpace(line); {
	case strings.Contains(line, "\r"):
		d.fault(1, 1+len([]rune(line[:strings.Index(line, "\r")])), "line-ends", "the lines end in carriage returns alone", "save the file with line ends LF or CRLF")
	case trimmed == "":
		d.blankFirst(rest)
	case nearFence(line) && fences[trimmed] != nil:
		d.fault(1, column(first), "fence", "the fence that opens the header is indented", "write it at the start of the line: "+trimmed)
	case nearFence(line):
		d.fault(1, 1, "fence", "the fence that opens the header is misspelt: "+describeFence(line), hint)
	case strings.HasPrefix(line, "---"):
		d.fault(1, 4, "fence", "the fence that opens the header has something after it", "write --- alone for YAML, +++ for TOML")
	case looksLikeField(line) && closesBelow(rest):
		d.fault(1, 1, "missing", "the header has no opening fence", "write --- above it, on a line of its own")
	case fencesBelow(rest) > 0:
		d.fault(1, 1, "missing", "the header does not come first in the file", "move "+quoteLine(trimmed)+" below the header")
	case looksLikeField(line):
		d.fault(1, 1, "missing", "the header has no opening fence", "write --- on a line of its own above it, and another below its last field")
	default:
		d.fault(1, 1, "missing", "the file has no header", "start it with ---, then title, date, regions and topics, then ---")
	}
}

// blankFirst reports a file whose first line is blank, in the way that the first line with something on it asks for.
func (d *divider) blankFirst(rest []byte) {
	for number := 2; len(rest) > 0; number++ {
		var line []byte
		if line, rest = cutLine(rest); len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		if trimmed := strings.TrimSpace(string(line[:min(len(line), 64)])); fences[trimmed] != nil || trimmed[0] == '{' {
			d.fault(1, 1, "fence", "the first line is blank: the header begins only in line "+fmt.Sprint(number), "remove the lines above it")
			return
		}
		break
	}
	d.fault(1, 1, "missing", "the file has no header", "start it with ---, then title, date, regions and topics, then ---")
}

// fencesBelow counts the fences among the next lines.
func fencesBelow(rest []byte) (count int) {
	for range 20 {
		var line []byte
		line, rest = cutLine(rest)
		if isFence(line) {
			count++
		}
	}
	return count
}

// closesBelow says whether the first fence below closes a header: there is no other, or no field follows it.
func closesBelow(rest []byte) bool {
	count := fencesBelow(rest)
	for range 20 {
		var line []byte
		if line, rest = cutLine(rest); isFence(line) {
			next, _ := cutLine(rest)
			return count == 1 || !looksLikeField(string(next[:min(len(next), 400)]))
		}
	}
	return false
}

func isFence(line []byte) bool {
	return len(line) < 64 && fences[strings.TrimSpace(string(line))] != nil
}

func looksLikeField(line string) bool {
	key, _, ok := strings.Cut(line, ":")
	return ok && key != "" && strings.Trim(strings.ToLower(key), "abcdefghijklmnopqrstuvwxyz_-") == ""
}

// quoteLine names a line in a hint.
func quoteLine(line string) string {
	if len(line) > 30 {
		return "the first lines"
	}
	return fmt.Sprintf("%q", line)
}

// dashes are what editors and phones make of hyphens.
const dashes = "\u2010\u2011\u2012\u2013\u2014\u2015\u2e3a\u2e3b\u2212\ufe58\ufe63\uff0d"

// unseen are characters without a width.
const unseen = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"

// nearFence says whether a line was probably meant as a fence: hyphens or dashes alone, plus signs, semicolons, dots, with or
// without characters that cannot be seen. A fence that is right counts, too.
func nearFence(line string) bool {
	if len(line) > 400 {
		return false
	}
	bare := strings.TrimFunc(strings.Map(bareFence, line), unicode.IsSpace)
	switch {
	case bare == "":
		return false
	case strings.Trim(bare, "-") == "":
		return len(bare) > 1 || strings.ContainsAny(line, dashes)
	case bare == "..." || bare == "…":
		return true
	case strings.Trim(bare, "+") == "" || strings.Trim(bare, ";") == "" || strings.Trim(bare, "=") == "" || strings.Trim(bare, "_") == "" || strings.Trim(bare, "*") == "" || strings.Trim(bare, "~") == "":
		return len(bare) > 2
	}
	return false
}

// bareFence makes a hyphen of every dash and drops what has no width.
func bareFence(r rune) rune {
	switch {
	case strings.ContainsRune(unseen, r):
		return -1
	case r != '-' && strings.ContainsRune(dashes, r):
		return '-'
	}
	return r
}

// describeFence says what is wrong with a fence, naming what cannot be seen.
func describeFence(line string) string {
	for _, r := range line {
		if strings.ContainsRune(unseen, r) {
			return fmt.Sprintf("it holds the invisible character U+%04X", r)
		}
	}
	for _, r := range line {
		if r != '-' && strings.ContainsRune(dashes, r) {
			return fmt.Sprintf("%s is U+%04X, not a hyphen", string(r), r)
		}
	}
	return fmt.Sprintf("%q", shorten(strings.TrimSpace(line)))
}
