package export

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"sitrep/generator/diag"
	"sitrep/generator/gazetteer"
	"sitrep/generator/markdown"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// Query says which reports are asked for. A zero field asks for all.
type Query struct {
	Region, Topic string // by id, code or name; what lies below is in
	Series        string
	Since, Until  string // a day, a month or a year: 2024-11-10, 2024-11, 2024; both ends are in
}

// Listed is a report in a list.
type Listed struct {
	Date      When          `json:"date"`
	Path      string        `json:"path"`
	Title     string        `json:"title"`
	Lang      string        `json:"lang"`
	Languages []string      `json:"languages"`
	Type      report.Type   `json:"type"`
	Status    report.Status `json:"status"`
	Exercise  bool          `json:"exercise"`
	TLP       report.TLP    `json:"tlp"`
	Series    string        `json:"series,omitempty"`
	Number    int           `json:"number,omitempty"`
	Regions   []string      `json:"regions"`
	Topics    []string      `json:"topics"`
	Summary   string        `json:"summary,omitempty"`
	URL       string        `json:"url"`

	place string // the first region's name
}

// List finds the published reports that a query asks for, newest first, each once: in the site's first language, or else in the first that it
// exists in. An error is about the query, in words for whoever asked.
func List(s *site.Site, q Query) ([]Listed, error) {
	fits, err := q.compile(s)
	if err != nil {
		return nil, err
	}
	var found []*site.Entry
	seen := map[string]bool{}
	for _, t := range s.Trees {
		for _, e := range t.Entries {
			if !seen[e.Path] && fits(e) {
				seen[e.Path] = true
				found = append(found, e)
			}
		}
	}
	slices.SortStableFunc(found, func(a, b *site.Entry) int {
		return cmp.Or(b.Day.Compare(a.Day), cmp.Compare(b.Date.Unix, a.Date.Unix), cmp.Compare(a.Path, b.Path))
	})
	list := make([]Listed, len(found))
	for i, e := range found {
		list[i] = listed(s, e)
	}
	return list, nil
}

func listed(s *site.Site, e *site.Entry) Listed {
	l := Listed{
		Date: when(e.Date), Path: e.Path, Title: e.Title, Lang: e.Lang, Type: cmp.Or(e.Type, report.Sitrep), Status: cmp.Or(e.Status, report.Published),
		Exercise: e.Exercise, TLP: cmp.Or(e.TLP, report.Clear), Series: e.Series, Number: e.Number, Regions: e.Regions, Topics: e.Topics, URL: s.Address(e.URL),
	}
	if l.Status == report.Published {
		l.Summary = e.Summary
	}
	for _, version := range s.Versions(e.Path) {
		l.Languages = append(l.Languages, version.Lang)
	}
	if len(e.Regions) > 0 {
		l.place = s.Regions.NameIn(e.Regions[0], e.Lang)
	}
	return l
}

// compile makes of a query what tells the reports that it asks for.
func (q Query) compile(s *site.Site) (func(*site.Entry) bool, error) {
	region, err := q.region(s)
	if err != nil {
		return nil, err
	}
	topic, err := q.topic(s)
	if err != nil {
		return nil, err
	}
	if err := q.series(s); err != nil {
		return nil, err
	}
	since, _, err := span("since", q.Since)
	if err != nil {
		return nil, err
	}
	_, until, err := span("until", q.Until)
	if err != nil {
		return nil, err
	}
	return func(e *site.Entry) bool {
		return (region == "" || within(e.Regions, region, s.Regions.Ancestors)) && (topic == "" || within(e.Topics, topic, s.Topics.Ancestors)) &&
			(q.Series == "" || e.Series == q.Series) && (q.Since == "" || !e.Day.Before(since)) && (q.Until == "" || e.Day.Before(until))
	}, nil
}

// within reports whether one of some terms is a term or lies below it.
func within(ids []string, id string, ancestors func(string) []string) bool {
	return slices.ContainsFunc(ids, func(own string) bool { return own == id || slices.Contains(ancestors(own), id) })
}

func (q Query) region(s *site.Site) (string, error) {
	if q.Region == "" {
		return "", nil
	}
	id, candidates, ok := s.Regions.Resolve(q.Region)
	if ok {
		return id, nil
	}
	return "", unknown("region", q.Region, gazetteer.DidYouMean(candidates))
}

