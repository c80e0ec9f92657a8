// Package lint finds what is wrong with a site as a whole. A rule is a method in a file of its own; delete the file, its line here
// and its row in Rules, and the rule is gone. There are four roads to a rule, by what it looks at:
//
//	checks.report   one report or plain page in its place in the Site (links, names, fields that contradict each other)
//	checks.run      a report and the one before it in its series (numbers, periods, copies)
//	line            a figure and the one before it on its line (falls, jumps, units)
//	stale           a claim and what became of it
//
// Broken links and references are errors: a site with one is not published; so are files that could run in a browser, pictures
// that cannot be cleaned of what they say about their maker, old addresses that are taken, and reports that replace each other in a circle. All other rules warn, unless site.yaml makes them
// errors; a report may silence a warning, with a reason. A rule costs a site nothing that does not use what it judges.
package lint

import (
	"fmt"
	"slices"
	"time"

	"sitrep/generator/card"
	"sitrep/generator/diag"
	"sitrep/generator/markdown"
	"sitrep/generator/parallel"
	"sitrep/generator/site"
)

// perChunk is how many reports are judged at a time.
const perChunk = 1000

// checks is what the rules share.
type checks struct {
	site     *site.Site
	now      time.Time
	links    *site.Links
	absent   func(file string) Absence
	archives bool                          // the site keeps copies of its sources
	claims   func() map[string]bool        // ids of all claims of the site
	aliases  func() map[string]*site.Entry // old addresses, and whose they are
	cases    func() *card.Case
	actors   *spelling
	towns    *spelling
	places   map[string]string // what is wrong with a place, by its name; "" when nothing is
	near     map[string]nearness
	judged   // what they have come to
}

// chunks judges n things, size at a time, with a copy of the checks for each chunk.
func (c *checks) chunks(n, size int, judge func(c *checks, i int)) []diag.Finding {
	chunks := make([]checks, (n+size-1)/size)
	_ = parallel.Each(len(chunks), func(k int) error { // no rule can fail
		chunks[k] = *c
		own := &chunks[k]
		own.links, own.places, own.near, own.judged = c.site.Links(), map[string]string{}, map[string]nearness{}, judged{}
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
	c.cardScript(e)
	c.notHanded(e)
	if len(e.Files) > 0 && c.site.Versions(e.Path)[0] == e {
		used := usedFiles(c.links, c.site.Versions(e.Path))
		c.unusedFiles(e.Files, used)
		c.activeFiles(e.Files)
		c.media(e.Files, used, e.Media)
	}
	c.notPictures(e.Origin(), e.File, e.Text.Links)
	if e.Image.Src != "" {
		c.notPicture(e.Origin(), e.File, markdown.Link{Target: e.Image.Src}, e.Places.At("image.src"))
	}
	if original := c.original(e); original != e {
		c.translationBehind(original, e)
		return
	}
	if e.Series == "" {
		c.numberTitles([]*site.Entry{e})
	}
	for _, rule := range [...]func(*checks, *site.Entry){
		(*checks).datePath, (*checks).numberPath, (*checks).cutoff, (*checks).figureParts, (*checks).figureSource, (*checks).blankNote, (*checks).claimBasis, (*checks).actorSpelling, (*checks).placeSpelling,
		(*checks).unarchived, (*checks).supersedesCycle, (*checks).coordinates,
	} {
		rule(c, e)
	}
}

// run judges the reports of a series.
func (c *checks) run(r *run) {
	c.numbers(r)
	c.numberTitles(r.entries)
	for i, e := range r.entries[:len(r.entries)-1] {
		c.period(r.entries[i+1], e)
		c.nearDuplicate(r.entries[i+1], e)
	}
	c.lines(r.entries, "")
}

func (c *checks) page(p *site.Page) {
	c.textLinks(p.Origin(), p.File, p.Text.Links)
	if len(p.Files) > 0 && p == c.site.Page(p.Path, "") {
		used := usedByPages(c.links, slices.Concat(p.Translations, []*site.Page{p}))
		c.unusedFiles(p.Files, used)
		c.activeFiles(p.Files)
		c.media(p.Files, used, p.Media)
	}
	c.notPictures(p.Origin(), p.File, p.Text.Links)
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
