package profile

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"sitrep/generator/diag"
	"sitrep/generator/report"
	"sitrep/generator/source"
)

func TestEveryNameOfTheHeaderIsAProfile(t *testing.T) {
	var ids []string
	for _, p := range All() {
		ids = append(ids, string(p.ID))
		if p.Name == "" || p.Purpose == "" || p.After == "" || len(p.Sections) == 0 {
			t.Errorf("%s lacks its name, purpose, form or sections", p.ID)
		}
		for _, key := range p.Fields {
			if line, why := Example(key); !strings.HasPrefix(line, key+": ") || why == "" {
				t.Errorf("%s asks for %s, which has no example", p.ID, key)
			}
		}
	}
	if words := report.Profile("").Words(); !slices.Equal(ids, words) {
		t.Errorf("there are the profiles %q, the header has the words %q", ids, words)
	}
}

func TestSectionsAreToldApart(t *testing.T) {
	for _, p := range All() {
		for _, lang := range []string{"en", "uk", "ar"} {
			names := map[string]string{}
			for _, s := range p.Sections {
				w, _ := s.in(lang)
				if w.Heading == "" || w.Guide == "" || strings.Contains(w.Guide, "--") {
					t.Errorf("%s, %s: the section %q has no heading or no guide", p.ID, lang, s.En.Heading)
				}
				for _, name := range append([]string{w.Heading}, w.Also...) {
					if other, taken := names[plain(name)]; taken {
						t.Errorf("%s, %s: %q is both %q and %q", p.ID, lang, name, other, w.Heading)
					}
					names[plain(name)] = w.Heading
				}
			}
		}
	}
}

// TestASkeletonLacksNothing holds the two ways of one list together.
func TestASkeletonLacksNothing(t *testing.T) {
	for _, p := range All() {
		for _, lang := range []string{"en", "uk", "ar", "uk-UA"} {
			r := parse(t, fmt.Sprintf("profile: %s\ntype: %s\n", p.ID, orSitrep(p.Type)), p.Skeleton(lang, nil))
			others := slices.DeleteFunc(r.Findings, func(f diag.Finding) bool { return f.Rule == "text/empty-section" }) // it is to be filled
			if findings := p.missingSections(&r, lang); len(findings) > 0 || len(others) > 0 {
				t.Errorf("%s, %s: %v %v", p.ID, lang, findings, others)
			}
			r = parse(t, fmt.Sprintf("profile: %s\n", p.ID), "Text.\n")
			if got, want := len(p.missingSections(&r, lang)), required(p); got != want {
				t.Errorf("%s, %s: %d sections are missed, want %d", p.ID, lang, got, want)
			}
		}
	}
}

func orSitrep(t report.Type) report.Type {
	if t == "" {
		return report.Sitrep
	}
	return t
}

func required(p Profile) (n int) {
	for _, s := range p.Sections {
		if !s.Optional {
			n++
		}
	}
	return n
}

