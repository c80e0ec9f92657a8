package lint

import (
	"fmt"
	"strings"

	"sitrep/generator/diag"
	"sitrep/generator/site"
)

// supersedesCycle finds reports that replace each other in a circle, so that none of them stands: supersedes/cycle, an error.
func (c *checks) supersedesCycle(e *site.Entry) {
	for i, path := range e.Supersedes {
		if via := c.leadsTo(bundle(path), e.Path, map[string]bool{}); via {
			text := fmt.Sprintf("%s supersedes this report in turn", bundle(path))
			if bundle(path) == e.Path {
				text = "the report supersedes itself"
			}
			at := fmt.Sprintf("supersedes.%d", i)
			c.add(diag.Finding{File: e.File, Pos: e.Places.At(at), Rule: "supersedes/cycle", Severity: diag.Error, Text: text, Hint: "keep it in the newest of them alone"})
		}
	}
}

// leadsTo reports whether a report is another one, or supersedes it over any number of steps.
func (c *checks) leadsTo(from, to string, seen map[string]bool) bool {
	if from == to {
		return true
	}
	c.need(theText, from)
	e := c.site.Entry(from, "")
	if seen[from] || e == nil {
		return false
	}
	seen[from] = true
	for _, path := range e.Supersedes {
		if c.leadsTo(bundle(path), to, seen) {
			return true
		}
	}
	return false
}

// bundle is the path of a report as a header writes it, which may name the file.
func bundle(path string) string { return strings.TrimSuffix(path, ".md") }
