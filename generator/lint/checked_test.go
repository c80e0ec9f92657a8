package lint

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"sitrep/generator/diag"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// saga is a corpus that is edited at random.
type saga struct {
	*rand.Rand
	good, c corpus
	absent  map[string]Absence
	pages   []*report.Page
}

// TestACheckAfterAnotherSaysTheSame holds every check of an edited site, which takes over what it can, to one from nothing.
func TestACheckAfterAnotherSaysTheSame(t *testing.T) {
	said := map[string]int{}
	for seed := range uint64(3) {
		m, good := newSitemaker(t), goodCorpus()
		m.lenient = true
		for name := range good.texts {
			if name[8:10] > "12" {
				delete(good.texts, name)
			}
		}
		g := &saga{rand.New(rand.NewPCG(seed, 3)), good, corpus{maps.Clone(good.texts), good.now.AddDate(0, 0, -18)}, map[string]Absence{}, nil}
		var s *site.Site
		var k *Checked
		for step := range 200 {
			for range 1 + g.IntN(3) {
				g.edit()
			}
			s = m.site(s, g.c, g.pages...)
			absent, now := maps.Clone(g.absent), g.c.now
			is := func(file string) Absence { return absent[file] }
			k = Check(k, s, now, is)
			want := Check(nil, m.site(nil, g.c, g.pages...), now, is).Findings
			if got := diag.Sorted(k.Findings); !slices.Equal(got, diag.Sorted(want)) {
				t.Fatalf("seed %d, step %d:\n got %s\nwant %s", seed, step, strings.Join(without(got, want), "\n     "), strings.Join(without(want, got), "\n     "))
			}
			for _, f := range want {
				said[f.Rule]++
			}
		}
	}
	if len(said) < 20 {
		t.Errorf("the edits led to %d rules only: %v", len(said), said)
	}
}

// without lists the findings that are not among others.
func without(findings, others []diag.Finding) (list []string) {
	for _, f := range findings {
		if !slices.Contains(others, f) {
			list = append(list, fmt.Sprintf("%s:%d %s: %s (%s)", f.File, f.Pos.Line, f.Rule, f.Text, f.Hint))
		}
	}
	return list
}

// edit changes one thing.
func (g *saga) edit() {
	names := slices.Sorted(maps.Keys(g.good.texts))
	name := names[g.IntN(len(names))]
	switch g.IntN(12) {
	case 0:
		delete(g.c.texts, name)
	case 1, 2, 3:
		g.c.texts[name] = g.good.texts[name]
	case 4:
		g.c.now = g.c.now.Add(time.Duration(g.IntN(60)-12) * time.Hour)
	case 5:
		g.absent = map[string]Absence{}
		for _, other := range names[:g.IntN(len(names))] {
			if g.c.texts[other] == "" {
				g.absent["content/reports/"+other+".md"] = Absence(g.IntN(3))
			}
		}
	case 6:
		g.pages = nil
		if g.IntN(2) == 0 {
			g.pages = []*report.Page{{Path: "about", File: "content/pages/about.md"}}
		}
	case 7: // a whole day, so that names become rare or frequent
		for _, other := range names {
			if other[:10] == name[:10] && g.IntN(3) > 0 {
				delete(g.c.texts, other)
			}
		}
	default:
		g.alter(name, names[g.IntN(len(names))])
	}
}

