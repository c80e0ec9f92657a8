package strict

import (
	"fmt"
	"strings"
	"testing"

	"sitrep/generator/diag"
)

// show prints a tree with all that a decoder could see of it.
func show(n *Node) string {
	var b strings.Builder
	var walk func(n *Node, depth int)
	walk = func(n *Node, depth int) {
		fmt.Fprintf(&b, "%s%d %q@%v %v %q@%v\n", strings.Repeat(" ", depth), n.Kind, n.Key, n.KeyPos, n.Quoted, n.Text, n.Pos)
		for i := range n.Children {
			walk(&n.Children[i], depth+1)
		}
	}
	walk(n, 0)
	return b.String()
}

const typical = `title: "Situation update 1: ardenia, airstrike"
date: 2016-01-01T00:00:00Z
regions: [ardenia, ardenia-north, galvia]
topics:
  - airstrike
  - drone
  - missile
summary: "Local authorities reported damage to a substation during the reporting period."
sources:
  s1: {title: Relief Desk, url: "https://example.org/source/123"}
  s2: {title: Regional Monitor, url: "https://example.org/source/4567"}
`

// samples is YAML on both sides of what quickYAML takes.
var samples = []string{
	typical, "", "a: b", "a:\n- b\n- c\nd: e\n", "a:\n  - b: 1\n    c: 2\n  -  d: 3\n", "a: b # c\n# d\n\ne: 'f'\r\ng: h\r\n", "a: b\n  c\n", "a: 'it''s'\n",
	`a: "x\ty"`, "a: [b, [c, {d: e}], {}, []]\n", "a: [b,\n c]\n", "a: |\n  b\n", "a: https://example.org/x?y=1#z\n", "a: [https://example.org, 10:30]\n", "a: b: c\n", "a: b:\n", "- a\n- b\n",
	"- a: 1\n  b: 2\n- a: 3\n", "a:\nb: ~\nc: null\n", "a: # x\n  b: c\n", "a: -5\n", "a: - b\n", "Ключ: значення\n", "a: Харків # б\nb: [Київ, \"Одеса\", x]\n", "a: b\t\n", "a:\tb\n", "\ta: b\n",
	"a: &x b\nc: *x\n", "<<: {a: b}\n", "a: !t b\n", "a: b\n---\nc: d\n", "a: b\n...\n", "? a\n: b\n", "a: {b}\n", "a: {b: }\n", "a: [b, ]\n", "a: [,]\n", "a: b\n c: d\n", "  a: b\n  c: d\n",
	"a:\n    b: c\n  d: e\n", "-\n  a\n", "- - a\n", "a: 'b' c\n", "a: \"b\" # c\n", "a: \"b\"# c\n", "a: b#c\n", "a: [b #c\n]\n", "null: a\n", "~: a\n", "a: .5\n", "a: ...\n", "a: (b)\n", "a: b ? c\n", "a: [b?c]\n",
	"a: >-\n  b\n  c: d\ne: f\n", "a: |\n  b # c\n  # d\ne: f\n", "a:\n- >\n  b\n- |-\n   c\n", "a: |\n  b\n # c\nd: e\n", "a: |\n  b\n\nc: d\n", "a: |2\n  b\n", "a: |\n  b", "a: |\nb: c\n", "a: >\n  b\r\n  c\r\nd: e\r\n", "a: |\n  b\n   c\n", "a: > # x\n  b\n", "a: {b: c, b: d}\na: e\n", "2024: x\n", "a: 1e3\n", "a: 2024-11-10 18:00\n", "a: [2024-11-10T18:00+02:00]\n", "a: %b\n", "a: @b\n", "a: `b`\n", "%YAML 1.2\n---\na: b\n", "# c\na: b\n", "a:\n\n\n  b: c\n\n",
	"a:\n- b\n  c\n", "a:\n- b:\n  - c\n  d: e\n", "a: [b c, d  ]\n", "a: { b: c }\n", "a: {b: [c, d], e: {f: g}}\n", "a: /x\n", "a: +5\n", "a: x\n- b\n", "a:\n  - b\n  c: d\n", "a: [\"b\": c]\n", "a: {\"b\":c}\n", "a: [b: c]\n", "- https://example.org\n- a:b\n",
	"a: \"b\n  c\"\n", "a: ''\n", "a: \"\"\n", "a: x\n#\n  b\n", "a:\n # c\n b: d\n# e\n", "a: [b] c\n", "a: [b]# c\n", "a: [b] # c\n", "a: b\u00a0\n", "a: \u00a0b\n", "a: b\ufffd\n", "a: '\"'\n", "a: \"'\"\n", "a: -\n", "a: -b\n", "a: --- b\n", "--- a: b\n",
	"---\na: b\n", "a: b\n\n  \n   # c\nd: e", "a: b \nc: d  # e\n", "a-: b\n", "-a: b\n", "a_b-c: d\n", "a: 0x1F\nb: 010\nc: 1_000\nd: NO\ne: yes\n",
}

// FuzzQuickYAML holds quickYAML to its law: what it accepts, the library accepts without a finding and reads alike.
func FuzzQuickYAML(f *testing.F) {
	for _, s := range samples {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := (&faults{}).readable(3, []byte(s))
		quick, ok := quickYAML(text, 3)
		if !ok {
			return
		}
		slow := &faults{}
		full := slow.fullYAML(text, 3)
		if len(slow.list) > 0 {
			t.Fatalf("quickYAML took what the library refuses: %v\n%q\n%s", slow.list, text, show(quick))
		}
		if show(quick) != show(full) {
			t.Fatalf("read differently: %q\nquick:\n%s\nlibrary:\n%s", text, show(quick), show(full))
		}
	})
}

func TestQuickYAMLTakesTheUsualHeader(t *testing.T) {
	if _, ok := quickYAML(typical, 1); !ok {
		t.Fatal("the usual header takes the long way")
	}
}

func BenchmarkYAML(b *testing.B) {
	data := []byte(typical)
	for name, read := range map[string]func() []diag.Finding{
		"quick":   func() []diag.Finding { _, f := YAML("x.md", 2, data); return f },
		"library": func() []diag.Finding { f := &faults{}; f.fullYAML(f.readable(2, data), 2); return f.list },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if f := read(); len(f) > 0 {
					b.Fatal(f)
				}
			}
		})
	}
}
