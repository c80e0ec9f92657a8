package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"slices"
)

// line is a ring or a line, longitudes and latitudes in degrees. It does not jump where the longitude does.
type line [][2]float64

// topology is what of TopoJSON is read here.
type topology struct {
	Transform struct{ Scale, Translate [2]float64 }
	Arcs      [][][2]int
	Objects   map[string]geometry
}

type geometry struct {
	Type       string
	ID         string
	Arcs       json.RawMessage
	Geometries []geometry
}

func read(data []byte, object string) ([]line, error) {
	t, arcs, err := decoded(data)
	if err != nil {
		return nil, err
	}
	var lines []line
	err = t.Objects[object].each(func(ring []int) { lines = append(lines, joined(arcs, ring)) })
	if len(lines) == 0 && err == nil {
		err = errors.New("nothing is there")
	}
	return lines, err
}

func decoded(data []byte) (t topology, arcs []line, err error) {
	if err := json.NewDecoder(bytes.NewReader(data)).Decode(&t); err != nil {
		return t, nil, err
	}
	arcs = make([]line, len(t.Arcs))
	for i, arc := range t.Arcs {
		x, y := 0, 0
		for _, step := range arc {
			x, y = x+step[0], y+step[1]
			arcs[i] = append(arcs[i], [2]float64{
				float64(x)*t.Transform.Scale[0] + t.Transform.Translate[0], float64(y)*t.Transform.Scale[1] + t.Transform.Translate[1],
			})
		}
	}
	return t, arcs, nil
}

// each goes through the lines of a geometry, each a list of arcs.
func (g geometry) each(do func([]int)) error {
	for _, part := range g.Geometries {
		if err := part.each(do); err != nil {
			return err
		}
	}
	depth := map[string]int{"LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}[g.Type]
	raw := []json.RawMessage{g.Arcs}
	for range max(0, depth-1) {
		var inner []json.RawMessage
		for _, r := range raw {
			var list []json.RawMessage
			if err := json.Unmarshal(r, &list); err != nil {
				return err
			}
			inner = append(inner, list...)
		}
		raw = inner
	}
	for _, r := range raw {
		var arcs []int
		if depth == 0 {
			return nil
		}
		if err := json.Unmarshal(r, &arcs); err != nil {
			return err
		}
		do(arcs)
	}
	return nil
}

func joined(arcs []line, ring []int) line {
	var l line
	for _, i := range ring {
		var arc line
		if i < 0 {
			arc = slices.Clone(arcs[^i])
			slices.Reverse(arc)
		} else {
			arc = arcs[i]
		}
		if len(l) > 0 {
			arc = arc[1:]
		}
		l = append(l, arc...)
	}
	return unrolled(l)
}

// unrolled lets the longitude go on beyond 180 degrees. A ring about the pole is closed by way of it.
func unrolled(l line) line {
	out := slices.Clone(l)
	for i := 1; i < len(out); i++ {
		out[i][0] += 360 * math.Round((out[i-1][0]-out[i][0])/360)
	}
	first, last := out[0], out[len(out)-1]
	if l[0] == l[len(l)-1] && math.Abs(first[0]-last[0]) > 180 {
		out = append(out, [2]float64{last[0], -90}, [2]float64{first[0], -90}, first)
	}
	return out
}
