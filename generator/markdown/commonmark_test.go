package markdown

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"
)

// departures are the examples of CommonMark that we answer otherwise, by reason.
var departures = map[string][]int{
	"HTML in the text is left out": {
		21, 31, 148, 149, 150, 151, 152, 153, 154, 155, 156, 157, 158, 159, 160, 161, 162, 163, 164, 165,
		166, 167, 168, 169, 170, 171, 172, 173, 174, 175, 176, 177, 178, 179, 180, 181, 182, 183, 184, 185,
		186, 187, 188, 189, 190, 191, 201, 308, 309, 344, 475, 476, 477, 491, 494, 524, 536, 613, 614, 615,
		616, 617, 623, 625, 626, 627, 628, 629, 630, 631, 642, 643,
	},
	"a link to nothing is an error, shown as its text":                {200, 485, 486, 487, 567},
	"a backslash in a path is an error, shown as its text":            {202, 502},
	"a scheme that is not allowed is an error, and shown as its text": {596, 598, 599, 601},
}

// own is what the comparison leaves out of our HTML: CommonMark's headings have no ids, and its code cannot be reached with the
// keyboard. Of CommonMark's it leaves out the slash of empty elements: <br>, not <br />.
var own = regexp.MustCompile(`(<h[1-6]) id="[^"]*"|(<pre) tabindex="0"`)

func TestCommonMark(t *testing.T) {
	why := map[int]string{}
	for reason, examples := range departures {
		for _, n := range examples {
			why[n] = reason
		}
	}
	examples := commonMark(t)
	if len(examples) != 652 {
		t.Fatalf("%d examples, want 652", len(examples))
	}
	for _, e := range examples {
		got := own.ReplaceAllString(fillAsCommonMark(Convert("spec.md", 1, []byte(e.Markdown), nil)), "$1$2")
		want := strings.ReplaceAll(e.HTML, " />", ">")
		switch reason, departs := why[e.Example], got != want; {
		case departs && reason == "":
			t.Errorf("example %d (%s)\n%s\n got %q\nwant %q", e.Example, e.Section, e.Markdown, got, want)
		case !departs && reason != "":
			t.Errorf("example %d is listed as a departure (%s) and passes", e.Example, reason)
		}
	}
}

type example struct {
	Markdown string
	HTML     string
	Example  int
	Section  string
}

func commonMark(t testing.TB) []example {
	data, err := os.ReadFile("testdata/commonmark/spec.json")
	if err != nil {
		t.Fatal(err)
	}
	var examples []example
	if err := json.Unmarshal(data, &examples); err != nil {
		t.Fatal(err)
	}
	return examples
}
