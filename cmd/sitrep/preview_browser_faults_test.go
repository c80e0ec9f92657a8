package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
)

const (
	sheet     = ui + `.querySelector(".sheet")`
	faultList = ui + `.querySelector(".panel ol").textContent`
	tally     = ui + `.querySelector(".tally").textContent`
)

func errorsOverThePage(t *testing.T, ctx context.Context) {
	s := previewed(t)
	p := openTab(ctx, t, s, firstPage)
	good := reportText("The first", "Water rose.")
	bad := strings.Replace(good, "[NO]", `['<script>window.hurt = 1</script><img src=x onerror="window.hurt = 1">', "\"quoted\" & more"]`, 1)
	s.write("content/reports/2026/03/01-a.md", bad)
	p.until("the sheet", sheet+`.checkVisibility()`)
	p.untilSays("Water rose.")
	for what, so := range map[string]string{
		"the text as text":       sheet + `.textContent.includes('<script>window.hurt = 1</script><img src=x onerror=')`,
		"no element from it":     ui + `.querySelector("script, img") === null && !window.hurt`,
		"the source line":        sheet + `.querySelector("pre").textContent.includes("regions: [")`,
		"the place":              sheet + `.querySelector("a").textContent.startsWith("content/reports/2026/03/01-a.md:4:")`,
		"the link to an editor":  sheet + `.querySelector("a").href.startsWith("vscode://file/")`,
		"the tally":              tally + ` === "2 errors"`,
		"a role":                 sheet + `.role === "alertdialog"`,
		"the focus where it was": `document.activeElement === document.body`,
		"room for the page":      sheet + `.getBoundingClientRect().top > innerHeight * .3`,
	} {
		if !p.holds(so) {
			t.Errorf("missing: %s", what)
		}
	}
	p.run(`dispatchEvent(new KeyboardEvent("keydown", {key: "Escape"}))`)
	p.until("the sheet closed", `!`+sheet+`.checkVisibility()`)
	s.write("content/reports/2026/03/01-a.md", strings.Replace(bad, "more", "much more", 1))
	p.until("the sheet again, for it has changed", sheet+`.checkVisibility() && `+sheet+`.textContent.includes("much more")`)
	p.run(sheet + `.querySelector("button").click()`)
	p.until("the sheet closed", `!`+sheet+`.checkVisibility()`)
	p.run(ui + `.querySelector(".panel").open = true; ` + ui + `.querySelector(".show").click()`)
	p.until("the sheet by the panel", sheet+`.checkVisibility()`)
	s.write("content/reports/2026/03/01-a.md", strings.Replace(good, "rose", "fell", 1))
	p.untilSays("Water fell.")
	p.until("that nothing is wrong", `!`+sheet+`.checkVisibility() && `+tally+` === ""`)
	p.unloaded()
}

func errorsElsewhere(t *testing.T, ctx context.Context) {
	s := previewed(t)
	p := openTab(ctx, t, s, firstPage)
	s.write("content/reports/2026/03/02-b.md", strings.Replace(reportText("The second", "Roads."), "[NO]", "[Nowhere]", 1))
	p.until("the error in the panel", tally+` === "1 error"`)
	s.write("content/reports/2026/03/03-c/index.md", reportText("The third", "Roads."))
	s.write("content/reports/2026/03/03-c/unused.csv", "a,b\n1,2\n")
	p.until("the warning, too", tally+` === "1 error, 1 warning" && `+faultList+`.includes("unused.csv")`)
	if p.holds(sheet + `.checkVisibility()`) {
		t.Error("the faults of other pages lie over this one")
	}
	p.run(ui + `.querySelector("summary").click()`)
	p.until("the open panel, which is remembered", `sessionStorage.sitrepPanel === "open"`)
	p.goTo(s, "")
	p.until("the open panel on the next page", ui+`.querySelector(".panel").open`)
}

func failedBuild(t *testing.T, ctx context.Context) {
	s := previewed(t)
	p := openTab(ctx, t, s, firstPage)
	s.write("content/site.yaml", "title: Watched\ntimezone: Nowhere/At-all\nbase_url: https://watched.example/\n")
	p.until("the sheet", sheet+`.checkVisibility() && `+sheet+`.textContent.includes("Nowhere/At-all")`)
	p.untilSays("Water rose.")
	s.write("content/site.yaml", "title: Mended\ntimezone: UTC\nbase_url: https://watched.example/\n")
	p.until("the mended site", `document.title.includes("Mended") && !`+sheet+`.checkVisibility()`)
	p.unloaded()
}

