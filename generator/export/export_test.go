package export_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/tools/txtar"

	"sitrep/content"
	"sitrep/generator"
	"sitrep/generator/diag"
	"sitrep/generator/export"
	"sitrep/generator/output"
	"sitrep/generator/report"
	"sitrep/generator/site"
	"sitrep/generator/source"
	"sitrep/layouts"
)

// built is a site, and all that was published of it.
type built struct {
	*site.Site
	files map[string]string
}

// Take keeps the files of data.
func (b *built) Take(files output.Files, _ output.Head) ([]diag.Finding, error) {
	b.files = map[string]string{}
	for _, f := range files.All() {
		if ext := filepath.Ext(f.Path); !slices.Contains([]string{".json", ".md", ".txt", ".csv"}, ext) {
			continue
		}
		var text bytes.Buffer
		if err := f.Make(&text); err != nil {
			return nil, err
		}
		b.files[f.Path] = text.String()
		if again, found := files.Find(f.Path); !found || again.Key() != f.Key() {
			return nil, fmt.Errorf("%s is not found as it is listed", f.Path)
		}
	}
	return nil, nil
}

// build builds a site of files by their paths.
func build(t testing.TB, files map[string]string) *built {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	tree, err := source.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	mem, _, err := generator.OpenMemory("", "test")
	if err != nil {
		t.Fatal(err)
	}
	defer mem.Close()
	b := &built{}
	opt := generator.Options{Now: time.Date(2026, 3, 20, 12, 0, 0, 0, time.UTC), Theme: layouts.FS}
	result, err := generator.Build(context.Background(), tree, mem, opt, b)
	if err != nil || result.Failed {
		t.Fatal(err, result.Findings)
	}
	b.Site = result.Site
	return b
}

