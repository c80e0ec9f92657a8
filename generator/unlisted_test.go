package generator_test

import (
	"fmt"
	"strings"
	"testing"
)

// TestUnlistedPlaces holds what is said of places that a text names: suggestions, few of them, and none about what a report's regions
// hold or lie in.
func TestUnlistedPlaces(t *testing.T) {
	for _, c := range []struct{ regions, body, want string }{
		{"kherson", "Shelling hit Kherson and Odesa.", "12:26 Odesa"},
		{"kherson", "It was heard in Одеса and Odesa.", "12:17 Odesa"},
		{"kherson", "Harbour was quiet, and Ukraine too.", ""},
		{"UA", "Shelling hit Kherson.", ""},
		{"kherson", "Officials in Norway and Норвегія agreed.", "12:14 Norway"},
		{"kherson", "Aid came from Norway, Sweden, Finland, Denmark.", "12:15 Norway 12:23 Sweden 12:31 Finland"},
		{"kherson", "Georgia Smith spoke at New Norway Bank.", ""},
		{"kherson", "Seen in Bavaria.", ""}, // a subdivision that is none of the site's own
		{"nowhere", "Seen in Odesa.", "4:11 no region 12:9 Odesa 0:0 no region"},
	} {
		n := newNewsroom(t)
		n.write("content/regions.yaml", "- {id: kherson, name: Kherson, codes: [UA-65]}\n- {id: harbour, name: Harbour, parent: kherson}\n- {id: odesa, name: Odesa, names: {uk: Одеса}, codes: [UA-51]}\n")
		n.write("content/reports/a.md", strings.Replace(text("A", "summary: s"), "[NO]", "["+c.regions+"]", 1)+"\n\n"+c.body+"\n")
		n.write("content/reports/a.uk.md", "---\ntitle: А\n---\n\nШвеція.\n")
		var got []string
		for _, f := range n.publish().Findings {
			words := strings.Fields(strings.TrimPrefix(f.Text, "the text names "))
			name := strings.TrimSuffix(words[0], ",")
			if f.Rule != "place/unlisted" {
				name = "no region"
			}
			got = append(got, fmt.Sprintf("%d:%d %s", f.Pos.Line, f.Pos.Col, name))
		}
		if all := strings.Join(got, " "); all != c.want {
			t.Errorf("%s, %q: %s, want %s", c.regions, c.body, all, c.want)
		}
	}
}
