package layout

import (
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// worded is a report with a translation that gives no words of its items anew, and a desk that has some of its own in both languages.
const worded = `
-- content/site.yaml --
title: Desk
timezone: UTC
languages: [en, uk]
series: {daily: {name: Daily, owner: Night desk, owners: {uk: Нічна зміна}}, other: {name: Other, owner: Day desk}}
-- content/regions.yaml --
- {id: nord, name: Nord}
-- content/topics.yaml --
- {id: storm, name: Storm}
-- content/figures.yaml --
- id: homes
  label: Homes
  definition: Homes without power.
  definitions: {uk: Оселі без світла.}
  breaks: [{from: 2025-01-02, note: Counted anew., notes: {uk: Перераховано.}}, {from: 2025-01-03, note: And again.}]
-- content/sources.yaml --
grid: {title: Bulletin, org: Grid company, titles: {uk: Бюлетень}, orgs: {uk: Електромережа}}
mole: {title: SECRET, titles: {uk: SECRET}, protected: true, label: a nurse, labels: {uk: медсестра}}
plain: {org: Plain office}
-- content/reports/2025/01/01.md --
---
title: Day 1
date: 2025-01-01
regions: [nord]
topics: [storm]
series: daily
sources: {mayor: {org: The mayor}}
figures:
  - {id: homes, value: 10, source: grid, note: By telephone.}
  - {id: homes, value: 12, source: mole}
  - {id: homes, value: 14, source: plain}
events: [{time: 2025-01-01T06:00Z, title: The line falls, source: mayor}]
---

One.
-- content/reports/2025/01/01.uk.md --
---
title: День 1
---

Один.
-- content/reports/2025/01/02.md --
---
title: Day 2
date: 2025-01-02
regions: [nord]
topics: [storm]
series: other
figures: [{id: homes, value: 11, source: grid}]
---

Two.
-- content/reports/2025/01/02.uk.md --
---
title: День 2
---

Два.
`

// TestWordsSayTheirLanguage on the pages of another one, and those that the desk gives in it are shown in it.
func TestWordsSayTheirLanguage(t *testing.T) {
	files := openArchive(t, txtar.Parse([]byte(worded))).files(loadTheme(t, nil))
	page := func(path string) string { return made(t, pageNamed(t, files, path)) }
	uk := page("uk/reports/2025/01/01.html")
	has(t, "the figures in Ukrainian", uk, "<bdi>Електромережа</bdi>", `<p class="meta" lang="en" dir="ltr">By telephone.</p>`, "<bdi>медсестра</bdi>", `<bdi lang="en" dir="ltr">Plain office</bdi>`)
	has(t, "the events in Ukrainian", uk, `<p><bdi lang="en" dir="ltr">The line falls</bdi></p>`, `<bdi lang="en" dir="ltr">The mayor</bdi>`)
	has(t, "the sources in Ukrainian", uk, `<cite lang="en" dir="ltr">The mayor</cite>`, `<cite dir="auto">Бюлетень</cite>`, "<bdi>Електромережа</bdi>")
	has(t, "the events", page("reports/2025/01/01.html"), `<p><bdi>The line falls</bdi></p>`, "<bdi>The mayor</bdi>")
	has(t, "the metric in Ukrainian", page("uk/figures/homes.html"), "Оселі без світла.", `<span dir="auto">Перераховано.</span>`, `<span lang="en" dir="ltr">And again.</span>`, "Електромережа")
	has(t, "the metric", page("figures/homes.html"), "Homes without power.", `<span dir="auto">Counted anew.</span>`)
	has(t, "a series in Ukrainian", page("uk/series/daily.html"), "<bdi>Нічна зміна</bdi>")
	has(t, "another series in Ukrainian", page("uk/series/other.html"), `<bdi lang="en" dir="ltr">Day desk</bdi>`)
	for _, f := range files {
		if strings.HasSuffix(f.Path, ".html") && strings.Contains(made(t, f), "SECRET") {
			t.Errorf("%s names a protected source", f.Path)
		}
	}
}

// TestIndexOfFiguresSaysTheLastValues with their dates, how they changed, and a trend.
func TestIndexOfFiguresSaysTheLastValues(t *testing.T) {
	files := openArchive(t, txtar.Parse([]byte(halfTranslated))).files(loadTheme(t, nil))
	for path, by := range map[string]string{"figures.html": "The desk", "uk/figures.html": "Редакція"} {
		homes := made(t, pageNamed(t, files, path))
		_, homes, _ = strings.Cut(homes, "figures/homes.html")
		homes, _, _ = strings.Cut(homes, "</li>")
		has(t, path, homes, `<div class="latest"><p><b>15</b></p>`, `class="change up"`, "+3", "<svg", `reports/2025/01/03.html#source%3Adesk`, by, `<time datetime="2025-01-03">`)
	}
}
