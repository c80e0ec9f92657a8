package graphic

import (
	"cmp"
	"slices"
)

// Chart is one metric through time, by source.
type Chart struct {
	Frame
	Unit   string               // over the axis of values; may be empty
	Lines  []Line               // in the order of the legend
	Breaks []Break              // where the metric's definition changed, in any order
	Dates  []Date               // of the axis of time, in their order (see Axis); those that fit are shown
	Number func(float64) string // words a number; required
	Count  bool                 // the metric counts things: the axis begins at zero, and its steps are whole
	Words  Words
}

// Line is what one source says.
type Line struct {
	Name   string  // the source's, in the legend
	Short  string  // beside the line, where Name is long; may be empty
	Points []Point // oldest first
	// Of tells what the source speaks of. Lines of the same are rivals: where two speak of one moment and differ, the band
	// between them is shaded.
	Of string
}

// Point is a value at its moment.
type Point struct {
	Value
	At        int64  // seconds since 1970
	Corrected bool   // it was corrected since it was first published
	Label     string // said when it is pointed at; may be empty
}

// Break is where a line must not be followed: what is counted changed.
type Break struct {
	At   int64
	Note string
}

// Words explain the marks in a chart. Only those that occur are explained, and only where there is a word.
type Words struct {
	Rivals    string // the band between sources that differ
	Range     string // a bar
	Missing   string // a cross on the axis
	Corrected string // a ring
	Thinned   string // of a long line, only each span's ends and extremes are drawn
}

// found is which marks occur.
type found struct{ rivals, ranges, missing, corrected, thinned bool }

// sound is a line with its values sound, thinned where it is long, broken at the breaks.
func (l Line) sound(breaks []Break) (Line, bool) {
	points := slices.Clone(l.Points)
	slices.SortStableFunc(points, func(a, b Point) int { return cmp.Compare(a.At, b.At) })
	for i := range points {
		p := &points[i]
		p.Value = p.Value.sound()
		p.Break = p.Break || i > 0 && broken(breaks, points[i-1].At, p.At)
	}
	kept := thin(points)
	thinned := len(kept) < len(points)
	l.Points = kept
	return l, thinned
}

// broken reports whether a break lies between two moments.
func broken(breaks []Break, before, now int64) bool {
	for _, b := range breaks {
		if before < b.At && b.At <= now {
			return true
		}
	}
	return false
}

// extent is the first and last moment of a chart's points, and their lowest and highest value.
type extent struct {
	from, to  int64
	low, high float64
	points    int
	given     int
}

func extentOf(lines []Line) extent {
	var e extent
	for _, l := range lines {
		for _, p := range l.Points {
			e.add(p)
		}
	}
	return e
}

func (e *extent) add(p Point) {
	if e.points++; e.points == 1 {
		e.from, e.to = p.At, p.At
	}
	e.from, e.to = min(e.from, p.At), max(e.to, p.At)
	if p.Missing {
		return
	}
	if e.given++; e.given == 1 {
		e.low, e.high = p.Low, p.High
	}
	e.low, e.high = min(e.low, p.Low), max(e.high, p.High)
}
