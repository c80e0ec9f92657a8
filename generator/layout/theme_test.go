package layout

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"sitrep/generator/diag"
	"sitrep/generator/markdown"
	"sitrep/generator/output"
	"sitrep/generator/report"
	"sitrep/layouts"
)

func TestBuiltInThemeHasNoFaults(t *testing.T) {
	if _, findings := Load(layouts.FS, nil); len(findings) > 0 {
		t.Error(findings)
	}
}

func TestTemplateFaults(t *testing.T) {
	for _, c := range []struct{ file, text, want string }{
		{"report.html", "<p>\n  {{.Titel}}</p>", `layouts/report.html:2:5: error: nothing named .Titel here; did you mean .Title?`},
		{"report.html", "<p>\n  {{.Title}</p>", `layouts/report.html:2: error: bad character U+007D '}'; `},
		{"report.html", "{{if .Claims}}\n{{range .Claims}}é {{.Txt}}{{end}}{{end}}", `layouts/report.html:2:22: error: nothing named .Txt here; did you mean .Text?`},
		{"report.html", "{{with .Retraction}}{{.ReplacedBy.Nam}}{{end}}", `layouts/report.html:1:34: error: nothing named .Nam here; did you mean .Name?`},
		{"layouts/home.html", "\n{{now}}", `layouts/home.html:2: error: function "now" not defined; `},
		{"home.html", "\n{{t \"nav.region\"}}", `layouts/home.html:2:5: error: no word "nav.region" in messages/en.yaml: did you mean nav.regions or map.region or map.regions?; `},
		{"home.html", "{{put .Frame.Up .Title}}", `layouts/home.html:1:3: error: error calling put: put and items place what was made before, as in {{put .Frame.Up .Entries}}, and no string; `},
		{"partials/entry.html", "{{.Summry}}", `layouts/partials/entry.html:1:3: error: nothing named .Summry here; did you mean .Summary?`},
		{"home.html", `<a href={{.Title}} <b>`, `layouts/home.html: error: `},
		{"home.html", `{{template "partials/none.html" .}}`, `layouts/home.html:1:12: error: no such template "partials/none.html"; `},
		{"repport.html", "x", `layouts/repport.html: warning: no layout of that name: nothing reads this file; did you mean report.html or region.html or regions.html?`},
		{"partials/mine.html", "x", ``},
		{"messages/en.yaml", "nav.home: [a]", `layouts/messages/en.yaml:1:11: error: `},
	} {
		_, findings := Load(layouts.FS, map[string][]byte{c.file: []byte(c.text)})
		got := ""
		if len(findings) > 0 {
			got = printed(findings[0])
		}
		if c.want == "" && got != "" || !strings.HasPrefix(got, c.want) {
			t.Errorf("%s %q\n got %s\nwant %s", c.file, c.text, got, c.want)
		}
	}
}

func printed(f diag.Finding) string {
	at := f.File
	if f.Pos.Line > 0 {
		at += fmt.Sprintf(":%d", f.Pos.Line)
	}
	if f.Pos.Col > 0 {
		at += fmt.Sprintf(":%d", f.Pos.Col)
	}
	return fmt.Sprintf("%s: %s: %s; %s", at, f.Severity, f.Text, f.Hint)
}

// TestFaultWhileMaking wants a template's fault that no sample shows to come back as a finding, and a machine's as none.
func TestFaultWhileMaking(t *testing.T) {
	d := generated(t, 3)
	th := loadTheme(t, map[string][]byte{"report.html": []byte("{{template \"partials/top.html\" .Frame}}\n{{if gt (len .Sources) 1}}{{index .Highlights 7}}{{end}}{{template \"partials/bottom.html\" .Frame}}")})
	err := pageNamed(t, d.files(th), "reports/").Make(new(bytes.Buffer))
	if f, ok := Fault(err); !ok || f.File != "layouts/report.html" || f.Pos.Line != 2 {
		t.Errorf("%v: %+v", err, f)
	}
	lost := errors.New("the disk is gone")
	files := Files(d.site, loadTheme(t, nil), built, func(*report.Report) (markdown.Body, error) { return markdown.Body{}, lost }, noMedia, nil, nil).All()
	err = pageNamed(t, files, "reports/").Make(new(bytes.Buffer))
	if _, ok := Fault(err); ok || !errors.Is(err, lost) {
		t.Errorf("a fault of the machine became %v", err)
	}
}

func pageNamed(t *testing.T, files []output.File, prefix string) output.File {
	t.Helper()
	for _, f := range files {
		if strings.HasPrefix(f.Path, prefix) {
			return f
		}
	}
	t.Fatalf("no page %s", prefix)
	return output.File{}
}

func TestOverrides(t *testing.T) {
	d := generated(t, 3)
	th := loadTheme(t, map[string][]byte{
		"layouts/partials/footer.html": []byte("<footer>ours</footer>"),
		"extra.css":                    []byte("p { color: red }"),
		"messages/en.yaml":             []byte("nav.topics: Subjects"),
	})
	files := d.files(th)
	home := made(t, pageNamed(t, files, "index.html"))
	for _, want := range []string{"<footer>ours</footer>", ">Subjects</a>", ">Regions</a>"} {
		if !strings.Contains(home, want) {
			t.Errorf("the home page has no %s", want)
		}
	}
	style := pageNamed(t, files, "assets/index.")
	if css := made(t, style); !strings.HasSuffix(css, "p{color:red}") || !strings.Contains(css, ".masthead") {
		t.Error("the site's style sheet does not follow the theme's")
	}
	plain := generated(t, 3).files(loadTheme(t, nil))
	if pageNamed(t, plain, "reports/").Key() == pageNamed(t, files, "reports/").Key() {
		t.Error("another theme, the same key")
	}
	if !strings.Contains(home, `href="`+style.Path+`"`) {
		t.Error("the home page does not name the style sheet")
	}
}
