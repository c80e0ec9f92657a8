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

// lines walks along all lines of a metric.
func (c *checks) lines(t *site.Tree, metric *site.Term) {
	for _, l := range t.Lines(metric) {
		points := slices.DeleteFunc(slices.Clone(l.Points), func(p site.Point) bool { return p.Missing != "" })
		slices.SortStableFunc(points, func(a, b site.Point) int { return cmp.Compare(a.Entry.Series, b.Entry.Series) })
		for len(points) > 0 {
			n := 1
			for n < len(points) && points[n].Entry.Series == points[0].Entry.Series {
				n++
			}
			own := line{checks: c, metric: c.site.Words.Metrics[points[0].ID]}
			own.walk(points[:n])
			points = points[n:]
		}
	}
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
			l.warn(l.original(p.Entry), item("figures", p.Index, f.at), f.rule, f.text, f.hint)
			doubted = &p
		}
	}
}

// judge asks the rules about a figure, the one before it, and the one after it, if any. The first that finds a fault has the word.
func (l *line) judge(before, now site.Point, after *site.Point) *slip {
	if m, comparable := l.site.Moved(before, now); comparable && m.Break != "" {
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
