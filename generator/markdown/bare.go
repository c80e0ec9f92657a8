package markdown

import (
	"html"
	"strconv"
	"strings"
)

// AppendBare appends the body as plain text for a bad line, a radio or a mail: lines of at most so many columns, headings underlined, no
// marks and no addresses, pictures as their descriptions. word gives the words of the interface.
func (b Body) AppendBare(dst []byte, word func(key string) string, most int) []byte {
	var page []byte
	for i := range b.Blocks {
		page = b.Blocks[i].AppendTo(page, func(h *Hole) (string, string) {
			if h.Kind == WordHole {
				return html.EscapeString(word(h.Word)), ""
			}
			return "", ""
		})
	}
	list, _ := blocksOf(elementsOf(string(page)))
	if len(list) == 0 {
		return dst
	}
	return append(append(dst, bareBlocks(list, "\n\n", "", most)...), '\n')
}

// bareBlocks are divided by a blank line or, in a tight item, by the end of a line. Each line has prefix before it, within most columns.
func bareBlocks(list []*element, between, prefix string, most int) string {
	var parts []string
	for _, e := range list {
		if part := bareBlock(e, prefix, most); part != "" {
			parts = append(parts, part)
		}
	}
	if between == "\n\n" {
		between = "\n" + strings.TrimRight(prefix, " ") + "\n"
	}
	return strings.Join(parts, between)
}

func bareBlock(e *element, prefix string, most int) string {
	list, _ := e.blocks()
	switch e.name {
	case "ul", "ol":
		return bareList(e, prefix, most)
	case "blockquote":
		return bareBlocks(list, "\n\n", prefix+"> ", most)
	case "aside":
		return bareBlocks(list[:1], "\n", prefix, most) + "\n" + bareBlocks(list[1:], "\n\n", prefix+"  ", most)
	case "pre":
		return prefixed(strings.TrimRight(e.words(), "\n"), prefix+"    ")
	case "hr":
		return prefix + "* * *"
	case "div":
		return bareTable(e, prefix, most)
	case "dl":
		return bareDefinitions(e, prefix, most)
	case "section":
		return bareNotes(e, prefix, most)
	}
	text := Wrap(bare(e), prefix, prefix, most)
	if len(e.name) == 2 && e.name[0] == 'h' {
		return Underlined(text, prefix, map[bool]string{true: "=", false: "-"}[e.name[1] < '3'])
	}
	return text
}

// Underlined is a heading of plain text: its lines, and below them one of signs that is as long as the longest.
func Underlined(text, prefix, sign string) string {
	longest := 0
	for line := range strings.SplitSeq(text, "\n") {
		longest = max(longest, Columns(line)-Columns(prefix))
	}
	return text + "\n" + prefix + strings.Repeat(sign, longest)
}

func bareList(e *element, prefix string, most int) string {
	number := 1
	if start := e.attribute("start"); start != "" {
		number, _ = strconv.Atoi(start)
	}
	between := "\n"
	var items []string
	for _, item := range e.find("li") {
		list, loose := item.blocks()
		apart := "\n"
		if loose {
			between, apart = "\n"+strings.TrimRight(prefix, " ")+"\n", "\n\n"
		}
		mark := "- "
		if e.name == "ol" {
			mark = strconv.Itoa(number) + ". "
			number++
		}
		items = append(items, marked(list, apart, prefix, mark, most))
	}
	return strings.Join(items, between)
}

// marked are blocks below a mark: the first line begins with it.
func marked(list []*element, between, prefix, mark string, most int) string {
	text := bareBlocks(list, between, prefix+strings.Repeat(" ", Columns(mark)), most)
	return prefix + mark + strings.TrimPrefix(text, prefix+strings.Repeat(" ", Columns(mark)))
}

func bareDefinitions(e *element, prefix string, most int) string {
	var parts []string
	for _, in := range e.inside {
		list, _ := in.blocks()
		switch in.name {
		case "dt":
			parts = append(parts, bareBlocks(list, "\n", prefix, most))
		case "dd":
			parts = append(parts, bareBlocks(list, "\n\n", prefix+"    ", most))
		}
	}
	return strings.Join(parts, "\n")
}

func bareNotes(e *element, prefix string, most int) string {
	var parts []string
	for i, item := range e.find("li") {
		list, _ := item.blocks()
		parts = append(parts, marked(list, "\n\n", prefix, "["+strconv.Itoa(i+1)+"] ", most))
	}
	return strings.Join(parts, "\n")
}

// bareTable is a table in columns where it is narrow enough; else each row is a list of what stands below the heads.
func bareTable(e *element, prefix string, most int) string {
	var rows [][]string
	for _, row := range e.find("tr") {
		var cells []string
		for _, cell := range row.inside {
			if cell.name == "td" || cell.name == "th" {
				cells = append(cells, strings.Join(strings.Fields(bare(cell)), " "))
			}
		}
		rows = append(rows, cells)
	}
	widths, whole := widths(rows)
	if Columns(prefix)+whole <= most {
		return inColumns(rows, widths, prefix)
	}
	var parts []string
	for _, row := range rows[1:] {
		var lines []string
		for i, cell := range row {
			if cell == "" {
				continue
			}
			if i < len(rows[0]) && rows[0][i] != "" {
				cell = rows[0][i] + ": " + cell
			}
			lines = append(lines, Wrap(cell, prefix, prefix+"  ", most))
		}
		parts = append(parts, strings.Join(lines, "\n"))
	}
	return strings.Join(parts, "\n"+strings.TrimRight(prefix, " ")+"\n")
}

// gap is what stands between two columns.
const gap = "  "

func widths(rows [][]string) (list []int, whole int) {
	for _, row := range rows {
		for i, cell := range row {
			if i == len(list) {
				list = append(list, 0)
			}
			list[i] = max(list[i], Columns(cell))
		}
	}
	for i, w := range list {
		whole += w
		if i > 0 {
			whole += len(gap)
		}
	}
	return list, whole
}

func inColumns(rows [][]string, widths []int, prefix string) string {
	var lines []string
	put := func(cells []string) {
		line := prefix
		for i, cell := range cells {
			if i > 0 {
				line += gap
			}
			line += cell + strings.Repeat(" ", widths[i]-Columns(cell))
		}
		lines = append(lines, strings.TrimRight(line, " "))
	}
	for i, row := range rows {
		put(row)
		if i == 0 {
			rule := make([]string, len(widths))
			for j, w := range widths {
				rule[j] = strings.Repeat("-", w)
			}
			put(rule)
		}
	}
	return strings.Join(lines, "\n")
}

// bare is what a line of text says. Lines that the writer did not end are one.
func bare(e *element) string {
	var b strings.Builder
	appendBare(&b, e)
	text := strings.Trim(b.String(), " \n\u2028")
	return strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(text, "\n", " "), "\u2028 ", "\n"), "\u2028", "\n")
}

func appendBare(b *strings.Builder, e *element) {
	switch {
	case e.name == "":
		b.WriteString(e.text)
	case e.name == "br":
		b.WriteString("\u2028")
	case e.name == "img" && e.attribute("alt") != "":
		b.WriteString("[" + e.attribute("alt") + "]")
	case e.name == "input":
		b.WriteString(map[bool]string{true: "[x]", false: "[ ]"}[strings.Contains(e.attributes, "checked")])
	case e.withClass("footnote-ref"), e.name == "sup" && len(e.find("a")) == 0:
		b.WriteString("[" + e.words() + "]")
	case e.withClass("footnote-back"):
	default:
		for _, in := range e.inside {
			appendBare(b, in)
		}
	}
}
