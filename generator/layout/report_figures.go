package layout

import (
	"fmt"
	"html/template"
	"math"
	"slices"
	"strconv"
	"strings"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// Figure is the tile of a key figure: what one source or several say of one metric at one place.
type Figure struct {
	Anchor string       // its id on the page
	Href   template.URL // the figure's own page; empty: none
	Label  string
	Of     string // what it is part of
	Place  string
	Lines  []FigureLine
	Band   string // what lies between sources that differ, or that they agree; empty for one source
}

// FigureLine is what one source says.
type FigureLine struct {
	Anchor string // its id on the page, but for the first of a tile
	Value  string // in words: 1,500; about 1,500; 700–1,000; Not reported
	Unit   string
	Size   string // of the value: "" for a number, rough for one with a word, word for a word
	Source Cite
	AsOf   *Date
	Status *Word
	Change *Change
	Spark  *Fragment // the line so far, drawn; nil: there is none
	Note   string
	NoteIn *Tongue
}

// Change is how a figure differs from the one before on its line.
type Change struct {
	Way     string // up, down, same, or break where the two are not to be compared
	Sense   Word   // better or worse; the zero Word where a rise means neither
	By      string // +12
	Since   string // since no. 11
	Percent string // empty: it would mislead
	Note    string // of a break
	NoteIn  *Tongue
}

// stated are a report's figures as points of their lines.
func stated(r *site.Entry) []site.Point {
	points := make([]site.Point, len(r.Figures))
	for i := range r.Figures {
		points[i] = site.Point{Figure: &r.Figures[i], Entry: r, Index: i}
	}
	return points
}

// tiles put figures of one metric and place together, in the order of their first. cite points at a figure's source; prefix keeps
// the ids of several lists on one page apart.
func (e *edition) tiles(up, prefix string, points []site.Point, cite func(site.Point) Cite) []Figure {
	if len(points) == 0 {
		return nil
	}
	type about struct{ metric, place string }
	var list []Figure
	var members [][]site.Point
	at := map[about]int{}
	anchors := map[string]int{}
	for n, p := range points {
		trend := e.trend(p)
		line := e.line(p, trend, cite(p))
		line.Spark = e.spark(prefix+"spark_"+strconv.Itoa(n), p, trend)
		line.Anchor = prefix + figureAnchor(p.ID, anchors)
		key := about{p.ID, e.place(p.Place)}
		i, known := at[key]
		if !known {
			i, at[key] = len(list), len(list)
			list = append(list, Figure{
				Anchor: line.Anchor, Href: e.toFigure(up, p.Entry, p.ID), Label: e.label(p.ID), Of: e.label(p.Of), Place: key.place,
			})
			members = append(members, nil)
			line.Anchor = ""
		}
		list[i].Lines = append(list[i].Lines, line)
		members[i] = append(members[i], p)
	}
	for i := range list {
		list[i].Band = e.band(members[i])
	}
	return list
}

// figureAnchor numbers the anchors of a figure that has several lines.
func figureAnchor(id string, seen map[string]int) string {
	seen[id]++
	if n := seen[id]; n > 1 {
		return fmt.Sprintf("%s-%d", site.FigureAnchor(id), n)
	}
	return site.FigureAnchor(id)
}

// trend is the line of a figure in its series, up to its report.
func (e *edition) trend(p site.Point) []site.Point {
	if p.Entry.Series == "" {
		return nil
	}
	return e.tree.Trend(p.Entry, p.Index)
}

func (e *edition) line(p site.Point, trend []site.Point, cite Cite) FigureLine {
	v := FigureLine{
		Unit: orElse(p.Unit, e.site.Words.Metrics[p.ID].UnitIn(e.tree.Lang)), Source: cite, AsOf: e.asOf(p),
		Status: e.word("status", string(p.Status)), Change: e.change(trend), Note: p.Note, NoteIn: e.tongue(e.site.NoteLang(p)),
	}
	if v.Value, v.Size = e.value(*p.Figure); v.Size == "word" {
		v.Unit = ""
	}
	return v
}

// asOf is when a figure was true: by its time alone where that is on the day of the report's cut-off, which the cover names. A figure
// of another report than the page's carries its time, and says it in full.
func (e *edition) asOf(p site.Point) *Date {
	if p.At.Given {
		return e.clocked(p.At)
	}
	at, r := p.AsOf, p.Entry
	if at.Clock && r.Cutoff.Clock && at.Offset == r.Cutoff.Offset && at.String()[:10] == r.Cutoff.String()[:10] {
		return &Date{ISO: at.String(), Words: e.locale.Time(at.Time())}
	}
	return e.clocked(at)
}

// toFigure leads to the page of a metric.
func (e *edition) toFigure(up string, r *site.Entry, metric string) template.URL {
	if term := e.tree.Figures.Get(drilled(r.Exercise, metric)); term != nil {
		return href(up, term.List.Path+".html")
	}
	return ""
}

// value is a figure's number in words, or the reason why there is none.
func (e *edition) value(f report.Figure) (words, size string) {
	switch {
	case f.Missing != "":
		return e.get("figure." + string(f.Missing)), "word"
	case f.Low.Given() && f.High.Given():
		return e.locale.Between(e.number(f.Low), e.number(f.High)), "rough"
	case f.Estimate == "" || f.Estimate == report.Exact:
		return e.number(f.Value), ""
	}
	return e.pattern("figure."+string(f.Estimate), "n", e.number(f.Value)), "rough"
}

// band says in words what rivals leave open: those of the latest day of all, for what was said before may have changed since. They are
// never averaged.
func (e *edition) band(points []site.Point) string {
	if len(points) < 2 {
		return ""
	}
	var low, high report.Number
	speakers := map[string]bool{}
	latest := slices.MaxFunc(points, func(a, b site.Point) int { return a.Entry.Day.Compare(b.Entry.Day) }).Entry.Day
	for _, p := range points {
		if p.Entry.Day.Before(latest) {
			continue
		}
		least, most := p.Low, p.High
		if p.Value.Given() {
			least, most = p.Value, p.Value
		}
		if !least.Given() || !most.Given() {
			continue
		}
		speakers[e.site.Speaker(p.Entry.Report, p.Source)] = true
		if !low.Given() || least.Value < low.Value {
			low = least
		}
		if !high.Given() || most.Value > high.Value {
			high = most
		}
	}
	switch {
	case len(speakers) < 2:
		return ""
	case low.Value == high.Value:
		return e.get("figure.agree")
	}
	return e.pattern("figure.band", "low", e.number(low), "high", e.number(high))
}

// change compares the last figure of a line with the one before it; nil where there is none, or no two numbers.
func (e *edition) change(trend []site.Point) *Change {
	if len(trend) < 2 {
		return nil
	}
	move, comparable := e.site.Moved(trend[len(trend)-2], trend[len(trend)-1])
	if !comparable || bounded(move.Before) || bounded(move.Now) {
		return nil
	}
	return e.moved(move)
}

// bounded reports whether a figure says no more than on which side of a number the truth lies.
func bounded(p site.Point) bool { return p.Estimate == report.AtLeast || p.Estimate == report.UpTo }

// moved words a change.
func (e *edition) moved(m site.Move) *Change {
	since := e.called(m.Before.Entry)
	switch {
	case m.Break != nil:
		c := &Change{Way: "break", Since: e.pattern("change.break", "report", since)}
		c.Note, c.NoteIn = e.breakNote(m.Break)
		return c
	case m.By == 0:
		return &Change{Way: "same", Since: e.pattern("change.same", "report", since)}
	}
	c := &Change{Way: "up", By: e.difference(e.locale.Plus(), m), Since: e.pattern("change.since", "report", since), Percent: e.percent(m)}
	if m.By < 0 {
		c.Way, c.By = "down", e.difference(e.locale.Minus(), m)
	}
	if m.Sense == site.Better || m.Sense == site.Worse {
		c.Sense = *e.word("change", string(m.Sense))
	}
	return c
}

// difference is how far a figure moved, with as many decimals as the two have.
func (e *edition) difference(sign string, m site.Move) string {
	text := strconv.FormatFloat(math.Abs(m.By), 'f', max(decimals(m.Before.Value), decimals(m.Now.Value)), 64)
	number := sign + e.number(report.Number{Text: text})
	if m.Before.Estimate == report.About || m.Now.Estimate == report.About {
		return e.pattern("change.about", "n", number)
	}
	return number
}

func decimals(n report.Number) int {
	_, fraction, _ := strings.Cut(n.Text, ".")
	if strings.ContainsAny(fraction, "eE_") {
		return 0
	}
	return len(fraction)
}

func (e *edition) percent(m site.Move) string {
	share := math.Abs(m.Percent)
	text := strconv.FormatFloat(share, 'f', 0, 64)
	if share < 1 {
		text = strconv.FormatFloat(share, 'f', 1, 64)
	}
	if !m.HasPercent || text == "0.0" {
		return ""
	}
	sign := e.locale.Plus()
	if m.By < 0 {
		sign = e.locale.Minus()
	}
	return e.locale.Percent(sign + e.number(report.Number{Text: text}))
}

// called is what the reports of a series call each other: by number, else by date.
func (e *edition) called(r *site.Entry) string {
	if r.Number > 0 {
		return e.pattern("report.called", "n", e.count(r.Number))
	}
	return e.shortDay(r.Day).Words
}

// numbered is a report's number where nothing stands before it: No. 11; empty without one.
func (m *Messages) numbered(r *site.Entry) string {
	if r.Number == 0 {
		return ""
	}
	return m.pattern("report.number", "n", m.count(r.Number))
}

// label is a metric's name, or its id in plain words where the site does not define it.
func (e *edition) label(metric string) string {
	return orElse(e.site.Words.Metrics[metric].LabelIn(e.tree.Lang), site.Plain(metric))
}
