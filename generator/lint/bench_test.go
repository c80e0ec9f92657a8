package lint

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"sitrep/generator/gazetteer"
	"sitrep/generator/report"
	"sitrep/generator/site"
	"sitrep/generator/source"
	"sitrep/generator/vocabulary"
)

// BenchmarkCheck judges a site of 20,000 reports: of four fields each, and with a series, six figures, two claims and an event each.
func BenchmarkCheck(b *testing.B) {
	for _, kind := range []struct {
		name string
		text func(i int) string
	}{
		{"plain", func(i int) string {
			return fmt.Sprintf("---\ntitle: Report %d\ndate: %s\nregions: [ua-63]\ntopics: [flood]\n---\n\nText.\n", i, benchDay(i))
		}},
		{"rich", func(i int) string { return goodReport("flood", "Flood", i) }},
	} {
		b.Run(kind.name, func(b *testing.B) {
			s := benchSite(b, 20000, kind.text)
			b.ReportAllocs()
			for b.Loop() {
				Check(nil, s, time.Unix(0, 0), func(string) Absence { return 0 })
			}
		})
	}
}

func benchDay(i int) string {
	return time.Date(2026, 1, i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

func benchSite(b *testing.B, n int, text func(i int) string) *site.Site {
	b.Helper()
	inputs := make([]*site.Input, n)
	for i := range n {
		path, data := time.Date(2026, 1, 1+i, 0, 0, 0, 0, time.UTC).Format("2006/01/02-x"), []byte(text(i+1))
		parsed, err := report.Parse(source.Bundle{Path: path, Texts: []source.Text{{File: source.File{Path: "content/reports/" + path + ".md", Size: int64(len(data))}}}},
			func(source.File) ([]byte, error) { return data, nil })
		if err != nil || len(parsed[0].Findings) > 0 {
			b.Fatal(err, parsed[0].Findings)
		}
		inputs[i] = &site.Input{Report: &parsed[0].Report, Regions: []string{"ua-63"}, Topics: []string{"flood"}}
	}
	config, faults := site.ParseConfig("content/site.yaml", []byte("title: S\ntimezone: UTC\n"))
	rows, more := gazetteer.ParseRegions("content/regions.yaml", []byte(places))
	regions, clashes := gazetteer.New(rows)
	known, bad := site.ParseMetrics("content/figures.yaml", []byte(metrics))
	if faults = slices.Concat(faults, more, clashes, bad); len(faults) > 0 {
		b.Fatal(faults)
	}
	return site.New(nil, &site.Desk{Config: config, Regions: regions, Topics: vocabulary.OpenTopics(), Words: site.Words{Metrics: known}}, inputs, nil)
}

// BenchmarkCheckAgain judges the rich site after one report of it has changed.
func BenchmarkCheckAgain(b *testing.B) {
	s := benchSite(b, 20000, func(i int) string {
		return goodReport(fmt.Sprintf("flood-%d", i%400), "Flood", i)
	})
	absent := func(string) Absence { return 0 }
	k := Check(nil, s, time.Unix(0, 0), absent)
	var inputs []*site.Input
	for _, e := range slices.SortedFunc(slices.Values(s.Trees[0].Entries), func(a, b *site.Entry) int { return strings.Compare(a.Path, b.Path) }) {
		inputs = append(inputs, e.Input)
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		other := *inputs[i*1777%len(inputs)]
		inputs[i*1777%len(inputs)] = &other
		s = site.New(s, s.Desk, inputs, nil)
		b.StartTimer()
		k = Check(k, s, time.Unix(0, 0), absent)
	}
}
