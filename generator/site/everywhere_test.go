package site

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"sitrep/generator/report"
)

// daily is the n-th report of a series, in a language; "" is the original.
func daily(n int, lang string, change func(*report.Report)) *Input {
	on := time.Date(2026, 1, n, 0, 0, 0, 0, time.UTC)
	r := &report.Report{Path: fmt.Sprintf("2026/%02d", n), Lang: lang, Header: report.Header{Details: &report.Details{}}}
	r.File, r.Title, r.Date = "content/reports/"+r.Path+".md", fmt.Sprint("Day ", n), report.Moment{Unix: on.Unix(), Given: true}
	r.Series, r.Number = "daily", n
	change(r)
	return &Input{Report: r, Regions: []string{"r0"}, Topics: []string{"flood"}}
}

// says makes a report state one claim and one figure.
func says(text string, status report.ClaimStatus, value float64, org string) func(*report.Report) {
	return func(r *report.Report) {
		r.Sources = []report.Source{{Key: "desk", Org: org}}
		r.Claims = []report.Claim{{ID: "bridge", Text: text, Status: status}}
		r.Figures = []report.Figure{{ID: "homes", Value: report.Number{Text: fmt.Sprint(value), Value: value}, Source: "desk", Place: "r0"}}
	}
}

// halfTranslated is three reports, of which the second is not translated and the third words nothing anew.
func halfTranslated(t *testing.T, change func(*report.Report)) *Site {
	a := newArchive(t, 1)
	last := daily(3, "", says("The bridge is down.", report.Refuted, 3, "The desk"))
	lastTranslated := daily(3, "uk", says("The bridge is down.", report.Refuted, 3, "The desk"))
	change(last.Report)
	change(lastTranslated.Report)
	return New(nil, a.desk, []*Input{
		daily(1, "", says("The bridge is down.", report.Claimed, 1, "The desk")), daily(1, "uk", says("Міст зруйновано.", report.Claimed, 1, "Редакція")),
		daily(2, "", says("The bridge is down.", report.Disputed, 2, "The desk")), last, lastTranslated,
	}, nil)
}

// TestOneCourseInAllLanguages holds that a claim and a figure are the same whatever language one reads of them in.
func TestOneCourseInAllLanguages(t *testing.T) {
	s := halfTranslated(t, func(*report.Report) {})
	for _, c := range []struct{ steps, text string }{
		{"en claimed, en disputed, en refuted", "The bridge is down. (en)"},
		{"uk claimed, en disputed, uk refuted", "Міст зруйновано. (uk)"},
	} {
		tree := s.Trees[0]
		if strings.HasPrefix(c.steps, "uk") {
			tree = s.Trees[1]
		}
		course := tree.Course(tree.Claims.Get("bridge"))
		var steps, values []string
		for _, step := range course.Steps {
			steps = append(steps, step.Entry.Lang+" "+string(step.Status))
		}
		if got := strings.Join(steps, ", "); got != c.steps || course.Open {
			t.Errorf("%s: %s, open %t", tree.Lang, got, course.Open)
		}
		if got := fmt.Sprintf("%s (%s)", course.Text, course.Lang); got != c.text {
			t.Errorf("%s: %s", tree.Lang, got)
		}
		lines := tree.Lines(tree.Figures.Get("homes"))
		for _, p := range lines[0].Points {
			values = append(values, p.Value.Text)
		}
		if len(lines) != 1 || strings.Join(values, " ") != "1 2 3" {
			t.Errorf("%s: %d lines, %v", tree.Lang, len(lines), values)
		}
		if trend := tree.Trend(s.Entry("2026/03", tree.Lang), 0); len(trend) != 3 {
			t.Errorf("%s: a trend of %d", tree.Lang, len(trend))
		}
		if changes := tree.Changes(s.Entry("2026/03", tree.Lang)); changes.Since.Path != "2026/02" || len(changes.Figures) != 1 || len(changes.Claims) != 1 {
			t.Errorf("%s: %+v", tree.Lang, changes)
		}
		if gaps := s.Gaps(tree.Run(tree.Series.Get("daily"))); len(gaps) > 0 {
			t.Errorf("%s misses %v", tree.Lang, gaps)
		}
	}
}

