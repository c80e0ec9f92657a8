package main

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// look is what a reader sees a page on, and with what wishes.
type look struct {
	name          string
	width, height int64             // in CSS pixels
	media         string            // "print", or empty for a screen
	wishes        map[string]string // media features
}

// startBrowser starts Chromium with a profile of its own in dir, which must go only when stop has returned.
func startBrowser(ctx context.Context, dir string) (browser context.Context, stop func(), err error) {
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.UserDataDir(filepath.Join(dir, "profile")),
		chromedp.Env("XDG_CACHE_HOME="+filepath.Join(dir, "cache")), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	allocator, stopAllocator := chromedp.NewExecAllocator(ctx, options...)
	browser, stopBrowser := chromedp.NewContext(allocator)
	stop = func() {
		chromedp.Cancel(browser)
		stopBrowser()
		stopAllocator()
	}
	if err := chromedp.Do(browser, chromedp.Navigate("about:blank")); err != nil {
		stop()
		return nil, nil, fmt.Errorf("starting the browser: %w", err)
	}
	return browser, stop, nil
}

// tab is an open page. It notes what the page asked for, and what the browser said of it.
type tab struct {
	ctx   context.Context
	close func()

	mu     sync.Mutex
	asked  []string
	faults []string
}

func openTab(browser context.Context) (*tab, error) {
	ctx, cancel := chromedp.NewContext(browser)
	t := &tab{ctx: ctx, close: cancel}
	if err := chromedp.Listen(ctx, t.hear); err != nil {
		cancel()
		return nil, err
	}
	return t, nil
}

func (t *tab) hear(event any) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		t.asked = append(t.asked, e.Request.URL)
	case *network.EventLoadingFailed:
		t.faults = append(t.faults, "a file did not load: "+e.ErrorText)
	case *log.EventEntryAdded:
		t.faults = append(t.faults, string(e.Entry.Level)+": "+e.Entry.Text)
	}
}

// heard takes what was noted since it was last asked.
func (t *tab) heard() (asked, faults []string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	asked, faults = t.asked, t.faults
	t.asked, t.faults = nil, nil
	return asked, faults
}

// wear gives the tab a look; an open page follows.
func (t *tab) wear(l look) error {
	media := emulation.SetEmulatedMediaParams{Media: l.media}
	for name, value := range l.wishes {
		media.Features = append(media.Features, &emulation.MediaFeature{Name: name, Value: value})
	}
	if _, err := chromedp.Call(t.ctx, emulation.SetEmulatedMedia, media); err != nil {
		return err
	}
	return chromedp.Do(t.ctx, chromedp.EmulateViewport(l.width, l.height))
}

// open shows a page as it stands once its scripts have done what they began with.
func (t *tab) open(address string) error {
	if err := chromedp.Do(t.ctx, chromedp.Navigate(address)); err != nil {
		return fmt.Errorf("opening %s: %w", address, err)
	}
	if err := chromedp.Do(t.ctx, chromedp.WaitNotPresent(chromedp.CSS("[aria-busy]"))); err != nil {
		return fmt.Errorf("waiting for %s: %w", address, err)
	}
	return nil
}

// eachPage calls at for every page by its index, on a few tabs at once, and returns the first error.
func eachPage(browser context.Context, tabs, pages int, at func(t *tab, i int) error) error {
	ctx, cancel := context.WithCancelCause(browser)
	defer cancel(nil)
	work := make(chan int)
	var tasks sync.WaitGroup
	for range tabs {
		tasks.Go(func() { cancelOn(cancel, inTab(ctx, work, at)) })
	}
	for i := range pages {
		select {
		case work <- i:
		case <-ctx.Done():
		}
	}
	close(work)
	tasks.Wait()
	return context.Cause(ctx)
}

func inTab(browser context.Context, work <-chan int, at func(t *tab, i int) error) error {
	t, err := openTab(browser)
	if err != nil {
		return err
	}
	defer t.close()
	for i := range work {
		if err := at(t, i); err != nil {
			return err
		}
	}
	return nil
}

func cancelOn(cancel context.CancelCauseFunc, err error) {
	if err != nil {
		cancel(err)
	}
}
