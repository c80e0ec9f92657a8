package site

import (
	"fmt"
	"strings"
	"testing"

	"sitrep/generator/gazetteer"
	"sitrep/generator/markdown"
	"sitrep/generator/report"
	"sitrep/generator/source"
	"sitrep/generator/vocabulary"
)

// linked is a site in English and Ukrainian: two reports, the first of them a folder with a file and a translation; a page.
func linked(t *testing.T) *Site {
	t.Helper()
	config, findings := ParseConfig("content/site.yaml", []byte("title: T\ntimezone: UTC\nlanguages: [en, uk]\n"))
	rows, more := gazetteer.ParseRegions("content/regions.yaml", []byte("- {id: north, name: The North}\n- {id: south, name: South}\n"))
	regions, again := gazetteer.New(rows)
	topics, last := vocabulary.ParseTopics("content/topics.yaml", []byte("- {id: storm, name: Storm}\n"))
	for _, f := range append(append(append(findings, more...), again...), last...) {
		t.Fatal(f)
	}
	facts := markdown.Facts{Outline: "2погода\tПогода\n", Anchors: []string{"fn:1"}}
	const text = "---\ntitle: A report\ndate: 2025-01-01\nregions: [x]\ntopics: [x]\nfigures: [{id: roofs, value: 1}]\n" +
		"claims: [{id: bridge, text: It is down.}]\nsources: {radio: {org: Radio}, jane: {protected: true, label: a neighbour}}\n---\n"
	parsed, err := report.Parse(source.Bundle{Texts: []source.Text{{}}}, func(source.File) ([]byte, error) { return []byte(text), nil })
	if err != nil || len(parsed[0].Findings) > 0 {
		t.Fatal(err, parsed[0].Findings)
	}
	files := []source.File{{Path: "content/reports/2025/01/01-a/map.png"}}
	make := func(path, lang, file string) *Input {
		return &Input{Report: &report.Report{Path: path, Lang: lang, File: "content/reports/" + file, Header: parsed[0].Header, Text: facts}, Regions: []string{"north"}, Topics: []string{"storm"}}
	}
	a, auk, b := make("2025/01/01-a", "", "2025/01/01-a/index.md"), make("2025/01/01-a", "uk", "2025/01/01-a/index.uk.md"), make("2025/01/02-b", "", "2025/01/02-b.md")
	a.Files, auk.Files = files, files
	gone := make("2025/01/03-gone", "", "2025/01/03-gone.md")
	gone.Report.Status = report.Retracted
	page := PageInput{Page: &report.Page{Path: "about", File: "content/pages/about.md", Text: facts}}
	return New(nil, &Desk{Config: config, Regions: regions, Topics: topics}, []*Input{a, auk, b, gone}, []PageInput{page})
}

func TestFollow(t *testing.T) {
	s := linked(t)
	links := s.Links()
	for _, c := range []struct{ from, link, want string }{
		{"01-a", "report:2025/01/02-b", "reports/2025/01/02-b.html"},
		{"01-a", "report:2025/01/02-b.md#погода", "reports/2025/01/02-b.html#погода"},
		{"01-a", "report:2025/01/02-b#nowhere", "reports/2025/01/02-b.html, no such anchor"},
		{"01-a", "report:2025/01/02-c", "no such report, perhaps 2025/01/02-b or 2025/01/01-a"},
		{"01-a", "report:2024/01/02-b", "no such report, perhaps 2025/01/02-b"},
		{"01-a", "report:2025/01/03-gone#figure:roofs", "reports/2025/01/03-gone.html"},
		{"02-b", "report:2025/01/01-a", "reports/2025/01/01-a.html"},
		{"uk", "report:2025/01/01-a", ""},
		{"uk", "report:2025/01/02-b", "reports/2025/01/02-b.html in en"},
		{"01-a", "../02-b.md", "reports/2025/01/02-b.html"},
		{"01-a", "../02-b", "reports/2025/01/02-b.html"},
		{"02-b", "01-a/index.md", "reports/2025/01/01-a.html"},
		{"02-b", "01-a.md#figure:roofs", "reports/2025/01/01-a.html#figure:roofs"},
		{"02-b", "01-a/index.uk.md", "uk/reports/2025/01/01-a.html in uk"},
		{"02-b", "../../../pages/about.md#fn:1", "about.html#fn:1"},
		{"02-b", "01-c.md", "no such report, perhaps report:2025/01/01-a or report:2025/01/02-b"},
		{"02-b", "01-a/map.png", "no such file"},
		{"02-b", "../../../../../etc/passwd", "no such file"},
		{"01-a", "map.png", "reports/2025/01/01-a/map.png, a file"},
		{"uk", "map.png", "reports/2025/01/01-a/map.png, a file"},
		{"01-a", "mop.png", "no such file, perhaps map.png"},
		{"01-a", "#погода", "#погода"},
		{"01-a", "#погоди", "no such anchor, perhaps погода"},
		{"01-a", "figure:roofs", "#figure:roofs"},
		{"01-a", "figure:roof", "no such figure, perhaps roofs"},
		{"01-a", "claim:bridge", "#claim:bridge"},
		{"01-a", "source:radio", "#source:radio"},
		{"01-a", "source:jane", "#source:no-2"},
		{"01-a", "source:joe", "no such source"},
		{"about", "figure:roofs", "no such figure"},
		{"about", "page:about", "about.html"},
		{"about", "page:abuot", "no such page, perhaps about"},
		{"01-a", "region:The North", "regions/north.html"},
		{"uk", "region:north", "uk/regions/north.html"},
		{"01-a", "region:South", "no such region"},
		{"01-a", "topic:storm", "topics/storm.html"},
		{"01-a", "topic:stork", "no such topic, perhaps storm"},
	} {
		from := origin(s, c.from)
		link := parseLink(c.link)
		d := links.Follow(from, link)
		if got := told(d, links.Near(from, link, d.Outcome), from.lang); got != c.want {
			t.Errorf("%s: %s\n got %s\nwant %s", c.from, c.link, got, c.want)
		}
	}
}

func origin(s *Site, name string) Origin {
	switch name {
	case "about":
		return s.Page("about", "en").Origin()
	case "uk":
		return s.Entry("2025/01/01-a", "uk").Origin()
	}
	return s.Entry("2025/01/"+name, "en").Origin()
}

func parseLink(text string) (link markdown.Link) {
	text, link.Anchor, _ = strings.Cut(text, "#")
	if scheme, target, ok := strings.Cut(text, ":"); ok {
		link.Scheme, text = scheme, target
	}
	link.Target = text
	return link
}

// told is a destination in words.
func told(d Destination, near []string, lang string) string {
	words := [...]string{"", "report", "page", "region", "topic", "figure", "claim", "source", "file", "anchor"}
	text := d.URL
	if d.Anchor != "" {
		text += "#" + d.Anchor
	}
	if d.File.Path != "" {
		text += ", a file"
	} else if d.Outcome == Found && d.Lang != lang {
		text += " in " + d.Lang
	}
	if d.Outcome != Found {
		if text != "" {
			text += ", "
		}
		text += fmt.Sprintf("no such %s", words[d.Outcome])
	}
	if len(near) > 0 {
		text += ", perhaps " + strings.Join(near, " or ")
	}
	return text
}
