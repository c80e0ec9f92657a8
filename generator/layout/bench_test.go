package layout

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sitrep/generator/gazetteer"
	"sitrep/generator/markdown"
	"sitrep/generator/report"
	"sitrep/generator/site"
	"sitrep/generator/source"
	"sitrep/generator/vocabulary"
)

// generated is a site of n reports over some years, in a hierarchy of regions and topics, each with what a daily report has.
func generated(t testing.TB, n int) desk {
	t.Helper()
	d := desk{bodies: map[*report.Report]markdown.Body{}}
	inputs := make([]*site.Input, n)
	for i := range inputs {
		inputs[i] = d.generate(i, day(i*3/2))
	}
	d.assemble(t, inputs)
	return d
}

func day(i int) time.Time { return time.Date(2016, 1, 1+i/8, 0, 0, 0, 0, time.UTC) }

// generate makes the i-th report.
func (d desk) generate(i int, on time.Time) *site.Input {
	text := fmt.Sprintf("Shelling went on in the north, the **regional office** says. See [the day before](report:%s) and [Kharkiv](region:r%d).\n\n## Access\n\nThe road is open.\n\n## Needs\n\n| What | Where |\n|---|---|\n| Water | North |\n", reportPath(max(0, i-1), on), i%40)
	body, facts, _ := markdown.Convert("x.md", 1, []byte(text), nil)
	r := &report.Report{}
	*r = blank()
	r.Path, r.File, r.Text = reportPath(i, on), "content/reports/"+reportPath(i, on)+".md", facts
	copy(r.BodySum[:], fmt.Sprintf("%016d", i))
	r.Title = fmt.Sprintf("Region %d: daily situation report & outlook, no. %d", i%40, i)
	r.Date = report.Moment{Unix: on.Unix(), Given: true}
	r.Summary = "Fighting continued along the line of contact. Two hospitals reported damage, and one in three households has no water."
	r.Series, r.Number = fmt.Sprintf("daily-%d", i%9), i/9+1
	r.Sources = []report.Source{{Key: "office", Org: "Regional office", URL: "https://example.org/report/1"}, {Key: "witness", Label: "a resident", Org: "Jane Doe", Protected: true}}
	d.bodies[r] = body
	return &site.Input{
		Report: r, Regions: []string{fmt.Sprintf("r%d", i%40), fmt.Sprintf("r%d-%d", i%40, i%7)}, Topics: []string{fmt.Sprintf("t%d", i%12), fmt.Sprintf("t%d", (i+5)%12)},
	}
}

// blank is a report as parsing leaves it, with nothing in it.
var blank = sync.OnceValue(func() report.Report {
	text := source.Text{File: source.File{Path: "content/reports/x.md"}}
	parsed, err := report.Parse(source.Bundle{Path: "x", Texts: []source.Text{text}}, func(source.File) ([]byte, error) {
		return []byte("---\ntitle: A blank report\ndate: 2020-01-01\nregions: [x]\ntopics: [x]\n---\n"), nil
	})
	if err != nil {
		panic(err)
	}
	return parsed[0].Report
})

func reportPath(i int, on time.Time) string {
	return on.Format("2006/01/02") + fmt.Sprintf("-report-%d", i)
}

// assemble makes the site of the reports.
func (d *desk) assemble(t testing.TB, inputs []*site.Input) {
	t.Helper()
	config, findings := site.ParseConfig("content/site.yaml", []byte("title: Desk\ntimezone: UTC\nbase_url: https://example.org/\n"))
	failOn(t, findings)
	var regionRows, topicRows strings.Builder
	for i := range 40 {
		fmt.Fprintf(&regionRows, "- {id: r%d, name: Region %d}\n", i, i)
		for j := range 7 {
			fmt.Fprintf(&regionRows, "- {id: r%d-%d, name: District %d of %d, parent: r%d}\n", i, j, j, i, i)
		}
	}
	for i := range 12 {
		fmt.Fprintf(&topicRows, "- {id: t%d, name: Topic %d, definition: What it is.}\n", i, i)
	}
	rows, findings := gazetteer.ParseRegions("content/regions.yaml", []byte(regionRows.String()))
	failOn(t, findings)
	regions, findings := gazetteer.New(rows)
	failOn(t, findings)
	topics, findings := vocabulary.ParseTopics("content/topics.yaml", []byte(topicRows.String()))
	failOn(t, findings)
	inputs = slices.SortedFunc(slices.Values(inputs), func(a, b *site.Input) int { return strings.Compare(a.Path, b.Path) })
	d.site = site.New(nil, &site.Desk{Config: config, Regions: regions, Topics: topics}, inputs, nil)
}

func noMedia(source.File) ([]byte, error) { return nil, nil }

// BenchmarkKeys is a build in which nothing changed: views and keys of all pages of 10,000 reports.
func BenchmarkKeys(b *testing.B) {
	d, th := generated(b, 10000), loadTheme(b, nil)
	b.ReportAllocs()
	for b.Loop() {
		files := Files(d.site, th, built, d.body, noMedia, nil, nil).All()
		each(len(files), func(i int) { files[i].Key() })
		b.ReportMetric(float64(len(files)), "files")
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/10000, "µs/report")
}

// BenchmarkPages makes every page of 10,000 reports, keys included, on one goroutine.
func BenchmarkPages(b *testing.B) {
	d, th := generated(b, 10000), loadTheme(b, nil)
	var out bytes.Buffer
	for b.Loop() {
		for _, f := range Files(d.site, th, built, d.body, noMedia, nil, nil).All() {
			out.Reset()
			check(b, f.Make(&out))
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/10000, "µs/report")
}

// BenchmarkReport makes the page of a report.
func BenchmarkReport(b *testing.B) { benchmarkPage(b, "reports/2017/") }

// BenchmarkList makes the page of a month of a term.
func BenchmarkList(b *testing.B) { benchmarkPage(b, "topics/t1/2017") }

// BenchmarkDay makes the page of a day.
func BenchmarkDay(b *testing.B) { benchmarkPage(b, "dates/2017/02-1") }

func benchmarkPage(b *testing.B, prefix string) {
	d, th := generated(b, 10000), loadTheme(b, nil)
	var out bytes.Buffer
	for _, f := range Files(d.site, th, built, d.body, noMedia, nil, nil).All() {
		if strings.HasPrefix(f.Path, prefix) {
			b.ReportAllocs()
			for b.Loop() {
				out.Reset()
				check(b, f.Make(&out))
			}
			b.SetBytes(int64(out.Len()))
			return
		}
	}
	b.Fatal("no such page")
}

// BenchmarkReportView makes a report's view and its key.
func BenchmarkReportView(b *testing.B) {
	d, th := generated(b, 10000), loadTheme(b, nil)
	e := Files(d.site, th, built, d.body, noMedia, nil, nil).(*files).editions[0].whole()
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		i++
		th.key("report.html", e.report(e.tree.Entries[i%10000]))
	}
}

// BenchmarkEntry makes an entry's view and sum.
func BenchmarkEntry(b *testing.B) {
	d, th := generated(b, 10000), loadTheme(b, nil)
	e := Files(d.site, th, built, d.body, noMedia, nil, nil).(*files).editions[0].whole()
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		i++
		th.key("partials/entry.html", e.entry(e.tree.Entries[i%10000]))
	}
}
