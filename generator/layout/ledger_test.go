package layout

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// stating is the i-th daily report of one series: two rival figures, three claims of which one is its own, and an event.
func (d desk) stating(i int) *site.Input {
	on := time.Date(2020, 1, 1+i, 0, 0, 0, 0, time.UTC)
	in := d.generate(i, on)
	r := in.Report
	r.Series, r.Number = "daily", i+1
	in.Regions, in.Topics = []string{"r1"}, []string{"t1"}
	details := *r.Details
	r.Details = &details
	number := report.Number{Text: fmt.Sprint(i % 90), Value: float64(i % 90)}
	r.Figures = []report.Figure{{ID: "deaths", Value: number, Source: "office", Place: "r1"}, {ID: "deaths", Value: number, Source: "witness", Place: "r1"}}
	own := []report.ClaimStatus{report.Claimed, report.Confirmed}[i%2]
	r.Claims = []report.Claim{
		{ID: "bridge", Text: "The bridge is gone.", By: "The mayor", Status: report.Disputed, Disputes: []string{"dam"}},
		{ID: "dam", Text: "The dam holds.", By: "Radio", Status: report.Claimed},
		{ID: fmt.Sprintf("claim-%d", i), Text: "The road is cut.", By: "The mayor", Status: own},
	}
	r.Events = []report.Event{{Time: report.Moment{Unix: on.Unix(), Given: true}, Title: fmt.Sprintf("Day %d begins", i)}}
	return in
}

// TestOneReportOfASeriesMovesLittle adds a report with figures and claims to series of several lengths, and counts what changes.
func TestOneReportOfASeriesMovesLittle(t *testing.T) {
	th := loadTheme(t, nil)
	for _, n := range []int{30, 250, 1000} {
		before, after := desk{bodies: generated(t, 0).bodies}, desk{bodies: generated(t, 0).bodies}
		var inputs []*site.Input
		for i := range n + 1 {
			inputs = append(inputs, before.stating(i))
		}
		before.assemble(t, inputs[:n])
		after.assemble(t, inputs)
		changed := difference(before.files(th), after.files(th))
		t.Logf("%d of %d files changed", len(changed), len(after.files(th)))
		if len(changed) > 35 {
			t.Errorf("one report in a series of %d changed %d files:\n%s", n, len(changed), strings.Join(changed, "\n"))
		}
	}
}

// TestPastPeriodOfAFigureStays holds that the page of a year that is over is the same whatever comes later.
func TestPastPeriodOfAFigureStays(t *testing.T) {
	th := loadTheme(t, nil)
	d, later := desk{bodies: generated(t, 0).bodies}, desk{bodies: generated(t, 0).bodies}
	var inputs []*site.Input
	for i := range 700 {
		inputs = append(inputs, d.stating(i))
	}
	d.assemble(t, inputs[:500])
	later.assemble(t, inputs)
	first, second := d.files(th), later.files(th)
	seen := 0
	for _, f := range first {
		if strings.HasPrefix(f.Path, "figures/deaths/2020-0") {
			seen++
			if pageNamed(t, second, f.Path).Key() != f.Key() {
				t.Errorf("%s changed", f.Path)
			}
		}
	}
	if seen != 9 {
		t.Errorf("%d months, want 9", seen)
	}
}

// TestOverdue holds a series to the time at which the site is built.
func TestOverdue(t *testing.T) {
	d := desk{bodies: generated(t, 0).bodies}
	in := d.stating(0)
	in.Report.Next = report.Moment{Unix: built.AddDate(0, 0, 1).Unix(), Clock: true, Given: true}
	d.assemble(t, []*site.Input{in})
	for days, want := range map[int]bool{0: false, 1: true} {
		files := Files(d.site, loadTheme(t, nil), built.AddDate(0, 0, days), d.body, noMedia, nil, nil).All()
		if got := strings.Contains(made(t, pageNamed(t, files, "series/daily.html")), `class="overdue"`); got != want {
			t.Errorf("%d days later: overdue is %t", days, got)
		}
	}
}

// TestOldAddresses holds that an old address leads to its report, and never takes the place of another file.
func TestOldAddresses(t *testing.T) {
	d := desk{bodies: generated(t, 0).bodies}
	in := d.stating(0)
	in.Report.Aliases = []string{"old/a.html", "old/b", "index.html", "regions.html/x", ".hidden/x"}
	d.assemble(t, []*site.Input{in})
	files := Files(d.site, loadTheme(t, nil), built, d.body, noMedia, nil, nil)
	paths := map[string]int{}
	for _, f := range files.All() {
		paths[f.Path]++
		if _, found := files.Find(f.Path); !found {
			t.Errorf("%s is listed and not found", f.Path)
		}
	}
	for _, want := range []string{"old/a.html", "old/b/index.html", "series/daily/latest.html"} {
		f, found := files.Find(want)
		if !found || !strings.Contains(made(t, f), "2020/01/01-report-0.html") {
			t.Errorf("%s does not lead to the report", want)
		}
	}
	for path, n := range paths {
		if n > 1 || strings.Contains(path, "html/x") || strings.HasPrefix(path, ".") {
			t.Errorf("%s is there %d times", path, n)
		}
	}
}
