package generator_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// everythingOn is a site that has switched on all that it can make for others, and all that helps to find it.
const everythingOn = `title: Newsroom
timezone: UTC
base_url: https://newsroom.example/
publisher: Newsroom
licence: CC BY 4.0
data: {markdown: on, text: on, bibtex: on, csl: on, edxl: on}
hxl: true
reliefweb: {sources: [1], countries: {ardenia: 2}, languages: {en: 267, uk: 9}, themes: {health: 3}}
digest: {every: day, from: Newsroom <desk@newsroom.example>}
feed_hub: https://hub.example/
news_sitemap: true
offline: true
hosts: [netlify, cloudflare-pages]
series:
  daily: {name: Daily, cadence: daily}
`

// told are the lines of a header that put a report into everything that a site makes: figures, a claim, events and what is due.
func (n *newsroom) told(i int, claim string) string {
	day := strings.ReplaceAll(n.day(i), "/", "-")
	return fmt.Sprintf(`tlp: clear
incidents: [FL-%s-ARD]
next: %s
sources: {radio: {org: Radio Ardenia, grade: C}}
figures:
  - {id: level, value: %d, place: province-%d, source: radio}
  - {id: homes, value: %d, source: radio}
claims: [{id: %[6]s, text: The bridge is gone, by: Radio Ardenia, source: radio, status: claimed, place: ardenia}]
events:
  - {time: %[2]s, title: The river rises at mark %[3]d, place: province-%[4]d, source: radio, claim: %[6]s}
  - {time: %[2]s, title: A boat sinks, at: [48.1, 30.2], precision: 2}
`, day[:4], day, (i+900)%900, (i+900)%6, i+900, claim)
}

// moving is a report that comes to an archive of so many reports.
type moving struct {
	name   string
	day    int    // that of the archive's report of this number
	belong string // its region, and those above; its topic
	header string
}

func comings(count int) []moving {
	return []moving{
		{"at the end", count + 30, "town-2-2 province-2 ardenia flood", ""},
		{"on the last day", count - 1, "town-2-2 province-2 ardenia flood", ""},
		{"in the middle", count / 2, "town-2-2 province-2 ardenia flood", ""},
		{"at the beginning", -300, "town-2-2 province-2 ardenia flood", ""},
		{"at the end of a series", count + 30, "town-2-2 province-2 ardenia flood", fmt.Sprintf("series: daily\nnumber: %d\n", count/5+1)},
		{"within a series", count / 2, "town-2-2 province-2 ardenia flood", fmt.Sprintf("series: daily\nnumber: %d\n", count/10)},
		{"of a country", count + 30, "ardenia power", ""},
		{"of a new region", count + 30, "islet province-3 ardenia flood", ""},
	}
}

// TestOneReportMovesLittleOfEverything holds the law with everything on: one new report changes at most 40 files, and 8 for each of its
// regions and those above them, its topics, and the pairs of these. What it states is listed in all languages of the site: each
// further language has pages of its figures, claims and actors, too.
func TestOneReportMovesLittleOfEverything(t *testing.T) {
	const count, further = 1300, 20
	for _, languages := range [][]string{{"en"}, {"en", "uk"}} {
		t.Run(strings.Join(languages, " and "), func(t *testing.T) {
			n := newNewsroom(t)
			on := everythingOn
			if len(languages) == 1 {
				on = strings.Replace(on, ", uk: 9", "", 1) // ReliefWeb's numbers are for languages of the site
			}
			n.write("content/site.yaml", on+"languages: ["+strings.Join(languages, ", ")+"]\n")
			at := n.archiveThatSays(count, func(i int) string { return n.told(i, fmt.Sprintf("claim-%d", i/3)) })
			if len(languages) > 1 {
				for i := 0; i < count; i += 4 { // those about floods
					n.translate(strings.TrimSuffix(at(i), ".md"))
				}
			}
			if result := n.publish(); result.Failed || result.Reports < count {
				t.Fatal(result.Reports, result.Findings)
			}
			n.hasEverything()
			for _, c := range comings(count) {
				t.Run(c.name, func(t *testing.T) {
					n.t = t
					n.comesAndGoes(c, 40+further*(len(languages)-1))
				})
			}
			t.Run("edited", func(t *testing.T) {
				n.t = t
				for _, i := range []int{0, count / 2, count - 1} {
					n.edited(at(i), 30)
				}
			})
			if len(languages) > 1 {
				t.Run("translated", func(t *testing.T) {
					n.t = t
					n.translated(comings(count)[0], 40+further)
				})
			}
		})
	}
}

