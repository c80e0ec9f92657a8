package lint

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"sitrep/generator/diag"
	"sitrep/generator/gazetteer"
	"sitrep/generator/report"
	"sitrep/generator/site"
	"sitrep/generator/source"
	"sitrep/generator/vocabulary"
)

// reports of the little site that every case links within.
var reports = map[string]string{
	"2026/03/01-a":    "## Water\n\nSee.[^1]\n\n[^1]: A note.\n",
	"2026/03/01-a.uk": "## Вода\n\nТекст.\n",
	"2026/03/02-b":    "Text.\n",

	"2026/03/07-flood-in-the-north": "Text.\n",
}

// check finds the faults of a report 2026/03/05-x, a folder with map.png and data.csv, that has the given body. What is
// withheld is 2026/03/03-draft and the folder 2026/03/04-later.
func check(t *testing.T, body string) string { return checkHeader(t, "", body) }

// checkHeader does the same with further lines in the report's header.
func checkHeader(t *testing.T, more, body string) string {
	t.Helper()
	const header = "regions: [UA-63]\ntopics: [Flood]\nsources: {ndo: {org: Office}}\n"
	var inputs []*site.Input
	add := func(bundle, lang, file, text string, files ...source.File) {
		data := []byte("---\ntitle: T\ndate: " + strings.ReplaceAll(bundle[:10], "/", "-") + "\n" + header + text)
		parsed, err := report.Parse(source.Bundle{Path: bundle, Texts: []source.Text{{Lang: lang, File: source.File{Path: file, Size: int64(len(data))}}}, Files: files},
			func(f source.File) ([]byte, error) {
				if content, isPicture := pictures[path.Base(f.Path)]; isPicture {
					return []byte(content), nil
				}
				return data, nil
			})
		if err != nil || diag.Failed(parsed[0].Findings) {
			t.Fatal(err, parsed[0].Findings)
		}
		inputs = append(inputs, &site.Input{Report: &parsed[0].Report, Regions: []string{"ua-63"}, Topics: []string{"flood"}, Files: files})
	}
	for name, text := range reports {
		path, lang, _ := strings.Cut(name, ".")
		more := ""
		if strings.HasSuffix(name, "-north") {
			more = "aliases: [reports/2025/old.html]\n"
		}
		add(path, lang, "content/reports/"+name+".md", more+"---\n"+text)
	}
	folder := "content/reports/2026/03/05-x/"
	files := []source.File{{Path: folder + "data.csv"}, {Path: folder + "map.png", Sum: [32]byte{1}}}
	for i, name := range []string{"IMG.heic", "broken.jpg", "fake.jpg", "map.svg", "plan.pdf"} {
		if strings.Contains(more+body, name) {
			files = append(files, source.File{Path: folder + name, Sum: [32]byte{byte(i + 2)}})
		}
	}
	add("2026/03/05-x", "", folder+"index.md", more+"---\n"+body, files...)
	config, findings := site.ParseConfig("content/site.yaml", []byte("title: S\ntimezone: UTC\nlanguages: [en, uk]\n"))
	regions, clashes := gazetteer.New(nil)
	if len(findings)+len(clashes) > 0 {
		t.Fatal(findings, clashes)
	}
	slices.SortFunc(inputs, func(a, b *site.Input) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Report.Lang, b.Report.Lang))
	})
	s := site.New(nil, &site.Desk{Config: config, Regions: regions, Topics: vocabulary.OpenTopics()}, inputs, nil)
	absence := map[string]Absence{
		"content/reports/2026/03/03-draft.md": Withheld, "content/reports/2026/03/04-later/index.md": Withheld, "content/reports/2026/03/06-faulty.md": Faulty,
	}
	var found []string
	for _, f := range diag.Sorted(Check(nil, s, time.Unix(0, 0), func(file string) Absence { return absence[file] }).Findings) {
		if f.Rule != "file/unused" || strings.Contains(body, "unused") {
			found = append(found, fmt.Sprintf("%d:%d %s %s: %s; %s", f.Pos.Line, f.Pos.Col, f.Severity, f.Rule, f.Text, f.Hint))
		}
	}
	return strings.Join(found, "\n")
}

func TestGoodLinks(t *testing.T) {
	for _, body := range []string{
		"[a](report:2026/03/01-a)", "[a](../01-a.md)", "[a](report:2026/03/01-a#water)", "[a](../01-a.md#water)", "[a](../01-a.uk.md#вода)",
		"[a](report:2026/03/01-a#fn:1)", "[a](report:2026/03/02-b.md)", "[a](data.csv)", "![a](map.png)", "## H\n\n[a](#h)", "[r](region:UA)", "[r](region:Ukraine)", "[r](region:Україна)",
		"[t](topic:flood)", "[t](topic:Flood)", "[s](source:ndo)", "[x](https://example.org/)",
	} {
		if got := check(t, body); got != "" {
			t.Errorf("%s: %s", body, got)
		}
	}
}

