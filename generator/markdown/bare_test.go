package markdown

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestWrap: no line is wider than it may be unless it cannot be broken, and nothing but white space is lost or added.
func TestWrap(t *testing.T) {
	words := rapid.SliceOf(rapid.OneOf(
		rapid.StringOfN(rapid.RuneFrom([]rune("abcdeéжщ")), 1, 12, -1), rapid.StringOfN(rapid.RuneFrom([]rune("河水漲。（）、ア")), 1, 12, -1),
		rapid.StringOfN(rapid.RuneFrom([]rune("النهرُ")), 1, 8, -1), rapid.Just("https://example.org/a-very-long-address-that-nobody-breaks"),
	))
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(words.Draw(t, "words"), " ")
		most := rapid.IntRange(8, 80).Draw(t, "most")
		first, rest := "- ", "  "
		got := Wrap(text, first, rest, most)
		squeezed := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if squeezed(got) != squeezed(first+text) {
			t.Fatalf("%q became %q", text, got)
		}
		for _, line := range strings.Split(got, "\n") {
			body := strings.TrimPrefix(strings.TrimPrefix(line, first), rest)
			part, _ := breakable(body)
			if Columns(line) > most && len(part) < len(body) && !strings.ContainsAny(body, "。（）、") {
				t.Fatalf("the line %q has %d columns of %d", line, Columns(line), most)
			}
		}
	})
}

// TestNoLineBeginsWithAStop: what closes goes with what it closes.
func TestNoLineBeginsWithAStop(t *testing.T) {
	if got, want := Wrap("河水漲。「河水」", "", "", 6), "河水\n漲。\n「河\n水」"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestBare(t *testing.T) {
	text := strings.ReplaceAll(`## Water

A *long* line of [words](region:a) that has to be broken somewhere[^1].\
Another one.

> [!WARNING]
> Boil it.

- one
- two
  1. three

| Day | Sick |
|---|--:|
| 1 March | 5 |

Term
: Meaning.

'''
code   here
'''

![A map](map.png)

[^1]: A note.
`, "'''", "```")
	const want = `Water
=====

A long line of words that has
to be broken somewhere[1].
Another one.

[callout.warning]
  Boil it.

- one
- two
  1. three

Day      Sick
-------  ----
1 March  5

Term
    Meaning.

    code   here

[A map]

[1] A note.
`
	b, _, _ := Convert("a.md", 1, []byte(text), nil)
	got := string(b.AppendBare(nil, func(word string) string { return "[" + word + "]" }, 30))
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	narrow := string(b.AppendBare(nil, func(string) string { return "" }, 10))
	if !strings.Contains(narrow, "\nDay: 1\n  March\nSick: 5\n") {
		t.Errorf("a table that is too wide is not told by its heads:\n%s", narrow)
	}
}
