package export

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"sitrep/generator/key"
	"sitrep/generator/output"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// geojson are the events of a report, with the places that it gives figures of, beside its page.
var geojson = beside(site.GeoJSON, (*desk).geography, writeGeography)

// geojsonOfTerms are the events in a region and of a series, in collections beside their pages. Those of exercises are in collections of their
// own. The latest year that has any is in regions/kharkiv.geojson, with the region and those in it; what happened by the reports of
// 2023 is in regions/kharkiv/2023.geojson and never changes with a report of another year.
var geojsonOfTerms = format{all: (*desk).geographies, find: (*desk).findGeography}

// Geography is a collection of Features: RFC 7946. The members beside type and features are ours.
type Geography struct {
	Name     string // what it is of
	Lang     string
	Exercise bool
	Licence  string
	Features []Feature
}

// Feature is an event, or a place that is spoken of.
type Feature struct {
	Where *site.Where `json:"-"` // nil: nobody could say it on a map

	Kind          string   `json:"kind"` // event or place
	Title         string   `json:"title"`
	Lang          string   `json:"lang,omitempty"` // of the title
	Type          string   `json:"type,omitempty"`
	Time          string   `json:"time,omitempty"`
	TimePrecision string   `json:"time_precision,omitempty"`
	Place         string   `json:"place,omitempty"`
	Region        string   `json:"region,omitempty"`
	Codes         []string `json:"codes,omitempty"`
	Position      string   `json:"position"` // exact, region, area or none
	Precision     int      `json:"precision,omitempty"`
	Radius        float64  `json:"radius_km,omitempty"`
	Source        string   `json:"source,omitempty"`
	Claim         string   `json:"claim,omitempty"`
	ClaimStatus   string   `json:"claim_status,omitempty"`
	Report        string   `json:"report,omitempty"` // address of the page
	Series        string   `json:"series,omitempty"`
	Number        int      `json:"number,omitempty"`
	Version       int      `json:"version,omitempty"`
	TLP           string   `json:"tlp,omitempty"`
	Exercise      bool     `json:"exercise"`
}

// geography is that of a report.
func (d *desk) geography(e *site.Entry) Geography {
	g := d.collection(e.Title, e.Lang, e.Exercise)
	for _, i := range inTime(e.Events) {
		g.Features = append(g.Features, d.happening(e, i))
	}
	for _, id := range d.PlacesOf(e) {
		if f, known := d.landmark(id, e.Lang, e.Exercise); known {
			g.Features = append(g.Features, f)
		}
	}
	return g
}

func (d *desk) collection(name, lang string, drill bool) Geography {
	return Geography{Name: name, Lang: lang, Exercise: drill, Licence: d.Config.Licence, Features: []Feature{}}
}

// inTime is the order of events, the earliest first.
func inTime(events []report.Event) []int {
	order := make([]int, len(events))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(events[a].Time.Unix, events[b].Time.Unix) })
	return order
}

// happening is an event of a report.
func (d *desk) happening(e *site.Entry, index int) Feature {
	ev := &e.Events[index]
	f := Feature{
		Kind: "event", Title: ev.Title, Lang: d.EventLang(e, ev.Title), Type: ev.Type, Time: string(exactly(ev)), TimePrecision: string(ev.TimePrecision), Position: "none",
		Precision: ev.Precision, Report: d.Address(e.URL), Series: e.Series, Number: e.Number, Version: max(1, e.Version), TLP: marked(e.TLP), Exercise: e.Exercise,
	}
	if p := d.place(ev.Place, e.Lang); p != nil {
		f.Place, f.Region, f.Codes = p.Name, p.ID, p.Codes
	}
	if w, known := d.WhereOf(ev); known {
		f.at(w)
	}
	f.Source, _ = d.cited(d.Sources(e.Report), ev.Source)
	if known := d.tree(e.Lang).Known(e, ev.Claim); ev.Claim != "" && known != nil {
		f.Claim, f.ClaimStatus = ev.Claim, string(known.Status)
	}
	return f
}

// at puts the feature in its place.
func (f *Feature) at(w site.Where) {
	f.Where, f.Radius, f.Position = &w, w.Within, "exact"
	switch {
	case w.Within > 0:
		f.Position = "area"
	case w.Region != "":
		f.Position = "region"
	}
}

// landmark is a region, at the point that the site gives for it; false where it gives none.
func (d *desk) landmark(id, lang string, drill bool) (Feature, bool) {
	w, known := d.WhereIs(id, false)
	if !known {
		return Feature{}, false
	}
	p := d.region(id, lang)
	f := Feature{Kind: "place", Title: p.Name, Place: p.Name, Region: p.ID, Codes: p.Codes, Exercise: drill}
	f.at(w)
	return f, true
}

// marked is a level that a reader must be told of; "" for clear.
func marked(t report.TLP) string {
	if t == "" || t == report.Clear {
		return ""
	}
	return t.Label()
}

// chronicle is the events of a term's reports, those of exercises or the real ones: what several reports tell of is there once, as the
// oldest tells it.
type chronicle struct {
	term  *site.Term
	tree  *site.Tree
	drill bool
	years []yearOfEvents // the latest first
}

// yearOfEvents are the events that the reports of a year tell of first, the earliest first.
type yearOfEvents struct {
	year   int
	events []telling
}

// telling is an event in the report that tells of it first.
type telling struct {
	entry *site.Entry
	index int
}

