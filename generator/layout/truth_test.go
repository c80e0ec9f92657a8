package layout

import (
	"fmt"
	"html"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"sitrep/generator/output"
)

// halfTranslated is a series of three daily reports: the second is not translated, and replaces nothing; the third is, and was
// corrected once. The first was replaced by a special report that is not translated.
const halfTranslated = `
-- content/site.yaml --
title: Desk
timezone: UTC
languages: [en, uk]
-- content/regions.yaml --
- {id: nord, name: Nord, names: {uk: Норд}}
-- content/topics.yaml --
- {id: storm, name: Storm, names: {uk: Шторм}}
-- content/figures.yaml --
- {id: homes, label: Homes, labels: {uk: Оселі}}
-- content/reports/2025/01/01.md --
---
title: Day 1
date: 2025-01-01
regions: [nord]
topics: [storm]
series: daily
number: 1
sources: {desk: {org: The desk}}
figures: [{id: homes, value: 10, source: desk}]
claims:
  - {id: bridge, text: The bridge is down., by: mayor, status: claimed, basis: One call.}
---

One.
-- content/reports/2025/01/01.uk.md --
---
title: День 1
sources: {desk: {org: Редакція}}
claims:
  - {id: bridge, text: Міст зруйновано., basis: Один дзвінок.}
---

Один.
-- content/reports/2025/01/02.md --
---
title: Day 2
date: 2025-01-02
regions: [nord]
topics: [storm]
series: daily
number: 2
sources: {desk: {org: The desk}}
figures: [{id: homes, value: 12, source: desk, note: By telephone.}]
claims:
  - {id: bridge, text: The bridge is down., by: mayor, status: refuted, basis: We went there.}
---

Two.
-- content/reports/2025/01/03.md --
---
title: Day 3
date: 2025-01-03
regions: [nord]
topics: [storm]
series: daily
number: 3
version: 2
revisions: [{version: 2, date: 2025-01-04, kind: correction, summary: The homes were counted twice.}]
sources: {desk: {org: The desk}}
figures:
  - {id: homes, value: 15, source: desk}
  - {id: roofs, value: 4, source: desk}
---

Three.
-- content/reports/2025/01/03.uk.md --
---
title: День 3
sources: {desk: {org: Редакція}}
---

Три.
-- content/reports/2025/01/03.v1.md --
---
title: Day 3
date: 2025-01-03
regions: [nord]
topics: [storm]
series: daily
number: 3
sources: {desk: {org: The desk}}
figures:
  - {id: homes, value: 30, source: desk}
  - {id: roofs, value: 4, source: desk}
---

Three, at first.
-- content/reports/2025/01/04.md --
---
title: Day 1, anew
date: 2025-01-04
regions: [nord]
topics: [storm]
supersedes: [2025/01/01]
---

Four.
`

// has wants texts to stand in a page, in their order.
func has(t *testing.T, name, page string, texts ...string) {
	t.Helper()
	rest := html.UnescapeString(page)
	for _, text := range texts {
		_, after, found := strings.Cut(rest, text)
		if !found {
			t.Errorf("%s: no %q there in\n%s", name, text, page)
			return
		}
		rest = after
	}
}

