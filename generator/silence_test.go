package generator_test

import (
	"fmt"
	"strings"
	"testing"

	"sitrep/generator/diag"
)

// silent is a report with figures that nobody stands for, and further lines in its header.
func silent(more string) string {
	return "---\ntitle: Flood\ndate: 2026-03-05\nregions: [UA-63]\ntopics: [flood]\nfigures: [{id: homes, value: 4}, {id: boats, value: 2}]\n" + more + "---\n\nText.\n"
}

func TestSilence(t *testing.T) {
	const reason = ", reason: It was looked at}"
	for _, c := range []struct{ header, rules, want string }{
		{"", "", "6 warning figure/no-source, 6 warning figure/no-source"},
		{"silence: [{rule: figure/no-source" + reason + "]\n", "", ""},
		{"silence: [{rule: figure/no-source" + reason + "]\n", "rules: {figure/no-source: error}\n", ""},
		{"", "rules: {figure/no-source: error}\n", "6 error figure/no-source, 6 error figure/no-source"},
		{"silence: [{rule: figure/no-source" + reason + "]\n", "rules: {figure/no-source: off}\n", ""},
		{"silence: [{rule: figure/no-source" + reason + ", {rule: figure/falls" + reason + "]\n", "", "7 warning silence/unused"},
		{"silence: [{rule: figure/no-sorce" + reason + "]\n", "", "6 warning figure/no-source, 6 warning figure/no-source, 7 warning silence/unknown-rule"},
		{"silence: [{rule: figure/no-source" + reason + ", {rule: reference/unknown" + reason + "]\nsupersedes: [2026/03/01-x]\n", "",
			"7 warning silence/unknown-rule, 8 error reference/unknown"},
		{"status: draft\nsilence: [{rule: figure/no-source" + reason + "]\n", "", ""},
	} {
		n := newNewsroom(t)
		n.write("content/site.yaml", plainSite+c.rules)
		n.write("content/reports/2026/03/05-flood.md", silent(c.header))
		var got []string
		for _, f := range n.publish().Findings {
			got = append(got, fmt.Sprintf("%d %s %s", f.Pos.Line, f.Severity, f.Rule))
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%q with %q:\n got %s\nwant %s", c.header, c.rules, strings.Join(got, ", "), c.want)
		}
	}
}

// TestSilenceOfAFolder holds that a report speaks for the files beside it, and for itself alone: not for its translation.
func TestSilenceOfAFolder(t *testing.T) {
	n := newNewsroom(t)
	n.write("content/reports/2026/03/05-flood/index.md", silent("silence: [{rule: file/unused, reason: Kept for the record}, {rule: figure/no-source, reason: Our own count}, {rule: markdown/h1, reason: Wanted}]\n")+"\n# Wanted\n\nText.\n")
	n.write("content/reports/2026/03/05-flood/index.uk.md", "---\ntitle: Повінь\n---\n\n# Небажаний\n\nТекст.\n")
	n.write("content/reports/2026/03/05-flood/old.csv", "a,b\n")
	findings := n.publish().Findings
	if len(findings) != 1 || findings[0].Rule != "markdown/h1" || findings[0].File != "content/reports/2026/03/05-flood/index.uk.md" || findings[0].Severity != diag.Warning {
		t.Errorf("%+v", findings)
	}
}

// TestLinksToFaultyReports holds that a link is not blamed for the faults of where it leads: nothing is said of it.
func TestLinksToFaultyReports(t *testing.T) {
	n := newNewsroom(t)
	n.opt.KeepGoing = true
	n.write("content/reports/2026/03/05-flood.md", silent("")+"\n[no](report:nowhere)\n")
	n.write("content/reports/fire.md", text("Fire", "supersedes: [2026/03/05-flood]")+"\n\n[then](report:2026/03/05-flood) and [so](2026/03/05-flood.md)\n")
	for _, f := range n.publish().Findings {
		if f.File != "content/reports/2026/03/05-flood.md" {
			t.Errorf("%+v", f)
		}
	}
}
