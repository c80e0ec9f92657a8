package graphic

import (
	"cmp"
	"slices"
)

// side is what is written beside the end of a line.
type side struct {
	line  int // which
	words []string
	end   xy      // of the line
	y     float64 // the middle of the words
}

// measureSides words the lines' ends, and finds how far the plot may reach. One line needs no name, its last value says more.
func (p *plot) measureSides() {
	width := 0.0
	for i, l := range p.Lines {
		s := side{line: i, words: folded(cmp.Or(l.Short, l.Name), 2, sideLimit)}
		if last, ok := lastOf(l.Points); ok && len(p.Lines) == 1 {
			s.words = p.lastWords(last)
		} else if !ok {
			continue
		}
		for _, w := range s.words {
			width = max(width, textWidth(w))
		}
		if len(s.words) > 0 {
			p.sides = append(p.sides, s)
		}
	}
	p.right = chartWidth - 12
	if width > 0 {
		p.right = chartWidth - width - 8
	}
}

// lastWords are a value, or both ends of a range: the higher one above.
func (p *plot) lastWords(v Point) []string {
	words := []string{p.Number(v.High)}
	if v.Low != v.High {
		words = append(words, p.Number(v.Low))
	}
	return slices.DeleteFunc(words, func(s string) bool { return textWidth(s) > sideLimit })
}

// lastOf is the last point with a value.
func lastOf(points []Point) (Point, bool) {
	for _, p := range slices.Backward(points) {
		if !p.Missing {
			return p, true
		}
	}
	return Point{}, false
}

// placeSides puts the words of all lines beside their ends and apart from each other. Where there is no room for two lines of
// words each, one will do; where there is none for that, the last lines of the legend go without.
func (p *plot) placeSides() {
	for i := range p.sides {
		last, _ := lastOf(p.Lines[p.sides[i].line].Points)
		p.sides[i].end = xy{p.x.at(float64(last.At)), (p.y.at(last.Low) + p.y.at(last.High)) / 2}
	}
	for !p.spreadSides() {
		if i := slices.IndexFunc(p.sides, func(s side) bool { return len(s.words) > 1 }); i >= 0 {
			p.foldSides()
		} else {
			p.sides = p.sides[:len(p.sides)-1]
		}
	}
}

// foldSides makes all words one line.
func (p *plot) foldSides() {
	for i := range p.sides {
		s := &p.sides[i]
		l := p.Lines[s.line]
		s.words = []string{cut(cmp.Or(l.Short, l.Name), chartWidth-p.right-8)}
		if len(p.Lines) == 1 {
			s.words = nil
		}
	}
}

// spreadSides moves the words apart; false when they do not fit.
func (p *plot) spreadSides() bool {
	order := slices.Clone(p.sides)
	slices.SortStableFunc(order, func(a, b side) int { return cmp.Compare(a.end.y, b.end.y) })
	var want, size []float64
	for _, s := range order {
		want = append(want, s.end.y)
		size = append(size, float64(len(s.words))*rowHeight)
	}
	middles, fit := spread(want, size, p.top-10, p.bottom+10)
	if fit {
		for i := range order {
			order[i].y = middles[i]
		}
		p.sides = slices.SortedStableFunc(slices.Values(order), func(a, b side) int { return cmp.Compare(a.line, b.line) })
	}
	return fit
}

// drawSides writes the words, and leads to them from where a line ends before the others or far from them.
func (p *plot) drawSides() {
	for _, s := range p.sides {
		p.group(look(s.line), "fill", "currentColor")
		if from := s.end.x + 7; p.right-from > inset || abs(s.y-s.end.y) > rowHeight/2 {
			p.path("lead", []xy{{from, s.end.y}, {p.right + 2, s.y}}, false)
		}
		p.lines("side", p.right+6, s.y, s.words)
		p.close("g")
	}
}

func abs(v float64) float64 { return max(v, -v) }
