package generator

import (
	"slices"

	"sitrep/generator/diag"
	"sitrep/generator/output"
)

// judged are files that are published only when what they came to is no error by the site's own rules.
type judged struct {
	output.Files
	strict func([]diag.Finding) bool
}

// Judge refuses what the site's rules call an error.
func (j judged) Judge(sent func(path string) int64) ([]diag.Finding, bool) {
	findings, _ := j.Files.Judge(sent)
	return findings, j.strict(findings)
}

// strict reports whether there is an error among the findings when they are treated as the site and its reports want.
func (b *run) strict(findings []diag.Finding) bool {
	if len(findings) == 0 {
		return false
	}
	by := b.silencers()
	heard := slices.DeleteFunc(slices.Clone(findings), func(f diag.Finding) bool {
		return f.Severity != diag.Error && by[owner(f.File, by)].silence(f.Rule)
	})
	return diag.Failed(b.desk.treated(heard))
}
