package hosting

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sitrep/generator/diag"
	"sitrep/generator/output"
)

type judgeless struct{ tree }

func (judgeless) Judge(func(string) int64) ([]diag.Finding, bool) { return nil, false }

// server is a web server with the configuration that is written for it.
type server struct {
	name    string
	at      string // where its program may be, beside the path
	config  func(site Site, dir, root, address string) string
	command func(program, dir, config string) *exec.Cmd
}

var servers = []server{
	{
		name: "nginx", at: "/usr/sbin/nginx",
		config: func(site Site, dir, root, address string) string {
			return fmt.Sprintf(`daemon off;
master_process off;
pid %[1]s/pid;
error_log stderr;
events {}
http {
	access_log off;
	client_body_temp_path %[1]s/body; proxy_temp_path %[1]s/proxy; fastcgi_temp_path %[1]s/fastcgi; uwsgi_temp_path %[1]s/uwsgi; scgi_temp_path %[1]s/scgi;
	server {
		listen %[3]s;
		root %[2]s;
		%[4]s
	}
}
`, dir, root, address, Nginx(site))
		},
		command: func(program, dir, config string) *exec.Cmd {
			return exec.Command(program, "-e", "stderr", "-p", dir, "-c", config)
		},
	},
	{
		name: "caddy", at: "/usr/bin/caddy",
		config: func(site Site, dir, root, address string) string {
			return fmt.Sprintf("{\n\tadmin off\n\tauto_https off\n}\nhttp://%s {\n\troot * %s\n%s}\n", address, root, Caddy(site))
		},
		command: func(program, dir, config string) *exec.Cmd {
			c := exec.Command(program, "run", "--adapter", "caddyfile", "--config", config)
			c.Env = append(os.Environ(), "HOME="+dir, "XDG_CONFIG_HOME="+dir, "XDG_DATA_HOME="+dir)
			return c
		},
	},
}

// start runs the server over a tree, and returns its address.
func (s server) start(t *testing.T, site Site, root string) string {
	t.Helper()
	program := s.at
	if found, err := exec.LookPath(s.name); err == nil {
		program = found
	} else if _, err := os.Stat(program); err != nil {
		t.Skipf("%s is not installed; make servers installs it", s.name)
	}
	dir := t.TempDir()
	address := free(t)
	config := filepath.Join(dir, "config")
	write(t, config, s.config(site, dir, root, address))
	var said strings.Builder
	c := s.command(program, dir, config)
	c.Stderr = &said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	t.Cleanup(func() {
		c.Process.Kill()
		<-ended
	})
	for range 400 {
		if conn, err := net.Dial("tcp", address); err == nil {
			conn.Close()
			return address
		}
		select {
		case err := <-ended:
			ended <- err
			t.Fatalf("%s ended: %v\n%s", s.name, err, said.String())
		case <-time.After(25 * time.Millisecond):
		}
	}
	t.Fatalf("%s does not answer\n%s", s.name, said.String())
	return ""
}

// free is an address on loopback where nobody listens.
func free(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// answer asks for an address, and does not follow redirects.
func answer(t *testing.T, address string) (*http.Response, string) {
	t.Helper()
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	r, err := client.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r, string(body)
}

// TestServersSendWhatTheModelSays serves a tree with the programs themselves, at the root of a host and below a path.
func TestServersSendWhatTheModelSays(t *testing.T) {
	for _, s := range servers {
		for _, base := range []string{"/", "/situation (1)/"} {
			t.Run(s.name+base, func(t *testing.T) { s.check(t, base) })
		}
	}
}

func (s server) check(t *testing.T, base string) {
	t.Parallel()
	var list []output.File
	root := t.TempDir()
	os.Chmod(root, 0o755)
	for _, file := range append([]string{"404.html"}, published...) {
		list = append(list, output.File{Path: file})
		write(t, filepath.Join(root, base, file), "this is "+file)
	}
	for _, m := range moved {
		list = append(list, output.File{Path: m.From, Leads: m.To})
		write(t, filepath.Join(root, base, m.From), "the page of an old address")
	}
	hidden := []string{"_headers", "_redirects", ".nojekyll", ".sitrep-lock", ".git/config", "reports/a.html.sitrep-new"}
	for _, file := range hidden {
		write(t, filepath.Join(root, base, file), "secret")
	}
	site, err := of("https://reports.example"+escaped(base), list)
	if err != nil {
		t.Fatal(err)
	}
	at := "http://" + s.start(t, site, root)
	for _, file := range published {
		s.sends(t, at+escaped(base+file), http.StatusOK, file, "this is "+file)
	}
	s.sends(t, at+escaped(base), http.StatusOK, "index.html", "this is index.html")
	for _, file := range append(hidden, "nothing.html", "assets/nothing.css", "reports/none.feed.json", "nothing/") {
		s.sends(t, at+escaped(base+file), http.StatusNotFound, "404.html", "this is 404.html")
	}
	s.sends(t, at+escaped(base+"uk/nothing.html"), http.StatusNotFound, "uk/404.html", "this is uk/404.html")
	for _, m := range moved {
		for _, from := range m.addresses() {
			r, _ := answer(t, at+escaped(base+from))
			if to := r.Header.Get("Location"); r.StatusCode != http.StatusMovedPermanently || strings.TrimPrefix(to, at) != escaped(base+m.To) {
				t.Errorf("%s: %s to %q, want 301 to %q", from, r.Status, to, escaped(base+m.To))
			}
		}
	}
}

// sends asks for an address, and wants a status, a body, and the headers of a file.
func (s server) sends(t *testing.T, address string, status int, file, body string) {
	t.Helper()
	r, got := answer(t, address)
	if r.StatusCode != status || got != body {
		t.Errorf("%s: %s, %q; want %d, %q", address, r.Status, got, status, body)
		return
	}
	want := append(Policy(), Header{"Content-Type", TypeOf(file)}, Header{"Cache-Control", ClassOf(file).CacheControl()})
	for _, h := range want {
		if all := r.Header.Values(h.Name); len(all) != 1 || all[0] != h.Value {
			t.Errorf("%s: %s is %q, want %q", path.Base(address), h.Name, all, h.Value)
		}
	}
}
