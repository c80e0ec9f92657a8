// Package lint finds what is wrong with a site as a whole. A rule is a function from the Site to findings, in a file of its own;
// delete the file and its line here, and the rule is gone.
//
// Broken links and references are errors: a site with one is not published; so are files that could run in a browser. All other rules warn, unless site.yaml makes them errors.
package lint

import (
	"sitrep/generator/diag"
	"sitrep/generator/site"
)

// Check applies all rules. withheld says whether a source file is a text that is not published.
func Check(s *site.Site, withheld func(file string) bool) []diag.Finding {
	var findings []diag.Finding
	findings = append(findings, checkLinks(s, withheld)...)
	findings = append(findings, checkReferences(s)...)
	findings = append(findings, checkUnusedFiles(s)...)
	findings = append(findings, checkActiveFiles(s)...)
	return findings
}
