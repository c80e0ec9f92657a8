package lint

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"sitrep/generator/diag"
	"sitrep/generator/source"
)

// active are the endings of files that a browser runs, or that may hold what it runs.
var active = []string{".html", ".htm", ".xhtml", ".xht", ".shtml", ".svgz", ".xml", ".xsl", ".js", ".mjs", ".wasm", ".swf", ".css", ".mhtml"}

// activeFiles finds files of bundles that could run in a reader's browser with the rights of the site's own pages:
// file/active, an error. Content is not trusted.
func (c *checks) activeFiles(files []source.File) {
	for _, f := range files {
		if isActive(f) {
			c.add(diag.Finding{
				File: f.Path, Rule: "file/active", Severity: diag.Error, Text: fmt.Sprintf("a file of the kind %s can run in a reader's browser", path.Ext(f.Path)),
				Hint: "publish a picture as SVG, PNG, JPEG or WebP, a document as PDF, data as CSV",
			})
		}
	}
}

func isActive(f source.File) bool { return slices.Contains(active, strings.ToLower(path.Ext(f.Path))) }
