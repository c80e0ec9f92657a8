package export_test

import (
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var toFile = regexp.MustCompile(`<(a|link)[^>]* href="([^"]*\.(?:geojson|ics))"`)

// TestPagesLeadToWhatLiesBesideThem: the page of a region or a series leads to its events and its due dates, for readers and in its head, and no page
// to a file that is not there.
func TestPagesLeadToWhatLiesBesideThem(t *testing.T) {
	_, files := exchanged(t)
	led := map[string][]string{} // by file, the pages and elements that lead to it
	for _, page := range files.of(".html") {
		for _, m := range toFile.FindAllStringSubmatch(files[page], -1) {
			at := path.Join(path.Dir(page), m[2])
			if files[at] == "" {
				t.Errorf("%s leads to %s, which is not there", page, at)
			}
			led[at] = append(led[at], m[1]+" "+page)
		}
	}
	checked := 0
	for _, file := range append(files.of(".geojson"), files.of(".ics")...) {
		folder, name := path.Split(file)
		page := folder + name[:strings.Index(name, ".")] + ".html"
		if folder = path.Base(folder); folder != "regions" && folder != "series" { // of a report, a former year or the whole site
			continue
		}
		checked++
		for _, want := range []string{"a " + page, "link " + page} {
			if !slices.Contains(led[file], want) {
				t.Errorf("nothing leads to %s: no %s", file, want)
			}
		}
	}
	if checked < 10 {
		t.Errorf("only %d files lie beside a region or a series", checked)
	}
	if !slices.Contains(led["due.ics"], "a api.html") || !slices.Contains(led["ar/due.ics"], "a ar/api.html") {
		t.Errorf("the page of the data leads to no calendar: %q", led["due.ics"])
	}
}

var (
	named  = regexp.MustCompile(`[a-z/-]+(?:-[0-9]{4})?\.csv`)
	yeared = regexp.MustCompile(`<span>([^<]*[0-9]{4})</span></dt>\s*<dd><a href="([^"]*)"`)
)

// TestThePageOfTheDataNamesFormerYears: the latest former one of each table where there are such, and no file that is not there.
func TestThePageOfTheDataNamesFormerYears(t *testing.T) {
	const figure, claim = "figures: [{id: wells, value: 3}]\n", "claims: [{id: wells-full, text: All are full, by: A witness, status: claimed}]\n"
	for _, c := range []struct {
		name, want string
		reports    map[string]string // their headers, by day
	}{
		{"one year", "", map[string]string{"2026-03-01": figure + claim}},
		{"nothing", "", map[string]string{"2026-03-01": ""}},
		{"three years of figures", "what is real, 2024 figures-2024.csv", map[string]string{"2022-03-01": figure, "2024-03-01": figure, "2026-03-01": figure}},
		{"claims, and exercises apart", "what is from exercises, 2025 figures-exercise-2025.csv, what is real, 2023 claims-2023.csv", map[string]string{
			"2023-03-01": claim, "2024-03-01": claim, "2025-03-01": figure + "exercise: true\n", "2026-03-01": figure + "exercise: true\n",
		}},
	} {
		archive := &txtar.Archive{Files: []txtar.File{{Name: "content/site.yaml", Data: []byte("title: S\ntimezone: UTC\n")}}}
		for _, day := range slices.Sorted(maps.Keys(c.reports)) {
			header := "---\ntitle: Wells\ndate: " + day + "\nregions: [UA]\ntopics: [water]\n" + c.reports[day] + "---\n\nText.\n"
			archive.Files = append(archive.Files, txtar.File{Name: "content/reports/" + day + ".md", Data: []byte(header)})
		}
		files := publish(t, archive)
		page := files["api.html"]
		for _, name := range named.FindAllString(page, -1) {
			if files[name] == "" {
				t.Errorf("%s: %s is named, which is not there", c.name, name)
			}
		}
		var got []string
		for _, m := range yeared.FindAllStringSubmatch(page, -1) {
			got = append(got, m[1]+" "+m[2])
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
