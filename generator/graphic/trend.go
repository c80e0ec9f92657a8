package graphic

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
)

// The size of a chart, and of what stands about its plot.
const (
	chartWidth  = 440
	chartHeight = 290
	rowHeight   = 20  // of a line of text
	sideLimit   = 120 // how wide a name beside a line may be
	inset       = 8   // from the plot's edge to the first and last moment
)

// plot is a chart being drawn.
type plot struct {
	*canvas
	Chart
	found
	extent
	x, y                     scale
	left, right, top, bottom float64 // of the plot, without the axes' words
	values                   []float64
	labels                   []string // of values
	sides                    []side
}

// Trend draws a chart, with the list that explains its lines and marks below it. Without any point there is nothing to draw.
func Trend(chart Chart) template.HTML {
	p := &plot{Chart: chart}
	p.Lines = make([]Line, len(chart.Lines))
	for i, l := range chart.Lines {
		var thinned bool
		p.Lines[i], thinned = l.sound(chart.Breaks)
		p.thinned = p.thinned || thinned
	}
	if p.extent = extentOf(p.Lines); p.given == 0 {
		return ""
	}
	p.Breaks = p.within(chart.Breaks)
	p.measure()
	p.canvas = begin(chart.Frame, "trend", "img", chartWidth, chartHeight)
	p.drawAxes()
	p.drawBands()
	p.drawBreaks()
	for i := range p.Lines {
		p.drawLine(i)
	}
	p.drawSides()
	return wrapped("chart", p.end(), p.legend())
}

// within are the breaks that the chart's time has room for, in their order.
func (p *plot) within(breaks []Break) []Break {
	var list []Break
	for _, b := range breaks {
		if p.from <= b.At && b.At <= p.to {
			list = append(list, b)
		}
	}
	slices.SortStableFunc(list, func(a, b Break) int { return cmp.Compare(a.At, b.At) })
	return list
}

// measure finds where the plot stands: what is written about it needs its room first.
func (p *plot) measure() {
	p.top, p.bottom = 12, chartHeight-40
	if p.Unit != "" {
		p.top += rowHeight
	}
	if len(p.Breaks) > 0 {
		p.top += rowHeight + 4
	}
	p.measureValues()
	p.measureSides()
	p.x = scale{float64(p.from), float64(p.to), p.left + inset, p.right - inset}
	p.placeSides()
}

// measureValues chooses the steps of the axis of values: as many as there are different words for.
func (p *plot) measureValues() {
	low, high := p.low, p.high
	if p.Count {
		low, high = min(low, 0), max(high, 0)
	}
	for n := 5; n > 0; n-- {
		p.values = steps(low, high, n, p.Count)
		p.labels = p.worded(p.values)
		if len(slices.Compact(slices.Clone(p.labels))) == len(p.labels) {
			break
		}
	}
	p.y = scale{p.values[0], p.values[len(p.values)-1], p.bottom, p.top}
	for _, l := range p.labels {
		p.left = max(p.left, textWidth(l)+8)
	}
}

// worded are numbers in words, or in the shortest figures where the words would leave no room for the plot.
func (p *plot) worded(values []float64) []string {
	const limit = 150
	var words []string
	for _, v := range values {
		words = append(words, p.Number(v))
	}
	if slices.ContainsFunc(words, func(s string) bool { return textWidth(s) > limit }) {
		for i, v := range values {
			words[i] = strconv.FormatFloat(v, 'g', 4, 64)
		}
	}
	return words
}

func (p *plot) drawAxes() {
	if p.Unit != "" {
		p.text("words", 0, 10, "start", cut(p.Unit, chartWidth))
	}
	for i, v := range p.values {
		y := p.y.at(v)
		class := "grid"
		if v == 0 {
			class = "zero"
		}
		p.line(class, p.left, y, p.right, y)
		p.text("words", p.left-8, y, "end", p.labels[i])
	}
	for _, d := range shown(p.Dates, p.x, p.from, p.to) {
		p.line("tick", d.x, p.bottom, d.x, p.bottom+5)
		p.text("words", d.middle, chartHeight-12, "middle", d.label)
	}
}

// placed is a date on an axis: its tick and the middle of its words.
type placed struct {
	x, middle float64
	label     string
}

// shown are dates in their places: all of them, or every second, every third and so on, so that no words touch.
func shown(dates []Date, x scale, from, to int64) []placed {
	dates = slices.DeleteFunc(slices.Clone(dates), func(d Date) bool { return d.At < from || d.At > to })
	for n := 1; n <= len(dates); n++ {
		var list []placed
		free := 0.0
		for i := 0; i < len(dates); i += n {
			at, half := x.at(float64(dates[i].At)), textWidth(dates[i].Label)/2
			middle := min(max(at, half), chartWidth-half)
			if middle-half < free || 2*half > chartWidth {
				list = nil
				break
			}
			list = append(list, placed{at, middle, dates[i].Label})
			free = middle + half + 10
		}
		if list != nil {
			return list
		}
	}
	return nil
}
