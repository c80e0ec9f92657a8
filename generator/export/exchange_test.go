package export_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"sitrep/generator"
	"sitrep/generator/diag"
	"sitrep/generator/output"
	"sitrep/generator/source"
	"sitrep/layouts"
)

var updateExchange = flag.Bool("update.exchange", false, "write what is handed over anew")

// published is a published tree in memory: what is in each file, by path.
type published map[string]string

func (p published) Take(files output.Files, _ output.Head) ([]diag.Finding, error) {
	for _, f := range files.All() {
		var b bytes.Buffer
		if err := f.Make(&b); err != nil {
			return nil, err
		}
		p[f.Path] = b.String()
		if found, ok := files.Find(f.Path); !ok || found.Path != f.Path || found.Key() != f.Key() {
			return nil, fmt.Errorf("%s is listed, and not found as it is (found: %t)", f.Path, ok)
		}
	}
	return nil, nil
}

// publish builds a site of the sources in an archive.
func publish(t *testing.T, archive *txtar.Archive) published {
	t.Helper()
	dir := t.TempDir()
	for _, f := range archive.Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if !strings.HasPrefix(f.Name, "want/") {
			check(t, os.MkdirAll(filepath.Dir(name), 0o777))
			check(t, os.WriteFile(name, f.Data, 0o666))
		}
	}
	tree, err := source.Open(dir)
	check(t, err)
	defer tree.Close()
	mem, _, err := generator.OpenMemory("", "test")
	check(t, err)
	defer mem.Close()
	files := published{}
	result, err := generator.Build(context.Background(), tree, mem, generator.Options{Now: time.Date(2026, 3, 20, 12, 0, 0, 0, time.UTC), Theme: layouts.FS}, files)
	check(t, err)
	if result.Failed {
		t.Fatal(result.Findings)
	}
	return files
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// handedOver are the endings of what this test keeps.
var handedOver = []string{".geojson", ".ics", ".edxl.xml", ".reliefweb.json", ".eml", ".bib", ".csl.json"}

// exchanged are the files that a site hands over, of the archive with a few lines of site.yaml in the place of others.
func exchanged(t *testing.T, changes ...string) (*txtar.Archive, published) {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/exchange.txtar")
	check(t, err)
	for i := range archive.Files {
		if archive.Files[i].Name == "content/site.yaml" && len(changes) > 0 {
			text := strings.NewReplacer(changes...).Replace(string(archive.Files[i].Data))
			if text == string(archive.Files[i].Data) {
				t.Fatalf("nothing to change: %q", changes)
			}
			archive.Files[i].Data = []byte(text)
		}
	}
	return archive, publish(t, archive)
}

// of are the paths with an ending, sorted.
func (p published) of(ending string) []string {
	var paths []string
	for path := range p {
		if strings.HasSuffix(path, ending) {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return paths
}

func TestWhatIsHandedOver(t *testing.T) {
	archive, files := exchanged(t)
	want := map[string]string{}
	var sources []txtar.File
	for _, f := range archive.Files {
		if path, ok := strings.CutPrefix(f.Name, "want/"); ok {
			want[path] = string(f.Data)
		} else {
			sources = append(sources, f)
		}
	}
	archive.Files = sources
	for _, ending := range handedOver {
		for _, path := range files.of(ending) {
			text := sha.ReplaceAllString(strings.ReplaceAll(files[path], "\r\n", "\n"), "SUM")
			archive.Files = append(archive.Files, txtar.File{Name: "want/" + path, Data: []byte(text)})
			if want[path] != text && !*updateExchange {
				t.Errorf("%s is not as wanted:\n%s", path, text)
			}
			delete(want, path)
		}
	}
	if *updateExchange {
		check(t, os.WriteFile("testdata/exchange.txtar", txtar.Format(archive), 0o644))
		return
	}
	for path := range want {
		t.Errorf("%s is missing", path)
	}
}

// TestNobodyTellsWhatIsWithheld holds that drafts, notes for colleagues, what is hidden of a source and what a retracted report said
// are in nothing that is handed over.
func TestNobodyTellsWhatIsWithheld(t *testing.T) {
	_, files := exchanged(t, `edxl: "on"`, `edxl: "on", text: on`)
	checked := 0
	for _, ending := range handedOver {
		for _, path := range files.of(ending) {
			checked++
			text := strings.ToLower(strings.ReplaceAll(files[path], "=\r\n", ""))
			if strings.Contains(text, "canary") {
				t.Errorf("%s tells what it must not:\n%s", path, files[path])
			}
		}
	}
	if checked < 20 {
		t.Errorf("only %d files were looked at", checked)
	}
}
