package graphic

// Lines are rings and lines on the globe, made ready to be looked through for what lies in a window.
type Lines struct {
	tracks []track
	wholes []window // what each of them lies in, to be looked through first
}

func newLines(tracks []track) Lines {
	l := Lines{tracks, make([]window, len(tracks))}
	for i := range tracks {
		l.wholes[i] = tracks[i].whole()
	}
	return l
}

// At is a place on the globe, in degrees.
type At struct{ Lat, Lon float64 }

// NewLines prepares lines. A line that is closed ends where it begins. From one point to the next it goes the shorter way about the globe.
func NewLines(lines [][]At) Lines {
	tracks := make([]track, len(lines))
	for i, l := range lines {
		points := make([]geo, len(l))
		for k, p := range l {
			lon := p.Lon
			if k > 0 {
				lon = nearest(lon, float64(points[k-1].lon))
			}
			points[k] = geo{float32(lon), float32(p.Lat)}
		}
		tracks[i] = newTrack(points)
	}
	return newLines(tracks)
}

// geo is a place on the globe. Its longitude may go on beyond 180 degrees, so that no line jumps.
type geo struct{ lon, lat float32 }

// window is a part of the globe.
type window struct{ west, south, east, north float32 }

// meets reports whether two windows overlap.
func (w window) meets(o window) bool {
	return w.west <= o.east && o.west <= w.east && w.south <= o.north && o.south <= w.north
}

func (w window) shifted(by float32) window { return window{w.west + by, w.south, w.east + by, w.north} }

// stretch is how many points of a line are looked at, or left alone, together.
const stretch = 32

// track is a line with the windows that its stretches lie in. Each begins where the one before it ends.
type track struct {
	points    []geo
	stretches []window
}

func newTrack(points []geo) track {
	t := track{points: points}
	for from := 0; from+1 < len(points); from += stretch {
		t.stretches = append(t.stretches, boxOf(points[from:min(from+stretch+1, len(points))]))
	}
	return t
}

// whole is the window of all stretches. That of none is nowhere.
func (t *track) whole() window {
	w := window{west: 1000, south: 1000, east: -1000, north: -1000}
	for _, s := range t.stretches {
		w = window{min(w.west, s.west), min(w.south, s.south), max(w.east, s.east), max(w.north, s.north)}
	}
	return w
}

func boxOf(points []geo) window {
	w := window{points[0].lon, points[0].lat, points[0].lon, points[0].lat}
	for _, p := range points[1:] {
		w = window{min(w.west, p.lon), min(w.south, p.lat), max(w.east, p.lon), max(w.north, p.lat)}
	}
	return w
}

// within goes through the lines that have a part in the window, as they lie about the globe there. The points of a line are those that
// matter: a stretch that lies wholly to one side of the window is left out. Lines that are smaller than so many degrees, high and
// across, are left out, too. It works in the space it is given, and returns it.
func (l Lines) within(w window, small float32, near []geo, do func([]geo)) []geo {
	for i, whole := range l.wholes {
		if whole.north < w.south || whole.south > w.north || whole.east-whole.west < small && whole.north-whole.south < small {
			continue
		}
		for _, turn := range [...]float32{-360, 0, 360} {
			if whole.meets(w.shifted(-turn)) {
				near = l.tracks[i].near(near[:0], w.shifted(-turn))
				for k := range near {
					near[k].lon += turn
				}
				do(near)
			}
		}
	}
	return near
}

// near adds the points of a line but for the stretches to one side of the window, which a straight line can stand for.
func (t *track) near(list []geo, w window) []geo {
	last := -1
	for i, s := range t.stretches {
		side := w.side(s)
		if from := i * stretch; side < 0 {
			list = append(list, t.points[from:min(from+stretch, len(t.points)-1)]...)
		} else if side != last {
			list = append(list, t.points[from])
		}
		last = side
	}
	return append(list, t.points[len(t.points)-1])
}

// side is the side of the window that all of another lies on, or -1.
func (w window) side(o window) int {
	switch {
	case o.east < w.west:
		return 0
	case o.west > w.east:
		return 1
	case o.north < w.south:
		return 2
	case o.south > w.north:
		return 3
	}
	return -1
}

// cutter cuts rings and lines to a window. It keeps the space it works in.
type cutter struct {
	window
	ring, spare []geo
}

// sides of a window: whether a point lies within, and where a line crosses it.
func (c *cutter) in(side int, p geo) bool {
	switch side {
	case 0:
		return p.lon >= c.west
	case 1:
		return p.lon <= c.east
	case 2:
		return p.lat >= c.south
	}
	return p.lat <= c.north
}

func (c *cutter) crossing(side int, a, b geo) geo {
	if side < 2 {
		lon := [2]float32{c.west, c.east}[side]
		return geo{lon, a.lat + (b.lat-a.lat)*((lon-a.lon)/(b.lon-a.lon))}
	}
	lat := [2]float32{c.south, c.north}[side-2]
	return geo{a.lon + (b.lon-a.lon)*((lat-a.lat)/(b.lat-a.lat)), lat}
}

// area is what of a ring lies in the window: a ring along its edges where the ring leaves it (Sutherland and Hodgman). It is good
// until the next.
func (c *cutter) area(ring []geo) []geo {
	in, out := append(c.ring[:0], ring...), c.spare[:0]
	for side := range 4 {
		out = out[:0]
		for i, p := range in {
			before := in[(i+len(in)-1)%len(in)]
			here, there := c.in(side, p), c.in(side, before)
			if here != there {
				out = append(out, c.crossing(side, before, p))
			}
			if here {
				out = append(out, p)
			}
		}
		in, out = out, in
	}
	c.ring, c.spare = in, out
	return in
}

// course goes through the parts of a line that lie in the window.
func (c *cutter) course(line []geo, do func([]geo)) {
	part := c.ring[:0]
	for i := 1; i < len(line); i++ {
		a, b, ok := c.segment(line[i-1], line[i])
		if len(part) > 0 && (!ok || a != part[len(part)-1]) {
			do(part)
			part = part[:0]
		}
		if ok {
			if len(part) == 0 {
				part = append(part, a)
			}
			part = append(part, b)
		}
	}
	if len(part) > 1 {
		do(part)
	}
	c.ring = part
}

// segment is the part of a straight line in the window.
func (c *cutter) segment(a, b geo) (geo, geo, bool) {
	for side := range 4 {
		switch here, there := c.in(side, a), c.in(side, b); {
		case !here && !there:
			return a, b, false
		case !here:
			a = c.crossing(side, a, b)
		case !there:
			b = c.crossing(side, a, b)
		}
	}
	return a, b, true
}
