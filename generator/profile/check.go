package profile

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"sitrep/generator/diag"
	"sitrep/generator/report"
	"sitrep/generator/vocabulary"
)

// Check finds what a report lacks that its profile asks for: profile/field and profile/section, warnings. lang is the language of
// its text: headings are known by their names in English, Ukrainian and Arabic, and in no other language are any missed. A
// report that says there is no change needs no sections, one that was taken back nothing at all.
func Check(r *report.Report, lang string) []diag.Finding {
	if r.Profile == "" || r.Status == report.Retracted {
		return nil
	}
	p, known := Get(r.Profile)
	if !known {
		return nil // an error of its header
	}
	findings := p.missingFields(r)
	if r.Type != report.NoChange {
		findings = append(findings, p.missingSections(r, lang)...)
	}
	for i := range findings {
		findings[i].File, findings[i].Pos, findings[i].Severity = r.File, r.Places.At("profile"), diag.Warning
	}
	return findings
}

// missingFields are asked for where the profile is stated: a translation inherits both.
func (p Profile) missingFields(r *report.Report) []diag.Finding {
	if !r.Places.Has("profile") {
		return nil
	}
	var findings []diag.Finding
	for _, key := range p.Fields {
		if f := fieldOf(key); !f.given(r) {
			findings = append(findings, diag.Finding{
				Rule: "profile/field", Text: fmt.Sprintf("the header has no %s, which a report of the profile %s has: %s", key, p.ID, f.why), Hint: "add a line as in " + f.example,
			})
		}
	}
	if p.Type != "" && r.Type != "" && r.Type != p.Type {
		findings = append(findings, diag.Finding{
			Rule: "profile/field", Text: fmt.Sprintf("the type is %s, but a report of the profile %s is of the type %s", r.Type, p.ID, p.Type), Hint: fmt.Sprintf("write type: %s", p.Type),
		})
	}
	return findings
}

func (p Profile) missingSections(r *report.Report, lang string) []diag.Finding {
	var headings []string
	for h := range r.Text.Outline.All() {
		headings = append(headings, plain(h.Text))
	}
	var findings []diag.Finding
	before := ""
	for _, s := range p.Sections {
		w, spoken := s.in(lang)
		if !spoken {
			return nil
		}
		switch {
		case w.among(headings):
			before = w.Heading
		case !s.Optional:
			findings = append(findings, diag.Finding{
				Rule: "profile/section", Text: fmt.Sprintf("the text has no section %q, which a report of the profile %s has", w.Heading, p.ID), Hint: w.where(s.Level, before),
			})
			before = w.Heading
		}
	}
	return findings
}

// where says how to add a section behind the one before it.
func (w Wording) where(level int, before string) string {
	line := "add a line " + strings.Repeat("#", level) + " " + w.Heading
	if before != "" {
		line += fmt.Sprintf(" after the section %q", before)
	}
	if len(w.Also) == 0 {
		return line
	}
	return line + "; these headings will do, too: " + strings.Join(w.Also, ", ")
}

// among reports whether one of the headings, which are plain, is this section's.
func (w Wording) among(headings []string) bool {
	return slices.ContainsFunc(append([]string{w.Heading}, w.Also...), func(name string) bool { return slices.Contains(headings, plain(name)) })
}

// plain is what two ways to write a heading have in common: no number before it, no stop behind it, no matter its case.
func plain(heading string) string {
	return strings.TrimFunc(vocabulary.Fold(heading), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
}
