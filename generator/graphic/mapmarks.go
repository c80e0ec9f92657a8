package graphic

import (
	"slices"
	"strings"
)

// space is a part of a map that is taken.
type space struct{ left, top, right, bottom float64 }

func (s space) meets(o space) bool {
	return s.left < o.right && o.left < s.right && s.top < o.bottom && o.top < s.bottom
}

// caption is a text in its place; without one there was no room.
type caption struct {
	text   string
	x, y   float64
	anchor string // of a page that reads from left to right
}

// room is the space of words with an anchor. They are as high as a line.
func room(text string, x, y float64, anchor string) space {
	w, half := textWidth(text), fontSize/2+1.0
	switch anchor {
	case "start":
		return space{x, y - half, x + w, y + half}
	case "end":
		return space{x - w, y - half, x, y + half}
	}
	return space{x - w/2, y - half, x + w/2, y + half}
}

// free reports whether nothing stands in a space, which lies on the map.
func (p *plan) free(s space) bool {
	const edge = 3
	if s.left < edge || s.top < edge || s.right > p.projection.width-edge || s.bottom > p.projection.height-edge {
		return false
	}
	return !slices.ContainsFunc(p.taken, s.meets)
}

// longestName is how wide a name on a map may be.
const longestName = 180

// beside finds words a place beside a mark, the first of its sides that is free.
func (p *plan) beside(text string, at xy, r float64) caption {
	away, line := r+4, fontSize/2+2.0
	text = cut(strings.TrimSpace(text), longestName)
	if text == "" {
		return caption{}
	}
	for _, try := range []caption{
		{text, at.x + away, at.y, "start"}, {text, at.x - away, at.y, "end"}, {text, at.x, at.y - r - line, "middle"}, {text, at.x, at.y + r + line, "middle"},
		{text, at.x + r*0.7 + 3, at.y - r*0.7 - 7, "start"}, {text, at.x + r*0.7 + 3, at.y + r*0.7 + 7, "start"},
		{text, at.x - r*0.7 - 3, at.y - r*0.7 - 7, "end"}, {text, at.x - r*0.7 - 3, at.y + r*0.7 + 7, "end"},
	} {
		if s := room(try.text, try.x, try.y, try.anchor); p.free(s) {
			p.taken = append(p.taken, s)
			return try
		}
	}
	return caption{}
}

// name finds the names of the places room, the first first.
func (p *plan) name() {
	for i := range p.pins {
		n := &p.pins[i]
		if n.radius() > 0 {
			p.nameArea(n)
		} else {
			n.label = p.beside(n.Name, n.xy, n.r)
		}
	}
}

// nameArea finds the name of an area room: in it, if that is wide enough, else beside it, else across its edge. Words may stand in an
// area: it takes no room itself.
func (p *plan) nameArea(n *pin) {
	text := cut(strings.TrimSpace(n.Name), longestName)
	if text != "" && n.Count > 1 {
		text += " (" + cut(p.numbered(n.Count), widestCount) + ")"
	}
	middle := room(text, n.x, n.y, "middle")
	if middle.right-middle.left > 2*n.r-4 {
		n.label = p.beside(text, n.xy, min(n.r, 40))
	}
	if text != "" && n.label.text == "" && p.free(middle) {
		n.label = caption{text, n.x, n.y, "middle"}
		p.taken = append(p.taken, middle)
	}
}

// drawAround names what lies about the places.
func (p *plan) drawAround() {
	for _, n := range p.Around {
		at, ok := p.place(n.At)
		text := cut(strings.TrimSpace(n.Text), longestName)
		if !ok || text == "" {
			continue
		}
		if n.Wide > 0 {
			p.drawCountry(caption{text: text, x: at.x, y: at.y}, n.Wide/p.kilometres())
			continue
		}
		if dot := (space{at.x - 5, at.y - 5, at.x + 5, at.y + 5}); p.free(dot) {
			if w := p.beside(text, at, 3); w.text != "" {
				p.taken = append(p.taken, dot)
				p.circle("town", at.x, at.y, 2.5)
				p.write("around", w)
			}
		}
	}
}

// drawCountry names a country within the circle that its name has, if that is not too small.
func (p *plan) drawCountry(name caption, half float64) {
	if p.kind == world || textWidth(name.text) > 3.6*half {
		return
	}
	for _, by := range []xy{{0, 0}, {0, half / 2}, {0, -half / 2}, {half / 2, 0}, {-half / 2, 0}, {0, half * 0.9}, {0, -half * 0.9}} {
		try := caption{name.text, name.x + by.x, name.y + by.y, "middle"}
		if s := room(try.text, try.x, try.y, try.anchor); p.free(s) {
			p.taken = append(p.taken, s)
			p.write("country", try)
			return
		}
	}
}

// write puts words on the map. On a page that reads from right to left, a text starts on its right.
func (p *plan) write(class string, w caption) {
	anchor := w.anchor
	if p.RTL {
		anchor = map[string]string{"start": "end", "end": "start", "middle": "middle"}[anchor]
	}
	p.text(class, w.x, w.y, anchor, w.text)
}

// drawPin draws the mark of a place with its name.
func (p *plan) drawPin(n pin) {
	open := "g"
	if href := address(n.Href); href != "" {
		open = "a"
		p.tag("a", "href", href)
	} else {
		p.tag("g")
	}
	if n.Label != "" {
		p.element("title", n.Label)
	}
	if n.radius() == 0 {
		p.shapeOf(n.Kind, n.x, n.y, n.r)
	}
	if n.text != "" {
		p.write("count", caption{n.text, n.x, n.y, "middle"})
	}
	if n.label.text != "" {
		p.write("place", n.label)
	}
	p.close(open)
}

// shapeOf is the mark of a kind of place.
func (c *canvas) shapeOf(k Kind, x, y, r float64) {
	switch k {
	case Counted:
		c.path("counted", []xy{{x, y - r}, {x + r, y}, {x, y + r}, {x - r, y}}, true)
	case Spoken:
		c.circle("spoken", x, y, r-1)
	default:
		c.circle("happened", x, y, r)
	}
}

// legend is the list below a map.
func (p *plan) legend() string {
	var items strings.Builder
	has := func(f func(Place) bool) bool { return slices.ContainsFunc(p.Places, f) }
	of := func(k Kind) bool { return has(func(pl Place) bool { return pl.Kind == k && pl.radius() == 0 }) }
	for _, m := range []mark{
		{of(Happened), p.Words.Happened, 16, func(c *canvas) { c.shapeOf(Happened, 8, 8, 6) }},
		{of(Counted), p.Words.Counted, 16, func(c *canvas) { c.shapeOf(Counted, 8, 8, 7) }},
		{of(Spoken), p.Words.Spoken, 16, func(c *canvas) { c.shapeOf(Spoken, 8, 8, 6) }},
		{has(func(pl Place) bool { return pl.radius() > 0 }), p.Words.Within, 16, func(c *canvas) { c.circle("area", 8, 8, 7) }},
		{p.lined, p.Words.Lines, 32, func(c *canvas) { c.path("border", []xy{{0, 8}, {32, 8}}, false) }},
	} {
		if m.occurs && m.word != "" {
			items.WriteString(item(sample("marks", m.width, p.RTL, m.draw), m.word))
		}
	}
	if items.Len() == 0 {
		return ""
	}
	return `<ul class="key">` + items.String() + "</ul>"
}
