package lint

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"sitrep/generator/diag"
	"sitrep/generator/gazetteer"
	"sitrep/generator/report"
	"sitrep/generator/site"
	"sitrep/generator/source"
	"sitrep/generator/vocabulary"
)

// corpus is a site of good reports: four daily series of 30 reports each, with figures, claims, events and sources, one of them
// translated. now is the evening of the last day.
type corpus struct {
	texts map[string]string // by name: 2026/01/12-flood, or with its language: 2026/01/12-access-report-12.uk
	now   time.Time
}

const days = 30

func goodCorpus() corpus {
	c := corpus{map[string]string{}, time.Date(2026, 1, days, 20, 0, 0, 0, time.UTC)}
	for i := 1; i <= days; i++ {
		c.texts[flood(i)] = goodReport("flood", fmt.Sprintf("Flood: situation report %d", i), i)
		c.texts[clashes(i)] = goodReport("clashes", fmt.Sprintf("Clashes on the line, No. %d", i), i)
		c.texts[cholera(i)] = goodReport("cholera", "Cholera in the camps", i)
		c.texts[access(i)] = goodReport("access", fmt.Sprintf("Access update #%d – roads", i), i)
		c.texts[access(i)+".uk"] = fmt.Sprintf("---\ntitle: Доступ, день %d\n%s---\n\nТекст дня %d.\n", i, map[bool]string{true: "translates: 2\n"}[i%5 == 0], i)
	}
	return c
}

func flood(i int) string   { return fmt.Sprintf("2026/01/%02d-flood", i) }
func clashes(i int) string { return fmt.Sprintf("2026/01/%02d-clashes-no-%d", i, i) }
func cholera(i int) string { return fmt.Sprintf("2026/01/%02d-cholera", i) }
func access(i int) string  { return fmt.Sprintf("2026/01/%02d-access-report-%d", i, i) }

// goodReport is one of the corpus. Each kind of field is on a line of its own.
func goodReport(series, title string, i int) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	day := func(i int) string { return time.Date(2026, 1, i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly) }
	line("---\ntitle: %q\ndate: %s\nregions: [kharvan, north-bank]\ntopics: [%s]\nseries: %s", title, day(i), series, series)
	switch series {
	case "flood":
		line("number: %d\nperiod: {from: %sT18:00+02:00, to: %sT18:00+02:00}\ncutoff: %sT18:00+02:00\npublished: %sT19:00+02:00", i, day(i-1), day(i), day(i), day(i))
	case "clashes":
		line("number: %d\nperiod: {from: %s, to: %s}\ncutoff: %s", i, day(i), day(i), day(i))
	case "access":
		line("number: %d\nperiod: {from: %s, to: %s}\ncutoff: %s\npublished: %s", i, day(i-1), day(i), day(i), day(i))
		if i%5 == 0 {
			line("version: 2\nrevisions: [{version: 2, date: %s, kind: clarification, summary: Says which road.}]", day(i))
		}
	}
	if i < days || series != "cholera" {
		line("next: %sT23:00+02:00", day(i+1))
	}
	line("summary: %q\nhighlights:\n  - The first of day %d.\n  - The second of day %d.\nsources:", fmt.Sprintf("Day %d of %s.", i, series), i, i)
	line("  moh: {org: Ministry of Health, url: \"https://example.org/%d\", archived: \"https://archive.example/%d\"}", i, i)
	line("figures:")
	women, men := 200+i*7%30, 150+i*11%20
	line("  - {id: deaths, value: %d, place: kharvan, source: moh}", 40+3*i+i%3)
	line("  - {id: displaced, value: %d, place: kharvan, source: moh}", women+men)
	line("  - {id: women, value: %d, of: displaced, place: kharvan, source: moh}", women)
	line("  - {id: men, value: %d, of: displaced, place: kharvan, source: moh}", men)
	line("  - {id: shelters, value: %d, place: north-bank, source: moh}", 400+i*37%50)
	line("  - {id: cases, %s, place: kharvan, source: moh}", []string{"value: 0", "value: 7", "missing: not_reported"}[i%3])
	line("claims:\n  - {id: %s-road-%d, text: A road is open., by: Ministry of Health, source: moh, status: confirmed, basis: Seen by our own team.}", series, i)
	switch i % 6 {
	case 0:
		line("  - {id: %s-fire-%d, text: A depot burns., by: Harbour Authority, source: moh, status: unverified}", series, i)
	case 3:
		line("  - {id: %s-fire-%d, text: A depot burns., by: Harbour Authority, source: moh, status: confirmed, basis: \"Not verified at first; confirmed by pictures.\"}", series, i-3)
	default:
		line("  - {id: %s-boats-%d, text: Boats have come., by: Harbour Authority, source: moh, status: corroborated}", series, i)
	}
	line("events:\n  - {time: %sT08:00+02:00, title: Bridge closed, at: [49.991, 36.23], precision: 2}\n---\n", day(i))
	line("This is what the desk knows of day %d in the %s series, and it is a good deal more than twenty words long so that it counts as a text.", i, series)
	return b.String()
}

// sitemaker makes sites of corpora, and remembers what it has parsed.
type sitemaker struct {
	*testing.T
	desk   *site.Desk
	inputs map[string]*site.Input // by name and text

	lenient bool // faulty reports are left out
}

