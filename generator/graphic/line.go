package graphic

// dot is a value in its place: at x, from the height low to the height high, which are the same for a number.
type dot struct {
	x, low, high float64
	missing      bool
	apart        bool // not joined with the one before
}

func (d dot) isRange() bool { return d.low != d.high }

// stroke draws dots in their order: joined where nothing is between them, a bar for a range. Low and high ends are joined each
// with its like, so that a line opens where it leads to a range, and goes through nothing that nobody said.
func (c *canvas) stroke(dots []dot) {
	for _, run := range runs(dots) {
		if len(run) == 1 && !run[0].isRange() {
			c.circle("lone", run[0].x, run[0].high, 1.5)
			continue
		}
		if upper := edge(run, func(d dot) float64 { return d.high }); len(upper) > 1 {
			c.path("course", upper, false)
		}
		for _, part := range opened(run) {
			c.path("course", edge(part, func(d dot) float64 { return d.low }), false)
		}
		for _, d := range run {
			if d.isRange() {
				c.bar(d)
			}
		}
	}
}

// bar is a range.
func (c *canvas) bar(d dot) {
	c.path("range", []xy{{d.x, d.low}, {d.x, d.high}}, false)
}

// runs are the dots that are joined.
func runs(dots []dot) [][]dot {
	var list [][]dot
	open := false
	for i, d := range dots {
		switch {
		case d.missing:
			open = false
		case open && !d.apart:
			list[len(list)-1] = append(list[len(list)-1], d)
		default:
			list = append(list, dots[i:i+1:i+1])
			open = true
		}
	}
	return list
}

// opened are the parts of a run in which low and high ends differ, with the numbers on both their sides.
func opened(run []dot) [][]dot {
	var parts [][]dot
	for i := 1; i < len(run); i++ {
		switch {
		case !run[i-1].isRange() && !run[i].isRange():
		case len(parts) > 0 && i > 1 && (run[i-2].isRange() || run[i-1].isRange()):
			parts[len(parts)-1] = append(parts[len(parts)-1], run[i])
		default:
			parts = append(parts, []dot{run[i-1], run[i]})
		}
	}
	return parts
}

func edge(run []dot, height func(dot) float64) []xy {
	var points []xy
	for _, d := range run {
		points = append(points, xy{d.x, height(d)})
	}
	return points
}
