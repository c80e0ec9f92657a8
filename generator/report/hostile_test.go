package report

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"sitrep/generator/source"
)

const (
	four = "title: T\ndate: 2024-11-10\nregions: [NO]\ntopics: [drones]\n"
	good = "---\n" + four + "---\nBody\n"
)

// header puts fields below the four that publish a report.
func header(fields string) string { return "---\n" + four + fields + "---\nBody\n" }

// first puts a header of these fields alone between fences.
func fenced(fields string) string { return "---\n" + fields + "---\nBody\n" }

var hostile = []struct {
	name, text string
	want       string // each finding's place and rule; "" where the text is understood
}{
	{"plain", good, ""},
	{"byte-order mark", "\ufeff" + good, ""},
	{"two byte-order marks", "\ufeff\ufeff" + good, "1:1 header/fence"},
	{"CRLF", strings.ReplaceAll(good, "\n", "\r\n"), ""},
	{"CRLF and byte-order mark, fault in place", "\ufeff" + strings.ReplaceAll(header("nmber: 4\n"), "\n", "\r\n"), "6:1 header/unknown-key"},
	{"lone CR", strings.ReplaceAll(good, "\n", "\r"), "1:4 header/line-ends"},
	{"a lone CR in a value", header("summary: a\rb\n"), "6:11 header/character"},
	{"UTF-16 little-endian", "\xff\xfe-\x00-\x00-\x00\n\x00", "1:1 header/encoding"},
	{"UTF-16 big-endian without mark", "\x00-\x00-\x00-\x00\n", "1:1 header/encoding"},
	{"empty file", "", "1:1 header/missing"},
	{"only blanks", "\n \n\n", "1:1 header/missing"},
	{"no header", "# Moscow\n\nText.\n", "1:1 header/missing"},
	{"fields without fences", four + "\nBody\n", "1:1 header/missing"},
	{"blank line first", "\n" + good, "1:1 header/fence"},
	{"comment first", "# draft\n" + good, "1:1 header/missing"},
	{"HTML comment first", "<!-- x -->\n" + good, "1:1 header/missing"},
	{"unterminated", "---\n" + four + "\nBody\n", "1:1 header/unclosed"},
	{"unterminated at the end", "---", "1:1 header/unclosed"},
	{"no line end after the closing fence", "---\n" + four + "---", ""},
	{"blanks after the fences", "--- \n" + four + "---\t\nBody\n", ""},
	{"indented opening fence", " " + good, "1:2 header/fence"},
	{"indented closing fence", "---\n" + four + " ---\nBody\n", "6:2 header/fence"},
	{"indented closing fence and a rule in the body", "---\n" + four + "  ---\n\n---\nBody\n", "6:3 header/fence"},
	{"indented fence in a block scalar", "---\n" + four + "summary: |\n  a\n  ---\n  b\n---\nBody\n", ""},
	{"indented fence deeper in a block scalar", "---\n" + four + "highlights:\n  - >-\n    a\n      ---\n    b\n---\nBody\n", ""},
	{"indented fence in a plain text", "---\n" + four + "summary: a\n  ---\n  b\n---\nBody\n", "7:3 header/fence"},
	{"dots close", "---\n" + four + "...\nBody\n", "6:1 header/fence"},
	{"dots close, a rule in the body", "---\n" + four + "...\nBody\n\n---\n\nMore\n", "6:1 header/fence"},
	{"four hyphens open", "----\n" + four + "---\n", "1:1 header/fence"},
	{"four hyphens close", "---\n" + four + "----\nBody\n", "6:1 header/fence"},
	{"two hyphens open", "--\n" + four + "---\n", "1:1 header/fence"},
	{"em dash opens", "—\n" + four + "---\n", "1:1 header/fence"},
	{"em dash and hyphen open", "—-\n" + four + "---\n", "1:1 header/fence"},
	{"en dashes close", "---\n" + four + "–––\nBody\n", "6:1 header/fence"},
	{"non-breaking hyphens open", "‑‑‑\n" + four + "---\n", "1:1 header/fence"},
	{"zero-width space in the opening fence", "---\u200b\n" + four + "---\n", "1:1 header/fence"},
	{"zero-width space in the closing fence", "---\n" + four + "\u200b---\nBody\n", "6:1 header/fence"},
	{"language after the fence", "---yaml\n" + four + "---\n", "1:4 header/fence"},
	{"JSON named after the fence", "---json\n{}\n---\n", "1:4 header/fence"},
	{"plus signs close YAML", "---\n" + four + "+++\nBody\n", "6:1 header/fence"},
	{"a fence with a comment", "--- # x\n" + four + "---\n", "1:4 header/fence"},
	{"empty header", "---\n---\nBody\n", "2:1 header/missing-key,2:1 header/missing-key,2:1 header/missing-key,2:1 header/missing-key"},
	{"header is a list", fenced("- a\n"), "2:1 header/type"},
	{"header is a text", fenced("hello\n"), "2:1 header/type"},
	{"repeated key", header("title: U\n"), "6:1 header/repeated-key"},
	{"repeated key in a mapping", header("period: {from: 2024-11-09, to: 2024-11-10, from: 2024-11-08}\n"), "6:44 header/repeated-key"},
	{"wrong case", "---\nTitle: T\n" + four[9:] + "---\n", "2:1 header/unknown-key"},
	{"hyphen for underscore", header("prepared-by: A\n"), "6:1 header/unknown-key"},
	{"near key", header("sumary: a\n"), "6:1 header/unknown-key"},
	{"slug", header("slug: a\n"), "6:1 header/unknown-key"},
	{"zero-width space in a key", header("sum\u200bmary: a\n"), "6:1 header/character"},
	{"YAML 1.1 boolean", header("exercise: yes\n"), "6:11 header/value"},
	{"YAML 1.1 boolean in capitals", header("exercise: TRUE\n"), "6:11 header/value"},
	{"quoted boolean", header("exercise: \"true\"\n"), "6:11 header/value"},
	{"NO is Norway", header("publisher: NO\n"), ""},
	{"a number is a text where a text is wanted", header("series: 2024\n"), ""},
	{"octal", header("number: 010\n"), "6:9 header/value"},
	{"octal of YAML 1.2", header("number: 0o10\n"), "6:9 header/value"},
	{"hexadecimal", header("number: 0x1F\n"), "6:9 header/value"},
	{"underscores", header("number: 1_000\n"), "6:9 header/value"},
	{"plus sign", header("number: +4\n"), "6:9 header/value"},
	{"sexagesimal", header("number: 1:30\n"), "6:9 header/value"},
	{"decimal for a whole number", header("number: 4.0\n"), "6:9 header/value"},
	{"20 digits", header("number: 12345678901234567890\n"), "6:9 header/value"},
	{"number of nought", header("number: 0\n"), "6:9 header/number"},
	{"negative version", header("version: -1\n"), "6:10 header/number"},
	{"infinite figure", header("figures:\n  - {id: a, value: .inf}\n"), "7:20 header/value"},
	{"figure with separators", header("figures: [{id: a, value: \"700,000\"}]\n"), "6:26 header/value"},
	{"figure in words", header("figures: [{id: a, value: about 700}]\n"), "6:26 header/value"},
	{"figure with value and range", header("figures: [{id: a, value: 1, low: 0, high: 2}]\n"), "6:11 header/figure"},
	{"range the wrong way round", header("figures: [{id: a, low: 3, high: 2}]\n"), "6:24 header/figure"},
	{"half a range", header("figures: [{id: a, low: 3}]\n"), "6:11 header/figure"},
	{"figure without a value", header("figures: [{id: a}]\n"), "6:11 header/figure"},
	{"figure of nought", header("figures: [{id: a, value: 0}]\n"), ""},
	{"anchor and alias", header("series: &a x\nprofile: *a\n"), "6:9 header/anchor,7:10 header/alias"},
	{"merge key", header("period:\n  <<: {from: 2024-11-09}\n  from: 2024-11-08\n  to: 2024-11-10\n"), "7:3 header/merge"},
	{"tag", header("series: !!binary eA==\n"), "6:9 header/tag"},
	{"bold text taken for an alias", header("summary: *Kharkiv* is calm\n"), "6:10 header/syntax"},
	{"alias bomb", "---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\n---\n", "*"},
	{"colon in a title", fenced("title: Kharkiv: second strike\n"), "2:15 header/syntax"},
	{"tab for indent", header("period:\n\tfrom: 2024-11-09\n"), "7:1 header/syntax"},
	{"open quote", header("summary: \"abc\n"), "6:10 header/syntax"},
	{"open bracket", "---\ntitle: T\nregions: [a\n---\n", "3:10 header/syntax"},
	{"200,000 brackets", fenced("x: " + strings.Repeat("[", 200_000) + "\n"), "2:1 header/size"},
	{"60,000 brackets", fenced("x: " + strings.Repeat("[", 60_000) + "\n"), "2:68 header/depth"},
	{"60,000 braces", fenced("x: " + strings.Repeat("{", 60_000) + "\n"), "2:68 header/depth"},
	{"30,000 hyphens", fenced("x:\n" + strings.Repeat("- ", 30_000) + "\n"), "3:129 header/depth"},
	{"40 levels", fenced("x: " + strings.Repeat("[", 40) + strings.Repeat("]", 40) + "\n"), "2:35 header/depth"},
	{"600 levels of indent", fenced(indents(600)), "*"},
	{"NUL", header("summary: a\x00b\n"), "6:11 header/character"},
	{"bad UTF-8", header("summary: a\xffb\n"), "6:11 header/character"},
	{"Latin-1", header("summary: caf\xe9\n"), "6:13 header/character"},
	{"bidi override", header("summary: a\u202eb\n"), "6:11 header/character"},
	{"bidi isolate", header("summary: a\u2066b\n"), "6:11 header/character"},
	{"bidi override by an escape", header("summary: \"a\\u202eb\"\n"), "6:10 header/character"},
	{"NUL by an escape", header("summary: \"a\\0b\"\n"), "6:10 header/character"},
	{"escape character", header("summary: a\x1b[31m\n"), "6:11 header/character"},
	{"line separator", header("summary: a\u2028b\n"), "6:11 header/character"},
	{"two faults of character and one of key", header("summary: a\x00b\u202e\nnmber: 1\n"), "6:11 header/character,6:13 header/character,7:1 header/unknown-key"},
	{"lone region", strings.Replace(good, "[NO]", "NO", 1), "4:10 header/type"},
	{"no regions", strings.Replace(good, "[NO]", "[]", 1), "4:1 header/empty"},
	{"blank region", strings.Replace(good, "[NO]", "[\"\"]", 1), "4:11 header/empty"},
	{"null title", strings.Replace(good, "title: T", "title:", 1), "2:7 header/missing-value"},
	{"tilde title", strings.Replace(good, "title: T", "title: ~", 1), "2:8 header/missing-value"},
	{"blank title", strings.Replace(good, "title: T", "title: \" \"", 1), "2:8 header/title"},
	{"title of 256", strings.Replace(good, "title: T", "title: "+strings.Repeat("я", 256), 1), "2:8 header/title"},
	{"title of 255", strings.Replace(good, "title: T", "title: "+strings.Repeat("я", 255), 1), ""},
	{"title as a list", strings.Replace(good, "title: T", "title: [T]", 1), "2:8 header/type"},
	{"31 April", strings.Replace(good, "2024-11-10", "2024-04-31", 1), "3:7 header/value"},
	{"29 February of no leap year", strings.Replace(good, "2024-11-10", "2023-02-29", 1), "3:7 header/value"},
	{"month 13", strings.Replace(good, "2024-11-10", "2024-13-01", 1), "3:7 header/value"},
	{"year 24", strings.Replace(good, "2024-11-10", "0024-11-10", 1), "3:7 header/value"},
	{"American day", strings.Replace(good, "2024-11-10", "11/10/2024", 1), "3:7 header/value"},
	{"time without offset", strings.Replace(good, "2024-11-10", "2024-11-10T18:00", 1), "3:7 header/value"},
	{"time with a name for a zone", strings.Replace(good, "2024-11-10", "2024-11-10T18:00 EET", 1), "3:7 header/value"},
	{"offset of 25 hours", strings.Replace(good, "2024-11-10", "2024-11-10T18:00+25:00", 1), "3:7 header/value"},
	{"hour 24", strings.Replace(good, "2024-11-10", "2024-11-10T24:00Z", 1), "3:7 header/value"},
	{"quoted day", strings.Replace(good, "2024-11-10", "\"2024-11-10\"", 1), ""},
	{"quoted time with a space", strings.Replace(good, "2024-11-10", "'2024-11-10 18:00:30+02:00'", 1), ""},
	{"unknown status", header("status: reviewed\n"), "6:9 header/word"},
	{"status in capitals", header("status: Draft\n"), "6:9 header/word"},
	{"TLP with its prefix", header("tlp: TLP:AMBER\n"), "6:6 header/word"},
	{"retracted without reason", header("status: retracted\n"), "6:9 header/retraction"},
	{"reason without retraction", header("retraction: {date: 2024-11-11, reason: wrong}\n"), "6:1 header/retraction"},
	{"version without revision", header("version: 2\n"), "6:10 header/version"},
	{"one claim twice", header("claims:\n  - {id: a, text: b}\n  - {id: a, text: c}\n"), "8:5 header/repeated-item"},
	{"one figure twice", header("figures:\n  - {id: a, value: 1, source: s}\n  - {id: a, value: 2, source: s}\n"), "8:5 header/repeated-item"},
	{"one figure of two sources, places and times", header("figures:\n  - {id: a, value: 1}\n  - {id: a, value: 2, source: s}\n  - {id: a, value: 2, place: p}\n  - {id: a, value: 2, as_of: 2024-11-10}\n"), ""},
	{"addresses that run", header("sources: {a: {url: \"javascript:x\", archived: \"data:text/html,x\"}}\n"), "6:20 header/address,6:46 header/address"},
	{"addresses without a scheme", header("sources: {a: {url: example.org/x}}\ncontacts: [{name: N, url: \"https:///x\", email: n at x}]\n"), "6:20 header/address,7:27 header/address,7:48 header/address"},
	{"addresses", header("sources: {a: {url: \"https://example.org/x?y=a b\", archived: \"http://xn--e1afmkfd.example/ї\"}}\nprepared_by: {name: N, email: n@x.example}\n"), ""},
	{"grade", header("claims: [{id: a, text: b, grade: G7}]\n"), "6:34 header/grade"},
	{"period the wrong way round", header("period: {from: 2024-11-10, to: 2024-11-09}\n"), "6:32 header/time"},
	{"a day's cut-off after the day of publication", header("cutoff: 2024-11-12\npublished: 2024-11-10\n"), "7:12 header/time"},
	{"published on the day of the cut-off", header("cutoff: 2024-11-10T20:00+02:00\npublished: 2024-11-10\nupdated: 2024-11-10\n"), ""},
	{"a period of half a day", header("period: {from: 2024-11-10T12:00Z, to: 2024-11-10}\n"), ""},
	{"expired on the day of publication", header("published: 2024-11-10T16:00Z\nexpires: 2024-11-10\n"), "7:10 header/time"},
	{"period without an end", header("period: {from: 2024-11-10}\n"), "6:9 header/missing-key"},
	{"alias with dots", header("aliases: [../x]\n"), "6:11 header/alias"},
	{"alias on another host", header("aliases: [\"https://example.org/\"]\n"), "6:11 header/alias"},
	{"sources as a list", header("sources: [a]\n"), "6:10 header/type"},
	{"source without a key", header("sources: {\"\": {title: a}}\n"), "6:11 header/key"},
	{"protected source without a label", header("sources: {a: {title: b, protected: true}}\n"), "6:11 header/source"},
	{"anything below x", header("x: {a: [1, {b: ~}], c: yes}\ninternal:\n  - a\n"), ""},
	{"TOML", "+++\ntitle = \"T\"\ndate = 2024-11-10\nregions = [\"NO\"]\ntopics = [\"a\"]\n+++\nBody\n", ""},
	{"TOML time", "+++\ntitle = \"T\"\ndate = 2024-11-10T18:00:00+02:00\nregions = [\"NO\"]\ntopics = [\"a\"]\n[sources.uk]\ntitle = \"x\"\n[[figures]]\nid = \"a\"\nvalue = 84\n+++\nBody\n", ""},
	{"TOML with two faults", "+++\ntitle = T\ndate = 2024-11-10\nregion = [\"NO\"]\n+++\n", "2:9 header/syntax,4:1 header/unknown-key"},
	{"TOML with a table twice", "+++\ntitle = \"T\"\ndate = 2024-11-10\nregions = [\"NO\"]\ntopics = [\"a\"]\n[period]\nfrom = 2024-11-09\nto = 2024-11-10\n[period]\n+++\n", "9:2 header/repeated-key"},
	{"TOML, 200,000 brackets", "+++\nx = " + strings.Repeat("[", 200_000) + "\n+++\n", "*"},
	{"TOML, unclosed", "+++\ntitle = \"T\"\n---\n", "1:1 header/unclosed"},
	{"JSON", "{\"title\": \"T\", \"date\": \"2024-11-10\",\n\"regions\": [\"NO\"], \"topics\": [\"a}\"]}\nBody\n", ""},
	{"JSON between semicolons", ";;;\n{\"title\": \"T\", \"date\": \"2024-11-10\", \"regions\": [\"NO\"], \"topics\": [\"a\"]}\n;;;\nBody\n", ""},
	{"JSON with a fault", "{\"title\": \"T\",\n\"date\": \"2024-11-10\",\n\"regions\": [\"NO\"], \"topic\": [\"a\"], \"topics\": [\"b\"],}\nBody\n", "*"},
	{"JSON with a repeated key", "{\"title\": \"T\",\n\"date\": \"2024-11-10\",\n\"regions\": [\"NO\"], \"topics\": [\"b\"],\n \"title\": \"U\"}\nBody\n", "4:2 header/repeated-key"},
	{"JSON, unclosed", "{\"title\": \"T\"\n\nBody\n", "1:1 header/unclosed"},
	{"JSON, text after it", "{\"title\": \"T\", \"date\": \"2024-11-10\", \"regions\": [\"NO\"], \"topics\": [\"b\"]} Body\n", "1:1 header/fence"},
	{"JSON, 200,000 brackets", "{\"x\": " + strings.Repeat("[", 200_000) + "}\n", "*"},
	{"a header of 300 KiB", header("x: " + strings.Repeat("a", 300<<10) + "\n"), "2:1 header/size"},
	{"a header of 60 KiB", header("x: " + strings.Repeat("a ", 30<<10) + "\n"), ""},
	{"100,000 unknown keys", fenced(numbered(20_000)), "*"},
	{"100,000 indented fences", "---\nx: a\n" + strings.Repeat(" ---\n", 40_000) + "---\n", "*"},
	{"fences in the body", good + "\n---\n\ntitle: U\n\n---\n", ""},
}

