package lint

import (
	"fmt"
	"strings"
	"testing"
)

// retitle gives every report of a series that has no numbers a number and a title that counts something else.
func retitle(old, format string) func(*corpus) []string {
	return func(c *corpus) []string {
		for i := 1; i <= days; i++ {
			change(cholera(i), fmt.Sprintf("title: %q", old), fmt.Sprintf("title: %q\nnumber: %d", fmt.Sprintf(format, i), i), "")(c)
		}
		return nil
	}
}

// TestWhatOnlyLooksLikeAFault puts into the good corpus what a careless rule would find.
func TestWhatOnlyLooksLikeAFault(t *testing.T) {
	m, good := newSitemaker(t), goodCorpus()
	for i, into := range []func(*corpus) []string{
		change(flood(12), "report 12\"", "report 12 January 2026\"", ""), change(flood(12), "Flood: situation report 12", "Flood: fire at school No. 5", ""),
		change(flood(12), "Flood: situation report 12", "Flood: update 24 hours on", ""), change(flood(12), "Flood: situation report 12", "Flood report 2026", ""),
		refigure(flood(6), "deaths", "value: 20", ", note: Double counts were taken out"), refigure(flood(10), "shelters", "value: 4120", ", note: The stadium was opened"),
		refigure(flood(9), "cases", "value: 0", ""), refigure(flood(10), "women", "value: 205, estimate: about", ""), refigure(flood(6), "displaced", "value: 390, estimate: at_least", ", note: A part"),
		refigure(flood(19), "cases", "value: 8", ""),
		change(flood(4), "Seen by our own team.", "Unverified on 3 January; confirmed by pictures since.", ""),
		change(flood(4), "by: Ministry of Health", "by: Ministry of Wealth and Trade", ""), change(flood(4), "by: Ministry of Health", "by: 47th Brigade", ""),
		change(flood(4), "[kharvan, north-bank]", "[kharvan, south-bank]", ""), change(flood(4), "at: [49.991,", "at: [49.9,", ""),
		change(clashes(5), "from: 2026-01-05, to: 2026-01-05", "from: 2026-01-04, to: 2026-01-05", ""),
		change(flood(5), "from: 2026-01-04T18:00+02:00", "from: 2026-01-04T17:00+01:00", ""), change(flood(days), "next: 2026-01-31T23:00+02:00", "phase: final\nnext: 2026-01-29", ""),
		change(flood(13), "series: flood", "series: flood\nsupersedes: ["+flood(12)+"]", ""), change(flood(13), "series: flood", "series: flood\naliases: [2025/old.html]", ""),
		change(flood(12), "highlights:\n  - The first of day 12.\n  - The second of day 12.\n", "", ""), change(flood(12), "date: 2026-01-12", "date: 2026-01-11T23:30Z", ""),
		change(flood(days), ", archived: \"https://archive.example/30\"", "", ""), change(flood(4), "---\ntitle:", "---\ntype: special\ntitle:", ""),
		change(flood(12), "Flood: situation report 12", "Flood: flash update 3", ""), retitle("Cholera in the camps", "Cholera: flash report 90%d"), retitle("Cholera in the camps", "Холера: випуск № 4%d"),
	} {
		c := corpus{map[string]string{}, good.now}
		for name, text := range good.texts {
			c.texts[name] = text
		}
		into(&c)
		if got := m.findings(c); len(got) > 0 {
			t.Errorf("%d: %s", i, strings.Join(got, ", "))
		}
	}
}
