package generator_test

import (
	"fmt"
	"strings"
	"testing"
)

// TestReliefWebIsUnderstood holds that nothing under reliefweb is passed over in silence.
func TestReliefWebIsUnderstood(t *testing.T) {
	for _, c := range []struct{ reliefweb, want string }{
		{"{sources: [1], countries: {kelundria: 3, UA: 4, Norway: 5}, languages: {uk: 2}, themes: {Flood: 1}, hazards: {flood: 2}, disasters: {own-1: 9}, format: 8}", ""},
		{"{sources: [1], countries: {Narnia: 3}}", `5:47 no region named "Narnia"; did you mean`},
		{"{sources: [1], countries: {kelundria: -3}}", "5:50 -3 is no number of ReliefWeb's; write the number as api.reliefweb.int gives it, from 1"},
		{"{sources: [0], countries: {kelundria: 3}}", "5:23 0 is no number of ReliefWeb's"},
		{"{sources: [1], countries: {kelundria: 3}, format: 0}", "0 is no number of ReliefWeb's"},
		{"{sources: [1], countries: {kelundria: 3}, disasters: {own-1: 0}}", "0 is no number of ReliefWeb's"},
		{"{sources: [1], countries: {kelundria: 3}, hazards: {flood: 0}}", "0 is no number of ReliefWeb's"},
		{"{sources: [1], countries: {kelundria: 3}, themes: {floods: 1}}", `no topic named "floods"; did you mean flood?`},
		{"{sources: [1], countries: {kelundria: 3}, hazards: {cash: 1}}", `no topic named "cash"`},
		{"{sources: [1], countries: {kelundria: 3}, languages: {xx: 1}}", `the site has no language "xx"; the site's languages are en, uk`},
		{"{sources: [1], countries: {kelundria: 3}, languages: {ukr: 1}}", `the site has no language "ukr"; did you mean uk?`},
		{"{sources: [1], countries: {UA: 3, Ukraine: 4}}", "ua has two numbers, 3 and 4; keep one of them"},
		{"{sources: [], countries: {kelundria: 3}}", "reliefweb has no sources; write your number there: sources: [1503]"},
		{"{sources: [1], countries: {}}", "reliefweb has no countries; write the numbers of countries by region"},
		{"{sources: [1]}", "the key countries is missing in reliefweb"},
		{"{}", "the key sources is missing in reliefweb"},
		{"", "reliefweb has no value"},
	} {
		n := newNewsroom(t)
		n.write("content/site.yaml", plainSite+"reliefweb: "+c.reliefweb+"\n")
		n.write("content/regions.yaml", "- {id: kelundria, name: Kelundria}\n")
		n.write("content/topics.yaml", "- {id: flood, name: Flood}\n")
		var got []string
		for _, f := range n.publish().Findings {
			if f.File == "content/site.yaml" {
				got = append(got, fmt.Sprintf("%d:%d %s; %s", f.Pos.Line, f.Pos.Col, f.Text, f.Hint))
			}
		}
		if all := strings.Join(got, "\n"); c.want == "" && all != "" || !strings.Contains(all, c.want) {
			t.Errorf("%s:\n got %s\nwant %s", c.reliefweb, all, c.want)
		}
	}
}
