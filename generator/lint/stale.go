package lint

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"time"

	"sitrep/generator/diag"
	"sitrep/generator/parallel"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// A claim is stale that nobody has settled for so many reports of its series, or so many days of it. mostStale bounds how many are
// told of in one series, the oldest first: the ledger has them all.
const (
	staleReports = 5
	staleDays    = 30
	mostStale    = 10
)

// stale is a claim that has been left open.
type stale struct {
	course  site.Course
	series  string
	reports int // of the series since it got its status
	days    int
}

// staleClaims finds claims that stay open while their series goes on: claim/stale, where they are stated last. A claim outside a
// series, or in one that has ended, waits for nobody.
func (c *checks) staleClaims(t *site.Tree) []diag.Finding {
	found := make([]*stale, len(t.Claims.Sorted))
	_ = parallel.Each(len(found), func(i int) error { // no rule can fail
		found[i] = c.staleClaim(t.Course(t.Claims.Sorted[i]))
		return nil
	})
	found = slices.DeleteFunc(found, func(s *stale) bool { return s == nil })
	slices.SortStableFunc(found, func(a, b *stale) int {
		return cmp.Or(cmp.Compare(a.series, b.series), cmp.Compare(a.course.Since().Entry.Date.Unix, b.course.Since().Entry.Date.Unix))
	})
	told, of, own := 0, "", checks{}
	for _, s := range found {
		if s.series != of {
			told, of = 0, s.series
		}
		if told++; told <= mostStale {
			own.tellStale(s)
		}
	}
	return own.findings
}

func (c *checks) staleClaim(course site.Course) *stale {
	last, since := course.Last().Entry, course.Since().Entry
	if !course.Open {
		return nil
	}
	i, found := slices.BinarySearchFunc(c.runs, last.Series, func(r run, key string) int { return cmp.Compare(r.Key, key) })
	if !found || c.runs[i].entries[0].Phase == report.Final {
		return nil
	}
	entries := c.runs[i].entries
	s := stale{course: course, series: last.Series}
	s.reports = sort.Search(len(entries), func(i int) bool { return entries[i].Date.Unix <= since.Date.Unix })
	s.days = int(entries[0].Day.Sub(since.Day) / (24 * time.Hour))
	if s.reports < staleReports && (s.reports == 0 || s.days < staleDays) {
		return nil
	}
	return &s
}

func (c *checks) tellStale(s *stale) {
	last, status := s.course.Last(), "open"
	original := c.original(last.Entry)
	if last.Status != "" {
		status = string(last.Status)
	}
	i := slices.IndexFunc(original.Claims, func(c report.Claim) bool { return c.ID == last.ID })
	c.warn(original, item("claims", i, "status"), "claim/stale", fmt.Sprintf("%s has been %s since %s; %d reports and %d days have passed in its series",
		last.ID, status, s.course.Since().Entry.Path, s.reports, s.days), "state it in the next report with what is known by now, and why: status, basis")
}
