package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	cdpruntime "github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"
)

// policy is the Content-Security-Policy that published pages satisfy.
const policy = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'"

// kinds is a page of each kind of the sample site.
var kinds = []string{
	"index.html", "regions.html", "regions/ukraine.html", "regions/port-emelin.html", "topics.html", "topics/flood.html", "dates.html", "dates/2026.html",
	"dates/2026/03.html", "dates/2026/03-06.html", "series/ilvetta-flood.html", "reports/2024/11/10-moscow-drones.html", "reports/2026/03/05-ilvetta-flood.html",
	"about.html", "guide.html", "guide-header.html", "404.html", "uk/index.html", "uk/reports/2024/11/10-moscow-drones.html", "ar/index.html",
	"ar/reports/2026/03/06-ilvetta-flood.html", "ar/regions.html", "ar/about.html",
}

// buildSample writes the sample site into a folder.
func buildSample(t *testing.T, baseURL string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "demo")
	for _, args := range [][]string{
		{"new", "site", dir},
		{"-C", dir, "build", "--cache", "off", "--now", "2026-03-10T12:00:00Z", "--base-url", baseURL},
	} {
		if code := run(t.Context(), args, io.Discard, os.Stderr); code != done {
			t.Fatalf("sitrep %v ended with %d", args, code)
		}
	}
	return filepath.Join(dir, "public")
}

// TestEveryLinkLeadsSomewhere follows every link, picture and style sheet of every page, with its anchor, within the tree.
func TestEveryLinkLeadsSomewhere(t *testing.T) {
	t.Parallel()
	root := buildSample(t, "https://sitrep.example/base/")
	pages := map[string]page{}
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err == nil && path.Ext(name) == ".html" {
			rel, _ := filepath.Rel(root, name)
			pages[filepath.ToSlash(rel)] = readPage(t, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range kinds {
		if _, there := pages[kind]; !there {
			t.Errorf("there is no %s", kind)
		}
	}
	links := 0
	for name, p := range pages {
		for _, link := range p.links {
			links++
			if fault := follow(root, pages, name, link); fault != "" {
				t.Errorf("%s: %s: %s", name, link, fault)
			}
		}
	}
	if links < 1000 {
		t.Errorf("only %d links were followed", links)
	}
}

// page is what other pages may lead to, and where it leads itself.
type page struct {
	ids   map[string]bool
	links []string
}

func readPage(t *testing.T, name string) page {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	doc, err := html.Parse(file)
	if err != nil {
		t.Fatal(err)
	}
	p := page{ids: map[string]bool{}}
	for n := range doc.Descendants() {
		for _, a := range n.Attr {
			switch a.Key {
			case "id":
				if p.ids[a.Val] {
					t.Errorf("%s: the id %s stands twice", name, a.Val)
				}
				p.ids[a.Val] = true
			case "href", "src":
				if !isMetadata(n) {
					p.links = append(p.links, a.Val)
				}
			case "style", "onclick", "onload":
				t.Errorf("%s: <%s %s=…>", name, n.Data, a.Key)
			}
		}
		if n.Type == html.ElementNode && (n.Data == "script" && !isLinkedData(n) && !isFile(n) || n.Data == "style") {
			t.Errorf("%s holds a <%s>", name, n.Data)
		}
	}
	return p
}

// isFile reports whether a script is a file beside the pages and holds nothing itself.
func isFile(n *html.Node) bool {
	return n.FirstChild == nil && slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "src" && !strings.Contains(a.Val, ":") })
}

// isMetadata reports whether an element names an absolute address on purpose.
func isMetadata(n *html.Node) bool {
	return n.Data == "link" && slices.ContainsFunc(n.Attr, func(a html.Attribute) bool {
		return a.Key == "rel" && (a.Val == "canonical" || a.Val == "alternate")
	})
}

// isLinkedData reports whether a script is one for machines to read, which nothing runs.
func isLinkedData(n *html.Node) bool {
	return slices.Contains(n.Attr, html.Attribute{Key: "type", Val: "application/ld+json"})
}

