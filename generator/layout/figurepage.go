package layout

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"
	"time"

	"sitrep/generator/graphic"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// FigurePage is the page of a metric, or of a period of it.
type FigurePage struct {
	Frame      Frame
	Trail      []*Fragment // Link
	Drill      bool
	Name       string
	Period     *Date // nil for the whole
	Definition string
	Unit       string
	Kind       string // of metric, in words
	Polarity   string // in words
	Breaks     []BreakNote
	Places     []FigurePlace
	Cut        bool        // the tables are of the latest reports only
	Periods    []*Fragment // Link
	Pager      Pager
	Data       []DataLink
}

// BreakNote says where the definition of a metric changed.
type BreakNote struct {
	From Date
	Note string
	In   *Tongue // of the note
}

// FigurePlace is what is said of a metric at one place.
type FigurePlace struct {
	ID    string
	Name  string        // empty where the reports name no place
	Chart template.HTML // empty where there is no trend yet
	Rows  []FigureRow   // newest first
}

// FigureRow is a value as a report states it.
type FigureRow struct {
	AsOf      Date
	Value     string
	Unit      string // where it is not the metric's
	Source    SourceRef
	Status    *Word
	Note      string
	NoteIn    *Tongue
	Report    ReportRef
	Corrected string // in words: the figure was, or its report; empty: neither
}

// metric is what reports state of a metric: by line, and where to find it by report.
type metric struct {
	lines []site.Line
	in    map[*site.Entry][]spot
}

// spot is the place of a point among the lines of a metric.
type spot struct{ line, point int }

func newMetric(t *site.Tree, term *site.Term) *metric {
	m := &metric{lines: t.Lines(term), in: map[*site.Entry][]spot{}}
	for i := range m.lines {
		for j, p := range m.lines[i].Points {
			m.in[p.Entry] = append(m.in[p.Entry], spot{i, j})
		}
	}
	return m
}

// of is the part of the metric's lines that some reports state.
func (m *metric) of(entries []*site.Entry) []site.Line {
	points := make([][]int, len(m.lines))
	for _, r := range entries {
		for _, s := range m.in[r] {
			points[s.line] = append(points[s.line], s.point)
		}
	}
	var lines []site.Line
	for i, list := range points {
		if len(list) == 0 {
			continue
		}
		slices.Sort(list)
		l := m.lines[i]
		l.Points = nil
		for _, j := range list {
			l.Points = append(l.Points, m.lines[i].Points[j])
		}
		lines = append(lines, l)
	}
	return lines
}

// figurePages are those of a metric: the whole, and its periods where it is long.
func (e *edition) figurePages(term *site.Term) []page {
	from := "the index of the figure " + term.ID
	neighbours := levels(term.List)
	var pages []page
	term.List.Walk(func(l *site.List) {
		pages = append(pages, page{l.Path + ".html", from, "figure.html", e, func(path string) any { return e.figurePage(path, term, l, neighbours[l]) }})
	})
	return pages
}

func (e *edition) figurePage(path string, term *site.Term, l *site.List, near [2]*site.List) any {
	m := e.metrics[term]()
	v := &FigurePage{Trail: []*Fragment{e.sections[inFigures]}, Drill: isDrill(term.ID), Name: term.Name, Unit: e.unit(term)}
	title := term.Name
	if l.Up != nil {
		period := e.period(l.Period)
		v.Period, title = &period, e.titled(title, period.Words)
		v.Trail = append(v.Trail, e.toTerm(term))
		for _, up := range above(l) {
			v.Trail = append(v.Trail, e.toPeriod(up))
		}
	} else {
		e.define(v, term)
	}
	v.Frame = e.frame(path, inFigures, title, v.Definition)
	rows := m.of(l.Entries)
	charted := rows
	if l.Up == nil {
		charted = m.lines
	}
	v.Places = e.figurePlaces(v.Frame.Up, term, charted, rows)
	for _, part := range l.Parts {
		v.Periods = append(v.Periods, e.toPeriod(part))
	}
	v.Cut = l.Up == nil && len(l.Parts) > 0
	if l.Up == nil {
		v.Data = e.tableOf(v.Frame.Up, term)
	}
	v.Pager = Pager{Up: v.Frame.Up, Older: e.toPeriod(near[0]), Newer: e.toPeriod(near[1])}
	return v
}

