package lint

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"sitrep/generator/diag"
	"sitrep/generator/site"
)

// active are the endings of files that a browser runs, or that may hold what it runs.
var active = []string{".html", ".htm", ".xhtml", ".xht", ".shtml", ".svg", ".svgz", ".xml", ".xsl", ".js", ".mjs", ".wasm", ".swf", ".css", ".mhtml"}

// checkActiveFiles finds files of bundles that could run in a reader's browser with the rights of the site's own pages:
// file/active, an error. Content is not trusted.
func checkActiveFiles(s *site.Site) []diag.Finding {
	var findings []diag.Finding
	for file := range s.Files {
		if slices.Contains(active, strings.ToLower(path.Ext(file))) {
			findings = append(findings, diag.Finding{
				File: file, Rule: "file/active", Severity: diag.Error, Text: fmt.Sprintf("a file of the kind %s can run in a reader's browser", path.Ext(file)),
				Hint: "publish a picture as PNG, JPEG or WebP, a document as PDF, data as CSV",
			})
		}
	}
	return findings
}
