package generator_test

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// canary is a word that stands in one place of one report and nowhere else. No two of them begin alike, so that a part of the search's index, in
// which a term leaves out what it has in common with the one before it, has each as good as whole.
func canary(report, where string) string {
	sum := sha256.Sum256([]byte(report + "/" + where))
	for i := range sum {
		sum[i] = 'a' + sum[i]%26
	}
	return string(sum[:12])
}

// sings is the part of a canary that is looked for.
func sings(word string) string { return word[3:] }

// The places of a report that a canary can stand in: those that its readers see, and those that nobody ever sees.
var (
	seenPlaces = []string{
		"title", "summary", "highlight", "heading", "body", "figure", "figure note", "metric", "claim", "claim text", "claim by", "actor", "basis", "event", "source", "source title", "source address", "shared source",
		"label", "region", "topic", "series", "incident", "alias", "path", "attachment", "attachment title", "picture", "alternative", "prepared", "contact", "publisher", "revision", "footnote", "table",
	}
	hiddenPlaces = []string{"internal", "free", "comment", "protected title", "protected org", "protected address", "unused file"}
)

// aviary is a report with a canary in every place, in a folder of its own. It is withheld by the lines of header that are given.
func (n *newsroom) aviary(name, header string) {
	n.t.Helper()
	c := func(where string) string { return canary(name, where) }
	folder := "content/reports/2026/03/05-" + c("path") + "/"
	n.write(folder+"index.md", fmt.Sprintf(`---
title: The %s title
date: 2026-03-05
regions: [port, %s]
topics: [flood, %s]
series: %s
number: 3
next: 2026-03-20
version: 2
revisions: [{version: 2, date: 2026-03-06, kind: correction, summary: It was %s}]
%sincidents: [FL-%s]
aliases: [old/%s]
prepared_by: {name: Editor %s}
contacts: [{name: Desk %s}]
publisher: Office %s
summary: A %s summary.
highlights: [One %s., Two.]
internal: Never %s
x: {y: %s}
image: {src: %s.png, alt: A %s}
attachments: [{src: %s.csv, title: Table %s}]
sources:
  own: {org: Radio %s, title: News %s, url: "https://%s.example/"}
  hidden: {org: %s, title: %s, url: "https://%s.example/", protected: true, label: a %s}
figures:
  - {id: %s, value: 4711, source: own, place: port, note: Said %s}
  - {id: %s, value: 12, source: %s}
claims:
  - {id: %s, text: That %s fell, by: Mayor %s, source: own, status: claimed, basis: Heard %s}
  - {id: %s-too, text: It rose, by: %s, source: hidden, status: claimed}
events: [{time: 2026-03-05T10:00Z, title: A %s sank, place: port, source: own, at: [48.17, 30.27], precision: 1}]
---

<!-- %s -->

## A %s

The %s rose.[^1]

| A %s |
|---|
| 1 |

[^1]: A %s.
`, c("title"), c("region"), c("topic"), c("series"), c("revision"), header, c("incident"), c("alias"), c("prepared"), c("contact"), c("publisher"), c("summary"), c("highlight"),
		c("internal"), c("free"), c("picture"), c("alternative"), c("attachment"), c("attachment title"), c("source"), c("source title"), c("source address"),
		c("protected org"), c("protected title"), c("protected address"), c("label"), c("figure"), c("figure note"), c("metric"), c("shared source"), c("claim"), c("claim text"), c("claim by"), c("basis"), c("claim"), c("actor"),
		c("event"), c("comment"), c("heading"), c("body"), c("table"), c("footnote")))
	n.write(folder+c("picture")+".png", picture(480))
	n.write(folder+c("attachment")+".csv", "day,level\n1,2\n")
	n.write(folder+c("unused file")+".csv", "day\n1\n")
}

// aviaries are reports with the lines of a header that withhold them.
var aviaries = map[string]string{
	"draft":              "status: draft\n",
	"embargoed":          "embargo: 2026-03-11\n",
	"expired":            "expires: 2026-03-09\n",
	"above the audience": "tlp: amber\n",
	"faulty":             "phase: middle\n",
}

