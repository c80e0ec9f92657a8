package generator

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"sitrep/generator/diag"
	"sitrep/generator/lint"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// silencer is a report that wants warnings not to be shown.
type silencer struct {
	*report.Report
	used   []bool // by its silences
	judged bool   // all rules have looked at it
}

// treated are the findings as they are told: without what the reports silence, and as strict as site.yaml wants.
func (b *run) treated() []diag.Finding { return b.desk.treated(silenced(b.findings, b.silencers())) }

// silencers are the reports that silence anything, by file. Only what is published was looked at by all rules.
func (b *run) silencers() map[string]*silencer {
	by := make(map[string]*silencer, len(b.silencing))
	for _, in := range b.silencing {
		published := b.site != nil && slices.ContainsFunc(b.site.Versions(in.Path), func(e *site.Entry) bool { return e.Input == in })
		by[in.File] = &silencer{Report: in.Report, used: make([]bool, len(in.Silence)), judged: published}
	}
	return by
}

// silenced drops the warnings that reports silence: those about their own file, and about the other files of their folder. An error
// stays. A silence of no rule or without effect is a warning itself, which cannot be silenced: silence/unknown-rule, silence/unused.
func silenced(findings []diag.Finding, by map[string]*silencer) []diag.Finding {
	if len(by) == 0 {
		return findings
	}
	kept := make([]diag.Finding, 0, len(findings))
	for _, f := range findings {
		if f.Severity == diag.Error || !by[owner(f.File, by)].silence(f.Rule) {
			kept = append(kept, f)
		}
	}
	for _, s := range by { // findings are sorted later
		kept = append(kept, s.findings()...)
	}
	return kept
}

// owner is the report that a file belongs to: itself, or the text of its folder.
func owner(file string, by map[string]*silencer) string {
	if by[file] == nil && !strings.HasSuffix(file, ".md") {
		return path.Dir(file) + "/index.md"
	}
	return file
}

func (s *silencer) silence(rule string) bool {
	found := false
	if s != nil {
		for i := range s.Silence {
			if s.Silence[i].Rule == rule {
				s.used[i], found = true, true
			}
		}
	}
	return found
}

func (s *silencer) findings() []diag.Finding {
	var findings []diag.Finding
	add := func(i int, rule, text, hint string) {
		findings = append(findings, diag.Finding{
			File: s.File, Pos: s.Places.At(fmt.Sprintf("silence.%d.rule", i)), Rule: rule, Severity: diag.Warning, Text: text, Hint: hint,
		})
	}
	for i, silence := range s.Silence {
		known, near := lint.Known(silence.Rule)
		switch {
		case s.used[i]:
		case !known && len(near) > 0:
			add(i, "silence/unknown-rule", fmt.Sprintf("no warning is called %q", silence.Rule), "did you mean "+strings.Join(near, " or ")+"?")
		case !known:
			add(i, "silence/unknown-rule", fmt.Sprintf("no warning is called %q", silence.Rule), "write the rule as it stands in square brackets behind a warning; an error cannot be silenced")
		case s.judged:
			add(i, "silence/unused", fmt.Sprintf("there is no warning of %s here to silence", silence.Rule), "remove it")
		}
	}
	return findings
}
