package markdown

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"sitrep/generator/diag"
)

// linkParser is goldmark's, with the limits that keep it linear.
type linkParser struct{ parser.InlineParser }

func (p linkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	notes := notesOf(pc)
	if notes.refused {
		return nil
	}
	line, segment := block.PeekLine()
	closing := line[0] == ']'
	address := closing && len(line) > 1 && line[1] == '('
	if address && overlong(line[2:]) {
		notes.refuse(segment.Start, fmt.Sprintf("an address of more than %d characters", maxAddress), "close it with ), and put a picture into a file beside the report")
		return nil
	}
	node := p.InlineParser.Parse(parent, block, pc)
	switch open := &notes.budget.brackets; {
	case !closing && node != nil:
		if *open++; *open > maxBrackets {
			notes.refuse(segment.Start, fmt.Sprintf("more than %d square brackets open at once", maxBrackets), "close each [ with a ], or write \\[ for a plain bracket")
		}
	case closing && *open > 0:
		*open--
		if address && node == nil {
			notes.spaceInAddress(line, segment.Start)
		}
	}
	return node
}

// CloseBlock ends a paragraph, heading or cell.
func (p linkParser) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	budget := &notesOf(pc).budget
	budget.brackets, budget.delimiters = 0, 0
	p.InlineParser.(parser.CloseBlocker).CloseBlock(parent, block, pc)
}

// overlong reports whether an address that begins here ends later than anyone writes it. goldmark looks for the end anew
// after every "](".
func overlong(line []byte) bool {
	if len(line) <= maxAddress {
		return false
	}
	if line[0] == '<' {
		return !bytes.ContainsAny(line[:maxAddress], ">\n")
	}
	depth := 0
	for _, c := range line[:maxAddress] {
		switch {
		case util.IsSpace(c):
			return false
		case c == '(':
			depth++
		case c == ')':
			if depth--; depth < 0 {
				return false
			}
		}
	}
	return true
}

// spaceInAddress finds fault with "](my map.png)", which Markdown does not take for a link.
func (n *notes) spaceInAddress(line []byte, at int) {
	inside, _, closed := bytes.Cut(line[2:], []byte(")"))
	if !closed || len(inside) > maxAddress || bytes.ContainsAny(inside, "\"'<(") || !bytes.ContainsAny(inside, " \t") || !bytes.ContainsAny(inside, "./:\\") {
		return
	}
	n.warn(at+len("]("), "link/space", "a space in an address: this is not read as a link", fmt.Sprintf("write (<%s>)", bytes.TrimSpace(inside)))
}

// link writes a link: to another host as it is, to something of the site as a hole, to anything else as its text.
func (w *writer) link(n *ast.Link) {
	if w.inLink {
		w.inlines(n)
		return
	}
	address := string(util.URLEscape(n.Destination, true))
	w.anchor(address, unescaped(n.Title), n.Pos(), func() { w.inlines(n) })
}

// autoLink writes <https://example.org> and <name@example.org>. What leads to something of the site is refused and nowhere
// shown: its address would stay on the page as text when its target is withheld.
func (w *writer) autoLink(n *ast.AutoLink) {
	label := string(n.Label(w.src))
	address := string(util.URLEscape(n.URL(w.src), false))
	if n.AutoLinkType == ast.AutoLinkEmail && schemeOf(address) != "mailto" {
		address = "mailto:" + address
	}
	if scheme := schemeOf(address); slices.Contains(siteSchemes, scheme) {
		w.blame(n.Pos(), "link", wordless(scheme, label))
		return
	}
	show := func() {
		w.attribute(label)
		w.words.add([]byte(label))
	}
	if w.inLink {
		show()
		return
	}
	w.anchor(address, "", n.Pos(), show)
}

// wordless is what is wrong with <report:2024/11/09-x>.
func wordless(scheme, address string) *badAddress {
	words := "words"
	switch scheme {
	case "report":
		words = "the report of 6 March"
	case "region":
		words = "the region's name"
	}
	return &badAddress{"no-words", "a link to a " + scheme + " needs words", fmt.Sprintf("write [%s](%s)", words, address)}
}

// anchor writes a link around what show writes.
func (w *writer) anchor(address, title string, at int, show func()) {
	link, fault := resolve(address)
	if fault != nil {
		w.blame(at, "link", fault)
		show()
		return
	}
	w.inLink = true
	defer func() { w.inLink = false }()
	if link.external() {
		w.put(`<a href="`)
		w.attribute(address)
		w.put(`"`)
		w.title(title)
		w.put(">")
		show()
		w.put("</a>")
		return
	}
	link.Title = title
	hole := len(w.holes)
	w.hole(LinkHole, w.record(link, at), "")
	show()
	w.holes[hole].End = len(w.out) - w.start
}

// record keeps a link among the facts and returns its number.
func (w *writer) record(link Link, at int) int {
	link.Pos = w.places.pos(at)
	w.facts.Links = append(w.facts.Links, link)
	return len(w.facts.Links) - 1
}

func (w *writer) title(plain string) {
	if plain != "" {
		w.put(` title="`)
		w.attribute(plain)
		w.put(`"`)
	}
}

// blame notes a bad address at the link or picture that has it.
func (w *writer) blame(at int, area string, f *badAddress) {
	w.notes.faults = append(w.notes.faults, fault{at, area + "/" + f.rule, diag.Error, f.text, f.hint})
}
