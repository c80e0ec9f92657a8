package graphic

import "strings"

// legend is the list below a chart: its lines, its marks, its breaks.
func (p *plot) legend() string {
	var items strings.Builder
	for i, l := range p.Lines {
		if l.Name != "" {
			items.WriteString(item(sample(look(i), 32, p.rtl, func(c *canvas) {
				c.tag("g", "class", "way", "stroke-dasharray", dashes(i))
				c.path("course", []xy{{0, 8}, {32, 8}}, false)
				c.close("g")
				c.shape(i, 16, 8)
			}), l.Name))
		}
	}
	for _, m := range p.marks() {
		if m.occurs && m.word != "" {
			items.WriteString(item(sample("marks", m.width, p.rtl, m.draw), m.word))
		}
	}
	for i, b := range p.Breaks {
		if b.Note != "" {
			items.WriteString(item(number(p.numbered(i)), b.Note))
		}
	}
	if items.Len() == 0 {
		return ""
	}
	return `<ul class="key">` + items.String() + "</ul>"
}

// mark is something in a chart that needs a word.
type mark struct {
	occurs bool
	word   string
	width  float64
	draw   func(*canvas)
}

func (p *plot) marks() []mark {
	return []mark{
		{p.rivals, p.Words.Rivals, 32, func(c *canvas) { c.rect("band", 2, 2, 28, 12, 0) }},
		{p.ranges, p.Words.Range, 12, func(c *canvas) {
			d := dot{x: 6, low: 14, high: 2}
			c.bar(d)
			c.caps(d)
		}},
		{p.missing, p.Words.Missing, 12, func(c *canvas) { c.cross(6, 8) }},
		{p.corrected, p.Words.Corrected, 16, func(c *canvas) { c.circle("ring", 8, 8, 6) }},
		{p.thinned, p.Words.Thinned, 32, func(c *canvas) { c.path("course", []xy{{2, 12}, {9, 3}, {16, 12}, {23, 3}, {30, 12}}, false) }},
	}
}

// sample is a small drawing in a list, beside words that say what it is.
func sample(class string, width float64, rtl bool, draw func(*canvas)) string {
	c := &canvas{width: width, height: 16, rtl: rtl}
	c.tag("svg", "viewBox", "0 0 "+coord(width)+" 16", "width", coord(width), "height", "16", "aria-hidden", "true")
	c.group(class, "fill", "none", "stroke", "currentColor", "stroke-width", "2")
	draw(c)
	c.close("g")
	return c.end()
}

func number(s string) string { return `<b class="number">` + escape(s) + "</b>" }

func item(what, words string) string {
	return "<li>" + what + ` <bdi>` + escape(words) + "</bdi></li>"
}