func indents(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i) + "x:\n")
	}
	return b.String()
}

func numbered(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "key%d: 1\n", i)
	}
	return b.String()
}

// TestHostile holds that every header is either understood or refused in the right place, within bounded memory.
func TestHostile(t *testing.T) {
	for _, c := range hostile {
		t.Run(c.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			p := parse(t, testText{"", c.text})[0]
			runtime.ReadMemStats(&after)
			if used := after.TotalAlloc - before.TotalAlloc; used > 90<<20 {
				t.Errorf("took %d MiB", used>>20)
			}
			var got []string
			for _, f := range p.Findings {
				got = append(got, fmt.Sprintf("%d:%d %s", f.Pos.Line, f.Pos.Col, f.Rule))
			}
			if c.want == "*" {
				if len(got) == 0 || len(got) > 110 {
					t.Errorf("%d findings", len(got))
				}
				return
			}
			if strings.Join(got, ",") != c.want {
				t.Errorf("got  %s\nwant %s\n%s", strings.Join(got, ","), c.want, lines(p.Findings))
			}
			if c.want == "" && (p.Text.Lead+p.Summary == "" && !strings.HasSuffix(c.text, "---") || len(p.Regions) != 1 || p.Regions[0] != "NO") {
				t.Errorf("not understood: regions %q, lead %q", p.Regions, p.Text.Lead)
			}
		})
	}
}

// TestLargeFile holds that a large file is refused without being read.
func TestLargeFile(t *testing.T) {
	b := source.Bundle{Path: "x", Texts: []source.Text{{File: source.File{Path: "x.md", Size: 100 << 20}}}}
	parsed, err := Parse(b, func(source.File) ([]byte, error) { t.Fatal("it was read"); return nil, nil })
	if err != nil || lines(parsed[0].Findings) != "0:0 report/size: the file has 100.0 MiB; a text may have up to 8 | put data and pictures into files of their own beside the text\n" {
		t.Errorf("%v\n%s", err, lines(parsed[0].Findings))
	}
}
