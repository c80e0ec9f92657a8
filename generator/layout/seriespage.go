package layout

import (
	"html/template"
	"slices"
	"strconv"
	"time"

	"sitrep/generator/graphic"
	"sitrep/generator/report"
	"sitrep/generator/site"
	"sitrep/generator/vocabulary"
)

// SeriesPage is the page of a series.
type SeriesPage struct {
	Frame    Frame
	Name     string
	Owner    string
	OwnerIn  *Tongue
	Cadence  string
	Drill    bool         // its latest report belongs to an exercise
	Ended    bool         // its latest report is the final one
	Latest   ReportRef    // the latest report
	Alias    template.URL // the address that always leads there
	Due      *Date        // of the next report
	Overdue  bool         // when the site was built
	Missing  []string     // numbers that nobody can account for, and
	Unissued []string     // those that are known never to have been issued: 4, 7–9
	Run      []RunItem    // the last one first
	Cut      bool         // these are only the latest
	Periods  []*Fragment  // Link
	Calendar template.HTML
	Events   []EventGroup // the latest first
	Map      *MapView
	Claims   []ClaimList
}

// RunItem is a report in the run of its series, or numbers that the run has no report of.
type RunItem struct {
	Report   *RunReport
	Gap      string // 4, 7–9
	Unissued bool   // it is known why
}

// RunReport is a report in the run of its series.
type RunReport struct {
	Ref     ReportRef
	Tags    []Word
	Summary string
}

// runShown is how many reports of a long series its page shows.
const runShown = 50

func (e *edition) seriesPage(path string, term *site.Term) any {
	config := e.seriesConfig(term.ID)
	v := &SeriesPage{Frame: e.frame(path, "", term.Name, ""), Name: term.Name, Cadence: e.cadence(config.Cadence)}
	v.Frame.feeds(v.Frame.Title, e.tree.TermFeed(term))
	e.termData(&v.Frame, term)
	if v.Owner = vocabulary.In(config.Owners, e.tree.Lang); v.Owner == "" {
		v.Owner, v.OwnerIn = config.Owner, e.tongue(e.site.Config.Default())
	}
	up, run := v.Frame.Up, term.Reports()
	whole := e.tree.Run(term) // in whatever language: what is not translated was issued, too
	latest := whole.Reports()[0]
	v.Drill, v.Ended, v.Latest, v.Alias = latest.Exercise, latest.Phase == report.Final, e.ref(up, latest), href(up, e.latestPath(term))
	if !v.Ended && latest.Status != report.Retracted {
		v.Due = e.moment(latest.Next)
		_, v.Overdue = e.site.Overdue(whole, e.now)
	}
	v.Missing, v.Unissued = spans(e.site.Gaps(whole)), spans(config.Gaps)
	if v.Cut = len(term.List.Parts) > 0; v.Cut {
		run = run[:runShown]
	}
	v.Run = e.run(up, run, whole.Reports(), config.Gaps, v.Drill)
	for _, part := range term.List.Parts {
		v.Periods = append(v.Periods, e.toPeriod(part))
	}
	v.Calendar = e.runCalendar(up, term.Name, whole.Reports()[:min(runShown, len(whole.Reports()))], config.Cadence)
	events := e.toldOf(term, latest.Exercise, eventsOfSeries)
	v.Events, v.Map = e.happenings(up, events), e.seriesMap(up, events)
	v.Claims = e.openClaims(up, term)
	return v
}

// cadence is how often a series is issued, in the language's words where it has any.
func (m *Messages) cadence(often string) string {
	if words, known := m.words["cadence."+often]; known {
		return words
	}
	return often
}

// seriesConfig is what the site says of a series; nothing of one that is simply used.
func (e *edition) seriesConfig(key string) site.Series {
	for _, series := range e.site.Config.Series {
		if series.Key == key {
			return series
		}
	}
	return site.Series{}
}

// run lists reports of a series, with the numbers between them that there is no report of in any language.
func (e *edition) run(up string, reports, whole []*site.Entry, unissued []int, drill bool) []RunItem {
	issued := map[int]bool{}
	for _, r := range whole {
		issued[r.Number] = true
	}
	var items []RunItem
	for i, r := range reports {
		if i > 0 {
			items = append(items, gaps(r.Number, reports[i-1].Number, issued, unissued)...)
		}
		tags := e.tags(r)
		if drill && r.Exercise { // the page says so
			tags = tags[1:]
		}
		items = append(items, RunItem{Report: &RunReport{Ref: e.ref(up, r), Tags: tags, Summary: summary(r, runRunes)}})
	}
	return items
}

