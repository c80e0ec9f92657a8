package layout

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"sitrep/generator/diag"
	"sitrep/generator/markdown"
	"sitrep/generator/output"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// load is a page of a writer's with what a browser on the smallest screen loads with it.
type load struct {
	file  string // the writer's
	parts []part
}

// part is one file of a load.
type part struct {
	name string // for the writer
	path string // in the published tree
	kind partKind
	size int64 // bytes on the line
}

type partKind uint8

const (
	thePage partKind = iota
	aPicture
	ofTheSite // the same on all pages
)

// weighed marks the files of which a budget wants to know the compressed size: writers' pages and what of theirs can be compressed.
func (f *files) weighed(list []output.File) []output.File {
	if f.editions[0].site.Config.PageBudget == 0 {
		return list
	}
	for i := range list {
		switch path.Ext(list[i].Path) {
		case ".html":
			list[i].Weighed = strings.HasPrefix(list[i].From, "content/")
		case ".css", ".svg", ".js":
			list[i].Weighed = true
		}
	}
	return list
}

// Judge finds the pages of reports and the plain pages that are heavier than the site's budget. It refuses none.
func (f *files) Judge(sent func(path string) int64) ([]diag.Finding, bool) {
	budget := f.editions[0].site.Config.PageBudget
	if budget == 0 {
		return nil, false
	}
	var findings []diag.Finding
	for _, e := range f.editions {
		found := make([]*diag.Finding, len(e.tree.Entries)+len(e.tree.Pages))
		each(len(found), func(i int) { found[i] = e.load(i).judge(sent, budget) })
		for _, finding := range found {
			if finding != nil {
				findings = append(findings, *finding)
			}
		}
	}
	return findings, false
}

// load is that of a report or, behind those, of a plain page.
func (e *edition) load(i int) load {
	if i < len(e.tree.Entries) {
		r := e.tree.Entries[i]
		return e.loadOf(r.File, r.URL, forReports, r.Origin(), pictureLinks(r), r.Media)
	}
	p := e.tree.Pages[i-len(e.tree.Entries)]
	return e.loadOf(p.File, p.URL, forIndexes, p.Origin(), shownFiles(p.Text.Links), p.Media)
}

func (e *edition) loadOf(file, url, kind string, from site.Origin, links []markdown.Link, known report.Media) load {
	l := load{file, []part{{name: "the page itself", path: url}, {name: "the style sheet", path: e.sheets[kind].path, kind: ofTheSite}}}
	if logo := logoPath(e.site.Logo); logo != "" {
		l.parts = append(l.parts, part{name: "the logo", path: logo, kind: ofTheSite})
	}
	if e.site.Config.Offline {
		l.parts = append(l.parts, part{name: "the script", path: e.theme.askerPath(), kind: ofTheSite})
	}
	for _, link := range links {
		p := e.smallest(e.links.Follow(from, link), known)
		if p.path != "" && !slices.Contains(l.parts, p) {
			l.parts = append(l.parts, p)
		}
	}
	return l
}

// smallest is a picture at the smallest width that a page offers; the zero part when there is no such picture.
func (e *edition) smallest(d site.Destination, known report.Media) part {
	if d.File.Path == "" {
		return part{}
	}
	m := known.Of(d.File)
	whole := original{d.File, m, e.studio}
	p := part{name: path.Base(d.File.Path), path: whole.path(), kind: aPicture}
	if widths := copies(d.File, m); len(widths) > 0 {
		p.path = duplicate{whole, slices.Min(widths)}.path()
	}
	return p
}

// judge weighs a page; nil when it is light enough: page/weight.
func (l load) judge(sent func(path string) int64, budget site.Bytes) *diag.Finding {
	total := int64(0)
	for i := range l.parts {
		l.parts[i].size = sent(l.parts[i].path)
		total += l.parts[i].size
	}
	if total <= int64(budget) {
		return nil
	}
	slices.SortStableFunc(l.parts, func(a, b part) int { return cmp.Compare(b.size, a.size) })
	var heaviest []string
	for _, p := range l.parts[:min(3, len(l.parts))] {
		heaviest = append(heaviest, fmt.Sprintf("%s %v", p.name, site.Bytes(p.size)))
	}
	return &diag.Finding{
		File: l.file, Rule: "page/weight", Severity: diag.Warning, Hint: l.parts[0].advice(),
		Text: fmt.Sprintf("the page weighs %v on a small screen, and the site's budget is %v: %s", site.Bytes(total), budget, strings.Join(heaviest, ", ")),
	}
}

// advice is what makes a page lighter of which this is the heaviest part.
func (p part) advice() string {
	switch p.kind {
	case aPicture:
		return "crop " + p.name + ", save it as JPEG if it is a photograph, or link to it instead of showing it"
	case ofTheSite:
		return p.name + " is the same on all pages: make it lighter, or raise page_budget in content/site.yaml"
	}
	return "move long tables to a CSV file that the report links to, or make two reports of it"
}
