package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/adrg/frontmatter"

	"sitrep/generator/diag"
	"sitrep/generator/strict"
)

// maxHeader bounds a header, in bytes.
const maxHeader = 64 << 10

// division is a file divided at its fences.
type division struct {
	format     format // nil where no header was found
	fence      string
	header     []byte
	headerLine int // line of the file of the header's first line
	body       []byte
	bodyLine   int // line of the file of the body's first line; 0 where it is not known what is body
}

// format reads a header's language.
type format func(file string, firstLine int, data []byte) (*strict.Node, []diag.Finding)

// fences are the lines that open and close a header, and what stands between them.
var fences = map[string]format{"---": strict.YAML, "+++": strict.TOML, ";;;": strict.JSON}

// divider looks for the fences of one file. The frontmatter library would let a file pass as one without a header whenever a
// fence is not quite right; so the fences are found and judged here, and the library is handed what is surely a header.
type divider struct {
	file     string
	findings []diag.Finding
}

func (d *divider) fault(line, col int, rule, text, hint string) {
	d.findings = append(d.findings, diag.Finding{
		File: d.file, Pos: diag.Pos{Line: line, Col: col}, Rule: "header/" + rule, Severity: diag.Error, Text: text, Hint: hint,
	})
}

// divide finds the header and the body of a file. What it cannot tell apart it leaves out, with a finding.
func divide(file string, data []byte) (division, []diag.Finding) {
	d := &divider{file: file}
	if !d.isText(data) {
		return division{}, d.findings
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if bytes.HasPrefix(data, []byte("{")) {
		return d.bounded(d.divideJSON(data)), d.findings
	}
	first, rest := cutLine(data)
	fence := strings.TrimRight(string(first[:min(len(first), 64)]), " \t")
	if fences[fence] == nil || len(first) > 64 {
		d.noFence(data)
		return division{}, d.findings
	}
	return d.bounded(d.close(division{format: fences[fence], fence: fence, headerLine: 2}, rest)), d.findings
}

// isText refuses what no editor saves as text.
func (d *divider) isText(data []byte) bool {
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		d.fault(1, 1, "missing", "the file is empty", "start it with a header: ---, then title, date, regions and topics, then ---")
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")), len(data) > 1 && (data[0] == 0 || data[1] == 0):
		d.fault(1, 1, "encoding", "the file is not UTF-8 but UTF-16 or UTF-32", "save the file as UTF-8")
	default:
		return true
	}
	return false
}

// bounded refuses a header that is too large to be one.
func (d *divider) bounded(v division) division {
	if len(v.header) > maxHeader {
		d.fault(v.headerLine, 1, "size", fmt.Sprintf("the header has %d KiB; it may have up to %d", len(v.header)>>10, maxHeader>>10), "put long text into the body, below the header, and data into files beside it")
		v.format, v.header = nil, nil
	}
	return v
}

// cutLine returns the first line, without its end, and the rest.
func cutLine(data []byte) (line, rest []byte) {
	line, rest, _ = bytes.Cut(data, []byte("\n"))
	return bytes.TrimSuffix(line, []byte("\r")), rest
}

// close looks for the fence that ends the header which the text starts with. A line that was probably meant as that fence ends
// the header, too, with a finding, so that the fields above it are still read.
func (d *divider) close(v division, text []byte) division {
	var block blockScalar
	rest := text
	for number := v.headerLine; len(rest) > 0; number++ {
		start := len(text) - len(rest)
		var line []byte
		line, rest = cutLine(rest)
		inside := v.fence == "---" && block.holds(line)
		if inside || !mayFence(line) {
			continue
		}
		trimmed := string(bytes.TrimRight(line, " \t"))
		indent := column(line)
		switch {
		case trimmed == v.fence:
		case v.fence != "---" || !nearFence(string(line)):
			continue
		case indent > 1:
			d.fault(number, indent, "fence", "the fence that closes the header is indented", "write it at the start of its line, or put the text in quotes")
		default:
			d.fault(number, 1, "fence", "the fence that closes the header is misspelt: "+describeFence(string(line)), "write three hyphens and nothing else: ---")
		}
		v.header, v.body, v.bodyLine = text[:start], rest, number+1
		return v
	}
	d.fault(1, 1, "unclosed", "the header is not closed", "write "+v.fence+" on a line of its own after the last field")
	return division{}
}

// mayFence says at a glance whether a line is worth a closer look: there is something on it, but no letter or digit of ASCII.
func mayFence(line []byte) bool {
	blank := true
	for _, c := range line {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' {
			return false
		}
		blank = blank && (c == ' ' || c == '\t')
	}
	return !blank
}

