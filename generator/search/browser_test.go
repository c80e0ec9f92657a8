package search

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"pgregory.net/rapid"

	"sitrep/generator/layout"
	"sitrep/generator/output"
	"sitrep/generator/report"
	"sitrep/generator/source"
	"sitrep/layouts"
)

func startBrowser(t *testing.T) context.Context {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		found, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.ExecPath(found), chromedp.NoSandbox, chromedp.UserDataDir(t.TempDir()),
			chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
		allocator, cancel := chromedp.NewExecAllocator(t.Context(), options...)
		t.Cleanup(cancel)
		tab, cancel := chromedp.NewContext(allocator)
		t.Cleanup(cancel)
		late := time.AfterFunc(3*time.Minute, cancel)
		t.Cleanup(func() { late.Stop() })
		check(t, chromedp.Do(tab, chromedp.Navigate("about:blank")))
		return tab
	}
	t.Skip("there is no Chromium or Chrome on this machine; make test installs one")
	return nil
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// publish writes the search page, its script and the index into a folder.
func publish(t *testing.T, d *desk, most int) (dir string, index *reading) {
	t.Helper()
	theme, findings := layout.Load(layouts.FS, nil)
	failOn(t, findings)
	s, dir := d.site(), t.TempDir()
	bodies := d.options().Bodies
	pages := layout.Files(s, theme, time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), bodies, func(source.File) ([]byte, error) { return nil, nil }, nil, output.Union(nil))
	all := Files(s, d.options()).(*files)
	all.indexes[0].most = most
	list := all.All()
	for _, f := range pages.All() {
		if strings.HasSuffix(f.Path, "search.html") || strings.HasPrefix(f.Path, "assets/") {
			list = append(list, f)
		}
	}
	for _, f := range list {
		write(t, dir, f)
	}
	return dir, readIndex(t, all)
}

func write(t *testing.T, dir string, f output.File) {
	t.Helper()
	var b bytes.Buffer
	check(t, f.Make(&b))
	name := filepath.Join(dir, filepath.FromSlash(f.Path))
	check(t, os.MkdirAll(filepath.Dir(name), 0o777))
	check(t, os.WriteFile(name, b.Bytes(), 0o666))
}

// results waits for the answer to the question in the page's address, has all of it shown, and tells it.
const results = `(async () => {
	const status = document.getElementById("search_status"), more = document.getElementById("search_more"), form = document.getElementById("search_form");
	const calm = async () => { do await new Promise(r => setTimeout(r, 5)); while (form.hasAttribute("aria-busy")); };
	await calm();
	while (!more.hidden) {
		const before = document.querySelectorAll("#search_results > li").length;
		more.click();
		while (document.querySelectorAll("#search_results > li").length === before) await new Promise(r => setTimeout(r, 5));
	}
	const root = new URL(".", location.href).href;
	return {Said: status.textContent, URLs: [...document.querySelectorAll("#search_results h2 a")].map(a => decodeURIComponent(a.href.slice(root.length)))};
})()`

// TestTheScriptAnswersAlike asks the script in a browser, from a disk, what the reference reader is asked.
func TestTheScriptAnswersAlike(t *testing.T) {
	tab := startBrowser(t)
	var d *desk
	var queries []query
	// One drawn site is enough: what it is drawn for is a variety of texts.
	drawn := rapid.Custom(func(rt *rapid.T) *desk {
		d := newDesk(t, "[en]")
		for range 60 {
			d.addDrawn(rt)
		}
		return d
	})
	d = drawn.Example(7)
	asked := rapid.Custom(drawQuery)
	for seed := range 60 {
		queries = append(queries, asked.Example(seed))
	}
	queries = append(queries, query{Q: "flood"}, query{Q: "flood", Weight: true}, query{Q: "Одеса"}, query{Q: "flo north", Region: "ardenia"})
	dir, index := publish(t, d, 100)
	found := 0
	for _, q := range queries {
		want := index.answer("en", q)
		if q == (query{}) || len(wordsOf(q.Q)) == 0 && q.Region+q.Topic+q.Series+q.Type == "" && q.From == 0 && q.To == 0 {
			continue // the page asks for something first
		}
		address := "file://" + dir + "/search.html?" + q.values().Encode()
		check(t, chromedp.Do(tab, chromedp.Navigate(address)))
		got, err := chromedp.Run(tab, chromedp.Evaluate[struct {
			Said string
			URLs []string
		}](results, chromedp.EvalAwaitPromise))
		check(t, err)
		if !slices.Equal(got.URLs, want) {
			t.Errorf("%s\n got %q\nwant %q", address, got.URLs, want)
		}
		if n := fmt.Sprintf("%d report", len(want)); len(want) > 0 && !strings.HasPrefix(got.Said, n) {
			t.Errorf("%s: %q, want %d", address, got.Said, len(want))
		}
		if len(want) > 0 {
			found++
		}
	}
	if found < 15 {
		t.Errorf("only %d queries found anything", found)
	}
}

