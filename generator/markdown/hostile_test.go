package markdown

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"sitrep/generator/diag"
)

// hostile is texts that cost a parser far more than their length, as far as they were found. Those that are
// refused say so.
var hostile = []struct {
	name    string
	refused bool
	text    func(size int) string
}{
	{"nested lists on a line", true, repeat("+ ")},
	{"nested lists by indentation", true, func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			b.WriteString(strings.Repeat("  ", i) + "- a\n")
		}
		return b.String()
	}},
	{"nested ordered lists", true, repeat("1. ")},
	{"nested quotes", true, repeat("> ")},
	{"nested quotes and lists", true, repeat("> - ")},
	{"nested callouts", true, func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			b.WriteString(strings.Repeat("> ", i) + "> [!NOTE]\n")
		}
		return b.String()
	}},
	{"nested definitions", false, func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			b.WriteString(strings.Repeat("  ", i) + "a\n" + strings.Repeat("  ", i) + ": ")
		}
		return b.String()
	}},
	{"nested footnotes", false, repeat("[^a]: ")},
	{"empty lines in deep lists", true, after(strings.Repeat("- ", 31)+"a\n", "\n")},
	{"lines in deep quotes", false, after(strings.Repeat("> ", 31)+"a\n", "\n")},
	{"open brackets", true, repeat("[")},
	{"open pictures", true, repeat("![")},
	{"nested brackets", true, func(n int) string { return strings.Repeat("[", n/2) + strings.Repeat("]", n/2) }},
	{"groups of brackets", false, repeat(strings.Repeat("[", 99) + strings.Repeat("]", 99) + "\n")},
	{"nested pictures", false, repeat(strings.Repeat("![", 99) + strings.Repeat("](b)", 99) + "\n\n")},
	{"addresses never closed", true, repeat("[a](<b")},
	{"addresses without end", true, repeat("[a](b")},
	{"addresses of the greatest length", false, repeat(strings.Repeat("[a](b", 399) + " ")},
	{"titles never closed", false, repeat(`[a](b "x`)},
	{"titles over lines", true, repeat("[a](b \"x\n")},
	{"backticks of all lengths", false, func(n int) string {
		var b strings.Builder
		for i := 1; b.Len() < n; i++ {
			b.WriteString(strings.Repeat("`", i) + "a")
		}
		return b.String()
	}},
	{"backticks unmatched", false, repeat("`a``")},
	{"emphasis crossed", true, repeat("*a_ ")},
	{"emphasis opened, then other closed", true, halves("*a ", "b_ ")},
	{"emphasis opened, then closed", true, halves("*a ", "b* ")},
	{"emphasis in one run", true, func(n int) string { return strings.Repeat("*", n/2) + "a" + strings.Repeat("*", n/2) }},
	{"emphasis nested", true, func(n int) string { return strings.Repeat("*", 400) + "a" + strings.Repeat("*", 400) + repeat("\n")(n) }},
	{"emphasis up to the limit", false, repeat(strings.Repeat("*a ", 999) + strings.Repeat("b_ ", 999) + "\n\n")},
	{"strikes and emphasis", true, halves("~a ", "b_ ")},
	{"emphasis in links", true, repeat("[*a](b)")},
	{"links", false, repeat("[a](b)")},
	{"links to the site", true, repeat("[a](region:b)\n")},
	{"shortcut references", true, repeat("[a]\n")},
	{"shortcut references up to the limit", false, repeat(strings.Repeat("[a]\n", 3999) + "\n")},
	{"full references", false, repeat("[a][b]")},
	{"link definitions", true, numbered("[a%d]: b\n")},
	{"link definitions with titles", true, numbered("[a%d]: b\n'x\n")},
	{"footnotes up to the limit", false, func(n int) string { return numbered("[^%d]: x\n\n")(n/8) + "\n\n" + numbered("[^%d]")(n/2) }},
	{"headings in footnotes up to the limit", false, func(n int) string { return numbered("[^%d]: # x\n\n")(n/8) + "\n\n" + numbered("[^%d]")(n/2) }},
	{"footnotes", true, func(n int) string { return numbered("[^%d]: x\n\n")(n/2) + "\n\n" + numbered("[^%d]")(n/2) }},
	{"footnotes backwards", true, func(n int) string {
		var b strings.Builder
		for i := n / 20; i > 0; i-- {
			fmt.Fprintf(&b, "[^%d]", i)
		}
		return b.String() + "\n\n" + numbered("[^%d]: x\n\n")(n/2)
	}},
	{"references to one footnote", false, after("[^a]: x\n\n", "[^a]")},
	{"headings in footnotes", true, func(n int) string { return numbered("[^%d]: # x\n\n")(n/2) + "\n\n" + numbered("[^%d]")(n/2) }},
	{"links in footnotes backwards", true, func(n int) string {
		var b strings.Builder
		for i := n / 50; i > 0; i-- {
			fmt.Fprintf(&b, "[^%d]", i)
		}
		return b.String() + "\n\n" + numbered("[^%d]: [a](region:b)\n\n")(n/2)
	}},
	{"columns by rows", true, func(n int) string {
		return strings.Repeat("|a", n/8) + "\n" + strings.Repeat("|-", n/8) + "\n" + strings.Repeat("a\n", n/4)
	}},
	{"tables of short rows", true, repeat(strings.Repeat("|a", 100) + "\n" + strings.Repeat("|-", 100) + "\n" + strings.Repeat("a\n", 99) + "\n")},
	{"columns", false, func(n int) string { return strings.Repeat("|a", n/4) + "\n" + strings.Repeat("|-", n/4) + "\n" }},
	{"rows", true, after("|a|\n|-|\n", "|\n")},
	{"escaped bars", true, after("|a|\n|-|\n", "|`\\|`|\n")},
	{"delimiter rows", true, repeat("-|\n")},
	{"tags never closed", false, repeat("<a ")},
	{"comments never closed", false, repeat("x <!-- a")},
	{"attributes", false, after("x <a ", "b ")},
	{"entities never closed", false, repeat("&#x1")},
	{"headings alike", false, repeat("# a\n")},
	{"headings named as others are numbered", false, func(n int) string { return repeat("# a\n")(n/2) + numbered("# a-%d\n")(n/2) }},
	{"setext headings", false, repeat("a\n-\n")},
	{"terms", false, repeat("a\n: b\n")},
	{"callouts", false, repeat("> [!NOTE]\n\n")},
	{"unknown callouts", false, repeat("> [!X]\n\n")},
	{"rejected links", true, repeat("[a](x:y)\n")},
	{"marks", false, after("# a", "\u0301")},
	{"bytes of no text", true, repeat("\xff\x00\r")},
}

