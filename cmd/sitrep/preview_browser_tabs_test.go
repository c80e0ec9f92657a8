package main

import (
	"context"
	"testing"

	"github.com/chromedp/chromedp"
)

func severalTabs(t *testing.T, ctx context.Context) {
	s := previewed(t)
	other, cancel := chromedp.NewContext(ctx, chromedp.WithNewBrowserContext())
	defer cancel()
	tabs := []*tab{openTab(ctx, t, s, firstPage), openTab(ctx, t, s, ""), openTab(other, t, s, firstPage)}
	s.report("01-a.md", "Seen in all tabs", "Water fell.")
	for _, p := range tabs {
		p.untilSays("Seen in all tabs")
		p.unloaded()
	}
}

// eightTabs are more than a browser has connections to a host: all are patched, and pages can still be opened.
func eightTabs(t *testing.T, ctx context.Context) {
	s := previewed(t)
	var tabs []*tab
	for range 8 {
		tabs = append(tabs, openTab(ctx, t, s, firstPage))
	}
	for _, title := range []string{"Seen in eight tabs", "Seen again"} {
		s.report("01-a.md", title, "Water fell.")
		for _, p := range tabs {
			p.untilSays(title)
			p.unloaded()
		}
	}
	tabs[7].goTo(s, "")
	for _, p := range tabs[:4] { // those that have kept a line open until now
		p.shut()
	}
	s.report("01-a.md", "Seen in the tabs that are left", "Water fell.")
	for _, p := range tabs[4:] {
		p.untilSays("Seen in the tabs that are left")
		p.unloaded()
	}
}

// hiddenTabs are six behind others in one window. They are patched, too, and make room for those that can be seen.
func hiddenTabs(t *testing.T, ctx context.Context) {
	s := previewed(t)
	var tabs []*tab
	for range 6 {
		tabs = append(tabs, openTab(ctx, t, s, firstPage, chromedp.WithNewWindow(false)))
	}
	front := openTab(ctx, t, s, firstPage)
	hidden := 0
	for _, p := range tabs {
		if p.holds("document.hidden") {
			hidden++
		}
	}
	if hidden < 5 {
		t.Errorf("only %d of six tabs in one window are hidden", hidden)
	}
	eventually(t, "a place for the tab that can be seen", front.hasPlace)
	s.report("01-a.md", "Seen behind", "Water fell.")
	for _, p := range append(tabs, front) {
		p.untilSays("Seen behind")
		p.unloaded()
	}
}

// backAgain leaves a page and comes back to it: the browser may have kept it, or asks for it anew.
func backAgain(t *testing.T, ctx context.Context) {
	s := previewed(t)
	p := openTab(ctx, t, s, firstPage)
	p.goTo(s, "")
	s.report("01-a.md", "Changed behind one's back", "Water fell.")
	p.untilSays("Changed behind one's back")
	if err := chromedp.Do(p.ctx, chromedp.NavigateBack()); err != nil {
		t.Fatal(err)
	}
	p.until("the report", `location.pathname.endsWith("01-a.html") && document.body.textContent.includes("Water fell.")`)
	s.report("01-a.md", "The first", "And it is live.")
	p.untilSays("And it is live.")
}

// hasPlace reports whether a tab may keep a line open. The browser knows the tabs that hold a lock by names of its own.
func (p *tab) hasPlace() bool {
	has, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool](`navigator.locks.request(String(Math.random()), async own => {
		const { held } = await navigator.locks.query(), me = held.find(l => l.name === own.name).clientId;
		return held.some(l => l.clientId === me && l.name.startsWith("sitrep-line-"));
	})`, chromedp.EvalAwaitPromise))
	return err == nil && has
}
