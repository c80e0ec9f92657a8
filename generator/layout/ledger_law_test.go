package layout

import (
	"fmt"
	"maps"
	"path"
	"regexp"
	"strings"
	"testing"
	"time"

	"sitrep/generator/output"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// claiming is the i-th of many reports: it makes a claim that stays open or one that is settled at once, and every fourth settles an
// older one. The first thousand are of one month, more than a page's for every day of it; the others come daily after that.
func (d desk) claiming(i int) *site.Input {
	on := time.Date(2020, 1, 1+i%4, 0, 0, 0, 0, time.UTC)
	if i >= 1000 {
		on = time.Date(2020, 2, i-999, 0, 0, 0, 0, time.UTC)
	}
	in := d.generate(i, on)
	in.Regions, in.Topics = []string{"r1"}, []string{"t1"}
	r := in.Report
	details := *r.Details
	r.Details, r.Series, r.Number, r.Exercise = &details, "", 0, i%5 == 0
	status := []report.ClaimStatus{report.Disputed, report.Claimed, report.Refuted, report.Unverified, report.Confirmed, "", report.Doubtful}[i%7]
	r.Claims = []report.Claim{{ID: fmt.Sprintf("claim-%d", i), Text: "The road is cut.", By: []string{"The mayor", "Radio"}[i%2], Status: status}}
	if i%4 == 0 && i >= 100 {
		r.Claims = append(r.Claims, report.Claim{ID: fmt.Sprintf("claim-%d", i-100), Text: "The road is cut.", By: "The army", Status: report.Withdrawn})
	}
	return in
}

func (d desk) claims(n int) []*site.Input {
	inputs := make([]*site.Input, n)
	for i := range inputs {
		inputs[i] = d.claiming(i)
	}
	return inputs
}

var (
	claimLine = regexp.MustCompile(`<p class="what" dir="auto"><a href="([^"]+)"`)
	chip      = regexp.MustCompile(`<li><a href="([^"]+/(?:open|closed)-[^"]+)">`)
)

// TestEveryClaimIsInTheLedger follows the links of the ledger, and of an actor's page: they lead to every claim, and no page lists more
// than a page may.
func TestEveryClaimIsInTheLedger(t *testing.T) {
	d, th := desk{bodies: generated(t, 0).bodies}, loadTheme(t, nil)
	inputs := d.claims(2400)
	d.assemble(t, inputs)
	all := Files(d.site, th, built, d.body, noMedia, nil, nil)
	for start, by := range map[string]string{"claims.html": "", "claims/regions/r1.html": "", "actors/radio.html": "Radio", "actors/the-army.html": "The army", "actors/exercise/the-mayor.html": "The mayor"} {
		want := map[string]bool{}
		for _, in := range inputs {
			for _, c := range in.Report.Claims {
				if by == "" || c.By == by && in.Report.Exercise == strings.Contains(start, site.Drill) {
					want["claims/"+drilled(in.Report.Exercise, c.ID)+".html"] = true
				}
			}
		}
		if got := listedFrom(t, all, start); !maps.Equal(got, want) {
			t.Errorf("%s leads to %d claims, want %d", start, len(got), len(want))
		}
	}
}

// listedFrom are the claims that a page of a ledger lists, and the pages of its periods.
func listedFrom(t *testing.T, all output.Files, start string) map[string]bool {
	t.Helper()
	listed, seen, next := map[string]bool{}, map[string]bool{}, []string{start}
	for len(next) > 0 {
		at := next[0]
		next = next[1:]
		if seen[at] {
			continue
		}
		seen[at] = true
		f, found := all.Find(at)
		if !found {
			t.Fatalf("%s is not found", at)
		}
		text := made(t, f)
		lines := claimLine.FindAllStringSubmatch(text, -1)
		if most := 2 * (len(openStatuses())*openShown + settledShown); len(lines) > most {
			t.Errorf("%s lists %d claims, more than %d", at, len(lines), most)
		}
		for _, line := range lines {
			listed[path.Join(path.Dir(at), line[1])] = true
		}
		for _, link := range chip.FindAllStringSubmatch(text, -1) {
			next = append(next, path.Join(path.Dir(at), link[1]))
		}
	}
	return listed
}

// TestOneClaimMovesLittle adds a report that makes a claim and settles another to archives of several sizes, and counts the pages that
// change: no more in a large one.
func TestOneClaimMovesLittle(t *testing.T) {
	th := loadTheme(t, nil)
	for _, n := range []int{300, 1500, 3000} {
		for _, old := range []int{n - 30, n / 2, 0} { // which stay open
			before, after := desk{bodies: generated(t, 0).bodies}, desk{bodies: generated(t, 0).bodies}
			inputs := before.claims(n)
			before.assemble(t, inputs)
			added := after.claiming(n)
			added.Report.Exercise = inputs[old].Report.Exercise
			added.Report.Claims = []report.Claim{
				{ID: "new", Text: "The port is shut.", By: "Radio", Status: report.Claimed},
				{ID: inputs[old].Report.Claims[0].ID, Text: "The road is cut.", By: "Radio", Status: report.Confirmed},
			}
			after.assemble(t, append(inputs, added))
			changed := difference(before.files(th), after.files(th))
			t.Logf("%d of %d files changed", len(changed), len(after.files(th)))
			if len(changed) > 35 {
				t.Errorf("a claim more and one settled among %d changed %d files:\n%s", n, len(changed), strings.Join(changed, "\n"))
			}
		}
	}
}