// runRunes is how much of a summary the run shows, and mostGaps how many numbers may miss between two reports: a series that
// jumps further misses none.
const (
	runRunes = 160
	mostGaps = 50
)

// gaps are the numbers between two reports of a series that were not issued, the highest first.
func gaps(before, after int, issued map[int]bool, unissued []int) []RunItem {
	if before == 0 || after-before < 2 || after-before > mostGaps {
		return nil
	}
	var numbers [2][]int
	for n := before + 1; n < after; n++ {
		switch {
		case issued[n]:
		case slices.Contains(unissued, n):
			numbers[1] = append(numbers[1], n)
		default:
			numbers[0] = append(numbers[0], n)
		}
	}
	var items []RunItem
	for i, list := range numbers {
		for _, span := range slices.Backward(spans(list)) {
			items = append(items, RunItem{Gap: span, Unissued: i == 1})
		}
	}
	return items
}

// spans words numbers in their order: 4, 7–9.
func spans(numbers []int) []string {
	numbers = slices.Sorted(slices.Values(numbers))
	var list []string
	for len(numbers) > 0 {
		n := 1
		for n < len(numbers) && numbers[n] == numbers[n-1]+1 {
			n++
		}
		words := strconv.Itoa(numbers[0])
		if n > 1 {
			words += "–" + strconv.Itoa(numbers[n-1])
		}
		list, numbers = append(list, words), numbers[n:]
	}
	return list
}

// monthsShown is how many months the calendar of a series has.
const monthsShown = 12

// runCalendar is the calendar of the latest months of a series. In a daily one, a day without a report is a gap.
func (e *edition) runCalendar(up, name string, reports []*site.Entry, cadence string) template.HTML {
	byDay := slices.SortedStableFunc(slices.Values(reports), func(a, b *site.Entry) int { return a.Day.Compare(b.Day) })
	cal := graphic.Calendar{
		Frame: graphic.Frame{ID: "calendar", Title: e.titled(e.get("series.calendar"), name), RTL: e.dir == "rtl"},
		One:   e.get("calendar.one"), Two: e.get("calendar.two"), More: e.get("calendar.more"),
	}
	copy(cal.Week[:], e.locale.Narrow())
	var before time.Time
	for len(byDay) > 0 {
		day, n := byDay[0].Day, 1
		for n < len(byDay) && byDay[n].Day.Equal(day) {
			n++
		}
		if cadence == "daily" && !before.IsZero() && day.Sub(before) < 32*24*time.Hour {
			for gap := before.AddDate(0, 0, 1); gap.Before(day); gap = gap.AddDate(0, 0, 1) {
				e.markDay(&cal, gap, graphic.Day{Gap: true, Label: e.titled(e.day(gap), e.get("calendar.gap"))})
				cal.Gap = e.get("calendar.gap")
			}
		}
		e.markDay(&cal, day, graphic.Day{Reports: n, Href: href(up, byDay[n-1].URL), Label: e.titled(e.day(day), byDay[n-1].Title)})
		before, byDay = day, byDay[n:]
	}
	cal.Months = cal.Months[max(0, len(cal.Months)-monthsShown):]
	return cal.Draw()
}

// markDay puts a day into the calendar; days come in their order.
func (e *edition) markDay(cal *graphic.Calendar, on time.Time, day graphic.Day) {
	year, month, n := on.Date()
	if last := len(cal.Months) - 1; last < 0 || cal.Months[last].Year != year || cal.Months[last].Month != month {
		cal.Months = append(cal.Months, graphic.Month{Year: year, Month: month, Name: e.period(site.Period{Year: year, Month: month}).Words})
	}
	day.Day = n
	m := &cal.Months[len(cal.Months)-1]
	m.Days = append(m.Days, day)
}

// seriesPages are those of a series, with the address that always leads to its latest report.
func (e *edition) seriesPages(term *site.Term) []page {
	from := "the index of the series " + term.ID
	pages := []page{
		{term.List.Path + ".html", from, "series.html", e, func(path string) any { return e.seriesPage(path, term) }},
		{e.latestPath(term), from, "redirect.html", e, func(path string) any { return e.redirect(path, e.tree.Run(term).Reports()[0]) }},
	}
	return append(pages, e.periodPages(term.List, from, "", term.Name, func() []*Fragment { return []*Fragment{e.toTerm(term)} })...)
}

func (e *edition) latestPath(series *site.Term) string { return series.List.Path + "/latest.html" }
