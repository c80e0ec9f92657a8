package main

import (
	"context"
	"flag"
	"io/fs"
	"slices"
	"testing"

	_ "sitrep/content"
	_ "sitrep/generator" // what the program is made of, so that the go command knows when an answer is out of date
	"sitrep/layouts"
)

var all = flag.Bool("all", false, "check the invented site, too, with everything that make pages installs; what is missing is a fault, then")

// tools is where make pages installs what is neither Go nor Debian's.
const tools = "../../.tools/node_modules"

// TestPages checks the pages of published sites as browsers and checkers see them. Without -all it looks at the sample site alone,
// with what the machine has.
func TestPages(t *testing.T) {
	s := published(t)
	t.Run("every template has a kind", everyTemplate)
	t.Run("every kind is there", s.everyKind)
	t.Run("the first report is light", s.light)
	t.Run("HTML", s.html)
	browser := started(t)
	t.Run("policy", func(t *testing.T) { s.inBrowser(t, browser, s.obeys) })
	t.Run("reflow", func(t *testing.T) { s.inBrowser(t, browser, reflows) })
	t.Run("accessibility", func(t *testing.T) { s.accessible(t, browser) })
}

func published(t *testing.T) *sites {
	t.Helper()
	dir := t.TempDir()
	sitrep, err := compile(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	s, stop, err := publish(t.Context(), sitrep, dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	return s
}

func started(t *testing.T) context.Context {
	t.Helper()
	missing(t, haveBrowser(), "there is no Chromium or Chrome on this machine; make test installs one")
	browser, stop, err := startBrowser(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	return browser
}

// missing skips a test that lacks something, or fails it if all is to be checked.
func missing(t *testing.T, there bool, why string) {
	t.Helper()
	switch {
	case there:
	case *all:
		t.Fatal(why)
	default:
		t.Skip(why)
	}
}

// looked are the kinds to look at in a browser, with those in Arabic beside them.
func looked() []kind {
	var list []kind
	for _, k := range kinds {
		if !k.shows() || !*all && k.site == "invented" {
			continue
		}
		list = append(list, k)
		if arabic, there := k.arabic(); there {
			list = append(list, arabic)
		}
	}
	return list
}

func everyTemplate(t *testing.T) {
	files, err := fs.Glob(layouts.FS, "*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if !slices.ContainsFunc(kinds, func(k kind) bool { return k.template == file }) {
			t.Errorf("no kind of page is made by %s: add one to kinds", file)
		}
	}
}

func (s *sites) everyKind(t *testing.T) {
	for _, k := range kinds {
		if !exists(s.file(k)) {
			t.Errorf("%s: the %s site has no %s", k.name, k.site, k.path)
		}
		if arabic, wanted := k.arabic(); exists(s.file(arabic)) != wanted {
			t.Errorf("%s: the %s site has %s: %v, want %v", k.name, k.site, arabic.path, !wanted, wanted)
		}
	}
}
