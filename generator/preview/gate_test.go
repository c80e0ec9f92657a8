package preview

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// raw sends bytes that no client would and reads the answer.
func raw(t *testing.T, address, request string) (status int, head http.Header, body string) {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	go io.WriteString(conn, request) // the server may answer before it has read all
	method, _, _ := strings.Cut(request, " ")
	response, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: method})
	if err != nil {
		return 0, nil, "" // it was cut off
	}
	defer response.Body.Close()
	text, _ := io.ReadAll(response.Body)
	return response.StatusCode, response.Header, string(text)
}

const secret = "water rose in the old town"

func guarded(t *testing.T, o Options) string {
	s := New(o)
	s.Show(site(page("index.html", secret), page("reports/2026/03/01-a.html", secret), file("feed.atom", secret), page("уезд/a b.html", secret), page("404.html", "nothing here")))
	return listening(t, s)
}

var hostileHosts = []string{
	"evil.example", "evil.example:8080", "localhost.evil.example", "127.0.0.1.evil.example", "evil.localhost", "localhost.", "localhost.:8080", "xlocalhost", "localhostx",
	"127.0.0.1.", "127.0.0.1.nip.io", "127.1", "127.0.1", "127.0.0.2", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "127.000.000.001", "0", "0.0.0.0",
	"0.0.0.0:8080", "[::]", "[::]:8080", "::1", "::1:8080", "[::1", "[::1]x", "[::1%25lo]", "[::1%lo]:80", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::127.0.0.1]",
	"localhost:", "localhost:x", "localhost:-1", "localhost:+80", "localhost:123456", "localhost:80:80", "localhost:80.evil.example", "user@localhost", "localhost@evil.example",
	"localhost/evil", "localhost#evil", "localhost?x", "localhost,evil.example", "localhost evil.example", "localhost%00", "localhost%2eevil.example", "ⓛocalhost", "lоcalhost",
	"192.168.1.5", "10.0.0.1:8080", "169.254.169.254", "[fe80::1]", "[2001:db8::1]:80", "host.docker.internal", "*", "",
}

func TestForeignHostsGetNothing(t *testing.T) {
	address := guarded(t, private())
	paths := []string{"/", "/reports/2026/03/01-a.html", "/feed.atom", "/_sitrep/", "/_sitrep/client.js", "/_sitrep/events?page=/&token=" + derived(testToken, "page"), "/none"}
	for _, host := range hostileHosts {
		for _, path := range paths {
			for _, request := range []string{
				"GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n",
				"GET " + path + " HTTP/1.0\r\nHost: " + host + "\r\n\r\n",
				"GET http://" + host + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
			} {
				if strings.HasPrefix(request, "GET http") && (host == "" || host == "user@localhost" || strings.ContainsAny(host, "/#?")) {
					continue // there it is no host, or another one
				}
				if status, _, body := raw(t, address, request); status != 0 && status != 400 && status != 421 || strings.Contains(body, secret) || strings.Contains(body, "sitrep-") {
					t.Errorf("%q: %d %q", request, status, body)
				}
			}
		}
	}
	for _, request := range []string{
		"GET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n", "GET / HTTP/1.1\r\nHost: evil.example\r\nHost: localhost\r\nConnection: close\r\n\r\n",
		"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n", "CONNECT localhost:80 HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
		"GET / HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: localhost\r\nForwarded: host=localhost\r\nConnection: close\r\n\r\n",
	} {
		if status, _, body := raw(t, address, request); status/100 == 2 || strings.Contains(body, secret) {
			t.Errorf("%q: %d %q", request, status, body)
		}
	}
	for _, host := range []string{"localhost", "localhost:8080", "LOCALHOST:1", "127.0.0.1:65535", "[::1]:8080", "[::1]"} {
		if status, _, body := raw(t, address, "GET / HTTP/1.1\r\nHost: "+host+"\r\nConnection: close\r\n\r\n"); status != 200 || !strings.Contains(body, secret) {
			t.Errorf("%s was refused: %d", host, status)
		}
	}
}

