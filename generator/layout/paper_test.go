package layout

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"sitrep/generator/output"
	"sitrep/generator/paper"
)

// pressed are the files of a site of which reports are printed.
func pressed(t *testing.T, d desk, press string) (output.Files, map[string]output.File) {
	t.Helper()
	files := Files(d.site, loadTheme(t, nil), built, d.body, d.tree.Read, &paper.Press{Name: press}, nil)
	all := map[string]output.File{}
	for _, f := range files.All() {
		all[f.Path] = f
	}
	return files, all
}

// TestPDFsStandBesidePages holds that every page of a report leads to its PDF, that of an earlier version, a translation and a
// retracted report too, and no other page has one. On paper the link is not.
func TestPDFsStandBesidePages(t *testing.T) {
	files, all := pressed(t, everything(t, "el, uk", "uk"), "chromium 1")
	var want, got []string
	for path, f := range all {
		if stem, isPDF := strings.CutSuffix(path, ".pdf"); isPDF {
			got = append(got, stem+".html")
			if found, there := files.Find(path); !there || found.Key() != f.Key() || found.From != f.From {
				t.Errorf("%s is not found, or is another one", path)
			}
			if v := f.Content.(*pdf).onPaper(); v.PDF != "" || v.Older != nil || v.Newer != nil {
				t.Errorf("on paper, %s leads elsewhere", path)
			}
			continue
		}
		if c, isPage := f.Content.(*content); isPage && c.template == "report.html" {
			want = append(want, path)
			own := path[strings.LastIndexByte(path, '/')+1:]
			if html := makeFile(t, f); !strings.Contains(html, `<a href="`+strings.TrimSuffix(own, ".html")+`.pdf" type="application/pdf"`) {
				t.Errorf("%s does not lead to its PDF", path)
			}
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("PDFs of\n%q, want\n%q", got, want)
	}
	for _, path := range []string{"reports/2026/03/02-storm.v1.html", "uk/reports/2026/03/02-storm.html", "reports/2026/03/12-wrong.html"} {
		if !slices.Contains(got, path) {
			t.Errorf("%s has no PDF", path)
		}
	}
}

func TestWithoutAPressThereAreNoPDFs(t *testing.T) {
	d := everything(t, "el, uk", "uk")
	files := Files(d.site, loadTheme(t, nil), built, d.body, d.tree.Read, nil, nil)
	for _, f := range files.All() {
		if strings.HasSuffix(f.Path, ".pdf") {
			t.Errorf("there is %s", f.Path)
		}
		if strings.HasPrefix(f.Path, "reports/") && strings.HasSuffix(f.Path, ".html") && strings.Contains(makeFile(t, f), "application/pdf") {
			t.Errorf("%s leads to a PDF", f.Path)
		}
	}
	if _, found := files.Find("reports/2026/03/02-storm.pdf"); found {
		t.Error("a PDF is found")
	}
}

// TestKeysOfPDFs changes what a PDF is made of, one thing at a time, and what it is not.
func TestKeysOfPDFs(t *testing.T) {
	site := map[string]string{
		"content/site.yaml":                     "title: G\ntimezone: UTC\nbase_url: https://a.example/\n",
		"content/regions.yaml":                  "- {id: land, name: Land}\n",
		"content/topics.yaml":                   "- {id: flood, name: Flood}\n",
		"content/reports/2025/01/01-a/index.md": "---\ntitle: A\ndate: 2025-01-01\nregions: [land]\ntopics: [flood]\nseries: s\n---\n![P](p.svg)\n",
		"content/reports/2025/01/01-a/p.svg":    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>`,
		"content/reports/2025/01/02-b.md":       "---\ntitle: B\ndate: 2025-01-02\nregions: [land]\ntopics: [flood]\nseries: s\n---\nText.\n",
	}
	keys := func(press string, change map[string]string) map[string]output.Sum {
		changed := maps.Clone(site)
		maps.Copy(changed, change)
		archive := &txtar.Archive{}
		for _, name := range slices.Sorted(maps.Keys(changed)) {
			archive.Files = append(archive.Files, txtar.File{Name: name, Data: []byte(changed[name])})
		}
		_, all := pressed(t, openArchive(t, archive), press)
		keys := map[string]output.Sum{}
		for path, f := range all {
			if strings.HasSuffix(path, ".pdf") {
				keys[path] = f.Key()
			}
		}
		return keys
	}
	const a, b = "reports/2025/01/01-a.pdf", "reports/2025/01/02-b.pdf"
	before := keys("chromium 1", nil)
	for _, c := range []struct {
		what, press string
		change      map[string]string
		want        []string
	}{
		{"nothing", "chromium 1", nil, nil},
		{"the browser", "chromium 2", nil, []string{a, b}},
		{"the text", "chromium 1", map[string]string{"content/reports/2025/01/02-b.md": strings.Replace(site["content/reports/2025/01/02-b.md"], "Text", "Other text", 1)}, []string{b}},
		{"a picture", "chromium 1", map[string]string{"content/reports/2025/01/01-a/p.svg": `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 2"/>`}, []string{a}},
		{"the address", "chromium 1", map[string]string{"content/site.yaml": "title: G\ntimezone: UTC\nbase_url: https://b.example/\n"}, []string{a, b}},
		{"no address", "chromium 1", map[string]string{"content/site.yaml": "title: G\ntimezone: UTC\n"}, []string{a, b}},
		{"the style", "chromium 1", map[string]string{"content/site.yaml": site["content/site.yaml"] + "colours: {link: \"#004400\"}\n"}, []string{a, b}},
		{"the date of change", "chromium 1", map[string]string{"content/reports/2025/01/02-b.md": strings.Replace(site["content/reports/2025/01/02-b.md"], "series", "updated: 2025-01-03\nseries", 1)}, []string{b}},
		{"the next report", "chromium 1", map[string]string{"content/reports/2025/01/03-c.md": strings.ReplaceAll(site["content/reports/2025/01/02-b.md"], "2025-01-02", "2025-01-03")}, nil},
	} {
		after := keys(c.press, c.change)
		var changed []string
		for _, path := range slices.Sorted(maps.Keys(before)) {
			if before[path] != after[path] {
				changed = append(changed, path)
			}
		}
		if !slices.Equal(changed, c.want) {
			t.Errorf("with another %s, %q are printed again, want %q", c.what, changed, c.want)
		}
	}
}
