package publish

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"sitrep/generator/output"
)

// treeOf builds a tree of the files that are named, with a manifest.
func treeOf(t *testing.T, texts map[string]string) *Tree {
	t.Helper()
	tree := &Tree{files: fstest.MapFS{}, extra: map[string][]byte{}}
	for path, text := range texts {
		tree.Add(path, []byte(text))
	}
	seal := &output.Manifest{Head: output.Head{Generator: "test", BaseURL: "https://site.example/"}}
	for _, e := range tree.Entries {
		seal.Entries = append(seal.Entries, output.Entry{Path: e.Path, Size: e.Size, Sum: e.Sum})
	}
	var text bytes.Buffer
	if err := seal.Encode(&text); err != nil {
		t.Fatal(err)
	}
	tree.Add(output.ManifestName, text.Bytes())
	tree.Head = seal.Head
	return tree
}

// bring publishes a tree.
func (d *desktop) bring(tree *Tree, withdrawn ...string) {
	d.t.Helper()
	place := d.look()
	plan, err := place.Plan(d.t.Context(), Site{Tree: tree, Withdrawn: withdrawn})
	if err == nil {
		err = place.Carry(d.t.Context(), plan, tree)
	}
	if err != nil {
		d.t.Fatal(err)
	}
}

// TestWhatStaysKeepsWhatItNeeds returns across a withdrawal, after which the search, and a table cut by years, are not what they were.
func TestWhatStaysKeepsWhatItNeeds(t *testing.T) {
	d := newDesktop(t)
	site := func(version int, secret string) map[string]string {
		return map[string]string{
			"index.html":               "home",
			"reports/a.html":           fmt.Sprint("report ", version),
			"search/en.js":             fmt.Sprintf("en-names.same1.js en-2026.part%d.js %s", version, secret),
			"search/en-names.same1.js": "names",
			fmt.Sprintf("search/en-2026.part%d.js", version): fmt.Sprint("words ", version, secret),
			fmt.Sprintf("assets/search.%d.js", version):      "script",
		}
	}
	first := site(1, "secret.html")
	first["reports/secret.html"] = "secret"
	first["figures.csv"], first["figures-2025.csv"], first["figures-2024.csv"] = "2026 reports/secret.html", "2025", "2024"
	d.bring(treeOf(t, first))
	then := site(2, "")
	then["figures.csv"], then["figures-2024.csv"] = "2025", "2024, mended"
	d.bring(treeOf(t, then), "reports/secret.html")
	back, err := d.look().Return(t.Context(), 1, func(string) bool { return false }, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.look().Carry(t.Context(), back.Plan, back.Tree); err != nil {
		t.Fatal(err)
	}
	text := d.target.files[output.ManifestName]
	manifest, err := output.DecodeManifest(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"reports/a.html":           "report 1",
		"search/en.js":             "en-names.same1.js en-2026.part2.js ",
		"search/en-2026.part2.js":  "words 2",
		"search/en-names.same1.js": "names",
		"assets/search.1.js":       "script",
		"assets/search.2.js":       "script",
		"figures.csv":              "2025",
		"figures-2024.csv":         "2024, mended",
	} {
		if got := string(d.target.files[path]); got != want || manifest.Find(path) == nil {
			t.Errorf("%s is %q, in the manifest: %t; want %q", path, got, manifest.Find(path) != nil, want)
		}
	}
	for _, path := range []string{"figures-2025.csv", "search/en-2026.part1.js", "reports/secret.html"} {
		if manifest.Find(path) != nil {
			t.Errorf("%s came back", path)
		}
	}
	if stays := strings.Join(back.Stays, " "); stays != "figures-2024.csv figures.csv search/en-2026.part2.js search/en.js" {
		t.Errorf("what stays is %s", stays)
	}
}

// TestAReturnThatBringsNothingBackChangesNothing has one generation of which all that is different showed what was withdrawn.
func TestAReturnThatBringsNothingBackChangesNothing(t *testing.T) {
	d := newDesktop(t)
	first := map[string]string{"index.html": `<a href="reports/secret.html">secret</a>`, "reports/secret.html": "secret"}
	d.bring(treeOf(t, first))
	d.bring(treeOf(t, map[string]string{"index.html": "home"}), "reports/secret.html")
	_, err := d.look().Return(t.Context(), 0, func(string) bool { return false }, nil)
	if !errors.As(err, &NothingBack{}) {
		t.Errorf("got %v", err)
	}
}

// TestFamilies has the paths of which one makes no sense without the other.
func TestFamilies(t *testing.T) {
	for _, c := range []struct {
		one, other string
		together   bool
	}{
		{"search/en.js", "search/en-2026-10.f4qm2.js", true},
		{"figures-exercise.csv", "figures-exercise-2025.csv", true},
		{"figures/cases.csv", "figures/cases/2024.csv", true},
		{"feed.atom", "feed/2026-03.atom", true},
		{"sitemap.xml", "sitemap-2026-03.xml", true},
		{"figures.csv", "figures-exercise.csv", false},
		{"figures.csv", "claims.csv", false},
		{"feed.atom", "uk/feed.atom", false},
		{"search/en.js", "assets/search.0123.js", false},
	} {
		if got := family(c.one) == family(c.other); got != c.together {
			t.Errorf("%s and %s are of one family: %t", c.one, c.other, got)
		}
	}
	for _, path := range []string{"index.html", "reports/2026/a.json", "reports/2026.json", "assets/a.1.css", output.ManifestName} {
		if family(path) != "" {
			t.Errorf("%s is of the family %s", path, family(path))
		}
	}
}
