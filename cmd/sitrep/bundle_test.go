package main

import (
	"archive/zip"
	"context"
	"io"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// bundled builds the sample site with a bundle and unpacks that into a folder of an awkward name.
func bundled(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	must(t, "new", "site", filepath.Join(dir, "demo"))
	file := filepath.Join(dir, "site.zip")
	must(t, "-C", filepath.Join(dir, "demo"), "build", "--cache", "off", "--now", fixedNow, "--bundle", file)
	stick := filepath.Join(dir, "stick #1, 50% ü")
	unzip(t, file, stick)
	return stick
}

func unzip(t *testing.T, file, to string) {
	t.Helper()
	z, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	if !slices.IsSortedFunc(z.File[:len(z.File)-1], func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("the bundle is not sorted")
	}
	if err := os.CopyFS(to, z); err != nil {
		t.Fatal(err)
	}
}

func TestABundleIsTheTree(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	demo, first, second := filepath.Join(dir, "demo"), filepath.Join(dir, "1.zip"), filepath.Join(dir, "2.zip")
	must(t, "new", "site", demo)
	must(t, "-C", demo, "build", "--cache", "off", "--now", fixedNow, "--bundle", first)
	must(t, "-C", demo, "build", "--cache", "off", "--now", fixedNow, "--clean", "--bundle", second)
	unzip(t, first, filepath.Join(dir, "unpacked"))
	if d := unlike(readTree(t, filepath.Join(dir, "unpacked")), readTree(t, filepath.Join(demo, "public"))); d != "" {
		t.Error(d)
	}
	one, err := os.ReadFile(first)
	if err != nil {
		t.Fatal(err)
	}
	if two, err := os.ReadFile(second); err != nil || string(one) != string(two) {
		t.Errorf("two bundles of one site differ (%v)", err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*"+bundleBeside)); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestABundleStaysOutOfTheSite(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	demo := filepath.Join(dir, "demo")
	must(t, "new", "site", demo)
	if err := os.Symlink(demo, filepath.Join(dir, "link")); err != nil {
		t.Skip("this system makes no symbolic links:", err)
	}
	for _, at := range []string{"demo/public/x.zip", "demo/public/a/b.zip", "demo/content/x.zip", "demo/layouts/x.zip", "link/public/x.zip", "demo"} {
		at = filepath.Join(dir, filepath.FromSlash(at))
		if code := run(t.Context(), []string{"-C", demo, "build", "--cache", "off", "--bundle", at}, io.Discard, io.Discard); code != usage {
			t.Errorf("--bundle %s ended with %d", at, code)
		}
	}
	if _, err := os.Stat(filepath.Join(demo, "public")); err == nil {
		t.Error("something was built")
	}
}

func TestAFaultySiteKeepsItsBundle(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	demo, file := filepath.Join(dir, "demo"), filepath.Join(dir, "site.zip")
	must(t, "new", "site", demo)
	must(t, "-C", demo, "build", "--cache", "off", "--now", fixedNow, "--bundle", file)
	before, _ := os.ReadFile(file)
	writeFile(t, filepath.Join(demo, "content", "reports", "2026", "03", "01-bad.md"), "no header")
	if code := run(t.Context(), []string{"-C", demo, "build", "--cache", "off", "--now", fixedNow, "--bundle", file}, io.Discard, io.Discard); code != faulty {
		t.Errorf("the build ended with %d", code)
	}
	if after, err := os.ReadFile(file); err != nil || string(after) != string(before) {
		t.Errorf("the bundle changed (%v)", err)
	}
}

// TestABundleNeedsNoServer walks the unpacked bundle: every link of every page leads to a file of it, and none depends on where the
// site begins.
func TestABundleNeedsNoServer(t *testing.T) {
	t.Parallel()
	root := bundled(t)
	pages := map[string]page{}
	for name := range readTree(t, root) {
		if path.Ext(name) == ".html" && name != "404.html" {
			pages[name] = readPage(t, filepath.Join(root, filepath.FromSlash(name)))
		}
	}
	links := 0
	for name, p := range pages {
		for _, link := range p.links {
			u, err := url.Parse(link)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			if u.Scheme != "" || u.Path == "" {
				continue
			}
			links++
			target := filepath.Join(root, filepath.FromSlash(path.Join(path.Dir(name), u.Path)))
			if info, err := os.Stat(target); err != nil || info.IsDir() || u.Host != "" || strings.HasPrefix(u.Path, "/") || strings.HasSuffix(u.Path, "/") {
				t.Errorf("%s: %s leads to no file", name, link)
			}
			if fault := follow(root, pages, name, link); fault != "" {
				t.Errorf("%s: %s: %s", name, link, fault)
			}
		}
	}
	if links < 1000 {
		t.Errorf("only %d links were followed", links)
	}
}

// TestABundleOpensFromADisk goes from the first page of the unpacked bundle to as many others as a crawl meets first.
func TestABundleOpensFromADisk(t *testing.T) {
	const most = 60
	browser := findBrowser(t)
	root := bundled(t)
	tab := startBrowser(t, browser)
	start := (&url.URL{Scheme: "file", Path: filepath.ToSlash(root) + "/"}).String()
	queue := []string{start + "index.html"}
	for i := 0; i < len(queue) && i < most; i++ {
		for _, link := range opened(tab, t, queue[i]) {
			if strings.HasPrefix(link, "file:") && path.Ext(link) == ".html" && !slices.Contains(queue, link) {
				queue = append(queue, link)
			}
			if strings.HasPrefix(link, "file:") && !strings.HasPrefix(link, start) {
				t.Errorf("%s leads out of the bundle: %s", queue[i], link)
			}
		}
	}
	if len(queue) < most {
		t.Errorf("only %d pages were met", len(queue))
	}
}

// opened opens a page from the disk, wants it to be whole, and returns where it leads.
func opened(tab context.Context, t *testing.T, address string) []string {
	t.Helper()
	type look struct {
		Title  string
		Styled bool
		Lost   []string
		Links  []string
	}
	if err := chromedp.Do(tab, chromedp.Navigate(address)); err != nil {
		t.Errorf("%s: %v", address, err)
		return nil
	}
	got, err := chromedp.Run(tab, chromedp.Evaluate[look](`({
		Title: document.querySelector("h1")?.textContent ?? "", Styled: getComputedStyle(document.body).marginTop === "0px",
		Lost: [...document.images].filter(i => i.complete && !i.naturalWidth).map(i => i.src),
		Links: [...document.links].map(a => a.href.split("#")[0]),
	})`))
	if err != nil || strings.TrimSpace(got.Title) == "" || !got.Styled || len(got.Lost) > 0 {
		t.Errorf("%s: %v %q, styled: %t, without its pictures %v", address, err, got.Title, got.Styled, got.Lost)
	}
	return got.Links
}
