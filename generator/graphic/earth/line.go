package main

import (
	"math"
	"slices"
)

// seamless joins the rings that are cut where the longitude jumps. Those about the pole stay as they are.
func seamless(lines []line) []line {
	var whole, open []line
	for _, l := range lines {
		if parts := parted(l); len(parts) > 0 {
			open = append(open, parts...)
		} else {
			whole = append(whole, l)
		}
	}
	for len(open) > 0 {
		ring := open[0]
		for open = open[1:]; ; {
			end, next := ring[len(ring)-1], -1
			best := math.Abs(ring[0][1] - end[1])
			for i, o := range open {
				if d := math.Abs(o[0][1] - end[1]); d < best {
					next, best = i, d
				}
			}
			if next < 0 {
				break
			}
			ring = append(ring, open[next][1:]...)
			open = slices.Delete(open, next, next+1)
		}
		whole = append(whole, append(ring, ring[0]))
	}
	return whole
}

// parted is a ring without its edges along the 180th meridian: the lines between them. None if it has no such edge.
func parted(l line) []line {
	l = eastward(l[:len(l)-1])
	on := func(i int) bool {
		p, q := l[i%len(l)], l[(i+1)%len(l)]
		return math.Abs(p[0]-180) < 1e-6 && math.Abs(q[0]-180) < 1e-6 && p[1] > -60
	}
	start := 0
	for start < len(l) && !on(start) {
		start++
	}
	if start == len(l) {
		return nil
	}
	var parts []line
	var part line
	for k := 1; k <= len(l); k++ {
		i := (start + k) % len(l)
		if part = append(part, l[i]); on(i) {
			if len(part) > 1 {
				parts = append(parts, part)
			}
			part = nil
		}
	}
	return parts
}

// eastward turns what lies in the far west to the far east, across the 180th meridian.
func eastward(l line) line {
	l = slices.Clone(l)
	sum, west := 0.0, true
	for _, p := range l {
		sum += p[0]
	}
	turn := -360 * math.Round(sum/float64(len(l))/360)
	for _, p := range l {
		west = west && p[0]+turn < -150
	}
	if west {
		turn += 360
	}
	for i := range l {
		l[i][0] += turn
	}
	return l
}

// simplified leaves out what bends a line less than the tolerance (Ramer, Douglas and Peucker).
func simplified(l line, tolerance float64) line {
	keep := make([]bool, len(l))
	keep[0], keep[len(l)-1] = true, true
	half := 0 // of a ring, the point furthest from its start
	for i := range l {
		if away(l[i], l[0], l[0]) > away(l[half], l[0], l[0]) {
			half = i
		}
	}
	keep[half] = true
	mark(l, 0, half, tolerance, keep)
	mark(l, half, len(l)-1, tolerance, keep)
	var out line
	for i, k := range keep {
		if k {
			out = append(out, l[i])
		}
	}
	return out
}

func mark(l line, from, to int, tolerance float64, keep []bool) {
	furthest, most := 0, tolerance
	for i := from + 1; i < to; i++ {
		if d := away(l[i], l[from], l[to]); d >= most {
			furthest, most = i, d
		}
	}
	if furthest == 0 {
		return
	}
	keep[furthest] = true
	mark(l, from, furthest, tolerance, keep)
	mark(l, furthest, to, tolerance, keep)
}

// away is how far a point is from the line between two others, in degrees of latitude.
func away(p, a, b [2]float64) float64 {
	k := math.Cos(p[1] * math.Pi / 180)
	px, py, bx, by := (p[0]-a[0])*k, p[1]-a[1], (b[0]-a[0])*k, b[1]-a[1]
	t := 0.0
	if d := bx*bx + by*by; d > 0 {
		t = min(1, max(0, (px*bx+py*by)/d))
	}
	return math.Hypot(px-t*bx, py-t*by)
}
