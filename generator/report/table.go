package report

import (
	"fmt"
	"path"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"sitrep/generator/diag"
	"sitrep/generator/source"
	"sitrep/generator/strict"
)

// Table is a CSV file whose rows are the last items of a list of the header.
type Table struct {
	List  string          // "figures" or "events"
	File  string          // slash path from the site's root
	First int             // index in the list of what the first row says
	Rows  []strict.Places // where the cells stand: of each perPlaces rows, counted from 0
}

// Bounds of a CSV file, and how many rows share their Places: a place is looked for from the first of them.
const (
	maxRows   = 10_000
	maxTable  = 8 << 20
	perPlaces = 100
)

// Where returns the file that a value of the header was read from, and the place in it. The value is named by its path in the
// header, as Places names it: title, figures.7.source. It is the report's own file but for what a CSV file says.
func (r *Report) Where(at string) (file string, pos diag.Pos) {
	for i := range r.Tables {
		if row, key, ok := r.Tables[i].row(at); ok {
			return r.Tables[i].File, r.Tables[i].at(row, key)
		}
	}
	return r.File, r.Places.At(at)
}

// row divides the path of an item of the table, or of a value of it.
func (t *Table) row(at string) (row int, key string, ok bool) {
	rest, ok := strings.CutPrefix(at, t.List+".")
	if !ok {
		return 0, "", false
	}
	number, key, _ := strings.Cut(rest, ".")
	i, err := strconv.Atoi(number)
	return i - t.First, key, err == nil && i >= t.First
}

func (t *Table) at(row int, key string) diag.Pos {
	if row/perPlaces >= len(t.Rows) {
		return diag.Pos{}
	}
	return t.Rows[row/perPlaces].At(within(row, key))
}

func (t *Table) has(row int, key string) bool { return t.Rows[row/perPlaces].Has(within(row, key)) }

func within(row int, key string) string {
	if key == "" {
		return strconv.Itoa(row % perPlaces)
	}
	return strconv.Itoa(row%perPlaces) + "." + key
}

// written is how many items of a list the header itself has.
func (r *Report) written(list string, all int) int {
	for _, t := range r.Tables {
		if t.List == list {
			return t.First
		}
	}
	return all
}

// readTables reads the CSV files that the header names. The error is the reader's.
func (r *Report) readTables(files []source.File, read func(source.File) ([]byte, error)) error {
	figures, err := readTable(r, files, read, tableOf[Figure]{"figures", r.Data.Figures, figureFault, figureColumns})
	if err != nil {
		return err
	}
	events, err := readTable(r, files, read, tableOf[Event]{"events", r.Data.Events, eventFault, eventColumns})
	r.Figures, r.Events = append(r.Figures, figures...), append(r.Events, events...)
	return err
}

// tableOf is a file of items of a type: of which list they are, what is wrong with one of them, and which columns they may have.
type tableOf[T any] struct {
	list, name string
	fault      func(item *T, has func(key string) bool) (key, text, hint string)
	columns    []tableColumn
}

func readTable[T any](r *Report, files []source.File, read func(source.File) ([]byte, error), of tableOf[T]) ([]T, error) {
	if of.name == "" {
		return nil, nil
	}
	file, ok := r.dataFile(files, "data."+of.list, of.name)
	if !ok {
		return nil, nil
	}
	data, findings, err := loadTable(file, read)
	if err != nil || len(findings) > 0 {
		r.Findings = append(r.Findings, findings...)
		return nil, err
	}
	first := len(r.Figures)
	if of.list == "events" {
		first = len(r.Events)
	}
	t := tableParser{Table: Table{List: of.list, File: file.Path, First: first}}
	items := parseTable(&t, data, of)
	r.Findings = append(r.Findings, t.findings...)
	if len(items) > 0 {
		r.Tables = append(r.Tables, t.Table)
	}
	return items, nil
}

// dataFile finds the file that the header names, among those of the report's folder.
func (r *Report) dataFile(files []source.File, at, name string) (source.File, bool) {
	wanted := norm.NFC.String(path.Join(path.Dir(r.File), name))
	var tables []string
	for _, f := range files {
		if norm.NFC.String(f.Path) == wanted {
			if !strings.EqualFold(path.Ext(name), ".csv") {
				r.fault(at, "data", fmt.Sprintf("%s is not a CSV file", shorten(name)), "save the table as CSV (UTF-8, with commas), and name that")
				return f, false
			}
			return f, true
		}
		if strings.EqualFold(path.Ext(f.Path), ".csv") {
			tables = append(tables, strings.TrimPrefix(f.Path, path.Dir(r.File)+"/"))
		}
	}
	hint := "put it beside the text"
	if near := diag.Nearest(name, tables); len(near) > 0 {
		hint = "did you mean " + near[0] + "?"
	} else if len(files) == 0 && !strings.HasPrefix(path.Base(r.File), "index.") {
		hint = fmt.Sprintf("make a folder of the report: its text as %s/index.md, and %s beside it", path.Base(r.Path), shorten(name))
	}
	r.fault(at, "data", fmt.Sprintf("there is no file %s in the report's folder", shorten(name)), hint)
	return source.File{}, false
}