// define puts into a view what the site says of a metric.
func (e *edition) define(v *FigurePage, term *site.Term) {
	m := e.site.Words.Metrics[strings.TrimPrefix(term.ID, site.Drill)]
	v.Definition = e.metricDefinition(term)
	if m.Kind != "" {
		v.Kind = e.get("metric." + string(m.Kind))
	}
	if m.Polarity != "" {
		v.Polarity = e.get("metric." + string(m.Polarity))
	}
	for _, b := range m.Breaks {
		note, in := e.breakNote(&b)
		v.Breaks = append(v.Breaks, BreakNote{From: *e.moment(b.From), Note: note, In: in})
	}
}

// metricDefinition is shown in the languages that it is written in.
func (e *edition) metricDefinition(term *site.Term) string {
	m := e.site.Words.Metrics[strings.TrimPrefix(term.ID, site.Drill)]
	if e.tree.Lang == e.site.Config.Default() {
		return m.Definition
	}
	return m.DefinitionIn(e.tree.Lang)
}

// breakNote is what the desk says of a break, in the page's language where it does.
func (e *edition) breakNote(b *site.Break) (note string, in *Tongue) {
	if note = b.NoteIn(e.tree.Lang); note != "" {
		return note, nil
	}
	return b.Note, e.tongue(e.site.Config.Default())
}

// linesShown is how many lines of a metric its index shows.
const linesShown = 3

// lastSaid is what the newest report that states a metric says of it: the index of metrics changes with each report that has figures.
func (e *edition) lastSaid(up, prefix string, term *site.Term) []Figure {
	m, newest := e.metrics[term](), term.Reports()[0]
	var points []site.Point
	for _, s := range m.in[newest] {
		if len(points) < linesShown {
			points = append(points, m.lines[s.line].Points[s.point])
		}
	}
	return e.tiles(up, prefix, points, func(p site.Point) Cite { return e.citeIn(up, p.Entry, p.Source) })
}

// unit is the metric's; of one that the site does not define, that of the oldest figure.
func (e *edition) unit(term *site.Term) string {
	id := strings.TrimPrefix(term.ID, site.Drill)
	if m, defined := e.site.Words.Metrics[id]; defined {
		return m.UnitIn(e.tree.Lang)
	}
	return ""
}

// figurePlaces are sections by place: the chart of some lines, and the table of those of them whose reports are listed.
func (e *edition) figurePlaces(up string, term *site.Term, charted, listed []site.Line) []FigurePlace {
	var places []FigurePlace
	for len(charted) > 0 {
		place := charted[0].Place
		n := 0
		for n < len(charted) && charted[n].Place == place {
			n++
		}
		p := FigurePlace{ID: "place_" + strconv.Itoa(len(places)+1), Name: e.place(place)}
		p.Chart = e.chart(p.ID, term, p.Name, charted[:n])
		for _, point := range pointsAt(listed, place) {
			p.Rows = append(p.Rows, e.figureRow(up, term, point))
		}
		places, charted = append(places, p), charted[n:]
	}
	return places
}

// pointsAt are the points of all lines of a place, newest first.
func pointsAt(lines []site.Line, place string) []site.Point {
	var points []site.Point
	for _, l := range lines {
		if l.Place == place {
			points = append(points, l.Points...)
		}
	}
	slices.SortStableFunc(points, func(a, b site.Point) int { return cmp.Compare(b.At.Unix, a.At.Unix) })
	return points
}

func (e *edition) figureRow(up string, term *site.Term, p site.Point) FigureRow {
	row := FigureRow{
		AsOf: *e.moment(p.At), Source: e.sourceRef(up, p.Entry, p.Source), Status: e.word("status", string(p.Status)),
		Note: p.Note, NoteIn: e.tongue(e.site.NoteLang(p)), Report: e.ref(up, p.Entry), Corrected: e.corrected(p),
	}
	row.Value, _ = e.value(*p.Figure)
	if p.Unit != "" && p.Unit != e.unit(term) {
		row.Unit = p.Unit
	}
	return row
}

// corrected says that a figure was corrected since it was first published, or no more than that something in its report was.
func (e *edition) corrected(p site.Point) string {
	switch e.site.Corrected(p) {
	case site.FigureCorrected:
		return e.get("metric.corrected")
	case site.ReportCorrected:
		return e.get("metric.report-corrected")
	}
	return ""
}

