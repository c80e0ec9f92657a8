package graphic

import (
	"html/template"
	"os"
	"strconv"
	"testing"
)

func km(n int) string { return strconv.Itoa(n) + " km" }

var legendOfMap = MapWords{"Events", "Figures", "A region of the report", "Somewhere in this area", "Boundaries as the publisher gives them"}

func odesa() Map {
	return Map{Frame: Frame{ID: "odesa", Title: "Where it happened", Desc: "Four places"}, Distance: km, Words: legendOfMap, Places: []Place{
		{At: At{46.48, 30.73}, Count: 4, Name: "Odesa", Label: "Odesa: 4 events", Href: "../regions/odesa.html"},
		{At: At{46.97, 32.0}, Name: "Mykolaiv", Label: "Mykolaiv: one event"},
		{At: At{46.6, 32.6}, Within: 20, Name: "Kherson", Count: 2},
		{At: At{45.35, 28.84}, Kind: Counted, Name: "Izmail"},
	}}
}

func war() Map {
	return Map{Frame: Frame{ID: "war", Title: "Where it happened"}, Distance: km, Words: legendOfMap, Places: []Place{
		{At: At{55.76, 37.62}, Count: 14, Name: "Moscow"}, {At: At{50.6, 36.59}, Name: "Belgorod"}, {At: At{46.48, 30.73}, Name: "Odesa"},
		{At: At{47.98, 37.28}, Kind: Counted, Name: "Kurakhove"}, {At: At{53.24, 34.36}, Within: 80, Name: "Bryansk region"}, {At: At{49.99, 36.23}, Kind: Spoken, Name: "Kharkiv"},
	}, Around: named()}
}

func fiji() Map {
	return Map{Frame: Frame{ID: "fiji", Title: "Fiji"}, Distance: km, Words: legendOfMap, Places: []Place{
		{At: At{-18.14, 178.44}, Name: "Suva"}, {At: At{-16.8, -179.98}, Name: "Taveuni"}, {At: At{-19.1, -178.2}, Name: "Vatoa", Within: 30}}}
}

func globe() Map {
	return Map{Frame: Frame{ID: "globe", Title: "World"}, Distance: km, Words: legendOfMap, Places: []Place{
		{At: At{39.03, 125.75}, Count: 3, Name: "Pyongyang"}, {At: At{55.76, 37.62}, Name: "Moscow"}, {At: At{38.9, -77.04}, Name: "Washington"}, {At: At{-1.29, 36.82}, Name: "Nairobi"}}, Around: named()}
}

func one() Map {
	return Map{Frame: Frame{ID: "one", Title: "Goma"}, Distance: km, Words: legendOfMap, Places: []Place{{At: At{-1.67, 29.22}, Name: "Goma", Count: 2}}, Around: named()}
}

func europe() Map {
	return Map{Frame: Frame{ID: "europe", Title: "Europe"}, Distance: km, Words: legendOfMap, Places: []Place{
		{At: At{48.85, 2.35}, Name: "Paris"}, {At: At{50.45, 30.52}, Name: "Kyiv", Count: 12}, {At: At{64.1, -21.9}, Name: "Reykjavík"}, {At: At{33.9, 35.5}, Name: "Beirut"}}, Around: named()}
}

func arctic() Map {
	return Map{Frame: Frame{ID: "arctic", Title: "Svalbard"}, Distance: km, Words: legendOfMap, Places: []Place{
		{At: At{78.22, 15.63}, Name: "Longyearbyen"}, {At: At{81.6, -16.6}, Name: "Station Nord"}}}
}

// named are countries by their codes: a drawing knows no language.
func named(codes ...string) []Name {
	var list []Name
	for _, c := range Countries() {
		list = append(list, Name{At: c.At, Text: "C" + c.Code, Wide: c.Wide})
	}
	return list
}

func samplesOfMaps() map[string]template.HTML {
	return map[string]template.HTML{"odesa": odesa().Draw(), "war": war().Draw(), "fiji": fiji().Draw(), "globe": globe().Draw(), "one": one().Draw(), "europe": europe().Draw(), "arctic": arctic().Draw()}
}

func TestX(t *testing.T) {
	for n, d := range samplesOfMaps() {
		os.WriteFile("/tmp/mapx/"+n+".frag", []byte(d), 0o644)
		t.Log(n, len(d))
	}
}

func BenchmarkMap(b *testing.B) {
	for name, m := range map[string]Map{"local": odesa(), "country": war(), "world": globe(), "europe": europe()} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				m.Draw()
			}
		})
	}
}