// follow says what is wrong with a link of a page; links to other hosts are nobody's fault.
func follow(root string, pages map[string]page, from, link string) string {
	u, err := url.Parse(link)
	switch {
	case err != nil:
		return err.Error()
	case u.Scheme == "http" && u.Host == "sitrep.example", u.Scheme == "https" && u.Host == "sitrep.example", from == "404.html" && strings.HasPrefix(u.Path, "/base/"):
		u.Path, from = strings.TrimPrefix(u.Path, "/base/"), "404.html"
	case u.Scheme != "":
		return ""
	}
	target := from
	if u.Path != "" {
		target = path.Join(path.Dir(from), u.Path)
	}
	if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(target))); err != nil {
		return "leads nowhere"
	}
	if p, isPage := pages[target]; isPage && u.Fragment != "" && !p.ids[u.Fragment] {
		return "there is no such id"
	}
	return ""
}

// TestPagesInABrowser opens a page of every kind from the disk and over HTTP below a base path: nothing fails, nothing comes from
// another host, no script is needed, and no page is wider than a small phone.
func TestPagesInABrowser(t *testing.T) {
	browser := findBrowser(t)
	var asked requests
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { asked.serve(w, r) }))
	defer server.Close()
	base := server.URL + "/base/"
	root := buildSample(t, base)
	asked.files = http.StripPrefix("/base/", http.FileServer(http.Dir(root)))

	ctx := startBrowser(t, browser)
	for _, from := range []string{base, "file://" + filepath.ToSlash(root) + "/"} {
		for _, kind := range kinds {
			if kind == "404.html" && from != base {
				continue // only a server shows it; its links go by the site's address
			}
			visit(ctx, t, from, kind)
		}
	}
	clickThrough(ctx, t, base)
	if failed := asked.failed(); len(failed) > 0 {
		t.Errorf("the server could not answer %v", failed)
	}
}

// requests serves the tree and keeps what it could not answer.
type requests struct {
	files http.Handler
	mu    sync.Mutex
	lost  []string
}

func (q *requests) serve(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Security-Policy", policy)
	recorder := &status{ResponseWriter: w, code: http.StatusOK}
	q.files.ServeHTTP(recorder, r)
	if recorder.code >= 400 && r.URL.Path != "/favicon.ico" { // the browser's own wish
		q.mu.Lock()
		defer q.mu.Unlock()
		q.lost = append(q.lost, r.URL.Path)
	}
}

func (q *requests) failed() []string {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.lost
}

type status struct {
	http.ResponseWriter
	code int
}

func (s *status) WriteHeader(code int) {
	s.code = code
	s.ResponseWriter.WriteHeader(code)
}

func findBrowser(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if found, err := exec.LookPath(name); err == nil {
			return found
		}
	}
	t.Skip("there is no Chromium or Chrome on this machine; make test installs one")
	return ""
}

