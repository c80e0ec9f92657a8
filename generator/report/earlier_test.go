package report

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"sitrep/generator/source"
)

// versions parses a report in the current version and earlier ones: texts by what stands between 10-x and .md, such as .v1.uk.
func versions(t *testing.T, texts ...[2]string) (parsed []Parsed, read []string) {
	t.Helper()
	b := source.Bundle{Path: "2024/11/10-x"}
	contents := map[string]string{}
	for _, x := range texts {
		name, text := "content/reports/2024/11/10-x"+x[0]+".md", source.Text{}
		for part := range strings.SplitSeq(strings.TrimPrefix(x[0], "."), ".") {
			if number, ok := strings.CutPrefix(part, "v"); ok {
				text.Version, _ = strconv.Atoi(number)
			} else {
				text.Lang = part
			}
		}
		text.File = source.File{Path: name, Size: int64(len(x[1]))}
		b.Texts, contents[name] = append(b.Texts, text), x[1]
	}
	parsed, err := Parse(b, func(f source.File) ([]byte, error) {
		read = append(read, f.Path)
		return []byte(contents[f.Path]), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return parsed, read
}

// at is a text of a version, with further revisions and lines.
func at(version int, kind string, more string) string {
	if version == 1 {
		return header(more)
	}
	return header(fmt.Sprintf("version: %d\nrevisions: [{version: %d, date: 2024-11-11, kind: %s, summary: s}]\n%s", version, version, kind, more))
}

func TestEarlierVersions(t *testing.T) {
	uk := "---\ntitle: Т\n---\n"
	for _, c := range []struct {
		name  string
		texts [][2]string
		kept  string // version and language of what is parsed
		want  string
	}{
		{"one", [][2]string{{"", at(2, "correction", "")}, {".v1", at(1, "", "")}}, "0 1", ""},
		{"none kept", [][2]string{{"", at(3, "correction", "")}}, "0", ""},
		{"in two languages", [][2]string{{"", at(3, "correction", "")}, {".uk", uk}, {".v1", at(1, "", "")}, {".v1.uk", uk}, {".v2", at(2, "addition", "")}}, "0 0uk 1 1uk 2", ""},
		{"not before the current one", [][2]string{{"", at(1, "", "")}, {".v1", at(1, "", "")}}, "0 1",
			"10-x.v1.md:0:0 report/version: this is kept as version 1, and the report itself is at version 1 | write version: 2 into 10-x.md, with its entry in revisions\n"},
		{"after the current one", [][2]string{{"", at(2, "correction", "")}, {".v3", at(3, "correction", "")}}, "0 3",
			"10-x.v3.md:0:0 report/version: this is kept as version 3, and the report itself is at version 2 | write version: 4 into 10-x.md, with its entry in revisions\n"},
		{"another number in the header", [][2]string{{"", at(4, "correction", "")}, {".v1", at(2, "correction", "")}}, "0 1",
			"10-x.v1.md:6:10 report/version: the header says version 2, and the file's name 1 | name the file 10-x.v2.md, or correct the header\n"},
		{"no number in the header", [][2]string{{"", at(4, "correction", "")}, {".v2", at(1, "", "")}}, "0 2",
			"10-x.v2.md:0:0 report/version: the header says version 1, and the file's name 2 | name the file 10-x.v1.md, or correct the header\n"},
		{"read as strictly", [][2]string{{"", at(2, "correction", "")}, {".v1", strings.Replace(at(1, "", ""), "topics", "topic", 1)}}, "0 1",
			"10-x.v1.md:5:1 header/unknown-key: no key is called topic | did you mean topics?\n"},
		{"before a redaction", [][2]string{{"", at(3, "redaction", "")}, {".v1", "secret"}, {".v1.uk", "secret"}, {".v2", "secret"}}, "0",
			"10-x.v1.md:0:0 report/redacted: the text of version 1 is still kept, from before a redaction | delete it: it is withheld from the site, but readers of the repository see it\n" +
				"10-x.v1.uk.md:0:0 report/redacted: the text of version 1 is still kept, from before a redaction | delete it: it is withheld from the site, but readers of the repository see it\n" +
				"10-x.v2.md:0:0 report/redacted: the text of version 2 is still kept, from before a redaction | delete it: it is withheld from the site, but readers of the repository see it\n"},
		{"after a redaction", [][2]string{{"", header("version: 3\nrevisions: [{version: 2, date: 2024-11-11, kind: redaction, summary: s}, {version: 3, date: 2024-11-12, kind: addition, summary: s}]\n")},
			{".v1", "secret"}, {".v2", at(2, "redaction", "")}}, "0 2",
			"10-x.v1.md:0:0 report/redacted: the text of version 1 is still kept, from before a redaction | delete it: it is withheld from the site, but readers of the repository see it\n"},
		{"before a redaction that only an earlier version tells of", [][2]string{{"", at(3, "addition", "")}, {".v1", "secret"}, {".v2", at(2, "redaction", "")}}, "0 2",
			"10-x.v1.md:0:0 report/redacted: the text of version 1 is still kept, from before a redaction | delete it: it is withheld from the site, but readers of the repository see it\n"},
	} {
		parsed, read := versions(t, c.texts...)
		var kept, findings []string
		for _, p := range parsed {
			kept = append(kept, fmt.Sprint(p.Was, p.Lang))
			findings = append(findings, placed(p.Findings))
		}
		if got := strings.ReplaceAll(strings.Join(kept, ","), " ", ""); got != strings.ReplaceAll(c.kept, " ", ",") || strings.Join(findings, "") != c.want {
			t.Errorf("%s: %s\ngot  %swant %s", c.name, got, strings.Join(findings, ""), c.want)
		}
		if len(read) != len(parsed) {
			t.Errorf("%s: read %q", c.name, read)
		}
	}
}

func TestEarlierVersionIsTightened(t *testing.T) {
	source := "sources: {a: {title: T, url: \"https://example.org/\"%s}}\n"
	parsed, _ := versions(t,
		[2]string{"", at(2, "correction", "tlp: amber\nexercise: true\n"+fmt.Sprintf(source, ", protected: true, label: a doctor"))},
		[2]string{".v1", at(1, "", "tlp: green\n"+fmt.Sprintf(source, ""))})
	was := parsed[1]
	if was.TLP != Amber || !was.Exercise || was.Sources[0] != (Source{Key: "a", Protected: true, Label: "a doctor"}) {
		t.Errorf("%q %t %+v", was.TLP, was.Exercise, was.Sources)
	}
	parsed, _ = versions(t, [2]string{"", at(2, "correction", "")}, [2]string{".v1", at(1, "", "tlp: green\n")})
	if parsed[0].TLP != "" || parsed[1].TLP != Green {
		t.Errorf("%q %q", parsed[0].TLP, parsed[1].TLP)
	}
}
