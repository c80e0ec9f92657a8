package site

import (
	"cmp"

	"sitrep/generator/cite"
	"sitrep/generator/report"
)

// Citation is how a report is cited; nil where it was taken back: it stands for nothing any more. word gives the words of the interface,
// which say what kind of report it is, and that it is of an exercise.
func (t *Tree) Citation(e *Entry, word func(key string) string) *cite.Reference {
	if e.Status == report.Retracted {
		return nil
	}
	config := &t.site.Config
	r := &cite.Reference{
		Page: e.URL, Genre: word("report.kind." + string(cmp.Or(e.Type, report.Sitrep))), Author: cmp.Or(e.PreparedBy.Name, e.PreparedBy.Role, e.PreparedBy.Org),
		Publisher: cmp.Or(e.Publisher, config.Publisher, config.TitleIn(t.Lang)), Title: e.Marks(word) + e.Title, Number: e.Number, Version: max(1, e.Version), Day: cite.DayOf(e.Day), Lang: e.Lang,
	}
	r.Author = cmp.Or(r.Author, r.Publisher)
	if series := t.Series.Get(e.Series); series != nil {
		r.Series = series.Name
	}
	if e.Published.Given {
		r.Day = cite.DayOf(e.Published.Day(config.Zone()))
	}
	if config.BaseURL != "" {
		r.URL = t.site.Address(e.URL)
	}
	return r
}

// Marks stand before the title of a report where its page cannot be seen: that it is of an exercise, and who may have it.
func (e *Entry) Marks(word func(key string) string) string {
	var marks string
	if e.Exercise {
		marks = word("exercise.title") + " "
	}
	if e.TLP != "" && e.TLP != report.Clear {
		marks += e.TLP.Label() + " "
	}
	return marks
}

// Named is the file whose sum names what a report says: its text, or its JSON where no text is published; "" where there is neither.
func (s *Site) Named(e *Entry) string {
	for _, kind := range []Data{Text, JSON} {
		if s.Has(e, kind) {
			return Beside(e.URL, kind.Ending)
		}
	}
	return ""
}
