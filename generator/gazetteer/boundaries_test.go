package gazetteer

import (
	"fmt"
	"strings"
	"testing"
)

// boundaries reads a boundaries.geojson into a line for each boundary and each finding.
func boundaries(text string) string {
	list, findings := ParseBoundaries("content/boundaries.geojson", []byte(text))
	var lines []string
	for _, b := range list {
		lines = append(lines, strings.TrimSpace(fmt.Sprint(b.Name, " ", b.Lines)))
	}
	for _, f := range findings {
		lines = append(lines, fmt.Sprintf("%d:%d %s: %s | %s", f.Pos.Line, f.Pos.Col, f.Rule, f.Text, f.Hint))
	}
	return strings.Join(lines, "\n")
}

func TestBoundaries(t *testing.T) {
	const position = "write [longitude, latitude] in degrees, such as [30.52, 50.45]"
	for text, want := range map[string]string{
		`{"type": "LineString", "coordinates": [[30, 50], [31.5, -51, 120]]}`:                                                                                "[[[50 30] [-51 31.5]]]",
		`{"type": "Feature", "properties": {"name": "North"}, "geometry": {"type": "MultiLineString", "coordinates": [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]}}`: "North [[[2 1] [4 3]] [[6 5] [8 7]]]",
		`{"type": "FeatureCollection", "features": [
			{"type": "Feature", "properties": null, "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}},
			{"type": "Feature", "properties": {"name": "Two"}, "geometry": {"type": "MultiPolygon", "coordinates": [[[[0, 0], [1, 0], [0, 0]]], [[[5, 5], [6, 5], [5, 5]]]]}}]}`: "[[[0 0] [0 1] [1 1] [0 0]]]\nTwo [[[0 0] [0 1] [0 0]] [[5 5] [5 6] [5 5]]]",
		`{"type": "GeometryCollection", "geometries": [{"type": "LineString", "coordinates": [[1, 2], [3, 4]]}]}`: "[[[2 1] [4 3]]]",

		`{"type": "Point", "coordinates": [1, 2]}`:                           "1:1 boundaries/type: a Point is no boundary | places stand in regions.yaml, with their coordinates under at",
		`{"type": "LineString", "coordinates": [[50.45, 130.52], [1, 2]]}`:   "1:40 boundaries/position: [50.45, 130.52] is no place on earth | longitude comes first in GeoJSON: did you mean [130.52, 50.45]?",
		`{"type": "LineString", "coordinates": [[412345, 5600000], [1, 2]]}`: "1:40 boundaries/position: [412345, 5.6e+06] is no place on earth | GeoJSON has longitude and latitude in degrees, from -180 to 180 and from -90 to 90: not the metres of a map grid",
		`{"type": "LineString", "coordinates": [[1, 2]]}`:                    "1:39 boundaries/coordinates: a line of 1 positions | a line has two positions or more",
		`{"type": "LineString", "coordinates": [["1", 2], [3, 4]]}`:          `1:41 boundaries/position: "1" is no number of degrees | ` + position,
		`{"type": "Polygon", "coordinates": [[1, 2], [3, 4]]}`:               "1:38 boundaries/position: this is no position | " + position + "\n1:46 boundaries/position: this is no position | " + position,
		`{"type": "Topology", "arcs": []}`:                                   `1:1 boundaries/type: no GeoJSON object of type "Topology" | write a FeatureCollection, a Feature or a geometry, as RFC 7946 has them`,
		`{"type": "FeatureCollection"}`:                                      "1:1 boundaries/type: there is no list of features | write features: a list",
		`{"type": "Feature", "geometry": null}`:                              "1:1 boundaries/geometry: the feature has no geometry | a boundary is a Polygon, a MultiPolygon, a LineString or a MultiLineString",
		`{"type": "Feature", "geometry": 7}`:                                 "1:33 boundaries/geometry: the geometry is a single value | a boundary is a Polygon, a MultiPolygon, a LineString or a MultiLineString",
	} {
		if got := boundaries(text); got != want {
			t.Errorf("%s\n got %s\nwant %s", text, got, want)
		}
	}
}

// TestTooManyPoints: one finding says it, and what came before stays.
func TestTooManyPoints(t *testing.T) {
	line := `{"type": "LineString", "coordinates": [[1,2]` + strings.Repeat(",[1,2]", mostPoints/3) + `]}`
	list, findings := ParseBoundaries("b", []byte(`{"type": "GeometryCollection", "geometries": [`+strings.Repeat(line+",", 4)+line+`]}`))
	if len(list) != 2 || len(findings) != 1 || findings[0].Rule != "boundaries/size" {
		t.Errorf("%d boundaries, %v", len(list), findings)
	}
}

func FuzzBoundaries(f *testing.F) {
	for _, s := range []string{
		`{"type": "LineString", "coordinates": [[30, 50], [31.5, -51, 120]]}`, `{"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [0, 0]]]}`, `{"type": "Feature", "geometry": {"type": "Feature"}}`,
		`{"type": "FeatureCollection", "features": [{"type": "FeatureCollection", "features": [[]]}]}`, `{"type": "LineString", "coordinates": [[1e999, null], [NaN]]}`, "\ufeff{}", "[", `{"type": "MultiPolygon", "coordinates": [[[[]]]]}`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		list, findings := ParseBoundaries("b", []byte(text))
		if len(list) == 0 && len(findings) == 0 && !strings.Contains(text, "[") {
			t.Errorf("%q is read as nothing, without a word", text)
		}
		if len(findings) > 101 {
			t.Errorf("%d findings", len(findings))
		}
		for _, b := range list {
			for _, line := range b.Lines {
				if len(line) < 2 {
					t.Errorf("a line of %d positions", len(line))
				}
				for _, at := range line {
					if !within(at[0], 90) || !within(at[1], 180) {
						t.Errorf("%v is no place on earth", at)
					}
				}
			}
		}
	})
}
