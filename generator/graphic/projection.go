package graphic

import (
	"math"
	"slices"
)

// projection says where places of the globe lie on a map. Small parts of the globe are shown with equal degrees, narrowed for their
// latitude, so that distances are right; larger ones as Mercator has them, so that shapes are right; the world as Natural Earth has it.
type projection struct {
	kind          kindOfProjection
	middle        float64 // longitude
	narrow        float64 // the cosine of the latitude in the middle
	scale         float64 // units of the drawing for a degree at the equator
	left, top     float64 // of the drawing, in its units
	width, height float64
	y0            float64 // the height of the drawing's upper edge, in scaled degrees
	shown         window
}

type kindOfProjection uint8

const (
	plane kindOfProjection = iota
	mercator
	world
)

// The size of a map, and how close it may come.
const (
	mapWidth  = 440
	lowest    = 200   // height
	highest   = 300   // height
	least     = 240.0 // kilometres across
	degree    = 111.2 // kilometres
	planeMost = 25    // degrees of latitude that are shown with equal degrees
	worldLons = 130   // degrees that are more than a part of the world
	worldLats = 70
	polar     = 84 // where Mercator ends
	inner     = 40 // from the edge of a map to its places
)

// project finds the projection that shows places with a margin.
func project(places []Place) projection {
	west, east := arc(places)
	south, north := 90.0, -90.0
	for _, p := range places {
		around := p.radius() / degree
		south, north = min(south, p.At.Lat-around), max(north, p.At.Lat+around)
	}
	if east-west > worldLons || north-south > worldLats {
		return wholeWorld(west, east, south, north)
	}
	p := fitted(plane, west, east, south, north)
	if float64(p.shown.north-p.shown.south) > planeMost {
		p = fitted(mercator, west, east, max(south, -polar), min(north, polar))
	}
	return p
}

// arc is the shortest part of the globe that all places lie in: it ends in the widest gap between two.
func arc(places []Place) (west, east float64) {
	var lons []float64
	for _, p := range places {
		lons = append(lons, nearest(p.At.Lon, 0))
	}
	slices.Sort(lons)
	west, east = lons[0], lons[len(lons)-1]
	for i := 1; i < len(lons); i++ {
		if lons[i]-lons[i-1] > 360-(east-west) {
			west, east = lons[i], lons[i-1]+360
		}
	}
	around := 0.0
	for _, p := range places {
		around = max(around, p.radius()/degree/narrowed(p.At.Lat))
	}
	return west - around, east + around
}

// narrowed is how long a degree of longitude is to one of latitude; at the poles as a little away from them.
func narrowed(lat float64) float64 { return max(0.1, math.Cos(lat*math.Pi/180)) }

// fitted shows a part of the globe.
func fitted(kind kindOfProjection, west, east, south, north float64) projection {
	p := projection{kind: kind, middle: (west + east) / 2, narrow: 1, width: mapWidth}
	if kind == plane {
		p.narrow = narrowed((south + north) / 2)
	}
	across, high := (east-west)*p.narrow, p.rise(north)-p.rise(south)
	p.height = math.Round(min(highest, max(lowest, high/max(across, 1e-9)*(mapWidth-2*inner)+2*inner)))
	p.scale = min((mapWidth-2*inner)/max(across, 1e-9), (p.height-2*inner)/max(high, 1e-9), mapWidth*degree/least)
	half := p.height / 2 / p.scale
	y := (p.rise(south) + p.rise(north)) / 2
	end := 90.0
	if kind == mercator {
		end = p.rise(polar + 1)
	}
	y = max(-end+half, min(end-half, y))
	p.y0 = y + half
	around := mapWidth / 2 / p.scale / p.narrow
	p.shown = window{float32(p.middle - around), float32(p.fall(y - half)), float32(p.middle + around), float32(p.fall(y + half))}
	return p
}

// wholeWorld is the world with the Atlantic in the middle or, where the places lie about the Pacific, that.
func wholeWorld(west, east, south, north float64) projection {
	p := projection{kind: world, narrow: 1, width: mapWidth, scale: mapWidth / naturalWidth(0) / 360}
	if east > 180 || west < -180 {
		p.middle = 150
	}
	top, bottom := max(north, 83.6), min(south, -57)
	p.shown = window{float32(p.middle - 180), float32(max(-90, bottom)), float32(p.middle + 180), float32(min(90, top))}
	p.y0 = p.rise(float64(p.shown.north))
	p.height = math.Ceil((p.y0 - p.rise(float64(p.shown.south))) * p.scale)
	return p
}

// rise is the height of a latitude above the equator, in degrees of the equator; fall is the way back where there is one.
func (p *projection) rise(lat float64) float64 {
	switch p.kind {
	case mercator:
		return math.Log(math.Tan(math.Pi/4+lat*math.Pi/360)) * 180 / math.Pi
	case world:
		return naturalHeight(lat * math.Pi / 180)
	}
	return lat
}

func (p *projection) fall(y float64) float64 {
	if p.kind == mercator {
		return math.Atan(math.Sinh(y*math.Pi/180)) * 180 / math.Pi
	}
	return y
}

// at is where a place lies in the drawing; its longitude must be one of those that are shown.
func (p *projection) at(lon, lat float64) xy {
	x := (lon - p.middle) * p.narrow
	if p.kind == world {
		x *= naturalWidth(lat * math.Pi / 180)
	}
	return xy{p.left + p.width/2 + x*p.scale, p.top + (p.y0-p.rise(lat))*p.scale}
}

// place is where a place lies in the drawing, and whether it is there at all.
func (p *projection) place(at At) (xy, bool) {
	lon, w := nearest(at.Lon, p.middle), p.shown
	x, y := float32(lon), float32(at.Lat)
	if w.west <= x && x <= w.east && w.south <= y && y <= w.north {
		return p.at(lon, at.Lat), true
	}
	return xy{}, false
}

// kilometres are those that a unit of the drawing stands for, in its middle.
func (p *projection) kilometres() float64 {
	lat := float64(p.shown.south+p.shown.north) / 2
	if p.kind == mercator {
		return degree * narrowed(lat) / p.scale
	}
	return degree / p.scale
}

// nearest is the longitude of the same place nearest to another.
func nearest(lon, to float64) float64 { return lon + 360*math.Round((to-lon)/360) }

// naturalWidth and naturalHeight are the Natural Earth projection of Patterson, Šavrič and Jenny.
func naturalWidth(phi float64) float64 {
	a := phi * phi
	b := a * a
	return 0.8707 - 0.131979*a + b*(-0.013791+b*(0.003971*a-0.001529*b))
}

func naturalHeight(phi float64) float64 {
	a := phi * phi
	b := a * a
	return phi * (1.007226 + a*(0.015085+b*(-0.044475+0.028874*a-0.005916*b))) * 180 / math.Pi
}
