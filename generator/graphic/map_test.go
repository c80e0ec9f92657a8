package graphic

import (
	"html/template"
	"math"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func km(n int) string { return strconv.Itoa(n) + " km" }

func drawn(id, title string, places ...Place) Map {
	return Map{
		Frame: Frame{ID: id, Title: title, Desc: "Outlines of land and water: Natural Earth."}, Distance: km, Places: places,
		Words: MapWords{"Events", "Figures", "Regions", "Somewhere in this area", "Boundaries as the publisher gives them"},
	}
}

// coast has a place of every kind, one of them known to an area.
func coast() Map {
	return drawn("coast", "Where it happened",
		Place{At: At{46.48, 30.73}, Count: 4, Name: "Odesa", Label: "Odesa: 4 events", Href: "../regions/odesa.html"},
		Place{At: At{46.97, 32.0}, Name: "Mykolaiv", Label: "Mykolaiv: one event"},
		Place{At: At{46.6, 32.6}, Within: 20, Name: "Kherson", Count: 2},
		Place{At: At{45.35, 28.84}, Kind: Counted, Name: "Izmail"},
		Place{At: At{45.2, 29.9}, Kind: Spoken, Name: "Vylkove"})
}

// inland has nothing but rivers, the names of countries, and a line of the publisher's.
func inland() Map {
	m := drawn("inland", "Where it happened",
		Place{At: At{55.76, 37.62}, Count: 14, Name: "Moscow"}, Place{At: At{53.24, 34.36}, Within: 80, Name: "Bryansk region"}, Place{At: At{50.6, 36.59}, Name: "Belgorod"})
	m.Lines = NewLines([][]At{{{56, 30}, {53, 31.5}, {52, 34}, {50, 36}, {49, 40}}})
	m.Around = coded("112", "804", "428")
	return m
}

// pacific lies on both sides of the 180th meridian.
func pacific() Map {
	return drawn("pacific", "Where it happened",
		Place{At: At{-18.14, 178.44}, Name: "Suva"}, Place{At: At{-16.8, -179.98}, Name: "Taveuni"}, Place{At: At{-19.1, -178.2}, Within: 30, Name: "Vatoa"})
}

func apart3() Map {
	return drawn("world", "Where it happened",
		Place{At: At{39.03, 125.75}, Count: 3, Name: "Pyongyang"}, Place{At: At{38.9, -77.04}, Name: "Washington"}, Place{At: At{-1.29, 36.82}, Name: "Nairobi"})
}

func rightToLeft() Map {
	m := drawn("map-ar", "أين حدث ذلك",
		Place{At: At{33.31, 44.37}, Count: 3, Name: "بغداد"}, Place{At: At{36.34, 43.13}, Name: "الموصل"}, Place{At: At{30.51, 47.78}, Within: 80, Name: "محافظة البصرة", Count: 2})
	m.RTL = true
	m.Number = func(n int) string { return eastern(strconv.Itoa(n)) }
	m.Distance = func(n int) string { return eastern(strconv.Itoa(n)) + " كم" }
	m.Words = MapWords{"الأحداث", "", "", "في مكان ما من هذا النطاق", ""}
	return m
}

func crowded() Map {
	m := drawn("crowd", "Where it happened")
	for i := range 60 {
		m.Places = append(m.Places, Place{At: At{12 + float64(i*i%17)/10, 14 + float64(i*7%23)/10}, Name: "Village no. " + strconv.Itoa(i), Count: i % 4, Kind: Kind(i % 3)})
	}
	return m
}

// coded names countries by their codes: a drawing knows no language.
func coded(codes ...string) []Name {
	var list []Name
	for _, c := range Countries() {
		for _, code := range codes {
			if c.Code == code {
				list = append(list, Name{At: c.At, Text: "country " + c.Code, Wide: c.Wide})
			}
		}
	}
	return list
}

func anyMap(t *rapid.T) func() template.HTML {
	degrees := rapid.OneOf(rapid.Float64Range(-90, 90), rapid.Float64Range(46, 48), rapid.Float64Range(-180, 180), rapid.SampledFrom([]float64{0, 90, -90, 180, -180, 179.999, -179.999, 84, 89.9, math.NaN(), math.Inf(1), 1e300}))
	at := rapid.Custom(func(t *rapid.T) At { return At{degrees.Draw(t, "lat"), degrees.Draw(t, "lon")} })
	m := Map{Frame: anyFrame(t), Distance: km, Words: MapWords{"a", "b", "c", "d", "e"}}
	m.Places = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Place {
		return Place{
			At: at.Draw(t, "at"), Within: rapid.SampledFrom([]float64{0, 0, 10, 80, 5000, -3, math.NaN()}).Draw(t, "within"), Kind: Kind(rapid.IntRange(0, 4).Draw(t, "kind")),
			Count: rapid.SampledFrom([]int{0, 1, 2, 14, 1234567, -3}).Draw(t, "count"), Name: words.Draw(t, "name"), Label: words.Draw(t, "label"), Href: template.URL(anyHref.Draw(t, "href")),
		}
	}), 0, 12).Draw(t, "places")
	m.Around = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Name {
		return Name{at.Draw(t, "at"), words.Draw(t, "text"), rapid.SampledFrom([]float64{0, 1, 300}).Draw(t, "wide")}
	}), 0, 9).Draw(t, "around")
	m.Lines = NewLines(rapid.SliceOfN(rapid.SliceOfN(rapid.Custom(func(t *rapid.T) At {
		return At{rapid.Float64Range(-90, 90).Draw(t, "lat"), rapid.Float64Range(-180, 180).Draw(t, "lon")}
	}), 0, 90), 0, 4).Draw(t, "lines"))
	return func() template.HTML { return m.Draw() }
}

