package site

import (
	"cmp"
	"slices"
	"strings"

	"sitrep/generator/report"
	"sitrep/generator/vocabulary"
)

// Line is what one source says of one metric at one place, report after report. Two lines of one metric and place are rivals: they
// are shown side by side, and never averaged.
type Line struct {
	Metric string // its id, with Drill before it for an exercise
	Place  string // id of the region, or what the report calls it; "" where it names none
	Source string // the same for the same source in all reports; "" where none is named
	Points []Point
}

// Point is a figure as a report states it.
type Point struct {
	*report.Figure
	Entry *Entry
	Index int           // among the report's figures
	At    report.Moment // what it is as of: the figure's own time, the report's cut-off, or its date
}

// Lines are those of a metric in the whole site, by place and source; points oldest first. They are found out once, and not to be changed.
func (t *Tree) Lines(metric *Term) []Line {
	m := metric.meeting
	m.drawn.Do(func() { m.lines = t.lines(metric) })
	return m.lines
}

func (t *Tree) lines(metric *Term) []Line {
	lines := map[[2]string]*Line{}
	for _, e := range slices.Backward(metric.members) {
		t.site.eachFigure(e, metric.ID, func(p Point, place, source string) {
			key := [2]string{place, source}
			if lines[key] == nil {
				lines[key] = &Line{Metric: metric.ID, Place: place, Source: source}
			}
			lines[key].Points = append(lines[key].Points, p)
		})
	}
	var list []Line
	for _, l := range lines {
		slices.SortStableFunc(l.Points, func(a, b Point) int { return cmp.Compare(a.At.Unix, b.At.Unix) })
		list = append(list, *l)
	}
	slices.SortFunc(list, func(a, b Line) int { return cmp.Or(cmp.Compare(a.Place, b.Place), cmp.Compare(a.Source, b.Source)) })
	return list
}

// eachFigure calls f for every figure of a report that is of the metric.
func (s *Site) eachFigure(e *Entry, metric string, f func(p Point, place, source string)) {
	id, drill := strings.CutPrefix(metric, Drill)
	if e.Exercise != drill {
		return
	}
	for i := range e.Figures {
		if figure := &e.Figures[i]; figure.ID == id {
			f(Point{figure, e, i, at(e, figure)}, s.placeID(figure.Place), s.Speaker(e.Report, figure.Source))
		}
	}
}

// at is what a figure is as of.
func at(e *Entry, f *report.Figure) report.Moment {
	switch {
	case f.AsOf.Given:
		return f.AsOf
	case e.Cutoff.Given:
		return e.Cutoff
	}
	return e.Date
}

func (s *Site) placeID(name string) string {
	if name == "" {
		return ""
	}
	if id, _, ok := s.Regions.Resolve(name); ok {
		return id
	}
	return name
}

// Speaker names a source so that it is the same in all reports and languages: by its key where the site defines it, else by who it is.
func (s *Site) Speaker(r *report.Report, key string) string {
	if key == "" {
		return ""
	}
	for _, version := range [...]*report.Report{s.spokenFirst(r), r} {
		for i := range version.Sources {
			if own := &version.Sources[i]; own.Key == key {
				return vocabulary.Slug(cmp.Or(own.Org, own.Label, own.Title, own.Key))
			}
		}
	}
	return key
}

// spokenFirst is the report that one is a translation of, or the report itself.
func (s *Site) spokenFirst(r *report.Report) *report.Report {
	if r.Lang == "" || len(s.Trees) == 1 {
		return r
	}
	for _, e := range s.Versions(r.Path) {
		if e.Report.Lang < r.Lang {
			r = e.Report
		}
	}
	return r
}

// trendLength is how many reports back a small trend looks.
const trendLength = 12

// Trend is the line of a report's figure in the series it belongs to, up to and with that report, oldest first; the figure alone
// where it is in no series. It never changes with a later report.
func (t *Tree) Trend(e *Entry, index int) []Point { return t.trend(e, index, trendLength-1) }

// trend looks so many reports back.
func (t *Tree) trend(e *Entry, index, back int) []Point {
	figure := &e.Figures[index]
	metric, place, source := figure.ID, t.site.placeID(figure.Place), t.site.Speaker(e.Report, figure.Source)
	if e.Exercise {
		metric = Drill + metric
	}
	points := []Point{{figure, e, index, at(e, figure)}}
	for _, earlier := range t.run(e, back) {
		t.site.eachFigure(earlier, metric, func(p Point, of, by string) {
			if of == place && by == source {
				points = append(points, p)
			}
		})
	}
	slices.Reverse(points)
	return points
}

// run lists the reports before one in its series that it is to be compared with, the latest first, at most n: those that stand, that
// are exercises if it is one, and roll-ups if it is one.
func (t *Tree) run(e *Entry, n int) []*Entry {
	series := t.runs.Get(e.Series)
	if series == nil {
		return nil
	}
	run := series.run()
	i, found := slices.BinarySearchFunc(run.entries, e, run.order)
	if !found {
		return nil
	}
	var list []*Entry
	for _, earlier := range run.entries[i+1:] {
		if len(list) == n {
			break
		}
		if earlier.Status != report.Retracted && earlier.Exercise == e.Exercise && (earlier.Type == report.Rollup) == (e.Type == report.Rollup) {
			list = append(list, earlier)
		}
	}
	return list
}

// Move is how a figure differs from the one before it on its line.
type Move struct {
	Before, Now Point
	By          float64 // now less before
	Percent     float64 // of what it was, where HasPercent
	HasPercent  bool    // neither from zero nor from so few that it would mislead
	Sense       Sense
	Break       *Break // why the two are not to be compared: the metric's definition changed between them; nil where it did not
}

// Sense says what a move means, by the polarity of its metric.
type Sense string

const (
	Better  Sense = "better"
	Worse   Sense = "worse"
	Neither Sense = "neither"
	Same    Sense = "same"
)

// fewest is the base below which a percentage of change misleads.
const fewest = 20

// Moved compares two figures of one line. It is false where one of them has no single number.
func (s *Site) Moved(before, now Point) (Move, bool) {
	if !before.Value.Given() || !now.Value.Given() {
		return Move{}, false
	}
	metric := s.Words.Metrics[now.ID]
	m := Move{Before: before, Now: now, By: now.Value.Value - before.Value.Value, Break: metric.brokenBetween(before.At, now.At)}
	base := before.Value.Value
	if m.HasPercent = base >= fewest && m.Break == nil; m.HasPercent {
		m.Percent = 100 * m.By / base
	}
	m.Sense = metric.Polarity.sense(m.By)
	return m, true
}

func (p Polarity) sense(by float64) Sense {
	switch {
	case by == 0:
		return Same
	case p == "up_is_bad" && by > 0, p == "up_is_good" && by < 0:
		return Worse
	case p == "up_is_bad", p == "up_is_good":
		return Better
	}
	return Neither
}

// brokenBetween is the metric's break between two moments; nil where there is none.
func (m Metric) brokenBetween(before, now report.Moment) *Break {
	for i := range m.Breaks {
		b := &m.Breaks[i]
		if before.Unix < b.From.Unix && b.From.Unix <= now.Unix {
			return b
		}
	}
	return nil
}
