package lint

import (
	"cmp"
	"slices"

	"sitrep/generator/diag"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// run is a series over all languages: each report once, in its original.
type run struct {
	site.Series
	entries  []*site.Entry // the last one first: by number where all have one, else by time
	findings []diag.Finding
}

// runOf is the series of a key, judged; nil where no report belongs to it.
func (c *checks) runOf(key string) *run {
	r := &run{Series: site.Series{Key: key}}
	for _, t := range c.site.Trees {
		if term := t.Series.Get(key); term != nil {
			for _, e := range term.Reports() {
				if c.original(e) == e {
					r.entries = append(r.entries, e)
				}
			}
		}
	}
	if len(r.entries) == 0 {
		return nil
	}
	r.settle(c.site)
	c.run(r)
	r.findings, c.findings = c.findings, nil
	return r
}

// settle puts a run in its order and gives it what site.yaml says of it.
func (r *run) settle(s *site.Site) {
	for _, series := range s.Config.Series {
		if series.Key == r.Key {
			r.Series = series
		}
	}
	numbered := !slices.ContainsFunc(r.entries, func(e *site.Entry) bool { return e.Number == 0 })
	order := func(a, b *site.Entry) int {
		if numbered && a.Number != b.Number {
			return b.Number - a.Number
		}
		return latestFirst(a, b)
	}
	if !slices.IsSortedFunc(r.entries, order) {
		slices.SortFunc(r.entries, order)
	}
}

// numbers looks at the numbered reports of a series, each with the one before it by number.
func (c *checks) numbers(r *run) {
	numbered := slices.DeleteFunc(slices.Clone(r.entries), func(e *site.Entry) bool { return e.Number == 0 })
	slices.SortFunc(numbered, func(a, b *site.Entry) int {
		return cmp.Or(a.Number-b.Number, a.Day.Compare(b.Day), cmp.Compare(a.Date.Unix, b.Date.Unix), cmp.Compare(a.Path, b.Path))
	})
	for i, e := range numbered {
		if i > 0 {
			c.numberRepeated(numbered[i-1], e)
			c.numberGap(r, numbered[i-1], e)
		}
	}
}

// alike reports whether two reports of a series may be compared: both real or both of an exercise, and both standing.
func alike(a, b *site.Entry) bool {
	return a.Exercise == b.Exercise && a.Status != report.Retracted && b.Status != report.Retracted
}

// replaces reports whether a report says that it takes the place of another one.
func replaces(e, other *site.Entry) bool {
	return slices.ContainsFunc(e.Supersedes, func(path string) bool { return bundle(path) == other.Path })
}