// sample is the site that the program carries with it.
func sample(t testing.TB) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(content.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(content.FS, name)
		files["content/"+name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// everything is a site that states whatever a report can state, in two languages.
func everything(t testing.TB) map[string]string {
	t.Helper()
	archive, err := txtar.ParseFile("../layout/testdata/everything.txtar")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range archive.Files {
		files[strings.ReplaceAll(f.Name, "LANG", "uk")] = strings.ReplaceAll(string(f.Data), "LANGUAGES", "el, uk")
	}
	return files
}

var sites = map[string]func(testing.TB) map[string]string{"sample": sample, "everything": everything}

// TestJSONIsAsItsSchemaSays validates the JSON of each report, and tells apart what would be wrong.
func TestJSONIsAsItsSchemaSays(t *testing.T) {
	text, err := export.Schema("https://x.example/schema.json")
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("urn:report", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("urn:report")
	if err != nil {
		t.Fatal(err)
	}
	valid := func(text string) error {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			return err
		}
		return schema.Validate(value)
	}
	for name, files := range sites {
		n := 0
		for path, text := range build(t, files(t)).files {
			_, ending, _ := strings.Cut(path[strings.LastIndexByte(path, '/')+1:], ".")
			if !strings.Contains("/"+path, "/reports/") || ending != "json" {
				continue
			}
			n++
			if err := valid(text); err != nil {
				t.Errorf("%s: %s: %v", name, path, err)
			}
			for was, is := range map[string]string{`"title":`: `"titel":`, `"tlp":"`: `"tlp":"very `, `"date":"`: `"date":"on `} {
				if changed := strings.Replace(text, was, is, 1); changed != text && valid(changed) == nil {
					t.Errorf("%s: %s may have %s", name, path, is)
				}
			}
		}
		if n < 3 {
			t.Errorf("%s: only %d reports", name, n)
		}
	}
}

// TestAMarkIsTheReportsOwn: a report that is not marked is not called TLP:CLEAR by its data, as it is not by its page.
func TestAMarkIsTheReportsOwn(t *testing.T) {
	for header, want := range map[string]bool{"": false, "tlp: clear\n": true} {
		files := build(t, map[string]string{
			"content/site.yaml":    "title: S\ntimezone: UTC\nbase_url: https://desk.example/\ndata: {text: on, markdown: on}\n",
			"content/reports/a.md": "---\ntitle: A\ndate: 2026-03-01\nregions: [UA]\ntopics: [flood]\n" + header + "---\n\nText.\n",
		}).files
		for path, mark := range map[string]string{"reports/a.txt": "TLP:CLEAR", "reports/a.md": `tlp: "clear"`, "reports/a.json": `"tlp":"clear"`, "feed.json": `"tlp":"clear"`} {
			if strings.Contains(files[path], mark) != want {
				t.Errorf("%q: %s says %s: %t\n%s", header, path, mark, !want, files[path])
			}
		}
	}
}

// TestTablesAreTheModel reads the files of all figures and claims back: they are what the reports state, each once, whatever their
// languages, real and exercises apart.
func TestTablesAreTheModel(t *testing.T) {
	for name, files := range sites {
		b := build(t, files(t))
		var wantFigures, wantClaims []string
		for _, e := range b.reports() {
			for _, f := range e.Figures {
				wantFigures = append(wantFigures, fmt.Sprint(e.Exercise, e.Path, f.ID, f.Value.Text, f.Low.Text, f.High.Text, f.Status, f.AsOf, f.Missing, strings.Join(strings.Fields(f.Note), " ")))
			}
			for _, c := range e.Claims {
				wantClaims = append(wantClaims, fmt.Sprint(e.Exercise, e.Path, c.ID, c.Text, c.Status, c.Grade))
			}
		}
		for of, want := range map[string][]string{"figures": wantFigures, "claims": wantClaims} {
			var got []string
			for path, text := range b.files {
				if !strings.HasPrefix(path, of) || strings.Contains(path, "/") {
					continue
				}
				for _, row := range table(t, text) {
					drill := strings.Contains(path, "-exercise")
					if drill != (row["exercise"] == "true") {
						t.Errorf("%s: %s holds %v", name, path, row)
					}
					if of == "figures" {
						got = append(got, fmt.Sprint(drill, row["report"], row["metric"], row["value"], row["low"], row["high"], row["status"], row["as_of"], row["missing"], row["note"]))
					} else {
						got = append(got, fmt.Sprint(drill, row["report"], row["claim"], row["text"], row["status"], row["grade"]))
					}
				}
			}
			slices.Sort(got)
			slices.Sort(want)
			if diff := cmp.Diff(want, got); diff != "" || len(want) < 5 {
				t.Errorf("%s: %s, %d rows: %s", name, of, len(want), diff)
			}
		}
	}
}

// reports are those that stand, each once: in the first language, or the first that it exists in.
func (b *built) reports() []*site.Entry {
	var list []*site.Entry
	seen := map[string]bool{}
	for _, tree := range b.Trees {
		for _, e := range tree.Entries {
			if !seen[e.Path] && e.Status != report.Retracted {
				seen[e.Path] = true
				list = append(list, b.Entry(e.Path, b.Trees[0].Lang))
			}
		}
	}
	return list
}

// table reads a CSV file, each row by the names of the first, without the apostrophe that keeps a text from being a formula.
func table(t *testing.T, text string) []map[string]string {
	t.Helper()
	if strings.Count(text, "\r\n") != strings.Count(text, "\n") {
		t.Error("a line does not end as RFC 4180 has it")
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var list []map[string]string
	for _, row := range rows[1:] {
		named := map[string]string{}
		for i, name := range rows[0] {
			if value := row[i]; strings.HasPrefix(value, "'") {
				named[name] = value[1:]
			} else {
				named[name] = value
			}
		}
		list = append(list, named)
	}
	return list
}

// TestMarkdownIsAReport reads the Markdown of each report as a report: it has no errors, and says in its header what the site knows.
func TestMarkdownIsAReport(t *testing.T) {
	for name, files := range sites {
		b := build(t, files(t))
		n := 0
		for _, tree := range b.Trees {
			for _, e := range tree.Entries {
				text, ok := b.files[site.Beside(e.URL, ".md")]
				if !ok {
					t.Fatalf("%s: %s has no Markdown", name, e.Path)
				}
				bundle := source.Bundle{Path: "a", Texts: []source.Text{{File: source.File{Path: "content/reports/a.md", Size: int64(len(text))}}}}
				parsed, err := report.Parse(bundle, func(source.File) ([]byte, error) { return []byte(text), nil })
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range parsed[0].Findings {
					if f.Severity == diag.Error && f.Rule != "picture/elsewhere" { // its pictures lie where the report was
						t.Errorf("%s: %s: %v", name, e.Path, f)
					}
				}
				n++
				if want, got := told(b.Site, e.Report), told(b.Site, &parsed[0].Report); want != got {
					t.Errorf("%s: %s says\n%s\nwant\n%s", name, e.Path, got, want)
				}
			}
		}
		if n < 3 {
			t.Errorf("%s: only %d reports", name, n)
		}
	}
}

// TestTranslationsAreBuiltAgain puts the Markdown of a report in all its languages side by side, as it was published.
func TestTranslationsAreBuiltAgain(t *testing.T) {
	n := 0
	for name, files := range sites {
		b := build(t, files(t))
		for _, first := range b.Trees[0].Entries {
			texts := map[string]string{}
			bundle := source.Bundle{Path: "a"}
			for i, tree := range b.Trees {
				e := b.Entry(first.Path, tree.Lang)
				if e == nil || e.Lang != tree.Lang {
					continue
				}
				file, lang := "content/reports/a.md", ""
				if i > 0 {
					file, lang = "content/reports/a."+tree.Lang+".md", tree.Lang
				}
				texts[file] = b.files[site.Beside(e.URL, ".md")]
				bundle.Texts = append(bundle.Texts, source.Text{Lang: lang, File: source.File{Path: file, Size: int64(len(texts[file]))}})
			}
			parsed, err := report.Parse(bundle, func(f source.File) ([]byte, error) { return []byte(texts[f.Path]), nil })
			if err != nil {
				t.Fatal(err)
			}
			n += max(0, len(parsed)-1)
			for i := range parsed {
				for _, f := range parsed[i].Findings {
					if f.Severity == diag.Error && f.Rule != "picture/elsewhere" { // its pictures lie where the report was
						t.Errorf("%s: %s: %v", name, first.Path, f)
					}
				}
			}
		}
	}
	if n < 3 {
		t.Errorf("only %d translations", n)
	}
}

// told is what a header says, without keys and in one wording.
func told(s *site.Site, r *report.Report) string {
	if r.Status == report.Retracted {
		return fmt.Sprint(r.Title, r.Date, r.Series, r.Number, r.Exercise, r.Retraction.Date, r.Retraction.Reason)
	}
	var b strings.Builder
	fmt.Fprintln(&b, r.Title, r.Date, r.Series, r.Number, r.Exercise, r.Phase, r.Incidents, r.Severity, r.Urgency, r.Certainty)
	fmt.Fprintln(&b, r.Period, r.Cutoff, r.Published, r.Updated, r.Next, r.Expires, max(r.Version, 1), r.Revisions, r.PreparedBy, r.AuthorizedBy, r.Contacts)
	fmt.Fprintln(&b, r.Summary, r.Highlights)
	for _, f := range r.Figures {
		id, _, _ := s.Regions.Resolve(f.Place)
		fmt.Fprintln(&b, f.ID, f.Value, f.Low, f.High, f.Estimate, f.AsOf, f.Status, f.Missing, f.Note, f.Of, id)
	}
	for _, c := range r.Claims {
		fmt.Fprintln(&b, c.ID, c.Text, c.Status, c.Grade, c.Basis, c.Figure, c.Disputes, s.Words.Actors.ID(c.By))
	}
	for _, e := range r.Events {
		fmt.Fprintln(&b, e.Time.Day(s.Config.Zone()), e.TimePrecision, e.Type, e.Title, e.Precision, e.Claim)
	}
	for _, src := range s.Sources(r) {
		fmt.Fprintln(&b, src.Title, src.Org, src.URL, src.Archived, src.Accessed, src.Grade, src.Protected, src.Label)
	}
	return b.String()
}
