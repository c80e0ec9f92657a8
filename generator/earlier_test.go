package generator_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sitrep/generator"
	"sitrep/generator/site"
)

const corrected = "version: 2\nrevisions: [{version: 2, date: 2026-03-02, kind: correction, summary: s}]"

// shown are the earlier versions that a Site has of a report, by language and version.
func shown(s *site.Site, path string) string {
	var all []string
	for _, e := range s.Versions(path) {
		for _, r := range e.Earlier {
			all = append(all, fmt.Sprintf("%s%d", e.Lang, r.Was))
		}
	}
	return strings.Join(all, " ")
}

// TestEarlierVersionsThatAreShown holds the stricter handling of an earlier version and the current one.
func TestEarlierVersionsThatAreShown(t *testing.T) {
	ukrainian := "---\ntitle: Вода\n---\n\nТекст.\n"
	for _, c := range []struct {
		name    string
		now, v1 []string // lines of the headers
		want    string
	}{
		{name: "both published", now: []string{corrected}, want: "en1 uk1"},
		{name: "the current one a draft", now: []string{corrected, "status: draft"}},
		{name: "the earlier one a draft", now: []string{corrected}, v1: []string{"status: draft"}},
		{name: "the current one retracted", now: []string{corrected, "status: retracted", "retraction: {date: 2026-03-02, reason: r}"}},
		{name: "the earlier one above the audience", now: []string{corrected}, v1: []string{"tlp: amber"}},
		{name: "the earlier one under embargo", now: []string{corrected}, v1: []string{"embargo: 2026-03-11"}},
		{name: "the earlier one no longer under embargo", now: []string{corrected}, v1: []string{"embargo: 2026-03-09"}, want: "en1 uk1"},
		{name: "the current one expired", now: []string{corrected, "expires: 2026-03-09"}},
		{name: "redacted", now: []string{"version: 2", "revisions: [{version: 2, date: 2026-03-02, kind: redaction, summary: s}]"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := newNewsroom(t)
			n.write("content/reports/a.md", text("A", c.now...))
			n.write("content/reports/a.uk.md", ukrainian)
			n.write("content/reports/a.v1.md", text("A as it was", c.v1...))
			n.write("content/reports/a.v1.uk.md", ukrainian)
			for _, how := range []string{"cold", "warm"} {
				result := n.publish()
				if got := shown(result.Site, "a"); result.Failed || got != c.want {
					t.Errorf("%s: %q, want %q: %v", how, got, c.want, result.Findings)
				}
			}
		})
	}
}

// TestEarlierVersionWithAnError is a fault of the report that it was.
func TestEarlierVersionWithAnError(t *testing.T) {
	n := newNewsroom(t)
	n.write("content/reports/a.md", text("A", corrected))
	n.write("content/reports/a.v1.md", text("A", "oops: 1"))
	n.write("content/reports/b.md", text("B"))
	if result := n.publish(); !result.Failed || !names(result.Findings, "content/reports/a.v1.md") {
		t.Errorf("failed %t: %v", result.Failed, result.Findings)
	}
	n.opt.KeepGoing = true
	if result := n.publish(); result.Failed || result.Reports != 1 || len(result.Withheld) != 1 {
		t.Errorf("failed %t, %d published, withheld %v", result.Failed, result.Reports, result.Withheld)
	}
}

