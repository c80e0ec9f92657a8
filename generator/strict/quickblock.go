package strict

import "strings"

// block reads a text of several lines that "|" or ">" at the byte i of the line announces: lines that are indented alike, more
// than the indent of the key they belong to, none of them blank.
func (q *quickReader) block(i, indent int) (Node, bool) {
	style, strip := strings.CutSuffix(q.line[i:], "-")
	n := Node{Kind: Scalar, Quoted: true, Pos: q.here(i)}
	lines, ok := q.blockLines(indent)
	if !ok || len(style) != 1 {
		return n, false
	}
	if style == "|" {
		n.Text = strings.Join(lines, "\n")
	} else {
		n.Text = strings.Join(lines, " ")
	}
	if !strip {
		n.Text += "\n"
	}
	return n, true
}

// blockLines takes the lines of such a text, without their indent.
func (q *quickReader) blockLines(indent int) (lines []string, ok bool) {
	depth := 0
	for q.rest != "" {
		line, rest, ended := strings.Cut(q.rest, "\n")
		line = strings.TrimSuffix(line, "\r")
		at := blanks(line)
		if depth == 0 {
			depth = at
		}
		if at < depth && at < len(line) {
			break
		}
		if at != depth || depth <= indent || !ended || at == len(line) || line[at] == '\t' || line[len(line)-1] == ' ' || line[len(line)-1] == '\t' {
			return nil, false
		}
		lines = append(lines, line[depth:])
		q.rest = rest
		q.pos.Line++
	}
	return lines, len(lines) > 0
}