func withheldPages(t *testing.T, ctx context.Context) {
	s := previewed(t)
	s.write("content/reports/2026/03/02-b.md", strings.Replace(reportText("The draft", "Roads."), "---\n\n", "status: draft\n---\n\n", 1))
	s.write("content/reports/2026/03/03-c.md", strings.Replace(reportText("The embargoed", "Roads."), "---\n\n", "embargo: 2099-01-01T09:00:00Z\n---\n\n", 1))
	p := openTab(ctx, t, s, "")
	const marks = `[...document.querySelectorAll("main [data-sitrep-mark]")].map(e => e.textContent + ": " + e.dataset.sitrepMark).join("|")`
	p.until("the mark at the draft", marks+`.includes("The draft: draft")`)
	p.until("the mark at the embargoed", marks+`.includes("The embargoed: embargoed until 2099-01-01")`)
	p.until("the mark in sight", `getComputedStyle(document.querySelector("[data-sitrep-mark]"), "::after").content.includes("embargoed")
		|| getComputedStyle(document.querySelector("[data-sitrep-mark]"), "::after").content.includes("draft")`)
	s.report("01-a.md", "The first, renamed", "Water rose.")
	p.untilSays("The first, renamed")
	p.until("the mark after a patch", marks+`.includes("The draft: draft")`)

	draft := openTab(ctx, t, s, "reports/2026/03/02-b.html")
	embargoed := openTab(ctx, t, s, "reports/2026/03/03-c.html")
	draft.until("the draft's ribbon", `document.querySelector(".sitrep-ribbon").textContent.includes("draft")`)
	embargoed.until("the embargo's ribbon", `document.querySelector(".sitrep-ribbon").textContent.includes("2099-01-01")`)
	s.write("content/reports/2026/03/03-c.md", "---\ntitle: The embargoed\nembargoo: 2099-01-01T09:00:00Z\n---\n")
	embargoed.until("the errors over a page that still is not public", sheet+`.checkVisibility() && document.querySelector(".sitrep-ribbon")`)
	s.report("02-b.md", "The draft", "Published.")
	draft.until("no ribbon", `document.querySelector(".sitrep-ribbon") === null`)
	p.until("no mark", `!(`+marks+`).includes("The draft")`)
	for _, p := range []*tab{p, draft, embargoed} {
		p.unloaded()
	}
}

func otherAudience(t *testing.T, ctx context.Context) {
	s := previewed(t)
	s.write("content/reports/2026/03/02-b.md", strings.Replace(reportText("The draft", "Roads."), "---\n\n", "status: draft\n---\n\n", 1))
	p := openTab(ctx, t, s, "")
	p.untilSays("The draft")
	p.run(`const s = ` + ui + `.querySelector("select"); s.value = "public"; s.dispatchEvent(new Event("change"))`)
	p.until("the public's eyes", `!document.body.textContent.includes("The draft")`)
	p.until("the panel to say so", ui+`.querySelector("select").value === "public"`)
	p.unloaded()
}

func renamedReport(t *testing.T, ctx context.Context) {
	s := previewed(t)
	p := openTab(ctx, t, s, firstPage)
	s.try(os.Rename(s.path("content/reports/2026/03/01-a.md"), s.path("content/reports/2026/03/01-renamed.md")))
	const link = `document.querySelector('.sitrep-notice a[href="/reports/2026/03/01-renamed.html"]')`
	p.until("the page that says where it went", link)
	p.unloaded()
	p.run(link + `.click()`)
	p.until("the report", `location.pathname === "/reports/2026/03/01-renamed.html" && document.querySelector("h1").textContent === "The first"`)
}

func deletedReport(t *testing.T, ctx context.Context) {
	s := previewed(t)
	s.report("02-b.md", "The second", "Roads are open.")
	p := openTab(ctx, t, s, "")
	p.untilSays("The second")
	p.goTo(s, "reports/2026/03/02-b.html")
	s.try(os.Remove(s.path("content/reports/2026/03/02-b.md")))
	p.until("the page that says it is gone", `document.querySelector(".sitrep-notice")?.textContent.includes("gone")`)
	s.report("02-b.md", "The second", "It is here again.")
	p.untilSays("It is here again.")
	p.unloaded()
}

