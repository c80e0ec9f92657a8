package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// cardwork is a small site whose reports have cards.
type cardwork struct {
	*testing.T
	dir string
}

// build builds, wants it to end with a code, and gives what it says about cards, and whatever else a failed build says.
func (w cardwork) build(code int, more ...string) (cards string) {
	w.Helper()
	var out record
	args := append([]string{"-C", w.dir, "build", "--cache", "off", "--now", fixedNow, "--explain"}, more...)
	if got := run(w.Context(), args, &out, &out); got != code {
		w.Fatalf("%v ended with %d: %s", args, got, out.String())
	}
	var said []string
	for line := range strings.Lines(out.String()) {
		if words, _, _ := strings.Cut(line, ": "); strings.Contains(line, ".card.png") {
			said = append(said, strings.TrimSpace(strings.ReplaceAll(words, "reports/2026/03/", "")))
		}
	}
	if code == done {
		return strings.Join(said, ", ")
	}
	return out.String()
}

func (w cardwork) write(name, title, fields, body string) {
	w.Helper()
	presswork(w).write(name, title, fields, body)
}

func (w cardwork) wants(what, got, want string) {
	w.Helper()
	if got != want {
		w.Errorf("%s: %q, want %q", what, got, want)
	}
}

// TestCards follows cards from build to build: each is drawn when what it says changes, and goes with its page.
func TestCards(t *testing.T) {
	t.Parallel()
	w := cardwork(newPresswork(t))
	w.wants("without the setting", w.build(done), "")
	writeFile(t, filepath.Join(w.dir, "content/site.yaml"), "title: Desk\ntimezone: UTC\nbase_url: https://sitrep.example/base/\ncards: true\n")
	w.wants("at first", w.build(done), "wrote 01-a.card.png, wrote 01-a.v1.card.png, wrote 02-b.card.png")
	w.wants("again", w.build(done), "")
	w.write("02-b.md", "More water", "severity: minor", "Other text.")
	w.wants("another text", w.build(done), "")
	w.write("02-b.md", "Less water", "severity: minor", "Other text.")
	w.wants("another title", w.build(done), "wrote 02-b.card.png")

	w.write("02-b.md", "Less water", "status: draft", "Text.")
	w.write("03-c.md", "The last", "no such field: 1", "Text.")
	said := w.build(faulty)
	if !strings.Contains(said, "withheld by now: reports/2026/03/02-b.card.png\n") || strings.Contains(said, "now: reports/2026/03/01-a.card.png") {
		t.Errorf("a failed build says %s", said)
	}
	w.write("03-c.md", "洪水", "severity: minor", "Text.")
	w.write("01-a/index.md", "Water", "status: retracted\nretraction: {date: 2026-03-04, reason: Wrong.}\nversion: 2\n"+
		"revisions: [{version: 2, date: 2026-03-02, kind: addition, summary: More.}]", "Text.")
	w.wants("after a retraction", w.build(done), "wrote 01-a.card.png, removed 01-a.v1.card.png, removed 02-b.card.png")
}
