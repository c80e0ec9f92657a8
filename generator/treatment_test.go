package generator_test

import (
	"fmt"
	"strings"
	"testing"
)

// TestUnknownRules holds that site.yaml sets rules that exist.
func TestUnknownRules(t *testing.T) {
	for _, c := range []struct{ rules, want string }{
		{"rules: {figure/falls: error, file/unused: off, profile/section: warning}\n", ""},
		{"rules:\n  figure/fals: error\n", `6:16 site/rules: no warning is called "figure/fals"; did you mean figure/falls or figure/parts?`},
		{"rules: {link/broken: warning}\n", "5:22 site/rules: link/broken is always an error; remove it; only warnings can be taken otherwise"},
		{"rules: {Everything: off}\n", `5:21 site/rules: no warning is called "Everything"; write the rule as it stands in square brackets behind a warning`},
		{"rules: {figure/falls: loud}\n", `5:23 site/rules: "loud" is not a way to treat a rule; write error, warning or off`},
	} {
		n := newNewsroom(t)
		n.write("content/site.yaml", plainSite+c.rules)
		n.write("content/reports/a.md", text("A", "summary: s"))
		var got []string
		for _, f := range n.publish().Findings {
			got = append(got, fmt.Sprintf("%d:%d %s: %s; %s", f.Pos.Line, f.Pos.Col, f.Rule, f.Text, f.Hint))
		}
		if all := strings.Join(got, " "); all != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.rules, all, c.want)
		}
	}
}
