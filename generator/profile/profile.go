// Package profile knows the patterns that reports follow: what the readers of a humanitarian report, an outbreak notice or an
// incident status summary expect to find in it.
//
// A Profile names the header's Fields and the Sections that such a report has. A Section is called by its Wording in a language,
// with the other names that writers use for it. The one list serves both ways: Skeleton writes the sections down for a writer to
// fill, and Check finds those that a report lacks. A file for each profile; the names themselves are words of the header and
// belong to the room report.
package profile

import (
	"slices"

	"sitrep/generator/report"
	"sitrep/generator/vocabulary"
)

// Profile is a pattern for reports.
type Profile struct {
	ID       report.Profile
	Name     string
	Purpose  string      // what it is for, on one line
	After    string      // the form that it follows
	Type     report.Type // of its reports; "" for any
	Phased   bool        // its reports say whether they are the first, an update or the last one
	Untitled Texts       // what a report is called before there is time for a title; nil: there is always time
	Fields   []string    // keys that the header should have, beyond the four of every report
	Sections []Section   // in their order
}

// Texts is a text by language: en, uk and ar.
type Texts map[string]string

// In returns the text in a language, or in a wider one (ar for ar-EG), or in English.
func (t Texts) In(lang string) string {
	if text := vocabulary.In(t, lang); text != "" {
		return text
	}
	return t["en"]
}

// Section is a part of the body under a heading of its own.
type Section struct {
	Level      int  // of its heading in a skeleton: 2 or 3. In a report it may be any
	Optional   bool // a report may do without
	En, Uk, Ar Wording
}

// Wording is what a section is called in a language, and what belongs into it.
type Wording struct {
	Heading string
	Guide   string   // for the writer: a sentence or two
	Also    []string // other headings that will do
}

// All returns the profiles, in the order of their names in the header.
func All() []Profile {
	return []Profile{dailyConflict(), ocha(), whoDON(), ics209(), cyber(), localNews(), flash()}
}

// Get returns the profile of a name.
func Get(id report.Profile) (Profile, bool) {
	all := All()
	i := slices.IndexFunc(all, func(p Profile) bool { return p.ID == id })
	if i < 0 {
		return Profile{}, false
	}
	return all[i], true
}

// in returns a section's wording in a language or a wider one; false where nobody has said what it is called there.
func (s Section) in(lang string) (Wording, bool) {
	switch wide(lang) {
	case "en":
		return s.En, true
	case "uk":
		return s.Uk, true
	case "ar":
		return s.Ar, true
	}
	return Wording{}, false
}

// wide is a language without its script and country.
func wide(lang string) string {
	return vocabulary.In(map[string]string{"en": "en", "uk": "uk", "ar": "ar"}, lang)
}
