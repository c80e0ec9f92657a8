package site

import (
	"slices"

	"sitrep/generator/report"
)

// Original is the report that an entry is a translation of, or the entry itself: the text without a language in its name, else the
// first by language.
func (s *Site) Original(e *Entry) *Entry {
	if e.Report.Lang == "" || len(s.Trees) == 1 {
		return e
	}
	first := e
	for _, version := range s.Versions(e.Path) {
		if version.Report.Lang < first.Report.Lang {
			first = version
		}
	}
	return first
}

// original is a claim of a report as the report's original states it, and the language of that; the claim itself where it does not.
func (s *Site) original(e *Entry, claim *report.Claim) (was *report.Claim, lang string) {
	original := s.Original(e)
	if was = statedIn(original, claim.ID); was == nil {
		return claim, e.Lang
	}
	return was, original.Lang
}

// ClaimLang is the languages that a report has a claim's text and its basis in: those of the original, where a translation does not
// give them anew.
func (s *Site) ClaimLang(e *Entry, claim *report.Claim) (text, basis string) {
	text, basis = e.Lang, e.Lang
	was, lang := s.original(e, claim)
	if was.Text == claim.Text {
		text = lang
	}
	if was.Basis == claim.Basis {
		basis = lang
	}
	return text, basis
}

// NoteLang is the language of a figure's note.
func (s *Site) NoteLang(p Point) string {
	if original := s.Original(p.Entry); p.Index < len(original.Figures) && original.Figures[p.Index].Note == p.Note {
		return original.Lang
	}
	return p.Entry.Lang
}

// EventLang is the language of an event's title.
func (s *Site) EventLang(e *Entry, title string) string {
	original := s.Original(e)
	if slices.ContainsFunc(original.Events, func(ev report.Event) bool { return ev.Title == title }) {
		return original.Lang
	}
	return e.Lang
}

// SourceLang is the language of what a report calls one of its sources: that of the original, or of the desk, where nobody has
// given it anew.
func (s *Site) SourceLang(e *Entry, key, words string) string {
	original, lang := s.Original(e), e.Lang
	sources, first := original.Sources, original.Lang
	if !slices.ContainsFunc(sources, func(s report.Source) bool { return s.Key == key }) {
		sources, first = []report.Source{s.Words.Sources[key].Source}, s.Config.Default()
	}
	if slices.ContainsFunc(sources, func(s report.Source) bool {
		return s.Key == key && (s.Title == words || s.Org == words || s.Label == words)
	}) {
		lang = first
	}
	return lang
}

// RevisionLang is the language of a revision's summary.
func (s *Site) RevisionLang(e *Entry, revision *report.Revision) string {
	original := s.Original(e)
	if slices.ContainsFunc(original.Revisions, func(r report.Revision) bool { return r.Summary == revision.Summary }) {
		return original.Lang
	}
	return e.Lang
}

// wording is a claim's text as its last step has it, in the tree's language where a translation gives it: of that report, or of one
// before it that said the same.
func (t *Tree) wording(c *Course) (text, lang string) {
	last := c.Last()
	lang, _ = t.site.ClaimLang(last.Entry, last.Claim)
	if lang == t.Lang {
		return last.Text, lang
	}
	for _, s := range slices.Backward(c.Steps) {
		if s.Entry.Lang != t.Lang || s.Original.Text != last.Original.Text {
			continue
		}
		if in, _ := t.site.ClaimLang(s.Entry, s.Claim); in == t.Lang {
			return s.Text, in
		}
	}
	return last.Text, lang
}
