package main

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

// light holds what a first visit to a report on a bad line costs: its page and the style sheet, compressed with Brotli as hosts send
// them. Nothing else may be needed to paint it.
func (s *sites) light(t *testing.T) {
	const limit = 14_600 // bytes: ten segments, which a server sends before it waits for the first answer (RFC 6928)
	report := filepath.Join(s.root("sample"), "reports/2024/11/10-moscow-drones.html")
	text, err := os.ReadFile(report)
	if err != nil {
		t.Fatal(err)
	}
	sum := compressed(t, text)
	needed := regexp.MustCompile(`<(?:script|img|iframe|link rel="(?:stylesheet|preload)")[^>]*>`).FindAllString(string(text), -1)
	for _, tag := range needed {
		if strings.Contains(tag, "application/ld+json") {
			continue // it is read by nobody who paints
		}
		style := regexp.MustCompile(`^<link rel="stylesheet" href="([^"]+)">$`).FindStringSubmatch(tag)
		if style == nil {
			t.Errorf("the page needs %s", tag)
			continue
		}
		sheet, err := os.ReadFile(filepath.Join(filepath.Dir(report), filepath.FromSlash(style[1])))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(sheet), "@import") || regexp.MustCompile(`url\((?:"|')?[^d"']`).Match(sheet) {
			t.Errorf("the style sheet needs more files")
		}
		sum += compressed(t, sheet)
		t.Logf("%s: %d bytes compressed", path.Base(style[1]), compressed(t, sheet))
	}
	if t.Logf("in all: %d bytes compressed", sum); sum > limit {
		t.Errorf("the first visit takes %d bytes, want %d at most", sum, limit)
	}
}

func compressed(t *testing.T, text []byte) int {
	t.Helper()
	var n counter
	z := brotli.NewWriterLevel(&n, brotli.BestCompression)
	if _, err := z.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return int(n)
}

type counter int

func (n *counter) Write(p []byte) (int, error) { *n += counter(len(p)); return len(p), nil }
