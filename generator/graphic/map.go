package graphic

import (
	"html/template"
	"math"
	"slices"
	"strconv"
)

// Map is places on the outlines of land and inland water. North is up, on a page of either direction. It has no borders but the
// lines it is given: they are for the publisher to state.
type Map struct {
	Frame
	Places   []Place // the most important first: where names have no room, the first keep theirs
	Around   []Name  // what else lies there, the most important first; those that have room are shown
	Lines    Lines   // the publisher's own, dashed
	Number   func(int) string
	Distance func(kilometres int) string // words a distance; nil: there is no scale
	Words    MapWords
}

// Place is where something happened or is.
type Place struct {
	At
	Within float64 // kilometres about At that it lies in; 0: there. A place that is not known to a point is drawn as an area
	Kind   Kind
	Count  int          // how many there are, shown where it is more than one
	Name   string       // beside the mark; may be empty
	Label  string       // said of it: its name, and what there is
	Href   template.URL // where it is told; may be empty
}

// Kind says what is at a place, and so which shape marks it.
type Kind uint8

const (
	Happened Kind = iota // events: a disc
	Counted              // figures: a lozenge
	Spoken               // a region that reports are about: a ring
)

// Name is what something on a map is called that is not what the map is about.
type Name struct {
	At
	Text string
	Wide float64 // of a country, the kilometres that its name has to each side; 0: it is a town
}

// MapWords explain the marks on a map. Only those that occur are explained, and only where there is a word.
type MapWords struct{ Happened, Counted, Spoken, Within, Lines string }

// radius is how far from its place something may be, in kilometres.
func (p Place) radius() float64 {
	if !(p.Within > 0) {
		return 0
	}
	return min(p.Within, 1000)
}

// onEarth are the places without those that are nowhere.
func onEarth(places []Place) []Place {
	return slices.DeleteFunc(slices.Clone(places), func(p Place) bool { return !(math.Abs(p.Lat) <= 90 && math.Abs(p.Lon) <= 360) })
}

// plan is a map being drawn.
type plan struct {
	*canvas
	Map
	projection
	ground *outliner
	pins   []pin
	taken  []space // where no word may stand
	lined  bool    // lines of the publisher's cross it
}

// pin is a place in the drawing.
type pin struct {
	Place
	xy
	r     float64 // of its mark
	text  string  // in the mark: how many there are
	label caption
}

// Draw is the map, with the list that explains its marks below it. Without any place there is nothing to draw.
func (m Map) Draw() template.HTML {
	p := &plan{Map: m}
	p.Places = onEarth(m.Places)
	if len(p.Places) == 0 {
		return ""
	}
	p.projection = project(p.Places)
	p.locate()
	p.canvas = begin(m.Frame, "map", "group", p.projection.width, p.projection.height)
	p.canvas.rtl = false // a map is no text: west is left
	p.drawGround()
	p.drawAreas()
	bar := p.scaleBar()
	corner := p.corner()
	p.name()
	p.drawAround()
	for _, pin := range p.pins {
		p.drawPin(pin)
	}
	p.drawBar(bar)
	p.drawCorner(corner)
	p.drawFrame()
	outliners.Put(p.ground)
	return wrapped("places", p.end(), p.legend())
}

// widestCount is how wide the number in a mark may be.
const widestCount = 60

// locate finds where the places lie in the drawing, and how large their marks are. A mark that would lie on that of a place before it
// is a small one, without its number.
func (p *plan) locate() {
	for _, place := range p.Places {
		at, ok := p.place(place.At)
		if !ok {
			continue
		}
		n := pin{Place: place, xy: at, r: 6}
		switch {
		case place.radius() > 0:
			edge := min(at.x, at.y, p.projection.width-at.x, p.projection.height-at.y)
			n.r = min(max(9, place.radius()/degree/p.narrowing(place.Lat)*p.scale), max(9, edge-1))
		case place.Count > 1:
			n.text = cut(p.numbered(place.Count), widestCount)
			n.r = max(10, textWidth(n.text)/2+3)
		}
		n.x, n.y = inside(at.x, n.r+1, p.projection.width), inside(at.y, n.r+1, p.projection.height)
		if n.text != "" && slices.ContainsFunc(p.taken, n.space().meets) {
			n.text, n.r = "", 6
		}
		if place.radius() == 0 {
			p.taken = append(p.taken, n.space())
		}
		p.pins = append(p.pins, n)
	}
}

// narrowing is by how much distances at a latitude are drawn larger than at the equator.
func (p *projection) narrowing(lat float64) float64 {
	if p.kind == mercator {
		return narrowed(lat)
	}
	return 1
}

// inside keeps a coordinate away from the edges.
func inside(v, from, size float64) float64 { return max(from, min(size-from, v)) }

// space is what a pin's mark takes.
func (n pin) space() space { return space{n.x - n.r - 1, n.y - n.r - 1, n.x + n.r + 1, n.y + n.r + 1} }

func (p *plan) numbered(n int) string {
	if p.Number != nil {
		return p.Number(n)
	}
	return strconv.Itoa(n)
}

// drawGround draws land and water, and the publisher's lines.
func (p *plan) drawGround() {
	e, km, o := outlines(), p.kilometres(), p.outliner()
	p.ground = o
	if p.kind == world {
		p.element("path", "", "class", "sea", "d", o.edge())
	} else {
		p.element("rect", "", "class", "sea", "width", coord(p.projection.width), "height", coord(p.projection.height))
	}
	p.tag("g", "transform", "scale(.5)")
	p.outline("land", o.areas(e.land[level(km)]))
	if km < 30 {
		o.small = 3 * fine
		p.outline("water", o.areas(e.lakes))
	}
	o.small = fine
	lines := o.courses(p.Lines)
	p.lined = lines != ""
	p.outline("border", lines)
	p.close("g")
}

// level is which outlines of land suit a scale.
func level(km float64) int {
	switch {
	case km > 50:
		return 0
	case km > 22:
		return 1
	case km > 6:
		return 2
	case km > 2:
		return 3
	}
	return 4
}

func (p *plan) outline(class, d string) {
	if d != "" {
		p.element("path", "", "class", class, "d", d)
	}
}

// edge is the outline of the world.
func (o *outliner) edge() string {
	w := o.shown
	const pieces = 24
	var steps []step
	add := func(lon float32, piece int) {
		at := o.at(float64(lon), float64(w.south+(w.north-w.south)*float32(piece)/pieces))
		steps = append(steps, step{int32(math.Round(at.x)), int32(math.Round(at.y))})
	}
	for i := range pieces + 1 {
		add(w.west, i)
	}
	for i := range pieces + 1 {
		add(w.east, pieces-i)
	}
	return string(appendPath(nil, steps, true))
}

// drawAreas draws where what is not known to a point may be.
func (p *plan) drawAreas() {
	for _, n := range p.pins {
		if n.radius() > 0 {
			p.circle("area", n.x, n.y, n.r)
		}
	}
}

func (p *plan) drawFrame() {
	if p.kind != world {
		p.element("rect", "", "class", "frame", "x", "0.5", "y", "0.5", "width", coord(p.projection.width-1), "height", coord(p.projection.height-1))
	}
}