func (q Query) topic(s *site.Site) (string, error) {
	if q.Topic == "" {
		return "", nil
	}
	topic, candidates, ok := s.Topics.Resolve(q.Topic)
	if ok {
		return topic.ID, nil
	}
	hint := ""
	if len(candidates) > 0 {
		hint = "did you mean " + candidates[0].ID + "?"
	}
	return "", unknown("topic", q.Topic, hint)
}

func (q Query) series(s *site.Site) error {
	var known []string
	for _, series := range s.Config.Series {
		known = append(known, series.Key)
	}
	for _, t := range s.Trees {
		for _, term := range t.Series.Sorted {
			known = append(known, term.ID)
		}
	}
	if q.Series == "" || slices.Contains(known, q.Series) {
		return nil
	}
	slices.Sort(known)
	hint := ""
	if near := diag.Nearest(q.Series, slices.Compact(known)); len(near) > 0 {
		hint = "did you mean " + strings.Join(near, " or ") + "?"
	}
	return unknown("series", q.Series, hint)
}

func unknown(kind, name, hint string) error {
	if hint != "" {
		hint = "\n  " + hint
	}
	return fmt.Errorf("there is no %s named %q%s", kind, name, hint)
}

// span is from the first instant of a day, a month or a year to the first after it.
func span(flag, text string) (from, to time.Time, err error) {
	if text == "" {
		return from, to, nil
	}
	for layout, next := range map[string][3]int{"2006-01-02": {0, 0, 1}, "2006-01": {0, 1, 0}, "2006": {1, 0, 0}} {
		if from, err = time.Parse(layout, text); err == nil {
			return from, from.AddDate(next[0], next[1], next[2]), nil
		}
	}
	return from, to, fmt.Errorf("--%s %s is no day: write 2024-11-10, 2024-11 or 2024", flag, text)
}

// WriteListJSON writes a list for programs.
func WriteListJSON(w io.Writer, list []Listed) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if list == nil {
		list = []Listed{}
	}
	return encoder.Encode(list)
}

// WriteListCSV writes a list as a table for programs, as the published ones are.
func WriteListCSV(w io.Writer, list []Listed) error {
	c := csv.NewWriter(w)
	c.UseCRLF = true
	_ = c.Write([]string{"date", "path", "title", "lang", "languages", "type", "status", "exercise", "tlp", "series", "number", "regions", "topics", "summary", "url"})
	for i := range list {
		l := &list[i]
		_ = c.Write([]string{
			string(l.Date), harmless(l.Path), harmless(l.Title), l.Lang, strings.Join(l.Languages, " "), string(l.Type), string(l.Status), truth(l.Exercise),
			string(l.TLP), harmless(l.Series), number(l.Number), harmless(strings.Join(l.Regions, " ")), harmless(strings.Join(l.Topics, " ")), harmless(l.Summary), harmless(l.URL),
		})
	}
	c.Flush()
	return c.Error()
}

// WriteListTable writes a list for people: a line each, of at most so many columns; 0: as long as it is.
func WriteListTable(w io.Writer, list []Listed, most int) error {
	rows := make([][3]string, len(list))
	var widths [3]int
	for i := range list {
		l := &list[i]
		day, _, _ := strings.Cut(string(l.Date), "T")
		series := l.Series
		if l.Number > 0 {
			series += " " + strconv.Itoa(l.Number)
		}
		rows[i] = [3]string{day, shortened(series, 24), shortened(l.place, 20)}
		for c, cell := range rows[i] {
			widths[c] = max(widths[c], markdown.Columns(cell))
		}
	}
	var b bytes.Buffer
	for i, row := range rows {
		line := ""
		for c, cell := range row {
			if widths[c] > 0 {
				line += cell + strings.Repeat(" ", widths[c]-markdown.Columns(cell)) + "  "
			}
		}
		title := list[i].Title
		if list[i].Exercise {
			title = "EXERCISE " + title
		}
		if list[i].Status == report.Retracted {
			title = "RETRACTED " + title
		}
		if most > 0 {
			title = shortened(title, max(20, most-markdown.Columns(line)))
		}
		b.WriteString(line + title + "\n")
	}
	_, err := w.Write(b.Bytes())
	return err
}

// shortened cuts a text to at most so many columns.
func shortened(text string, most int) string {
	text = strings.Join(strings.Fields(text), " ")
	if markdown.Columns(text) <= most {
		return text
	}
	used := 0
	for i, r := range text {
		if used += markdown.Columns(string(r)); used > most-1 {
			return strings.TrimRight(text[:i], " ") + "…"
		}
	}
	return text
}
