// Package export turns a Site into files for programs: the data that its pages show, keyless, beside the page that it belongs to.
//
// A format is one file of this room, with its whole life: which files there are, where one is found, the view that each is made of and
// the writer that makes it. Formats is the list of them. A view is a plain value that holds all that its file says, so it is also the file's key.
//
// What a report is called outside, and what of it may be told, is decided here no second time: withheld reports never entered the
// Site, a retracted one has no more than its notice, a protected source its label.
package export

import (
	"sync"
	"time"

	"sitrep/generator/diag"
	"sitrep/generator/key"
	"sitrep/generator/markdown"
	"sitrep/generator/output"
	"sitrep/generator/report"
	"sitrep/generator/site"
	"sitrep/generator/source"
)

// Options are what the formats may ask of the build.
type Options struct {
	Now    time.Time
	Bodies func(*report.Report) (markdown.Body, error) // asked only when a file is made
	Read   func(source.File) ([]byte, error)           // likewise
	Word   func(lang string) func(key string) string   // the words of the interface
}

// desk is what every format works from. It does not change once it is made.
type desk struct {
	*site.Site
	Options
	links  *site.Links
	hasher *key.Hasher
	said   sync.Map // wordList, by language
	recent recent

	spots           sync.Map // names and codes of places
	figures, claims *tables
}

// format is one kind of file.
type format struct {
	all  func(*desk) []output.File
	find func(*desk, string) (output.File, bool) // cheap: it looks only where the path leads
}

// formats are all of them.
var formats = []format{sheets, schema, figures, claims, geojson, geojsonOfTerms, due, edxl, reliefweb, digest, bibtex, csl}

type files struct{ desk *desk }

// Files lists the data of a site. Findings are nobody's here: what could be wrong with data was found in the reports.
func Files(s *site.Site, o Options) output.Files {
	d := &desk{Site: s, Options: o, links: s.Links(), hasher: new(key.Hasher)}
	d.figures, d.claims = newTables(d, figuresTable), newTables(d, claimsTable)
	return files{d}
}

// All lists every file.
func (f files) All() []output.File {
	var list []output.File
	for _, format := range formats {
		list = append(list, format.all(f.desk)...)
	}
	return list
}

// Find looks up one file.
func (f files) Find(path string) (output.File, bool) {
	for _, format := range formats {
		if file, found := format.find(f.desk, path); found {
			return file, true
		}
	}
	return output.File{}, false
}

// Judge has nothing against any.
func (files) Judge(func(string) int64) ([]diag.Finding, bool) { return nil, false }
