package paper

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// temporary gives the test a folder of its own for what is temporary, with a short name, as usual.
func temporary(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	for _, name := range []string{"TMPDIR", "TMP", "TEMP"} {
		t.Setenv(name, dir)
	}
	return dir
}

func openPress(ctx context.Context, t *testing.T) *Press {
	t.Helper()
	program, err := Find("")
	if errors.Is(err, ErrNone) {
		t.Skip("there is no Chromium or Chrome on this machine; make test installs one")
	}
	p, err := Open(ctx, program)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Close() })
	return p
}

func sample(n int) *Page {
	html := fmt.Sprintf(`<!doctype html><html lang="uk"><head><title>Page %d</title></head><body><h1>One</h1><p><a href="../b.html">B</a> <a href="#two">Two</a>`+
		`<table><tr><th id="h">H</th></tr><tr><td headers="h">D</td></tr></table><script>document.title = "Scripted"</script><h2 id="two">Two</h2></body></html>`, n)
	return &Page{
		Path: fmt.Sprintf("reports/%d.html", n), HTML: []byte(html), Base: "https://sitrep.example/base/",
		Style: []byte("@page{margin:2cm}"), Date: time.Date(2024, 11, 10, 0, 0, 0, 0, time.UTC),
	}
}

func TestPrint(t *testing.T) {
	dir := temporary(t)
	p := openPress(t.Context(), t)
	if !strings.HasPrefix(p.Name, "chromium ") {
		t.Errorf("the name is %q", p.Name)
	}
	var first [8][]byte
	for range 2 {
		var tasks sync.WaitGroup
		for n := range first {
			tasks.Go(func() {
				pdf, err := p.Print(sample(n))
				if err != nil {
					t.Error(err)
				}
				if first[n] != nil && !bytes.Equal(pdf, first[n]) {
					t.Errorf("page %d came out otherwise the second time", n)
				}
				first[n] = pdf
			})
		}
		tasks.Wait()
	}
	for _, want := range []string{
		"/Title (Page 3)", "/Lang (uk)", "/MarkInfo", "/StructTreeRoot", "/Outlines", "/URI (https://sitrep.example/base/b.html)", "/Dest /two",
		"/CreationDate (D:20241110000000+00'00')", "/MediaBox [0 0 595.", "/Creator (sitrep)",
	} {
		if !bytes.Contains(first[3], []byte(want)) {
			t.Errorf("the PDF has no %s", want)
		}
	}
	if !bytes.HasPrefix(first[3], []byte("%PDF-")) || len(first[3]) > 100_000 {
		t.Errorf("%d bytes that begin with %.9q", len(first[3]), first[3])
	}
	if err := p.Close(); err != nil {
		t.Error(err)
	}
	wantEmpty(t, dir)
}

// wantEmpty holds that nothing is left of a browser.
func wantEmpty(t *testing.T, dir string) {
	t.Helper()
	left, err := os.ReadDir(dir)
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

func TestABrowserThatHangsIsGivenUp(t *testing.T) {
	dir := temporary(t)
	p := openPress(t.Context(), t)
	if _, err := p.Print(sample(0)); err != nil {
		t.Fatal(err)
	}
	p.patience = 1
	if _, err := p.Print(sample(7)); !errors.Is(err, errHung) || !strings.Contains(err.Error(), "reports/7.html") {
		t.Errorf("got %v", err)
	}
	p.patience = time.Minute
	if _, err := p.Print(sample(8)); !errors.Is(err, errHung) || !strings.Contains(err.Error(), "reports/7.html") {
		t.Errorf("after that: got %v", err)
	}
	if err := p.Close(); err != nil {
		t.Error(err)
	}
	wantEmpty(t, dir)
}

func TestAnEndedContextEndsTheBrowser(t *testing.T) {
	dir := temporary(t)
	ctx, cancel := context.WithCancel(t.Context())
	p := openPress(ctx, t)
	if _, err := p.Print(sample(0)); err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := p.Print(sample(1)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if err := p.Close(); err != nil {
		t.Error(err)
	}
	wantEmpty(t, dir)
}

// program writes a program that answers in place of a browser.
func program(t *testing.T, script string) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("programs are no scripts on Windows")
	}
	path := filepath.Join(t.TempDir(), "chromium")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script), 0o777); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAProgramThatNeverStartsToPrint(t *testing.T) {
	hangs := program(t, `[ "$1" = --version ] && echo Chromium 150.0.1 && exit; exec sleep 600`)
	dir := temporary(t)
	p, err := Open(t.Context(), hangs)
	if err != nil || p.Name != "chromium 150" {
		t.Fatal(p, err)
	}
	p.patience = 100 * time.Millisecond
	if _, err := p.Print(sample(0)); !errors.Is(err, errHung) || !strings.Contains(err.Error(), hangs) {
		t.Errorf("got %v", err)
	}
	if err := p.Close(); err != nil {
		t.Error(err)
	}
	wantEmpty(t, dir)
}

func TestNames(t *testing.T) {
	for _, c := range []struct{ says, want string }{
		{"Chromium 156.0.8078.79 built on Debian GNU/Linux 12 (bookworm)", "chromium 156"},
		{"Google Chrome 143.0.7499.40", "chromium 143"},
		{"Chromium 156.0.8078.79 snap", "chromium 156"},
		{"Google Chrome for Testing 143.0.7499.40", "chromium 143"},
		{"Mozilla Firefox 145.0", ""},
		{"", ""},
	} {
		p, err := Open(t.Context(), program(t, "echo '"+c.says+"'\n"))
		if c.want == "" {
			if err == nil || !strings.Contains(err.Error(), "is not Chromium") {
				t.Errorf("%q was taken for a browser: %v", c.says, err)
			}
			continue
		}
		if err != nil || p.Name != c.want {
			t.Errorf("%q: %v, want %s", c.says, err, c.want)
		}
	}
	if _, err := Open(t.Context(), program(t, "exit 7\n")); err == nil {
		t.Error("a program that fails was taken for a browser")
	}
}
