package export_test

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
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
