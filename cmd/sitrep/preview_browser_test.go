package main

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/log"
	cdpruntime "github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"sitrep/layouts"
)

// TestPreviewInABrowser looks at previews with a browser. Each test has a site, a command and a browser profile of its own.
func TestPreviewInABrowser(t *testing.T) {
	ctx := startBrowser(t, findBrowser(t))
	for _, c := range []struct {
		name string
		test func(t *testing.T, ctx context.Context)
	}{
		{"a patched page keeps what the writer has done", patchedPage},
		{"a page too long to be patched as a whole", hugePage},
		{"a selection of text stays", selectedText},
		{"what changed is shown", changedBlocks},
		{"an index follows a title", patchedIndex},
		{"the style sheet is swapped", swappedStyle},
		{"tabs and profiles", severalTabs},
		{"eight tabs", eightTabs},
		{"tabs that cannot be seen", hiddenTabs},
		{"back again", backAgain},
		{"errors lie over the last good page", errorsOverThePage},
		{"errors elsewhere stand in the panel", errorsElsewhere},
		{"the whole build fails", failedBuild},
		{"what the public will not see", withheldPages},
		{"another audience", otherAudience},
		{"a report with another name", renamedReport},
		{"a deleted report that comes back", deletedReport},
		{"the preview starts anew", restartedPreview},
		{"a text file", textFile},
		{"the desk", deskInABrowser},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			profile, cancel := chromedp.NewContext(ctx, chromedp.WithNewBrowserContext())
			defer cancel()
			if err := chromedp.Do(profile, chromedp.Navigate("about:blank")); err != nil {
				t.Fatal(err)
			}
			c.test(t, profile)
		})
	}
}

// previewed starts a preview of a small site.
func previewed(t *testing.T, args ...string) *station {
	t.Helper()
	return watched(t, append([]string{"serve", "--addr", "127.0.0.1:0"}, args...)...)
}

var served = regexp.MustCompile(`http://(127\.0\.0\.1:\d+)/`)

// host is where the preview is served.
func (s *station) host() string {
	s.t.Helper()
	found := served.FindStringSubmatch(s.out.String())
	if found == nil {
		s.t.Fatalf("it says no address: %s", s.out)
	}
	return found[1]
}

// tab is a page in the browser.
type tab struct {
	t    *testing.T
	ctx  context.Context
	shut context.CancelFunc
	lone bool // the preview may be away, which the browser reports

	mu     sync.Mutex
	faults []string
}

// openTab opens a page and waits until the preview has told it the state. Whatever the browser reports there is a fault.
func openTab(ctx context.Context, t *testing.T, s *station, path string, options ...chromedp.ContextOption) *tab {
	t.Helper()
	p := &tab{t: t}
	p.ctx, p.shut = chromedp.NewContext(ctx, append(options, chromedp.WithListener(p.hear))...)
	t.Cleanup(func() {
		p.shut()
		for _, fault := range p.reported() {
			t.Errorf("%s: %s", path, fault)
		}
	})
	p.goTo(s, path)
	return p
}

func (p *tab) goTo(s *station, path string) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, chromedp.EmulateViewport(900, 700), chromedp.Navigate("http://"+s.host()+"/"+path)); err != nil {
		p.t.Fatal(err)
	}
	p.until("the state", ui+`.querySelector("option") !== null`)
	p.run(`window.marker = "here"`)
}

func (p *tab) hear(event any) {
	fault := ""
	switch e := event.(type) {
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Source == "security" {
			fault = fmt.Sprintf("%s %s %s", e.Entry.Source, e.Entry.Text, e.Entry.URL)
		}
	case *cdpruntime.EventExceptionThrown:
		fault = fmt.Sprintf("exception: %s %+v", e.ExceptionDetails.Text, e.ExceptionDetails.Exception)
	case *cdpruntime.EventConsoleAPICalled:
		fault = fmt.Sprintf("console.%s %s", e.Type, e.Args[0].Value)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if fault != "" && !strings.HasSuffix(fault, "/favicon.ico") { // the browser's own wish
		p.faults = append(p.faults, fault)
	}
}

var away = regexp.MustCompile(`ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|status of (403|503)`)

func (p *tab) reported() (faults []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, fault := range p.faults {
		if !p.lone || !away.MatchString(fault) {
			faults = append(faults, fault)
		}
	}
	return faults
}

// ui is where the panel and the sheet stand.
const ui = `document.querySelector("sitrep-preview").shadowRoot`

// value evaluates an expression in a page.
func value[T any](p *tab, expression string) T {
	p.t.Helper()
	v, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		p.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// run runs statements in a page.
func (p *tab) run(script string) {
	p.t.Helper()
	value[bool](p, "(() => { "+script+"; return true })()")
}

// holds reports whether an expression is true; what fails while another page loads is not.
func (p *tab) holds(expression string) bool {
	v, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool]("Boolean("+expression+")"))
	return err == nil && v
}

