package site

import (
	"fmt"
	"slices"
	"strings"

	"sitrep/generator/report"
)

// Data is a kind of file in which programs find what a page says. The room that makes the files and the pages that lead to them both go
// by this list, so that no page leads to a file that is not there.
type Data struct {
	Key    string // in site.yaml: data
	Name   string // as all languages call it
	Ending string // of its path, beside its page's; empty: it lies elsewhere
	Type   string // media type
	Asked  bool   // it is published only where site.yaml asks for it
}

// The kinds of data beside the page of each report.
var (
	JSON     = Data{Key: "json", Name: "JSON", Ending: ".json", Type: "application/json"}
	Markdown = Data{Key: "markdown", Name: "Markdown", Ending: ".md", Type: "text/markdown", Asked: true}
	Text     = Data{Key: "text", Name: "TXT", Ending: ".txt", Type: "text/plain", Asked: true}
)

// GeoJSON is events and places: of a report that tells of any, and of regions and series.
var GeoJSON = Data{Key: "geojson", Name: "GeoJSON", Ending: ".geojson", Type: "application/geo+json"}

// How to cite a report, for programs that keep references.
var (
	BibTeX = Data{Key: "bibtex", Name: "BibTeX", Ending: ".bib", Type: "application/x-bibtex", Asked: true}
	CSL    = Data{Key: "csl", Name: "CSL-JSON", Ending: ".csl.json", Type: "application/vnd.citationstyles.csl+json", Asked: true}
)

// What is made for one reader in particular.
var (
	// EDXL is a situation report in the words of OASIS EDXL-SitRep 1.0.
	EDXL = Data{Key: "edxl", Name: "EDXL-SitRep", Ending: ".edxl.xml", Type: "application/xml", Asked: true}
	// Payload is what ReliefWeb's Post API takes. No page leads to it.
	Payload = Data{Key: "reliefweb", Name: "ReliefWeb", Ending: ".reliefweb.json", Type: "application/json"}
)

// Calendar is when the next reports of series are due.
var Calendar = Data{Key: "calendar", Name: "iCalendar", Ending: ".ics", Type: "text/calendar"}

// SchemaPath is where the JSON Schema of the JSON beside reports lies.
const SchemaPath = "schema/report.json"

// The kinds of data of the whole site and its metrics.
var CSV = Data{Key: "csv", Name: "CSV", Ending: ".csv", Type: "text/csv"}

// datum is a kind of data, and which reports have it.
type datum struct {
	Data
	of    func(*Site, *Entry) bool // nil: every report, also one that was taken back
	apart bool                     // no page leads to it
}

// beside are all that can lie beside a report, in the order in which its page names them.
var beside = []datum{{Data: JSON}, {Data: Markdown}, {Data: Text}, {Data: GeoJSON, of: (*Site).placed}, {Data: BibTeX, of: stands}, {Data: CSL, of: stands}, {Data: EDXL, of: stands}, {Data: Payload, of: (*Site).handed, apart: true}}

// stands reports whether a report was not taken back.
func stands(_ *Site, e *Entry) bool { return e.Status != report.Retracted }

// kindsOfData are all that site.yaml can switch.
func kindsOfData() []Data {
	list := []Data{CSV, Calendar}
	for _, d := range beside {
		list = append(list, d.Data)
	}
	return list
}

// DataEndings are those of all files that can lie beside a report's page.
func DataEndings() []string {
	endings := make([]string, len(beside))
	for i, d := range beside {
		endings[i] = d.Ending
	}
	return endings
}

// Publishes reports whether a kind of data is published.
func (c *Config) Publishes(d Data) bool {
	switch c.Data[d.Key] {
	case "on":
		return true
	case "off":
		return false
	}
	return !d.Asked
}

// DataOf lists the data that lies beside a report's page.
func (s *Site) DataOf(e *Entry) []Data {
	var list []Data
	for _, d := range beside {
		if !d.apart && s.has(e, d) {
			list = append(list, d.Data)
		}
	}
	return list
}

// Has reports whether a kind of data lies beside a report's page.
func (s *Site) Has(e *Entry, d Data) bool {
	return slices.ContainsFunc(beside, func(other datum) bool { return other.Key == d.Key && s.has(e, other) })
}

func (s *Site) has(e *Entry, d datum) bool {
	return s.Config.Publishes(d.Data) && (d.of == nil || d.of(s, e))
}

// ReportAt is the report whose page has this path, or whose file with that ending lies at it; nil where there is none.
func (s *Site) ReportAt(path, ending string) *Entry {
	stem, ok := strings.CutSuffix(path, ending)
	if !ok {
		return nil
	}
	for _, t := range s.Trees {
		bundle, ok := strings.CutPrefix(stem, t.Prefix+"reports/")
		if !ok {
			continue
		}
		if e := s.Entry(bundle, t.Lang); e != nil && e.Lang == t.Lang {
			return e
		}
	}
	return nil
}

// Tables are the paths of the CSV files of all figures or of all claims that are published: what is real, then what is of exercises.
func (s *Site) Tables(name string, terms *Terms) []string {
	if !s.Config.Publishes(CSV) {
		return nil
	}
	real, drill := false, false
	for _, term := range terms.Sorted {
		isDrill := strings.HasPrefix(term.ID, Drill)
		real, drill = real || !isDrill, drill || isDrill
	}
	var paths []string
	if real {
		paths = append(paths, name+CSV.Ending)
	}
	if drill {
		paths = append(paths, name+"-exercise"+CSV.Ending)
	}
	return paths
}

// FormerTable is the path of the CSV file of the latest former year, of what is real or of exercises; "" where there is none. The terms are
// those of the first tree, by which the tables are cut.
func (s *Site) FormerTable(name string, terms *Terms, drill bool) (path string, year int) {
	newest, former := 0, 0
	for _, term := range terms.Sorted {
		if strings.HasPrefix(term.ID, Drill) != drill {
			continue
		}
		for _, e := range term.Reports() { // the latest first
			year := e.Day.Year()
			if year > newest {
				newest, former = year, newest
			}
			if year < newest {
				former = max(former, year)
				break
			}
		}
	}
	if former == 0 || !s.Config.Publishes(CSV) {
		return "", 0
	}
	if drill {
		name += "-exercise"
	}
	return fmt.Sprintf("%s-%04d%s", name, former, CSV.Ending), former
}

// TableOf is the path of the CSV file of one metric; "" where none is published.
func (s *Site) TableOf(metric *Term) string {
	if !s.Config.Publishes(CSV) {
		return ""
	}
	return "figures/" + metric.ID + CSV.Ending
}

// OpensData reports whether the site publishes any data for everybody: what is handed to ReliefWeb is for one reader.
func (s *Site) OpensData() bool {
	return slices.ContainsFunc(kindsOfData(), func(d Data) bool { return d != Payload && s.Config.Publishes(d) })
}
