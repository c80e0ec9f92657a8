// Package lint finds what is wrong with a site as a whole. A rule is a method in a file of its own; delete the file, its line here
// and its row in Rules, and the rule is gone. There are four roads to a rule, by what it looks at:
//
//	checks.report   one report or plain page in its place in the Site (links, names, fields that contradict each other)
//	checks.run      a report and the one before it in its series (numbers, periods, copies)
//	line            a figure and the one before it on its line (falls, jumps, units)
//	stale           a claim and what became of it
//
// Broken links and references are errors: a site with one is not published; so are files that could run in a browser, old
// addresses that are taken, and reports that replace each other in a circle. All other rules warn, unless site.yaml makes them
// errors; a report may silence a warning, with a reason. A rule costs a site nothing that does not use what it judges.
package lint

import (
	"fmt"
	"slices"
	"time"

	"sitrep/generator/diag"
	"sitrep/generator/parallel"
	"sitrep/generator/site"
)

// Check applies all rules at the time of the build. Two rules depend on it, so that their findings come and go with time alone:
// time/next-passed and source/unarchived. withheld says whether a source file is a text that is not published; it is asked by
// several goroutines at once.
func Check(s *site.Site, now time.Time, withheld func(file string) bool) []diag.Finding {
	all := checks{site: s, now: now, withheld: withheld}
	all.claims, all.runs = claimIDs(s), runsOf(s)
	all.archives, all.aliases = archives(s), aliasHolders(s)
	all.actors, all.towns = actorNames(s), placeNames(s)
	var findings []diag.Finding
	for _, t := range s.Trees {
		found := all.chunks(len(t.Entries), perChunk, func(c *checks, i int) { c.report(t.Entries[i]) })
		found = append(found, all.chunks(len(t.Pages), perChunk, func(c *checks, i int) { c.page(t.Pages[i]) })...)
		if t == s.Trees[0] { // a line and a claim are the same in all trees
			metrics := t.Figures.Sorted
			found = append(found, all.chunks(len(metrics), 1, func(c *checks, i int) { c.lines(t, metrics[i]) })...)
			found = append(found, all.staleClaims(t)...)
		}
		findings = append(findings, found...)
	}
	return append(findings, all.chunks(len(all.runs), 1, func(c *checks, i int) { c.run(&all.runs[i]) })...)
}

// perChunk is how many reports are judged at a time.
const perChunk = 1000

// checks is what the rules share.
type checks struct {
	site     *site.Site
	now      time.Time
	links    *site.Links
	withheld func(file string) bool
	claims   map[string]bool        // ids of all claims of the site
	runs     []run                  // the series
	archives bool                   // the site keeps copies of its sources
	aliases  map[string]*site.Entry // old addresses, and whose they are
	actors   *spelling
	towns    *spelling
	places   map[string]string // what is wrong with a place, by its name; "" when nothing is
	near     map[string]string // which place may be meant by one, by its name
	findings []diag.Finding
}

// chunks judges n things, size at a time, with a copy of the checks for each chunk.
func (c *checks) chunks(n, size int, judge func(c *checks, i int)) []diag.Finding {
	chunks := make([]checks, (n+size-1)/size)
	_ = parallel.Each(len(chunks), func(k int) error { // no rule can fail
		chunks[k] = *c
		own := &chunks[k]
		own.links, own.places, own.near, own.findings = c.site.Links(), map[string]string{}, map[string]string{}, nil
		for i := k * size; i < min((k+1)*size, n); i++ {
			judge(own, i)
		}
		return nil
	})
	var findings []diag.Finding
	for i := range chunks {
		findings = append(findings, chunks[i].findings...)
	}
	return findings
}

// report judges one report. What a translation inherits is judged in its original alone.
func (c *checks) report(e *site.Entry) {
	c.textLinks(e.Origin(), e.File, e.Text.Links)
	c.headerLinks(e)
	c.references(e)
	c.highlights(e)
	c.aliasTaken(e)
	if len(e.Files) > 0 && c.site.Versions(e.Path)[0] == e {
		c.unusedFiles(e.Files, usedFiles(c.links, c.site.Versions(e.Path)))
		c.activeFiles(e.Files)
	}
	if original := c.original(e); original != e {
		c.translationBehind(original, e)
		return
	}
	for _, rule := range [...]func(*checks, *site.Entry){
		(*checks).datePath, (*checks).numberTitle, (*checks).numberPath, (*checks).cutoff, (*checks).figureParts, (*checks).figureSource, (*checks).blankNote, (*checks).claimBasis, (*checks).actorSpelling, (*checks).placeSpelling,
		(*checks).unarchived, (*checks).supersedesCycle, (*checks).coordinates,
	} {
		rule(c, e)
	}
}

// run judges the reports of a series.
func (c *checks) run(r *run) {
	c.numbers(r)
	for i, e := range r.entries {
		if i == 0 {
			c.nextPassed(r, e)
		}
		if i+1 < len(r.entries) {
			c.period(r.entries[i+1], e)
			c.nearDuplicate(r.entries[i+1], e)
		}
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

// warn adds a warning about the value at a path of a report's header, or of a CSV file that it names.
func (c *checks) warn(e *site.Entry, at, rule, text, hint string) {
	file, pos := e.Where(at)
	c.add(diag.Finding{File: file, Pos: pos, Rule: rule, Severity: diag.Warning, Text: text, Hint: hint})
}

// item is the path of a value in a list of a header.
func item(list string, i int, key string) string { return fmt.Sprintf("%s.%d.%s", list, i, key) }

// original is the report that an entry is a translation of, or the entry itself.
func (c *checks) original(e *site.Entry) *site.Entry { return c.site.Original(e) }
