package markdown

import (
	"bytes"
	"fmt"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// tables makes tables of paragraphs whose second line says so.
var tables = tableTransformer{extension.NewTableParagraphTransformer()}

// tableBars takes the backslash out of "\|" in the code of cells.
var tableBars = extension.NewTableASTTransformer()

// tableTransformer refuses tables that would cost far more than their text: a short row is filled up with empty cells.
type tableTransformer struct{ parser.ParagraphTransformer }

func (t tableTransformer) Transform(n *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := n.Lines()
	source := reader.Source()
	for i := 1; i < lines.Len(); i++ {
		line := lines.At(i)
		if columns := delimiterColumns(line.Value(source)); columns > 0 {
			notes := notesOf(pc)
			notes.budget.cells += columns * (lines.Len() - i)
			notes.budget.bars += countBars(lines, source)
			if notes.budget.cells > maxCells || notes.budget.bars > maxBars {
				notes.refuse(line.Start, fmt.Sprintf("tables of more than %d cells, or %d bars written as \\|", maxCells, maxBars), "put the figures into a CSV file beside the report")
				return
			}
			t.ParagraphTransformer.Transform(n, reader, pc)
			return
		}
	}
}

// delimiterColumns counts the columns of a line such as |---|:-:|; other lines have none.
func delimiterColumns(line []byte) int {
	bars, dashes := 0, false
	for _, c := range bytes.Trim(line, "| \t\n") {
		switch c {
		case '|':
			bars++
		case '-':
			dashes = true
		case ':', ' ', '\t':
		default:
			return 0
		}
	}
	if !dashes {
		return 0
	}
	return bars + 1
}

func countBars(lines *text.Segments, source []byte) int {
	bars := 0
	for i := range lines.Len() {
		line := lines.At(i)
		bars += bytes.Count(line.Value(source), []byte(`\|`))
	}
	return bars
}

// table writes a table in a box of its own that a narrow screen can scroll. The box can be reached with the keyboard; it is a
// group and not a region, because a region would need a name.
func (w *writer) table(n *extast.Table) {
	w.put(`<div class="table" role="group" tabindex="0">` + "\n<table>\n")
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		if _, ok := row.(*extast.TableHeader); ok {
			w.put("<thead>\n")
			w.row(row, true)
			w.put("</thead>\n")
			if row.NextSibling() != nil {
				w.put("<tbody>\n")
			}
			continue
		}
		w.row(row, false)
		if row.NextSibling() == nil {
			w.put("</tbody>\n")
		}
	}
	w.put("</table>\n</div>\n")
}

func (w *writer) row(row ast.Node, head bool) {
	w.put("<tr>\n")
	for n := row.FirstChild(); n != nil; n = n.NextSibling() {
		w.cell(n.(*extast.TableCell), head)
	}
	w.put("</tr>\n")
}

// cell writes a cell. One of the head that is empty heads nothing, and is a plain cell.
func (w *writer) cell(n *extast.TableCell, head bool) {
	w.words.inside = false
	open, last := "<td", "</td>\n"
	if head && n.HasChildren() {
		open, last = `<th scope="col"`, "</th>\n"
	}
	w.put(open)
	w.put(alignClass[n.Alignment])
	w.put(">")
	w.inlines(n)
	w.put(last)
}

var alignClass = [...]string{
	extast.AlignNone:   "",
	extast.AlignLeft:   ` class="left"`,
	extast.AlignRight:  ` class="right"`,
	extast.AlignCenter: ` class="center"`,
}