func TestReferencesInHeaders(t *testing.T) {
	for _, c := range []struct{ header, want string }{
		{"figures: [{id: homes, value: 4, source: ndo, place: UA-63}]", ""},
		{"figures: [{id: homes, value: 4, source: nda}]", `7:41 error reference/unknown: there is no source "nda"; did you mean ndo?`},
		{"figures: [{id: homes, value: 4, place: Khust, source: ndo}]", `7:40 error reference/unknown: no region named "Khust"; did you mean Khost (Afghanistan, af-kho)?`},
		{"figures: [{id: homes, value: 4, source: quite-other}]", `7:41 error reference/unknown: there is no source "quite-other"; describe it below sources in the header, or in content/sources.yaml for all reports`},
		{"claims: [{id: q, text: t, disputes: [r]}]", `7:38 error reference/unknown: there is no claim "r"; state it below claims, in this report or in another: id, text`},
		{"claims: [{id: q, text: t, figure: x}]", `7:35 error reference/unknown: there is no figure of this report "x"; add it to the report's figures, or remove the key`},
		{"events: [{time: 2026-03-01, title: t, claim: x}]", `7:46 error reference/unknown: there is no claim "x"; state it below claims, in this report or in another: id, text`},
		{"supersedes: [2026/03/01-b]", `7:14 error reference/unknown: there is no report "2026/03/01-b"; did you mean 2026/03/01-a?`},
		{"supersedes: [2025/elsewhere]", `7:14 error reference/unknown: there is no report "2025/elsewhere"; write its path as in 2026/03/01-flood`},
		{"supersedes: [2025/old]", `7:14 error reference/unknown: there is no report "2025/old"; it is called 2026/03/07-flood-in-the-north by now`},
		{"supersedes: [2026/03/03-draft]", ""},
		{"supersedes: [2026/03/01-a]", ""},
	} {
		if got := checkHeader(t, c.header+"\n", "Text.\n"); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.header, got, c.want)
		}
	}
}

func TestBrokenLinks(t *testing.T) {
	for _, c := range []struct{ body, want string }{
		{"[a](report:2026/03/01-b)", "8:1 error link/broken: there is no report report:2026/03/01-b; did you mean report:2026/03/01-a?"},
		{"[a](report:2026/04/01-a)", "8:1 error link/broken: there is no report report:2026/04/01-a; did you mean report:2026/03/01-a?"},
		{"[a](report:2025/old)", "8:1 error link/broken: there is no report report:2025/old; it is called report:2026/03/07-flood-in-the-north by now"},
		{"[a](../../../2025/old.md)", "8:1 error link/broken: there is no report ../../../2025/old.md; it is called report:2026/03/07-flood-in-the-north by now"},
		{"[a](report:2026/03/07-flood)", "8:1 error link/broken: there is no report report:2026/03/07-flood; did you mean report:2026/03/07-flood-in-the-north?"},
		{"[a](report:2026/03/06-faulty) and [b](../06-faulty.md#water)", ""},
		{"x [a](../02-c.md)", "8:3 error link/broken: there is no report ../02-c.md; did you mean report:2026/03/02-b?"},
		{"[a](report:2026/03/01-a#watr)", `8:1 error link/broken: report:2026/03/01-a has no heading or note "watr"; did you mean report:2026/03/01-a#water?`},
		{"## Here\n\n[a](#her)", `10:1 error link/broken: this text has no heading or note "her"; did you mean #here?`},
		{"![a](mop.png)", "8:1 error link/broken: there is no picture mop.png; did you mean map.png?"},
		{"[a](dato.csv)", "8:1 error link/broken: there is no file dato.csv; did you mean data.csv?"},
		{"[a](../../../../../etc/passwd)", "8:1 error link/broken: there is no file ../../../../../etc/passwd; "},
		{"[a](../01-a/map.png)", "8:1 error link/broken: there is no file ../01-a/map.png; did you mean map.png?"},
		{"[r](region:FR)", `8:1 error link/broken: no report of this site is about a region "FR"; `},
		{"[t](topic:floood)", `8:1 error link/broken: no report of this site is about a topic "floood"; did you mean topic:flood?`},
		{"[s](source:nda)", `8:1 error link/broken: the header has no source "nda"; did you mean source:ndo?`},
		{"[p](page:about)", `8:1 error link/broken: there is no page page:about; `},
		{"[d](report:2026/03/03-draft)", "8:1 warning link/withheld: report:2026/03/03-draft is withheld: the link is shown as plain text; "},
		{"[d](../03-draft.md#x)", "8:1 warning link/withheld: ../03-draft.md#x is withheld: the link is shown as plain text; "},
		{"[d](../04-later/index.md)", "8:1 warning link/withheld: ../04-later/index.md is withheld: the link is shown as plain text; "},
		{"[unused](data.csv)", "0:0 warning file/unused: no text links to this file, so it is not published; link to it as in [the data](map.png), or move it out of the folder"},
	} {
		if got := check(t, c.body); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.body, got, c.want)
		}
	}
}
