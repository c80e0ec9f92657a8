package graphic

import "html/template"

// A spark's size and how many values it shows, the latest ones.
const (
	sparkWidth  = 120
	sparkHeight = 32
	sparkLength = 12
)

// Spark is a trend as small as a word, oldest value first; the last is marked. Of one value there is no trend, and nothing is drawn.
func Spark(f Frame, values []Value) template.HTML {
	values = values[max(0, len(values)-sparkLength):]
	dots, given := sparkDots(values)
	if given < 2 {
		return ""
	}
	c := begin(f, "spark", "img", sparkWidth, sparkHeight)
	c.group("s1", "fill", "none", "stroke", "currentColor", "stroke-width", "1.5")
	c.stroke(dots)
	for _, d := range dots {
		if d.missing {
			c.line("gap", d.x, sparkHeight-3.5, d.x, sparkHeight-0.5)
		}
	}
	if last := dots[len(dots)-1]; !last.missing && !last.isRange() {
		c.circle("last", last.x, last.high, 3)
	}
	c.close("g")
	return template.HTML(c.end())
}

// sparkDots puts values in their places, and counts those that are given.
func sparkDots(values []Value) (dots []dot, given int) {
	y := scale{low: sparkHeight - 6, high: 5}
	for _, v := range values {
		if v = v.sound(); v.Missing {
			continue
		}
		if given++; given == 1 {
			y.from, y.to = v.Low, v.High
		}
		y.from, y.to = min(y.from, v.Low), max(y.to, v.High)
	}
	x := scale{from: 0, to: float64(len(values) - 1), low: 5, high: sparkWidth - 5}
	for i, v := range values {
		v = v.sound()
		dots = append(dots, dot{x: x.at(float64(i)), low: y.at(v.Low), high: y.at(v.High), missing: v.Missing, apart: v.Break})
	}
	return dots, given
}
