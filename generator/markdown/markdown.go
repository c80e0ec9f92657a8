// Package markdown turns the text of a report or page into HTML.
//
// Convert is the whole of it: text in; a Body, its Facts and findings out, a pure function of the bytes. A Body is a list of
// Blocks, one for each top-level paragraph, heading, list, table, callout, and one for the footnotes. A Block is HTML with
// Holes for what only the site knows: where a link leads and whether its target is published, the address of a picture, the
// words of the interface. A Fill fills them when a page is made. Facts are what the rest of the site asks of a body without
// reading its HTML: headings, anchors, links, the lead.
//
// goldmark parses; this package writes the HTML itself, one construct a file, each with its whole life: what it adds to the
// grammar, what it writes, what it finds fault with. HTML in the text is left out; nothing is fetched from another host; no
// text is slow to convert, however hostile (limits.go).
package markdown

import (
	"slices"
	"sync"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"sitrep/generator/diag"
)

// grammar is CommonMark with our constructs; it holds no state between texts and may be used by many goroutines.
// The numbers are goldmark's priorities, lower first.
var grammar = parser.NewParser(
	parser.WithBlockParsers(
		util.Prioritized(parser.NewSetextHeadingParser(), 100),
		util.Prioritized(definitionLists, 101),
		util.Prioritized(definitions, 102),
		util.Prioritized(parser.NewThematicBreakParser(), 200),
		util.Prioritized(container{parser.NewListParser()}, 300),
		util.Prioritized(listItemParser{parser.NewListItemParser()}, 400),
		util.Prioritized(parser.NewCodeBlockParser(), 500),
		util.Prioritized(parser.NewATXHeadingParser(), 600),
		util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
		util.Prioritized(container{calloutParser{parser.NewBlockquoteParser()}}, 800),
		util.Prioritized(parser.NewHTMLBlockParser(), 900),
		util.Prioritized(footnoteDefinitions, 999),
		util.Prioritized(parser.NewParagraphParser(), 1000),
	),
	parser.WithParagraphTransformers(
		util.Prioritized(paragraphs{parser.LinkReferenceParagraphTransformer}, 100),
		util.Prioritized(tables, 200),
	),
	parser.WithInlineParsers(
		util.Prioritized(taskBoxes, 0),
		util.Prioritized(parser.NewCodeSpanParser(), 100),
		util.Prioritized(footnoteReferences, 101),
		util.Prioritized(linkParser{parser.NewLinkParser()}, 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(parser.NewRawHTMLParser(), 400),
		util.Prioritized(delimiters{parser.NewEmphasisParser()}, 500),
		util.Prioritized(strikes, 500),
	),
	parser.WithASTTransformers(util.Prioritized(tableBars, 0)),
)

// writers are reused for their buffers alone.
var writers = sync.Pool{New: func() any { return new(writer) }}

// Convert turns Markdown into a Body. The findings name file, and their positions are those of the file: firstLine is the
// number that the text's first line has there. A text that is refused (see limits.go) has no blocks, no facts and an error. hear, if
// there is one, is told the text's passages, in their order; none of a text that is refused.
func Convert(file string, firstLine int, src []byte, hear func(*Passage)) (Body, Facts, []diag.Finding) {
	notes := &notes{}
	src = clean(src, notes)
	checkLines(src, notes)
	document := parse(src, notes)

	w := writers.Get().(*writer)
	defer writers.Put(w)
	w.reset(src, firstLine, notes)
	if document != nil {
		w.document(document)
	}
	if hear != nil && !notes.refused {
		w.emptySections(document)
		w.passages(document, hear)
	}
	findings := notes.findings(file, w.places.pos)
	if notes.refused {
		return Body{}, Facts{}, findings
	}
	return w.body(), w.facts, findings
}

// parse is nil if the text is refused.
func parse(src []byte, notes *notes) ast.Node {
	if notes.refused {
		return nil
	}
	context := parser.NewContext()
	context.Set(notesKey, notes)
	document := grammar.Parse(text.NewReader(src), parser.WithContext(context))
	if notes.refused {
		return nil
	}
	return document
}

// document writes the top-level blocks, and the footnotes last of all.
func (w *writer) document(document ast.Node) {
	w.collect(document)
	w.nameHeadings()
	w.nameFootnotes()
	for n := document.FirstChild(); n != nil; n = n.NextSibling() {
		w.block(n)
		w.endBlock()
		w.lead(n)
	}
	w.footnoteList()
	w.endBlock()
	slices.Sort(w.facts.Anchors)
}

// collect finds the headings before anything is written: the id of one depends on all the others.
func (w *writer) collect(parent ast.Node) {
	for n := parent.FirstChild(); n != nil && n.Type() == ast.TypeBlock; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Paragraph, *ast.TextBlock, *extast.Table:
		case *ast.Heading:
			w.headings = append(w.headings, heading{node: n})
		default:
			w.collect(n)
		}
	}
}