// TestAMapHasNothingWithoutPlaces, and nothing of places that are nowhere.
func TestAMapHasNothingWithoutPlaces(t *testing.T) {
	for _, m := range []Map{drawn("x", "x"), drawn("x", "x", Place{At: At{91, 0}, Name: "nowhere"}), drawn("x", "x", Place{At: At{0, math.NaN()}})} {
		if d := m.Draw(); d != "" {
			t.Errorf("%v is drawn as %s", m.Places, d)
		}
	}
}

// TestAMapIsNotMirrored: east is right on a page of either direction, and what stands on it is at the same places.
func TestAMapIsNotMirrored(t *testing.T) {
	m := coast()
	left := string(m.Draw())
	m.RTL = true
	right := string(m.Draw())
	for _, mark := range []string{`class="land" d="`, `class="happened" cx="`, `class="area" cx="`} {
		if a, b := after(left, mark), after(right, mark); a == "" || a != b {
			t.Errorf("%s is at %.40q, and from right to left at %.40q", mark, a, b)
		}
	}
}

func after(s, mark string) string {
	_, rest, _ := strings.Cut(s, mark)
	value, _, _ := strings.Cut(rest, `"`)
	return value
}

// TestAVaguePlaceIsNoPoint: an area has no mark in its middle that would claim more than is known.
func TestAVaguePlaceIsNoPoint(t *testing.T) {
	d := string(drawn("x", "x", Place{At: At{49, 36}, Within: 80, Count: 5, Name: "Somewhere"}).Draw())
	if !strings.Contains(d, `class="area"`) || strings.Contains(d, `class="happened"`) || !strings.Contains(d, "Somewhere (5)") {
		t.Error(d)
	}
}

// TestTheMeridianIsCrossed: places on its two sides are near each other, whichever way their longitudes are written.
func TestTheMeridianIsCrossed(t *testing.T) {
	for _, lons := range [][2]float64{{179, -179}, {-179, 179}, {179, 181}, {-181, 179}} {
		x := ExtentOf([]Place{{At: At{-17, lons[0]}}, {At: At{-17, lons[1]}}})
		if w := x.shown.east - x.shown.west; w > 5 || !x.Shows(At{-17, 180}) || !x.Shows(At{-17, -180}) || x.Shows(At{-17, 0}) {
			t.Errorf("%v: %v degrees across", lons, w)
		}
	}
}

