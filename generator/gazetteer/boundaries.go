package gazetteer

import (
	"fmt"
	"strconv"

	"sitrep/generator/diag"
	"sitrep/generator/strict"
)

// Boundary is a feature of the site's boundaries.geojson: lines that the publisher wants on maps. There are no built-in ones: where a
// border runs is the publisher's to say.
type Boundary struct {
	Name  string         // may be empty
	Lines [][][2]float64 // latitude and longitude in degrees, each of two points or more; the ring of a polygon ends where it begins
}

// mostPoints is how many points a site's boundaries may have: more would make nothing clearer and every map slow.
const mostPoints = 200_000

// mostFaults is how many faults of a file of boundaries are told.
const mostFaults = 20

// ParseBoundaries reads boundaries.geojson (RFC 7946): polygons and lines, in features or bare. Of a feature that is at fault, the lines
// without fault are returned.
func ParseBoundaries(file string, data []byte) ([]Boundary, []diag.Finding) {
	node, findings := strict.JSON(file, 1, data)
	r := boundaryReader{file: file, found: findings}
	if len(findings) == 0 {
		r.object(node, "")
	}
	return r.list, r.found
}

type boundaryReader struct {
	file   string
	list   []Boundary
	found  []diag.Finding
	points int
}

func (r *boundaryReader) fault(pos diag.Pos, rule, hint, format string, args ...any) {
	if len(r.found) < mostFaults {
		r.found = append(r.found, diag.Finding{
			File: r.file, Pos: pos, Rule: "boundaries/" + rule, Severity: diag.Error, Text: fmt.Sprintf(format, args...), Hint: hint,
		})
	}
}

// deep is how many lists stand in each other in the coordinates of a geometry, down to the one of its positions.
func deep(kind string) int {
	switch kind {
	case "LineString":
		return 1
	case "MultiPolygon":
		return 3
	}
	return 2
}

// object reads a collection, a feature or a geometry.
func (r *boundaryReader) object(n *strict.Node, name string) {
	kind := text(child(n, "type"))
	switch kind {
	case "FeatureCollection":
		r.each(n, "features", func(f *strict.Node) { r.object(f, "") })
	case "GeometryCollection":
		r.each(n, "geometries", func(g *strict.Node) { r.object(g, name) })
	case "Feature":
		if p := child(n, "properties"); p != nil {
			name = text(child(p, "name"))
		}
		r.feature(n, name)
	case "LineString", "MultiLineString", "Polygon", "MultiPolygon":
		r.geometry(n, kind, name)
	case "Point", "MultiPoint":
		r.fault(n.Pos, "type", "places stand in regions.yaml, with their coordinates under at", "a %s is no boundary", kind)
	default:
		r.fault(n.Pos, "type", "write a FeatureCollection, a Feature or a geometry, as RFC 7946 has them", "no GeoJSON object of type %q", kind)
	}
}

func (r *boundaryReader) feature(n *strict.Node, name string) {
	const hint = "a boundary is a Polygon, a MultiPolygon, a LineString or a MultiLineString"
	switch g := child(n, "geometry"); {
	case g == nil:
		r.fault(n.Pos, "geometry", hint, "the feature has no geometry")
	case g.Kind != strict.Mapping:
		r.fault(g.Pos, "geometry", hint, "the geometry is %s", g.Kind)
	default:
		r.object(g, name)
	}
}

func (r *boundaryReader) each(n *strict.Node, key string, do func(*strict.Node)) {
	list := child(n, key)
	if list == nil || list.Kind != strict.Sequence {
		r.fault(n.Pos, "type", "write "+key+": a list", "there is no list of %s", key)
		return
	}
	for i := range list.Children {
		do(&list.Children[i])
	}
}

func (r *boundaryReader) geometry(n *strict.Node, kind, name string) {
	coordinates := child(n, "coordinates")
	if coordinates == nil {
		r.fault(n.Pos, "coordinates", "", "the %s has no coordinates", kind)
		return
	}
	b := Boundary{Name: name}
	r.lines(coordinates, deep(kind), func(line [][2]float64) { b.Lines = append(b.Lines, line) })
	if len(b.Lines) > 0 {
		r.list = append(r.list, b)
	}
}

// lines goes through the lines that stand so deep in a list.
func (r *boundaryReader) lines(n *strict.Node, level int, do func([][2]float64)) {
	if n.Kind != strict.Sequence {
		r.fault(n.Pos, "coordinates", "write a list of positions [longitude, latitude]", "here stands %s, where a list of coordinates must", n.Kind)
		return
	}
	if level > 1 {
		for i := range n.Children {
			r.lines(&n.Children[i], level-1, do)
		}
		return
	}
	line, sound := r.line(n)
	switch {
	case sound && len(line) < 2:
		r.fault(n.Pos, "coordinates", "a line has two positions or more", "a line of %d positions", len(line))
	case sound:
		do(line)
	}
}

func (r *boundaryReader) line(n *strict.Node) (line [][2]float64, sound bool) {
	if r.points += len(n.Children); r.points > mostPoints {
		if r.points-len(n.Children) <= mostPoints {
			r.fault(n.Pos, "size", "simplify them: a map shows no more than a few hundred at once", "the boundaries have more than %d points: these and all after them are left out", mostPoints)
		}
		return nil, false
	}
	for i := range n.Children {
		at, ok := r.position(&n.Children[i])
		if !ok {
			return nil, false
		}
		line = append(line, at)
	}
	return line, true
}

// position is a longitude and a latitude. A height behind them is allowed, and not read.
func (r *boundaryReader) position(n *strict.Node) ([2]float64, bool) {
	var v [2]float64
	if n.Kind != strict.Sequence || len(n.Children) < 2 || len(n.Children) > 3 {
		r.fault(n.Pos, "position", "write [longitude, latitude] in degrees, such as [30.52, 50.45]", "this is no position")
		return v, false
	}
	for i := range v {
		c := n.Children[i]
		value, err := strconv.ParseFloat(c.Text, 64)
		if c.Kind != strict.Scalar || c.Quoted || err != nil {
			r.fault(c.Pos, "position", "write [longitude, latitude] in degrees, such as [30.52, 50.45]", "%q is no number of degrees", c.Text)
			return v, false
		}
		v[1-i] = value
	}
	if !within(v[0], 90) || !within(v[1], 180) {
		r.fault(n.Pos, "position", positionHint(v), "[%v, %v] is no place on earth", v[1], v[0])
		return v, false
	}
	return v, true
}

func positionHint(v [2]float64) string {
	if within(v[1], 90) && within(v[0], 180) {
		return fmt.Sprintf("longitude comes first in GeoJSON: did you mean [%v, %v]?", v[0], v[1])
	}
	return "GeoJSON has longitude and latitude in degrees, from -180 to 180 and from -90 to 90: not the metres of a map grid"
}

// child is the value of a key; nil where there is none, or null.
func child(n *strict.Node, key string) *strict.Node {
	if n == nil || n.Kind != strict.Mapping {
		return nil
	}
	for i := range n.Children {
		if c := &n.Children[i]; c.Key == key && c.Kind != strict.Null {
			return c
		}
	}
	return nil
}

func text(n *strict.Node) string {
	if n == nil || n.Kind != strict.Scalar {
		return ""
	}
	return n.Text
}
