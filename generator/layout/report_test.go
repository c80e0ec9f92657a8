package layout

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"sitrep/generator/markdown"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// flood is a series of two reports and their roll-up.
const flood = `
-- content/site.yaml --
title: Desk
timezone: UTC
date_time_group: true
-- content/regions.yaml --
- {id: north, name: North}
- {id: south, name: South}
-- content/topics.yaml --
- {id: flood, name: Flood}
-- content/figures.yaml --
- {id: deaths, label: Deaths, unit: people, kind: cumulative, polarity: up_is_bad}
- {id: displaced, label: People displaced, kind: stock, polarity: up_is_bad}
- {id: level, label: River level, kind: stock, breaks: [{from: 2024-11-10, note: another gauge}]}
-- content/reports/2024/11/09.md --
---
title: The first
date: 2024-11-09
regions: [north]
topics: [flood]
series: daily
number: 11
cutoff: 2024-11-09T18:00+02:00
sources: {office: {org: Office, grade: B}, witness: {org: Jane Doe, label: a resident, protected: true}}
figures:
  - {id: deaths, value: 150, source: office}
  - {id: displaced, value: 3000, place: north, source: office}
  - {id: level, value: 40, source: office}
claims:
  - {id: bridge, text: The bridge is down., by: Office, source: office, status: unverified, grade: B3}
  - {id: dam, text: The dam holds., source: office, status: claimed}
events:
  - {time: 2024-11-09T04:00+02:00, time_precision: hour, title: Water rises, place: north, precision: 3}
---

What stays.

What goes & is < 3.
-- content/reports/2024/11/10.md --
---
title: The second
date: 2024-11-10
regions: [south]
topics: [flood]
series: daily
number: 12
phase: update
period: {from: 2024-11-09T18:00+02:00, to: 2024-11-10T18:00+02:00}
cutoff: 2024-11-10T18:00+02:00
next: 2024-11-11
sources: {office: {org: Office, grade: B}, witness: {org: Jane Doe, label: a resident, protected: true}, press: {org: Press}}
figures:
  - {id: deaths, value: 162, source: office, as_of: 2024-11-10T17:00+02:00}
  - {id: displaced, value: 3100, place: north, source: office}
  - {id: displaced, value: 4500, estimate: about, place: north, source: press}
  - {id: level, value: 44, source: office}
claims:
  - {id: bridge, text: The bridge is down., by: Office, source: office, status: unverified, grade: B3}
  - {id: dam, text: The dam holds., source: witness, status: refuted}
  - {id: road, text: The road is open., source: press, status: claimed, disputes: [bridge]}
---

What stays.

What comes: [the road](claim:road), says [a resident](source:witness).
-- content/reports/2024/11/11-week.md --
---
title: The week
date: 2024-11-11
regions: [north]
topics: [flood]
series: daily
type: rollup
period: {from: 2024-11-09, to: 2024-11-10}
---

The week in short.
`

func floodPage(t *testing.T, archive, path string) string {
	t.Helper()
	files := openArchive(t, txtar.Parse([]byte(archive))).files(loadTheme(t, nil))
	text := made(t, pageNamed(t, files, path))
	checkPage(t, path, text)
	return strings.ReplaceAll(text, "&#43;", "+")
}

// wantInOrder wants words in a page, one after the other.
func wantInOrder(t *testing.T, page string, words ...string) {
	t.Helper()
	rest := page
	for _, word := range words {
		_, after, found := strings.Cut(rest, word)
		if !found {
			t.Errorf("the page has no %s where it should:\n%s", word, rest)
			return
		}
		rest = after
	}
}

func TestReportTellsWhatChanged(t *testing.T) {
	page := floodPage(t, flood, "reports/2024/11/10.html")
	wantInOrder(t, page,
		"<b>Situation report 12</b>", "Update", "covers", ">9</time>–", ">10 November 2024</time>", "data as of", "10 November 2024, 18:00 (UTC+2)",
		"101600Z NOV 24", "next report due", ">11 November</time>",
		"What changed", "09.html", "no. 11", "Deaths", "162", "+12", "worse", "another gauge", "The road is open.", "The dam holds.", "Claimed", "Refuted",
		"South", "North", "1 new paragraph, marked", "<del>What goes &amp; is &lt; 3.</del>",
		"162", "+12", "since no. 11", "+8%", "17:00",
		"Sources differ: 3,100 to 4,500", "+100", "about 4,500", "not to be compared with no. 11", "another gauge",
		"<p>What stays.</p>\n<div class=\"new\">", "What comes: <a href=\"#claim%3Aroad\">the road</a> <small class=\"status mark claimed\">claimed</small>",
		"a resident<sup class=\"cited\">[2]</sup></a>", "</div>",
		"since no. 11", "B: usually reliable; 3: possibly true", "Contradicts:", "The road is open.", "was claimed", "[1]", "[2]", "[3]", "completely reliable",
	)
	for _, never := range []string{"Jane", "<dt>Date</dt>", "<dt>Data as of</dt>"} {
		if strings.Contains(page, never) {
			t.Errorf("the page has %s", never)
		}
	}
}

