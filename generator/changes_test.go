package generator_test

import (
	"context"
	"errors"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"sitrep/generator"
	"sitrep/generator/output"
	"sitrep/generator/source"
)

// TestChangesAndMoves follows a report through edits and names.
func TestChangesAndMoves(t *testing.T) {
	n := newNewsroom(t)
	const a, b, c = "content/reports/2026/a.md", "content/reports/2026/b.md", "content/reports/2027/c.md"
	move := func(from, to string) func() {
		return func() {
			data, err := os.ReadFile(n.path(from))
			if err == nil {
				err = os.Remove(n.path(from))
			}
			if err != nil {
				t.Fatal(err)
			}
			n.write(to, string(data))
		}
	}
	n.write(a, text("The first"))
	n.write("content/reports/2026/other.md", text("Another"))
	for _, step := range []struct {
		name    string
		do      func()
		changed []string
		moved   map[string]string // of the default language
	}{
		{"the first build", func() {}, nil, nil},
		{"nothing", func() {}, nil, nil},
		{"an edit", func() { n.write(a, text("The first, edited")) }, []string{a}, nil},
		{"another name", move(a, b), []string{a, b}, map[string]string{"a": "b"}},
		{"and another", move(b, c), []string{b, c}, map[string]string{"a": "2027/c", "b": "2027/c"}},
		{"the first name again", move(c, a), []string{a, c}, map[string]string{"b": "a", "2027/c": "a"}},
		{"a translation", func() { n.write("content/reports/2026/a.uk.md", text("Перша")) }, []string{"content/reports/2026/a.uk.md"}, map[string]string{"b": "a", "2027/c": "a"}},
		{"a region of the site", func() { n.write("content/regions.yaml", "- {id: vale, name: Vale}\n") }, []string{"content/regions.yaml"}, map[string]string{"b": "a", "2027/c": "a"}},
		{"a page", func() { n.write("content/pages/about.md", "---\ntitle: About\n---\n\nUs.\n") }, []string{"content/pages/about.md"}, map[string]string{"b": "a", "2027/c": "a"}},
		{"gone", func() { _ = os.Remove(n.path(c)); _ = os.Remove(n.path("content/reports/2026/other.md")) }, []string{"content/reports/2026/other.md"}, map[string]string{"b": "a", "2027/c": "a"}},
		{"found again elsewhere", func() { n.write(c, text("Another")) }, []string{c}, map[string]string{"b": "a", "other": "2027/c"}},
	} {
		step.do()
		result := n.publish()
		if !slices.Equal(result.Changed, step.changed) {
			t.Errorf("%s: changed %v, want %v", step.name, result.Changed, step.changed)
		}
		page := func(name string) string {
			if !strings.Contains(name, "/") {
				name = "2026/" + name
			}
			return "reports/" + name + ".html"
		}
		want := map[string]string{}
		for from, to := range step.moved {
			want[page(from)], want["uk/"+page(from)] = page(to), "uk/"+page(to)
		}
		if !maps.Equal(result.Moved, want) {
			t.Errorf("%s: moved %v, want %v", step.name, result.Moved, want)
		}
	}
}

// TestEverythingIsForAWritersEyes builds a site that holds things back: with Everything they are in, and are listed.
func TestEverythingIsForAWritersEyes(t *testing.T) {
	n := newNewsroom(t)
	n.write("content/reports/open.md", text("Open"))
	n.write("content/reports/draft.md", text("Draft", "status: draft"))
	n.write("content/reports/later.md", text("Later", "embargo: 2026-03-11T09:00:00Z"))
	n.write("content/reports/over.md", text("Over", "expires: 2026-03-09"))
	n.write("content/reports/amber.md", text("Amber", "tlp: amber"))
	n.write("content/reports/amber.uk.md", text("Бурштин"))
	n.write("content/reports/broken.md", text("Broken", "status: draft", "colour: red"))
	public := n.publish()
	if public.Reports != 1 || len(public.Withheld) != 6 || len(public.Marked) != 0 {
		t.Errorf("the public: %d reports, %v withheld, %v marked", public.Reports, public.Withheld, public.Marked)
	}
	n.opt.Everything, n.opt.KeepGoing = true, true
	shown := n.publish()
	var marked []string
	for _, w := range shown.Marked {
		marked = append(marked, w.Page+" "+string(w.Reason))
	}
	want := []string{
		"reports/draft.html draft", "reports/later.html embargoed", "reports/over.html expired",
		"reports/amber.html marked above the audience", "uk/reports/amber.html marked above the audience",
	}
	if !slices.Equal(marked, want) {
		t.Errorf("marked %q, want %q", marked, want)
	}
	if len(shown.Withheld) != 1 || shown.Withheld[0].Page != "reports/broken.html" || shown.Withheld[0].Reason != generator.Faulty {
		t.Errorf("withheld %v", shown.Withheld)
	}
	if shown.Failed || shown.Reports != 6 {
		t.Errorf("failed: %t, %d reports", shown.Failed, shown.Reports)
	}
	if !n.dest.Tree.Manifest().Head.Drafts {
		t.Error("a tree with everything could be published")
	}
	if due := time.Date(2026, 3, 11, 9, 0, 0, 0, time.UTC); !shown.Due.Equal(due) || !public.Due.Equal(due) {
		t.Errorf("due %v and %v, want %v", shown.Due, public.Due, due)
	}
}

// TestABuildEndsWithItsContext ends a build before it has read anything; the next one does what is to be done.
func TestABuildEndsWithItsContext(t *testing.T) {
	n := newNewsroom(t)
	n.write("content/reports/a.md", text("A"))
	tree, err := source.Open(n.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := generator.Build(ctx, tree, n.mem, n.opt, output.Nowhere{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if result := n.publish(); result.Reports != 1 {
		t.Errorf("%d reports after it", result.Reports)
	}
}
