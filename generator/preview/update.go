package preview

import (
	"sitrep/generator/diag"
	"sitrep/generator/output"
)

// Update is what one build has to show. Page paths are those of output.File: reports/2026/03/01-a.html.
type Update struct {
	Files    output.Files             // nil: the build failed as a whole, and the pages stay as they were
	Findings []Finding                // all of them, sorted
	Marks    map[string]Mark          // by page path: pages that the public will not see
	Faulty   map[string]bool          // page paths whose source has errors; Files lacks them
	Moved    map[string]string        // old page path to new one, of all reports that got another name in this run
	Rows     func() []Row             // for the desk, newest first; asked only when it is needed, by any goroutine
	Edit     func(file string) string // address that opens a source file in the writer's editor; nil where there is none
	View     View                     // how it was built
}

// Finding is a finding as it is shown in a browser.
type Finding struct {
	diag.Finding
	Excerpt string // the source line and a caret below it; may be empty
	Editor  string // address that opens the place in the writer's editor; may be empty
}

// Mark says why the public will not see a page.
type Mark struct {
	Reason string `json:"reason"` // draft; embargoed; marked amber, above the audience clear
	Until  string `json:"until,omitempty"`
}

// Row is a report on the desk. Times are texts in the site's zone.
type Row struct {
	Title, Path, File string // page path; source file
	Date              string
	State             string // published, draft, embargoed, expired, over-marked, retracted or faulty
	Until             string // when the embargo lifts, or the report expires
	Due               string // when the next report of its series is due, if this is the latest one
	Overdue           bool
	Errors, Warnings  int
}

// View says how a site was built, and how else it could be.
type View struct {
	As      string   // everything, public, or a TLP level
	Choices []string // what As may be
	Site    string   // the site's title
	Base    string   // path of the site's base address, for addresses that begin with it; "" is "/"
}

// Shown is what came of an Update.
type Shown struct {
	Open   int // pages that are open in browsers
	Differ int // how many of them are not what they were
}

// counts tells errors and warnings apart.
func counts(findings []Finding) (errors, warnings int) {
	for _, f := range findings {
		if f.Severity == diag.Error {
			errors++
		}
	}
	return errors, len(findings) - errors
}
