package site

import (
	"slices"
	"time"

	"sitrep/generator/report"
)

// Reports are those of a term, newest first; of a series in the order of the series, the last one first.
func (term *Term) Reports() []*Entry { return term.run().entries }

// Run is a series with the reports of the whole site: a report that is not translated is not missing.
func (t *Tree) Run(series *Term) *Term { return t.runs.Get(series.ID) }

// Gaps lists the numbers that a series misses between its first and its last, without those that its desk knows of.
func (s *Site) Gaps(series *Term) []int {
	numbers := map[int]bool{}
	lowest, highest := 0, 0
	for _, e := range series.members {
		if e.Number == 0 {
			continue
		}
		numbers[e.Number] = true
		highest = max(highest, e.Number)
		if lowest == 0 || e.Number < lowest {
			lowest = e.Number
		}
	}
	var known []int
	for _, config := range s.Config.Series {
		if config.Key == series.ID {
			known = config.Gaps
		}
	}
	var gaps []int
	for n := lowest + 1; n < highest && len(gaps) < mostGaps; n++ {
		if !numbers[n] && !slices.Contains(known, n) {
			gaps = append(gaps, n)
		}
	}
	return gaps
}

// mostGaps is how many missing numbers are named: a series that jumps from 3 to 20240101 misses no reports.
const mostGaps = 50

// Overdue returns when the next report of a series was due, if that time is over: the latest report says when, and is not the final
// one. A report that is due on a day may come until the day ends.
func (s *Site) Overdue(series *Term, now time.Time) (due report.Moment, overdue bool) {
	latest := series.Reports()[0]
	if !latest.Next.Given || latest.Phase == report.Final || latest.Status == report.Retracted {
		return report.Moment{}, false
	}
	return latest.Next, !now.Before(s.DueBy(latest.Next))
}

// DueBy is the instant at which what is due at a moment is late.
func (s *Site) DueBy(next report.Moment) time.Time {
	end := next.Begin(s.Config.Zone())
	if !next.Clock {
		end = end.AddDate(0, 0, 1)
	}
	return end
}

// SupersededBy lists the reports that take the place of one.
func (t *Tree) SupersededBy(e *Entry) []*Entry {
	if term := t.superseded.Get(e.Path); term != nil {
		return term.members
	}
	return nil
}

// Alias returns the report that an old address leads to: a path within the published tree, as the header gives it.
func (t *Tree) Alias(path string) *Entry {
	if term := t.aliases.Get(path); term != nil {
		return term.members[0]
	}
	return nil
}

// Aliases are all old addresses, with the report that each leads to; the newest of several.
func (t *Tree) Aliases() map[string]*Entry {
	addresses := map[string]*Entry{}
	for _, term := range t.aliases.Sorted {
		addresses[term.ID] = term.members[0]
	}
	return addresses
}

// Corrections are the reports of the whole site that were corrected or retracted, newest first, each in the tree's language or the first it exists in.
func (t *Tree) Corrections() []*Entry {
	if term := t.Corrected.Get(corrected); term != nil {
		return term.members
	}
	return nil
}
