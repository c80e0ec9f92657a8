package preview

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"sitrep/generator/diag"
	"sitrep/generator/output"
)

const testToken = "the-token-of-this-run"

func file(path, text string) output.File {
	return output.File{Path: path, From: "content/" + path, Content: output.Bytes(text)}
}

// page is one as a layout writes it.
func page(path, text string) output.File {
	return file(path, `<!doctype html><html lang="en"><head><title>`+text+`</title></head><body class="x">`+text+`</body></html>`)
}

func private() Options {
	return Options{Token: testToken, Hosts: []string{"localhost", "127.0.0.1", "[::1]"}}
}

// list is Files that are listed already.
type list []output.File

func (l list) All() []output.File { return l }

func (l list) Judge(func(string) int64) ([]diag.Finding, bool) { return nil, false }

func (l list) Find(path string) (output.File, bool) {
	for _, f := range l {
		if f.Path == path {
			return f, true
		}
	}
	return output.File{}, false
}

func site(files ...output.File) Update {
	return Update{Files: list(files), View: View{As: "everything", Choices: []string{"everything", "public"}, Site: "Test"}}
}

// get asks a server as a browser does that goes there.
func get(s *Server, address string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, "http://localhost:1"+address, nil)
	r.Header.Set("Accept", "text/html,application/xhtml+xml")
	r.Header.Set("Sec-Fetch-Dest", "document")
	r.Header.Set("Sec-Fetch-Mode", "navigate")
	r.Header.Set("Sec-Fetch-Site", "none")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

// want checks status and words of an answer; a word with ! before it must not be in it.
func want(t *testing.T, w *httptest.ResponseRecorder, status int, words ...string) {
	t.Helper()
	if w.Code != status {
		t.Errorf("status %d, want %d: %s", w.Code, status, w.Body)
	}
	for _, word := range words {
		unwanted := strings.HasPrefix(word, "!")
		if word = strings.TrimPrefix(word, "!"); strings.Contains(w.Body.String(), word) == unwanted {
			t.Errorf("%q in the page: %t\n%s", word, !unwanted, w.Body)
		}
	}
}

// listening serves on loopback through a real server until the test ends.
func listening(t *testing.T, s *Server) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	web := &http.Server{Handler: s, BaseContext: func(net.Listener) context.Context { return ctx }}
	ended := make(chan error, 1)
	go func() { ended <- web.Serve(l) }()
	t.Cleanup(func() {
		cancel()
		web.Close()
		if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
			t.Error(err)
		}
	})
	return l.Addr().String()
}

func TestEveryPageSaysWhatItIs(t *testing.T) {
	s := New(private())
	u := site(page("index.html", "home"), page("a.html", "secret plans"), file("feed.atom", "<feed>&amp;</feed>"), page("404.html", "none"))
	u.Marks = map[string]Mark{"a.html": {Reason: "embargoed <b>", Until: "2099-01-01 09:00 EET"}}
	s.Show(u)
	for _, c := range []struct {
		address string
		status  int
		words   []string
	}{
		{"/", 200, []string{"home", "!sitrep-ribbon", "!sitrep-notice"}},
		{"/a.html", 200, []string{"secret plans", "sitrep-ribbon", "embargoed &lt;b&gt;", "until 2099-01-01 09:00 EET", `data-page="/a.html"`}},
		{"/feed.atom", 200, []string{"<pre>&lt;feed&gt;&amp;amp;&lt;/feed&gt;</pre>"}},
		{"/none.html", 404, []string{"none", "sitrep-notice"}},
		{"/_sitrep/", 200, []string{"sitrep-desk"}},
	} {
		w := get(s, c.address)
		want(t, w, c.status, append(c.words, `<meta name="robots" content="noindex`, `<meta name="generator" content="sitrep preview">`, `class="sitrep-badge"`, "<title>Preview · ")...)
		for name, value := range map[string]string{
			"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow, noarchive", "X-Sitrep-Preview": "1", "X-Frame-Options": "DENY",
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cross-Origin-Resource-Policy": "same-origin", "Access-Control-Allow-Origin": "",
		} {
			if got := w.Header().Get(name); got != value {
				t.Errorf("%s: %s: %q, want %q", c.address, name, got, value)
			}
		}
		if csp := w.Header().Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'none'; style-src 'self';") || !strings.Contains(csp, "frame-ancestors 'none'") {
			t.Errorf("%s: %s", c.address, csp)
		}
	}
}

