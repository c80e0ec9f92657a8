package lint

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

// seed is a fault put into the good corpus.
type seed struct {
	rule string
	into func(c *corpus) (at []string) // where it is to be found: name of the text, a tab, and what its line begins with
}

// change replaces a piece of a text. The fault is on the line that holds at, or the first line of the new piece where at is "".
func change(name, old, new, at string) func(*corpus) []string {
	return func(c *corpus) []string {
		if strings.Count(c.texts[name], old) != 1 || old == "" {
			panic(fmt.Sprintf("%s has %q %d times", name, old, strings.Count(c.texts[name], old)))
		}
		c.texts[name] = strings.Replace(c.texts[name], old, new, 1)
		if at == "" {
			at, _, _ = strings.Cut(new, "\n")
		}
		return []string{name + "\t" + at}
	}
}

// also makes further changes, in which nothing is to be found.
func also(first func(*corpus) []string, more ...func(*corpus) []string) func(*corpus) []string {
	return func(c *corpus) []string {
		at := first(c)
		for _, m := range more {
			m(c)
		}
		return at
	}
}

// both makes two changes with a fault in each.
func both(a, b func(*corpus) []string) func(*corpus) []string {
	return func(c *corpus) []string { return append(a(c), b(c)...) }
}

// rename gives a text another path, with its translation.
func rename(name, to, at string) func(*corpus) []string {
	return func(c *corpus) []string {
		for _, lang := range []string{"", ".uk"} {
			if text, there := c.texts[name+lang]; there {
				delete(c.texts, name+lang)
				c.texts[to+lang] = text
			}
		}
		return []string{to + "\t" + at}
	}
}

// drop takes texts away; the fault is in another one.
func drop(at string, names ...string) func(*corpus) []string {
	return func(c *corpus) []string {
		for _, name := range names {
			delete(c.texts, name)
			delete(c.texts, name+".uk")
		}
		return []string{at}
	}
}

// twice puts a copy of a text beside it, with another text and other old addresses.
func twice(name, at string) func(*corpus) []string {
	return func(c *corpus) []string {
		text := strings.ReplaceAll(c.texts[name], "This is what", "Here follows all that")
		c.texts[name+"-b"] = strings.Replace(text, "summary: \"", "summary: \"Once more. ", 1)
		return []string{name + "-b\t" + at}
	}
}

// figure is the line of a figure in a report of the corpus.
func figure(c map[string]string, name, id string) string {
	_, rest, _ := strings.Cut(c[name], "  - {id: "+id+", ")
	rest, _, _ = strings.Cut(rest, "\n")
	return "  - {id: " + id + ", " + rest
}

// refigure changes a figure: its value, and what is added to it.
func refigure(name, id, value, more string) func(*corpus) []string {
	return func(c *corpus) []string {
		old := figure(c.texts, name, id)
		_, rest, _ := strings.Cut(strings.TrimPrefix(old, "  - {id: "+id+", "), ",")
		new := "  - {id: " + id + ", " + value + "," + strings.TrimSuffix(rest, "}") + more + "}"
		return change(name, old, new, "")(c)
	}
}