// TestFirstReportKnowsNoLaterOne makes the first report's page with and without what came later.
func TestFirstReportKnowsNoLaterOne(t *testing.T) {
	archive := txtar.Parse([]byte(flood))
	files := openArchive(t, archive).files(loadTheme(t, nil))
	archive.Files = slices.DeleteFunc(archive.Files, func(f txtar.File) bool { return strings.Contains(f.Name, "/10.md") || strings.Contains(f.Name, "week") })
	alone := openArchive(t, archive).files(loadTheme(t, nil))
	page, _, _ := strings.Cut(made(t, pageNamed(t, files, "reports/2024/11/09.html")), "</article>")
	before, _, _ := strings.Cut(made(t, pageNamed(t, alone, "reports/2024/11/09.html")), "</article>")
	if page != before {
		t.Errorf("a later report changed\n%s\nto\n%s", before, page)
	}
}

func TestRollupGathers(t *testing.T) {
	wantInOrder(t, floodPage(t, flood, "reports/2024/11/11-week.html"),
		"Roll-up report", "covers", "From the reports of this period", "no. 11, 9 Nov 2024", "no. 12, 10 Nov 2024",
		"Deaths", "162", "Sources differ: 3,100 to 4,500", "The bridge is down.", "The road is open.", "The dam holds.", "Refuted",
		"9 November 2024, about 04:00 (UTC+2)", "somewhere in North", "Water rises",
	)
}

func TestEarlierVersion(t *testing.T) {
	d := openArchive(t, txtar.Parse([]byte(flood)))
	e := Files(d.site, loadTheme(t, nil), built, d.body, noMedia, nil, nil).(*files).editions[0].whole()
	r := e.site.Entry("2024/11/10", "en")
	former := *r.Report
	former.Was, former.Title = 1, "As it was"
	d.bodies[&former] = d.bodies[r.Report]
	r.Input.Report.Version = 3
	v := e.earlier(r, &former).(*Report)
	if v.Former == nil || v.Former.Text != "This is version 1 of 3." || v.Former.Current.Href != "../../../reports/2024/11/10.html" {
		t.Errorf("%+v", v.Former)
	}
	if !v.Frame.NoIndex || v.Title != "As it was" || v.Previous != nil || v.Changes == nil {
		t.Errorf("%+v", v)
	}
}

func TestEarlierPath(t *testing.T) {
	if got := site.EarlierURL("uk/reports/2024/11/10-x.html", 2); got != "uk/reports/2024/11/10-x.v2.html" {
		t.Error(got)
	}
}

func TestComparedBodies(t *testing.T) {
	body := func(text string) markdown.Body {
		b, _, _ := markdown.Convert("x.md", 1, []byte(text), nil)
		return b
	}
	for _, c := range []struct {
		before, now string
		fresh       int
		rewritten   bool
		dropped     string
	}{
		{"a\n\nb", "a\n\nb", 0, false, ""},
		{"a\n\nb", "b\n\na", 0, false, ""},
		{"a\n\nb", "a\n\nc", 1, false, "b"},
		{"# h\n\na", "# h\n\nb", 0, true, ""},
		{"a\n\n| x | y |\n|---|---|\n| 1 | 2 |", "a", 0, false, "x y 1 2"},
		{"a\n\n- one\n- *two* & <3", "a\n\nb", 1, false, "one two & <3"},
		{"", "a", 1, false, ""},
		{"a", "", 0, false, "a"},
	} {
		got := compared(body(c.now), body(c.before))
		if got.New != c.fresh || got.Rewritten != c.rewritten || strings.Join(got.Dropped, "|") != c.dropped {
			t.Errorf("%q after %q: %+v", c.now, c.before, got.TextChanges)
		}
	}
}

func TestSpans(t *testing.T) {
	m := loadTheme(t, nil).messages["en"]
	e := &edition{Messages: m}
	for _, c := range []struct{ from, to, want string }{
		{"2024-11-09", "2024-11-10", "9–10 November 2024"},
		{"2024-11-09T18:00+02:00", "2024-11-10T18:00+02:00", "9–10 November 2024"},
		{"2024-10-30", "2024-11-02", "30 October\u2009–\u20092 November 2024"},
		{"2023-12-30", "2024-01-02", "30 December 2023\u2009–\u20092 January 2024"},
		{"2024-11-09", "2024-11-09", "9 November 2024"},
		{"2024-11-09T06:00+02:00", "2024-11-09T18:00+02:00", "9 November 2024, 06:00–18:00 (UTC+2)"},
	} {
		var p report.Period
		p.From.UnmarshalScalar(c.from)
		p.To.UnmarshalScalar(c.to)
		s := e.span(p)
		if got := s.From.Words + s.Joint + s.To.Words; got != c.want {
			t.Errorf("%s to %s is %q, want %q", c.from, c.to, got, c.want)
		}
	}
}

func TestSizes(t *testing.T) {
	m := loadTheme(t, nil).messages["en"]
	for n, want := range map[int64]string{0: "0 B", 999: "999 B", 1000: "1.0 kB", 9960: "10 kB", 999_600: "1.0 MB", 3_400_000_000: "3.4 GB"} {
		if got := strings.ReplaceAll(m.size(n), "\u00a0", " "); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
}
