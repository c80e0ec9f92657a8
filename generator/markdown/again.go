package markdown

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// AppendMarkdown appends the body as Markdown once more, for readers who want to take it elsewhere: it says what the page shows and no
// more, in a plain and even hand, with the addresses that fill gives. Converted again it is the same HTML.
func (b Body) AppendMarkdown(dst []byte, fill Fill) []byte {
	var page []byte
	for i := range b.Blocks {
		page = b.Blocks[i].AppendTo(page, silent(fill))
	}
	list, _ := blocksOf(elementsOf(string(page)))
	if len(list) == 0 {
		return dst
	}
	return append(append(dst, (&scribe{}).blocks(list, "\n\n")...), '\n')
}

// scribe writes elements as Markdown.
type scribe struct{ struck bool }

// blocks are divided by a blank line, or within a tight item by the end of a line.
func (s *scribe) blocks(list []*element, between string) string {
	var parts []string
	var last *element
	other := false
	for _, e := range list {
		other = last != nil && last.name == e.name && !other // two lists in a row differ in their marks, or they would be one
		parts = append(parts, s.block(e, other))
		last = e
	}
	return strings.Join(parts, between)
}

func (s *scribe) block(e *element, other bool) string {
	switch e.name {
	case "p", "line":
		return s.lines(e)
	case "ul", "ol":
		return s.list(e, other)
	case "blockquote":
		list, _ := e.blocks()
		return prefixed(s.blocks(list, "\n\n"), "> ")
	case "aside":
		return s.callout(e)
	case "pre":
		return fenced(e)
	case "hr":
		return "***"
	case "div":
		return s.table(e)
	case "dl":
		return s.definitions(e)
	case "section":
		return s.footnotes(e)
	}
	if len(e.name) == 2 && e.name[0] == 'h' {
		return s.heading(e)
	}
	return s.lines(e)
}

// prefixed puts something before every line.
func prefixed(text, prefix string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(prefix+line, " ")
		if strings.HasSuffix(line, " ") {
			lines[i] = prefix + line
		}
	}
	return strings.Join(lines, "\n")
}

// indented puts white space before every line but the first and the empty ones.
func indented(text string, by int) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if i > 0 && line != "" {
			lines[i] = strings.Repeat(" ", by) + line
		}
	}
	return strings.Join(lines, "\n")
}

func (s *scribe) heading(e *element) string {
	text := strings.ReplaceAll(s.inlines(e), "\n", " ")
	if strings.HasSuffix(text, "#") {
		text = text[:len(text)-1] + `\#`
	}
	return strings.TrimRight(strings.Repeat("#", int(e.name[1]-'0'))+" "+text, " ")
}

func (s *scribe) list(e *element, other bool) string {
	bullet, dot := "-", "."
	if other {
		bullet, dot = "*", ")"
	}
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
			between, apart = "\n\n", "\n\n"
		}
		mark := bullet + " "
		if e.name == "ol" {
			mark = strconv.Itoa(number) + dot + " "
			number++
		}
		items = append(items, strings.TrimRight(mark+indented(s.blocks(list, apart), len(mark)), " "))
	}
	return strings.Join(items, between)
}

func (s *scribe) callout(e *element) string {
	list, _ := e.blocks()
	kind := "NOTE"
	for _, k := range calloutKinds {
		if e.withClass(k) {
			kind = strings.ToUpper(k)
		}
	}
	head := "[!" + kind + "]"
	if len(list) > 0 && list[0].withClass("callout-title") {
		head = strings.TrimRight(head+" "+s.inlines(list[0]), " ")
		list = list[1:]
	}
	if len(list) > 0 {
		head += "\n" + s.blocks(list, "\n\n")
	}
	return prefixed(head, "> ")
}

// fenced is a block of code within a fence that it does not itself contain.
func fenced(e *element) string {
	text := e.words()
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	language := ""
	for _, code := range e.find("code") {
		language = strings.TrimPrefix(code.attribute("class"), "language-")
	}
	if strings.Contains(language, "`") {
		language = ""
	}
	if text != "" && !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	return fence + escapeEntities(language) + "\n" + text + fence
}