func restartedPreview(t *testing.T, ctx context.Context) {
	s := previewed(t)
	host := s.host()
	var tabs []*tab
	for range 6 { // some of them keep no line open, and hear of it from the others
		p := openTab(ctx, t, s, firstPage)
		p.lone = true
		p.run(`new MutationObserver(() => {
			if (document.body.textContent.includes("being built")) window.marker = "the page went away for the time of a build";
		}).observe(document.body, {subtree: true, childList: true, characterData: true})`)
		tabs = append(tabs, p)
	}
	s.ends()
	tabs[0].until("that the panel says so", ui+`.querySelector(".lost").hidden === false`)
	s.report("01-a.md", "The first", "It changed while the preview was away.")
	again := *s
	again.out, again.ended = &record{}, make(chan int, 1)
	runs, stop := context.WithCancel(t.Context())
	again.stop = stop
	t.Cleanup(stop)
	go func() {
		again.ended <- run(runs, []string{"-C", s.dir, "serve", "--addr", host, "--now", fixedNow, "--cache", "off"}, again.out, again.out)
	}()
	for _, p := range tabs {
		p.untilSays("It changed while the preview was away.")
		p.until("that the panel says so", ui+`.querySelector(".lost").hidden`)
	}
	again.report("01-a.md", "The first", "And once more.")
	for _, p := range tabs {
		p.untilSays("And once more.")
		p.unloaded()
	}
	if got := again.host(); got != host {
		t.Errorf("it is served at %s, before at %s", got, host)
	}
	again.ends()
}

func textFile(t *testing.T, ctx context.Context) {
	s := previewed(t)
	s.write("content/reports/2026/03/02-b/index.md", reportText("The second", "[Levels](levels.csv) of the <river>."))
	s.write("content/reports/2026/03/02-b/levels.csv", "day,level\n1,<b>300</b>\n")
	p := openTab(ctx, t, s, "")
	p.untilSays("The second")
	p.goTo(s, "reports/2026/03/02-b/levels.csv")
	p.until("the text as text", `document.querySelector("pre").textContent === "day,level\n1,<b>300</b>\n"`)
	s.write("content/reports/2026/03/02-b/levels.csv", "day,level\n1,300\n2,310\n")
	p.until("the new text", `document.querySelector("pre").textContent === "day,level\n1,300\n2,310\n"`)
	many := "day,level\n" + strings.Repeat("1,300\n", 500)
	s.write("content/reports/2026/03/02-b/levels.csv", many+"2,330\n")
	p.untilSays("2,330")
	p.run(`scrollTo({top: 0, behavior: "instant"})`)
	s.write("content/reports/2026/03/02-b/levels.csv", many+"2,320\n")
	p.until("the line that changed", `document.body.textContent.includes("2,320") && scrollY > innerHeight * 2`)
	p.unloaded()
}

func deskInABrowser(t *testing.T, ctx context.Context) {
	s := previewed(t)
	for i := range 20 {
		s.report(fmt.Sprintf("05-r%d.md", i), fmt.Sprintf("Report number %d", i), "Water rose.")
	}
	p := openTab(ctx, t, s, "_sitrep/")
	p.untilSays("Report number 19")
	const rows = `document.querySelectorAll("tbody tr").length`
	typing := func(text string) string {
		return `const q = document.querySelector("[name=q]"); q.focus(); q.value = "` + text + `"; q.dispatchEvent(new Event("input", {bubbles: true}))`
	}
	p.run(typing("numb"))
	p.run(typing("number 17"))
	p.until("the one row", rows+` === 1 && document.querySelector("tbody").textContent.includes("Report number 17")`)
	p.until("the address", `new URL(location.href).searchParams.get("q") === "number 17"`)
	if !p.holds(`document.activeElement === document.querySelector("[name=q]")`) {
		t.Error("the field has lost the focus")
	}
	s.report("05-r17.md", "Report number 17 has another title", "Water rose.")
	p.untilSays("17 has another title")
	p.run(`document.querySelector("[name=q]").form.requestSubmit()`)
	p.run(typing(""))
	p.until("all rows", rows+` === 21 && location.search === ""`)
	p.unloaded()
}
