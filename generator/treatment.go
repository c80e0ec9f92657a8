package generator

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"sitrep/generator/diag"
	"sitrep/generator/lint"
	"sitrep/generator/site"
)

// unknownRules finds, under rules in site.yaml, what is not the name of a warning: site/rules, an error. A rule that was misspelt would
// leave everything as it is without a word.
func unknownRules(file string, c *site.Config) []diag.Finding {
	var findings []diag.Finding
	for _, rule := range slices.Sorted(maps.Keys(c.Rules)) {
		known, near := lint.Known(rule)
		if known {
			continue
		}
		f := diag.Finding{
			File: file, Pos: c.At("rules." + rule), Rule: "site/rules", Severity: diag.Error, Text: fmt.Sprintf("no warning is called %q", rule),
			Hint: "write the rule as it stands in square brackets behind a warning",
		}
		switch always := slices.ContainsFunc(lint.Rules(), func(r lint.Rule) bool { return r.ID == rule && r.Error }); {
		case always:
			f.Text, f.Hint = fmt.Sprintf("%s is always an error", rule), "remove it; only warnings can be taken otherwise"
		case len(near) > 0:
			f.Hint = "did you mean " + strings.Join(near, " or ") + "?"
		}
		findings = append(findings, f)
	}
	return findings
}