func newSitemaker(t *testing.T) *sitemaker {
	config, faults := site.ParseConfig("content/site.yaml", []byte("title: S\ntimezone: Europe/Kyiv\nlanguages: [en, uk]\n"))
	rows, more := gazetteer.ParseRegions("content/regions.yaml", []byte(places))
	regions, clashes := gazetteer.New(rows, "en", "uk")
	metrics, bad := site.ParseMetrics("content/figures.yaml", []byte(metrics))
	if faults = slices.Concat(faults, more, clashes, bad); len(faults) > 0 {
		t.Fatal(faults)
	}
	desk := &site.Desk{Config: config, Regions: regions, Topics: vocabulary.OpenTopics(), Words: site.Words{Metrics: metrics}}
	return &sitemaker{T: t, desk: desk, inputs: map[string]*site.Input{}}
}

// metrics and places are the words of the corpus.
const places = `
- {id: kharvan, name: Kharvan}
- {id: north-bank, name: North Bank}
- {id: kharvin, name: Kharvin}
- {id: kharvaan, name: Kharvaan}
- {id: khorvan, name: Khorvan}
- {id: north-bonk, name: North Bonk}
- {id: south-bank, name: South Bank}
`

const metrics = `
- {id: deaths, label: Deaths, unit: people, kind: cumulative}
- {id: displaced, label: Displaced, unit: people, kind: stock, breaks: [{from: 2026-01-20, note: A new register.}]}
- {id: women, label: Women, kind: stock}
- {id: men, label: Men, kind: stock}
- {id: shelters, label: Shelters, unit: places, kind: stock}
- {id: cases, label: Cases, unit: people, kind: flow}
`

// findings are those of a corpus, each as file:line rule.
func (m *sitemaker) findings(c corpus) []string {
	m.Helper()
	s := m.site(nil, c, &report.Page{Path: "about", File: "content/pages/about.md"})
	var found []string
	for _, f := range diag.Sorted(Check(nil, s, c.now, func(string) Absence { return 0 }).Findings) {
		found = append(found, fmt.Sprintf("%s:%d %s", strings.TrimSuffix(strings.TrimPrefix(f.File, "content/reports/"), ".md"), f.Pos.Line, f.Rule))
		if f.Text == "" || f.Hint == "" || f.Pos.Col == 0 {
			m.Errorf("a finding without text, hint or column: %+v", f)
		}
	}
	return found
}

// site is that of a corpus.
func (m *sitemaker) site(former *site.Site, c corpus, pages ...*report.Page) *site.Site {
	m.Helper()
	paths := map[string]bool{}
	for name := range c.texts {
		path, _, _ := strings.Cut(name, ".")
		paths[path] = true
	}
	var inputs []*site.Input
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		more, faults := m.parse(c, path)
		if len(faults) > 0 && !m.lenient {
			m.Fatalf("%s is not good: %v", path, faults)
		}
		inputs = append(inputs, more...)
	}
	var given []site.PageInput
	for _, p := range pages {
		given = append(given, site.PageInput{Page: p})
	}
	return site.New(former, m.desk, inputs, given)
}

// parse gives the report of a path with its translation; none of them when one has faults.
func (m *sitemaker) parse(c corpus, path string) ([]*site.Input, []diag.Finding) {
	m.Helper()
	bundle, key := source.Bundle{Path: path}, path
	for _, text := range []source.Text{{}, {Lang: "uk"}, {Version: 1}} {
		name := path + map[string]string{"uk": ".uk"}[text.Lang] + map[int]string{1: ".v1"}[text.Version]
		if data, there := c.texts[name]; there {
			key += "\x00" + data
			text.File = source.File{Path: "content/reports/" + name + ".md", Size: int64(len(data))}
			bundle.Texts = append(bundle.Texts, text)
		}
	}
	var inputs []*site.Input
	for i := range bundle.Texts {
		if in := m.inputs[fmt.Sprint(i, key)]; in != nil {
			inputs = append(inputs, in)
		}
	}
	if len(inputs) > 0 {
		return inputs, nil
	}
	parsed, err := report.Parse(bundle, func(f source.File) ([]byte, error) {
		return []byte(c.texts[strings.TrimSuffix(strings.TrimPrefix(f.Path, "content/reports/"), ".md")]), nil
	})
	if err != nil {
		m.Fatal(err)
	}
	for i := range parsed {
		r := &parsed[i].Report
		if len(r.Findings) > 0 {
			return nil, r.Findings
		}
		if r.Was > 0 {
			inputs[0].Earlier = append(inputs[0].Earlier, r)
			continue
		}
		in := &site.Input{Report: r, Topics: r.Topics}
		for _, name := range r.Regions {
			id, _, ok := m.desk.Regions.Resolve(name)
			if !ok {
				m.Fatalf("%s: no region %s", r.File, name)
			}
			in.Regions = append(in.Regions, id)
		}
		inputs = append(inputs, in)
	}
	for i, in := range inputs {
		m.inputs[fmt.Sprint(i, key)] = in
	}
	return inputs, nil
}

func TestGoodReportsHaveNoFindings(t *testing.T) {
	m, c := newSitemaker(t), goodCorpus()
	if found := m.findings(c); len(found) > 0 {
		t.Errorf("%d findings in good reports:\n%s", len(found), strings.Join(found, "\n"))
	}
	if len(c.texts) != 5*days {
		t.Errorf("%d texts", len(c.texts))
	}
}
