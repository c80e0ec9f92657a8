package preview

import (
	"bufio"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"sitrep/generator/output"
)

func page(path, text string) output.File {
	return output.File{Path: path, Content: output.Bytes(text)}
}

func get(s *Server, host, path string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, "http://"+host+path, nil)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func TestOnlyTheSiteIsAnswered(t *testing.T) {
	s := New()
	if got := get(s, "localhost:1", "/").Code; got != http.StatusServiceUnavailable {
		t.Errorf("before the first build: status %d", got)
	}
	s.Take(output.List{page("index.html", "<body>home</body>"), page("a b.html", "<body>b</body>"), page("404.html", "<body>none</body>"), page("x.css", "p{}")}, output.Head{})
	for _, c := range []struct {
		path, want string
		code       int
	}{
		{"/", "home", 200},
		{"/index.html", "home", 200},
		{"/a%20b.html", ">b<", 200},
		{"/x.css", "p{}", 200},
		{"/../index.html", "none", 404},
		{"/%2e%2e/etc/passwd", "none", 404},
		{"/missing.html", "none", 404},
	} {
		w := get(s, "127.0.0.1:4000", c.path)
		if w.Code != c.code || !strings.Contains(w.Body.String(), c.want) {
			t.Errorf("%s: %d %q, want %d and %q", c.path, w.Code, w.Body, c.code, c.want)
		}
	}
}

func TestForeignHostsGetNothing(t *testing.T) {
	s := New()
	s.Take(output.List{page("index.html", "secret")}, output.Head{})
	for _, host := range []string{"evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "10.0.0.1", "[2001:db8::1]:80", "0.0.0.0", "localhost."} {
		if w := get(s, host, "/"); w.Code == 200 || strings.Contains(w.Body.String(), "secret") {
			t.Errorf("%s was answered: %d %q", host, w.Code, w.Body)
		}
	}
	for _, host := range []string{"localhost", "localhost:8080", "127.0.0.1:8080", "[::1]:8080"} {
		if w := get(s, host, "/"); w.Code != 200 {
			t.Errorf("%s was refused: %d", host, w.Code)
		}
	}
}

func TestPagesAreToldOfTheNextBuild(t *testing.T) {
	s := New()
	s.Take(output.List{page("index.html", "one")}, output.Head{})
	server := httptest.NewServer(s)
	defer server.Close()
	response, err := http.Get(server.URL + "/_sitrep/events?1")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	lines := bufio.NewScanner(response.Body)
	for lines.Scan() && lines.Text() != "" {
	}
	s.Take(output.List{page("index.html", "two")}, output.Head{})
	for lines.Scan() {
		if lines.Text() == "event: reload" {
			return
		}
	}
	t.Error("the stream ended without an event")
}

func TestAPageOfAFormerBuildIsToldAtOnce(t *testing.T) {
	s := New()
	s.Take(output.List{page("index.html", "one")}, output.Head{})
	if got := get(s, "localhost", "/_sitrep/events?0").Body.String(); !strings.Contains(got, "event: reload") {
		t.Errorf("got %q", got)
	}
}