// TestKnownPlacesAreOnLand holds the outlines and the projections to places whose side of the coast is known.
func TestKnownPlacesAreOnLand(t *testing.T) {
	e := outlines()
	for _, c := range []struct {
		at   At
		name string
		land bool
	}{
		{At{50.45, 30.52}, "Kyiv", true}, {At{44, 33}, "the Black Sea", false}, {At{42, 50.5}, "the Caspian Sea", false}, {At{0, -30}, "the Atlantic", false},
		{At{-25, 135}, "Australia", true}, {At{67, 179}, "Chukotka", true}, {At{67, -178}, "Chukotka beyond the meridian", true}, {At{-85, 0}, "Antarctica", true}, {At{72, -40}, "Greenland", true},
	} {
		for level := range e.land {
			if got := odd(e.land[level], c.at); got != c.land {
				t.Errorf("level %d: %s is on land: %v", level, c.name, got)
			}
		}
	}
	if !odd(e.lakes, At{-1, 33}) {
		t.Error("Lake Victoria is missing")
	}
}

// odd reports whether a place lies within an odd number of rings.
func odd(l Lines, at At) bool {
	within := false
	for _, t := range l.tracks {
		for i := 1; i < len(t.points); i++ {
			a, b, lat := t.points[i-1], t.points[i], float32(at.Lat)
			if (a.lat > lat) == (b.lat > lat) {
				continue
			}
			for _, turn := range []float32{-360, 0, 360} {
				if float32(at.Lon)+turn < a.lon+(lat-a.lat)/(b.lat-a.lat)*(b.lon-a.lon) {
					within = !within
				}
			}
		}
	}
	return within
}

// TestStretchesAreLeftOutUnseen: as much land lies in a window when every point of an outline is looked at.
func TestStretchesAreLeftOutUnseen(t *testing.T) {
	land := outlines().land[2]
	rapid.Check(t, func(t *rapid.T) {
		south, west := rapid.Float32Range(-90, 85).Draw(t, "south"), rapid.Float32Range(-200, 190).Draw(t, "west")
		size := rapid.Float32Range(0.2, 60).Draw(t, "size")
		c := &cutter{window: window{west, south, west + size, south + size/2}}
		some, all := 0.0, 0.0
		land.within(c.window, 0, nil, func(ring []geo) { some += enclosed(c.area(ring)) })
		for _, track := range land.tracks {
			for _, turn := range []float32{-360, 0, 360} {
				ring := make([]geo, len(track.points))
				for i, p := range track.points {
					ring[i] = geo{p.lon + turn, p.lat}
				}
				all += enclosed(c.area(ring))
			}
		}
		if math.Abs(some-all) > 1e-3*float64(size*size) {
			t.Errorf("%v square degrees of land, with all points %v", some, all)
		}
	})
}

// enclosed is how large a ring is, in square degrees; a hole takes away.
func enclosed(ring []geo) float64 {
	sum := 0.0
	for i, p := range ring {
		q := ring[(i+1)%len(ring)]
		sum += float64(p.lon)*float64(q.lat) - float64(q.lon)*float64(p.lat)
	}
	return sum / 2
}

// TestOutlinesAreSmall: a map of a few places costs a few kilobytes.
func TestOutlinesAreSmall(t *testing.T) {
	for name, m := range map[string]Map{"coast": coast(), "inland": inland(), "pacific": pacific()} {
		if d := m.Draw(); len(d) > 9000 {
			t.Errorf("%s takes %d bytes", name, len(d))
		}
	}
}

// TestScalesAreRound.
func TestScalesAreRound(t *testing.T) {
	for v, want := range map[float64]float64{0.3: 1, 1: 1, 1.9: 1, 2: 2, 4.9: 2, 5: 5, 99: 50, 100: 100, 1234: 1000} {
		if got := round125(v); got != want {
			t.Errorf("%v becomes %v, want %v", v, got, want)
		}
	}
}

func BenchmarkMap(b *testing.B) {
	for name, m := range map[string]Map{"coast": coast(), "inland": inland(), "world": apart3(), "crowd": crowded()} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				m.Draw()
			}
		})
	}
}