// TestAWholePageIsDressed holds that nothing of a page is lost or moved, however it is written.
func TestAWholePageIsDressed(t *testing.T) {
	for _, page := range []string{
		"", "text", "<!doctype html>", "<!doctype html><p>no head", "<title>t</title>x", "<html><head></head><body></body></html>",
		`<!DOCTYPE HTML><HTML><HEAD><TITLE>a &lt;body&gt;</TITLE></HEAD><BODY data-x="a>b">x</BODY>`,
		`<head><script type="application/ld+json">{"a":"<body></head>"}</script><!-- </head><body> --></head><body>x`, "<head><title>cut", "<body", "<head></head", "\xff<body>\xfe",
	} {
		dressed := dress([]byte(page), "[HEAD]", "[TOP]")
		text := string(dressed)
		for _, added := range []string{"[HEAD]", "[TOP]"} {
			if strings.Count(text, added) != 1 {
				t.Errorf("%q: %s is in %q %d times", page, added, text, strings.Count(text, added))
			}
			text = strings.Replace(text, added, "", 1)
		}
		if text = strings.Replace(text, "Preview · ", "", 1); text != page {
			t.Errorf("%q became %q", page, dressed)
		}
		for _, page := range []string{page + "<img", "<img" + page, page + "<IMG SRC=x>\x00", "<img src=\"" + page} {
			if got := New(private()).now.withPictures("/", []byte(page)); string(got) != page {
				t.Errorf("%q became %q", page, got)
			}
		}
	}
	got := string(dress([]byte(`<head><title>t</title><!-- <body> --></head><body a=">">x`), "[H]", "[T]"))
	if want := `<head><title>Preview · t</title><!-- <body> -->[H]</head><body a=">">[T]x`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestAReplacedPictureIsSeen(t *testing.T) {
	s := New(private())
	const before, after = `<p>x<img alt="a>b" src="a/photo%20%D1%83.jpg"><img src="none.jpg"><img src="https://x.example/a.jpg"><img src="data:,"><img src='a/photo%20%D1%83.jpg'>`, `<!-- <img src="c.jpg"> --></body>`
	show := func(bytes string) string {
		s.Show(site(file("r/index.html", "<body>"+before+`<img src="c.jpg"/>`+after), file("r/a/photo у.jpg", bytes), file("r/c.jpg", "c"), file("c.jpg", "d")))
		_, body, _ := strings.Cut(get(s, "/r/").Body.String(), badge)
		return body
	}
	one, two := show("one"), show("two")
	if one == two || show("one") != one {
		t.Error("the page does not follow its picture")
	}
	first, second := output.Bytes("one").Key().String()[:12], output.Bytes("c").Key().String()[:12]
	if want := strings.Replace(before, `%D1%83.jpg"`, `%D1%83.jpg?`+first+`"`, 1) + `<img src="c.jpg?` + second + `"/>` + after; one != want {
		t.Errorf("got  %s\nwant %s", one, want)
	}
}

func TestFilesAreGivenAsTheyAre(t *testing.T) {
	s := New(private())
	s.Show(site(file("a.css", "p{}"), file("d.json", "{}"), file("f.bin", "\x00\x01"), file("v.mp4", "0123456789"), file("robots.txt", "Allow: /")))
	address := listening(t, s)
	for _, c := range []struct{ path, kind, body, part string }{
		{"a.css", "text/css; charset=utf-8", "p{}", ""}, {"d.json", "application/json", "{}", ""}, {"f.bin", "application/octet-stream", "\x00\x01", ""},
		{"v.mp4", "video/mp4", "234", "bytes=2-4"}, {"_sitrep/client.js", "text/javascript; charset=utf-8", "", ""}, {"_sitrep/idiomorph.LICENSE", "text/plain; charset=utf-8", "", ""},
		{"robots.txt", "text/plain; charset=utf-8", "User-agent: *\nDisallow: /\n", ""},
	} {
		request := "GET /" + c.path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
		if c.part != "" {
			request += "Range: " + c.part + "\r\n"
		}
		status, head, body := raw(t, address, request+"\r\n")
		if status != 200 && c.part == "" || c.body != "" && body != c.body || head.Get("Content-Type") != c.kind {
			t.Errorf("%s: %d %q %q", c.path, status, head.Get("Content-Type"), body)
		}
	}
	status, head, body := raw(t, address, "HEAD /a.css HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
	if status != 200 || head.Get("Content-Length") != "3" || body != "" {
		t.Errorf("HEAD: %d %v %q", status, head, body)
	}
}

func TestAPageThatIsGoneSaysSo(t *testing.T) {
	s := New(private())
	u := site(page("reports/a.html", "a"), page("b.html", "b"), page("404.html", "the site's own"))
	s.Show(u)
	want(t, get(s, "/reports/a.html"), 200, "a")
	u.Files = list{page("reports/c d.html", "a"), page("404.html", "the site's own")}
	s.Show(u)
	want(t, get(s, "/reports/a.html"), 410, "is gone", "the site's own")
	want(t, get(s, "/never.html"), 404, "or never written")
	u.Moved = map[string]string{"reports/a.html": "reports/b.html", "reports/b.html": "reports/c d.html", "x.html": "y.html", "y.html": "x.html"}
	s.Show(u)
	want(t, get(s, "/reports/a.html"), 410, "another address", `href="/reports/c%20d.html"`)
	want(t, get(s, "/x.html"), 404, "the site's own")
	u.Rows = func() []Row { return []Row{{Path: "draft.html", Title: "A <draft>", State: "draft"}} }
	u.View.As = "public"
	s.Show(u)
	want(t, get(s, "/draft.html"), 404, "Seen as public", "A &lt;draft&gt;")
	u.Files = list{}
	s.Show(u)
	want(t, get(s, "/never.html"), 404, "or never written", "sitrep-badge")
}

func TestTheBaseAddressLeadsHome(t *testing.T) {
	s := New(private())
	u := site(page("index.html", "home"), page("a b.html", "b"))
	u.View.Base = "/base/"
	s.Show(u)
	for address, to := range map[string]string{"/base/": "/index.html", "/base/a%20b.html": "/a%20b.html", "/base//a%20b.html": "", "/base/none.html": "", "/base": "", "/base//evil.example/": ""} {
		if got := get(s, address).Header().Get("Location"); got != to {
			t.Errorf("%s leads to %q, want %q", address, got, to)
		}
	}
}

func TestTheDesk(t *testing.T) {
	s := New(private())
	rows := make([]Row, 100_000)
	for i := range rows {
		rows[i] = Row{Title: fmt.Sprintf("Report <%d>", i), Path: fmt.Sprintf("reports/%d.html", i), File: fmt.Sprintf("content/reports/%d.md", i), State: "published"}
	}
	rows[70_000].State, rows[70_000].Until, rows[80_000].Overdue, rows[80_000].Due = "embargoed", "2099-01-01", true, "2026-03-01"
	rows[90_000].Errors = 1
	u := site(page("index.html", "home"))
	u.Rows = func() []Row { return rows }
	u.Findings = []Finding{errorIn("content/site.yaml")}
	u.Edit = func(file string) string {
		if file == rows[90_000].File {
			return "javascript:alert(1)"
		}
		return "vscode://file/" + file
	}
	s.Show(u)
	for _, c := range []struct {
		query string
		count int
		words []string
	}{
		{"", 200, []string{"The first 200 of 100000 reports", "Report &lt;0&gt;", `<a href="vscode://file/content/reports/0.md">`, "no &lt;region&gt;", "!Report &lt;200&gt;"}},
		{"?state=embargoed", 1, []string{"1 report<", "until 2099-01-01"}},
		{"?state=overdue", 1, []string{"80000", "<b>overdue</b>"}},
		{"?state=findings", 1, []string{"1 error<", "!javascript"}},
		{"?state=no-such", 0, []string{"0 reports"}},
		{"?q=REPORT+%3C7000%3E", 1, []string{"reports/7000.html"}},
		{"?q=70000.md+embargoed", 1, []string{"reports/70000.html"}},
		{"?q=%22%3E%3Cscript%3E&state=%22%3E%3Cscript%3E", 0, []string{"!><script>", "&#34;&gt;&lt;script&gt;"}},
		{"?q=%zz;;&&&", 200, nil},
	} {
		w := get(s, "/_sitrep/"+c.query)
		want(t, w, 200, c.words...)
		if n := strings.Count(w.Body.String(), `<td class="sitrep-title">`); n != c.count {
			t.Errorf("%s: %d rows, want %d", c.query, n, c.count)
		}
	}
}
