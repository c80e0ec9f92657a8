package export

import (
	"encoding/json"
	"math"

	"sitrep/generator/site"
)

// geometry is a shape on earth: RFC 7946 section 3.1. Positions are longitude and latitude in degrees, in this order.
type geometry struct {
	Type  string
	Point position       // of a Point
	Rings [][][]position // of a MultiPolygon; of a Polygon the first
}

type position [2]float64

// MarshalJSON writes the coordinates that go with the type.
func (g *geometry) MarshalJSON() ([]byte, error) {
	var coordinates any = g.Point
	switch g.Type {
	case "Polygon":
		coordinates = g.Rings[0]
	case "MultiPolygon":
		coordinates = g.Rings
	}
	return json.Marshal(struct {
		Type        string `json:"type"`
		Coordinates any    `json:"coordinates"`
	}{g.Type, coordinates})
}

// shapeOf is the shape of a place: what is known exactly, or is the point of a region, is a point. Anything else is the area in which it may
// be, so that no map that reads it can draw a pin where nobody knows that anything is.
func shapeOf(w *site.Where) *geometry {
	switch {
	case w == nil:
		return nil
	case w.Within == 0:
		return &geometry{Type: "Point", Point: position{w.Lon, w.Lat}}
	}
	ring := circle(w.Lat, w.Lon, w.Within)
	west, east := divide(ring)
	if len(west) == 0 || len(east) == 0 {
		return &geometry{Type: "Polygon", Rings: [][][]position{{closed(append(west, east...))}}}
	}
	return &geometry{Type: "MultiPolygon", Rings: [][][]position{{closed(west)}, {closed(east)}}}
}

// corners is how many a circle is drawn with.
const corners = 24

// circle is the points at a distance in kilometres from one, counterclockwise (section 3.1.6). Its longitudes may lie beyond the antimeridian.
func circle(lat, lon, km float64) []position {
	const degree = 111.195 // kilometres
	ring := make([]position, corners)
	wide := km / degree / max(0.01, math.Cos(lat*math.Pi/180))
	for i := range ring {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / corners)
		ring[i] = position{lon + min(wide, 179)*cos, min(90, max(-90, lat+km/degree*sin))}
	}
	return ring
}

// divide cuts a ring at the antimeridian (section 3.1.9): the part on the side where most of it lies, and what lies beyond. One of
// them is empty where nothing is to be cut.
func divide(ring []position) (within, beyond []position) {
	limit := 180.0
	for _, p := range ring {
		if p[0] < -180 {
			limit = -180
		}
	}
	for i, p := range ring {
		next := ring[(i+1)%len(ring)]
		out, nextOut := over(p, limit), over(next, limit)
		if out {
			beyond = append(beyond, position{p[0] - 2*limit, p[1]})
		} else {
			within = append(within, p)
		}
		if out != nextOut {
			lat := p[1] + (next[1]-p[1])*(limit-p[0])/(next[0]-p[0])
			within, beyond = append(within, position{limit, lat}), append(beyond, position{-limit, lat})
		}
	}
	return within, beyond
}

func over(p position, limit float64) bool {
	return limit > 0 && p[0] > limit || limit < 0 && p[0] < limit
}

// closed ends a ring where it begins. A thousandth of a degree is finer than any place that is drawn so.
func closed(ring []position) []position {
	for i, p := range ring {
		ring[i] = position{thousandth(p[0]), thousandth(p[1])}
	}
	return append(ring, ring[0])
}

func thousandth(n float64) float64 { return math.Round(n*1000) / 1000 }
