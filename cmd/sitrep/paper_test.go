package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sitrep/generator/paper"
)

// presswork is a small site of which reports are printed.
type presswork struct {
	*testing.T
	dir string
}

const (
	waterPDF  = "reports/2026/03/01-a.pdf"
	formerPDF = "reports/2026/03/01-a.v1.pdf"
	nextPDF   = "reports/2026/03/02-b.pdf"
	lastPDF   = "reports/2026/03/03-c.pdf"
)

func newPresswork(t *testing.T) presswork {
	w := presswork{t, t.TempDir()}
	writeTree(t, w.dir, map[string]string{
		"content/site.yaml":                        "title: Desk\ntimezone: UTC\nbase_url: https://sitrep.example/base/\n",
		"content/reports/2026/03/01-a/index.v1.md": reportText("Water", "Less."),
		"content/reports/2026/03/01-a/mark.svg":    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>`,
	})
	w.write("01-a/index.md", "Water", "version: 2\nrevisions: [{version: 2, date: 2026-03-02, kind: addition, summary: More.}]",
		"[The next](report:2026/03/02-b), ![a mark](mark.svg)\n\n## Roads\n\nOpen.")
	w.write("02-b.md", "More water", "severity: minor", "Text.")
	return w
}

// write writes a report with some more fields.
func (w presswork) write(name, title, fields, body string) {
	w.Helper()
	writeFile(w.T, filepath.Join(w.dir, "content/reports/2026/03", name), strings.Replace(reportText(title, body), "title:", fields+"\ntitle:", 1))
}

// build builds, and wants it to end with a code, and these PDFs to be printed and removed, which lie one after the other with spaces.
func (w presswork) build(code int, printed, removed string, more ...string) (said string) {
	w.Helper()
	var out record
	args := append([]string{"-C", w.dir, "build", "--cache", "off", "--now", fixedNow, "--explain"}, more...)
	if got := run(w.Context(), args, &out, &out); got != code {
		w.Fatalf("%v ended with %d: %s", args, got, out.String())
	}
	found := map[string][]string{}
	for line := range strings.Lines(out.String()) {
		verb, rest, _ := strings.Cut(line, " ")
		if path, _, _ := strings.Cut(rest, ": "); strings.HasSuffix(path, ".pdf") {
			found[verb] = append(found[verb], path)
		}
	}
	for verb, want := range map[string]string{"wrote": printed, "removed": removed} {
		if got := strings.Join(found[verb], " "); got != want {
			w.Errorf("%v: %s %q, want %q", more, verb, got, want)
		}
	}
	return out.String()
}

func (w presswork) published(path string) string {
	return readTree(w.T, filepath.Join(w.dir, "public"))[path]
}

// TestPDFs follows the PDFs of a small site from build to build.
func TestPDFs(t *testing.T) {
	browser := findBrowser(t)
	t.Parallel()
	w := newPresswork(t)
	w.build(done, waterPDF+" "+formerPDF+" "+nextPDF, "", "--pdf", "--chromium", browser)
	pdf := w.published(waterPDF)
	for _, want := range []string{
		"%PDF-", "/MarkInfo", "/StructTreeRoot", "/Outlines", "/Title <FEFF0057006100740065007200202013002000", "/Lang (en)", "/CreationDate (D:20260301000000+00'00')",
		"/URI (https://sitrep.example/base/reports/2026/03/02-b.html)", "/URI (https://sitrep.example/base/regions/no.html)", "/MediaBox [0 0 595.",
	} {
		if !strings.Contains(pdf, want) {
			t.Errorf("the PDF has no %s", want)
		}
	}
	if len(pdf) < 5_000 || len(pdf) > 500_000 || strings.Contains(pdf, "file:") || strings.Contains(pdf, w.dir) {
		t.Errorf("a PDF of %d bytes, or one that names files of this machine", len(pdf))
	}
	w.build(done, "", "", "--pdf")
	w.write("02-b.md", "More water", "severity: minor", "Another text.")
	w.build(done, nextPDF, "", "--pdf")
	w.write("03-c.md", "The last", "severity: minor", "Text.")
	w.build(done, lastPDF, "", "--pdf")
	w.build(done, "", strings.Join([]string{waterPDF, formerPDF, nextPDF, lastPDF}, " "))
}

// TestPDFsGoWithTheirPages withdraws reports whose PDFs are published.
func TestPDFsGoWithTheirPages(t *testing.T) {
	findBrowser(t)
	t.Parallel()
	w := newPresswork(t)
	w.build(done, waterPDF+" "+formerPDF+" "+nextPDF, "", "--pdf")
	w.write("02-b.md", "More water", "status: draft", "Text.")
	w.write("03-c.md", "The last", "no such field: 1", "Text.")
	said := w.build(faulty, "", "", "--pdf")
	if !strings.Contains(said, "withheld by now: "+nextPDF+"\n") || strings.Contains(said, waterPDF) {
		t.Errorf("a failed build says %s", said)
	}
	w.write("03-c.md", "The last", "severity: minor", "Text.")
	w.write("01-a/index.md", "Water", "status: retracted\nretraction: {date: 2026-03-04, reason: Wrong.}\nversion: 2\n"+
		"revisions: [{version: 2, date: 2026-03-02, kind: addition, summary: More.}]", "[The next](report:2026/03/02-b)")
	w.build(done, waterPDF+" "+lastPDF, formerPDF+" "+nextPDF, "--pdf")
	if left := w.published(waterPDF); !strings.Contains(left, "(D:20260304") || strings.Contains(left, "02-b.html") {
		t.Error("the PDF of a retracted report is not its tombstone")
	}
}

func TestPDFsWithoutABrowser(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	must(t, "new", "site", dir)
	t.Setenv("PATH", t.TempDir())
	if found, err := paper.Find(""); err == nil {
		t.Skip("there is a browser that needs no path: ", found)
	}
	for _, c := range []struct {
		code int
		args []string
		says string
	}{
		{broken, []string{"--pdf"}, "install"},
		{broken, []string{"--pdf", "--chromium", "no-such-browser"}, "no-such-browser"},
		{broken, []string{"--pdf", "--chromium", os.Args[0]}, "version"},
		{usage, []string{"--chromium", "chromium"}, "--pdf"},
	} {
		var errs record
		if code := run(t.Context(), append([]string{"-C", dir, "build", "--cache", "off"}, c.args...), io.Discard, &errs); code != c.code || !strings.Contains(errs.String(), c.says) {
			t.Errorf("%v ended with %d: %s", c.args, code, errs.String())
		}
		if _, err := os.Stat(filepath.Join(dir, "public", "index.html")); err == nil {
			t.Errorf("%v: something was published", c.args)
		}
	}
}
