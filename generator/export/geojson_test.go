package export_test

import (
	"math"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"pgregory.net/rapid"

	"sitrep/generator/export"
	"sitrep/generator/site"
)

// TestGeoJSONIsRead holds that a library that is not ours reads every collection, that its positions are on earth, that no place is drawn
// more exactly than it is known, and that exercises and what is real are never in one.
func TestGeoJSONIsRead(t *testing.T) {
	_, files := exchanged(t)
	kinds := map[string]int{}
	for _, path := range files.of(".geojson") {
		list, err := geojson.UnmarshalFeatureCollection([]byte(files[path]))
		check(t, err)
		if len(list.Features) == 0 {
			t.Errorf("%s is empty", path)
		}
		for _, f := range list.Features {
			position := f.Properties.MustString("position")
			kinds[position]++
			if drill := f.Properties.MustBool("exercise"); drill != list.ExtraMembers["exercise"].(bool) || drill != (strings.HasSuffix(path, ".exercise.geojson") || strings.HasPrefix(path, "reports/2026/03/09-drill")) {
				t.Errorf("%s mixes exercises and what is real", path)
			}
			_, point := f.Geometry.(orb.Point)
			switch {
			case (f.Geometry == nil) != (position == "none"), point != (position == "exact" || position == "region"), (position == "area") != (f.Properties.MustFloat64("radius_km", 0) > 0):
				t.Errorf("%s: %v is drawn as %v, and its position is %s", path, f.Properties["title"], f.Geometry, position)
			case f.Properties.MustInt("precision", 1) > 1 && position == "exact":
				t.Errorf("%s: %v is not known so exactly", path, f.Properties["title"])
			case f.Geometry != nil:
				checkShape(t, f.Geometry)
			}
		}
	}
	for _, position := range []string{"exact", "region", "area", "none"} {
		if kinds[position] == 0 {
			t.Errorf("no feature is %s", position)
		}
	}
	for path, there := range map[string]bool{
		"regions/port.geojson": true, "regions/port/2025.geojson": true, "regions/port/2026.geojson": false, "series/flood.geojson": true,
		"regions/noria.exercise.geojson": true, "reports/2026/03/11-flash.geojson": false, "reports/2026/03/12-wrong.geojson": false,
	} {
		if _, ok := files[path]; ok != there {
			t.Errorf("%s is there: %t", path, ok)
		}
	}
	if strings.Contains(files["regions/port.geojson"], "The quay is flooded") || !strings.Contains(files["regions/port/2025.geojson"], "The quay is flooded") {
		t.Error("years are not apart")
	}
}

// checkShape holds that a shape is on earth, and that rings are closed and go counterclockwise (RFC 7946 section 3.1.6).
func checkShape(t rapid.TB, g orb.Geometry) {
	t.Helper()
	var rings []orb.Ring
	switch g := g.(type) {
	case orb.Point:
		rings = []orb.Ring{{g, g, g, g}}
	case orb.Polygon:
		rings = g
	case orb.MultiPolygon:
		for _, p := range g {
			rings = append(rings, p...)
		}
	}
	for _, ring := range rings {
		for _, p := range ring {
			if math.Abs(p.Lon()) > 180 || math.Abs(p.Lat()) > 90 {
				t.Errorf("%v is not on earth", p)
			}
		}
		if len(ring) < 4 || !ring.Closed() || len(rings[0]) > 4 && ring.Orientation() != orb.CCW {
			t.Errorf("%v is no ring", ring)
		}
	}
}

// TestAreas holds areas anywhere on earth to the same, and that they reach as far as they should.
func TestAreas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := site.Where{
			Lat: rapid.Float64Range(-89, 89).Draw(t, "lat"), Lon: rapid.Float64Range(-180, 180).Draw(t, "lon"), Within: rapid.SampledFrom([]float64{10, 80}).Draw(t, "within"),
		}
		text, err := export.ShapeJSON(&w)
		if err != nil {
			t.Fatal(err)
		}
		g, err := geojson.UnmarshalGeometry(text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		checkShape(t, g.Geometry())
		if bound := g.Geometry().Bound(); math.Abs(bound.Max.Lat()-min(90, w.Lat+w.Within/111.195)) > 0.002 {
			t.Errorf("it reaches to %v", bound.Max.Lat())
		}
	})
}
