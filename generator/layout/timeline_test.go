package layout

import (
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// watch is a series with whatever makes comparing hard: a report that was retracted, an exercise, values that come and go, and a
// roll-up. Its events are known more or less exactly.
const watch = `
-- content/site.yaml --
title: Desk
timezone: UTC
languages: [en, uk]
-- content/regions.yaml --
- {id: north, name: North, names: {uk: Північ}}
-- content/topics.yaml --
- {id: flood, name: Flood, names: {uk: Повінь}}
-- content/figures.yaml --
- {id: deaths, label: Deaths, polarity: up_is_bad}
- {id: sheltered, label: Sheltered}
-- content/sources.yaml --
office: {org: Office}
press: {org: Press}
-- content/reports/2024/11/01.md --
---
title: The first
date: 2024-11-01
regions: [north]
topics: [flood]
series: watch
number: 1
figures:
  - {id: deaths, value: 2, source: office}
  - {id: sheltered, value: 100, estimate: about, source: office}
  - {id: sheltered, low: 150, high: 220, source: press}
  - {id: boats, value: 5, estimate: at_least, source: office}
  - {id: rafts, value: 8, estimate: about, source: office}
events:
  - {time: 2024-11-01T04:00+02:00, time_precision: hour, title: Water rises, place: north, precision: 3}
  - {time: 2024-11-01T05:10+02:00, title: The dam breaks, at: [50.1, 36.2], precision: 2}
  - {time: 2024-11-01, time_precision: day, title: Looters come}
  - {time: 2024-10-28, time_precision: week, title: Rain}
  - {time: 2024-10-28, time_precision: week, title: Hail}
  - {time: 2024-10-01, time_precision: month, title: Drought}
  - {time: 2024-10-31, time_precision: day, title: Overnight frost}
---
One.
-- content/reports/2024/11/01.uk.md --
---
title: Перший
---
Один.
-- content/reports/2024/11/02.md --
---
title: The second
date: 2024-11-02
regions: [north]
topics: [flood]
series: watch
number: 2
version: 2
revisions: [{version: 2, date: 2024-11-03, kind: correction, summary: Three and not four.}]
figures:
  - {id: deaths, value: 3, source: office}
  - {id: sheltered, missing: not_reported, source: office}
  - {id: sheltered, value: 1234567, source: press}
  - {id: boats, value: 9, estimate: at_least, source: office}
  - {id: rafts, value: 8, source: office}
---
Two.
-- content/reports/2024/11/03.md --
---
title: The wrong one
date: 2024-11-03
regions: [north]
topics: [flood]
series: watch
number: 3
status: retracted
retraction: {date: 2024-11-04, reason: It was wrong.}
figures: [{id: deaths, value: 99, source: office}]
---
Three.
-- content/reports/2024/11/04.md --
---
title: The drill
date: 2024-11-04
regions: [north]
topics: [flood]
series: watch
number: 4
exercise: true
figures: [{id: deaths, value: 500, source: office}]
---
Four.
-- content/reports/2024/11/05.md --
---
title: The fifth
date: 2024-11-05
regions: [north]
topics: [flood]
series: watch
number: 5
figures:
  - {id: deaths, value: 7, source: office}
  - {id: sheltered, value: 800, source: office}
---
Five.
-- content/reports/2024/11/06-week.md --
---
title: The week
date: 2024-11-06
regions: [north]
topics: [flood]
series: watch
type: rollup
period: {from: 2024-11-01, to: 2024-11-06}
---
In short.
-- content/reports/2024/11/07.md --
---
title: The seventh
date: 2024-11-07
regions: [north]
topics: [flood]
series: watch
number: 7
figures: [{id: deaths, value: 8, source: office}]
---
Seven.
-- content/reports/2024/11/08.md --
---
title: Another drill
date: 2024-11-08
regions: [north]
topics: [flood]
exercise: true
---
Eight.
`

// lacks wants none of some words in a page.
func lacks(t *testing.T, name, page string, words ...string) {
	t.Helper()
	for _, word := range words {
		if strings.Contains(page, word) {
			t.Errorf("%s has %s:\n%s", name, word, page)
		}
	}
}

// between is what stands in a page from one text to the next place of another.
func between(t *testing.T, page, from, to string) string {
	t.Helper()
	_, after, found := strings.Cut(page, from)
	part, _, ends := strings.Cut(after, to)
	if !found || !ends {
		t.Fatalf("nothing from %s to %s in\n%s", from, to, page)
	}
	return part
}

// TestTimelinesSayNoMoreThanIsKnown reads the same events on the pages of the report, its roll-up, its series and its region.
func TestTimelinesSayNoMoreThanIsKnown(t *testing.T) {
	for _, path := range []string{"reports/2024/11/01.html", "reports/2024/11/06-week.html", "series/watch.html", "regions/north.html"} {
		events := between(t, floodPage(t, watch, path), `<ol class="events">`, "</section>")
		for _, c := range []struct{ title, when, where string }{
			{"Water rises", ">about 04:00 (UTC+2)</time>", "<bdi>somewhere in North</bdi>"},
			{"The dam breaks", ">05:10 (UTC+2)</time>", "<bdi>in or near 50.1°N, 36.2°E</bdi>"},
			{"Overnight frost", ">31 October 2024</time>", ""},
			{"Drought", ">During October 2024</time>", ""},
		} {
			before, _, found := strings.Cut(events, ">"+c.title+"</bdi></p>")
			if said := before[strings.LastIndex(before, "<li>"):]; !found || !strings.Contains(said, c.when) || !strings.Contains(said, c.where) {
				t.Errorf("%s: of %s it says %q, want %s and %s", path, c.title, said, c.when, c.where)
			}
		}
		for heading, titles := range map[string][]string{
			"1 November 2024":                {"Water rises", "The dam breaks", "<li><p><bdi>Looters come</bdi></p>"},
			"In the week of 28 October 2024": {"<li><p><bdi>Rain</bdi></p>", "<li><p><bdi>Hail</bdi></p>"},
		} {
			group := between(t, events, ">"+heading+"</time></p>\n<ol>", "</ol></li>")
			for _, title := range titles {
				if !strings.Contains(group, title) {
					t.Errorf("%s: %s is not among what was on %s:\n%s", path, title, heading, group)
				}
			}
			lacks(t, path, strings.Replace(events, heading, "", 1), heading)
		}
		lacks(t, path, events, "during the day")
	}
}

// TestWhatChangedSinceTheLastThatStands looks past what was retracted, exercises and roll-ups.
func TestWhatChangedSinceTheLastThatStands(t *testing.T) {
	second := between(t, floodPage(t, watch, "reports/2024/11/02.html"), `<section class="changes"`, "</section>")
	wantInOrder(t, second, "no. 1", "Deaths", "3", "+1", "worse",
		"(<bdi>Office</bdi>) <bdi>about 100</bdi> <span class=\"to\">", "<bdi>Not reported</bdi></li>",
		"(<bdi>Press</bdi>) <bdi>150–220</bdi> <span class=\"to\">", "<bdi>1,234,567</bdi></li>",
		"<bdi>at least 5</bdi> <span class=\"to\">", "<bdi>at least 9</bdi></li>",
		"<bdi>about 8</bdi> <span class=\"to\">", "<bdi>8</bdi></li>")
	lacks(t, "the second report", second, "1,234,467", "+4")
	fifth := floodPage(t, watch, "reports/2024/11/05.html")
	wantInOrder(t, between(t, fifth, `<section class="changes"`, "</section>"), "no. 2", "Deaths", "7", "+4", "Not reported", "800")
	wantInOrder(t, between(t, fifth, `id="report_figures"`, "</section>"), "+4", "since no. 2")
	seventh := between(t, floodPage(t, watch, "reports/2024/11/07.html"), `<section class="changes"`, "</section>")
	wantInOrder(t, seventh, "no. 5", "Deaths", "8", "+1")
}

// TestRollupMakesNoRivals of values of different days, and is not compared with a report of one of them.
func TestRollupMakesNoRivals(t *testing.T) {
	page := floodPage(t, watch, "reports/2024/11/06-week.html")
	lacks(t, "the roll-up", page, "What changed", "All of it is new", "Sources differ")
	wantInOrder(t, between(t, page, `<h3>Figures</h3>`, `<h3>Timeline</h3>`),
		"Sheltered", "800", "as of", "5 November 2024", "1,234,567", "as of", "2 November 2024")
}

// TestNeighboursAreAllRealOrAllOfExercises in time and in the series.
func TestNeighboursAreAllRealOrAllOfExercises(t *testing.T) {
	neighbours := func(path string) string {
		return between(t, floodPage(t, watch, path), `<nav class="wrap" aria-label="Neighbours">`, "</nav>")
	}
	lacks(t, "the fifth report", neighbours("reports/2024/11/05.html"), "rill")
	lacks(t, "the seventh report", neighbours("reports/2024/11/07.html"), "rill")
	wantInOrder(t, neighbours("reports/2024/11/05.html"), "Previous in the series", "The wrong one", "Next in the series", "The week")
	drill := neighbours("reports/2024/11/08.html")
	wantInOrder(t, drill, "Previous report", "The drill")
	lacks(t, "the drill", drill, "The seventh")
}

// TestCorrectionsInAllLanguages lists the correction of a report that is not translated, in the words and language it has.
func TestCorrectionsInAllLanguages(t *testing.T) {
	files := openArchive(t, txtar.Parse([]byte(watch))).files(loadTheme(t, nil))
	has(t, "the corrections in Ukrainian", made(t, pageNamed(t, files, "uk/corrections.html")), `<bdi lang="en" dir="ltr">Three and not four.</bdi>`,
		`<a href="../reports/2024/11/02.html" hreflang="en"><bdi lang="en" dir="ltr">The second</bdi></a>`, `<span class="tongue" lang="en" dir="ltr">English</span>`)
	own := made(t, pageNamed(t, files, "corrections.html"))
	has(t, "the corrections", own, "<bdi>Three and not four.</bdi>", `<a href="reports/2024/11/02.html"><bdi>The second</bdi></a>`)
	lacks(t, "the corrections", own, `hreflang="en"><bdi`, `class="tongue"`)
	has(t, "the page in Ukrainian", made(t, pageNamed(t, files, "uk/reports/2024/11/01.html")), "31 жовтня 2024", `uk/corrections.html">`)
}
