package report

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sitrep/generator/diag"
	"sitrep/generator/source"
)

// text is one file of a bundle: its language and what stands in it.
type testText struct{ lang, text string }

// parse parses a bundle of the given texts.
func parse(t testing.TB, texts ...testText) []Parsed {
	t.Helper()
	b := source.Bundle{Path: "2024/11/10-x"}
	contents := map[string]string{}
	for _, x := range texts {
		name := "content/reports/2024/11/10-x.md"
		if x.lang != "" {
			name = "content/reports/2024/11/10-x." + x.lang + ".md"
		}
		contents[name] = x.text
		b.Texts = append(b.Texts, source.Text{Lang: x.lang, File: source.File{Path: name, Size: int64(len(x.text))}})
	}
	parsed, err := Parse(b, func(f source.File) ([]byte, error) { return []byte(contents[f.Path]), nil })
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

// lines prints findings one a line: 4:11 rule: text | hint.
func lines(findings []diag.Finding) string {
	var b strings.Builder
	for _, f := range diag.Sorted(findings) {
		b.WriteString(strings.TrimSuffix(finding(f), " | ") + "\n")
	}
	return b.String()
}

const typical = `---
title: "Situation update 1: ardenia, airstrike"
date: 2016-01-01T00:00:00Z
regions: [ardenia, ardenia-north, galvia]
topics:
  - airstrike
  - drone
  - missile
summary: "Local authorities reported damage to a substation during the reporting period."
sources:
  s1: {title: Relief Desk, url: "https://example.org/source/123"}
  s2: {title: Regional Monitor, url: "https://example.org/source/4567"}
---

`

// TestSampleSite reads the reports of the sample site without an error.
func TestSampleSite(t *testing.T) {
	var files []string
	for _, pattern := range []string{"*/*/*.md", "*/*/*/index*.md"} {
		found, err := filepath.Glob("../../content/reports/" + pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Count(filepath.Base(file), ".") > 1 {
			continue // a translation, which its original must complete
		}
		p := parse(t, testText{"", string(data)})[0]
		if diag.Failed(p.Findings) {
			t.Errorf("%s:\n%s", file, lines(p.Findings))
		}
	}
}

// rich adds a series, four figures and three claims to the typical header.
var rich = strings.Replace(typical, "sources:\n", "series: watch\nnumber: 4\nexercise: true\nfigures:\n"+
	strings.Repeat("  - {id: people-displaced, value: 6100, place: ulvandar, source: s1, as_of: 2026-03-05T17:00+02:00}\n", 4)+
	"claims:\n"+strings.Repeat("  - {id: watch-1, text: \"Two villages were evacuated.\", by: Relief Desk, source: s1, status: claimed}\n", 3)+"sources:\n", 1)

func BenchmarkHeader(b *testing.B) {
	for name, text := range map[string]string{"typical": typical, "rich": rich, "CRLF": strings.ReplaceAll(typical, "\n", "\r\n")} {
		b.Run(name, func(b *testing.B) {
			data := []byte(text)
			b.ReportAllocs()
			for b.Loop() {
				var h Header
				if _, text := readText("x.md", original, data, &h, nil); len(text.findings) > 0 {
					b.Fatal(text.findings)
				}
			}
		})
	}
}
