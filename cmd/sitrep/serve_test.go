package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"

	"sitrep/generator/diag"
)

var (
	servedAt  = regexp.MustCompile(`serving at (http://\S+/)`)
	pageToken = regexp.MustCompile(`data-token="([^"]+)" data-page="([^"]+)" data-hash="([^"]+)"`)
)

// browser asks a preview as a browser does, without one.
type browser struct {
	*station
	client *http.Client
}

func (s *station) browser() browser {
	return browser{s, &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}}
}

func (b browser) address() string {
	b.t.Helper()
	found := servedAt.FindStringSubmatch(b.out.String())
	if found == nil {
		b.t.Fatalf("it says no address: %s", b.out)
	}
	return found[1]
}

// visit goes to a page.
func (b browser) visit(path string) (status int, text string) {
	b.t.Helper()
	request, err := http.NewRequestWithContext(b.t.Context(), http.MethodGet, b.address()+path, nil)
	b.try(err)
	request.Header.Set("Accept", "text/html")
	response, err := b.client.Do(request)
	b.try(err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	b.try(err)
	return response.StatusCode, string(body)
}

// until goes to a page until it says something.
func (b browser) until(path, text string) {
	b.t.Helper()
	eventually(b.t, text+" in "+path, func() bool { _, page := b.visit(path); return strings.Contains(page, text) })
}

// open keeps a page open: what it returns reads the events until one of that name.
func (b browser) open(path string) (until func(event string) string, shut func()) {
	b.t.Helper()
	_, text := b.visit(path)
	found := pageToken.FindStringSubmatch(text)
	if found == nil {
		b.t.Fatalf("/%s has no script: %s", path, text)
	}
	response, err := b.client.Get(b.address() + "_sitrep/events?" + url.Values{"token": {found[1]}, "page": {found[2]}, "hash": {found[3]}}.Encode())
	b.try(err)
	lines := bufio.NewReader(response.Body)
	return func(event string) string {
		for {
			line, err := lines.ReadString('\n')
			if err != nil {
				return ""
			}
			if line == "event: "+event+"\n" {
				data, _ := lines.ReadString('\n')
				return data
			}
		}
	}, func() { response.Body.Close() }
}

// TestServe previews a site: an open page is patched after an edit and stays while its source has errors, renamed and deleted
// reports say so, and nothing is written.
func TestServe(t *testing.T) {
	t.Parallel()
	s := watched(t, "serve", "--addr", "127.0.0.1:0")
	b := s.browser()
	const page = "reports/2026/03/01-a.html"
	for path, want := range map[string]int{"": 200, page: 200, "no-such-page.html": 404, "../../etc/passwd": 404, "content/site.yaml": 404, "_sitrep/": 200} {
		if status, text := b.visit(path); status != want || !strings.Contains(text, "sitrep-badge") {
			t.Errorf("/%s: %d, %.200s", path, status, text)
		}
	}
	until, shut := b.open(page)
	defer shut()
	s.report("01-a.md", "The first", "Water fell.")
	if told := until("page"); !strings.Contains(told, "Water fell") {
		t.Errorf("an open page was told %q", told)
	}
	eventually(t, "the line", func() bool {
		return regexp.MustCompile(`(?m)^content/reports/2026/03/01-a\.md: the open page differs, [\d.]+m?s$`).MatchString(s.out.String())
	})

	s.write("content/reports/2026/03/01-a.md", "---\ntitel: The <first>\n---\n")
	for told := ""; !strings.Contains(told, `"faulty":true`); {
		if told = until("state"); told == "" {
			t.Fatal("the stream ended")
		}
	}
	if status, text := b.visit(page); status != 200 || !strings.Contains(text, "Water fell") {
		t.Errorf("while its source has errors: %d, %.200s", status, text)
	}
	s.report("01-a.md", "The first", "Water fell again.")
	b.until(page, "Water fell again")
	eventually(t, "all is mended", func() bool { return s.out.count("all is mended") == 1 })

	s.report("02-b.md", "Another report", "Roads are open, and bridges.")
	b.until("reports/2026/03/02-b.html", "and bridges")
	s.try(os.Rename(s.path("content/reports/2026/03/02-b.md"), s.path("content/reports/2026/03/02-c.md")))
	b.until("reports/2026/03/02-b.html", `<a href="/reports/2026/03/02-c.html">`)
	s.try(os.Remove(s.path("content/reports/2026/03/02-c.md")))
	b.until("reports/2026/03/02-c.html", "is gone")
	if _, err := os.Stat(s.path("public")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a preview wrote public/: %v", err)
	}
	s.ends()
}

// TestServeAsThePublic holds what the public sees against what a build publishes, and marks what it does not see.
func TestServeAsThePublic(t *testing.T) {
	t.Parallel()
	s := watched(t, "serve", "--addr", "127.0.0.1:0")
	b := s.browser()
	with := func(name, line string) {
		s.write("content/reports/2026/03/"+name, strings.Replace(reportText("About "+name, "Secret "+name), "---\n", "---\n"+line+"\n", 1))
	}
	with("03-draft.md", "status: draft")
	with("04-embargo.md", "embargo: 2099-01-01T09:00:00Z")
	with("05-red.md", "tlp: red")
	for name, ribbon := range map[string]string{"03-draft": "draft", "04-embargo": "2099-01-01 09:00 UTC", "05-red": "marked red, above the audience clear"} {
		b.until("reports/2026/03/"+name+".html", "sitrep-ribbon")
		if _, text := b.visit("reports/2026/03/" + name + ".html"); !strings.Contains(text, ribbon) {
			t.Errorf("%s: %s", name, text)
		}
	}
	b.until("_sitrep/?state=embargoed", "content/reports/2026/03/04-embargo.md")
	_, home := b.visit("")
	token := pageToken.FindStringSubmatch(home)[1]
	response, err := b.client.PostForm(b.address()+"_sitrep/view", url.Values{"as": {"public"}, "token": {token}})
	s.try(err)
	if response.Body.Close(); response.StatusCode != http.StatusNoContent {
		t.Fatal(response.Status)
	}
	b.until("reports/2026/03/05-red.html", "Seen as public")

	must(t, "-C", s.dir, "build", "--now", fixedNow, "--cache", "off", "--out", s.path("built"))
	sum := regexp.MustCompile(`\. SHA-256 of [^}]*|<p dir="ltr" translate="no">SHA-256 .*\n`) // a preview has none: it would change with every word
	added := regexp.MustCompile(`(?s)<meta name="robots" content="noindex.*?</script>|<a class="sitrep-badge".*?</a>|Preview · `)
	for path, want := range readTree(t, s.path("built")) {
		if !strings.HasSuffix(path, ".html") {
			continue
		}
		if _, got := b.visit(path); added.ReplaceAllString(got, "") != sum.ReplaceAllString(want, "") {
			t.Errorf("%s differs from what a build writes:\n%s\n%s", path, got, want)
		}
	}
	s.ends()
}

// TestServeWhileItIsWritten visits pages while their sources change, and in the end shows what they say.
func TestServeWhileItIsWritten(t *testing.T) {
	t.Parallel()
	s := watched(t, "serve", "--addr", "127.0.0.1:0")
	b := s.browser()
	stopped := make(chan bool)
	var readers sync.WaitGroup
	for _, path := range []string{"", "reports/2026/03/01-a.html", "dates.html", "_sitrep/", "topics.html"} {
		readers.Go(func() {
			for {
				select {
				case <-stopped:
					return
				default:
				}
				if status, text := b.visit(path); status != http.StatusOK {
					t.Errorf("/%s: %d %s", path, status, text)
					return
				}
			}
		})
	}
	for i := range 40 {
		s.report("01-a.md", "The first", fmt.Sprintf("Water rose by %d cm.", i))
		s.report(fmt.Sprintf("%02d-b.md", 2+i%20), fmt.Sprint("Another ", i), "Roads are open.")
		if i%7 == 3 {
			s.write("content/reports/2026/03/01-a.md", "---\ntitel: half written")
		}
		if i%10 == 9 {
			s.try(os.Remove(s.path(fmt.Sprintf("content/reports/2026/03/%02d-b.md", 2+i%20))))
		}
		b.visit("index.html") // so that edits fall before, into and after builds
	}
	b.until("reports/2026/03/01-a.html", "Water rose by 39 cm.")
	close(stopped)
	readers.Wait()
	s.ends()
}

// TestServeLetsGo starts and stops a preview a hundred times with a page open, and counts what is held. It is not parallel.
func TestServeLetsGo(t *testing.T) {
	_, stop := signal.NotifyContext(t.Context(), os.Interrupt) // the first use of signals starts a goroutine that stays
	stop()
	held := func() int {
		open, _ := os.ReadDir("/proc/self/fd") // elsewhere than on Linux the goroutines have to do
		return runtime.NumGoroutine() + len(open)
	}
	s := &station{t: t, dir: t.TempDir()}
	s.write("content/site.yaml", "title: Watched\ntimezone: UTC\nbase_url: https://watched.example/\nrules: {date/path: off}\n")
	s.write("content/reports/2026/03/01-a.md", reportText("The first", "Water rose."))
	before := held()
	for i := range 100 {
		s.out, s.ended = &record{}, make(chan int, 1)
		var ctx context.Context
		ctx, s.stop = context.WithCancel(t.Context())
		go func() {
			s.ended <- run(ctx, []string{"-C", s.dir, "serve", "--addr", "localhost:0", "--now", fixedNow, "--cache", "off"}, s.out, s.out)
		}()
		eventually(t, "the address", func() bool { return s.out.count("serving at") > 0 })
		if i%10 != 0 { // else it is stopped before it has built
			until, shut := s.browser().open("reports/2026/03/01-a.html")
			if until("state") == "" {
				t.Fatal("no event")
			}
			s.stop()
			until("end") // the line ends with the command
			shut()
		}
		s.ends()
	}
	defer func() {
		if t.Failed() {
			stacks := make([]byte, 1<<20)
			t.Logf("%s", stacks[:runtime.Stack(stacks, true)])
		}
	}()
	eventually(t, fmt.Sprintf("%d goroutines and descriptors, as before", before), func() bool { return held() <= before })
}

// TestServeBeginsWithErrors does not say that the site is shown as it was where it never was.
func TestServeBeginsWithErrors(t *testing.T) {
	t.Parallel()
	s := &station{t: t, dir: t.TempDir(), out: &record{}, ended: make(chan int, 1)}
	s.write("content/site.yaml", "title: [\n")
	var ctx context.Context
	ctx, s.stop = context.WithCancel(t.Context())
	go func() {
		s.ended <- run(ctx, []string{"-C", s.dir, "serve", "--addr", "localhost:0", "--now", fixedNow, "--cache", "off"}, s.out, s.out)
	}()
	eventually(t, "the first build", func() bool { return s.out.count("nothing to show until it is mended") == 1 })
	s.write("content/reports/2026/03/01-a.md", reportText("The first", "Water rose."))
	s.write("content/site.yaml", "title: Watched\ntimezone: UTC\nbase_url: https://watched.example/\nrules: {date/path: off}\n")
	eventually(t, "the site", func() bool { return s.out.count("built 1 report in") == 1 })
	s.ends()
}

// TestFindingsAreToldOnce tells of each finding when it is new, wherever edits move it, and when all is mended.
func TestFindingsAreToldOnce(t *testing.T) {
	t.Parallel()
	at := func(line int, text string, severity diag.Severity) diag.Finding {
		return diag.Finding{File: "a.md", Pos: diag.Pos{Line: line}, Severity: severity, Text: text}
	}
	var told told
	for i, step := range []struct {
		findings []diag.Finding
		fresh    int
		mended   string
	}{
		{nil, 0, ""},
		{[]diag.Finding{at(1, "a", diag.Error), at(2, "b", diag.Warning)}, 2, ""},
		{[]diag.Finding{at(1, "a", diag.Error), at(2, "b", diag.Warning)}, 0, ""},
		{[]diag.Finding{at(5, "a", diag.Error), at(6, "b", diag.Warning)}, 0, ""},
		{[]diag.Finding{at(5, "a", diag.Error), at(6, "a", diag.Error), at(7, "b", diag.Warning)}, 1, ""},
		{[]diag.Finding{at(7, "b", diag.Warning)}, 0, "all errors are mended, and there is left: 1 warning"},
		{[]diag.Finding{at(7, "b", diag.Warning)}, 0, ""},
		{nil, 0, "all is mended"},
		{nil, 0, ""},
		{[]diag.Finding{at(7, "b", diag.Warning)}, 1, ""},
	} {
		if fresh, mended := told.news(step.findings); len(fresh) != step.fresh || mended != step.mended {
			t.Errorf("step %d: %v %q", i, fresh, mended)
		}
	}
}

func TestAnExcerptIsTheLineAndItsMark(t *testing.T) {
	t.Parallel()
	f := diag.Finding{File: "a.md", Pos: diag.Pos{Line: 4, Col: 3}, Text: "x", Hint: "y"}
	got := excerpt(f, func(string, int) (string, bool) { return "regions: [x]", true })
	if got != "regions: [x]\n  ^" {
		t.Errorf("%q", got)
	}
	if got := excerpt(f, func(string, int) (string, bool) { return "", false }); got != "" {
		t.Errorf("%q", got)
	}
}