func seeds() []seed {
	var all []seed
	add := func(rule string, into ...func(*corpus) []string) {
		for _, f := range into {
			all = append(all, seed{rule, f})
		}
	}
	add("series/number-repeated", twice(flood(12), "number: 12"), twice(flood(20), "number: 20"), twice(clashes(8), "number: 8"), twice(access(14), "number: 14"))
	add("series/number-gap",
		drop(flood(6)+"\tnumber: 6", flood(5)), drop(clashes(8)+"\tnumber: 8", clashes(7)), drop(access(9)+"\tnumber: 9", access(8)),
		drop(flood(15)+"\tnumber: 15", flood(13), flood(14)))
	add("series/number-title",
		change(flood(4), "report 4\"", "report 5\"", "title:"), change(clashes(9), "No. 9\"", "No. 8\"", "title:"),
		change(access(11), "#11 –", "#21 –", "title:"), change(cholera(3), "Cholera in the camps\"", "Cholera: sitrep 7\"\nnumber: 3", "title:"))
	add("series/number-path",
		rename(clashes(14), "2026/01/14-clashes-no-15", "number: 14"), rename(clashes(2), "2026/01/02-clashes-no-3-line", "number: 2"),
		rename(access(22), "2026/01/22-access-report-21", "number: 22"), rename(flood(7), "2026/01/07-flood-sitrep-17", "number: 7"))
	add("date/path",
		change(flood(4), "date: 2026-01-04", "date: 2026-01-05", ""), change(clashes(10), "date: 2026-01-10", "date: 2026-10-01", ""),
		change(access(7), "date: 2026-01-07", "date: 2025-01-07", ""), rename(cholera(4), "2026/02/cholera", "date: 2026-01-04"))
	add("period/gap",
		change(flood(4), "from: 2026-01-03T18:00", "from: 2026-01-03T20:00", "period:"), change(flood(9), "from: 2026-01-08T18:00", "from: 2026-01-09T06:00", "period:"),
		change(clashes(10), "from: 2026-01-10, to: 2026-01-10", "from: 2026-01-11, to: 2026-01-11", "period:"),
		also(change(access(13), "from: 2026-01-12, to: 2026-01-13", "from: 2026-01-14, to: 2026-01-14", "period:"), change(access(14), "from: 2026-01-13,", "from: 2026-01-14,", "period:")))
	add("period/overlap",
		change(flood(4), "from: 2026-01-03T18:00", "from: 2026-01-03T12:00", "period:"), change(flood(8), "from: 2026-01-07T18:00", "from: 2026-01-06T18:00", "period:"),
		change(clashes(10), "from: 2026-01-10,", "from: 2026-01-08,", "period:"), change(access(13), "from: 2026-01-12,", "from: 2026-01-10,", "period:"))
	add("time/cutoff",
		change(flood(3), "cutoff: 2026-01-03T18:00+02:00", "cutoff: 2026-01-03T18:30+02:00", ""), change(clashes(3), "cutoff: 2026-01-03", "cutoff: 2026-01-04T00:30+02:00", ""),
		change(clashes(days), "cutoff: 2026-01-30", "cutoff: 2026-01-31", ""),
		change(flood(5), "cutoff: 2026-01-05T18:00+02:00", "cutoff: 2026-01-06", ""))
	add("time/next-passed",
		change(flood(days), "next: 2026-01-31T23:00+02:00", "next: 2026-01-30T18:00+02:00", ""), change(clashes(days), "next: 2026-01-31T23:00+02:00", "next: 2026-01-29", ""),
		change(access(days), "next: 2026-01-31T23:00+02:00", "next: 2026-01-30T21:00+02:00", ""), change(cholera(days), "series: cholera", "series: cholera\nnext: 2026-01-29", "next:"))
	add("figure/falls",
		refigure(flood(6), "deaths", "value: 20", ""), refigure(clashes(12), "deaths", "value: 64", ""),
		refigure(cholera(20), "deaths", "low: 50, high: 70", ""), refigure(access(25), "deaths", "value: 1", ""))
	add("figure/parts",
		refigure(flood(6), "displaced", "value: 300", ", note: A recount"), refigure(clashes(12), "displaced", "low: 100, high: 301", ", note: A recount"),
		refigure(access(7), "displaced", "value: 299, estimate: about", ", note: A recount"),
		also(refigure(cholera(9), "displaced", "value: 401", ", note: A recount"), refigure(cholera(9), "women", "value: 300", ", note: A recount")))
	add("figure/jump",
		refigure(flood(10), "shelters", "value: 4120", ""), refigure(clashes(15), "shelters", "value: 42", ""),
		refigure(access(9), "deaths", "value: 671", ""), refigure(cholera(29), "cases", "value: 700", ""))
	add("figure/break-undeclared",
		refigure(flood(8), "shelters", "value: 411", ", unit: beds"), refigure(clashes(9), "deaths", "value: 69", ", unit: families"),
		refigure(cholera(days), "shelters", "value: 411", ", unit: rooms"), refigure(access(16), "cases", "value: 7", ", unit: beds"))
	add("figure/no-source",
		change(flood(8), "place: north-bank, source: moh}", "place: north-bank}", "  - {id: shelters"), change(clashes(9), "place: north-bank, source: moh}", "place: north-bank}", "  - {id: shelters"),
		change(cholera(10), "place: north-bank, source: moh}", "place: north-bank}", "  - {id: shelters"), change(access(11), "place: north-bank, source: moh}", "place: north-bank}", "  - {id: shelters"))
	add("figure/blank-zero",
		refigure(flood(9), "cases", "value: 0", ", note: Not reported by the camps"), refigure(clashes(8), "shelters", "value: 0", ""),
		refigure(cholera(12), "deaths", "value: 0", ""), refigure(access(3), "deaths", "value: 0", ", note: \"No data today, n/a\""))
	add("figure/corrected-reused",
		reused(flood, 8, "deaths", 69), reused(clashes, 12, "displaced", 390), reused(cholera, 20, "shelters", 455), reused(clashes, 13, "cases", 9))
	add("claim/stale",
		change(flood(9), "status: confirmed, basis: \"Not", "status: disputed, basis: \"Not", "  - {id: flood-fire-6"), change(clashes(7), "status: corroborated", "status: claimed", "  - {id: clashes-boats-7"),
		change(cholera(25), "status: corroborated", "status: doubtful", "  - {id: cholera-boats-25"), change(access(15), "status: confirmed, basis: \"Not", "status: unverified, basis: \"Not", "  - {id: access-fire-12"))
	add("claim/basis",
		change(flood(4), "Seen by our own team.", "Could not be independently verified.", "  - {id: flood-road-4"), change(clashes(5), "Seen by our own team.", "Remains unconfirmed.", "  - {id: clashes-road-5"),
		change(cholera(28), "status: corroborated}", "status: refuted}", "  - {id: cholera-boats-28"), change(access(2), "source: moh, status: confirmed, basis: Seen by our own team.}", "status: confirmed}", "  - {id: access-road-2"))
	add("claim/spelling",
		change(flood(4), "by: Ministry of Health", "by: Ministry of Heath", "  - {id: flood-road-4"), change(clashes(5), "by: Ministry of Health", "by: ministry of health", "  - {id: clashes-road-5"),
		change(cholera(9), "by: Harbour Authority", "by: Harbor Authority", "  - {id: cholera-fire-6"), change(access(8), "by: Harbour Authority", "by: Hárbour-Authority", "  - {id: access-boats-8"))
	add("place/spelling",
		change(flood(4), "regions: [kharvan,", "regions: [kharvin,", ""), change(clashes(5), "regions: [kharvan,", "regions: [Kharvaan,", ""),
		change(cholera(6), "regions: [kharvan, north-bank]", "regions: [khorvan, north-bank]", ""), change(access(7), "north-bank]", "North Bonk]", "regions: [kharvan, North Bonk]"))
	add("report/highlights",
		change(flood(2), "  - The second of day 2.\n", "", "highlights:"), change(clashes(3), "  - The second of day 3.\n", "  - B.\n  - C.\n  - D.\n  - E.\n  - F.\n", "highlights:"),
		change(cholera(4), "  - The first of day 4.\n", "", "highlights:"), change(access(5)+".uk", "---\n\n", "highlights: [Єдина.]\n---\n\n", "highlights:"))
	add("report/near-duplicate",
		change(flood(4), "of day 4 in the", "of day 3 in the", "title:"), change(access(12), "of day 12 in the", "of day 11 in the", "title:"),
		copied(cholera, 9), copied(cholera, 21))
	add("source/unarchived",
		change(flood(4), ", archived: \"https://archive.example/4\"", "", "  moh:"), change(clashes(22), ", archived: \"https://archive.example/22\"", "", "  moh:"),
		change(cholera(23), ", archived: \"https://archive.example/23\"", "", "  moh:"), change(access(1), ", archived: \"https://archive.example/1\"", "", "  moh:"))
	add("translation/behind",
		change(access(5)+".uk", "translates: 2", "translates: 1", ""), change(access(10)+".uk", "translates: 2\n", "", "title:"),
		behind(7, "title:"), behind(8, "title:"))
	add("coordinates/precise",
		change(flood(4), "at: [49.991,", "at: [49.99137,", "  - {time:"), change(clashes(5), "36.23]", "36.23018]", "  - {time:"),
		change(cholera(6), "at: [49.991, 36.23]", "at: [-0.0001, 36.23]", "  - {time:"), change(access(7), "at: [49.991,", "at: [49.9914,", "  - {time:"))
	add("supersedes/cycle",
		both(supersede(flood(4), flood(5)), supersede(flood(5), flood(4))), supersede(cholera(4), cholera(4)),
		both(both(supersede(cholera(7), cholera(8)), supersede(cholera(8), cholera(9))), supersede(cholera(9), cholera(7))), both(supersede(access(4), clashes(5)), supersede(clashes(5), access(4))))
	add("alias/taken",
		alias(flood(4), "reports/2026/01/03-flood.html"), alias(clashes(5), "about.html"), alias(access(6), "uk/topics/access.html"),
		also(alias(flood(8), "old/8.html"), alias(clashes(5), "old/8.html")), alias(cholera(2), "index.html"))
	return all
}