func loadTable(file source.File, read func(source.File) ([]byte, error)) ([]byte, []diag.Finding, error) {
	size := file.Size
	if size <= maxTable {
		data, err := read(file)
		if err != nil {
			return nil, nil, fmt.Errorf("read %s: %w", file.Path, err)
		}
		if size = int64(len(data)); size <= maxTable {
			return data, nil, nil
		}
	}
	return nil, []diag.Finding{{
		File: file.Path, Rule: "data/size", Severity: diag.Error,
		Text: fmt.Sprintf("the file has %.1f MiB; a table may have up to %d", float64(size)/(1<<20), maxTable>>20),
		Hint: "keep the rows and columns that the report is about",
	}}, nil
}

// tableParser makes items of a table's rows.
type tableParser struct {
	Table
	findings []diag.Finding
}

func parseTable[T any](t *tableParser, data []byte, of tableOf[T]) []T {
	table, findings := strict.CSV(t.File, data, maxRows)
	t.tell(findings)
	keys := t.columns(table.Columns, of.columns)
	if keys == nil {
		return nil
	}
	plan := strict.PlanOf[[]T]().Loose()
	items := make([]T, 0, len(table.Rows))
	for rows := range slices.Chunk(table.Rows, perPlaces) {
		var some []T
		places, findings := plan.Decode(t.File, t.nodes(rows, keys), &some)
		t.Rows = append(t.Rows, places)
		t.tell(findings)
		items = append(items, some...)
	}
	for i := range items {
		t.required(i, of.columns, keys)
		if key, text, hint := of.fault(&items[i], func(key string) bool { return t.has(i, key) }); text != "" {
			t.fault(t.at(i, key), "value", text, hint)
		}
	}
	return items
}

// tell takes up what strict found, which speaks of headers.
func (t *tableParser) tell(findings []diag.Finding) {
	for _, f := range findings {
		t.fault(f.Pos, strings.TrimPrefix(f.Rule, "header/"), f.Text, f.Hint)
	}
}

// maxFaults bounds what is said of one table.
const maxFaults = 100

// fault adds an error, one for each place.
func (t *tableParser) fault(pos diag.Pos, rule, text, hint string) {
	switch n := len(t.findings); {
	case n > maxFaults || slices.ContainsFunc(t.findings, func(f diag.Finding) bool { return f.Pos == pos }):
		return
	case n == maxFaults:
		rule, text, hint = "too-many", fmt.Sprintf("more than %d faults: the rest is not listed", maxFaults), "mend these first"
	}
	t.findings = append(t.findings, diag.Finding{File: t.File, Pos: pos, Rule: "data/" + rule, Severity: diag.Error, Text: text, Hint: hint})
}

// tableColumn is one that a table may have.
type tableColumn struct {
	key      string
	required bool
}

var (
	figureColumns = columnsOf(reflect.TypeFor[Figure]())
	eventColumns  = append(columnsOf(reflect.TypeFor[Event]()), tableColumn{key: "lat"}, tableColumn{key: "lon"})
)

// columnsOf are the fields of an item.
func columnsOf(t reflect.Type) (columns []tableColumn) {
	for i := range t.NumField() {
		options := strings.Split(t.Field(i).Tag.Get("key"), ",")
		columns = append(columns, tableColumn{options[0], slices.Contains(options, "required")})
	}
	return columns
}

// columns finds what each column of a table is; "" when it is none. It is nil when there are none at all.
func (t *tableParser) columns(head []strict.Cell, known []tableColumn) (keys []string) {
	names := make([]string, len(known))
	for i, c := range known {
		names[i] = c.key
	}
	for _, cell := range head {
		key := cell.Text
		switch {
		case key == "":
			t.fault(cell.Pos, "column", "a column has no name", "name it, or delete it")
		case !slices.Contains(names, key):
			hint := "the columns are " + strings.Join(names, ", ")
			if near := diag.Nearest(strings.ToLower(key), names); len(near) > 0 {
				hint = "did you mean " + near[0] + "?"
			}
			t.fault(cell.Pos, "column", fmt.Sprintf("no column is called %q", shorten(key)), hint)
			key = ""
		case slices.Contains(keys, key):
			t.fault(cell.Pos, "column", "the column "+key+" stands here again", "keep one of the two")
			key = ""
		}
		keys = append(keys, key)
	}
	for _, c := range known {
		if c.required && keys != nil && !slices.Contains(keys, c.key) {
			t.missing(head[0].Pos, c.key)
		}
	}
	if slices.Contains(keys, "lat") != slices.Contains(keys, "lon") || slices.Contains(keys, "lat") && slices.Contains(keys, "at") {
		t.fault(head[len(head)-1].Pos, "column", "a place takes lat and lon, or at", "write two columns lat and lon, in degrees")
	}
	return keys
}

// missing tells that a column is not there, beside what else there is to say of the head.
func (t *tableParser) missing(pos diag.Pos, key string) {
	t.findings = append(t.findings, diag.Finding{
		File: t.File, Pos: pos, Rule: "data/column", Severity: diag.Error, Text: "the column " + key + " is missing", Hint: "add it to the first line, and a cell to each row",
	})
}

// required wants the cells that every row must have, of columns that are there.
func (t *tableParser) required(row int, known []tableColumn, keys []string) {
	for _, c := range known {
		if c.required && slices.Contains(keys, c.key) && !t.has(row, c.key) {
			t.fault(t.at(row, ""), "blank", "the row has no "+c.key, "write one, or delete the row")
		}
	}
}
