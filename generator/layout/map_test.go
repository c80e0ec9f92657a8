package layout

import (
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

const mapped = `
-- content/site.yaml --
title: Desk
timezone: UTC
languages: [en, ar]
-- content/regions.yaml --
- {id: odesa, name: Odesa, names: {ar: أوديسا}, parent: ua-51, at: [46.48, 30.73]}
- {id: oblast, name: Odesa region, codes: [UA-51], at: [46.7, 30.3]}
- {id: land, name: Ukraine, codes: [UA], at: [49, 31]}
- {id: mykolaiv, name: Mykolaiv, parent: UA-48, at: [46.97, 32]}
- {id: nowhere, name: Kelundria}
-- content/topics.yaml --
- {id: war, name: War}
-- content/reports/2025/a.md --
---
title: A
date: 2025-01-01
regions: [odesa, mykolaiv]
topics: [war]
series: run
events:
  - {time: 2025-01-01, title: First, place: odesa, precision: 1}
  - {time: 2025-01-01, title: Second, place: odesa, precision: 1}
  - {time: 2025-01-01, title: In the province, place: oblast}
  - {time: 2025-01-01, title: In the country, place: land}
  - {time: 2025-01-01, title: Of the exercise, place: nowhere}
  - {time: 2025-01-01, title: At sea, at: [45.123456, 31.987654], precision: 2}
---
Text.
-- content/reports/2025/a.ar.md --
---
title: أ
---
نص.
-- content/reports/2025/b.md --
---
title: B
date: 2025-01-02
regions: [odesa]
topics: [war]
---
Nothing happened.
-- content/reports/2025/c.md --
---
title: C
date: 2025-01-03
regions: [odesa]
topics: [war]
status: retracted
retraction: {date: 2025-01-04, reason: wrong}
events:
  - {time: 2025-01-03, title: Never was, at: [47.5, 29.5]}
---
Text.
`

// mappedPages are the pages of the site above, with some of its files changed.
func mappedPages(t *testing.T, files ...txtar.File) map[string]string {
	archive := txtar.Parse([]byte(mapped))
	archive.Files = append(archive.Files, files...)
	pages := map[string]string{}
	for _, f := range openArchive(t, archive).files(loadTheme(t, nil)) {
		if strings.HasSuffix(f.Path, ".html") {
			pages[f.Path] = made(t, f)
		}
	}
	return pages
}

func TestMaps(t *testing.T) {
	pages := mappedPages(t)
	for _, c := range []struct{ page, says, not string }{
		{"reports/2025/a.html", `<title>Odesa: 2 events</title><circle class="happened"`, ""}, // two at one place
		{"reports/2025/a.html", `<td>within about 80 km</td><td>1</td>`, ""},                  // a province is no point
		{"reports/2025/a.html", "2 events have no place on the map.", ""},                     // the country, and what is nowhere
		{"reports/2025/a.html", "within about 10 km", "45.12"},                                // no coordinate is more exact than it says
		{"reports/2025/a.html", `<circle class="spoken"`, ""},                                 // a region without an event
		{"reports/2025/a.html", `<a href="../../regions/mykolaiv.html">`, ""},                 // its page
		{"ar/reports/2025/a.html", "أوديسا", ">Odesa<"},                                       // named in the page's language
		{"reports/2025/b.html", "Nothing happened", `class="map"`},                            // nothing that a map would say better
		{"reports/2025/c.html", "wrong", `class="map"`},                                       // what is retracted is on no map
		{"regions/odesa.html", `class="map"`, "Never was"},
		{"series/run.html", `class="map"`, ""},
	} {
		text, ok := pages[c.page]
		if !ok || !strings.Contains(text, c.says) || c.not != "" && strings.Contains(text, c.not) {
			t.Errorf("%s (%v): want %s, and not %q\n%s", c.page, ok, c.says, c.not, text)
		}
	}
	if strings.Contains(pages["regions/mykolaiv.html"], "Odesa: 2 events") {
		t.Error("the map of a region has events of another")
	}
}

// TestBoundariesAreOnMapsOnly: they change the pages that have a map, and no other.
func TestBoundariesAreOnMapsOnly(t *testing.T) {
	before := mappedPages(t)
	after := mappedPages(t, txtar.File{Name: "content/boundaries.geojson", Data: []byte(
		`{"type": "Feature", "properties": {"name": "Zone"}, "geometry": {"type": "Polygon", "coordinates": [[[31, 46.4], [32, 46.4], [32, 46.8], [31, 46.8], [31, 46.4]]]}}`)})
	for path, text := range after {
		if has := strings.Contains(text, `class="map"`); has != (text != before[path]) {
			t.Errorf("%s has a map: %v, and changed: %v", path, has, text != before[path])
		}
	}
	if a := after["reports/2025/a.html"]; !strings.Contains(a, `class="border"`) || !strings.Contains(a, ">Zone<") {
		t.Error(a)
	}
}