func (p *tab) until(what, expression string) {
	p.t.Helper()
	holds := false
	defer func() {
		if !holds {
			text, _ := chromedp.Run(p.ctx, chromedp.Evaluate[string](`document.body.innerText + "\n" + (`+ui+`?.textContent)`))
			p.t.Logf("the page: %.3000s", text)
		}
	}()
	eventually(p.t, what, func() bool { holds = p.holds(expression); return holds })
}

// untilSays waits until the page's content has a text.
func (p *tab) untilSays(text string) {
	p.t.Helper()
	p.until(text, fmt.Sprintf(`document.body?.textContent.includes(%q)`, text))
}

// unloaded checks that the page was never loaded again.
func (p *tab) unloaded() {
	p.t.Helper()
	if !p.holds(`window.marker === "here"`) {
		p.t.Error("the page was loaded again")
	}
}

// long is the body of a report of sixty paragraphs, some of which another text takes the place of.
func long(others map[int]string) string {
	var b strings.Builder
	for i := range 60 {
		text, changed := others[i]
		if !changed {
			text = fmt.Sprintf("Paragraph %d. The water stood at %d cm in the morning, and the road along the river was closed to all but the crews.", i, 300+i)
		}
		b.WriteString(text + "\n\n")
	}
	return b.String()
}

const firstPage = "reports/2026/03/01-a.html"

// paragraph finds a paragraph of the long report by its beginning.
func paragraph(i int) string {
	return fmt.Sprintf(`[...document.querySelectorAll("main p")].find(p => p.textContent.startsWith("Paragraph %d."))`, i)
}

func patchedPage(t *testing.T, ctx context.Context) {
	s := previewed(t)
	template, err := layouts.FS.ReadFile("report.html")
	s.try(err)
	s.write("layouts/report.html", strings.Replace(string(template), "<article>",
		`<article><details><summary>More</summary><p>Within.</p></details><p><input name="note"><textarea name="text"></textarea></p>`, 1))
	s.report("01-a.md", "The first", long(nil))
	p := openTab(ctx, t, s, firstPage)
	p.until("the long report in its own layout", `document.querySelector("details") && `+paragraph(59))
	p.run(`document.querySelector("details").open = true; document.querySelector("textarea").value = "half a thought"`)
	p.run(`const i = document.querySelector("[name=note]"); i.focus(); i.value = "typed"; i.setSelectionRange(1, 3)`)
	p.run(`window.kept = ` + paragraph(30) + `; kept.scrollIntoView({block: "start", behavior: "instant"}); window.top0 = kept.getBoundingClientRect().top`)
	s.report("01-a.md", "The first again", long(map[int]string{2: "A new one.\n\nAnd one more, which pushes the others down.", 31: "This one says something else."}))
	p.untilSays("This one says something else.")
	p.until("the title", `document.title.includes("The first again")`)
	for what, so := range map[string]string{
		"the details are open":         `document.querySelector("details").open`,
		"the typed text":               `document.querySelector("[name=note]").value === "typed"`,
		"the text in the text area":    `document.querySelector("textarea").value === "half a thought"`,
		"the focus":                    `document.activeElement === document.querySelector("[name=note]")`,
		"the caret":                    `document.activeElement.selectionStart === 1 && document.activeElement.selectionEnd === 3`,
		"the same element":             `kept.isConnected && kept === ` + paragraph(30),
		"the body, and no other in it": `document.querySelectorAll("body").length === 1 && document.body.lastElementChild.localName === "footer"`,
		"no ids of the patch are left": `document.querySelector("[id^=sitrep-same]") === null`,
	} {
		if !p.holds(so) {
			t.Errorf("lost: %s", what)
		}
	}
	p.until("the place on the screen", `Math.abs(kept.getBoundingClientRect().top - top0) < 2`)
	p.unloaded()
}

func hugePage(t *testing.T, ctx context.Context) {
	const paragraphs = 3000
	s := previewed(t)
	s.report("01-a.md", "The first", strings.Repeat("The water stands.\n\n", paragraphs)+"The end.")
	p := openTab(ctx, t, s, firstPage)
	p.untilSays("The end.")
	s.report("01-a.md", "The first", strings.Repeat("The water stands.\n\n", paragraphs)+"The end is another.")
	p.untilSays("The end is another.")
	p.unloaded()
	s.report("01-a.md", "The first", strings.Repeat("The water stands.\n\n", paragraphs)+"The end is another.\n\nAnd a new one.")
	p.untilSays("And a new one.")
	p.until("a page that was loaded, and not patched", `window.marker !== "here"`)
}

