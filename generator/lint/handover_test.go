package lint_test

import (
	"strings"
	"testing"
)

// TestWhatReliefWebCannotTake: a report that is meant for ReliefWeb and lacks what it asks for is told of, once for all its languages.
func TestWhatReliefWebCannotTake(t *testing.T) {
	d := newDesk(t)
	const reliefweb = "reliefweb: {sources: [1], countries: {UA: 241}"
	for _, c := range []struct{ name, site, header, uk, want string }{
		{"all is there", reliefweb + "}", "regions: [UA-63]", "title: Вода піднімається", ""},
		{"nothing is handed over", "", "regions: [NO]", "title: Вода", ""},
		{"another country", reliefweb + "}", "regions: [NO]", "title: Вода піднімається", "a.md:4"},
		{"one of two countries", reliefweb + "}", "regions: [NO, UA-63]", "title: Вода піднімається", ""},
		{"no number for English", reliefweb + ", languages: {uk: 9}}", "regions: [UA]", "title: Вода піднімається", ""},
		{"no number for either", reliefweb + ", languages: {fr: 9}}", "regions: [UA]", "title: Вода піднімається", "a.md:2"},
		{"no number for the only one", reliefweb + ", languages: {uk: 9}}", "regions: [UA]", "", "a.md:2"},
		{"a short title of a translation", reliefweb + ", languages: {en: 267, uk: 9}}", "regions: [UA]", "title: Вода", "a.uk.md:2"},
		{"an exercise", reliefweb + "}", "regions: [NO]\nexercise: true", "", ""},
		{"for the community", "audience: green\n" + reliefweb + "}", "regions: [NO]\ntlp: green", "", ""},
		{"taken back", reliefweb + "}", "regions: [NO]\nstatus: retracted\nretraction: {date: 2026-01-02, reason: Wrong}", "", ""},
		{"silenced", reliefweb + "}", "regions: [NO]\nsilence: [{rule: handover/reliefweb, reason: For our readers alone}]", "", ""},
	} {
		f := files{
			"content/site.yaml":    "title: S\ntimezone: UTC\nlanguages: [en, uk, fr]\nbase_url: https://example.org/\n" + c.site + "\n",
			"content/reports/a.md": "---\ntitle: The water is rising\ndate: 2026-01-01\n" + c.header + "\ntopics: [flood]\n---\n\nIt rises.\n",
		}
		if c.uk != "" {
			f["content/reports/a.uk.md"] = "---\n" + c.uk + "\n---\n\nВода.\n"
		}
		want := ""
		if c.want != "" {
			want = "content/reports/" + c.want + " handover/reliefweb"
		}
		if got := strings.Join(d.findings(f), ", "); got != want {
			t.Errorf("%s: found %q, want %q", c.name, got, want)
		}
	}
}
