package strict

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"sitrep/generator/diag"
)

// Table is a CSV file: its columns, by the line that heads them, and its rows, each with a cell for every column. A row of HXL hashtags
// below the head and rows of blank cells are left out.
type Table struct {
	Columns []Cell
	Rows    [][]Cell
}

// Cell is a text of a table with its place. The space around it is cut off.
type Cell struct {
	Text string
	Pos  diag.Pos
}

// CSV reads a table of up to most rows (RFC 4180, UTF-8 with or without a byte-order mark, LF or CRLF). What is not understood is
// left out and has an error; there are no rows without a head.
func CSV(file string, data []byte, most int) (Table, []diag.Finding) {
	r := tableReader{faults: faults{file: file}}
	r.text = r.readable(1, bytes.TrimPrefix(data, []byte("\ufeff")))
	r.csv = csv.NewReader(strings.NewReader(r.text))
	r.csv.FieldsPerRecord, r.csv.TrimLeadingSpace = -1, true
	r.startLines()
	r.read(most)
	return r.table, r.list
}

type tableReader struct {
	faults
	text  string
	lines []int // where each line of the text begins
	csv   *csv.Reader
	table Table
}

func (r *tableReader) startLines() {
	r.lines = append(r.lines, 0)
	for i := range len(r.text) {
		if r.text[i] == '\n' {
			r.lines = append(r.lines, i+1)
		}
	}
}

// pos turns a line and a column in bytes, both from 1, into a place of the file.
func (r *tableReader) pos(line, col int) diag.Pos {
	line = min(max(line, 1), len(r.lines))
	start := r.lines[line-1]
	end := min(start+max(col, 1)-1, len(r.text))
	return diag.Pos{Line: line, Col: 1 + utf8.RuneCountInString(r.text[start:end])}
}

func (r *tableReader) read(most int) {
	head, ok := r.next()
	if !ok {
		r.add(diag.Pos{Line: 1, Col: 1}, "head", "the table is empty", "write the names of the columns into its first line, and a row below it for each item")
		return
	}
	if mark := separator(head); mark != "" {
		r.add(head[0].Pos, "separator", "the cells are divided by "+mark+", not by commas", "save the table as CSV with commas, and numbers with a decimal point")
		return
	}
	r.table.Columns = head
	for first := true; ; first = false {
		row, ok := r.next()
		switch {
		case !ok || r.full():
			return
		case blank(row), first && hashtags(row):
		case len(row) != len(head):
			r.add(row[min(len(head), len(row)-1)].Pos, "cells", fmt.Sprintf("the row has %d cells, and there are %d columns", len(row), len(head)),
				"leave a cell blank where there is nothing to say; put a text with a comma in quotes")
		case len(r.table.Rows) == most:
			r.add(row[0].Pos, "rows", fmt.Sprintf("the table has more than %d rows", most), "divide the report, or keep what it is about")
			return
		default:
			r.table.Rows = append(r.table.Rows, row)
		}
	}
}

// next returns the next line of cells that can be read.
func (r *tableReader) next() ([]Cell, bool) {
	for {
		texts, err := r.csv.Read()
		var fault *csv.ParseError
		switch {
		case err == nil:
			cells := make([]Cell, len(texts))
			for i, text := range texts {
				cells[i] = Cell{strings.TrimSpace(text), r.pos(r.csv.FieldPos(i))}
			}
			return cells, true
		case errors.As(err, &fault) && !r.full():
			r.quotes(fault)
		case errors.Is(err, io.EOF):
			return nil, false
		default:
			return nil, false // a reader of a text in memory fails in no other way
		}
	}
}

func (r *tableReader) quotes(fault *csv.ParseError) {
	at := r.pos(fault.Line, fault.Column)
	if errors.Is(fault.Err, csv.ErrBareQuote) {
		r.add(at, "quotes", "a quotation mark stands within a cell that does not begin with one", `put the whole cell in quotes, and write each mark within as ""`)
		return
	}
	r.add(r.pos(fault.StartLine, 1), "quotes", "a cell of this row opens with a quotation mark and is not closed rightly", `write a mark within quotes as "", and a comma after the closing one`)
}

// separator names what a head is divided by in place of commas; "" when it is not.
func separator(head []Cell) string {
	for _, mark := range [...][2]string{{";", "semicolons"}, {"\t", "tabs"}, {"|", "bars"}} {
		if strings.Contains(head[0].Text, mark[0]) {
			return mark[1]
		}
	}
	return ""
}

func blank(row []Cell) bool {
	for _, c := range row {
		if c.Text != "" {
			return false
		}
	}
	return true
}

// hashtags reports whether a row is the one that the Humanitarian Exchange Language puts below the head.
func hashtags(row []Cell) bool {
	for _, c := range row {
		if c.Text != "" && c.Text[0] != '#' {
			return false
		}
	}
	return true
}
