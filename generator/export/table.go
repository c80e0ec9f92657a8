package export

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/csv"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"sitrep/generator/output"
	"sitrep/generator/parallel"
	"sitrep/generator/site"
)

// column is a column of a CSV file.
type column struct {
	name string
	tag  string // of the Humanitarian Exchange Language, HXL 1.1
	free bool   // people wrote what stands in it
}

// kindOfTable is what the reports of a site say, one row each: figures or claims. What is said in exercises stands in files of its own,
// so that nobody adds it to what is real.
type kindOfTable struct {
	name    string // of the file, without .csv
	columns []column
	terms   func(*site.Tree) *site.Terms
	rows    func(*desk, *site.Entry, string) [][]string // of a metric or claim; "": of all
	single  bool                                        // each term has a file of its own
}

// tables is the rows of a kind by the reports that say them, found out once for a build.
type tables struct {
	kindOfTable
	desk  *desk
	found func() gathered
}

// gathered are the reports that say something, the oldest first, and the sums of what each says.
type gathered struct {
	real, drill []*site.Entry
	sums        map[*site.Entry]output.Sum
}

func newTables(d *desk, kind kindOfTable) *tables {
	t := &tables{kindOfTable: kind, desk: d}
	t.found = sync.OnceValue(t.gather)
	return t
}

// gather finds them in the first tree: there a report that has no text in its language stands in the first that it has.
func (t *tables) gather() gathered {
	seen := map[*site.Entry]bool{}
	var g gathered
	var all []*site.Entry
	for _, term := range t.terms(t.desk.Trees[0]).Sorted {
		for _, e := range term.Reports() {
			if seen[e] {
				continue
			}
			seen[e] = true
			all = append(all, e)
		}
	}
	slices.SortFunc(all, func(a, b *site.Entry) int {
		return cmp.Or(a.Day.Compare(b.Day), cmp.Compare(a.Date.Unix, b.Date.Unix), cmp.Compare(a.Path, b.Path))
	})
	sums := make([]output.Sum, len(all))
	_ = parallel.Each(len(all), func(i int) error { // none of them can fail
		sums[i] = t.desk.hasher.Sum(output.Sum{}, t.name, t.rows(t.desk, all[i], ""))
		return nil
	})
	g.sums = make(map[*site.Entry]output.Sum, len(all))
	for i, e := range all {
		g.sums[e] = sums[i]
		if e.Exercise {
			g.drill = append(g.drill, e)
		} else {
			g.real = append(g.real, e)
		}
	}
	return g
}

// table is one file: the rows of some reports.
type table struct {
	*tables
	path    string
	entries []*site.Entry // the oldest first
	only    string        // the metric; "": all
}

func (t table) file() output.File {
	return output.File{Path: t.path, From: "the table of " + t.name, Content: t}
}

// Key names the rows by those of each report.
func (t table) Key() output.Sum {
	sums := t.found().sums
	b := make([]byte, 0, 32*len(t.entries)+64)
	b = append(append(b, t.only...), 0)
	if t.desk.Config.HXL {
		b = append(b, 1)
	}
	for _, e := range t.entries {
		sum := sums[e]
		b = append(b, sum[:]...)
	}
	return sha256.Sum256(b)
}

// Make writes the rows as RFC 4180 has them: UTF-8 without a mark before it, lines ended by CRLF, one row of names first.
func (t table) Make(b *bytes.Buffer) error {
	w := csv.NewWriter(b)
	w.UseCRLF = true
	names, tags := make([]string, len(t.columns)), make([]string, len(t.columns))
	for i, c := range t.columns {
		names[i], tags[i] = c.name, c.tag
	}
	_ = w.Write(names) // an error stays for Error
	if t.desk.Config.HXL {
		_ = w.Write(tags)
	}
	for _, e := range t.entries {
		for _, row := range t.rows(t.desk, e, t.only) {
			for i := range row {
				if t.columns[i].free {
					row[i] = harmless(row[i])
				}
			}
			_ = w.Write(row)
		}
	}
	w.Flush()
	return w.Error()
}