func alias(name, address string) func(*corpus) []string {
	return change(name, "\nseries: ", "\naliases: ["+address+"]\nseries: ", "aliases:")
}

func supersede(name, other string) func(*corpus) []string {
	return change(name, "\nseries: ", "\nsupersedes: ["+other+"]\nseries: ", "supersedes:")
}

// reused gives a report a figure that the one before it had until it was corrected.
func reused(of func(int) string, i int, id string, value int) func(*corpus) []string {
	return func(c *corpus) []string {
		at := refigure(of(i), id, fmt.Sprintf("value: %d", value), "")(c)
		before := of(i - 1)
		if id == "cases" {
			refigure(before, id, "value: 0", "")(c)
		}
		kept := corpus{texts: map[string]string{before: c.texts[before]}}
		refigure(before, id, fmt.Sprintf("value: %d", value), "")(&kept)
		c.texts[before+".v1"] = kept.texts[before]
		if !strings.Contains(c.texts[before], "\nversion:") {
			change(before, "\nseries: ", "\nversion: 2\nrevisions: [{version: 2, date: 2026-01-29, kind: correction, summary: A number.}]\nseries: ", "version:")(c)
		}
		return at
	}
}

// copied gives a report title, summary and figures of the one before it.
func copied(of func(int) string, i int) func(*corpus) []string {
	return func(c *corpus) []string {
		cut := func(text string) (before, block, after string) {
			before, rest, _ := strings.Cut(text, "figures:\n")
			block, after, _ = strings.Cut(rest, "claims:\n")
			return before + "figures:\n", block, "claims:\n" + after
		}
		before, _, after := cut(strings.ReplaceAll(c.texts[of(i)], fmt.Sprintf("Day %d of", i), fmt.Sprintf("Day %d of", i-1)))
		_, block, _ := cut(c.texts[of(i-1)])
		c.texts[of(i)] = before + block + after
		return []string{of(i) + "\ttitle:"}
	}
}

