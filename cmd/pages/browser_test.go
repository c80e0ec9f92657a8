package main

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// phone is the smallest screen, and at the same time a window of 1280 by 1024 pixels at 400 %.
var phone = look{name: "phone", width: 320, height: 256, wishes: map[string]string{"prefers-color-scheme": "light"}}

// check looks at the page of a kind that is open in a tab, and says what is wrong with it.
type check func(t *tab, k kind) (faults []string, err error)

// inBrowser looks at every kind of page with a check, and at a page with faults, which must have some.
func (s *sites) inBrowser(t *testing.T, browser context.Context, c check) {
	kinds := append(looked(), s.faulty(t))
	found := make([][]string, len(kinds))
	err := eachPage(browser, 2, len(kinds), func(tab *tab, i int) (err error) {
		if err := tab.wear(phone); err != nil {
			return err
		}
		tab.heard()
		if err := tab.open(s.address(kinds[i])); err != nil {
			return err
		}
		if found[i], err = c(tab, kinds[i]); err != nil {
			return fmt.Errorf("%s: %w", s.address(kinds[i]), err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	last := len(kinds) - 1
	for i, k := range kinds[:last] {
		for _, fault := range found[i] {
			t.Errorf("%s: %s: %s", k.site, k.path, fault)
		}
	}
	if t.Logf("%d pages were looked at; faulty.html: %q", last, found[last]); len(found[last]) == 0 {
		t.Error("nothing was found against the page with faults")
	}
}

// faulty puts a page with faults of all kinds beside the others.
func (s *sites) faulty(t *testing.T) kind {
	t.Helper()
	for name, text := range map[string]string{
		"faulty.css": "body { color: #aaa; background: #fff; } p { width: 400px; }",
		"faulty.html": `<!doctype html><html lang="en"><title>Faulty</title><link rel="stylesheet" href="faulty.css">
			<main><h1>Faulty</h1><p>Pale, and wide.</p><img src="http://localhost:1/other-host.png" alt=""></main>`,
	} {
		if err := put(filepath.Join(s.root("sample"), name), []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	return kind{name: "faulty", site: "sample", path: "faulty.html"}
}

// obeys holds that nothing on the page violates the Content-Security-Policy, and that nothing is asked of another host.
func (s *sites) obeys(t *tab, k kind) ([]string, error) {
	asked, faults := t.heard()
	for _, address := range asked {
		if !strings.HasPrefix(address, s.base+k.site+"/") && !strings.HasPrefix(address, "data:") {
			faults = append(faults, "asked for "+address)
		}
	}
	if len(asked) < 2 {
		faults = append(faults, fmt.Sprintf("asked for %q, want the page and its style sheet", asked))
	}
	return faults, nil
}

// wide names the elements that make a page wider than its window, the innermost first.
const wide = `(() => {
	const width = document.scrollingElement.scrollWidth;
	if (width <= innerWidth) return [];
	const out = [...document.querySelectorAll("body *")].filter(e => {
		const r = e.getBoundingClientRect();
		return r.right > innerWidth + 1 || r.left < -1;
	}).reverse();
	return [width + " px wide in a window of " + innerWidth + ": " + out.slice(0, 4).map(e => e.tagName.toLowerCase() + "." + e.className).join(", ")];
})()`

// reflows holds that the page needs no sideways scrolling on a small phone, or at 400 %.
func reflows(t *tab, _ kind) ([]string, error) {
	return chromedp.Run(t.ctx, chromedp.Evaluate[[]string](wide))
}

func haveBrowser() bool {
	return slices.ContainsFunc([]string{"headless_shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}, func(name string) bool {
		_, err := exec.LookPath(name)
		return err == nil
	})
}
