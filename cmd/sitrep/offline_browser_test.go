package main

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"

	"sitrep/generator/site"
)

// line is a server below a base path that can be cut off.
type line struct {
	mu   sync.Mutex
	cut  bool
	root string
}

func (l *line) set(cut bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.cut = cut
}

func (l *line) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.mu.Lock()
	cut := l.cut
	l.mu.Unlock()
	if cut {
		panic(http.ErrAbortHandler) // the connection ends without an answer
	}
	w.Header().Set("Content-Security-Policy", policy)
	w.Header().Set("Cache-Control", "no-cache")
	http.StripPrefix("/base/", http.FileServer(http.Dir(l.root))).ServeHTTP(w, r)
}

// traveller is a reader's browser on a site that is kept.
type traveller struct {
	*testing.T
	*line
	tab  context.Context
	base string
	dir  string // of the site
}

func newTraveller(t *testing.T) *traveller {
	browser := findBrowser(t)
	dir := filepath.Join(t.TempDir(), "demo")
	must(t, "new", "site", dir)
	l := &line{root: filepath.Join(dir, "public")}
	server := httptest.NewServer(l)
	server.Config.ErrorLog = nil
	t.Cleanup(server.Close)
	r := &traveller{T: t, line: l, tab: startBrowser(t, browser), base: server.URL + "/base/", dir: dir}
	r.configure("offline: true\n")
	return r
}

// configure adds to the site's settings and publishes.
func (r *traveller) configure(settings string) {
	r.Helper()
	config := filepath.Join(r.dir, "content", "site.yaml")
	before, _, _ := strings.Cut(readTree(r, r.dir)["content/site.yaml"], "# added\n")
	writeFile(r, config, before+"# added\n"+settings)
	r.publish()
}

func (r *traveller) publish() {
	r.Helper()
	must(r, "-C", r.dir, "build", "--cache", "off", "--now", fixedNow, "--base-url", r.base)
}

// opened is what the reader sees of a page.
type seenPage struct {
	Title, Note, Lang string
	Styled, Pictures  bool
}

func (r *traveller) open(path string) seenPage {
	r.Helper()
	if err := chromedp.Do(r.tab, chromedp.Navigate(r.base+path)); err != nil {
		return seenPage{} // the browser says that there is no line
	}
	seen, err := chromedp.Run(r.tab, chromedp.Evaluate[seenPage](`({
		Title: document.querySelector("h1")?.textContent ?? "", Note: document.querySelector("[role=status] time") ? document.querySelector("[role=status]").textContent : "",
		Lang: document.documentElement.lang, Styled: getComputedStyle(document.body).marginTop === "0px",
		Pictures: [...document.images].filter(i => i.loading !== "lazy").every(i => i.complete && i.naturalWidth > 0),
	})`))
	if err != nil {
		r.Fatal(path, err)
	}
	return seen
}

// keeps reports whether the browser has a copy of a page.
func (r *traveller) keeps(path string) bool {
	r.Helper()
	kept, err := chromedp.Run(r.tab, chromedp.Evaluate[bool](`caches.match("`+r.base+strings.TrimSuffix(path, ".html")+`").then(copy => !!copy)`, chromedp.EvalAwaitPromise))
	if err != nil {
		r.Fatal(path, err)
	}
	return kept
}

func (r *traveller) awaitKept(paths ...string) {
	r.Helper()
	for _, path := range paths {
		eventually(r, path+" is kept", func() bool { return r.keeps(path) })
	}
}

const (
	oldReport    = "reports/2024/11/10-moscow-drones.html"
	latestReport = "reports/2026/03/10-ilvetta-flood.html"
	nextToLatest = "reports/2026/03/09-ilvetta-flood.html"
)