// column is where the first byte of a line stands that is not blank, from 1.
func column(line []byte) int { return len(line) - len(bytes.TrimLeft(line, " \t")) + 1 }

// blockScalar follows a YAML text line by line and knows which lines belong to a text that "key: |" or "- >" began: within
// that, an indented line of hyphens is text.
type blockScalar struct{ column int } // what is further right than this column is within; 0: there is none

// holds says whether the next line belongs to such a text.
func (b *blockScalar) holds(line []byte) bool {
	line = bytes.TrimRight(line, " \t")
	if len(line) == 0 {
		return b.column > 0
	}
	at := column(line)
	if b.column > 0 && at > b.column {
		return true
	}
	b.column = 0
	switch last := line[len(line)-1]; {
	case last == '|' || last == '>' || last == '+' || last == '-' || last >= '0' && last <= '9' || bytes.IndexByte(line, '#') > 0:
		if opensBlockScalar(line) {
			b.column = ownerColumn(line, at)
		}
	}
	return false
}

// ownerColumn is the column of the key or hyphen that a block scalar belongs to.
func ownerColumn(line []byte, at int) int {
	for len(line) > at+1 && line[at-1] == '-' && line[at] == ' ' {
		next := at + column(line[at:])
		if line[next-1] == '|' || line[next-1] == '>' {
			break
		}
		at = next
	}
	return at
}

// opensBlockScalar says whether a line ends as in "key: |" or "- >-".
func opensBlockScalar(line []byte) bool {
	if i := bytes.Index(line, []byte(" #")); i >= 0 {
		line = bytes.TrimRight(line[:i], " \t")
	}
	line = bytes.TrimRight(line, "+-123456789")
	if len(line) == 0 || line[len(line)-1] != '|' && line[len(line)-1] != '>' {
		return false
	}
	line = bytes.TrimRight(line[:len(line)-1], " \t")
	return len(line) > 0 && (line[len(line)-1] == ':' || line[len(line)-1] == '-')
}

// divideJSON finds the end of a header that is a JSON object without fences: the brace that matches the first one.
func (d *divider) divideJSON(data []byte) division {
	depth, quoted := 0, false
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{':
			depth++
		case c == '}':
			if depth--; depth > 0 {
				continue
			}
			v := division{format: strict.JSON, fence: ";;;", header: data[:i+1], headerLine: 1}
			line, rest := cutLine(data[i+1:])
			lines := 1 + bytes.Count(data[:i+1], []byte("\n"))
			if len(bytes.TrimSpace(line)) > 0 {
				d.fault(lines, 1, "fence", "something stands after the brace that closes the header", "start the text on the next line")
				return v
			}
			v.body, v.bodyLine = rest, lines+1
			return v
		}
	}
	d.fault(1, 1, "unclosed", "the header is not closed", "write } after the last field; a text that starts with a brace needs a header before it")
	return division{}
}

// readHeader hands the header to the frontmatter library, between fences that stand nowhere in it, and decodes it by strict.
func (v division) readHeader(file string) (*strict.Node, []diag.Finding) {
	var node *strict.Node
	var findings []diag.Finding
	decode := func(header []byte, _ any) error {
		node, findings = v.format(file, v.headerLine, header)
		return nil
	}
	fence := v.fence + strings.Repeat(v.fence[:1], longestRun(v.header, v.fence[0]))
	text := make([]byte, 0, len(v.header)+2*len(fence)+3)
	text = append(append(text, fence...), '\n')
	text = append(text, v.header...)
	if len(v.header) > 0 && v.header[len(v.header)-1] != '\n' {
		text = append(text, '\n')
	}
	text = append(text, fence...)
	if _, err := frontmatter.MustParse(io.Reader(bytes.NewReader(text)), nil, frontmatter.NewFormat(fence, fence, decode)); err != nil {
		findings = append(findings, diag.Finding{
			File: file, Pos: diag.Pos{Line: v.headerLine, Col: 1}, Rule: "header/fence", Severity: diag.Error, Text: "the header cannot be told from the text: " + err.Error(),
		})
	}
	if node == nil {
		node = &strict.Node{Kind: strict.Mapping, Pos: diag.Pos{Line: v.headerLine, Col: 1}}
	}
	return node, findings
}

// longestRun returns how often a byte is repeated at most.
func longestRun(data []byte, c byte) (longest int) {
	run := 0
	for _, b := range data {
		if b != c {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return longest
}
