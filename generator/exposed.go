package generator

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"sitrep/generator/output"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// Closed is a published report of which nobody is to read any more all that it once said: something was redacted, or it was retracted.
type Closed struct {
	Page    string // in the published tree
	Why     string // a word that is another one when more of it is closed: retracted, redacted-3
	Earlier []int  // the versions that may still be read
}

// closed lists them.
func (b *run) closed() []Closed {
	var list []Closed
	for _, in := range b.reports {
		if !in.Redacted() && in.Status != report.Retracted {
			continue
		}
		c := Closed{Page: Withheld{Path: in.Path, Lang: in.Report.Lang}.page(b.desk.Config), Why: closedFor(in.Report)}
		for _, former := range in.Earlier {
			c.Earlier = append(c.Earlier, former.Was)
		}
		list = append(list, c)
	}
	return list
}

// closedFor names the retraction, or the last redaction.
func closedFor(r *report.Report) string {
	if r.Status == report.Retracted {
		return "retracted"
	}
	last := 0
	for _, v := range r.Revisions {
		if v.Kind == report.Redaction {
			last = max(last, v.Version)
		}
	}
	return "redacted-" + strconv.Itoa(last)
}

// exposure is what must no longer be in a published tree.
type exposure struct {
	pages   map[string]bool
	folders map[string]bool // of files that belong to no published report
	earlier map[string][]int
}

// Exposed lists the files of a published tree that show what the public must not see by now, by path: those of reports that are
// withheld, and the earlier versions that went with a redaction or a retraction.
func Exposed(result Result, published *output.Manifest) []string {
	x := exposure{map[string]bool{}, map[string]bool{}, map[string][]int{}}
	for _, w := range result.Withheld {
		x.pages[w.Page] = true
		x.folders["reports/"+w.Path] = w.Was == 0 && (w.Lang == "" || result.Site != nil && len(result.Site.Versions(w.Path)) == 0) || x.folders["reports/"+w.Path]
	}
	for _, c := range result.Closed {
		x.earlier[c.Page] = c.Earlier
	}
	var exposed []string
	for _, e := range published.Entries {
		if x.has(e.Path) {
			exposed = append(exposed, e.Path)
		}
	}
	return exposed
}

func (x *exposure) has(file string) bool {
	if stem, isPage := strings.CutSuffix(file, ".html"); isPage {
		return x.hasPage(stem)
	}
	for _, beside := range append(site.DataEndings(), ".pdf", ".card.png") {
		if stem, ok := strings.CutSuffix(file, beside); ok && x.hasPage(stem) {
			return true
		}
	}
	for folder := path.Dir(file); folder != "."; folder = path.Dir(folder) {
		if x.folders[folder] {
			return true
		}
	}
	return false
}

// hasPage reports whether a page, which is without .html, is among them.
func (x *exposure) hasPage(stem string) bool {
	if page, version := formerPage(stem); version > 0 {
		kept, closed := x.earlier[page]
		return x.pages[stem+".html"] || x.pages[page] || closed && !slices.Contains(kept, version)
	}
	return x.pages[stem+".html"]
}

// formerPage takes the address of an earlier version's page apart, which is without .html: reports/a.v2 is version 2 of reports/a.html.
func formerPage(stem string) (page string, version int) {
	i := strings.LastIndex(stem, ".v")
	if i < 0 {
		return "", 0
	}
	version, _ = strconv.Atoi(stem[i+len(".v"):])
	return stem[:i] + ".html", version
}