// comesAndGoes holds that a new report moves no more than so many files and 8 for each of its indexes, and its going no more than that.
func (n *newsroom) comesAndGoes(c moving, limit int) {
	n.t.Helper()
	ids := strings.Fields(c.belong)
	file := "content/reports/" + n.day(c.day) + "-new.md"
	n.write(file, filed(n.day(c.day), "The new one", ids[0], ids[len(ids)-1], c.header+n.told(c.day, "claim-new")))
	moved := n.moves(c.name)
	if limit += 8 * n.belongs(ids); moved > limit {
		n.t.Errorf("%d files written or removed, more than %d: %q, %q", moved, limit, n.dest.Result.Written, n.dest.Result.Removed)
	}
	if err := os.Remove(n.path(file)); err != nil {
		n.t.Fatal(err)
	}
	if back := n.moves("taking it away again"); back > limit {
		n.t.Errorf("%d files written or removed when it was taken away, more than %d", back, limit)
	}
}

// translate writes the translation of a report.
func (n *newsroom) translate(report string) {
	n.t.Helper()
	n.write(report+".uk.md", "---\ntitle: Звіт про повінь\nsummary: Коротко.\n---\n\nВода.\n")
}

// translated holds that a new report in two languages moves no more than so many files and 8 for each of its indexes in each language.
func (n *newsroom) translated(c moving, limit int) {
	n.t.Helper()
	report := "content/reports/" + n.day(c.day) + "-new"
	ids := strings.Fields(c.belong)
	n.write(report+".md", filed(n.day(c.day), "The new one", ids[0], ids[len(ids)-1], c.header+n.told(c.day, "claim-new")))
	n.translate(report)
	moved := n.moves(c.name + ", in two languages")
	if limit += 8 * 2 * n.belongs(ids); moved > limit {
		n.t.Errorf("%d files written or removed, more than %d: %q, %q", moved, limit, n.dest.Result.Written, n.dest.Result.Removed)
	}
}

// edited holds that a change of a report's text moves no more than so many files.
func (n *newsroom) edited(file string, limit int) {
	n.t.Helper()
	data, err := os.ReadFile(n.path(file))
	if err != nil {
		n.t.Fatal(err)
	}
	n.write(file, string(data)+"\nAnd then it fell.\n")
	if moved := n.moves("editing a body"); moved > limit {
		n.t.Errorf("%d files written or removed, more than %d: %q, %q", moved, limit, n.dest.Result.Written, n.dest.Result.Removed)
	}
}

// hasEverything holds that the site has each kind of file that can be switched on.
func (n *newsroom) hasEverything() {
	n.t.Helper()
	missing := []string{".html", ".json", ".md", ".txt", ".bib", ".csl.json", ".edxl.xml", ".reliefweb.json", ".geojson", ".ics", ".csv", ".atom", ".feed.json", ".eml", ".js", "sitemap.xml", "_headers"}
	for _, e := range n.dest.Tree.Manifest().Entries {
		missing = slices.DeleteFunc(missing, func(ending string) bool { return strings.HasSuffix(e.Path, ending) })
	}
	if len(missing) > 0 {
		n.t.Errorf("there is no %q", missing)
	}
}