// behind gives the original of a translation a second version.
func behind(i int, at string) func(*corpus) []string {
	return func(c *corpus) []string {
		change(access(i), "\nseries: ", "\nversion: 2\nrevisions: [{version: 2, date: 2026-01-09, kind: addition, summary: A road.}]\nseries: ", "version:")(c)
		return []string{access(i) + ".uk\t" + at}
	}
}

func TestSeededFaults(t *testing.T) {
	m, good := newSitemaker(t), goodCorpus()
	count := map[string]int{}
	for i, s := range seeds() {
		c := corpus{maps.Clone(good.texts), good.now}
		var want []string
		for _, at := range s.into(&c) {
			name, start, _ := strings.Cut(at, "\t")
			want = append(want, fmt.Sprintf("%s:%d %s", name, lineOf(c.texts[name], start), s.rule))
		}
		slices.Sort(want)
		if got := m.findings(c); !slices.Equal(slices.Sorted(slices.Values(got)), want) {
			t.Errorf("seed %d of %s:\n got %q\nwant %q", i, s.rule, got, want)
		}
		count[s.rule]++
	}
	for _, r := range Rules() {
		elsewhere := slices.Contains(textRules, r) || strings.HasPrefix(r.ID, "silence/") || r.ID == "reference/unknown"
		if !elsewhere && count[r.ID] < 4 {
			t.Errorf("%s: %d seeds", r.ID, count[r.ID])
		}
	}
}

func lineOf(text, start string) int {
	for i, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, start) {
			return i + 1
		}
	}
	return 0
}

// TestTimeAlone holds that a finding comes by itself: a week after the last report its sources ask for copies, and the next are due.
func TestTimeAlone(t *testing.T) {
	m, c := newSitemaker(t), goodCorpus()
	change(flood(days), ", archived: \"https://archive.example/30\"", "", "")(&c)
	if got := m.findings(c); len(got) > 0 {
		t.Errorf("before: %q", got)
	}
	c.now = c.now.Add(7 * 24 * time.Hour)
	want := []string{access(days) + ":13 time/next-passed", clashes(days) + ":10 time/next-passed", flood(days) + ":11 time/next-passed", flood(days) + ":17 source/unarchived"}
	if got := m.findings(c); !slices.Equal(got, want) {
		t.Errorf("after:\n got %q\nwant %q", got, want)
	}
}