// TestOneTruthInAllLanguages reads the pages of a site of which one report is not translated.
func TestOneTruthInAllLanguages(t *testing.T) {
	d := openArchive(t, txtar.Parse([]byte(halfTranslated)))
	files := d.files(loadTheme(t, nil))
	page := func(path string) string { return made(t, pageNamed(t, files, path)) }
	to2 := `<a href="../reports/2025/01/02.html" title="Day 2" hreflang="en">`
	const english = `<span class="tongue" lang="en" dir="ltr">English</span>`

	has(t, "the ledger", page("claims.html"), `class="status refuted"`, "The bridge is down.", `2025/01/01.html`, `2025/01/02.html" title="Day 2">`)
	has(t, "the ledger in Ukrainian", page("uk/claims.html"), `class="status refuted"`, ">Міст зруйновано.</a>", `title="День 1">`, to2, english)
	has(t, "the claim in Ukrainian", page("uk/claims/bridge.html"), `class="status refuted"`, `<h1 dir="auto">Міст зруйновано.</h1>`,
		`class="status claimed"`, `title="День 1">`, "Один дзвінок.", `class="status refuted"`, `title="Day 2" hreflang="en">`, english, `<p lang="en" dir="ltr">We went there.</p>`,
		`reports/2025/01/02.html#claim%3Abridge" hreflang="en">`)
	for _, path := range []string{"figures/homes.html", "uk/figures/homes.html"} {
		has(t, path, page(path), "<b>15</b>", "<b>12</b>", "By telephone.", `title="Day 2"`, "<b>10</b>")
	}
	has(t, "the figure in Ukrainian", page("uk/figures/homes.html"), `<span class="meta note" lang="en" dir="ltr">By telephone.</span>`, english)
	if n := strings.Count(page("uk/figures/homes.html"), "<tr><td>"); n != 3 {
		t.Errorf("%d values in Ukrainian, want 3", n)
	}
	for _, path := range []string{"reports/2025/01/03.html", "uk/reports/2025/01/03.html"} {
		has(t, path, page(path), `class="change up"`, "+3")
	}
	has(t, "the third report in Ukrainian", page("uk/reports/2025/01/03.html"), `<section class="changes"`, `reports/2025/01/02.html" hreflang="en">`, english)
	if strings.Contains(page("uk/reports/2025/01/03.html"), `class="new"`) {
		t.Error("the text is compared with one in another language")
	}
	has(t, "the first report in Ukrainian", page("uk/reports/2025/01/01.html"), `reports/2025/01/04.html" hreflang="en" lang="en" dir="ltr">Day 1, anew</a>`)
	has(t, "the fourth report", page("reports/2025/01/04.html"), `reports/2025/01/01.html">Day 1</a>`)
	has(t, "the actor in Ukrainian", page("uk/actors/mayor.html"), `class="status refuted"`, ">Міст зруйновано.</a>", `hreflang="en"`)
}

// TestOnlyWhatWasCorrectedIsMarked on the pages of figures.
func TestOnlyWhatWasCorrectedIsMarked(t *testing.T) {
	kept := halfTranslated
	lost := kept[:strings.Index(kept, "-- content/reports/2025/01/03.v1.md")] + kept[strings.Index(kept, "-- content/reports/2025/01/04.md"):]
	for _, c := range []struct {
		name, archive string
		homes, roofs  string
	}{
		{"the earlier version is kept", kept, "corrected", ""},
		{"the earlier version is not kept", lost, "in a corrected report", "in a corrected report"},
	} {
		d := openArchive(t, txtar.Parse([]byte(c.archive)))
		files := d.files(loadTheme(t, nil))
		for path, want := range map[string]string{"figures/homes.html": c.homes, "figures/roofs.html": c.roofs} {
			page := made(t, pageNamed(t, files, path))
			if want == "" && strings.Contains(page, "corrected") {
				t.Errorf("%s: %s says that it was corrected", c.name, path)
			} else if want != "" {
				has(t, c.name+": "+path, page, `<span class="tag">`+want+`</span>`)
			}
		}
	}
}

// TestAnEditOfATextGoesNoFurtherThanTheNextReport of its series, which says what is new since: not in its language, and not in another.
func TestAnEditOfATextGoesNoFurtherThanTheNextReport(t *testing.T) {
	var b strings.Builder
	b.WriteString(halfTranslated[:strings.Index(halfTranslated, "-- content/reports/")])
	for n := 1; n <= 6; n++ {
		fmt.Fprintf(&b, "-- content/reports/2025/01/0%d.md --\n---\ntitle: Day %d\ndate: 2025-01-0%d\nregions: [nord]\ntopics: [storm]\nseries: daily\nnumber: %d\n---\n\nThe first.\n\nParagraph %d.\n", n, n, n, n, n)
		fmt.Fprintf(&b, "-- content/reports/2025/01/0%d.uk.md --\n---\ntitle: День %d\n---\n\nПерший.\n\nАбзац %d.\n", n, n, n)
	}
	files := func(text string) []output.File {
		return openArchive(t, txtar.Parse([]byte(text))).files(loadTheme(t, nil))
	}
	before, after := files(b.String()), files(strings.Replace(b.String(), "Paragraph 3.", "Another paragraph.", 1))
	if got := strings.Join(difference(before, after), " "); got != "reports/2025/01/04.html reports/2025/01/03.html" {
		t.Errorf("changed: %s", got)
	}
}