func TestCheck(t *testing.T) {
	const full = "## What happened\n\nText.\n\n## What is not known\n\nText.\n\n## What happens next\n\nText.\n"
	const head = "type: flash\ncutoff: 2026-03-10\nexpires: 2026-03-11\n"
	for _, c := range []struct {
		name, header, body, lang string
		want                     []string
	}{
		{"no profile", "", "Text.", "en", nil},
		{"all there", "profile: flash\n" + head, full, "en", nil},
		{"other words, case, numbers and levels", "profile: flash\n" + head, "# 1. WHAT WE KNOW:\n\n### 2) What we don’t know\n\n## Response\n", "en", nil},
		{"a section", "profile: flash\n" + head, strings.Replace(full, "## What is not known", "## Losses", 1), "en", []string{
			`6:10 profile/section: the text has no section "What is not known", which a report of the profile flash has; add a line ## What is not known after the section "What happened"; these headings will do, too: Not known, What we do not know, What we don't know`,
		}},
		{"in Ukrainian, English headings are none", "profile: flash\n" + head, full, "uk", []string{
			`6:10 profile/section: the text has no section "Що сталося", which a report of the profile flash has; add a line ## Що сталося; these headings will do, too: Ситуація, Що відомо`,
			`6:10 profile/section: the text has no section "Що невідомо", which a report of the profile flash has; add a line ## Що невідомо after the section "Що сталося"; these headings will do, too: Невідомо, Чого ми не знаємо`,
			`6:10 profile/section: the text has no section "Що далі", which a report of the profile flash has; add a line ## Що далі after the section "Що невідомо"; these headings will do, too: Що робити, Реагування`,
		}},
		{"in French nobody knows the headings", "profile: flash\n" + head, "## Situation\n", "fr", nil},
		{"fields", "profile: flash\ntype: sitrep\n", full, "en", []string{
			`6:10 profile/field: the header has no cutoff, which a report of the profile flash has: as of when: nothing later is in it; add a line as in cutoff: 2026-03-10T18:00+02:00`,
			`6:10 profile/field: the header has no expires, which a report of the profile flash has: an old flash does not stay up as if it were news; add a line as in expires: 2026-03-11T18:00+02:00`,
			`6:10 profile/field: the type is sitrep, but a report of the profile flash is of the type flash; write type: flash`,
		}},
		{"no change", "profile: local-news\ntype: no-change\nsummary: Nothing.\nprepared_by: A\nsources: {a: {org: B}}\n", "No change.", "en", nil},
		{"taken back", "profile: flash\nstatus: retracted\nretraction: {date: 2026-03-11, reason: Wrong.}\n", "Text.", "en", nil},
	} {
		r := parse(t, c.header, c.body)
		var got []string
		for _, f := range Check(&r, c.lang) {
			if f.Severity != diag.Warning || f.File != r.File {
				t.Errorf("%s: %+v", c.name, f)
			}
			got = append(got, fmt.Sprintf("%d:%d %s: %s; %s", f.Pos.Line, f.Pos.Col, f.Rule, f.Text, f.Hint))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
}

// TestEveryFieldCanBeGiven holds that the example of a field, filled in, is taken for the field.
func TestEveryFieldCanBeGiven(t *testing.T) {
	for _, f := range fields() {
		if r := parse(t, "", "Text."); f.given(&r) {
			t.Errorf("%s is given where it is not", f.key)
		}
		if r := parse(t, strings.ReplaceAll(f.example, "…", "1")+"\n", "Text."); !f.given(&r) || len(r.Findings) > 0 {
			t.Errorf("%s is not given by its example: %v", f.key, r.Findings)
		}
	}
}

func TestAnExampleLeftAsItIsSaysNothing(t *testing.T) {
	for _, key := range []string{"summary", "highlights", "prepared_by", "authorized_by", "contacts"} {
		f := fieldOf(key)
		if r := parse(t, f.example+"\n", "Text."); f.given(&r) {
			t.Errorf("%s is taken for given", f.example)
		}
	}
}

func TestFormerHeadingsStand(t *testing.T) {
	p, _ := Get(report.FlashUpdate)
	got := p.Skeleton("en", []Heading{{2, "Situation"}, {3, "Roads *and* rail & sea"}, {1, "Top"}})
	for _, want := range []string{
		"\n## Situation\n\n<!-- What, where, when, who says so. Two sentences are enough. -->\n",
		"\n### Roads \\*and\\* rail & sea\n", "\n## Top\n", "\n## What is not known\n", "\n## What happens next\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
	if strings.Contains(got, "What happened") {
		t.Errorf("Situation stands for What happened, and both are there:\n%s", got)
	}
	if got := (Profile{}).Skeleton("en", []Heading{{2, "Roads"}}); got != "\n## Roads\n" {
		t.Errorf("without a profile: %q", got)
	}
}

// parse reads a report with the four fields, the given header and the body.
func parse(t *testing.T, header, body string) report.Report {
	t.Helper()
	text := "---\ntitle: T\ndate: 2026-03-10\nregions: [a]\ntopics: [b]\n" + header + "---\n" + body
	file := source.File{Path: "content/reports/2026/03/10-a.md", Size: int64(len(text))}
	parsed, err := report.Parse(source.Bundle{Path: "2026/03/10-a", Texts: []source.Text{{File: file}}}, func(source.File) ([]byte, error) { return []byte(text), nil })
	if err != nil {
		t.Fatal(err)
	}
	return parsed[0].Report
}