func (s *scribe) table(e *element) string {
	var lines []string
	for i, row := range e.find("tr") {
		line, rule := "|", "|"
		for _, cell := range row.inside {
			if cell.name != "td" && cell.name != "th" {
				continue
			}
			text := strings.ReplaceAll(s.inlines(cell), "|", `\|`)
			line += " " + text + " |"
			rule += map[bool]string{true: " :", false: " "}[cell.withClass("left") || cell.withClass("center")] + "---"
			rule += map[bool]string{true: ": |", false: " |"}[cell.withClass("right") || cell.withClass("center")]
		}
		lines = append(lines, line)
		if i == 0 {
			lines = append(lines, rule)
		}
	}
	return strings.Join(lines, "\n")
}

func (s *scribe) definitions(e *element) string {
	var parts []string
	after := ""
	for _, in := range e.inside {
		switch in.name {
		case "dt":
			if len(parts) > 0 && after == "dd" {
				parts = append(parts, "")
			}
			parts = append(parts, s.inlines(in))
		case "dd":
			list, loose := in.blocks()
			apart := "\n"
			if loose {
				apart = "\n\n"
				parts = append(parts, "")
			}
			parts = append(parts, ": "+indented(s.blocks(list, apart), 2))
		default:
			continue
		}
		after = in.name
	}
	return strings.Join(parts, "\n")
}

func (s *scribe) footnotes(e *element) string {
	var notes []string
	for _, item := range e.find("li") {
		list, _ := item.blocks()
		notes = append(notes, fmt.Sprintf("[^%s]: %s", strings.TrimPrefix(item.attribute("id"), "fn:"), indented(s.blocks(list, "\n\n"), 4)))
	}
	return strings.Join(notes, "\n\n")
}

// lines is the text of a paragraph. What would begin another block at the head of a line is escaped.
func (s *scribe) lines(e *element) string {
	lines := strings.Split(strings.Trim(s.inlines(e), " \n"), "\n")
	for i, line := range lines {
		if i > 0 {
			line = strings.TrimLeft(line, " ")
		}
		lines[i] = escapeHead(line)
	}
	return strings.Join(lines, "\n")
}

var numberHead = regexp.MustCompile(`^([0-9]{1,9})([.)])(\s|$)`)