// alter gives a report another header or text.
func (g *saga) alter(name, other string) {
	text, there := g.c.texts[name]
	if !there {
		return
	}
	path, _, _ := strings.Cut(other, ".")
	body := func(more string) (string, string) { return "\n---\n\n", "\n---\n\n" + more + "\n\n" }
	header := func(more string) (string, string) { return "\n---\n\n", "\n" + more + "\n---\n\n" }
	var old, new string
	kind := g.IntN(35)
	if g.IntN(2) == 0 { // mostly what others look at
		kind = []int{0, 0, 1, 1, 9, 10, 11, 12, 15, 17, 18}[g.IntN(11)]
		path = []string{flood(1), flood(2), clashes(1)}[g.IntN(3)]
	}
	switch kind {
	case 0:
		old, new = "by: Ministry of Health", "by: Ministry of Heath"
	case 1:
		old, new = "[kharvan, north-bank]", fmt.Sprintf("[%s, north-bank]", []string{"kharvin", "khorvan", "south-bank"}[g.IntN(3)])
	case 2:
		old, new = []string{"status: confirmed", "status: corroborated"}[g.IntN(2)], "status: "+[]string{"disputed", "refuted", "claimed"}[g.IntN(3)]
	case 3:
		old, new = "number: ", "number: 1"
	case 4:
		old, new = "series: flood", "series: clashes"
	case 5:
		old, new = "value: 4", "value: 9"
	case 6:
		old, new = ", place: north-bank, source: moh}", ", place: kharvin}"
	case 7:
		old, new = "archived:", "label: A notice, url:"
		text = strings.Replace(text, "url: \"https://example.org", "accessed: 2026-01-01, title: \"Notice", 1)
	case 8:
		old, new = ", archived: \"https://archive.example", ", title: \"No archive"
	case 9:
		old, new = header("aliases: [" + []string{"old/1.html", "old/1.html", "about.html", "reports/" + path + ".html", "regions/kharvin.html"}[g.IntN(5)] + "]")
	case 10:
		old, new = header("supersedes: [" + path + "]")
	case 11:
		old, new = header("supersedes: [" + flood(1+g.IntN(3)) + "]")
		name, text = flood(2), cmp.Or(g.c.texts[flood(2)], text)
	case 12:
		old, new = ", by: Harbour Authority", fmt.Sprintf(", by: Harbour Authority, disputes: [flood-road-%d]", 1+g.IntN(3))
	case 13:
		old, new = header("exercise: true")
	case 14:
		old, new = header("status: retracted\nretraction: {date: 2026-01-20, reason: Wrong}")
	case 15, 16:
		old, new = body("[then](report:" + path + ") and [there](page:about)")
	case 17:
		old, new = body("[a place](region:" + []string{"Kharvin", "south-bank", "Khorvan"}[g.IntN(3)] + ")")
	case 18:
		old, new = body("[a topic](topic:" + []string{"flood", "cholera", "boats"}[g.IntN(3)] + ")")
	case 19:
		old, new = "topics: [flood]", "topics: [boats, flood]"
	case 20:
		old, new = "series: access\n", ""
	case 21:
		old, new = "[49.991, 36.23]", "[49.99123, 36.23]"
	case 22:
		old, new = "  - The first", "  - A new one.\n  - Two.\n  - Three.\n  - Four.\n  - The first"
	case 23:
		old, new = "from: 2026-01-0", "from: 2026-01-1"
	case 24:
		old, new = "cutoff: 2026-01-0", "cutoff: 2026-01-1"
	case 25:
		old, new = "date: 2026-01-0", "date: 2026-01-1"
	case 26:
		old, new = "Day ", "Tag "
	case 27:
		old, new = "from: 2026-01-0", "from: 2025-01-0"
	case 28:
		old, new = "{id: shelters, value", "{id: shelters, unit: beds, value"
	case 34:
		old, new = "{from: ", "{from: 2026-01-08, to: 2026-01-08}\nx: {from: "
	case 29:
		old, new = "{id: women, ", "{id: women, unit: families, low: 900, high: 1000, note: N}\n  - {id: men, "
	case 30:
		old, new = header("version: 2\nrevisions: [{version: 2, date: 2026-01-09, kind: addition, summary: A road.}]")
	case 31:
		_, same, _ := strings.Cut(g.good.texts[flood(4)], "\n---\n")
		text, _, _ = strings.Cut(text, "\n---\n")
		text += "\n---\n" + same
	case 32:
		old, new = "{id: shelters, value: 4", "{id: shelters, value: 0, note: \""+[]string{"unknown", "none"}[g.IntN(2)]+"\", place: kharvan}\n  - {id: shelters, value: 4"
	case 33:
		old, new = ", of: displaced", ", of: deaths"
	}
	g.c.texts[name] = strings.Replace(text, old, new, 1)
}
