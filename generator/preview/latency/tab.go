package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/chromedp/cdproto/page"
	cdpruntime "github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience is how long a sample may take before it is lost.
const patience = 10 * time.Second

// observer runs in every document before its own scripts. It tells each marker once, with the moment at which it was seen.
const observer = `(() => {
	const told = new Set();
	new MutationObserver(() => {
		const at = performance.timeOrigin + performance.now();
		for (const [marker] of (document.body?.textContent ?? "").matchAll(/marker\d+z/g)) {
			if (!told.has(marker)) {
				told.add(marker);
				latencyShown(JSON.stringify({marker, at}));
			}
		}
	}).observe(document, {childList: true, subtree: true, characterData: true});
})()`

// sighting is a marker that is in the DOM of a page.
type sighting struct {
	Marker string
	At     float64 // by the page's clock, in milliseconds since 1970
}

// tab is an open page.
type tab struct {
	ctx       context.Context
	address   string
	server    int // the process that serves it; 0 when that is this program
	sightings chan sighting
}

// startBrowser starts Chromium with a profile and a cache of its own, and gives what ends it.
func (m *measurement) startBrowser(ctx context.Context) (stop func(), err error) {
	path, err := findBrowser(m.browser)
	if err != nil {
		return nil, err
	}
	progress("starting %s", path)
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.UserDataDir(filepath.Join(m.temp, "profile")), chromedp.Env("XDG_CACHE_HOME="+filepath.Join(m.temp, "cache")),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	allocator, stopAllocator := chromedp.NewExecAllocator(ctx, options...)
	browser, stopBrowser := chromedp.NewContext(allocator)
	stop = func() {
		chromedp.Cancel(browser)
		stopBrowser()
		stopAllocator()
	}
	m.browserContext = browser
	if err := chromedp.Do(browser, chromedp.Navigate("about:blank")); err != nil {
		stop()
		return nil, err
	}
	return stop, nil
}

func findBrowser(named string) (string, error) {
	if named != "" {
		return exec.LookPath(named)
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if found, err := exec.LookPath(name); err == nil {
			return found, nil
		}
	}
	return "", errors.New("there is no Chromium or Chrome on this machine: name one with -browser")
}

// open opens a page that a process serves, with the observer in it, and waits until it rests.
func (m *measurement) open(ctx context.Context, server int, address string) (t *tab, closing func(), err error) {
	tabContext, cancel := chromedp.NewContext(m.browserContext)
	t = &tab{ctx: tabContext, address: address, server: server, sightings: make(chan sighting, 4096)}
	err = chromedp.Listen(tabContext, t.hear)
	if err == nil {
		_, err = chromedp.Call(tabContext, cdpruntime.AddBinding, cdpruntime.AddBindingParams{Name: "latencyShown"})
	}
	if err == nil {
		_, err = chromedp.Call(tabContext, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: observer})
	}
	if err == nil {
		err = t.load(ctx)
	}
	if err != nil {
		cancel()
		return nil, nil, fmt.Errorf("opening %s: %w", address, err)
	}
	return t, cancel, nil
}

// hear takes what the observer tells. What does not fit was told long after anybody waited for it.
func (t *tab) hear(event any) {
	called, is := event.(*cdpruntime.EventBindingCalled)
	if !is || called.Name != "latencyShown" {
		return
	}
	var s sighting
	if json.Unmarshal([]byte(called.Payload), &s) != nil {
		return
	}
	select {
	case t.sightings <- s:
	default:
	}
}

// wait says how long after start a marker was in the DOM; it does not say so when the patience has ended.
func (t *tab) wait(ctx context.Context, marker string, start time.Time) (took time.Duration, shown bool, err error) {
	late := time.NewTimer(patience)
	defer late.Stop()
	for {
		select {
		case s := <-t.sightings:
			if s.Marker == marker {
				return time.Duration((s.At - wall(start)) * float64(time.Millisecond)), true, nil
			}
		case <-late.C:
			return 0, false, nil
		case <-t.ctx.Done():
			return 0, false, fmt.Errorf("the browser has gone: %w", t.ctx.Err())
		case <-ctx.Done():
			return 0, false, ctx.Err()
		}
	}
}

// lost says why a marker was not shown, as far as can be seen from here, and loads the page again, as a writer would. What the
// server has yet to do must not delay the next sample, so it is waited for.
func (t *tab) lost(ctx context.Context, marker string) (why string, err error) {
	if _, text, err := get(ctx, t.address); err != nil || !strings.Contains(text, marker) {
		why = "not served"
	} else {
		why = "served, but not shown"
	}
	plain, err := chromedp.Run(t.ctx, chromedp.Evaluate[string](`document.contentType == "text/html" ? "" : document.body.innerText.slice(0, 200)`))
	if err != nil {
		return why, err
	}
	if plain != "" {
		why += ": the page was `" + cell(plain) + "`"
	}
	if t.server != 0 {
		if _, err := settled(ctx, t.server); err != nil {
			return why, err
		}
	}
	return why, t.load(ctx)
}

// load loads the page, and waits until it rests.
func (t *tab) load(ctx context.Context) error {
	if err := chromedp.Do(t.ctx, chromedp.Navigate(t.address)); err != nil {
		return err
	}
	return pause(ctx, time.Second)
}

// wall is a moment in milliseconds since 1970, as a page counts them.
func wall(t time.Time) float64 { return float64(t.UnixMicro()) / 1000 }

// clocks compares the page's clock with ours: of fifty questions the one with the fastest answer bounds the difference best.
func (t *tab) clocks() (string, error) {
	best, ahead := math.Inf(1), 0.0
	for range 50 {
		before := time.Now()
		at, err := chromedp.Run(t.ctx, chromedp.Evaluate[float64]("performance.timeOrigin + performance.now()"))
		if err != nil {
			return "", err
		}
		if asked := wall(time.Now()) - wall(before); asked < best {
			best, ahead = asked, at-wall(before)-asked/2
		}
	}
	return fmt.Sprintf("page's clock %+.1f ms ± %.1f", ahead, best/2), nil
}