// escapeHead keeps a line of text from being taken for a list, a heading, a quotation, a rule or the like.
func escapeHead(line string) string {
	switch {
	case line == "":
	case line[0] >= '0' && line[0] <= '9':
		if m := numberHead.FindStringSubmatchIndex(line); m != nil {
			return line[:m[4]] + `\` + line[m[4]:]
		}
	case strings.IndexByte("-+=>:|#", line[0]) >= 0, strings.HasPrefix(line, "~~~"):
		return `\` + line
	}
	return line
}

func (s *scribe) inlines(e *element) string {
	var b strings.Builder
	for _, in := range e.inside {
		s.inline(&b, in)
	}
	return b.String()
}

func (s *scribe) inline(b *strings.Builder, e *element) {
	around := func(mark string) {
		if text := s.inlines(e); text != "" {
			b.WriteString(mark + text + mark)
		}
	}
	switch e.name {
	case "":
		s.text(b, e.text)
	case "em":
		around(emphasis(b, e))
	case "strong":
		around("**")
	case "del":
		was := s.struck
		s.struck = true
		around("~~")
		s.struck = was
	case "code":
		b.WriteString(codeSpan(e.words()))
	case "br":
		b.WriteString(`\`)
	case "a":
		s.link(b, e)
	case "img":
		fmt.Fprintf(b, "![%s]%s", escapeText(e.attribute("alt"), true), target(e.attribute("src"), e.attribute("title")))
	case "input":
		b.WriteString(map[bool]string{true: "[x]", false: "[ ]"}[strings.Contains(e.attributes, "checked")])
	default: // a label, a raised number
		b.WriteString(s.inlines(e))
	}
}

// emphasis is the mark of an emphasis: another one than that of an emphasis right around it.
func emphasis(b *strings.Builder, e *element) string {
	for _, in := range e.inside {
		if in.name == "em" || in.name == "strong" {
			if text := b.String(); text == "" || strings.HasSuffix(text, " ") || strings.HasSuffix(text, "\n") {
				return "_"
			}
		}
	}
	return "*"
}

func (s *scribe) link(b *strings.Builder, e *element) {
	href := e.attribute("href")
	switch {
	case e.withClass("footnote-ref"):
		b.WriteString("[^" + strings.TrimPrefix(href, "#fn:") + "]")
		return
	case e.withClass("footnote-back"):
		text := strings.TrimRight(b.String(), "\u00a0")
		b.Reset()
		b.WriteString(text)
		return
	}
	words := e.words()
	if (words == href && schemeOf(href) != "" || "mailto:"+words == href) && e.attribute("title") == "" && !strings.ContainsAny(words, " <>&\\") && len(e.inside) == 1 {
		b.WriteString("<" + words + ">")
		return
	}
	if text := b.String(); strings.HasSuffix(text, "!") {
		b.Reset()
		b.WriteString(text[:len(text)-1] + `\!`)
	}
	b.WriteString("[" + s.inlines(e) + "]" + target(href, e.attribute("title")))
}

// target is the address and title of a link.
func target(address, title string) string {
	address = escapeEntities(strings.ReplaceAll(address, `\`, "%5C"))
	if address == "" || strings.ContainsAny(address, "()< ") {
		address = "<" + strings.NewReplacer("<", "%3C", ">", "%3E", "\n", "%0A").Replace(address) + ">"
	}
	if title == "" {
		return "(" + address + ")"
	}
	return "(" + address + ` "` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "&", `\&`).Replace(title) + `")`
}

func codeSpan(text string) string {
	mark := "`"
	runs := regexp.MustCompile("`+").FindAllString(text, -1)
	for slices.Contains(runs, mark) {
		mark += "`"
	}
	pad := ""
	if strings.HasPrefix(text, "`") || strings.HasSuffix(text, "`") || strings.HasPrefix(text, " ") && strings.HasSuffix(text, " ") && strings.Trim(text, " ") != "" {
		pad = " "
	}
	return mark + pad + text + pad + mark
}

// text escapes what Markdown would take for a mark.
func (s *scribe) text(b *strings.Builder, text string) {
	text = evenly(text)
	begins := b.Len() == 0 || strings.HasSuffix(b.String(), "\n") || strings.HasSuffix(b.String(), " ")
	b.WriteString(escapeText(text, begins && !s.struck))
}

// evenly puts one space, or one end of a line, for what a browser shows as one space.
func evenly(text string) string {
	if !strings.ContainsAny(text, "\t\r\f") && !strings.Contains(text, "  ") && !strings.Contains(text, "\n\n") && !strings.Contains(text, " \n") && !strings.Contains(text, "\n ") {
		return text
	}
	return white.ReplaceAllStringFunc(text, func(run string) string {
		if strings.Contains(run, "\n") {
			return "\n"
		}
		return " "
	})
}

var white = regexp.MustCompile(`[ \t\n\r\f]+`)

// escapeText escapes what Markdown would take for a mark. begins says that the text stands at the beginning of a word.
func escapeText(text string, begins bool) string {
	if !strings.ContainsAny(text, "\\`*_[]<&~") {
		return text
	}
	var b strings.Builder
	for i := range len(text) {
		if c := text[i]; mustEscape(text, i, begins) {
			b.WriteByte('\\')
			b.WriteByte(c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

func mustEscape(text string, i int, begins bool) bool {
	before, after := byte('x'), byte('x')
	if i > 0 {
		before = text[i-1]
	} else if begins {
		before = ' '
	}
	if i+1 < len(text) {
		after = text[i+1]
	}
	switch text[i] {
	case '\\', '`', '[', ']':
		return true
	case '*':
		return i == 0 || !(isBlank(before) && isBlank(after)) || before == '\n'
	case '_':
		return !(inWord(before) && inWord(after)) || i == 0 || i+1 == len(text)
	case '~':
		return !(isBlank(before) && after >= '0' && after <= '9')
	case '<':
		return i+1 == len(text) || !isBlank(after) && !(after >= '0' && after <= '9')
	case '&':
		return entity.MatchString(text[i:])
	}
	return false
}

// entity begins something that stands for a character.
var entity = regexp.MustCompile(`^&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]*);`)

// escapeEntities escapes what would stand for another character.
func escapeEntities(text string) string {
	for i := 0; i < len(text); i++ {
		if text[i] == '&' && entity.MatchString(text[i:]) {
			text = text[:i] + `\` + text[i:]
			i++
		}
	}
	return text
}

func isBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' }

func inWord(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}