func TestPagesOfOtherSitesGetNothing(t *testing.T) {
	address := guarded(t, private())
	ask := func(method, path, headers string) (int, string, string) {
		status, head, body := raw(t, address, method+" "+path+" HTTP/1.1\r\nHost: localhost:8080\r\nConnection: close\r\n"+headers+"\r\n")
		for name := range head {
			if strings.HasPrefix(name, "Access-Control") {
				t.Errorf("%s %s: %s", path, headers, name)
			}
		}
		return status, head.Get("Content-Type"), body
	}
	for _, origin := range []string{
		"http://evil.example", "https://evil.example", "null", "", " ", "http://localhost", "http://localhost:80", "http://localhost:8081", "https://localhost:8080", "http://127.0.0.1:8080",
		"http://localhost:8080.evil.example", "http://localhost:8080/", "http://localhost:8080@evil.example", "localhost:8080", "file://", "chrome-extension://abc",
		"http://evil.example, http://localhost:8080", "http://localhost:8080 http://evil.example", "http://[::1]:8080", "http://localhost.:8080", "*", "http://lоcalhost:8080",
	} {
		for _, path := range []string{"/", "/feed.atom", "/_sitrep/", "/_sitrep/client.js"} {
			if status, _, body := ask("GET", path, "Origin: "+origin+"\r\n"); status != 403 || strings.Contains(body, secret) {
				t.Errorf("Origin %q: %s: %d %q", origin, path, status, body)
			}
		}
	}
	const navigation = "Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n"
	for _, c := range []struct {
		method, headers string
		status          int
	}{
		{"GET", "Sec-Fetch-Site: none\r\n" + navigation, 200}, {"GET", "Sec-Fetch-Site: same-origin\r\n", 200}, {"GET", "Origin: http://localhost:8080\r\n", 200},
		{"GET", "Sec-Fetch-Site: cross-site\r\n" + navigation, 200}, // a link in a chat
		{"GET", "Sec-Fetch-Site: same-site\r\n" + navigation, 200},
		{"GET", "Sec-Fetch-Site: cross-site\r\n", 403}, {"GET", "Sec-Fetch-Site: same-site\r\n", 403}, {"GET", "Sec-Fetch-Site: \r\n", 403}, {"GET", "Sec-Fetch-Site: what\r\n", 403},
		{"GET", "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Site: cross-site\r\n", 403}, {"GET", "Sec-Fetch-Site: same-origin, cross-site\r\n", 403},
		{"GET", "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n", 403},
		{"GET", "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: object\r\n", 403},
		{"GET", "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image\r\n", 403},
		{"GET", "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Dest: document\r\n", 403},
		{"GET", "Sec-Fetch-Site: cross-site\r\nOrigin: http://evil.example\r\n" + navigation, 403},
		{"HEAD", "Sec-Fetch-Site: cross-site\r\n" + navigation, 403}, {"POST", "Sec-Fetch-Site: cross-site\r\n" + navigation, 403},
		{"POST", "", 405}, {"PUT", "", 405}, {"DELETE", "", 405}, {"OPTIONS", "", 405}, {"TRACE", "", 405}, {"PROPFIND", "", 405}, {"get", "", 405},
	} {
		if status, _, body := ask(c.method, "/", c.headers); status != c.status || strings.Contains(body, secret) != (c.status == 200) {
			t.Errorf("%s %q: %d, want %d: %q", c.method, c.headers, status, c.status, body)
		}
	}
}