// TestRewordedClaimIsNotCalledByItsOldTranslation: what a translation said of another text says nothing of this one.
func TestRewordedClaimIsNotCalledByItsOldTranslation(t *testing.T) {
	s := halfTranslated(t, func(r *report.Report) { r.Claims[0].Text = "The bridge stands." })
	if c := s.Trees[1].Course(s.Trees[1].Claims.Get("bridge")); c.Text != "The bridge stands." || c.Lang != "en" {
		t.Errorf("%q in %s", c.Text, c.Lang)
	}
}

// TestRetractedReportIsInNoLineAndNoCourse in any language.
func TestRetractedReportIsInNoLineAndNoCourse(t *testing.T) {
	s := halfTranslated(t, func(r *report.Report) { r.Status = report.Retracted })
	for _, tree := range s.Trees {
		course := tree.Course(tree.Claims.Get("bridge"))
		if len(course.Steps) != 2 || course.Last().Status != report.Disputed {
			t.Errorf("%s: %d steps, %s", tree.Lang, len(course.Steps), course.Last().Status)
		}
		if lines := tree.Lines(tree.Figures.Get("homes")); len(lines[0].Points) != 2 {
			t.Errorf("%s: %d points", tree.Lang, len(lines[0].Points))
		}
		if g := tree.Gather(gathers(s.Entry("2026/01", tree.Lang))); len(g.Reports) != 2 || g.Figures[0].Value.Text != "2" {
			t.Errorf("%s: gathered %d", tree.Lang, len(g.Reports))
		}
	}
}

// gathers makes a roll-up of January of a report.
func gathers(e *Entry) *Entry {
	r, in, rollup := *e.Report, *e.Input, *e
	details := *r.Details
	r.Details, in.Report, rollup.Input = &details, &r, &in
	r.Type = report.Rollup
	r.Period = report.Period{From: report.Moment{Unix: e.Date.Unix, Given: true}, To: report.Moment{Unix: e.Date.Unix + 30*24*3600, Given: true}}
	return &rollup
}

// TestCoursesAgreeInAllLanguages translates reports of a random archive at random: in every language, a claim has the same steps and a
// metric the same lines.
func TestCoursesAgreeInAllLanguages(t *testing.T) {
	a := newArchive(t, rand.Uint64())
	var former *Site
	for step := range 6 {
		a.change(step)
		for _, in := range a.inputs() {
			a.translate(in)
		}
		former = a.site(former)
		if en, uk := saidAnywhere(former.Trees[0]), saidAnywhere(former.Trees[1]); en != uk {
			t.Fatalf("seed %d, step %d: %s", a.seed, step, firstDifference(uk, en))
		}
	}
}

// translate gives a report a translation that says the same, or takes it away.
func (a *archive) translate(in *Input) {
	if in.Report.Lang != "" {
		if a.reports[in.Path+" "] == nil {
			delete(a.reports, key(in)) // what stands alone is an original
			r := *in.Report
			r.Lang = ""
			alone := *in
			alone.Report = &r
			a.reports[key(&alone)] = &alone
		}
		return
	}
	delete(a.reports, in.Path+" uk")
	if a.IntN(2) == 0 {
		r, other := *in.Report, *in
		r.Lang, other.Report = "uk", &r
		a.reports[key(&other)] = &other
	}
}

