package generator

import (
	"fmt"
	"slices"
	"strings"

	"sitrep/generator/diag"
	"sitrep/generator/hosting"
	"sitrep/generator/site"
)

// unknownHosts finds services in site.yaml that nothing is written for.
func unknownHosts(file string, config *site.Config) []diag.Finding {
	var findings []diag.Finding
	for i, name := range config.Hosts {
		if slices.Contains(hosting.Hosts(), name) {
			continue
		}
		hint := "any other host takes the tree as it is; these read settings from it: " + strings.Join(hosting.Hosts(), ", ")
		if near := diag.Nearest(name, hosting.Hosts()); len(near) > 0 {
			hint = "did you mean " + near[0] + "?"
		}
		if name == "gitlab-pages" { // the limits of a target do know it
			hint = "GitLab Pages reads no settings of these: remove it, and write limits: gitlab-pages at a target if its limits are to be kept"
		}
		findings = append(findings, diag.Finding{
			File: file, Pos: config.At(fmt.Sprintf("hosts.%d", i)), Rule: "site/hosts", Severity: diag.Error, Text: fmt.Sprintf("no settings are known for the host %q", name), Hint: hint,
		})
	}
	return findings
}