// hostilePaths are ways to ask for what is not ours.
func hostilePaths() []string {
	up := []string{
		"..", "%2e%2e", "%2E.", ".%2e", "%252e%252e", "..%00", "%c0%ae%c0%ae", "%e0%80%ae%e0%80%ae", "%u002e%u002e", "․․", "%E2%80%A4%E2%80%A4", "%EF%BC%8E%EF%BC%8E", "...", "..;", "..%20", "%2e%2e%2f..", "..%5c", "..\\",
	}
	targets := []string{"etc/passwd", "content/site.yaml", "content%2fsite.yaml", "go.mod", "generator/preview/preview.go", "preview.go", "index.html/..", "C:/Windows/win.ini", ".git/config"}
	var paths []string
	for _, u := range up {
		for _, target := range targets {
			paths = append(paths, "/"+u+"/"+target, "/reports/"+u+"/"+u+"/"+target)
		}
	}
	for _, at := range []string{"index.html", "feed.atom", "reports/2026/03/01-a.html"} {
		for _, form := range []string{
			"//%s", "///%s", "/./%s", "/%%2e/%s", "/%%2f%s", "/\\%s", "/%%5c%s", "/x/../%s", "/x/%%2e%%2e/%s", "/%s/", "/%s/.", "/%s%%00", "/%s%%00.html", "/%s%%20", "/%s.", "/%s~", "/%s;x=1", "/%s%%3Fx", "/%s%%23x",
			"/%s::$DATA", "/%s%%0a", "/%s%%0d%%0aX:y", "/%s\u202e", "/%s%%ff", "/%%EF%%BB%%BF%s", "/ｉ%s", "//evil.example/%s", "/http://localhost/%s", "/http:/localhost/%s", "/file:///%s", "/_sitrep/%s", "/_sitrep/../%s", "/_sitrep/%%2e%%2e/%s",
			"/_sitrep//%s", "/_sitrep%%2f%s", "/client/%s", "/content/%s", "/public/%s", "/%%25%%36%%39%s", "/%s.bak", "/%s.gz", "/%s/../../../../etc/passwd", "/~root/%s", "/%%7e/%s", "/CON", "/nul/%s", "/%s:80",
		} {
			paths = append(paths, fmt.Sprintf(form, at))
		}
		for _, form := range []string{strings.ToUpper(at), strings.ReplaceAll(at, "e", "%2565"), strings.ReplaceAll(at, "a", "а"), strings.ReplaceAll(at, "i", "İ")} {
			if form != at {
				paths = append(paths, "/"+form)
			}
		}
	}
	for _, long := range []int{100, 1000, 10_000} {
		paths = append(paths, "/"+strings.Repeat("a", long), "/"+strings.Repeat("a/", long/2), "/"+strings.Repeat("../", long/3)+"etc/passwd", "/"+strings.Repeat("%2e%2e%2f", long/9), "/index.html"+strings.Repeat("/", long))
	}
	return append(paths, "*", "index.html", "?", "/%", "/%zz", "/%2", "/_sitrep", "/_sitrep/events", "/_sitrep/events?token=", "/_sitrep/events?token=x&page=/", "/_sitrep/view", "/_sitrep/desk.html", "/_sitrep/client/client.js", "/_sitrep/client.js/", "/_sitrep/CLIENT.JS")
}

func TestOnlyExactLookUpsAreAnswered(t *testing.T) {
	address := guarded(t, private())
	paths := hostilePaths()
	if len(paths) < 450 {
		t.Fatalf("only %d paths", len(paths))
	}
	for _, path := range paths {
		for _, headers := range []string{"", "Sec-Fetch-Dest: document\r\nAccept: text/html\r\n"} {
			status, _, body := raw(t, address, "GET "+path+" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"+headers+"\r\n")
			if status/100 == 2 || strings.Contains(body, secret) || strings.Contains(body, "package preview") || strings.Contains(body, "root:") || strings.Contains(body, "Idiomorph") {
				t.Errorf("%.200q: %d %.300q", path, status, body)
			}
		}
	}
	for _, path := range []string{"/", "/?", "/?a=b&token=x", "/index.html", "/%69ndex.html", "/reports/2026/03/01-a.html?x/../../y", "/reports%2F2026/03/01-a.html", "/" + url.PathEscape("уезд") + "/a%20b.html", "/feed.atom", "http://localhost/index.html"} {
		if status, _, body := raw(t, address, "GET "+path+" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"); status != 200 || !strings.Contains(body, secret) {
			t.Errorf("%s: %d %q", path, status, body)
		}
	}
}

