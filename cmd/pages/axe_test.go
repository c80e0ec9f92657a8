package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// readers are the ways in which axe looks at a page: with all its rules at first, then with those whose answer differs. From right
// to left are the pages in Arabic.
var readers = []struct {
	look
	rules string
}{
	{look{"light", 1280, 1024, "", map[string]string{"prefers-color-scheme": "light"}}, `undefined`},
	{look{"dark", 1280, 1024, "", map[string]string{"prefers-color-scheme": "dark"}}, colours},
	{look{"forced colours", 1280, 1024, "", map[string]string{"forced-colors": "active"}}, colours},
	{phone, `["color-contrast", "scrollable-region-focusable", "target-size"]`},
}

const colours = `["color-contrast", "color-contrast-enhanced", "link-in-text-block"]`

// textFill has axe take the colour that text has where colours are forced: there Chromium tells -webkit-text-fill-color, which axe
// asks for, as it would be without that.
const textFill = `(() => {
	const told = CSSStyleDeclaration.prototype.getPropertyValue;
	CSSStyleDeclaration.prototype.getPropertyValue = function(name) { return told.call(this, name == "-webkit-text-fill-color" ? "color" : name); };
})()`

// audit has axe look at a page. It adds to axe's own rules that the text of the page, as far as it is there to be read at length,
// has a contrast of 7 to 1; links, marks and what stands in small print beside it need 4.5 to 1, as everything does.
const audit = `(async () => {
	const besides = "a, abbr, code, small, time, svg, .meta, .soft, .status, .tag, .grade, .chip, .no";
	const found = await axe.run(document, {
		runOnly: %s, rules: {"color-contrast-enhanced": {enabled: true}}, resultTypes: ["violations"], elementRef: true,
	});
	return found.violations.flatMap(rule => rule.nodes
		.filter(n => rule.id != "color-contrast-enhanced" || n.element.closest("main") && !n.element.closest(besides))
		.map(n => ({Rule: rule.id, Element: n.target.join(" "), Why: (n.any.concat(n.all, n.none)[0] || {message: rule.help}).message})));
})()`

// violation is what axe has against an element, named by a selector.
type violation struct{ Rule, Element, Why string }

// accessible has axe look at every kind of page: nothing may violate its rules.
func (s *sites) accessible(t *testing.T, browser context.Context) {
	file := filepath.Join(tools, "axe-core/axe.min.js")
	missing(t, exists(file), "there is no axe; make pages installs it")
	axe, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	s.inBrowser(t, browser, func(tab *tab, k kind) ([]string, error) {
		if err := chromedp.Do(tab.ctx, chromedp.Evaluate[chromedp.Void](string(axe)), chromedp.Evaluate[chromedp.Void](textFill)); err != nil {
			return nil, err
		}
		return tab.audits()
	})
}

// audits says what axe has against the open page, of each element and rule once.
func (t *tab) audits() ([]string, error) {
	var faults []string
	known := map[violation]bool{}
	for _, reader := range readers {
		if err := t.wear(reader.look); err != nil {
			return nil, err
		}
		found, err := chromedp.Run(t.ctx, chromedp.Evaluate[[]violation](fmt.Sprintf(audit, reader.rules), chromedp.EvalAwaitPromise))
		if err != nil {
			return nil, err
		}
		for _, v := range found {
			why := v.Why
			if v.Why = ""; !known[v] {
				known[v], faults = true, append(faults, fmt.Sprintf("%s: %s: %s: %s", reader.name, v.Rule, v.Element, why))
			}
		}
	}
	return faults, nil
}
