package generator_test

import (
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sitrep/generator"
	"sitrep/generator/diag"
	"sitrep/generator/output"
	"sitrep/generator/source"
	"sitrep/layouts"
)

// newsroom is a site in a folder of its own, and the tree that is published from it: the whole program but for its command line.
type newsroom struct {
	t    testing.TB
	dir  string // content/ is in it, and public/
	mem  *generator.Memory
	opt  generator.Options
	dest *output.Folder // of the latest build
}

// plainSite is the least that a site needs.
const plainSite = "title: Newsroom\ntimezone: UTC\nbase_url: https://newsroom.example/\nlanguages: [en, uk]\n"

func newNewsroom(t testing.TB) *newsroom {
	t.Helper()
	mem, _, err := generator.OpenMemory("", "test")
	if err != nil {
		t.Fatal(err)
	}
	n := &newsroom{
		t: t, dir: t.TempDir(), mem: mem,
		opt: generator.Options{Now: time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC), Theme: layouts.FS},
	}
	t.Cleanup(func() { mem.Close() })
	n.write("content/site.yaml", plainSite)
	return n
}

func (n *newsroom) path(name string) string { return filepath.Join(n.dir, filepath.FromSlash(name)) }

func (n *newsroom) write(name, text string) {
	n.t.Helper()
	if err := n.try(name, text); err != nil {
		n.t.Fatal(err)
	}
}

// try writes a file whose name the file system may refuse.
func (n *newsroom) try(name, text string) error {
	if err := os.MkdirAll(filepath.Dir(n.path(name)), 0o777); err != nil {
		return err
	}
	return os.WriteFile(n.path(name), []byte(text), 0o666)
}

func (n *newsroom) exists(name string) bool {
	_, err := os.Lstat(n.path(name))
	return err == nil
}

// publish builds the site into public/.
func (n *newsroom) publish() generator.Result {
	n.t.Helper()
	tree, err := source.Open(n.dir)
	if err != nil {
		n.t.Fatal(err)
	}
	defer tree.Close()
	public, err := output.Open(n.path("public"))
	if err != nil {
		n.t.Fatal(err)
	}
	defer public.Close()
	n.dest = &output.Folder{Tree: public}
	result, err := generator.Build(context.Background(), tree, n.mem, n.opt, n.dest)
	if err != nil {
		n.t.Fatal(err)
	}
	return result
}

// pages are the published pages below a folder of the tree, sorted.
func (n *newsroom) pages(below string) []string {
	n.t.Helper()
	var pages []string
	for _, e := range n.dest.Tree.Manifest().Entries {
		if strings.HasPrefix(e.Path, below) && strings.HasSuffix(e.Path, ".html") {
			pages = append(pages, e.Path)
		}
	}
	return pages
}

// read returns a published file.
func (n *newsroom) read(name string) string {
	n.t.Helper()
	data, err := os.ReadFile(n.path("public/" + name))
	if err != nil {
		n.t.Fatal(err)
	}
	return string(data)
}

// text is a report's text with a title and a header's further lines.
func text(title string, header ...string) string {
	return fmt.Sprintf("---\ntitle: %s\ndate: 2026-03-01\nregions: [NO]\ntopics: [flood]\n%s---\n\nWater rose.\n", title, strings.Join(header, "\n")+ending(header))
}

func ending(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	return "\n"
}

// names reports whether a finding names a file, or a folder that it is in, as the culprit or as one half of a clash.
func names(findings []diag.Finding, file string) bool {
	for at := file; at != "."; at = path.Dir(at) {
		if slices.ContainsFunc(findings, func(f diag.Finding) bool { return f.File == at || strings.Contains(" "+f.Text+" ", " "+at+" ") }) {
			return true
		}
	}
	return false
}
