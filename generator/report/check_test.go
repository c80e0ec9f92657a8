package report

import (
	"strings"
	"testing"
)

// TestChecks holds what is said of fields that were understood: a line each.
func TestChecks(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{strings.Replace(good, "[NO]", "["+strings.Repeat("NO, ", 2999)+"NO]", 1), "4:1 header/count: 3,000 regions; a report may name up to 100 | name the region that holds them all"},
		{strings.Replace(good, "[drones]", "["+strings.Repeat("a, ", 100)+"a]", 1), "5:1 header/count: 101 topics; a report may name up to 100 | keep those that the report is about"},
		{strings.Replace(good, "[drones]", "["+strings.Repeat("a, ", 99)+"a]", 1), ""},
		{header("figures:\n" + rows("- {id: a%d, value: 1}\n", 1001)), "6:1 header/count: 1,001 figures; a report may hold up to 1,000 | put them into a CSV file and name it by data: {figures: …}"},
		{header("claims:\n" + rows("- {id: a%d, text: b}\n", 1001)), "6:1 header/count: 1,001 claims; a report may hold up to 1,000 | divide the report"},
		{header("events:\n" + strings.Repeat("- {time: 2024-11-10, title: b}\n", 1001)), "6:1 header/count: 1,001 events; a report may hold up to 1,000 | put them into a CSV file and name it by data: {events: …}"},
		{header("series: kharkiv-daily-2\n"), ""},
		{header("series: харків\n"), ""},
		{header("series: हिन्दी\n"), ""},
		{header("figures: [{id: Homes lost, value: 1}]\n"), "6:16 header/figure: \"Homes lost\" is no id: letters in lower case and digits, with single hyphens between them | write homes-lost"},
		{header("claims: [{id: ../../index, text: t}]\n"), "6:15 header/claim: \"../../index\" is no id: letters in lower case and digits, with single hyphens between them | write index"},
		{header("claims: [{id: con, text: t}]\n"), "6:15 header/claim: \"con\" is no id that can name a page | write a few words in lower case, with hyphens between them"},
		{header("series: Kharkiv Daily!\n"), "6:9 header/series: the series \"Kharkiv Daily!\" is not a plain key: lower-case letters, digits and hyphens | write kharkiv-daily"},
		{header("series: a.b/../c\n"), "6:9 header/series: the series \"a.b/../c\" is not a plain key: lower-case letters, digits and hyphens | write a-b-c"},
		{header("series: \"a\\nb\"\n"), "6:9 header/series: the series \"a\\nb\" is not a plain key: lower-case letters, digits and hyphens | write a-b"},
		{header("series: -x\n"), "6:9 header/series: the series \"-x\" is not a plain key: lower-case letters, digits and hyphens | write x"},
		{header("series: \"…\"\n"), "6:9 header/series: the series \"…\" is not a plain key: lower-case letters, digits and hyphens | write a short name, as in kharkiv-daily"},
		{header("series: \" \"\n"), "6:9 header/series: the series \" \" is blank | write a short name, as in kharkiv-daily"},
		{header("series: con\n"), "6:9 header/series: the series \"con\" is a device on Windows, where no folder can have that name | write con-reports"},
		{header("series: " + strings.Repeat("a", 101) + "\n"), "6:9 header/series: the series \"" + shorten(strings.Repeat("a", 101)) + "\" is too long: it may have up to 100 bytes | write " + strings.Repeat("a", 99)},
		{header("series: " + strings.Repeat("a", 100) + "\n"), ""},
		{header("tlp: white\n"), "6:6 header/word: tlp cannot be \"white\" | did you mean clear?"},
		{header("lang: uk\n"), ""},
		{good[4:], "1:1 header/missing: the header has no opening fence | write --- above it, on a line of its own"},
		{good[4:] + "\n---\n\nMore\n", "1:1 header/missing: the header has no opening fence | write --- above it, on a line of its own"},
		{"draft: x\n" + good, "1:1 header/missing: the header does not come first in the file | move \"draft: x\" below the header"},
		{strings.Replace(good, "title", "titel", 1), "2:1 header/unknown-key: no key is called titel | did you mean title?"},
		{strings.Replace(good, "regions", "region", 1), "4:1 header/unknown-key: no key is called region | did you mean regions?"},
		{strings.Replace(good, "[drones]", "flood; health", 1), "5:9 header/type: topics takes a list, not a single value | write topics: [flood, health]"},
		{"---\n " + four + "---\n", "2:1 header/syntax: line 2 begins with a space | write title: at the start of the line; a longer text with a colon in it needs quotes"},
		{header("figures: [{id: a, value: 1,200}]\n"), "6:26 header/value: value: no comma in numbers | write 1200"},
	} {
		if got := strings.TrimSpace(lines(parse(t, testText{"", c.text})[0].Findings)); got != c.want {
			t.Errorf("%.200q\ngot  %s\nwant %s", c.text, got, c.want)
		}
	}
	if got := lines(parse(t, testText{"", header("series: \"a\\0b\"\n")})[0].Findings); !strings.Contains(got, "header/character") {
		t.Errorf("NUL in a series: %s", got)
	}
}
