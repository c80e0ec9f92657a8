package strict

import (
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"sitrep/generator/diag"
)

const large = 256 << 10

// fill repeats a text until it is as large as a header may be.
func fill(before, part, after string) string {
	return before + strings.Repeat(part, (large-len(before)-len(after))/len(part)) + after
}

// floods are documents that cost more than linear time, or a deep stack, in a careless reader.
var floods = []string{
	fill("", "[", ""), fill("", "{", ""), fill("", "- ", ""), fill("", "? ", ""), fill("", "{a: ", ""), fill("", "[{a: ", ""), fill("", "a:", ""), fill("", "?\n", ""), fill("", "-\n", ""),
	fill("a: [", "b,", "]"), fill("a: [", "b, ", "]"), fill("a: [", "[b],", "]"), fill("a: [", "{b: c},", "]"), fill("{", "a: b, ", "}"), fill("a: [", "\"b\",", "]"), fill("a: [", "б, ", "]"),
	fill("a: \"", "x", "\""), fill("a: '", "''", "'"), fill("a: \"", "\\n", "\""), fill("a: \"", "\n", "\""), fill("a: |\n", "  b\n", ""), fill("a: >\n", "   b\n  c\n", ""), fill("a: b\n", "  c\n\n", ""),
	fill("", "a: 1\n", ""), fill("", "- [a]\n", ""), fill("", "- &a x\n", ""), fill("a: [", "&a x,", "]"), fill("", "*a ", ""), fill("", "!", ""), fill("", "a:\n# b\n", ""), fill("", "- a # b\n", ""), fill("", "---\n", ""),
	fill("", "\n", ""), fill("", " ", ""), fill("", "\t", ""), fill("", "\x00", ""), fill("", "\xff", ""), fill("", "\u202e", ""), fill("", "a\r", ""), fill("a: b", " ", "c"), fill("", "%TAG !a! b\n", ""),
	fill("a = [", "[", ""), fill("a = ", "{a=", ""), fill("", "a=1\n", ""), fill("", "a.", "a=1"), fill("", "[[a]]\n", ""), fill("", "[a.b]\n", ""), fill("", "[[a.b.c]]\n", ""), fill("a = \"\"\"", "\n", "\"\"\""), fill("", "a = \n", ""),
	fill(`{"a":`, "[", ""), fill("", `{"a":`, ""), fill("[", "1,", "1]"), fill("{", `"a":1,`, `"b":2}`), fill(`"`, "\\u202e", `"`),
}

// TestFloods holds that documents as large as headers may be are read within bounded memory, whatever is in them, and that what
// is said of them is bounded, too. It does not end where a reader takes quadratic time.
func TestFloods(t *testing.T) {
	for _, text := range floods {
		for name, read := range map[string]func(string, int, []byte) (*Node, []diag.Finding){"YAML": YAML, "TOML": TOML, "JSON": JSON} {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			n, findings := read("x", 1, []byte(text))
			var into struct {
				A string `key:"a,required"`
			}
			_, more := Decode("x", n, &into)
			runtime.ReadMemStats(&after)
			if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 320 {
				t.Errorf("%s %.20q: took %d MiB", name, text, used)
			}
			if len(findings) > maxFindings+1 || len(more) > maxFindings+1 {
				t.Errorf("%s %.20q: %d and %d findings", name, text, len(findings), len(more))
			}
		}
	}
}

// TestQuickYAMLAtRandom holds quickYAML to its law on documents put together from what YAML is made of.
func TestQuickYAMLAtRandom(t *testing.T) {
	parts := []string{
		"a: b\n", "c: [d, e]\n", "f:\n", "  ", "  - ", "- ", "    ", "g: {h: i, j: 'k'}\n", "l: \"m\"\n", "# n\n", "\n", " o", ": ", ", ", "[", "]", "{", "}", "'", "\"", "p", "q: ", "\r\n", "#", " #", "|\n", ">-\n", "    x y\n", "    x\n", "s: >\n    t\n", "   # z\n",
		"-", "~", "null", "https://example.org/a?b#c", "2024-11-10T18:00+02:00", "Харків", "\u00a0", "...", "---\n", "&", "*", "!", "?", "? ", "\t", "\\", "%", "@", "`", ":", ",", "  r: s\n", "  - t: u\n    v: w\n", "1:30", "-5", "<<: ", "0x1", "''",
	}
	taken := 0
	random := rand.New(rand.NewPCG(1, 2))
	for range 40_000 {
		var b strings.Builder
		for range 1 + random.IntN(9) {
			b.WriteString(parts[random.IntN(len(parts))])
		}
		text := (&faults{}).readable(3, []byte(b.String()))
		quick, ok := quickYAML(text, 3)
		if !ok {
			continue
		}
		taken++
		slow := &faults{}
		if full := slow.fullYAML(text, 3); len(slow.list) > 0 || show(quick) != show(full) {
			t.Fatalf("%q: %v\nquick:\n%s\nlibrary:\n%s", text, slow.list, show(quick), show(full))
		}
	}
	if taken < 1000 {
		t.Errorf("only %d documents were taken", taken)
	}
}
