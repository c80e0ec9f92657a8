package graphic

import (
	"cmp"
	"slices"
	"strconv"
)

// kinds is how many looks of a line there are before they repeat in other pairings.
const kinds = 6

// look is the class of a line's colour, which the style sheet knows.
func look(i int) string { return "s" + strconv.Itoa(i%kinds+1) }

// dashes tell lines apart without colour.
func dashes(i int) string {
	return [kinds]string{"", "7 3", "2 3", "10 3 2 3", "12 4", "5 2 1 2 1 2"}[(i+i/kinds)%kinds]
}

// dots are a line's points in their places.
func (p *plot) dots(l Line) []dot {
	var list []dot
	for _, pt := range l.Points {
		list = append(list, dot{x: p.x.at(float64(pt.At)), low: p.y.at(pt.Low), high: p.y.at(pt.High), missing: pt.Missing, apart: pt.Break})
	}
	return list
}

func (p *plot) drawLine(i int) {
	l := p.Lines[i]
	dots := p.dots(l)
	p.group(look(i), "fill", "none", "stroke", "currentColor", "stroke-width", "2")
	p.group("way", "stroke-dasharray", dashes(i))
	p.stroke(dots)
	p.close("g")
	marked, gap := -1.0*chartWidth, p.markGap(l)
	for k, pt := range l.Points {
		d := dots[k]
		marks := d.x-marked >= gap || k == len(dots)-1
		if !marks && !pt.Corrected && !d.missing && !d.isRange() {
			continue
		}
		p.group("point")
		if pt.Label != "" {
			p.element("title", pt.Label)
		}
		switch {
		case d.missing:
			p.missing = true
			p.cross(d.x, p.bottom+float64(5+6*min(i, 2)))
		case d.isRange():
			p.ranges = true
			p.caps(d)
		case marks:
			p.shape(i, d.x, d.high)
			marked = d.x
		}
		if pt.Corrected && !d.missing {
			p.corrected = true
			p.circle("ring", d.x, d.high, 8)
		}
		p.close("g")
	}
	p.close("g")
}

// markGap is how far apart a line's marks are at least. A line of many points has few, to be known by, and none but its last where it
// is alone: a mark says that there is a point, and so every point of a short line has its own.
func (p *plot) markGap(l Line) float64 {
	switch {
	case len(l.Points) <= 60:
		return 5
	case len(p.Lines) > 1:
		return 60
	}
	return 2 * chartWidth
}

// cross is a value that is missing, on the axis of time.
func (c *canvas) cross(x, y float64) {
	c.path("cross", []xy{{x - 3, y - 3}, {x + 3, y + 3}}, false)
	c.path("cross", []xy{{x - 3, y + 3}, {x + 3, y - 3}}, false)
}

// caps are the ends of a range.
func (c *canvas) caps(d dot) {
	c.path("cap", []xy{{d.x - 4, d.low}, {d.x + 4, d.low}}, false)
	c.path("cap", []xy{{d.x - 4, d.high}, {d.x + 4, d.high}}, false)
}

// shape is the mark of a line's points.
func (c *canvas) shape(i int, x, y float64) {
	class := "solid"
	if i/kinds%2 == 1 {
		class = "hollow"
	}
	const r = 4
	switch i % kinds {
	case 0:
		c.circle(class, x, y, r-0.5)
	case 1:
		c.path(class, []xy{{x - 3.2, y - 3.2}, {x + 3.2, y - 3.2}, {x + 3.2, y + 3.2}, {x - 3.2, y + 3.2}}, true)
	case 2:
		c.path(class, []xy{{x, y - r - 0.5}, {x + r + 0.2, y + r - 0.8}, {x - r - 0.2, y + r - 0.8}}, true)
	case 3:
		c.path(class, []xy{{x, y - r - 1}, {x + r + 1, y}, {x, y + r + 1}, {x - r - 1, y}}, true)
	case 4:
		c.path("arms", []xy{{x - r, y - r}, {x + r, y + r}}, false)
		c.path("arms", []xy{{x - r, y + r}, {x + r, y - r}}, false)
	default:
		c.path(class, []xy{{x, y + r + 0.5}, {x + r + 0.2, y - r + 0.8}, {x - r - 0.2, y - r + 0.8}}, true)
	}
}

