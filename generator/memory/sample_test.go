package memory

import (
	"reflect"
	"testing"

	"sitrep/generator/markdown"
	"sitrep/generator/report"
	"sitrep/generator/source"
)

// sampleSite parses every report of the sample site, translations, data files and all.
func sampleSite(t *testing.T) (bundles []source.Bundle, parsed [][]report.Parsed) {
	t.Helper()
	tree, err := source.Open("../..")
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	snapshot, _, err := tree.Scan(source.Seen{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range snapshot.Reports {
		p, err := report.Parse(*b, tree.Read)
		if err != nil {
			t.Fatal(err)
		}
		bundles, parsed = append(bundles, *b), append(parsed, p)
	}
	return bundles, parsed
}

func TestTheSampleSiteIsRemembered(t *testing.T) {
	dir := t.TempDir()
	bundles, parsed := sampleSite(t)
	m := open(t, dir)
	begin(t, m, true)
	for i, b := range bundles {
		var reports []report.Report
		var bodies []markdown.Body
		for _, p := range parsed[i] {
			reports, bodies = append(reports, p.Report), append(bodies, p.Body)
		}
		if err := m.Remember(b, reports, bodies, false); err != nil {
			t.Fatal(err)
		}
	}
	save(t, m)
	shut(t, m)

	m = open(t, dir)
	for i, b := range bundles {
		reports, known := m.Reports(b)
		if !known || len(reports) != len(parsed[i]) {
			t.Errorf("%s: %d reports are remembered of %d", b.Path, len(reports), len(parsed[i]))
			continue
		}
		for j, want := range parsed[i] {
			body, err := m.Body(reports[j].BodySum)
			if err != nil || !reflect.DeepEqual(body, want.Body) || !reflect.DeepEqual(reports[j], want.Report) {
				t.Errorf("%s is remembered otherwise than it was parsed: %v", want.File, err)
			}
		}
	}
	shut(t, m)
}

// TestSizeOfReport holds what a hundred thousand reports cost: the facts of a typical one, beside one whose words are known.
func TestSizeOfReport(t *testing.T) {
	_, one := bundle(t, 1)
	_, two := bundle(t, 2)
	alone := sealed([]entry{{Reports: []report.Report{one[0].Report}, Bodies: make([]place, 1)}})
	both := sealed([]entry{{Reports: []report.Report{one[0].Report}, Bodies: make([]place, 1)}, {Reports: []report.Report{two[0].Report}, Bodies: make([]place, 1)}})
	if size := len(both) - len(alone); size > 400 || len(one[0].Places) > 200 {
		t.Errorf("%d bytes, and %d of places", size, len(one[0].Places))
	}
}