// values are the query as the page's address has it.
func (q query) values() url.Values {
	v := url.Values{}
	set := func(name, value string) {
		if value != "" {
			v.Set(name, value)
		}
	}
	set("q", q.Q)
	set("region", q.Region)
	set("topic", q.Topic)
	set("series", q.Series)
	set("type", q.Type)
	date := func(day int) string { return time.Unix(int64(day)*24*60*60, 0).UTC().Format(time.DateOnly) }
	if q.From > 0 {
		set("from", date(q.From))
	}
	if q.To > 0 {
		set("to", date(q.To))
	}
	if q.Weight {
		set("sort", "weight")
	}
	return v
}

// TestWordsInTheBrowser goes through the table that the index is held to as well (TestWords).
func TestWordsInTheBrowser(t *testing.T) {
	tab := startBrowser(t)
	d := newDesk(t, "[en]")
	dir, _ := publish(t, d, shardBytes)
	table, err := os.ReadFile("testdata/words.json")
	check(t, err)
	check(t, chromedp.Do(tab, chromedp.Navigate("file://"+dir+"/search.html")))
	got, err := chromedp.Run(tab, chromedp.Evaluate[string](`JSON.stringify(`+string(table)+`.map(c => ({...c, got: sitrepSearch.words(c.text)})).filter(c => JSON.stringify(c.got) !== JSON.stringify(c.words)))`))
	check(t, err)
	if got != "[]" {
		t.Error(got)
	}
	if !json.Valid(table) || len(table) < 1000 {
		t.Error("the table is none")
	}
}

// TestAPartThatIsGone publishes anew while a page is open, so that what its directory leads to is gone: the page asks for the new
// directory, and where that is no better, says so.
func TestAPartThatIsGone(t *testing.T) {
	tab := startBrowser(t)
	d := newDesk(t, "[en]")
	day := time.Date(2025, 11, 10, 0, 0, 0, 0, time.UTC)
	header := report.Header{Title: "Flood in the vale", Regions: []string{"vale"}, Topics: []string{"flood"}}
	d.add(report.Report{Header: header}, day, "Water.")
	dir, _ := publish(t, d, shardBytes)
	check(t, chromedp.Do(tab, chromedp.Navigate("file://"+dir+"/search.html?from=2025-01-01")))
	ask := func(q string) string {
		t.Helper()
		said, err := chromedp.Run(tab, chromedp.Evaluate[string](`(async () => {
			const form = document.getElementById("search_form"), status = document.getElementById("search_status");
			do await new Promise(r => setTimeout(r, 5)); while (form.hasAttribute("aria-busy"));
			form.elements.q.value = `+fmt.Sprintf("%q", q)+`;
			form.requestSubmit();
			do await new Promise(r => setTimeout(r, 5)); while (form.hasAttribute("aria-busy"));
			return status.textContent;
		})()`, chromedp.EvalAwaitPromise))
		check(t, err)
		return said
	}
	check(t, os.RemoveAll(filepath.Join(dir, "search")))
	d.add(report.Report{Header: header}, day, "More water.")
	for _, f := range Files(d.site(), d.options()).All() {
		write(t, dir, f)
	}
	if said := ask("water"); said != "2 reports were found." {
		t.Errorf("after a publish the page says %q", said)
	}
	check(t, os.RemoveAll(filepath.Join(dir, "search")))
	check(t, chromedp.Do(tab, chromedp.Navigate("file://"+dir+"/search.html")))
	if said := ask("flood"); !strings.Contains(said, "could not be loaded") {
		t.Errorf("without an index the page says %q", said)
	}
}

// TestAddressesThatReadersWrite has years and months for days, and what no list has.
func TestAddressesThatReadersWrite(t *testing.T) {
	tab := startBrowser(t)
	d := newDesk(t, "[en]")
	header := report.Header{Title: "Flood in the vale", Regions: []string{"vale"}, Topics: []string{"flood"}}
	for _, day := range []time.Time{time.Date(2024, 12, 31, 0, 0, 0, 0, time.UTC), time.Date(2025, 2, 28, 0, 0, 0, 0, time.UTC), time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC)} {
		d.add(report.Report{Header: header}, day, "Water.")
	}
	dir, _ := publish(t, d, shardBytes)
	const none = "No report was found. Try fewer words, or only the beginning of a word."
	for address, want := range map[string]string{
		"q=water&from=2025":                  "2 reports were found.",
		"q=water&to=2024":                    "1 report was found.",
		"q=water&from=2025-02&to=2025-02":    "1 report was found.",
		"from=2025-02&to=2025-03":            "2 reports were found.",
		"q=water&lang=xx&sort=best&type=odd": "3 reports were found.",
		"q=water&region=nowhere":             none,
	} {
		check(t, chromedp.Do(tab, chromedp.Navigate("file://"+dir+"/search.html?"+address)))
		got, err := chromedp.Run(tab, chromedp.Evaluate[struct{ Said string }](results, chromedp.EvalAwaitPromise))
		check(t, err)
		if got.Said != want {
			t.Errorf("%s: the page says %q, want %q", address, got.Said, want)
		}
	}
}