// TestOtherMachinesNeedTheKey opens the preview as a phone does.
func TestOtherMachinesNeedTheKey(t *testing.T) {
	o := Options{Token: testToken, Hosts: []string{"192.0.2.1:8080", "localhost"}, Public: true}
	address := guarded(t, o)
	ask := func(path, headers string) (int, http.Header, string) {
		return raw(t, address, "GET "+path+" HTTP/1.1\r\nHost: 192.0.2.1:8080\r\nConnection: close\r\n"+headers+"\r\n")
	}
	name := newGate(o).cookie
	for _, c := range []struct{ path, headers string }{
		{"/", ""}, {"/_sitrep/", ""}, {"/_sitrep/client.js", ""}, {"/robots.txt", ""}, {"/none", ""}, {"/?token=", ""}, {"/?token=wrong", ""}, {"/?token=" + derived(testToken, "page"), ""},
		{"/?TOKEN=" + testToken, ""}, {"/?token=" + testToken + "x", ""}, {"/?token=x&token=" + testToken, ""}, {"/", "Cookie: " + name + "=\r\n"}, {"/", "Cookie: " + name + "=wrong\r\n"},
		{"/", "Cookie: sitrep=" + testToken + "\r\n"}, {"/", "Cookie: " + name + "=" + derived(testToken, "page") + "\r\n"}, {"/", "Authorization: Bearer " + testToken + "\r\n"},
		{"/_sitrep/events?page=/&token=" + derived(testToken, "page"), ""},
	} {
		if status, head, body := ask(c.path, c.headers); status != 403 || strings.Contains(body, secret) || head.Get("Set-Cookie") != "" {
			t.Errorf("%s %q: %d %q", c.path, c.headers, status, body)
		}
	}
	for _, host := range []string{"192.0.2.1", "192.0.2.1:80", "evil.example"} {
		if status, _, _ := raw(t, address, "GET / HTTP/1.1\r\nHost: "+host+"\r\nConnection: close\r\nCookie: "+name+"="+testToken+"\r\n\r\n"); status != 421 {
			t.Errorf("%s: %d", host, status)
		}
	}

	status, head, _ := ask("/feed.atom?a=b&token="+testToken, "")
	cookie := head.Get("Set-Cookie")
	if status != 303 || head.Get("Location") != "/feed.atom?a=b" || cookie != name+"="+testToken+"; Path=/; HttpOnly; SameSite=Strict" {
		t.Errorf("the link: %d, to %q, cookie %q", status, head.Get("Location"), cookie)
	}
	if status, _, body := ask("/", "Cookie: "+strings.Split(cookie, ";")[0]+"\r\n"); status != 200 || !strings.Contains(body, secret) || strings.Contains(body, testToken) {
		t.Errorf("with the cookie: %d %q", status, body)
	}
	status, head, _ = ask("/?token="+testToken, "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n")
	if status != 200 || head.Get("Refresh") != "0; url=/" || head.Get("Set-Cookie") == "" {
		t.Errorf("from a webmail: %d %v", status, head)
	}
	if _, head, _ := ask("//evil.example/?token="+testToken, ""); head.Get("Location") != "/evil.example/" {
		t.Errorf("leads to %q", head.Get("Location"))
	}
}

func TestOnlyOurPagesChooseTheView(t *testing.T) {
	s := New(private())
	s.Show(site(page("index.html", "home")))
	address := listening(t, s)
	ours := derived(testToken, "page")
	const form = "Content-Type: application/x-www-form-urlencoded\r\n"
	for _, c := range []struct {
		headers, body string
		status        int
	}{
		{form, "as=public", 403}, {form, "as=public&token=", 403}, {form, "as=public&token=wrong", 403}, {form, "as=public&token=" + testToken, 403}, {"", "as=public&token=" + ours, 403},
		{"Content-Type: text/plain\r\n", "as=public&token=" + ours, 403}, {form + "Origin: http://evil.example\r\n", "as=public&token=" + ours, 403}, {form + "Origin: null\r\n", "as=public&token=" + ours, 403},
		{form + "Sec-Fetch-Site: same-site\r\n", "as=public&token=" + ours, 403}, {form, "token=" + ours, 400}, {form, "as=red&token=" + ours, 400}, {form, "as=public&token=" + ours + "&x=" + strings.Repeat("x", mostBody), 403},
		{form + "Origin: http://localhost\r\n", "as=public&token=" + ours, 204}, {form, "as=everything&token=" + ours, 204},
	} {
		status, _, body := raw(t, address, fmt.Sprintf("POST /_sitrep/view HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%sContent-Length: %d\r\n\r\n%s", c.headers, len(c.body), c.body))
		if status != c.status {
			t.Errorf("%q %.80q: %d, want %d: %s", c.headers, c.body, status, c.status, body)
		}
	}
	if as := <-s.Chosen(); as != "everything" {
		t.Errorf("the newest wish is %q", as)
	}
	select {
	case as := <-s.Chosen():
		t.Errorf("and another: %q", as)
	default:
	}
}
