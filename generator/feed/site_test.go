package feed_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"sitrep/content"
	"sitrep/generator"
	"sitrep/generator/diag"
	"sitrep/generator/output"
	"sitrep/generator/report"
	"sitrep/generator/source"
	"sitrep/layouts"
)

// now is when the sites of these tests are built.
var now = time.Date(2026, 3, 9, 10, 0, 0, 0, time.UTC)

// published is a published tree: bytes by path.
type published map[string]string

func (p published) Take(files output.Files, _ output.Head) ([]diag.Finding, error) {
	for _, f := range files.All() {
		var b bytes.Buffer
		if err := f.Make(&b); err != nil {
			return nil, err
		}
		p[f.Path] = b.String()
	}
	return nil, nil
}

// paths are those of the files that end in one of some endings.
func (p published) paths(endings ...string) []string {
	ends := func(path string) bool {
		return !slices.ContainsFunc(endings, func(e string) bool { return strings.HasSuffix(path, e) })
	}
	return slices.DeleteFunc(slices.Sorted(maps.Keys(p)), ends)
}

// publish builds a site of some sources for an audience.
func publish(t *testing.T, sources map[string]string, audience report.TLP, at time.Time) published {
	t.Helper()
	dir := t.TempDir()
	for name, text := range sources {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	tree, err := source.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	mem, _, err := generator.OpenMemory("", "test")
	if err != nil {
		t.Fatal(err)
	}
	defer mem.Close()
	p := published{}
	result, err := generator.Build(context.Background(), tree, mem, generator.Options{Now: at, Theme: layouts.FS, Audience: audience}, p)
	if err != nil || result.Failed {
		t.Fatal(err, result.Findings)
	}
	return p
}

// everything is the site that says whatever a report can say, with some more reports in its daily series: 45 from December on, each
// with a text of its own.
func everything(t *testing.T) map[string]string {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/everything.txtar")
	if err != nil {
		t.Fatal(err)
	}
	sources := map[string]string{}
	for _, f := range archive.Files {
		sources[f.Name] = string(f.Data)
	}
	for i := range 45 {
		on := time.Date(2025, 12, 5+2*i, 0, 0, 0, 0, time.UTC)
		name := "content/reports/" + on.Format("2006/01/02") + "-daily.md"
		sources[name] = fmt.Sprintf("---\ntitle: Daily %d\ndate: %s\nregions: [kelundria]\ntopics: [flood]\nseries: daily\nnumber: %d\n---\n\nDay %[1]d.\n",
			i+1, on.Format(time.DateOnly), i+1)
	}
	return sources
}

// sample is the sample site.
func sample(t *testing.T) map[string]string {
	t.Helper()
	sources := map[string]string{}
	err := fs.WalkDir(content.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(content.FS, name)
		sources["content/"+name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return sources
}

// TestEverySite holds some published trees to every rule: the sample site, the one that says everything, for a closed audience and
// for the public.
func TestEverySite(t *testing.T) {
	sites := map[string]published{
		"sample": publish(t, sample(t), "", now), "everything": publish(t, everything(t), report.Green, now), "clear": publish(t, everything(t), report.Clear, now),
	}
	for what, check := range map[string]func(*testing.T, map[string]published){
		"Atom is valid": atomIsValid, "JSON is valid": jsonIsValid, "both say the same": bothFormatsSayTheSame, "sitemaps are valid": sitemapsAreValid,
		"another program reads them": anotherProgramReadsThem, "nothing withheld is told": nothingWithheldIsTold,
	} {
		t.Run(what, func(t *testing.T) { check(t, sites) })
	}
}