// harmless keeps a spreadsheet from running a text as a formula, as OWASP advises (CSV Injection): an apostrophe stands before one that
// begins with = + - @. Numbers are no texts and stay numbers.
func harmless(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if text != "" && strings.IndexByte("=+-@'", text[0]) >= 0 {
		return "'" + text
	}
	return text
}

// files are all of a kind: of all together by year, and of each term where there are such.
func (t *tables) files() []output.File {
	if !t.desk.Config.Publishes(site.CSV) {
		return nil
	}
	var files []output.File
	found := t.found()
	for _, group := range []struct {
		name    string
		entries []*site.Entry
	}{{t.name, found.real}, {t.name + "-exercise", found.drill}} {
		for _, f := range t.byYear(group.name, "-", "", group.entries) {
			files = append(files, f.file())
		}
	}
	if t.single {
		for _, term := range t.terms(t.desk.Trees[0]).Sorted {
			files = append(files, t.ofTerm(term)...)
		}
	}
	return files
}

// byYear cuts reports by the calendar: the newest year has the plain name, so that a program finds what is new always at one address;
// those before have theirs behind it, and never change again. What year is the newest one is for the reports to say, not for the clock.
func (t *tables) byYear(name, between, only string, entries []*site.Entry) []table {
	var list []table
	for len(entries) > 0 {
		year, n := entries[0].Day.Year(), 0
		for n < len(entries) && entries[n].Day.Year() == year {
			n++
		}
		path := fmt.Sprintf("%s%s%04d.csv", name, between, year)
		if n == len(entries) {
			path = name + ".csv"
		}
		list = append(list, table{t, path, entries[:n], only})
		entries = entries[n:]
	}
	return list
}

// ofTerm are the files of one metric: one, or where it is long one for each year.
func (t *tables) ofTerm(term *site.Term) []output.File {
	entries := slices.Clone(term.Reports())
	slices.Reverse(entries)
	name, only := t.name+"/"+term.ID, strings.TrimPrefix(term.ID, site.Drill)
	if len(term.List.Parts) == 0 {
		return []output.File{table{t, name + ".csv", entries, only}.file()}
	}
	var files []output.File
	for _, f := range t.byYear(name, "/", only, entries) {
		files = append(files, f.file())
	}
	return files
}

// find looks up one file.
func (t *tables) find(path string) (output.File, bool) {
	stem, ok := strings.CutSuffix(path, ".csv")
	rest, ours := strings.CutPrefix(stem, t.name)
	if !ok || !ours || !t.desk.Config.Publishes(site.CSV) {
		return output.File{}, false
	}
	var files []output.File
	switch {
	case !strings.HasPrefix(rest, "/"):
		files = t.files()
	case t.single:
		id := rest[1:]
		terms := t.terms(t.desk.Trees[0])
		for _, id := range []string{id, yearless.ReplaceAllString(id, "")} {
			if term := terms.Get(id); term != nil {
				files = append(files, t.ofTerm(term)...)
			}
		}
	}
	for _, f := range files {
		if f.Path == path {
			return f, true
		}
	}
	return output.File{}, false
}

var yearless = regexp.MustCompile(`/[0-9]{4}$`)

// tableOf is the format of a kind of table.
func tableOf(kind func(*desk) *tables) format {
	return format{
		all:  func(d *desk) []output.File { return kind(d).files() },
		find: func(d *desk, path string) (output.File, bool) { return kind(d).find(path) },
	}
}

// spot is a place in a table: its name and its first code.
func (d *desk) spot(name, lang string) (string, string) {
	if name == "" {
		return "", ""
	}
	type key struct{ name, lang string }
	if s, known := d.spots.Load(key{name, lang}); known {
		return s.([2]string)[0], s.([2]string)[1]
	}
	s := [2]string{name, ""}
	if id, _, ok := d.Regions.Resolve(name); ok {
		region, _ := d.Regions.Get(id)
		s[0] = d.Regions.NameIn(id, lang)
		if len(region.Codes) > 0 {
			s[1] = region.Codes[0]
		}
	}
	d.spots.Store(key{name, lang}, s)
	return s[0], s[1]
}

// number is a number in a table; 0 is none.
func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// truth is a truth value in a table.
func truth(v bool) string {
	if v {
		return "true"
	}
	return ""
}
