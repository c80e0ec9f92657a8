package layout

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"sitrep/generator/diag"
	"sitrep/generator/gazetteer"
	"sitrep/generator/markdown"
	"sitrep/generator/output"
	"sitrep/generator/report"
	"sitrep/generator/site"
	"sitrep/generator/source"
	"sitrep/generator/vocabulary"
	"sitrep/layouts"
)

// desk is a site for tests, with what makes its files.
type desk struct {
	site   *site.Site
	bodies map[*report.Report]markdown.Body
	tree   *source.Tree
}

// built is when the sites of these tests are built.
var built = time.Date(2025, 2, 10, 12, 0, 0, 0, time.UTC)

func (d desk) body(r *report.Report) (markdown.Body, error) { return d.bodies[r], nil }

func (d desk) files(th *Theme) []output.File {
	return Files(d.site, th, built, d.body, d.tree.Read, nil, nil).All()
}

// openArchive makes the site that the files of a text archive are the sources of.
func openArchive(t testing.TB, archive *txtar.Archive) desk {
	t.Helper()
	dir := t.TempDir()
	for _, f := range archive.Files {
		if !strings.HasPrefix(f.Name, "content/") {
			continue
		}
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		check(t, os.MkdirAll(filepath.Dir(name), 0o755))
		check(t, os.WriteFile(name, f.Data, 0o644))
	}
	return openSite(t, dir)
}

func openSite(t testing.TB, dir string) desk {
	t.Helper()
	tree, err := source.Open(dir)
	check(t, err)
	t.Cleanup(func() { tree.Close() })
	snapshot, _, err := tree.Scan(source.Seen{}, nil)
	check(t, err)
	failOn(t, snapshot.Findings)

	d := desk{tree: tree, bodies: map[*report.Report]markdown.Body{}}
	texts := map[string][]byte{}
	for _, f := range snapshot.Content {
		texts[filepath.Base(f.Path)], err = tree.Read(f)
		check(t, err)
	}
	config, findings := site.ParseConfig("content/site.yaml", texts["site.yaml"])
	failOn(t, findings)
	rows, findings := gazetteer.ParseRegions("content/regions.yaml", texts["regions.yaml"])
	failOn(t, findings)
	regions, findings := gazetteer.New(rows, config.Languages...)
	failOn(t, findings)
	topics, findings := vocabulary.ParseTopics("content/topics.yaml", texts["topics.yaml"])
	failOn(t, findings)

	var reports []*site.Input
	for _, bundle := range snapshot.Reports {
		parsed, err := report.Parse(*bundle, tree.Read)
		check(t, err)
		for i := range parsed {
			r := &parsed[i].Report
			failOn(t, r.Findings)
			d.bodies[r] = parsed[i].Body
			if r.Was > 0 {
				for _, in := range reports {
					if in.Path == r.Path && in.Report.Lang == r.Lang {
						in.Earlier = append(in.Earlier, r)
					}
				}
				continue
			}
			in := &site.Input{Report: r, Files: bundle.Files}
			for _, name := range r.Regions {
				id, _, ok := regions.Resolve(name)
				if !ok {
					t.Fatalf("no region %q", name)
				}
				in.Regions = append(in.Regions, id)
			}
			for _, name := range r.Topics {
				topic, _, ok := topics.Resolve(name)
				if !ok {
					t.Fatalf("no topic %q", name)
				}
				in.Topics = append(in.Topics, topic.ID)
			}
			reports = append(reports, in)
		}
	}
	var pages []site.PageInput
	for _, bundle := range snapshot.Pages {
		parsed, err := report.ParsePage(*bundle, tree.Read)
		check(t, err)
		for i := range parsed {
			failOn(t, parsed[i].Findings)
			pages = append(pages, site.PageInput{Page: &parsed[i], Files: bundle.Files})
		}
	}
	var more [3][]diag.Finding
	var words site.Words
	words.Metrics, more[0] = site.ParseMetrics("content/figures.yaml", texts["figures.yaml"])
	words.Actors, more[1] = site.ParseActors("content/actors.yaml", texts["actors.yaml"])
	words.Sources, more[2] = site.ParseSources("content/sources.yaml", texts["sources.yaml"])
	failOn(t, slices.Concat(more[:]...))
	d.site = site.New(nil, &site.Desk{
		Config: config, Regions: regions, Topics: topics, Words: words, Boundaries: boundaries(t, texts["boundaries.geojson"]),
	}, reports, pages)
	return d
}

func boundaries(t testing.TB, data []byte) []gazetteer.Boundary {
	if data == nil {
		return nil
	}
	list, findings := gazetteer.ParseBoundaries("content/boundaries.geojson", data)
	failOn(t, findings)
	return list
}

func loadTheme(t testing.TB, override map[string][]byte) *Theme {
	t.Helper()
	th, findings := Load(layouts.FS, override)
	failOn(t, findings)
	return th
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func failOn(t testing.TB, findings []diag.Finding) {
	t.Helper()
	for _, f := range findings {
		if f.Severity == diag.Error {
			t.Fatalf("%s:%d:%d: %s [%s] %s", f.File, f.Pos.Line, f.Pos.Col, f.Text, f.Rule, f.Hint)
		}
	}
}

func made(t testing.TB, f output.File) string {
	t.Helper()
	var b bytes.Buffer
	check(t, f.Make(&b))
	return b.String()
}
