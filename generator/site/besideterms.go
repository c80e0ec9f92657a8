package site

import (
	"iter"
	"slices"

	"sitrep/generator/report"
)

// Told are the events that the reports of a region or a series tell of, the oldest report first: what is real, or what is of exercises.
// Of a region they are those that happened there or, for all that is said, may have.
func (t *Tree) Told(term *Term, drill bool) iter.Seq2[*Entry, int] {
	region := t.Regions.Get(term.ID) == term
	return func(yield func(*Entry, int) bool) {
		for _, e := range slices.Backward(term.Members()) {
			if len(e.Events) == 0 || e.Exercise != drill || e.Status == report.Retracted {
				continue
			}
			for i := range e.Events {
				if (!region || t.site.Lies(&e.Events[i], term.ID)) && !yield(e, i) {
					return
				}
			}
		}
	}
}

// Promises reports whether the latest report of a series says when the next one is due.
func (t *Tree) Promises(series *Term) bool {
	latest := t.Run(series).Reports()[0]
	return latest.Next.Given && latest.Phase != report.Final && latest.Status != report.Retracted
}

// GeographyOf is where the events of a region or a series are, the latest year of them; "" where there are none.
func (t *Tree) GeographyOf(term *Term, drill bool) string {
	if !t.site.Config.Publishes(GeoJSON) {
		return ""
	}
	for range t.Told(term, drill) {
		return GeographyPath(term.List.Path, drill)
	}
	return ""
}

// GeographyPath is the path of a collection of events that lies beside a page, or in its folder.
func GeographyPath(stem string, drill bool) string {
	if drill {
		stem += ".exercise"
	}
	return stem + GeoJSON.Ending
}

// CalendarOf is where the calendar of a series is; "" where nothing is due.
func (t *Tree) CalendarOf(series *Term) string {
	if !t.site.Config.Publishes(Calendar) || !t.Promises(series) {
		return ""
	}
	return series.List.Path + Calendar.Ending
}

// CalendarOfAll is where the calendar of all series is; "" where nothing is due.
func (t *Tree) CalendarOfAll() string {
	if !slices.ContainsFunc(t.Series.Sorted, func(s *Term) bool { return t.CalendarOf(s) != "" }) {
		return ""
	}
	return t.Prefix + "due" + Calendar.Ending
}
