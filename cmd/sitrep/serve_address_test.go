package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"rsc.io/qr"
)

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

// TestServeToAPhone opens the link on the terminal with a browser that keeps cookies, and the same address with one that has none.
func TestServeToAPhone(t *testing.T) {
	t.Parallel()
	s := watched(t, "serve", "--addr", "0.0.0.0:0")
	found := regexp.MustCompile(`serving at (http://127\.0\.0\.1:\d+/)(\?token=\S+)`).FindStringSubmatch(s.out.String())
	if found == nil {
		t.Fatalf("no link for this machine: %s", s.out)
	}
	jar, err := cookiejar.New(nil)
	s.try(err)
	phone := &http.Client{Jar: jar, Transport: &http.Transport{DisableKeepAlives: true}}
	ask := func(client *http.Client, address string) (*http.Response, string) {
		response, err := client.Get(address)
		s.try(err)
		defer response.Body.Close()
		text, err := io.ReadAll(response.Body)
		s.try(err)
		return response, string(text)
	}
	if response, text := ask(phone, found[1]+found[2]); response.StatusCode != 200 || response.Request.URL.RawQuery != "" || !strings.Contains(text, "Watched") {
		t.Errorf("the link leads to %s: %s", response.Request.URL, response.Status)
	}
	if response, text := ask(phone, found[1]+"reports/2026/03/01-a.html"); response.StatusCode != 200 || !strings.Contains(text, "Water rose") {
		t.Errorf("the next page: %s", response.Status)
	}
	if response, text := ask(s.browser().client, found[1]); response.StatusCode != 403 || strings.Contains(text, "Watched") {
		t.Errorf("without the key: %s %s", response.Status, text)
	}
	s.ends()
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
