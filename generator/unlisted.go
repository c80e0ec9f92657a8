package generator

import (
	"fmt"
	"slices"
	"sync"

	"sitrep/generator/diag"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// maxUnlisted is how many places a report is told of at most: the suggestion must stay one.
const maxUnlisted = 3

// spoken are the regions that prose may name, by the fingerprint of a name: the site's own, and countries. They are gathered when
// the first report asks.
type spoken struct {
	once sync.Once
	ids  map[report.NameSum]string // "" where a name may mean several
}

func (d *desk) spokenIDs() map[report.NameSum]string {
	d.spoken.once.Do(func() {
		d.spoken.ids = map[report.NameSum]string{}
		for name, ids := range d.Regions.Spoken() {
			d.spoken.ids[report.SumOfName(name)] = ids[0]
			if len(ids) > 1 {
				d.spoken.ids[report.SumOfName(name)] = ""
			}
		}
	})
	return d.spoken.ids
}

// unlisted finds places that a report's body names and that have nothing to do with its regions: place/unlisted, a warning. Nothing
// is said of a place in one of the regions, or around one.
func (d *desk) unlisted(in *site.Input) []diag.Finding {
	var findings []diag.Finding
	var told []string
	for sum, pos := range in.Names.All() {
		id := d.spokenIDs()[sum]
		if id == "" || slices.Contains(told, id) || slices.ContainsFunc(in.Regions, func(listed string) bool { return d.related(id, listed) }) {
			continue
		}
		told = append(told, id)
		findings = append(findings, diag.Finding{
			File: in.File, Pos: pos, Rule: "place/unlisted", Severity: diag.Warning,
			Text: fmt.Sprintf("the text names %s, which is not among the regions", d.Regions.NameIn(id, d.Config.Default())),
			Hint: fmt.Sprintf("if the report is about it, too, add %s to regions", id),
		})
		if len(told) == maxUnlisted {
			break
		}
	}
	return findings
}

// related reports whether two regions are one, or one lies in the other.
func (d *desk) related(a, b string) bool {
	return a == b || slices.Contains(d.Regions.Ancestors(a), b) || slices.Contains(d.Regions.Ancestors(b), a)
}
