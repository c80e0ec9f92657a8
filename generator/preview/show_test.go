package preview

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"sitrep/generator/output"
)

// tab is a page that is open in a browser.
type tab struct {
	t     *testing.T
	lines *bufio.Reader
	shut  func()
	hash  string
	html  string
}

// open connects as the client does, with the hash of what the browser shows.
func open(t *testing.T, s *Server, server, address, hash string) *tab {
	t.Helper()
	query := url.Values{"token": {derived(testToken, "page")}, "page": {address}, "hash": {hash}}
	response, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Get("http://" + server + eventsPath + "?" + query.Encode())
	if err != nil {
		t.Fatal(err)
	}
	if response.StatusCode != 200 || response.Header.Get("Content-Type") != "text/event-stream" {
		t.Fatalf("%s %v", response.Status, response.Header)
	}
	p := &tab{t: t, lines: bufio.NewReader(response.Body), shut: func() { response.Body.Close() }, hash: hash}
	t.Cleanup(p.shut)
	return p
}

// next reads events up to the next state, and reports whether the page was patched on the way.
func (p *tab) next() (told state, patched bool) {
	p.t.Helper()
	for {
		name, data := p.event()
		switch name {
		case "page":
			var page struct {
				HTML, Hash string
				Build      int
			}
			if err := json.Unmarshal([]byte(data), &page); err != nil {
				p.t.Fatal(err)
			}
			p.hash, p.html, patched = page.Hash, page.HTML, true
		case "state":
			if err := json.Unmarshal([]byte(data), &told); err != nil {
				p.t.Fatal(err)
			}
			return told, patched
		default:
			p.t.Fatalf("event %q %q", name, data)
		}
	}
}

func (p *tab) event() (name, data string) {
	for {
		line, err := p.lines.ReadString('\n')
		if err != nil {
			return "", err.Error()
		}
		line = strings.TrimSuffix(line, "\n")
		if rest, found := strings.CutPrefix(line, "event: "); found {
			name = rest
		} else if rest, found := strings.CutPrefix(line, "data: "); found {
			data = rest
		} else if line == "" && name != "" {
			return name, data
		}
	}
}

var hashOf = regexp.MustCompile(`data-hash="([0-9a-f]+)"`)

func shownHash(s *Server, address string) string {
	return hashOf.FindStringSubmatch(get(s, address).Body.String())[1]
}

func TestOnlyPagesThatDifferArePatched(t *testing.T) {
	s := New(private())
	s.Show(site(page("index.html", "home"), page("a.html", "one"), file("feed.atom", "<feed/>")))
	server := listening(t, s)
	home, a, feed := open(t, s, server, "/", shownHash(s, "/")), open(t, s, server, "/a.html", shownHash(s, "/a.html")), open(t, s, server, "/feed.atom", shownHash(s, "/feed.atom"))
	desk := open(t, s, server, "/_sitrep/?q=x", shownHash(s, "/_sitrep/?q=x"))
	for _, p := range []*tab{home, a, feed, desk} {
		if told, patched := p.next(); patched || told.Build != 1 || told.View.As != "everything" || told.View.Site != "Test" {
			t.Errorf("at connection: %+v, patched %t", told, patched)
		}
	}
	u := site(page("index.html", "home"), page("a.html", "two < three"), file("feed.atom", "<feed>&</feed>"))
	u.Findings = []Finding{errorIn("content/a.md")}
	u.Marks = map[string]Mark{"a.html": {Reason: "draft"}}
	if shown := s.Show(u); shown != (Shown{Open: 4, Differ: 3}) {
		t.Errorf("%+v", shown)
	}
	if told, patched := home.next(); patched || told.Errors != 1 || len(told.Findings) != 1 || told.Findings[0].Excerpt == "" || told.Findings[0].Line != 4 {
		t.Errorf("home: %+v, patched %t", told, patched)
	}
	if told, patched := a.next(); !patched || a.hash != shownHash(s, "/a.html") || !strings.Contains(a.html, "two < three") || told.Mark == nil || told.Mark.Reason != "draft" {
		t.Errorf("a: %+v %s", told, a.html)
	}
	if a.html != get(s, "/a.html").Body.String() {
		t.Error("a patched page is another one than a page that is opened")
	}
	if _, patched := feed.next(); !patched || !strings.Contains(feed.html, "&lt;feed&gt;&amp;&lt;/feed&gt;") {
		t.Errorf("feed: %s", feed.html)
	}
	if _, patched := desk.next(); !patched || !strings.Contains(desk.html, "no &lt;region&gt;") {
		t.Errorf("desk: %s", desk.html)
	}
	u.Files, u.Findings, u.Moved = list{page("index.html", `<a href="b.html">b</a>`), page("b.html", "two")}, nil, map[string]string{"a.html": "b.html"}
	u.Marks = map[string]Mark{"b.html": {Reason: "draft"}, "c.html": {Reason: "draft"}}
	s.Show(u)
	if told, patched := a.next(); !patched || !told.Gone || told.Moved != "/b.html" {
		t.Errorf("a renamed page: %+v", told)
	}
	if told, _ := home.next(); len(told.Marks) != 1 || told.Marks["b.html"].Reason != "draft" {
		t.Errorf("links to what is not public: %+v", told.Marks)
	}
	s.Show(Update{Findings: []Finding{errorIn("content/site.yaml")}})
	if told, patched := home.next(); patched || !told.Failed || told.Errors != 1 {
		t.Errorf("a failed build: %+v", told)
	}
}

