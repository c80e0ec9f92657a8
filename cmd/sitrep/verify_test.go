package main

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestALiveSiteIsComparedWithItsTree serves an older copy of a site at the address that it was built for.
func TestALiveSiteIsComparedWithItsTree(t *testing.T) {
	t.Parallel()
	live := t.TempDir()
	server := httptest.NewServer(http.FileServer(http.Dir(live)))
	t.Cleanup(server.Close)
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "content/site.yaml"), "title: Live\ntimezone: UTC\nbase_url: "+server.URL+"/\n")
	writeFile(t, filepath.Join(dir, "content/regions.yaml"), "- {id: land, name: Land}\n")
	command := func(args ...string) (string, int) {
		var out, errs bytes.Buffer
		code := run(context.Background(), append([]string{"-C", dir}, args...), &out, &errs)
		return out.String() + errs.String(), code
	}
	report := func(name string) {
		writeFile(t, filepath.Join(dir, "content/reports", name), "---\ntitle: T "+name+"\ndate: 2026-03-01\nregions: [land]\ntopics: [flood]\nexercise: true\n---\n\nText.\n")
	}
	build := func(out string) {
		if said, code := command("build", "--now", "2026-03-10T12:00:00Z", "--cache", "off", "--out", out); code != done {
			t.Fatal(said)
		}
	}
	report("2026/03/01-a.md")
	build(filepath.Join(dir, "public"))
	build(live)
	said, code := command("verify", server.URL)
	if code != done || !strings.Contains(said, "all as in "+filepath.Join(dir, "public")) || !strings.Contains(said, "a server does not list its files") {
		t.Errorf("of the same tree: exit code %d\n%s", code, said)
	}
	report("2026/03/02-b.md")
	build(filepath.Join(dir, "public"))
	said, code = command("verify", server.URL)
	if code != faulty || !strings.Contains(said, "manifest sitrep-manifest.txt: it is not that of") || !strings.Contains(said, "missing reports/2026/03/02-b.html: the server answers 404") {
		t.Errorf("of an older tree: exit code %d\n%s", code, said)
	}
	if said, code = command("verify", server.URL, "--against", live); code != done {
		t.Errorf("against its own tree: exit code %d\n%s", code, said)
	}
	if err := os.Remove(filepath.Join(live, "404.html")); err != nil {
		t.Fatal(err)
	}
	if said, code = command("verify", server.URL, "--against", live, "--json"); code != faulty || !strings.Contains(said, `"path": "404.html"`) {
		t.Errorf("with a file missing: exit code %d\n%s", code, said)
	}
	server.Close()
	if _, code = command("verify", server.URL); code != broken {
		t.Errorf("of a site that is down: exit code %d, want %d", code, broken)
	}
}
