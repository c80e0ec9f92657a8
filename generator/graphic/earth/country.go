package main

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
	"strconv"

	"sitrep/generator/graphic"
)

// country is where the name of a country stands: the point furthest from the edge of its largest part, and how far that is.
type country struct {
	code     uint64 // ISO 3166-1 numeric
	at       [2]float64
	distance float64
}

// appendCountries adds where the names of countries stand, the largest country first. Where they end is not taken.
func appendCountries(b, data []byte) ([]byte, error) {
	t, arcs, err := decoded(data)
	if err != nil {
		return nil, err
	}
	var list []country
	for _, g := range t.Objects["countries"].Geometries {
		code, err := strconv.ParseUint(g.ID, 10, 16)
		if err != nil || slices.ContainsFunc(list, func(c country) bool { return c.code == code }) {
			continue // it has no code, or is a far part of another
		}
		var parts []line
		if err := g.each(func(ring []int) { parts = append(parts, joined(arcs, ring)) }); err != nil {
			return nil, err
		}
		largest := slices.MaxFunc(parts, func(a, b line) int { return cmp.Compare(area(a), area(b)) })
		list = append(list, middle(code, largest))
	}
	slices.SortFunc(list, func(a, b country) int {
		return cmp.Or(cmp.Compare(b.distance, a.distance), cmp.Compare(a.code, b.code))
	})
	b = binary.AppendUvarint(b, uint64(len(list)))
	for _, c := range list {
		b = binary.AppendUvarint(b, c.code)
		for _, v := range []float64{c.at[0] - 360*math.Round(c.at[0]/360), c.at[1], c.distance} {
			b = binary.AppendVarint(b, int64(math.Round(v*graphic.EarthUnit)))
		}
	}
	return b, nil
}

func area(l line) float64 {
	sum := 0.0
	for i, q := range l[1:] {
		sum += l[i][0]*q[1] - q[0]*l[i][1]
	}
	return math.Abs(sum) * math.Cos(l[0][1]*math.Pi/180)
}

// middle looks for the point of a ring furthest from its edge, nearer and nearer to the best of those tried.
func middle(code uint64, l line) country {
	west, south, east, north := l[0][0], l[0][1], l[0][0], l[0][1]
	for _, p := range l {
		west, south, east, north = min(west, p[0]), min(south, p[1]), max(east, p[0]), max(north, p[1])
	}
	best := country{code, [2]float64{(west + east) / 2, (south + north) / 2}, 0}
	for wide, high := east-west, north-south; wide+high > 0.02; wide, high = wide/3, high/3 {
		around := best.at
		for i := range 21 {
			for k := range 21 {
				p := [2]float64{around[0] + wide*(float64(i)/20-0.5), around[1] + high*(float64(k)/20-0.5)}
				if d := depth(l, p); d > best.distance {
					best.at, best.distance = p, d
				}
			}
		}
	}
	return best
}

// depth is how far within a ring a point lies, in degrees of latitude; 0 outside.
func depth(l line, p [2]float64) float64 {
	within, nearest := false, math.Inf(1)
	for i, b := range l[1:] {
		a := l[i]
		if (a[1] > p[1]) != (b[1] > p[1]) && p[0] < a[0]+(p[1]-a[1])/(b[1]-a[1])*(b[0]-a[0]) {
			within = !within
		}
		nearest = min(nearest, away(p, a, b))
	}
	if !within {
		return 0
	}
	return nearest
}
