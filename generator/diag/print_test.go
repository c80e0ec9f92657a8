package diag_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"sitrep/generator/diag"
)

var update = flag.Bool("update", false, "rewrite the wanted output")

const report = "content/reports/2024/11/10-moscow.md"

// source are the lines that the findings below point at.
var source = map[string][]string{
	report: {
		"---",
		"title: Drones over Moscow",
		"\tdate:\t2024-13-01",
		"regions: [Kharkw]",
		"summary: 東京 é🔥 wide, composed and emoji: hier",
		"summary: \x1b[2Jclear\u202eesrever\xffbad\ttab",
		"summary: تقرير عن الوضع في خاركوف",
		strings.Repeat("long words ", 30) + "FAULT" + strings.Repeat(" more words", 30),
		"",
		strings.Repeat("x", 1000) + "FAULT",
	},
}

func line(file string, n int) (string, bool) {
	if n > len(source[file]) {
		return "", false
	}
	return source[file][n-1], true
}

func at(line, col int, text, hint string) diag.Finding {
	return diag.Finding{File: report, Pos: diag.Pos{Line: line, Col: col}, Rule: "header/test", Severity: diag.Error, Text: text, Hint: hint}
}

var findings = []diag.Finding{
	{Rule: "site/empty", Severity: diag.Warning, Text: "no reports yet", Hint: "`sitrep new report TITLE` makes one"},
	{File: "content/site.yaml", Rule: "source/unreadable", Severity: diag.Error, Text: "cannot be read"},
	{File: "content/a:b, 100%.md", Pos: diag.Pos{Line: 7}, Rule: "source/name", Severity: diag.Error, Text: "100% of it, no column"},
	at(3, 8, "no such day", "a year has 12 months"),
	at(4, 11, `no region named "Kharkw"`, "did you mean Kharkiv (Ukraine)?"),
	at(5, 13, "after wide letters", ""),
	at(5, 16, "after a composed letter and an emoji", ""),
	at(6, 14, "hostile \x1b]0;title\a text\u202e", "write\nsomething \u2066else\U000e0041\xff"),
	at(7, 16, "right to left", ""),
	{File: report, Pos: diag.Pos{Line: 8, Col: 331}, Rule: "link/broken", Severity: diag.Warning, Text: "a long line"},
	at(8, 1, "its beginning", ""),
	at(9, 1, "an empty line", ""),
	at(10, 1001, "a long word", ""),
	at(4, 99, "past the end of the line", ""),
	at(99, 1, "past the end of the file", ""),
	{File: "content/\u202edm.x\xff\n.md", Rule: "source/name", Severity: diag.Error, Text: "a hostile name"},
}

func TestGolden(t *testing.T) {
	formats := map[string]func(io.Writer) error{
		"text.txt":  func(w io.Writer) error { return diag.Text(w, findings, diag.TextOptions{Line: line}) },
		"color.txt": func(w io.Writer) error { return diag.Text(w, findings[3:6], diag.TextOptions{Color: true, Line: line}) },
		"plain.txt": func(w io.Writer) error { return diag.Text(w, findings, diag.TextOptions{}) },
		"json.json": func(w io.Writer) error { return diag.JSON(w, findings) },
		"none.json": func(w io.Writer) error { return diag.JSON(w, nil) },
		"log.sarif": func(w io.Writer) error { return diag.SARIF(w, findings) },
		"no.sarif":  func(w io.Writer) error { return diag.SARIF(w, nil) },
		"github":    func(w io.Writer) error { return diag.GitHub(w, findings) },
	}
	for name, print := range formats {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := print(&b); err != nil {
				t.Fatal(err)
			}
			file := filepath.Join("testdata", name)
			if *update {
				if err := os.WriteFile(file, b.Bytes(), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got := b.String(); got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			if name != "color.txt" {
				harmless(t, b.String())
			}
		})
	}
}

// harmless reports what could play with a terminal.
func harmless(t *testing.T, printed string) {
	t.Helper()
	if !utf8.ValidString(printed) {
		t.Errorf("not UTF-8: %q", printed)
	}
	for _, r := range printed {
		if r != '\n' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			t.Errorf("%U in %q", r, printed)
		}
	}
}

func TestSummary(t *testing.T) {
	warning, fault := diag.Finding{}, diag.Finding{Severity: diag.Error}
	for want, findings := range map[string][]diag.Finding{
		"nothing to report":   nil,
		"1 error":             {fault},
		"2 warnings":          {warning, warning},
		"2 errors, 1 warning": {fault, warning, fault},
	} {
		if got := diag.Summary(findings); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// FuzzPrint prints any text at any place in every format: nothing in it reaches the terminal as a command, each finding
// stays on its lines, and JSON stays JSON.
func FuzzPrint(f *testing.F) {
	for _, s := range source[report] {
		f.Add(s, s, 3, 5)
	}
	f.Add("\u0301\u0301", "a\r\n::error::b", 1, -1)
	f.Fuzz(func(t *testing.T, text, line string, row, col int) {
		finding := diag.Finding{File: text, Pos: diag.Pos{Line: row, Col: col}, Rule: "test/fuzz", Text: text, Hint: text}
		all := []diag.Finding{finding}
		var plain, object, sarif, github bytes.Buffer
		opts := diag.TextOptions{Line: func(string, int) (string, bool) { return line, true }}
		for _, err := range []error{diag.Text(&plain, all, opts), diag.JSON(&object, all), diag.SARIF(&sarif, all), diag.GitHub(&github, all)} {
			if err != nil {
				t.Fatal(err)
			}
		}
		for _, b := range []*bytes.Buffer{&plain, &object, &sarif, &github} {
			harmless(t, b.String())
		}
		if n := strings.Count(plain.String(), "\n"); n > 4 {
			t.Errorf("%d lines of text: %q", n, plain.String())
		}
		if n := strings.Count(github.String(), "\n"); n != 1 {
			t.Errorf("%d commands: %q", n, github.String())
		}
		if !json.Valid(object.Bytes()) || !json.Valid(sarif.Bytes()) {
			t.Errorf("not JSON: %s %s", object.String(), sarif.String())
		}
	})
}