func (t telling) event() *report.Event { return &t.entry.Events[t.index] }

// happened is what makes two events the same.
type happened struct {
	time         report.Moment
	title, place string
}

// chronicles are those of a term that have anything: of what is real, and of exercises.
func chronicles(tree *site.Tree, term *site.Term) []chronicle {
	var list []chronicle
	for _, drill := range []bool{false, true} {
		if c := chronicleOf(tree, term, drill); len(c.years) > 0 {
			list = append(list, c)
		}
	}
	return list
}

func chronicleOf(tree *site.Tree, term *site.Term, drill bool) chronicle {
	c := chronicle{term: term, tree: tree, drill: drill}
	seen := map[happened]bool{}
	years := map[int][]telling{}
	for e, i := range tree.Told(term, drill) {
		ev := &e.Events[i]
		if what := (happened{ev.Time, ev.Title, ev.Place}); !seen[what] {
			seen[what] = true
			years[e.Day.Year()] = append(years[e.Day.Year()], telling{e, i})
		}
	}
	for year, events := range years {
		slices.SortStableFunc(events, func(a, b telling) int { return cmp.Compare(a.event().Time.Unix, b.event().Time.Unix) })
		c.years = append(c.years, yearOfEvents{year, events})
	}
	slices.SortFunc(c.years, func(a, b yearOfEvents) int { return cmp.Compare(b.year, a.year) })
	return c
}

// path is where a year of the chronicle is; the latest one is beside the term's page.
func (c chronicle) path(i int) string {
	stem := c.term.List.Path
	if i > 0 {
		stem += "/" + strconv.Itoa(c.years[i].year)
	}
	return site.GeographyPath(stem, c.drill)
}

func (d *desk) geographies() []output.File {
	if !d.Config.Publishes(site.GeoJSON) {
		return nil
	}
	var files []output.File
	for _, t := range d.Trees {
		for _, terms := range []*site.Terms{t.Regions, t.Series} {
			for _, term := range terms.Sorted {
				for _, c := range chronicles(t, term) {
					for i := range c.years {
						files = append(files, d.geographyFile(c, i))
					}
				}
			}
		}
	}
	return files
}

func (d *desk) findGeography(path string) (output.File, bool) {
	stem, ok := strings.CutSuffix(path, site.GeoJSON.Ending)
	if !ok || !d.Config.Publishes(site.GeoJSON) {
		return output.File{}, false
	}
	stem = strings.TrimSuffix(stem, ".exercise")
	for _, t := range d.Trees {
		for folder, terms := range map[string]*site.Terms{"regions/": t.Regions, "series/": t.Series} {
			id, ok := strings.CutPrefix(stem, t.Prefix+folder)
			if id, _, _ = strings.Cut(id, "/"); !ok || terms.Get(id) == nil {
				continue
			}
			for _, c := range chronicles(t, terms.Get(id)) {
				for i := range c.years {
					if c.path(i) == path {
						return d.geographyFile(c, i), true
					}
				}
			}
		}
	}
	return output.File{}, false
}

func (d *desk) geographyFile(c chronicle, i int) output.File {
	return key.File(d.hasher, c.path(i), "", func() Geography { return d.geographyOf(c, i) }, writeGeography)
}

// geographyOf is a year of a chronicle; the latest one of a region with the regions in it that reports are about.
func (d *desk) geographyOf(c chronicle, i int) Geography {
	g := d.collection(c.term.Name, c.tree.Lang, c.drill)
	for _, t := range c.years[i].events {
		g.Features = append(g.Features, d.happening(t.entry, t.index))
	}
	if i > 0 || c.tree.Regions.Get(c.term.ID) != c.term {
		return g
	}
	var add func(*site.Term)
	add = func(t *site.Term) {
		if f, known := d.landmark(t.ID, c.tree.Lang, c.drill); known {
			g.Features = append(g.Features, f)
		}
		for _, below := range t.Children {
			add(below)
		}
	}
	add(c.term)
	return g
}

// featureJSON is a Feature as it is written.
type featureJSON struct {
	Type       string    `json:"type"`
	Geometry   *geometry `json:"geometry"`
	Properties *Feature  `json:"properties"`
}

// writeGeography writes each feature on a line of its own: it is for programs, and for those who compare two versions of it.
func writeGeography(b *bytes.Buffer, g Geography) error {
	head := struct {
		Type     string `json:"type"`
		Name     string `json:"name"`
		Lang     string `json:"lang"`
		Exercise bool   `json:"exercise"`
		Licence  string `json:"licence,omitempty"`
	}{"FeatureCollection", g.Name, g.Lang, g.Exercise, g.Licence}
	encoder := json.NewEncoder(b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(head); err != nil {
		return err
	}
	b.Truncate(b.Len() - len("}\n"))
	b.WriteString(",\"features\":[\n")
	for i := range g.Features {
		if i > 0 {
			b.Truncate(b.Len() - 1)
			b.WriteString(",\n")
		}
		f := g.Features[i]
		if err := encoder.Encode(featureJSON{"Feature", shapeOf(f.Where), &f}); err != nil {
			return err
		}
	}
	b.WriteString("]}\n")
	return nil
}

// encode writes a value as JSON that a person can read, too.
func encode(b *bytes.Buffer, v any) error {
	encoder := json.NewEncoder(b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	return encoder.Encode(v)
}
