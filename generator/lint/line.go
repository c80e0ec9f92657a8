package lint

import (
	"cmp"
	"math"
	"slices"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// line walks along what one source says of one metric at one place in one series, oldest first. A figure that a rule finds at fault
// is in doubt: the next one is compared with the last that is not, and when it goes on from the doubtful one the level has moved,
// and is taken as it is. So a slip is told once, where it was made.
type line struct {
	*checks
	metric site.Metric
	moves  []float64 // the latest, without their signs
}

// lineKey is what the figures of a line have in common.
type lineKey struct {
	metric, place, source string
	exercise              bool
}

// lines walks along all lines of reports of one series, of one metric or, where that is "", of all. A retracted report says nothing.
func (c *checks) lines(entries []*site.Entry, metric string) {
	lines, keys := map[lineKey][]site.Point{}, []lineKey(nil)
	for _, e := range slices.Backward(entries) {
		for i := range e.Figures {
			f := &e.Figures[i]
			if f.Missing != "" || e.Status == report.Retracted || metric != "" && drilled(e, f.ID) != metric {
				continue
			}
			key := lineKey{f.ID, c.placeID(f.Place), c.site.Speaker(e.Report, f.Source), e.Exercise}
			if lines[key] == nil {
				keys = append(keys, key)
			}
			lines[key] = append(lines[key], site.Point{Figure: f, Entry: e, Index: i, At: asOf(e, f)})
		}
	}
	for _, key := range keys {
		points := lines[key]
		slices.SortStableFunc(points, func(a, b site.Point) int { return cmp.Compare(a.At.Unix, b.At.Unix) })
		own := line{checks: c, metric: c.site.Words.Metrics[key.metric]}
		own.walk(points)
	}
}

// looseLines walks along the lines of a metric that belong to no series.
func (c *checks) looseLines(metric string) {
	var entries []*site.Entry
	for _, t := range c.site.Trees {
		if term := t.Figures.Get(metric); term != nil {
			for _, e := range term.Reports() {
				if original := c.original(e); original.Series == "" {
					entries = append(entries, original)
				}
			}
		}
	}
	slices.SortFunc(entries, latestFirst)
	c.lines(slices.Compact(entries), metric)
}

// latestFirst is the order of reports by time.
func latestFirst(a, b *site.Entry) int {
	return cmp.Or(b.Day.Compare(a.Day), cmp.Compare(b.Date.Unix, a.Date.Unix), cmp.Compare(a.Path, b.Path))
}

// asOf is the moment that a figure is of.
func asOf(e *site.Entry, f *report.Figure) report.Moment {
	switch {
	case f.AsOf.Given:
		return f.AsOf
	case e.Cutoff.Given:
		return e.Cutoff
	}
	return e.Date
}

// placeID is the region that a figure's place means, or the name itself.
func (c *checks) placeID(name string) string {
	if id, _, ok := c.site.Regions.Resolve(name); ok && name != "" {
		return id
	}
	return name
}

// slip is what a rule has to say of a figure.
type slip struct{ at, rule, text, hint string }

func (l *line) walk(points []site.Point) {
	trusted, doubted := points[0], (*site.Point)(nil)
	for i, p := range points[1:] {
		if saysBlank(p.Figure) {
			continue // told already
		}
		var after *site.Point
		if i+2 < len(points) {
			after = &points[i+2]
		}
		f := l.judge(trusted, p, after)
		switch {
		case f == nil:
			l.moved(trusted, p)
			trusted, doubted = p, nil
		case doubted != nil && l.judge(*doubted, p, after) == nil:
			trusted, doubted = p, nil
		default:
			l.warn(p.Entry, item("figures", p.Index, f.at), f.rule, f.text, f.hint)
			doubted = &p
		}
	}
}

// judge asks the rules about a figure, the one before it, and the one after it, if any. The first that finds a fault has the word.
func (l *line) judge(before, now site.Point, after *site.Point) *slip {
	if m, comparable := l.site.Moved(before, now); comparable && m.Break != nil {
		return nil
	}
	for _, rule := range [...]func(l *line, before, now site.Point, after *site.Point) *slip{
		(*line).correctedReused, (*line).breakUndeclared, (*line).blankZero, (*line).falls, (*line).jump,
	} {
		if f := rule(l, before, now, after); f != nil {
			return f
		}
	}
	return nil
}

// window is how many moves back a line remembers.
const window = 30

func (l *line) moved(before, now site.Point) {
	if m, comparable := l.site.Moved(before, now); comparable {
		l.moves = append(l.moves, math.Abs(m.By))
		l.moves = l.moves[max(0, len(l.moves)-window):]
	}
}

// lowest and highest are the bounds of what a figure says.
func lowest(f *report.Figure) float64 {
	switch {
	case f.Low.Given():
		return f.Low.Value
	case f.Estimate == report.UpTo:
		return 0
	}
	return f.Value.Value
}

func highest(f *report.Figure) float64 {
	if f.High.Given() {
		return f.High.Value
	}
	return f.Value.Value
}

// number is a figure's number as it stands in the header, and the key that it stands under.
func number(f *report.Figure) (text, key string) {
	if f.Low.Given() {
		return f.Low.Text + " to " + f.High.Text, "high"
	}
	return f.Value.Text, "value"
}