// moment is how far rivals lie apart.
type moment struct {
	at        int64
	low, high float64
	rivals    int
	apart     bool // a line is broken before it
}

// drawBands shades what lies between rivals where they speak of one moment.
func (p *plot) drawBands() {
	var of []string
	for _, l := range p.Lines {
		if !slices.Contains(of, l.Of) {
			of = append(of, l.Of)
		}
	}
	for _, name := range of {
		for _, run := range disputed(p.moments(name)) {
			p.rivals = true
			p.band(run)
		}
	}
}

// moments are those at which lines of one thing speak, in their order.
func (p *plot) moments(of string) []moment {
	at := map[int64]moment{}
	for _, l := range p.Lines {
		if l.Of != of {
			continue
		}
		for _, pt := range l.Points {
			if pt.Missing {
				continue
			}
			m, known := at[pt.At]
			if !known {
				m = moment{at: pt.At, low: pt.Low, high: pt.High}
			}
			m.low, m.high, m.rivals, m.apart = min(m.low, pt.Low), max(m.high, pt.High), m.rivals+1, m.apart || pt.Break
			at[pt.At] = m
		}
	}
	list := make([]moment, 0, len(at))
	for _, m := range at {
		list = append(list, m)
	}
	slices.SortFunc(list, func(a, b moment) int { return cmp.Compare(a.at, b.at) })
	return list
}

// disputed are the runs of moments of which two or more speak, in some of them differently, with no break in between.
func disputed(moments []moment) [][]moment {
	var list [][]moment
	open := false
	for i, m := range moments {
		switch {
		case m.rivals < 2:
			open = false
		case open && !m.apart:
			list[len(list)-1] = append(list[len(list)-1], m)
		default:
			list = append(list, moments[i:i+1:i+1])
			open = true
		}
	}
	return slices.DeleteFunc(list, func(run []moment) bool {
		return !slices.ContainsFunc(run, func(m moment) bool { return m.low != m.high })
	})
}

// band shades a run: the space between its highest and lowest ends, or a bar where the run is one moment.
func (p *plot) band(run []moment) {
	var upper, lower []xy
	for _, m := range run {
		x := p.x.at(float64(m.at))
		upper = append(upper, xy{x, p.y.at(m.high)})
		lower = append(lower, xy{x, p.y.at(m.low)})
	}
	if len(run) == 1 {
		p.rect("band", upper[0].x-3, upper[0].y, 6, lower[0].y-upper[0].y, 0)
		return
	}
	slices.Reverse(lower)
	p.path("band", append(upper, lower...), true)
}

// drawBreaks draws where the definition changed: a line with the number under which the legend explains it.
func (p *plot) drawBreaks() {
	var want, size []float64
	for i, b := range p.Breaks {
		want = append(want, p.x.at(float64(b.At)))
		size = append(size, max(rowHeight, textWidth(p.numbered(i))+8))
	}
	middles, fit := spread(want, size, 0, chartWidth)
	for i, x := range want {
		p.line("break", x, p.top-6, x, p.bottom)
		if fit {
			p.path("break", []xy{{x, p.top - 6}, {middles[i], p.top - 10}}, false)
			p.rect("number", middles[i]-size[i]/2+1, p.top-rowHeight-8, size[i]-2, rowHeight-2, 9)
			p.text("numeral", middles[i], p.top-rowHeight+1, "middle", p.numbered(i))
		}
	}
}

func (p *plot) numbered(i int) string { return p.Number(float64(i + 1)) }
