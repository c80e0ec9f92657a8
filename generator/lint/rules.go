package lint

import (
	"slices"
	"strings"

	"sitrep/generator/diag"
)

// Rule is what a writer may set in site.yaml, and silence on a report, as far as it warns.
type Rule struct {
	ID      string // area/name
	Doc     string // what it finds, in a few words
	Example string // a line of a header or text that it speaks of
	Error   bool   // it always stops the site: it can be neither set nor silenced
}

// Rules are those of this room and all others that warn, by id. A finding whose rule is not here is an error of understanding.
func Rules() []Rule {
	rules := slices.Concat(seriesRules, figureRules, claimRules, reportRules, textRules)
	slices.SortFunc(rules, func(a, b Rule) int { return strings.Compare(a.ID, b.ID) })
	return rules
}

// Known reports whether a rule can be silenced; near are those that may have been meant.
func Known(id string) (known bool, near []string) {
	var ids []string
	for _, r := range Rules() {
		if !r.Error {
			ids = append(ids, r.ID)
		}
	}
	if slices.Contains(ids, id) {
		return true, nil
	}
	return false, diag.Nearest(id, ids)
}

var seriesRules = []Rule{
	{ID: "series/number-repeated", Doc: "two reports of a series have one number", Example: "number: 12"},
	{ID: "series/number-gap", Doc: "a number of the series is missing before this one", Example: "number: 14"},
	{ID: "series/number-title", Doc: "the title has another number than the header", Example: "title: Situation report 13"},
	{ID: "series/number-path", Doc: "the file's name has another number than the header", Example: "10-sitrep-13.md"},
	{ID: "date/path", Doc: "the folder or file says another day than the header", Example: "date: 2024-10-11"},
	{ID: "period/gap", Doc: "nothing covers the time since the report before", Example: "period: {from: 2024-11-10, to: 2024-11-11}"},
	{ID: "period/overlap", Doc: "the period begins before that of the report before ends", Example: "period: {from: 2024-11-07, to: 2024-11-10}"},
	{ID: "time/cutoff", Doc: "the data are of a time after the publication or the period", Example: "cutoff: 2024-11-12T18:00Z"},
	{ID: "time/next-passed", Doc: "the next report of the series is late", Example: "next: 2024-11-11"},
}

var figureRules = []Rule{
	{ID: "figure/falls", Doc: "a cumulative figure falls, without a note", Example: "{id: deaths, value: 9, source: moh}"},
	{ID: "figure/parts", Doc: "the parts of a total add up to more", Example: "{id: women, value: 70, of: displaced, source: moh}"},
	{ID: "figure/jump", Doc: "a figure moves more than five times as far as it is used to", Example: "{id: shelters, value: 1200, source: moh}"},
	{ID: "figure/break-undeclared", Doc: "a figure changes its unit, and figures.yaml knows of no break", Example: "{id: displaced, value: 300, unit: families, source: moh}"},
	{ID: "figure/no-source", Doc: "nobody stands for a figure", Example: "{id: deaths, value: 9}"},
	{ID: "figure/blank-zero", Doc: "a zero stands where there is no number", Example: `{id: cases, value: 0, source: moh, note: "not reported"}`},
	{ID: "figure/corrected-reused", Doc: "a figure is repeated as it was before a correction", Example: "{id: deaths, value: 9, source: moh}"},
}

var claimRules = []Rule{
	{ID: "claim/stale", Doc: "a claim stays open while its series goes on", Example: "status: unverified"},
	{ID: "claim/basis", Doc: "the status of a claim is not what its basis says", Example: "status: confirmed"},
	{ID: "claim/spelling", Doc: "somebody is spelt almost as somebody who is often named", Example: "by: Ministry of Heath"},
	{ID: "place/spelling", Doc: "a rare place is one letter from one that is often named", Example: "regions: [Kherston]"},
}

var reportRules = []Rule{
	{ID: "report/highlights", Doc: "there are not two to five highlights", Example: "highlights: [One sentence.]"},
	{ID: "report/near-duplicate", Doc: "the report says what the one before it says", Example: "title: Flood, daily report"},
	{ID: "source/unarchived", Doc: "a source has no archived copy a week after the report", Example: "url: https://example.org/notice"},
	{ID: "translation/behind", Doc: "the translation follows an older version of its original", Example: "translates: 1"},
	{ID: "coordinates/precise", Doc: "the place of an event points at a single house", Example: "at: [50.00412, 36.23187]"},
	{ID: "supersedes/cycle", Doc: "reports replace each other in a circle", Example: "supersedes: [2024/11/10-moscow]", Error: true},
	{ID: "alias/taken", Doc: "an old address leads elsewhere already", Example: "aliases: [index.html]", Error: true},
	{ID: "reference/unknown", Doc: "a name in the header leads to nothing", Example: "source: mho", Error: true},
	{ID: "silence/unused", Doc: "a silence of the report silences nothing", Example: "silence: [{rule: figure/falls, reason: revised}]"},
	{ID: "silence/unknown-rule", Doc: "there is no such rule, or it is no warning", Example: "silence: [{rule: figure/fall, reason: revised}]"},
}