func startBrowser(t *testing.T, browser string) context.Context {
	t.Helper()
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.ExecPath(browser), chromedp.NoSandbox, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	allocator, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(cancel)
	late := time.AfterFunc(3*time.Minute, cancel)
	t.Cleanup(func() { late.Stop() })
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// visit opens one page on a small phone, without scripts.
func visit(ctx context.Context, t *testing.T, from, kind string) {
	t.Helper()
	tab, cancel := chromedp.NewContext(ctx)
	defer cancel()
	var mu sync.Mutex
	var faults []string
	fault := func(format string, args ...any) {
		mu.Lock()
		defer mu.Unlock()
		faults = append(faults, fmt.Sprintf(format, args...))
	}
	err := chromedp.Listen(tab, func(event any) {
		switch e := event.(type) {
		case *network.EventRequestWillBeSent:
			if !strings.HasPrefix(e.Request.URL, from) && !strings.HasPrefix(e.Request.URL, "data:") {
				fault("asked for %s", e.Request.URL)
			}
		case *network.EventLoadingFailed:
			fault("a file did not load: %s", e.ErrorText)
		case *log.EventEntryAdded:
			if !strings.HasSuffix(e.Entry.URL, "/favicon.ico") {
				fault("%s: %s", e.Entry.Level, e.Entry.Text)
			}
		case *cdpruntime.EventExceptionThrown:
			fault("exception: %s", e.ExceptionDetails.Text)
		}
	})
	if err == nil {
		_, err = chromedp.Call(tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	}
	if err == nil {
		err = chromedp.Do(tab, chromedp.EmulateViewport(320, 640), chromedp.Navigate(from+kind))
	}
	var looks struct{ Title, Lang, Dir, Wide, Tight string }
	if err == nil {
		looks, err = chromedp.Run(tab, chromedp.Evaluate[struct{ Title, Lang, Dir, Wide, Tight string }](look))
	}
	mu.Lock()
	defer mu.Unlock()
	if err != nil {
		t.Errorf("%s%s: %v", from, kind, err)
	}
	for _, f := range faults {
		t.Errorf("%s%s: %s", from, kind, f)
	}
	if strings.TrimSpace(looks.Title) == "" || looks.Wide != "" {
		t.Errorf("%s%s: title %q, wider than the screen: %q", from, kind, looks.Title, looks.Wide)
	}
	if looks.Tight != "" {
		t.Errorf("%s%s: no space before %q", from, kind, looks.Tight)
	}
	wantLang, _, _ := strings.Cut(kind, "/")
	if wantLang != "uk" && wantLang != "ar" {
		wantLang = "en"
	}
	if looks.Lang != wantLang || (looks.Dir == "rtl") != (looks.Lang == "ar") {
		t.Errorf("%s%s: lang %q, direction %q", from, kind, looks.Lang, looks.Dir)
	}
}

// look says how a page looks: its heading, language and direction, the elements that make it wider than its window, and names in a row
// that follow the dot before them without a space.
const look = `(() => {
	const root = document.documentElement;
	const wide = root.scrollWidth <= root.clientWidth ? [] : [...document.querySelectorAll("body *")].filter(e => {
		const r = e.getBoundingClientRect();
		return r.right > root.clientWidth + 1 || r.left < -1;
	});
	const box = e => e.getClientRects()[0], end = e => [...e.getClientRects()].at(-1);
	const tight = [...document.querySelectorAll(".names li + li")].filter(e => {
		const a = end(e.previousElementSibling), b = box(e);
		return a && b && Math.abs(a.top - b.top) < 4 && Math.max(b.left - a.right, a.left - b.right) < 2;
	});
	return {
		Title: document.querySelector("h1").textContent, Lang: root.lang, Dir: getComputedStyle(root).direction,
		Wide: wide.slice(0, 5).map(e => e.tagName + "." + e.className).join(" "),
		Tight: tight.slice(0, 5).map(e => e.textContent).join(" "),
	};
})()`

// clickThrough goes from the home page to a report and on to its region, as a reader does.
func clickThrough(ctx context.Context, t *testing.T, base string) {
	t.Helper()
	tab, cancel := chromedp.NewContext(ctx)
	defer cancel()
	report, err := clickTo(tab, chromedp.Navigate(base+"index.html"), chromedp.Click(chromedp.CSS(`main a[href^="reports/"]`)), chromedp.WaitVisible(chromedp.CSS("h1")))
	if err != nil || !regexp.MustCompile(`/reports/.*\.html$`).MatchString(report) {
		t.Fatalf("clicked to %q: %v", report, err)
	}
	region, err := clickTo(tab, chromedp.Click(chromedp.CSS(`main a[href*="regions/"]`)), chromedp.WaitVisible(chromedp.CSS("h1")))
	if err != nil || !strings.Contains(region, "/regions/") {
		t.Errorf("clicked to %q: %v", region, err)
	}
}

// clickTo does what it is told and says where that leads.
func clickTo(tab context.Context, steps ...chromedp.Action[chromedp.Void]) (string, error) {
	if err := chromedp.Do(tab, steps...); err != nil {
		return "", err
	}
	time.Sleep(200 * time.Millisecond) // a click does not wait for the page it leads to
	return chromedp.Run(tab, chromedp.Location())
}
