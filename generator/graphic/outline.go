package graphic

import (
	"math"
	"strconv"
	"sync"
)

// fine is how many steps of an outline are a unit of its drawing. Outlines are many short lines: whole numbers keep them small.
const fine = 2

// step is a point of an outline.
type step struct{ x, y int32 }

// outliner writes outlines of one projection as the data of a path.
type outliner struct {
	projection
	cutter
	near  []geo
	d     []byte
	exact []xy
	keep  []bool
	steps []step
	small float64 // what is smaller than this in both directions is left out
}

func (p projection) outliner() *outliner {
	o := outliners.Get().(*outliner)
	o.turn(p)
	return o
}

// outliners keep the space they worked in.
var outliners = sync.Pool{New: func() any { return new(outliner) }}

// turn lets it go on with another projection, in the space it has.
func (o *outliner) turn(p projection) {
	o.projection, o.window, o.small = p, p.shown, 2*fine
}

// areas writes what of some rings is shown.
func (o *outliner) areas(l Lines) string {
	o.d = o.d[:0]
	o.near = l.within(o.window, float32(o.small/fine/o.scale), o.near, func(ring []geo) {
		if ring = o.area(ring); len(ring) > 2 {
			o.write(ring, true)
		}
	})
	return string(o.d)
}

// courses writes what of some lines is shown.
func (o *outliner) courses(l Lines) string {
	o.d = o.d[:0]
	o.near = l.within(o.window, 0, o.near, func(line []geo) {
		o.course(line, func(part []geo) { o.write(part, false) })
	})
	return string(o.d)
}

// write puts a line into steps, leaves out those that bend it by less than half of what can be seen, and adds it to the path.
func (o *outliner) write(line []geo, closed bool) {
	o.exact = o.exact[:0]
	low, high := xy{math.Inf(1), math.Inf(1)}, xy{math.Inf(-1), math.Inf(-1)}
	for _, g := range line {
		p := o.at(float64(g.lon), float64(g.lat))
		p = xy{p.x * fine, p.y * fine}
		low, high = xy{min(low.x, p.x), min(low.y, p.y)}, xy{max(high.x, p.x), max(high.y, p.y)}
		if n := len(o.exact); n == 0 || math.Abs(p.x-o.exact[n-1].x)+math.Abs(p.y-o.exact[n-1].y) > 0.8 {
			o.exact = append(o.exact, p)
		}
	}
	if high.x-low.x < o.small && high.y-low.y < o.small {
		return
	}
	o.steps = o.steps[:0]
	for i, keep := range o.bends() {
		p := o.exact[i]
		s := step{int32(math.Round(p.x)), int32(math.Round(p.y))}
		if n := len(o.steps); keep && (n == 0 || s != o.steps[n-1]) {
			o.steps = append(o.steps, s)
		}
	}
	if closed && len(o.steps) > 1 && o.steps[0] == o.steps[len(o.steps)-1] {
		o.steps = o.steps[:len(o.steps)-1]
	}
	if len(o.steps) > 2 || !closed && len(o.steps) > 1 {
		o.d = appendPath(o.d, o.steps, closed)
	}
}

// bends finds the points that a line cannot do without (Ramer, Douglas and Peucker).
func (o *outliner) bends() []bool {
	n := len(o.exact)
	o.keep = append(o.keep[:0], make([]bool, n)...)
	far := 0
	for i, p := range o.exact {
		if apart(p, o.exact[0]) > apart(o.exact[far], o.exact[0]) {
			far = i
		}
	}
	o.keep[0], o.keep[n-1], o.keep[far] = true, true, true
	o.bend(0, far)
	o.bend(far, n-1)
	return o.keep
}

func (o *outliner) bend(from, to int) {
	const unseen = 1.1 * 1.1
	furthest, most := -1, unseen
	for i := from + 1; i < to; i++ {
		if d := off(o.exact[i], o.exact[from], o.exact[to]); d > most {
			furthest, most = i, d
		}
	}
	if furthest < 0 {
		return
	}
	o.keep[furthest] = true
	o.bend(from, furthest)
	o.bend(furthest, to)
}

func apart(a, b xy) float64 { return (a.x-b.x)*(a.x-b.x) + (a.y-b.y)*(a.y-b.y) }

// off is the square of how far a point is from the line between two others.
func off(p, a, b xy) float64 {
	t, d := 0.0, apart(a, b)
	if d > 0 {
		t = min(1, max(0, ((p.x-a.x)*(b.x-a.x)+(p.y-a.y)*(b.y-a.y))/d))
	}
	return apart(p, xy{a.x + t*(b.x-a.x), a.y + t*(b.y-a.y)})
}

// appendPath adds a line to a path: where it begins, then how far it goes from each point to the next.
func appendPath(d []byte, steps []step, closed bool) []byte {
	d = append(d, 'M')
	d = strconv.AppendInt(d, int64(steps[0].x), 10)
	d = appendStep(d, steps[0].y)
	for i, s := range steps[1:] {
		if i == 0 {
			d = append(d, 'l')
			d = strconv.AppendInt(d, int64(s.x-steps[i].x), 10)
		} else {
			d = appendStep(d, s.x-steps[i].x)
		}
		d = appendStep(d, s.y-steps[i].y)
	}
	if closed {
		d = append(d, 'z')
	}
	return d
}

// appendStep adds a number that follows another: its sign parts them as well as a space.
func appendStep(d []byte, n int32) []byte {
	if n >= 0 {
		d = append(d, ' ')
	}
	return strconv.AppendInt(d, int64(n), 10)
}
