package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"rsc.io/qr"

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
		return regexp.MustCompile(`(?m)^content/reports/2026/03/01-a\.md: the open page differs, \d+ms$`).MatchString(s.out.String())
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
	added := regexp.MustCompile(`(?s)<meta name="robots" content="noindex.*?</script>|<a class="sitrep-badge".*?</a>|Preview · `)
	for path, want := range readTree(t, s.path("built")) {
		if !strings.HasSuffix(path, ".html") {
			continue
		}
		if _, got := b.visit(path); added.ReplaceAllString(got, "") != want {
			t.Errorf("%s differs from what a build writes:\n%s\n%s", path, got, want)
		}
	}
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
	s.write("content/site.yaml", "title: Watched\ntimezone: UTC\nbase_url: https://watched.example/\n")
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

// TestServePorts takes a port on both protocols, and the next one when it is taken on either.
func TestServePorts(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	port := taken.Addr().(*net.TCPAddr).Port
	for _, host := range []string{"localhost", "127.0.0.1"} {
		at, err := listen(fmt.Sprintf("%s:%d", host, port))
		if err != nil {
			t.Fatal(err)
		}
		if at.port == port || at.asked != port || at.public() || !strings.HasPrefix(at.links("x")[0], "http://"+host+":") || strings.Contains(at.links("x")[0], "x") {
			t.Errorf("%s: %+v %v", host, at, at.links("x"))
		}
		for _, l := range at.listeners {
			if got := l.Addr().(*net.TCPAddr); got.Port != at.port || !got.IP.IsLoopback() {
				t.Errorf("%s listens at %s", host, got)
			}
			l.Close()
		}
	}
	everywhere, err := listen("0.0.0.0:0")
	if err != nil {
		t.Fatal(err)
	}
	defer everywhere.listeners[0].Close()
	if !everywhere.public() {
		t.Error("0.0.0.0 is not known to be public")
	}
	for _, link := range everywhere.links("the token") {
		u, err := url.Parse(link)
		if err != nil || u.Query().Get("token") != "the token" || u.Hostname() == "0.0.0.0" {
			t.Errorf("link %s: %v", link, err)
		}
		if !strings.Contains(strings.Join(everywhere.hosts(), " "), u.Host) {
			t.Errorf("%s is none of %q", u.Host, everywhere.hosts())
		}
	}
	for _, addr := range []string{"", "localhost", "localhost:x", "localhost:99999", "no.such.host.invalid:0"} {
		if at, err := listen(addr); err == nil {
			t.Errorf("%q: %+v", addr, at)
		}
	}
}

// TestTheCodeOnTheTerminalIsTheLink reads the drawn code back into its modules.
func TestTheCodeOnTheTerminalIsTheLink(t *testing.T) {
	t.Parallel()
	const link = "http://192.168.1.5:8080/?token=ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	code, err := qr.Encode(link, qr.L)
	if err != nil {
		t.Fatal(err)
	}
	for _, colour := range []bool{true, false} {
		text := strings.NewReplacer("\x1b[38;5;16;48;5;231m", "", "\x1b[0m", "").Replace(qrCode(link, colour))
		for y, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
			for x, r := range []rune(line) {
				upper, lower := r == '▀' || r == '█', r == '▄' || r == '█'
				if !colour {
					upper, lower = !upper, !lower
				}
				if upper != code.Black(x-2, 2*y-2) || lower != code.Black(x-2, 2*y-1) {
					t.Fatalf("colour %t: module %d, %d is wrong:\n%s", colour, x, y, text)
				}
			}
		}
	}
}

func TestEditors(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, want string }{
		{"vscode", "vscode://file/home/a%20b/content/reports/%D1%83%26.md:4:11"},
		{"idea", "idea://open?file=/home/a%20b/content/reports/%D1%83%26.md&line=4&column=11"},
		{"subl", "subl://open?url=file:///home/a%20b/content/reports/%D1%83%26.md&line=4&column=11"},
		{"none", ""},
		{"my-editor://x{file}#{line}", "my-editor://x/home/a%20b/content/reports/%D1%83%26.md#4"},
	} {
		e, err := editorNamed(c.name)
		if got := e.opens("/home/a b", "content/reports/у&.md", 4, 11); err != nil || got != c.want {
			t.Errorf("%s: %s, %v", c.name, got, err)
		}
	}
	for _, name := range []string{"", "vi", "javascript:{file}", "data:{file}", "JAVASCRIPT:{file}", " x:{file}", "x://open"} {
		if e, err := editorNamed(name); err == nil {
			t.Errorf("--editor %q is %q", name, e)
		}
	}
	if e, _ := editorNamed("vscode"); e.opens("/x", "content/a.md", 0, 0) != "vscode://file/x/content/a.md:1:1" || e.opens("/x", "", 1, 1) != "" {
		t.Error("a finding about a file as a whole, or about none")
	}
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