// saidAnywhere is what became of claims and figures, without the language it was said in.
func saidAnywhere(t *Tree) string {
	var b strings.Builder
	for _, c := range t.Ledger(t.Claims.Sorted) {
		fmt.Fprintf(&b, "%s %t %v", c.ID, c.Open, c.Rivals)
		for _, s := range c.Steps {
			fmt.Fprintf(&b, ", %s %s %t", s.Entry.Path, s.Status, s.Changed)
		}
		b.WriteByte('\n')
	}
	for _, metric := range t.Figures.Sorted {
		for _, l := range t.Lines(metric) {
			fmt.Fprintf(&b, "%s %s %s", l.Metric, l.Place, l.Source)
			for _, p := range l.Points {
				fmt.Fprintf(&b, ", %s %v", p.Entry.Path, p.Value.Value)
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// TestOnlyASeriesIsInTheOrderOfNumbers: elsewhere the newest report is first, whatever its number.
func TestOnlyASeriesIsInTheOrderOfNumbers(t *testing.T) {
	a := newArchive(t, 1)
	number := func(n int) func(*report.Report) { return func(r *report.Report) { r.Number = n } }
	s := New(nil, a.desk, []*Input{daily(1, "", number(9)), daily(2, "", number(8)), daily(3, "", number(7))}, nil)
	tree := s.Trees[0]
	for _, c := range []struct {
		name string
		term *Term
		want string
	}{
		{"a region", tree.Regions.Get("r0"), "2026/03 2026/02 2026/01"},
		{"a topic", tree.Topics.Get("flood"), "2026/03 2026/02 2026/01"},
		{"the series", tree.Series.Get("daily"), "2026/01 2026/02 2026/03"},
	} {
		var got []string
		for _, e := range c.term.Reports() {
			got = append(got, e.Path)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	if day := tree.Dates.Parts[0].Entries; !slices.IsSortedFunc(day, newestFirst) {
		t.Error("the dates are in another order than that of time")
	}
}

// TestSupersededInAllLanguages: who reads the translation of a report is told of its successor, even where that is not translated.
func TestSupersededInAllLanguages(t *testing.T) {
	a := newArchive(t, 1)
	plain := func(*report.Report) {}
	s := New(nil, a.desk, []*Input{
		daily(1, "", plain), daily(1, "uk", plain), daily(2, "", func(r *report.Report) { r.Supersedes = []string{"2026/01.md"} }),
	}, nil)
	for _, tree := range s.Trees {
		if by := tree.SupersededBy(s.Entry("2026/01", tree.Lang)); len(by) != 1 || by[0].Path != "2026/02" {
			t.Errorf("%s: %s", tree.Lang, names(by))
		}
	}
}

// TestCorrectedFigures compares with the versions that are kept.
func TestCorrectedFigures(t *testing.T) {
	values := func(list ...float64) func(*report.Report) {
		return func(r *report.Report) {
			for i, v := range list {
				r.Figures = append(r.Figures, report.Figure{ID: fmt.Sprint("f", i), Value: report.Number{Text: fmt.Sprint(v), Value: v}})
			}
		}
	}
	was := func(version int, list ...float64) *report.Report {
		r := daily(1, "", values(list...)).Report
		r.Was = version
		return r
	}
	correction := func(version int) report.Revision { return report.Revision{Version: version, Kind: report.Correction} }
	addition := report.Revision{Version: 2, Kind: report.Addition}
	for _, c := range []struct {
		name      string
		revisions []report.Revision
		earlier   []*report.Report
		want      []Correction
	}{
		{"never", nil, nil, []Correction{Uncorrected, Uncorrected}},
		{"no version is kept", []report.Revision{correction(2)}, nil, []Correction{ReportCorrected, ReportCorrected}},
		{"one of two", []report.Revision{correction(2)}, []*report.Report{was(1, 1, 5)}, []Correction{Uncorrected, FigureCorrected}},
		{"one that was put in", []report.Revision{correction(2)}, []*report.Report{was(1, 1)}, []Correction{Uncorrected, FigureCorrected}},
		{"neither: the text was", []report.Revision{correction(2)}, []*report.Report{was(1, 1, 2)}, []Correction{Uncorrected, Uncorrected}},
		{"an addition", []report.Revision{addition}, []*report.Report{was(1, 1, 5)}, []Correction{Uncorrected, Uncorrected}},
		{"an addition, then a correction", []report.Revision{addition, correction(3)}, []*report.Report{was(1, 7, 7), was(2, 1, 5)}, []Correction{Uncorrected, FigureCorrected}},
		{"the first is not kept", []report.Revision{correction(2), correction(3)}, []*report.Report{was(2, 1, 5)}, []Correction{ReportCorrected, FigureCorrected}},
	} {
		original := daily(1, "", values(1, 2))
		original.Revisions, original.Earlier = c.revisions, c.earlier
		translation := daily(1, "uk", values(1, 2))
		translation.Revisions = c.revisions
		s := New(nil, newArchive(t, 1).desk, []*Input{original, translation}, nil)
		for _, tree := range s.Trees {
			for i, want := range c.want {
				e := s.Entry("2026/01", tree.Lang)
				if got := s.Corrected(Point{Figure: &e.Figures[i], Entry: e, Index: i}); got != want {
					t.Errorf("%s, %s, figure %d: %d, want %d", c.name, tree.Lang, i, got, want)
				}
			}
		}
	}
}