// hostileSize is about what one paragraph may hold.
const hostileSize = 63_000

func repeat(s string) func(int) string {
	return func(n int) string { return strings.Repeat(s, n/len(s)) }
}

func after(head, s string) func(int) string {
	return func(n int) string { return head + repeat(s)(n) }
}

func halves(a, b string) func(int) string {
	return func(n int) string { return repeat(a)(n/2) + repeat(b)(n/2) }
}

func numbered(format string) func(int) string {
	return func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
}

func TestHostile(t *testing.T) {
	for _, h := range hostile {
		t.Run(h.name, func(t *testing.T) {
			t.Parallel()
			body, _, findings := Convert("hostile.md", 1, []byte(h.text(hostileSize)), nil)
			refused := slices.ContainsFunc(findings, func(f diag.Finding) bool { return f.Rule == "markdown/too-deep" })
			if refused != h.refused {
				t.Errorf("refused %t, want %t; %d findings, first %v", refused, h.refused, len(findings), findings[:min(len(findings), 1)])
			}
			if refused && len(body.Blocks) > 0 {
				t.Errorf("refused, and has %d blocks", len(body.Blocks))
			}
		})
	}
}

func BenchmarkHostile(b *testing.B) {
	for _, h := range hostile {
		text := []byte(h.text(hostileSize))
		b.Run(h.name, func(b *testing.B) {
			for b.Loop() {
				Convert("hostile.md", 1, text, nil)
			}
		})
	}
}
