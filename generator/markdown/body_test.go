package markdown

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

const linked = "A [report](report:a) with ![a picture](p.png).\n\n> [!NOTE]\n> [![in](q.png)](topic:b)[](topic:c)\n"

func TestFill(t *testing.T) {
	body, _, _ := Convert("a.md", 1, []byte(linked), nil)
	for _, c := range []struct {
		name string
		fill Fill
		want string
	}{
		{"all", showHole, "<p>A {0:report} with <img {1} alt=\"a picture\">.</p>\n<aside class=\"callout note\">\n<p class=\"callout-title\">{callout.note}</p>\n<p>{2:<img {3} alt=\"in\">}{4:}</p>\n</aside>\n"},
		{"none", func(*Hole) (string, string) { return "", "" }, "<p>A report with <img alt=\"a picture\">.</p>\n<aside class=\"callout note\">\n<p class=\"callout-title\"></p>\n<p><img alt=\"in\"></p>\n</aside>\n"},
	} {
		if got := string(body.AppendTo(nil, c.fill)); got != c.want {
			t.Errorf("%s (-want +got)\n%s", c.name, cmp.Diff(c.want, got))
		}
	}
}

// TestSum holds a block's sum to what the block says: it does not move with the text around it, and changes with each thing
// that a reader of this block would see changed.
func TestSum(t *testing.T) {
	sumOf := func(src string, block int) uint64 {
		body, _, _ := Convert("a.md", 1, []byte(src), nil)
		return body.Blocks[block].Sum
	}
	base := sumOf("A [b](topic:b \"c\").\n", 0)
	if got := sumOf("# New\n\n[x](topic:x)\n\nA [b](topic:b \"c\").\r\n", 2); got != base {
		t.Error("the sum moves with the text above")
	}
	for _, src := range []string{
		"A [b](topic:bb \"c\").\n", "A [b](region:b \"c\").\n", "A [b](topic:b#d \"c\").\n", "A [b](topic:b \"d\").\n",
		"A [b](topic:b).\n", "A b.\n", "A [b.](topic:b \"c\")\n", "[A b](topic:b \"c\").\n",
	} {
		if sumOf(src, 0) == base {
			t.Errorf("%q has the same sum", src)
		}
	}
	if want := uint64(0xcaf3a6c8824ea455); base != want {
		t.Errorf("sum %#x, want %#x: sums are kept on disk and may not differ between processes", base, want)
	}
}
