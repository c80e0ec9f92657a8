package markdown

import (
	"bytes"
	"fmt"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Parsing costs more than linear time where things nest or wait for one another. What may do so is counted while goldmark
// parses, and past a limit that no person reaches the text is refused: an error at the place, and no blocks. Each limit was
// set so that 64 kB of the worst text found take no more than about a third of a second, and longer texts no more in proportion.
const (
	maxDepth      = 32      // quotations, list items, definitions and footnotes around a line
	maxListSteps  = 400_000 // list items continued, summed over the lines: an item of depth d costs d for each of its lines
	maxDelimiters = 2_000   // characters * _ ~ in one paragraph, heading or cell
	maxBrackets   = 100     // "[" waiting for their "]" in one paragraph
	maxAddress    = 2_000   // bytes of a link's address
	maxCells      = 50_000  // table cells in one text, empty ones at the ends of short rows included
	maxBars       = 2_000   // "\|" in the tables of one text
	maxSpans      = 100     // emphasis, links and the like within one another
	maxLines      = 4_000   // lines of one paragraph or table
	maxParagraph  = 64_000  // bytes of one paragraph, table or line; within this the rest may be quadratic
	maxFootnotes  = 1_000   // in one text
)

// budget is what a parse has used of the limits.
type budget struct {
	listSteps  int
	delimiters int // of the paragraph at hand
	brackets   int // open, of the paragraph at hand
	cells      int
	bars       int
	footnotes  int
}

// container is a block parser whose blocks hold blocks: it refuses to open one more than maxDepth deep.
type container struct{ parser.BlockParser }

func (c container) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.Position()
	node, state := c.BlockParser.Open(parent, reader, pc)
	if node != nil && depth(parent) >= maxDepth {
		notesOf(pc).refuse(segment.Start, fmt.Sprintf("nested more than %d levels deep", maxDepth), "indent less, or write \\> or \\- for a plain character")
		reader.SetPosition(line, segment)
		return nil, parser.NoChildren
	}
	return node, state
}

func depth(n ast.Node) int {
	levels := 0
	for ; n != nil; n = n.Parent() {
		switch n.(type) {
		case *ast.Blockquote, *callout, *ast.ListItem, *extast.DefinitionDescription, *extast.Footnote:
			levels++
		}
	}
	return levels
}

// listItemParser counts the lines of an item. Only an item goes on over blank lines, which cost the writer a byte each and
// the parser a step for each level around them.
type listItemParser struct{ parser.BlockParser }

func (p listItemParser) Continue(n ast.Node, reader text.Reader, pc parser.Context) parser.State {
	notes := notesOf(pc)
	notes.budget.listSteps++
	if notes.budget.listSteps > maxListSteps {
		line, segment := reader.Position()
		notes.refuse(segment.Start, "these lists are too deep for so many lines", "delete the empty lines, or make a section of each part")
		reader.SetPosition(line, text.NewSegment(len(reader.Source()), len(reader.Source()))) // nothing is left to parse
		return parser.Continue | parser.HasChildren
	}
	return p.BlockParser.Continue(n, reader, pc)
}

// paragraphs bounds what is parsed as one piece, before goldmark takes link definitions out of it.
type paragraphs struct{ parser.ParagraphTransformer }

func (p paragraphs) Transform(n *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := n.Lines()
	first, last := lines.At(0), lines.At(lines.Len()-1)
	if lines.Len() > maxLines || last.Stop-first.Start > maxParagraph {
		notesOf(pc).refuseLength(first.Start)
		return
	}
	p.ParagraphTransformer.Transform(n, reader, pc)
}

func (n *notes) refuseLength(at int) {
	n.refuse(at, fmt.Sprintf("a paragraph or table of more than %d lines or %d bytes", maxLines, maxParagraph), "leave an empty line between paragraphs; put long tables into a CSV file beside the report")
}

// checkLines bounds the lines that are no paragraphs.
func checkLines(src []byte, notes *notes) {
	for at := 0; len(src)-at > maxParagraph; {
		end := bytes.LastIndexByte(src[at:at+maxParagraph], '\n')
		if end < 0 {
			notes.refuseLength(at)
			return
		}
		at += end + 1
	}
}

// delimiters is an inline parser of characters that pair up: * _ ~.
type delimiters struct{ parser.InlineParser }

func (d delimiters) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	notes := notesOf(pc)
	if notes.refused {
		return nil
	}
	node := d.InlineParser.Parse(parent, block, pc)
	if run, ok := node.(*parser.Delimiter); ok {
		notes.budget.delimiters += run.OriginalLength
		if notes.budget.delimiters > maxDelimiters {
			notes.refuse(run.Segment.Start, fmt.Sprintf("more than %d of * _ ~ in one paragraph", maxDelimiters), "leave an empty line between paragraphs, or write \\* for a plain star")
		}
	}
	return node
}
