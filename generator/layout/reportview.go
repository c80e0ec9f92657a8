package layout

import "html/template"

// Report is the page of a report.
type Report struct {
	Frame       Frame
	Exercise    bool
	Former      *Former   // the page is that of an earlier version
	Kind        string    // of report, in words, with its number
	Series      *Fragment // Link
	TLP         *Word     // nil: clear
	Title       string
	Cover       *Cover
	Retraction  *Retraction // with it, nothing of the report's content is shown
	Summary     string
	Date        *Date // nil: the cover says it
	Facts       []Fact
	Glance      *Glance
	Regions     []*Fragment // Link
	Topics      []*Fragment // Link
	Also        []Language  // the report in other languages
	Behind      *Language   // the original, when this translation follows an older version of it
	Successors  []Link      // the reports that took its place
	Supersedes  []Link
	Corrections []Revision
	Highlights  []string
	Changes     *Changes
	Figures     []Figure
	Picture     *Picture
	Body        *Fragment
	Rollup      *Fragment // Rollup
	Events      []EventGroup
	Map         *MapView
	Timeline    *Fragment // the events, drawn; nil: they are few, or of one time
	Claims      []Claim
	Sources     []Source
	Legend      *Legend
	Revisions   []Revision
	Contents    *Fragment // list items that lead to the body's headings
	HasContents bool      // there are sections enough for a table of contents
	HasAside    bool
	Citation    *Citation // nil where it was taken back, and on the page of an earlier version
	Files       []Download
	PDF         template.URL // the page for printing; "" where there is none
	People      []Person
	Data        []DataLink // what the page says, for programs

	Previous, Following *Neighbour // in the series
	Older, Newer        *Neighbour // in time, where that is another one
}

// Fact is a line of the cover.
type Fact struct {
	Label string
	Words string // where it is no time
	At    *Date
}

// Person is somebody who made the report or can be asked about it.
type Person struct {
	Role  string
	Name  string
	Email string
}