func selectedText(t *testing.T, ctx context.Context) {
	s := previewed(t)
	s.report("01-a.md", "The first", long(nil))
	p := openTab(ctx, t, s, firstPage)
	p.untilSays("Paragraph 59.")
	p.run(`const text = ` + paragraph(3) + `.firstChild; getSelection().setBaseAndExtent(text, 0, text, 12)`)
	s.report("01-a.md", "The first", long(map[int]string{1: "An earlier one is new.", 2: "One more.\n\nAnd another."}))
	p.untilSays("And another.")
	if got := value[string](p, `getSelection().toString()`); got != "Paragraph 3." {
		t.Errorf("selected is %q", got)
	}
	s.report("01-a.md", "The first", long(map[int]string{1: "An earlier one is new.", 2: "One more.\n\nAnd another.", 3: "Paragraph 3. It was selected, and is another one now."}))
	p.untilSays("is another one now")
	if got := value[string](p, `getSelection().toString()`); got != "Paragraph 3." {
		t.Errorf("selected is %q", got)
	}
	p.unloaded()
}

func changedBlocks(t *testing.T, ctx context.Context) {
	const marked = `marked.map(e => e.textContent).join("|")`
	s := previewed(t)
	s.report("01-a.md", "The first", long(nil))
	p := openTab(ctx, t, s, firstPage)
	p.untilSays("Paragraph 59.")
	p.run(`window.marked = []; new MutationObserver(all => { // what was marked last, for marks do not stay
		const fresh = all.map(r => r.target).filter(e => e.hasAttribute("data-sitrep-changed"));
		if (fresh.length) window.marked = fresh;
	}).observe(document.body, {subtree: true, attributeFilter: ["data-sitrep-changed"]})`)
	s.report("01-a.md", "The first", long(map[int]string{50: "Far below."}))
	p.until("the mark at what changed far below", marked+` === "Far below."`)
	p.until("that it can be seen", `(r => r.top > 0 && r.bottom < innerHeight)(marked[0].getBoundingClientRect())`)
	p.until("the end of the mark", `document.querySelector("[data-sitrep-changed]") === null`)
	before := value[float64](p, "scrollY")
	s.report("01-a.md", "The first", long(map[int]string{50: "Far below, and in sight."}))
	p.until("the mark in sight", marked+` === "Far below, and in sight."`)
	if after := value[float64](p, "scrollY"); after != before {
		t.Errorf("it scrolled from %v to %v though the change was in sight", before, after)
	}
	s.report("01-a.md", "The first", strings.Replace(long(map[int]string{50: "Far below, and in sight."}), "Far below, and in sight.\n\n", "", 1))
	p.until("the mark at the neighbour of what went away", marked+`.startsWith("Paragraph 51.")`)
	p.run(`scrollTo({top: 0, behavior: "instant"}); window.marked = []`)
	all := map[int]string{}
	for i := range 60 {
		all[i] = fmt.Sprintf("All is new, number %d.", i)
	}
	s.report("01-a.md", "The first", long(all))
	p.untilSays("All is new, number 59.")
	if p.holds(`scrollY > 0 || marked.length > 0`) {
		t.Error("it pointed at something when all was new")
	}
	p.unloaded()
}

func patchedIndex(t *testing.T, ctx context.Context) {
	s := previewed(t)
	p := openTab(ctx, t, s, "")
	s.report("01-a.md", "Another title", "Water rose.")
	p.untilSays("Another title")
	s.report("02-b.md", "The second", "Roads are open.")
	p.untilSays("The second")
	s.write("content/site.yaml", "title: Renamed\ntimezone: UTC\nbase_url: https://watched.example/\n")
	p.until("the site's title", `document.title.includes("Renamed")`)
	p.unloaded()
}

func swappedStyle(t *testing.T, ctx context.Context) {
	s := previewed(t)
	p := openTab(ctx, t, s, firstPage)
	style, err := layouts.FS.ReadFile("style.css")
	s.try(err)
	p.run(`window.bare = false; const check = () => { window.bare ||= ![...document.querySelectorAll("link[href*=assets]")].some(l => l.sheet); };
		new MutationObserver(check).observe(document.head, {childList: true, attributes: true, subtree: true})`)
	for _, colour := range []string{"rgb(1, 2, 3)", "rgb(4, 5, 6)"} {
		s.write("layouts/style.css", string(style)+"\nh1 { color: "+colour+" }\n")
		p.until("the colour "+colour, `getComputedStyle(document.querySelector("h1")).color === "`+colour+`"`)
		p.until("that the old sheet has gone", `document.querySelectorAll("link[href*=assets]").length === 1`)
	}
	if p.holds("bare") {
		t.Error("for a moment there was no style")
	}
	p.unloaded()
}