// words writes what a site knows by lists of its own, and of each report one row that only it uses.
func (n *newsroom) words(reports []string) {
	regions := "- {id: ardenia, name: Ardenia}\n- {id: port, name: Port Vale, parent: ardenia, at: [48.1, 30.2]}\n"
	topics, metrics, actors, sources := "- {id: flood, name: Flood}\n- {id: health, name: Health}\n", "", "", ""
	for _, r := range reports {
		c := func(where string) string { return canary(r, where) }
		regions += fmt.Sprintf("- {id: %[1]s, name: Isle of %[1]s, parent: ardenia, at: [48.2, 30.3]}\n", c("region"))
		topics += fmt.Sprintf("- {id: %[1]s, name: About %[1]s}\n", c("topic"))
		metrics += fmt.Sprintf("- {id: %[1]s, label: Number of %[1]s, unit: people}\n- {id: %[2]s, label: Count of %[2]s, unit: people}\n", c("metric"), c("figure"))
		actors += fmt.Sprintf("- {id: %[1]s, name: Party of %[1]s}\n", c("actor"))
		sources += fmt.Sprintf("%[1]s: {org: Agency of %[1]s}\n", c("shared source"))
	}
	n.write("content/regions.yaml", regions)
	n.write("content/topics.yaml", topics)
	n.write("content/figures.yaml", metrics)
	n.write("content/actors.yaml", actors)
	n.write("content/sources.yaml", sources)
}

// TestNothingWithheldIsPublished looks for canaries in every file of the tree and in the names of the files, with everything on. Once
// published, each is found, so that the search for them is known to find; withheld or gone, none is, and neither in a tree that had them before.
func TestNothingWithheldIsPublished(t *testing.T) {
	n := newNewsroom(t)
	n.opt.KeepGoing = true
	n.write("content/site.yaml", everythingOn+"cards: true\nlanguages: [en, uk]\n")
	var names []string
	for name := range aviaries {
		names = append(names, name)
	}
	slices.Sort(names)
	n.words(names)
	n.write("content/reports/2026/03/04-public.md", text("The public one", "series: daily", "number: 1")+"\n<!-- "+canary("public", "comment")+" -->\n"+links(names))
	n.write("content/pages/about.md", "---\ntitle: About\n---\n\nUs."+links(names))
	withhold := func() {
		for name, header := range aviaries {
			n.aviary(name, header)
		}
	}
	withhold()
	n.publishes(1)
	n.silent("at first", names, append(slices.Clone(seenPlaces), hiddenPlaces...))

	for name := range aviaries {
		n.aviary(name, "")
	}
	n.publishes(1 + len(names))
	n.silent("published", names, hiddenPlaces)
	n.heard(names)

	withhold()
	n.publishes(1)
	n.silent("withheld again", names, append(slices.Clone(seenPlaces), hiddenPlaces...))
}

// TestWhatIsTakenBackIsSilent: of a retracted report there is its notice, and nothing that it said.
func TestWhatIsTakenBackIsSilent(t *testing.T) {
	n := newNewsroom(t)
	n.write("content/site.yaml", everythingOn+"languages: [en, uk]\n")
	n.words([]string{"retracted"})
	n.write("content/reports/2026/03/04-public.md", text("The public one"))
	n.aviary("retracted", "")
	n.publishes(2)
	n.heard([]string{"retracted"})
	n.aviary("retracted", "status: retracted\nretraction: {date: 2026-03-07, reason: It was another river}\n")
	n.publishes(2)
	notice := []string{"title", "region", "topic", "series", "path", "alias", "publisher"}
	said := slices.DeleteFunc(append(slices.Clone(seenPlaces), hiddenPlaces...), func(where string) bool { return slices.Contains(notice, where) })
	n.silent("retracted", []string{"retracted"}, said)
}

