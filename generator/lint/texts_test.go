package lint_test

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sitrep/generator"
	"sitrep/generator/diag"
	"sitrep/generator/lint"
	"sitrep/generator/output"
	"sitrep/generator/source"
	"sitrep/layouts"
)

// goodSite is a site of the good corpus, in which somebody other than the writer reads every report.
func goodSite() files {
	f := files{
		"content/site.yaml": "title: S\ntimezone: Europe/Kyiv\nlanguages: [en, uk]\nbase_url: https://example.org/\ncards: true\nrequire_authorization: true\npage_budget: 200 kB\n" +
			"reliefweb: {sources: [1], countries: {kharvan: 3}, languages: {en: 267, uk: 9}}\n",
		"content/regions.yaml": lint.GoodPlaces, "content/figures.yaml": lint.GoodMetrics,
	}
	for name, text := range lint.GoodTexts() {
		if !strings.HasSuffix(name, ".uk") {
			text = strings.Replace(text, "\n---\n\n", "\nprepared_by: {name: A. Writer}\nauthorized_by: {name: B. Editor}\n---\n\n", 1)
		}
		f[textOf(name)] = text
	}
	return f
}

// desk builds sites in a folder, one after another.
type desk struct {
	*testing.T
	dir string
	mem *generator.Memory
	has files
}

func newDesk(t *testing.T) *desk {
	mem, _, err := generator.OpenMemory("", "test")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { mem.Close() })
	return &desk{t, t.TempDir(), mem, files{}}
}

// findings are those of a site, each as file:line rule.
func (d *desk) findings(f files) []string {
	d.Helper()
	d.write(f)
	tree, err := source.Open(d.dir)
	if err != nil {
		d.Fatal(err)
	}
	defer tree.Close()
	opt := generator.Options{Version: "test", Now: time.Date(2026, 1, 30, 20, 0, 0, 0, time.UTC), Theme: layouts.FS}
	result, err := generator.Build(context.Background(), tree, d.mem, opt, nowhere{})
	if err != nil {
		d.Fatal(err)
	}
	var found []string
	for _, f := range result.Findings {
		found = append(found, fmt.Sprintf("%s:%d %s", f.File, f.Pos.Line, f.Rule))
	}
	return slices.Sorted(slices.Values(found))
}

// nowhere is where nothing is written. A host would send the texts of this site as they are; pages are made to be weighed.
type nowhere struct{}

func (nowhere) Take(all output.Files, _ output.Head) ([]diag.Finding, error) {
	findings, _ := all.Judge(func(path string) int64 {
		var b bytes.Buffer
		if f, there := all.Find(path); !there || f.Make(&b) != nil {
			return 0
		}
		return int64(b.Len())
	})
	return findings, nil
}

// write makes the folder hold these files and no others.
func (d *desk) write(f files) {
	d.Helper()
	for name := range d.has {
		if _, stays := f[name]; !stays {
			if err := os.Remove(filepath.Join(d.dir, name)); err != nil {
				d.Fatal(err)
			}
		}
	}
	for name, data := range f {
		if was, there := d.has[name]; there && was == data {
			continue
		}
		at := filepath.Join(d.dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o777); err != nil {
			d.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(data), 0o666); err != nil {
			d.Fatal(err)
		}
	}
	d.has = maps.Clone(f)
}

func TestGoodTextsHaveNoFindings(t *testing.T) {
	if found := newDesk(t).findings(goodSite()); len(found) > 0 {
		t.Errorf("%d findings:\n%s", len(found), strings.Join(found, "\n"))
	}
}

// TestSeededTexts puts every fault into a report of its own, as many as there are reports at a time.
func TestSeededTexts(t *testing.T) {
	d, count := newDesk(t), lint.Seeded()
	d.find(heavySeeds(), count)
	d.find(textSeeds(), count)
	total := 0
	for _, r := range lint.Rules() {
		if total += count[r.ID]; count[r.ID] < 4 {
			t.Errorf("%s: %d seeds", r.ID, count[r.ID])
		}
	}
	if total < 200 {
		t.Errorf("%d seeds", total)
	}
}

// find wants every seed found, and nothing else, and counts them by their rules.
func (d *desk) find(left []textSeed, count map[string]int) {
	d.Helper()
	for len(left) > 0 {
		f, free := goodSite(), slices.Sorted(maps.Keys(lint.GoodTexts()))
		var want []string
		var later []textSeed
		for _, s := range left {
			i := slices.IndexFunc(free, func(name string) bool { return suits(f, name, s) })
			if i < 0 {
				later = append(later, s)
				continue
			}
			for _, at := range s.into(f, free[i]) {
				name, begin, line := strings.Cut(at, "\t")
				n := 0
				if line {
					n = lint.LineOf(f[name], begin)
				}
				want = append(want, fmt.Sprintf("%s:%d %s", name, n, s.rule))
			}
			free = slices.Delete(free, i, i+1)
			count[s.rule]++
		}
		slices.Sort(want)
		got := d.findings(f)
		for _, w := range want {
			if !slices.Contains(got, w) {
				d.Errorf("not found: %s", w)
			}
		}
		for _, g := range got {
			if !slices.Contains(want, g) {
				d.Errorf("found: %s", g)
			}
		}
		left = later
	}
}

// suits reports whether a seed can be put into a report: into one with a translation if it needs that, else into one without.
func suits(f files, name string, s textSeed) bool {
	_, translated := f[textOf(name+".uk")]
	return translated == s.uk && !strings.HasSuffix(name, ".uk")
}