var textRules = []Rule{
	{ID: "link/broken", Doc: "a link or picture leads nowhere", Example: "[yesterday](report:2024/11/09-mosco)", Error: true},
	{ID: "link/withheld", Doc: "a link leads to a report that is withheld, and becomes plain text", Example: "[tomorrow](report:2024/11/11-draft)"},
	{ID: "link/space", Doc: "an address has a space in it, so that it is no link", Example: "[map](river map.png)"},
	{ID: "file/active", Doc: "a file could run in a reader's browser", Example: "notes.html", Error: true},
	{ID: "file/metadata", Doc: "a file may say more than it shows", Example: "plan.pdf"},
	{ID: "file/unused", Doc: "no text links to a file of the report's folder", Example: "old-map.png"},
	{ID: "callout/unknown", Doc: "there is no such callout", Example: "> [!ALARM]"},
	{ID: "footnote/undefined", Doc: "a footnote has no text", Example: "The bridge is closed.[^2]"},
	{ID: "footnote/unused", Doc: "a footnote is shown nowhere", Example: "[^3]: District office."},
	{ID: "markdown/h1", Doc: "a heading of the first level stands in the text", Example: "# Situation"},
	{ID: "markdown/raw-html", Doc: "HTML is left out", Example: "<b>84</b>"},
	{ID: "card/script", Doc: "a title has letters that cards cannot show, so that the report has none", Example: "title: 洪水"},
	{ID: "handover/reliefweb", Doc: "the site hands its reports over to ReliefWeb, and ReliefWeb cannot take this one", Example: "title: Flood"},
	{ID: "picture/damaged", Doc: "a picture is damaged", Example: "half-copied.jpg", Error: true},
	{ID: "picture/large", Doc: "a picture is too large to be made smaller here", Example: "whole-country-in-detail.png", Error: true},
	{ID: "picture/name", Doc: "a picture's name says another format than the file has", Example: "screenshot.png", Error: true},
	{ID: "picture/type", Doc: "a picture is of a kind that cannot be cleaned, or none at all", Example: "IMG_2041.heic", Error: true},
	{ID: "picture/no-description", Doc: "a picture has no description", Example: "![](map.png)"},
	{ID: "page/weight", Doc: "a page is heavier than the site's budget", Example: "page_budget: 100 kB"},
	{ID: "profile/field", Doc: "a field is missing that the report's profile asks for", Example: "profile: ocha"},
	{ID: "profile/section", Doc: "a section is missing that the report's profile asks for", Example: "profile: ics-209"},
	{ID: "text/not-utf8", Doc: "the file is not UTF-8", Example: "Z\\xFCrich"},
	{ID: "text/nul", Doc: "a NUL byte stands in the text", Example: "\\x00"},
	{ID: "text/likelihood", Doc: "a likelihood and a confidence stand in one sentence", Example: "It is likely, with high confidence, that the dam holds."},
	{ID: "text/personal", Doc: "the e-mail address or telephone number of a person stands in the text", Example: "Call +380 50 765 43 21."},
	{ID: "text/coordinates", Doc: "coordinates in the text have more than three decimals", Example: "49.98765, 36.23456"},
	{ID: "text/empty-section", Doc: "a heading has nothing below it", Example: "## Gaps"},
	{ID: "place/unlisted", Doc: "the text names a place that has nothing to do with the report's regions", Example: "regions: [Kherson]"},
	{ID: "report/redacted", Doc: "the text of a version from before a redaction is still kept", Example: "10-moscow.v1.md"},
	{ID: "report/unauthorized", Doc: "the site requires that somebody other than the writer authorizes a report", Example: "authorized_by: A. Editor", Error: true},
	{ID: "source/stray", Doc: "a file in a folder of reports belongs to none of them", Example: "content/reports/2024/11/map.png"},
	{ID: "source/unknown", Doc: "a file that nothing reads", Example: "content/topic.yaml"},
	{ID: "layout/unknown", Doc: "a layout of a name that nothing reads", Example: "layouts/reports.html"},
}