// TestReadingWithoutALine reads a page, cuts the line, and reads it again, the latest reports too, in two languages.
func TestReadingWithoutALine(t *testing.T) {
	r := newTraveller(t)
	for _, path := range []string{oldReport, "uk/" + oldReport} {
		if seen := r.open(path); seen.Title == "" || seen.Note != "" {
			t.Errorf("%s with a line: %+v", path, seen)
		}
		r.awaitKept(path)
	}
	kept := []string{oldReport, "index.html", latestReport, nextToLatest, "uk/" + oldReport, "uk/index.html", "uk/reports/2026/03/06-ilvetta-flood.html"}
	r.awaitKept(kept...)
	r.set(true)
	for _, path := range kept {
		seen := r.open(path)
		note, lang := "Kept copy of ", "en"
		if strings.HasPrefix(path, "uk/") {
			note, lang = "Збережена копія від ", "uk"
		}
		if seen.Title == "" || !strings.HasPrefix(seen.Note, note) || seen.Lang != lang || !seen.Styled || !seen.Pictures {
			t.Errorf("%s without a line: %+v", path, seen)
		}
	}
	if seen := r.open("regions.html"); seen.Title != "" {
		t.Errorf("a page that nobody read is kept: %+v", seen)
	}
	r.set(false)
	if seen := r.open(oldReport); seen.Title == "" || seen.Note != "" {
		t.Errorf("with a line again: %+v", seen)
	}
}

// TestWhatIsWithdrawnIsKeptNoLonger withdraws a report that a reader has: it goes at the reader's next visit, of whatever page.
func TestWhatIsWithdrawnIsKeptNoLonger(t *testing.T) {
	r := newTraveller(t)
	r.open(oldReport)
	r.awaitKept(oldReport, "index.html", nextToLatest)
	source := "content/reports/2026/03/09-ilvetta-flood.md"
	text, there := readTree(t, r.dir)[source]
	if !there {
		source = "content/reports/2026/03/09-ilvetta-flood/index.md"
		text = readTree(t, r.dir)[source]
	}
	writeFile(t, filepath.Join(r.dir, filepath.FromSlash(source)), strings.Replace(text, "---\n", "---\nstatus: draft\n", 1))
	r.publish()
	r.open("about.html")
	eventually(t, "the withdrawn report is gone", func() bool { return !r.keeps(nextToLatest) })
	if !r.keeps(oldReport) || !r.keeps(latestReport) {
		t.Error("other reports are gone, too")
	}
	r.set(true)
	if seen := r.open(nextToLatest); seen.Title != "" {
		t.Errorf("the withdrawn report is shown: %+v", seen)
	}
}

// TestASiteThatIsNoLongerKept switches it off: the script goes from the pages, and the browser forgets everything.
func TestASiteThatIsNoLongerKept(t *testing.T) {
	r := newTraveller(t)
	r.open(oldReport)
	r.awaitKept(oldReport)
	r.configure("")
	for name, text := range readTree(t, r.root) {
		if !ofTheSearch(name) && (strings.Contains(text, "<script defer") || strings.HasSuffix(name, ".js")) {
			t.Errorf("%s is or has a script", name)
		}
	}
	eventually(t, "the browser forgets the site", func() bool {
		r.open("about.html")
		forgot, err := chromedp.Run(r.tab, chromedp.Evaluate[bool](
			`Promise.all([caches.keys(), navigator.serviceWorker.getRegistrations()]).then(all => all.flat().length === 0)`, chromedp.EvalAwaitPromise))
		return err == nil && forgot
	})
}

// TestThePreviewIsNotKept holds that a writer's browser never keeps what the preview shows.
func TestThePreviewIsNotKept(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "demo")
	must(t, "new", "site", dir)
	config := filepath.Join(dir, "content", "site.yaml")
	writeFile(t, config, readTree(t, dir)["content/site.yaml"]+"offline: true\n")
	var a app
	a.out, a.err, a.dir = io.Discard, io.Discard, dir
	err := a.with(buildFlags{cache: "off", now: fixedNow}, func(s *session) error {
		for _, as := range []string{everything, public} {
			s.opt = seenAs(as, s.opt)
			dest := &caught{}
			if _, err := s.build(t.Context(), dest); err != nil {
				return err
			}
			for _, file := range dest.files.All() {
				if strings.HasSuffix(file.Path, ".js") && !ofTheSearch(file.Path) {
					t.Errorf("seen as %s, there is %s", as, file.Path)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// ofTheSearch reports whether a published file is the search's: its page, its script, or a part of its index.
func ofTheSearch(path string) bool {
	return strings.HasPrefix(path, site.SearchFolder) || strings.HasPrefix(path, "assets/search.") || strings.HasSuffix(path, site.SearchPage)
}