func TestNothingIsMissedWhileTheLineIsDown(t *testing.T) {
	s := New(private())
	server := listening(t, s)
	early := open(t, s, server, "/a.html", shownHash(s, "/a.html")) // before the first build
	early.next()
	s.Show(site(page("a.html", "one")))
	if _, patched := early.next(); !patched || !strings.Contains(early.html, "one") {
		t.Errorf("the first build: %s", early.html)
	}
	old := shownHash(s, "/a.html")
	s.Show(site(page("a.html", "two")))
	late := open(t, s, server, "/a.html", old)
	if _, patched := late.next(); !patched || !strings.Contains(late.html, "two") {
		t.Errorf("a change while it was away: %s", late.html)
	}
	again := New(Options{Token: "of another run", Hosts: private().Hosts})
	again.Show(site(page("a.html", "two")))
	if hash := shownHash(again, "/a.html"); hash != late.hash {
		t.Error("the same page has another hash in another run")
	}
	want(t, get(again, eventsPath+"?page=/a.html&token="+derived(testToken, "page")), 403)
}

// blocked is made when it is let.
type blocked struct {
	output.Bytes
	begun chan bool
	let   chan bool
}

func (b blocked) Make(to *bytes.Buffer) error {
	b.begun <- true
	<-b.let
	return b.Bytes.Make(to)
}

func TestAnUpdateWhileAPageIsMade(t *testing.T) {
	s := New(private())
	b := blocked{output.Bytes("<body>one"), make(chan bool), make(chan bool)}
	s.Show(site(output.File{Path: "a.html", Content: b}, page("b.html", "b")))
	answered := make(chan string)
	go func() { answered <- get(s, "/a.html").Body.String() }()
	<-b.begun
	s.Show(site(page("a.html", "two"), page("b.html", "b")))
	want(t, get(s, "/a.html"), 200, "two")
	b.let <- true
	if text := <-answered; !strings.Contains(text, "one") {
		t.Errorf("a page of the former build: %s", text)
	}
}

func TestTheFindingsThatMatterComeFirst(t *testing.T) {
	s := New(private())
	u := site(page("index.html", "home"), page("z.html", "z"))
	for i := range 500 {
		f := errorIn(fmt.Sprintf("content/%03d.md", i))
		if i < 300 {
			f.Severity = 0
		}
		u.Findings = append(u.Findings, f)
	}
	own := errorIn("content/zzz.md")
	own.Severity = 0
	u.Findings = append(u.Findings, own)
	u.Rows = func() []Row { return []Row{{Path: "z.html", File: "content/zzz.md"}} }
	s.Show(u)
	p := open(t, s, listening(t, s), "/z.html", "")
	told, _ := p.next()
	if len(told.Findings) != mostFindings || told.Findings[0].File != "content/zzz.md" || told.Findings[1].Severity != "error" || told.Errors != 200 || told.Warnings != 301 {
		t.Errorf("%d of %d and %d, the first %+v", len(told.Findings), told.Errors, told.Warnings, told.Findings[:2])
	}
}