// chart draws the lines of a metric at one place: none where nothing can be compared yet.
func (e *edition) chart(id string, term *site.Term, place string, lines []site.Line) template.HTML {
	c := graphic.Chart{
		Frame: graphic.Frame{ID: id, Title: term.Name, RTL: e.dir == "rtl"}, Unit: e.unit(term), Number: e.worded, Count: true,
		Words: graphic.Words{
			Rivals: e.get("chart.rivals"), Range: e.get("chart.range"), Missing: e.get("chart.missing"), Corrected: e.get("chart.corrected"), Thinned: e.get("chart.thinned"),
		},
	}
	if place != "" {
		c.Title = e.titled(c.Title, place)
	}
	for _, b := range e.site.Words.Metrics[strings.TrimPrefix(term.ID, site.Drill)].Breaks {
		note, _ := e.breakNote(&b)
		c.Breaks = append(c.Breaks, graphic.Break{At: b.From.Unix, Note: note})
	}
	first, last, numbers := int64(0), int64(0), 0
	for _, l := range lines {
		for _, p := range l.Points {
			if numbers++; numbers == 1 {
				first, last = p.At.Unix, p.At.Unix
			}
			first, last = min(first, p.At.Unix), max(last, p.At.Unix)
			if e.site.Corrected(p) == site.ReportCorrected {
				c.Words.Corrected = e.get("chart.report-corrected")
			}
		}
		c.Lines = append(c.Lines, e.chartLine(l, place))
	}
	if first == last {
		return ""
	}
	if last-first >= daysFrom {
		e.byDays(c.Lines, lines)
	}
	c.Dates = e.axis(first, last)
	return graphic.Trend(c)
}

// daysFrom is how long a chart must be to be one of days, in seconds.
const daysFrom = 4 * 24 * 3600

// byDays puts the points of lines at their civil days, so that sources that speak of one day at different hours are rivals; unless
// one of them speaks twice in a day.
func (e *edition) byDays(drawn []graphic.Line, lines []site.Line) {
	days := make([][]int64, len(lines))
	for i, l := range lines {
		for j, p := range l.Points {
			day := p.At.Day(e.site.Config.Zone()).Unix()
			if j > 0 && day == days[i][j-1] {
				return
			}
			days[i] = append(days[i], day)
		}
	}
	for i := range drawn {
		for j := range drawn[i].Points {
			drawn[i].Points[j].At = days[i][j]
		}
	}
}

func (e *edition) chartLine(l site.Line, place string) graphic.Line {
	latest := l.Points[len(l.Points)-1]
	line := graphic.Line{Name: e.sourceRef("", latest.Entry, latest.Source).Name, Of: place}
	if line.Name == "" {
		line.Name = e.get("chart.unnamed")
	}
	for _, p := range l.Points {
		words, _ := e.value(*p.Figure)
		point := graphic.Point{At: p.At.Unix, Corrected: e.site.Corrected(p) != site.Uncorrected, Label: e.joined(words, e.moment(p.At).Words), Value: graphic.Missing()}
		switch {
		case p.Missing != "":
		case p.Low.Given() && p.High.Given():
			point.Value = graphic.Range(p.Low.Value, p.High.Value)
		case p.Figure.Value.Given():
			point.Value = graphic.Number(p.Figure.Value.Value)
		}
		line.Points = append(line.Points, point)
	}
	return line
}

// worded is a number of an axis as the language writes it.
func (e *edition) worded(v float64) string {
	return e.number(report.Number{Text: strconv.FormatFloat(v, 'f', -1, 64), Value: v})
}

// axis words the dates along an axis of time.
func (e *edition) axis(from, to int64) []graphic.Date {
	moments, step := graphic.Axis(from, to)
	dates := make([]graphic.Date, len(moments))
	for i, at := range moments {
		t := time.Unix(at, 0).UTC()
		dates[i].At = at
		switch step {
		case graphic.Hours:
			dates[i].Label = e.locale.Time(t)
		case graphic.Days:
			dates[i].Label = e.locale.ShortDate(t)
		case graphic.Months:
			dates[i].Label = e.locale.ShortMonth(t)
		default:
			dates[i].Label = e.locale.Year(t.Year())
		}
	}
	return dates
}