// TestWithheldVersionsAreSilent: a translation and an earlier version of a report are withheld by themselves.
func TestWithheldVersionsAreSilent(t *testing.T) {
	n := newNewsroom(t)
	n.write("content/site.yaml", everythingOn+"languages: [en, uk]\n")
	n.write("content/regions.yaml", "- {id: ardenia, name: Ardenia}\n")
	spoken := []string{"title", "summary", "body", "comment"}
	speak := func(version, header string) {
		c := func(where string) string { return canary(version, where) }
		n.write("content/reports/a."+version+".md", fmt.Sprintf("---\ntitle: %s\n%ssummary: %s\n---\n\n%s rose.\n\n<!-- %s -->\n", c("title"), header, c("summary"), c("body"), c("comment")))
	}
	n.write("content/reports/a.md", text("The current one", corrected))
	const again = "date: 2026-03-01\nregions: [NO]\ntopics: [flood]\n"
	for _, c := range []struct {
		when, uk, v1 string
		told         bool
	}{{"withheld at first", "tlp: amber\n", "status: draft\n", false}, {"published", "", "", true}, {"withheld again", "embargo: 2026-03-11\n", "tlp: red\n", false}} {
		speak("uk", c.uk)
		speak("v1", again+c.v1)
		n.publishes(map[bool]int{false: 1, true: 2}[c.told])
		if !c.told {
			n.silent(c.when, []string{"uk", "v1"}, spoken)
			continue
		}
		n.silent(c.when, []string{"uk", "v1"}, []string{"comment"})
		if all := fmt.Sprint(n.everyText()); !strings.Contains(all, sings(canary("uk", "body"))) || !strings.Contains(all, sings(canary("v1", "body"))) {
			t.Error("nothing tells of the versions that are published")
		}
	}
}

// links lead to reports that are withheld.
func links(names []string) string {
	text := "\n"
	for _, name := range names {
		text += fmt.Sprintf("\nSee [it](report:2026/03/05-%s).\n", canary(name, "path"))
	}
	return text
}

// publishes publishes so many reports.
func (n *newsroom) publishes(reports int) {
	n.t.Helper()
	if result := n.publish(); result.Failed || result.Reports != reports {
		n.t.Fatalf("%d reports are published, want %d: %v", result.Reports, reports, result.Findings)
	}
}

// silent holds that no canary of these places is in any file.
func (n *newsroom) silent(when string, names, places []string) {
	n.t.Helper()
	for path, text := range n.everyText() {
		for _, name := range names {
			for _, where := range places {
				if strings.Contains(text, sings(canary(name, where))) {
					n.t.Errorf("%s: %s tells the %s of a report that is %s", when, path, where, name)
				}
			}
		}
		if strings.Contains(text, sings(canary("public", "comment"))) {
			n.t.Errorf("%s: %s has a comment", when, path)
		}
	}
}

// heard holds that each canary of the places that readers see is in some file, and those of the text in the search's index.
func (n *newsroom) heard(names []string) {
	n.t.Helper()
	var all, index strings.Builder
	for path, text := range n.everyText() {
		all.WriteString(text)
		if strings.HasPrefix(path, "search/") {
			index.WriteString(text)
		}
	}
	for _, name := range names {
		for _, where := range seenPlaces {
			if !strings.Contains(all.String(), sings(canary(name, where))) {
				n.t.Errorf("nothing tells the %s of a report that is published", where)
			}
		}
		for _, where := range []string{"title", "summary", "body", "heading", "region", "claim text"} {
			if !strings.Contains(index.String(), sings(canary(name, where))) {
				n.t.Errorf("no search finds the %s", where)
			}
		}
	}
}

// everyText is each published file, with its name before it and behind it what is packed in it, in small letters.
func (n *newsroom) everyText() map[string]string {
	n.t.Helper()
	texts := map[string]string{}
	root := n.path("public")
	if err := filepath.WalkDir(root, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		path := filepath.ToSlash(strings.TrimPrefix(name, root))
		texts[strings.TrimPrefix(path, "/")] = strings.ToLower(path + "\n" + unfolded.Replace(string(data)) + unpacked(data))
		return err
	}); err != nil {
		n.t.Fatal(err)
	}
	if len(texts) < 50 {
		n.t.Errorf("only %d files are looked at", len(texts))
	}
	return texts
}

// unfolded takes lines together that mails and calendars part.
var unfolded = strings.NewReplacer("=\r\n", "", "\r\n ", "")

var packed = regexp.MustCompile(`[A-Za-z0-9+/_-]{24,}`)

// unpacked is what is written in base64 in a file, and what that is when it is inflated.
func unpacked(data []byte) string {
	var b bytes.Buffer
	for _, run := range packed.FindAll(data, -1) {
		if len(run)%4 == 1 { // no length that base64 can have
			run = run[:len(run)-1]
		}
		for _, encoding := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			plain, err := encoding.DecodeString(string(run))
			if err != nil {
				continue
			}
			b.Write(plain)
			inflated, _ := io.ReadAll(flate.NewReader(bytes.NewReader(plain)))
			b.Write(inflated)
		}
	}
	return b.String()
}
