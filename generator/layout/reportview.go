package layout

import "html/template"

// Report is the page of a report.
type Report struct {
	Frame       Frame
	Exercise    bool
	Kind        string    // of report, in words
	Series      *Fragment // Link
	Number      int       // 0: none
	Phase       string
	TLP         *Word // nil: clear
	Title       string
	Retraction  *Retraction // with it, nothing of the report's content is shown
	Summary     string
	Date        Date
	Facts       []Fact      // of the cover, beside the date
	Regions     []*Fragment // Link
	Topics      []*Fragment // Link
	Also        []Language  // the report in other languages
	Behind      *Language   // the original, when this translation follows an older version of it
	Corrections []Revision
	Supersedes  []Link
	Highlights  []string
	Figures     []Figure
	Picture     *Picture
	Body        *Fragment
	Events      []Event
	Claims      []Claim
	Sources     []Source
	Revisions   []Revision
	Contents    *Fragment // list items that lead to the body's headings
	HasContents bool      // there are sections enough for a table of contents
	HasAside    bool
	Files       []Link
	People      []Person

	Previous, Following *Neighbour // in the series
	Older, Newer        *Neighbour // in time, where that is another one
}

// Fact is a line of the cover.
type Fact struct {
	Label string
	Words string // where it is no time
	From  *Date  // of a span of time
	To    *Date  // a time, or the end of a span
}

// Retraction says why a report was taken back.
type Retraction struct {
	Date       *Date
	Reason     string
	ReplacedBy *Link
}

// Revision is a change to the report.
type Revision struct {
	Version int
	Date    *Date
	Kind    string // in words
	Summary string
}

// Figure is a key figure.
type Figure struct {
	Anchor string // its id on the page
	Label  string
	Value  string // in words: 1,500; about 1,500; 700–1,000; Not reported
	Unit   string
	Size   string // of the value: "" for a number, rough for one with a word, word for a word
	Of     string // what it is part of
	Place  string
	Source Link // the zero Link: none
	AsOf   *Date
	Status *Word
	Note   string
}

// Claim is something that somebody says is so.
type Claim struct {
	Anchor string
	Text   string
	Status *Word
	By     string
	Source Link // the zero Link: none
	Grade  string
	Place  string
	Basis  string
}

// Event is something that happened.
type Event struct {
	Time   Date
	Type   string
	Title  string
	Place  string
	Source Link // the zero Link: none
}

// Source is where something is known from. Of a protected one only the label is here.
type Source struct {
	Anchor    string
	Name      string
	Org       string       // where it is not the name
	Href      template.URL // empty: none
	Archived  template.URL
	Accessed  *Date
	Grade     string
	Protected bool
	More      bool // there is more than a name
}

// Picture is the report's main picture.
type Picture struct {
	Src     template.URL
	Alt     string
	Caption string
	Credit  string
}

// Person is somebody who made the report or can be asked about it.
type Person struct {
	Role  string
	Name  string
	Email string
}
