package layout

import (
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// sourced is two reports: a claim that nobody is named as making, and one that got its status in the first and was stated again.
const sourced = `
-- content/site.yaml --
title: Desk
timezone: UTC
languages: [en, uk]
-- content/regions.yaml --
- {id: nord, name: Nord, names: {uk: Норд}}
- {id: nord-town, name: Nord Town, parent: nord, names: {uk: Місто Норд}}
- {id: sud, name: Sud, names: {uk: Зюйд}}
-- content/topics.yaml --
- {id: storm, name: Storm, names: {uk: Шторм}}
-- content/reports/2025/01/01.md --
---
title: Day 1
date: 2025-01-01
regions: [nord-town]
topics: [storm]
sources:
  radio: {org: Radio}
  nurse: {title: SECRET, protected: true, label: a nurse}
claims:
  - {id: dam, text: The dam holds., by: Mayor, source: radio, status: confirmed, basis: We saw it.}
  - {id: ward, text: The ward is full., source: nurse, status: claimed, basis: One call.}
---

One.
-- content/reports/2025/01/02.md --
---
title: Day 2
date: 2025-01-02
regions: [sud]
topics: [storm]
claims:
  - {id: dam, text: The dam holds., by: Mayor, status: confirmed, basis: It still does.}
---

Two.
-- content/reports/2025/01/02.uk.md --
---
title: День 2
---

Два.
`

// TestLinesOfTheLedger say from whom or what a claim is known, on what its status rests, and no date twice.
func TestLinesOfTheLedger(t *testing.T) {
	files := openArchive(t, txtar.Parse([]byte(sourced))).files(loadTheme(t, nil))
	page := made(t, pageNamed(t, files, "claims.html"))
	_, ward, _ := strings.Cut(page, "claims/ward.html")
	ward, _, _ = strings.Cut(ward, "</li>")
	has(t, "a claim that nobody is named as making", ward, `<span>Source: <a href="reports/2025/01/01.html#source%3Ano-2"><bdi>a nurse</bdi></a></span>`, `<p class="basis" dir="auto">One call.</p>`, "1 Jan")
	if n := strings.Count(ward, `datetime="2025-01-01"`); n != 1 {
		t.Errorf("the date stands %d times in %s", n, ward)
	}
	has(t, "a claim that kept its status", page, `<span class="status confirmed">Confirmed</span> <span class="meta">since <time datetime="2025-01-01">`, "claims/dam.html", "Mayor", "It still does.", "First", "Last")
	uk := made(t, pageNamed(t, files, "uk/claims.html"))
	has(t, "the ledger in Ukrainian", uk, "claims/dam.html", `<p class="basis" lang="en" dir="ltr">It still does.</p>`)
	if strings.Contains(page+uk, "SECRET") {
		t.Error("a protected source is named")
	}
	has(t, "the claim's page", made(t, pageNamed(t, files, "claims/ward.html")), "<dt>Source:</dt>", "a nurse")
}

// TestClaimsOfARegion has a page that leads from the ledger, and from the region, to all claims of reports about it and what lies in it.
func TestClaimsOfARegion(t *testing.T) {
	files := openArchive(t, txtar.Parse([]byte(sourced))).files(loadTheme(t, nil))
	page := func(path string) string { return made(t, pageNamed(t, files, path)) }
	has(t, "the ledger", page("claims.html"), "By region", `<a href="claims/regions/nord.html"><bdi>Nord</bdi></a>`, `<a href="claims/regions/nord-town.html">`, `<a href="claims/regions/sud.html">`)
	has(t, "the claims of Nord", page("claims/regions/nord.html"), `<h1><a href="../../regions/nord.html"><bdi>Nord</bdi></a>: Claims</h1>`, "The ward is full.", "The dam holds.", "Within this region", "nord-town.html")
	has(t, "the claims of Nord Town", page("claims/regions/nord-town.html"), `<a href="../../claims.html">`, `<a href="../../claims/regions/nord.html"><bdi>Nord</bdi></a>`, "The ward is full.")
	if sud := page("claims/regions/sud.html"); strings.Contains(sud, "The ward is full.") || !strings.Contains(sud, "The dam holds.") {
		t.Errorf("the claims of Sud:\n%s", sud)
	}
	has(t, "Nord", page("regions/nord.html"), "The ward is full.", `<a href="../claims/regions/nord.html">All claims</a>`)
	has(t, "Sud", page("regions/sud.html"), `<a href="../claims/regions/sud.html">Settled claims</a>`)
	has(t, "the claims of Sud in Ukrainian", page("uk/claims/regions/sud.html"), "Зюйд", "The dam holds.")
}
