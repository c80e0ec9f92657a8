// Package lint finds what is wrong with a site as a whole. A rule is a method that judges one report or plain page in its place
// in the Site, in a file of its own; delete the file and its line here, and the rule is gone.
//
// Broken links and references are errors: a site with one is not published; so are files that could run in a browser. All other
// rules warn, unless site.yaml makes them errors.
package lint

import (
	"slices"

	"sitrep/generator/diag"
	"sitrep/generator/parallel"
	"sitrep/generator/site"
)

// Check applies all rules. withheld says whether a source file is a text that is not published; it is asked by several
// goroutines at once.
func Check(s *site.Site, withheld func(file string) bool) []diag.Finding {
	claims := claimIDs(s)
	var findings []diag.Finding
	for _, t := range s.Trees {
		chunks := make([]checks, (len(t.Entries)+perChunk-1)/perChunk)
		_ = parallel.Each(len(chunks), func(i int) error { // no rule can fail
			chunks[i] = checks{site: s, links: s.Links(), withheld: withheld, claims: claims, places: map[string]string{}}
			for _, e := range t.Entries[i*perChunk : min((i+1)*perChunk, len(t.Entries))] {
				chunks[i].report(e)
			}
			return nil
		})
		for _, c := range chunks {
			findings = append(findings, c.findings...)
		}
		pages := checks{site: s, links: s.Links(), withheld: withheld}
		for _, p := range t.Pages {
			pages.page(p)
		}
		findings = append(findings, pages.findings...)
	}
	return findings
}

// perChunk is how many reports are judged at a time.
const perChunk = 1000

// checks is what the rules share.
type checks struct {
	site     *site.Site
	links    *site.Links
	withheld func(file string) bool
	claims   map[string]bool   // ids of all claims of the site
	places   map[string]string // what is wrong with a place, by its name; "" when nothing is
	findings []diag.Finding
}

func (c *checks) report(e *site.Entry) {
	c.textLinks(e.Origin(), e.File, e.Text.Links)
	c.headerLinks(e)
	c.references(e)
	if len(e.Files) > 0 && c.site.Versions(e.Path)[0] == e {
		c.unusedFiles(e.Files, usedFiles(c.links, c.site.Versions(e.Path)))
		c.activeFiles(e.Files)
	}
}

func (c *checks) page(p *site.Page) {
	c.textLinks(p.Origin(), p.File, p.Text.Links)
	if len(p.Files) > 0 && p == c.site.Page(p.Path, "") {
		c.unusedFiles(p.Files, usedByPages(c.links, slices.Concat(p.Translations, []*site.Page{p})))
		c.activeFiles(p.Files)
	}
}

func (c *checks) add(f diag.Finding) { c.findings = append(c.findings, f) }