// TestRedactedTextStaysOffTheDisk looks for it in a Memory that outlives the process.
func TestRedactedTextStaysOffTheDisk(t *testing.T) {
	n := newNewsroom(t)
	dir := t.TempDir()
	mem, _, err := generator.OpenMemory(dir, "test")
	if err != nil {
		t.Fatal(err)
	}
	defer mem.Close()
	n.mem = mem
	n.write("content/reports/a.md", text("Unspeakable")+"\nUnspeakable, too.\n")
	n.publish() // as it was, all the world may read it
	n.write("content/reports/a.md", text("A", "version: 2", "revisions: [{version: 2, date: 2026-03-02, kind: redaction, summary: s}]"))
	n.write("content/reports/a.v1.md", text("Unspeakable")+"\nUnspeakable, too.\n")
	if result := n.publish(); result.Failed || result.Reports != 1 || !names(result.Findings, "content/reports/a.v1.md") {
		t.Fatalf("failed %t: %v", result.Failed, result.Findings)
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*"))
	for _, file := range files {
		if data, _ := os.ReadFile(file); strings.Contains(string(data), "Unspeakable") {
			t.Errorf("%s holds it", file)
		}
	}
	for name, page := range treeOf(t, n.path("public")) {
		if strings.Contains(page, "Unspeakable") {
			t.Errorf("%s shows it", name)
		}
	}
	if len(files) < 2 {
		t.Errorf("the Memory is not on disk: %q", files)
	}
}

// TestFaultsInTables holds that what the site finds wrong with a row is told of the table, and leaves out the report it belongs to.
func TestFaultsInTables(t *testing.T) {
	n := newNewsroom(t)
	n.write("content/reports/a/index.md", text("A", "data: {figures: f.csv}", "sources: {s: {org: Survey}}"))
	n.write("content/reports/a/index.uk.md", "---\ntitle: А\n---\n\nТекст.\n")
	n.write("content/reports/a/f.csv", "id,value,source,place\nwells,1,s,NO\nwells,2,s,Nowhereland\n")
	n.write("content/reports/b.md", text("B"))
	result := n.publish()
	if !result.Failed || len(result.Findings) != 1 || result.Findings[0].File != "content/reports/a/f.csv" || result.Findings[0].Pos.Line != 3 || result.Findings[0].Pos.Col != 11 {
		t.Errorf("failed %t: %v", result.Failed, result.Findings)
	}
	n.opt.KeepGoing = true
	if result := n.publish(); result.Failed || result.Reports != 1 || len(result.Withheld) != 2 {
		t.Errorf("failed %t, %d published, withheld %v", result.Failed, result.Reports, result.Withheld)
	}
}

func TestAuthorization(t *testing.T) {
	for _, c := range []struct {
		lines []string
		want  string
	}{
		{nil, "content/reports/a.md:0:0 nobody authorized this report"},
		{[]string{"prepared_by: A. Writer"}, "content/reports/a.md:6:14 nobody authorized this report"},
		{[]string{"prepared_by: A. Writer", "authorized_by: B. Editor"}, ""},
		{[]string{"authorized_by: B. Editor"}, ""},
		{[]string{"prepared_by: A. Writer", "authorized_by: a.  writer"}, "content/reports/a.md:7:16 the report is authorized by the one who prepared it"},
		{[]string{"prepared_by: {name: A, email: a@example.org}", "authorized_by: {name: Ann, email: A@example.org}"}, "content/reports/a.md:7:1 the report is authorized by the one who prepared it"},
		{[]string{"prepared_by: {role: Desk}", "authorized_by: {role: Desk}"}, "content/reports/a.md:7:1 the report is authorized by the one who prepared it"},
		{[]string{"prepared_by: {name: A, org: X}", "authorized_by: {name: B, org: X}"}, ""},
		{[]string{"status: draft"}, ""},
	} {
		n := newNewsroom(t)
		n.write("content/reports/a.md", text("A", c.lines...))
		if result := n.publish(); result.Failed || len(result.Findings) > 0 {
			t.Errorf("not required: %v", result.Findings)
		}
		n.write("content/site.yaml", plainSite+"require_authorization: true\n")
		result := n.publish()
		got := ""
		for _, f := range result.Findings {
			got += fmt.Sprintf("%s:%d:%d %s", f.File, f.Pos.Line, f.Pos.Col, f.Text)
		}
		if got != c.want || result.Failed != (c.want != "") {
			t.Errorf("%q: got %q, want %q", c.lines, got, c.want)
		}
	}
}
