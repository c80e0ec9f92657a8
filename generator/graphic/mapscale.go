package graphic

import (
	"math"
	"slices"
)

// bar is a scale: so many kilometres are so long.
type bar struct {
	space
	long  float64
	words string
}

// scaleBar finds the scale a corner; a map on which distances differ has none.
func (p *plan) scaleBar() bar {
	if p.kind != plane || p.Distance == nil {
		return bar{}
	}
	km := round125(110 * p.kilometres())
	b := bar{long: km / p.kilometres(), words: p.Distance(int(km))}
	b.words = cut(b.words, longestName)
	b.space = p.takeCorner(max(b.long, textWidth(b.words))+12, 30, 8, []int{bottomStart, bottomEnd, topStart, topEnd})
	return b
}

// round125 is the largest of 1, 2, 5, 10, 20 and so on that is not more.
func round125(v float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(max(v, 1))))
	for _, f := range []float64{5, 2} {
		if f*power <= v {
			return f * power
		}
	}
	return power
}

// The corners of a map, as the page reads.
const (
	bottomStart = iota
	bottomEnd
	topStart
	topEnd
)

// takeCorner takes a space in the first of some corners where no mark stands; none when there is no such corner.
func (p *plan) takeCorner(width, height, away float64, corners []int) space {
	for _, c := range corners {
		s := space{away, p.projection.height - away - height, away + width, p.projection.height - away}
		if (c == bottomEnd || c == topEnd) != p.RTL {
			s.left, s.right = p.projection.width-away-width, p.projection.width-away
		}
		if c == topStart || c == topEnd {
			s.top, s.bottom = away, away+height
		}
		if !slices.ContainsFunc(p.taken, s.meets) && !p.inArea(s) {
			p.taken = append(p.taken, s)
			return s
		}
	}
	return space{}
}

// inArea reports whether an area that something lies in reaches into a space.
func (p *plan) inArea(s space) bool {
	return slices.ContainsFunc(p.pins, func(n pin) bool {
		return n.radius() > 0 && s.meets(space{n.x - n.r, n.y - n.r, n.x + n.r, n.y + n.r})
	})
}

func (p *plan) drawBar(b bar) {
	if b.space == (space{}) {
		return
	}
	y := b.bottom - 4
	at := b.left + 6
	anchor := "start"
	x := at
	if p.RTL {
		at = b.right - 6 - b.long
		x, anchor = b.right-6, "end"
	}
	p.write("scale", caption{b.words, x, b.top + 10, anchor})
	p.canvas.path("scale-bar", []xy{{at, y - 4}, {at, y}, {at + b.long, y}, {at + b.long, y - 4}}, false)
}

// The size of the small map in a corner, and the largest map, in kilometres for a unit, that has one.
const (
	cornerWidth  = 92
	cornerHeight = 72
	cornerLats   = 56 // degrees
	cornerMost   = 3.5
)

// corner finds the small map that shows where the map lies a corner.
func (p *plan) corner() space {
	if p.kind != plane || p.kilometres() > cornerMost {
		return space{}
	}
	return p.takeCorner(cornerWidth, cornerHeight, 0, []int{topEnd, bottomEnd, topStart, bottomStart})
}

func (p *plan) drawCorner(s space) {
	if s == (space{}) {
		return
	}
	small, o := p.projection.wider(s), p.ground
	o.turn(small)
	p.element("rect", "", "class", "sea", "x", coord(s.left), "y", coord(s.top), "width", coord(cornerWidth), "height", coord(cornerHeight))
	p.tag("g", "transform", "scale(.5)")
	p.outline("land", o.areas(outlines().land[0]))
	p.close("g")
	nw := small.at(float64(p.shown.west), float64(p.shown.north))
	se := small.at(float64(p.shown.east), float64(p.shown.south))
	grow := max(0, 6-(se.x-nw.x)) / 2
	p.element("rect", "", "class", "here", "x", coord(nw.x-grow), "y", coord(nw.y-grow), "width", coord(se.x-nw.x+2*grow), "height", coord(max(4, se.y-nw.y+2*grow)))
	p.element("rect", "", "class", "frame", "x", coord(s.left+0.5), "y", coord(s.top+0.5), "width", coord(cornerWidth-1), "height", coord(cornerHeight-1))
}

// wider shows the part of the globe about a map, in a space of it.
func (p projection) wider(s space) projection {
	lat := float64(p.shown.south+p.shown.north) / 2
	lat = max(-90+cornerLats/2, min(90-cornerLats/2, lat))
	w := projection{kind: plane, middle: p.middle, narrow: narrowed(lat), left: s.left, top: s.top, width: cornerWidth, height: cornerHeight}
	w.scale = cornerHeight / float64(cornerLats)
	w.y0 = lat + cornerLats/2
	around := cornerWidth / 2 / w.scale / w.narrow
	w.shown = window{float32(w.middle - around), float32(lat - cornerLats/2), float32(w.middle + around), float32(w.y0)}
	return w
}
