package graphic

import (
	_ "embed"
	"encoding/binary"
	"fmt"
	"sync"
)

//go:generate go run ./earth

// EarthHead opens the embedded outlines, and EarthUnit is how many of their units are a degree.
const (
	EarthHead = "sitrep earth 1\n"
	EarthUnit = 500
)

//go:embed earth/earth.bin
var embedded string

// earth is the outlines that maps are drawn on: land at five scales, from coarse to fine, and lakes, as Natural Earth has them, and
// where the names of countries stand. Rivers are left out: on a small map they look like borders. Each layer is the number of its
// lines, each line the number of its points and their steps from one to the next, longitude and latitude in turn, all in
// variable-length integers.
type earth struct {
	land      [5]Lines
	lakes     Lines
	countries []Country
}

// Country is where the name of a country stands on a map: nothing is said of where it ends.
type Country struct {
	Code string // ISO 3166-1 numeric
	At
	Wide float64 // kilometres that the name has to each side
}

// Countries are those of ISO 3166-1, as Natural Earth has them, the largest first. The list is not to be changed.
func Countries() []Country { return outlines().countries }

// outlines are unpacked once, by the first map of a process.
var outlines = sync.OnceValue(func() *earth { return unpack(embedded) })

func unpack(data string) *earth {
	if len(data) < len(EarthHead) || data[:len(EarthHead)] != EarthHead {
		panic("the outlines of land are of another format: run go generate") // they are part of the program; a test reads them
	}
	b := []byte(data[len(EarthHead):])
	e := &earth{}
	for _, layer := range []*Lines{&e.land[0], &e.land[1], &e.land[2], &e.land[3], &e.land[4], &e.lakes} {
		*layer, b = unpackLines(b)
	}
	e.countries = unpackCountries(b)
	return e
}

func unpackLines(b []byte) (Lines, []byte) {
	count, n := binary.Uvarint(b)
	b = b[n:]
	lines := make([]track, count)
	for i := range lines {
		length, n := binary.Uvarint(b)
		b = b[n:]
		points := make([]geo, length)
		lon, lat := int64(0), int64(0)
		for k := range points {
			x, n := binary.Varint(b)
			y, m := binary.Varint(b[n:])
			b = b[n+m:]
			lon, lat = lon+x, lat+y
			points[k] = geo{float32(lon) / EarthUnit, float32(lat) / EarthUnit}
		}
		lines[i] = newTrack(points)
	}
	return newLines(lines), b
}

func unpackCountries(b []byte) []Country {
	count, n := binary.Uvarint(b)
	list := make([]Country, count)
	for i := range list {
		code, m := binary.Uvarint(b[n:])
		n += m
		var v [3]float64
		for k := range v {
			units, m := binary.Varint(b[n:])
			n, v[k] = n+m, float64(units)/EarthUnit
		}
		list[i] = Country{fmt.Sprintf("%03d", code), At{v[1], v[0]}, max(1, v[2]*degree)}
	}
	return list
}
