package strict

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"sitrep/generator/diag"
)

type colour string

func (colour) Renamed() map[string]string { return map[string]string{"crimson": "red"} }

func (colour) Words() []string { return []string{"red", "green", "amber+strict"} }

// halved is a type that reads a value by itself.
type halved struct{ half int }

func (h *halved) UnmarshalScalar(text string) *Fault {
	if len(text)%2 != 0 {
		return &Fault{"has an odd length", "write an even one"}
	}
	h.half = len(text) / 2
	return nil
}

type part struct {
	Key  string
	Name string   `key:"name,required,lone"`
	Size *float64 `key:"size"`
	Pos  diag.Pos `key:"-"`
}

type whole struct {
	Text   string            `key:"text"`
	Flag   bool              `key:"flag"`
	Count  int               `key:"count"`
	Ratio  *float64          `key:"ratio"`
	Colour colour            `key:"colour"`
	Half   halved            `key:"half"`
	List   []string          `key:"list"`
	Ints   []int             `key:"ints"`
	At     [2]float64        `key:"at"`
	Part   *part             `key:"part"`
	Parts  []part            `key:"parts"`
	Keyed  []part            `key:"keyed,keyed"`
	Names  map[string]string `key:"names"`
	Long   string            `key:"long_name"`
	X      Any               `key:"x"`
}

func decode(text string) (whole, Places, string) {
	var w whole
	n, findings := YAML("f", 1, []byte(text))
	places, more := Decode("f", n, &w)
	var lines []string
	for _, f := range append(findings, more...) {
		lines = append(lines, strings.TrimSuffix(fmt.Sprintf("%d:%d %s: %s | %s", f.Pos.Line, f.Pos.Col, f.Rule, f.Text, f.Hint), " | "))
	}
	return w, places, strings.Join(lines, "\n")
}

func TestDecodeFaults(t *testing.T) {
	for text, want := range map[string]string{
		"":                                     "",
		"text: NO\n":                           "",
		"text: [a]\n":                          "1:7 header/type: text takes a single value, not a list | write text: a",
		"text: {a: b}\n":                       "1:7 header/type: text takes a single value, not a mapping | a text that starts with a bracket, a brace or a hyphen needs quotes",
		"text:\n":                              "1:6 header/missing-value: text has no value | write one, or remove the key",
		"txt: a\n":                             "1:1 header/unknown-key: no key is called txt | did you mean text?",
		"Text: a\n":                            "1:1 header/unknown-key: the key Text is in the wrong case | write text",
		"\"text \": a\n":                       "1:1 header/unknown-key: the key \"text \" has spaces around it | write text",
		"long-name: a\n":                       "1:1 header/unknown-key: the key long-name is written with the wrong mark between its words | write long_name",
		"quite_other: a\n":                     "1:1 header/unknown-key: no key is called quite_other | data of your own goes below x:",
		"text: a\ntext: b\n":                   "2:1 header/repeated-key: the key text stands here again; it was first given in line 1 | keep one of the two",
		"te\u200bxt: a\n":                      "1:1 header/character: the key \"te\\u200bxt\" holds the invisible character U+200B | type the key anew",
		"flag: on\n":                           "1:7 header/value: flag takes true or false, not \"on\" | write true",
		"flag: No\n":                           "1:7 header/value: flag takes true or false, not \"No\" | write false",
		"flag: maybe\n":                        "1:7 header/value: flag takes true or false, not \"maybe\" | write true or false",
		"flag: 'true'\n":                       "1:7 header/value: flag takes true or false, not a text | write true without quotes",
		"count: 012\n":                         "1:8 header/value: count has a zero before the number: some programs read that as octal | write 12",
		"count: 0\n":                           "",
		"count: -12\n":                         "",
		"count: '12'\n":                        "1:8 header/value: count takes a number, not a text | write 12 without quotes",
		"count: 1e3\n":                         "1:8 header/value: count takes a whole number, not \"1e3\" | write digits only, as in 1200",
		"count: 99999999999999999999\n":        "1:8 header/value: count is too large a number: \"99999999999999999999\" | write at most 18 digits",
		"ratio: 1.50\n":                        "",
		"ratio: .5\n":                          "1:8 header/value: ratio takes a number, not \".5\" | write digits only, with a point before decimals, as in 1200.5; words about the number go into estimate and note",
		"ratio: 1,200\n":                       "1:8 header/value: ratio takes a number, not \"1,200\" | write 1200",
		"ratio: .nan\n":                        "1:8 header/value: ratio takes a number, not \".nan\" | write digits only, with a point before decimals, as in 1200.5; words about the number go into estimate and note",
		"colour: gren\n":                       "1:9 header/word: colour cannot be \"gren\" | did you mean green?",
		"colour: RED\n":                        "1:9 header/word: colour cannot be \"RED\": the word is in the wrong case | write red",
		"list: khust, Romania\n":               "1:7 header/type: list takes a list, not a single value | write list: [khust, Romania]",
		"list: flood; health;\n":               "1:7 header/type: list takes a list, not a single value | write list: [flood, health]",
		"text: “T: x”\n":                       "1:7 header/syntax: the quotes are curly: “ is U+201C | write straight quotes: \"…\"",
		" text: a\nflag: true\n":               "1:1 header/syntax: line 1 begins with a space | write text: at the start of the line; a longer text with a colon in it needs quotes",
		" text: a: b\n flag: true\n":           "1:9 header/syntax: not YAML: mapping values are not allowed in this context | a text with a colon and a space in it needs quotes: title: \"Kharkiv: second strike\"",
		"text: a\n flag: true\n":               "2:1 header/syntax: line 2 begins with a space | write flag: at the start of the line; a longer text with a colon in it needs quotes",
		"text:\u00a0a\nflag: true\n":           "1:6 header/character: a no-break space (U+00A0) stands in line 1, column 6 | type a plain space",
		"flag: true\ntext:\u00a0a\n":           "2:6 header/character: a no-break space (U+00A0) stands in line 2, column 6 | type a plain space",
		"flag: true\ntext:\u00a0a\nat: b\n":    "2:6 header/character: a no-break space (U+00A0) stands in line 2, column 6 | type a plain space",
		"part:\n  size:\u00a01\n":              "2:8 header/character: a no-break space (U+00A0) stands in line 2, column 8 | type a plain space",
		"part:\n\u00a0 name: a\n":              "1:6 header/missing-value: part has no value | write one, or remove the key\n2:1 header/character: a no-break space (U+00A0) stands in line 2, column 1 | type a plain space",
		"part:\n  name: a\n \u00a0size: 1\n":   "3:2 header/character: a no-break space (U+00A0) stands in line 3, column 2 | type a plain space",
		"part: {name: a, size: 1,200}\n":       "1:23 header/value: size: no comma in numbers | write 1200",
		"part: {size: 1,200,300.5, name: a}\n": "1:14 header/value: size: no comma in numbers | write 1200300.5",
		"part: {name: a, b}\n":                 "1:17 header/missing-value: b has no value | write one, or remove the key; a text with a comma needs quotes: name: \"a, b\"",
		"names: {uk: a, b, c}\n":               "1:16 header/missing-value: b has no value | write one, or remove the key; a text with a comma needs quotes: uk: \"a, b, c\"",
		"part: {nmae: a}\n":                    "1:8 header/unknown-key: no key is called nmae | did you mean name?",
		"colour: Crimson\n":                    "1:9 header/word: colour cannot be \"Crimson\" | did you mean red?",
		"colour: blue\n":                       "1:9 header/word: colour cannot be \"blue\" | write red, green or amber+strict",
		"half: abc\n":                          "1:7 header/value: half has an odd length | write an even one",
		"list: Kharkiv\n":                      "1:7 header/type: list takes a list, not a single value | write list: [Kharkiv]",
		"list: \"a, b\"\n":                     "1:7 header/type: list takes a list, not a single value | write list: [\"a, b\"]",
		"list: {a: b}\n":                       "1:7 header/type: list takes a list, not a mapping | write it as a list, with a hyphen before each item",
		"list: [a, [b]]\n":                     "1:11 header/type: an item of list takes a single value, not a list | a text that starts with a bracket, a brace or a hyphen needs quotes",
		"list: [a, ~]\n":                       "1:11 header/missing-value: an item of list has no value | write one, or remove the key",
		"ints: [1, b, 3]\n":                    "1:11 header/value: an item of ints takes a whole number, not \"b\" | write digits only, as in 1200",
		"at: [1]\n":                            "1:5 header/type: at takes a list of 2 values | write at: […, …]",
		"part: {size: 1}\n":                    "1:7 header/missing-key: the key name is missing in part | add name: …",
		"part: a\n":                            "",
		"part: [a]\n":                          "1:7 header/type: part takes a mapping, not a list | write it with the keys name or size",
		"parts: [{name: a, siz: 1}]\n":         "1:19 header/unknown-key: no key is called siz | did you mean size?",
		"keyed: {a: {name: b}, a: c}\n":        "1:23 header/repeated-key: the key a stands here again; it was first given in line 1 | keep one of the two",
		"keyed: [a]\n":                         "1:8 header/type: keyed takes a mapping, not a list | write each entry as key: value, indented below keyed",
		"names: {uk: Харків, ar: [a]}\n":       "1:25 header/type: ar takes a single value, not a list | write ar: a",
		"x: &a {b: *a}\n":                      "1:4 header/anchor: anchors (&a) are not taken | write the value out; a text that starts with & needs quotes\n1:11 header/alias: aliases (*a) are not taken | write the value out; a text that starts with * needs quotes",
		"text: a\n---\ntext: b\n":              "2:1 header/documents: a second document starts here | a file holds one document: remove the line ---",
		"text: Kharkiv: second strike\n":       "1:14 header/syntax: not YAML: mapping values are not allowed in this context | a text with a colon and a space in it needs quotes: title: \"Kharkiv: second strike\"",
		"txt: a\nflag: yes\ncount: 0x1\n":      "1:1 header/unknown-key: no key is called txt | did you mean text?\n2:7 header/value: flag takes true or false, not \"yes\" | write true\n3:8 header/value: count takes a whole number, not \"0x1\" | write digits only, as in 1200",
		"? [a]\n: b\n":                         "1:3 header/key: a key must be a plain word | write it as in title: …; a text that starts with [ or { or * needs quotes",
		"- a\n":                                "1:1 header/type: the document takes a mapping, not a list | write it with the keys text, flag, count, ratio, colour, half, list, ints, at, part, parts, keyed, names, long_name or x",
		"text: \"a\\u202eb\"\n":                "1:7 header/character: an escape in the text stands for something that may not stand there: the invisible character U+202E turns the direction of the text around it | remove it",
	} {
		if _, _, got := decode(text); got != want {
			t.Errorf("%q\ngot  %s\nwant %s", text, got, want)
		}
	}
}

func TestDecode(t *testing.T) {
	w, places, findings := decode(`text: 1e3
flag: true
count: -7
ratio: 0
colour: amber+strict
half: abcd
list: [NO, 2024, "x", ~x]
ints: [1, 2]
at: [49.99, 36.23]
part: one
parts:
  - name: two
    size: 1.5
keyed:
  z: {name: three}
  a: four
names: {uk: Харків}
x: {any: [thing, {at: all}]}
`)
	zero, size := 0.0, 1.5
	want := whole{
		Text: "1e3", Flag: true, Count: -7, Ratio: &zero, Colour: "amber+strict", Half: halved{2}, List: []string{"NO", "2024", "x", "~x"}, Ints: []int{1, 2}, At: [2]float64{49.99, 36.23},
		Part: &part{Name: "one"}, Parts: []part{{Name: "two", Size: &size, Pos: diag.Pos{Line: 12, Col: 5}}},
		Keyed: []part{{Key: "z", Name: "three", Pos: diag.Pos{Line: 15, Col: 6}}, {Key: "a", Name: "four"}}, Names: map[string]string{"uk": "Харків"}, X: true,
	}
	if findings != "" || !reflect.DeepEqual(w, want) {
		t.Errorf("%s\ngot  %+v\nwant %+v", findings, w, want)
	}
	for path, at := range map[string]string{
		"text": "{1 7}", "list": "{7 1}", "list.2": "{7 18}", "list.9": "{7 1}", "parts": "{11 1}", "parts.0": "{12 5}", "parts.0.size": "{13 11}", "parts.0.nothing": "{12 5}", "keyed.z": "{15 3}", "keyed.z.name": "{15 13}",
		"keyed.a": "{16 6}", "names.uk": "{17 13}", "x": "{18 1}", "x.any": "{18 1}", "nothing": "{0 0}", "": "{0 0}", "tex": "{0 0}", "part.name": "{10 7}",
	} {
		if got := fmt.Sprint(places.At(path)); got != at {
			t.Errorf("%s is at %s, want %s", path, got, at)
		}
	}
	if !places.Has("keyed.z.name") || places.Has("keyed.z.size") || places.Has("long_name") {
		t.Error("Has is wrong about what was written")
	}
}

// TestOneTree holds that the three languages give the same values and places of the same kind.
func TestOneTree(t *testing.T) {
	documents := map[string]struct {
		read func(string, int, []byte) (*Node, []diag.Finding)
		text string
	}{
		"YAML": {YAML, "text: NO\nflag: true\ncount: 7\nlist: [a, b]\nparts:\n- {name: c, size: 1.5}\nkeyed: {z: {name: d}}\n"},
		"TOML": {TOML, "text = \"NO\"\nflag = true\ncount = 7\nlist = [\"a\",\n \"b\"]\n[[parts]]\nname = \"c\"\nsize = 1.5\n[keyed.z]\nname = \"d\"\n"},
		"JSON": {JSON, "{\"text\": \"NO\", \"flag\": true, \"count\": 7, \"list\": [\"a\", \"b\"], \"parts\": [{\"name\": \"c\", \"size\": 1.5}], \"keyed\": {\"z\": {\"name\": \"d\"}}}"},
	}
	var first whole
	for name, d := range documents {
		var w whole
		n, findings := d.read("f", 4, []byte(d.text))
		_, more := Decode("f", n, &w)
		if len(findings)+len(more) > 0 {
			t.Errorf("%s: %v %v", name, findings, more)
		}
		if w.Parts[0].Pos.Line < 4 || w.Keyed[0].Pos.Line < 4 {
			t.Errorf("%s: places %+v %+v", name, w.Parts[0].Pos, w.Keyed[0].Pos)
		}
		w.Parts[0].Pos, w.Keyed[0].Pos = diag.Pos{}, diag.Pos{}
		if first.Text == "" {
			first = w
		}
		if !reflect.DeepEqual(first, w) {
			t.Errorf("%s: %+v, want %+v", name, w, first)
		}
	}
}

// TestFaultsOfTOMLAndJSON holds the places of what is particular to these languages.
func TestFaultsOfTOMLAndJSON(t *testing.T) {
	for _, c := range []struct {
		read       func(string, int, []byte) (*Node, []diag.Finding)
		text, want string
	}{
		{TOML, "text = \"a\"\ntext = \"b\"\n", "2:1 header/repeated-key"},
		{TOML, "text = a\nflag = yes\ncount = 7\n", "1:8 header/syntax,2:8 header/syntax"},
		{TOML, "[part]\nname = \"a\"\n[part]\nname = \"b\"\n", "3:2 header/repeated-key"},
		{TOML, "part.name = \"a\"\npart.size = 1.5\nat = [1.0, 2.0]\n", ""},
		{TOML, "count = 0x1F\n", "1:9 header/value"},
		{TOML, "ratio = inf\n", "1:9 header/value"},
		{TOML, "[x]\na = 1\n[x.b]\nc = 2\n[[x.d]]\n", ""},
		{TOML, "text = \"\\u202e\"\n", "1:8 header/character"},
		{YAML, "text: [\n", "1:7 header/syntax"},
		{YAML, "text: a\npart: {name: [a\n\n", "2:14 header/syntax"},
		{JSON, "{\"part\": {", "1:10 header/syntax"},
		{JSON, "{\"text\": \"a\",\n \"text\": \"b\"}", "2:2 header/repeated-key"},
		{JSON, "{\"text\": \"a\",\n \"flag\": yes}", "2:10 header/syntax"},
		{JSON, "{\"text\": \"a\",}", "1:14 header/syntax"},
		{JSON, "{\"text\": null}", "1:10 header/missing-value"},
		{JSON, "{\"text\": \"a\"} b", "1:15 header/syntax"},
		{JSON, "{\"text\": \"\\u202e\"}", "1:10 header/character"},
		{JSON, "{\"text\": {\"a\": 1}}", "1:10 header/type"},
		{JSON, "", ""},
		{TOML, "", ""},
	} {
		var w whole
		n, findings := c.read("f", 1, []byte(c.text))
		_, more := Decode("f", n, &w)
		var got []string
		for _, f := range append(findings, more...) {
			got = append(got, fmt.Sprintf("%d:%d %s", f.Pos.Line, f.Pos.Col, f.Rule))
		}
		if strings.Join(got, ",") != c.want {
			t.Errorf("%q\ngot  %v\nwant %s", c.text, append(findings, more...), c.want)
		}
	}
}

// TestNothingIsMissingFromAPart holds that no key is called missing where a fault ended the reading: it may well stand there.
func TestNothingIsMissingFromAPart(t *testing.T) {
	for _, c := range []struct {
		read func(string, int, []byte) (*Node, []diag.Finding)
		text string
		want int
	}{
		{YAML, "size: 1\n", 1},
		{YAML, "size: [\n", 0},
		{YAML, "size: 1\nname:\u00a0a\nkey: b: c\n", 0},
		{TOML, "size = 1\n", 1},
		{TOML, "size = [\nname = \"a\"\n", 0},
		{JSON, "{\"size\": 1}", 1},
		{JSON, "{\"size\": 1,", 0},
	} {
		var p part
		n, _ := c.read("f", 1, []byte(c.text))
		_, findings := Decode("f", n, &p)
		if got := strings.Count(fmt.Sprint(findings), "header/missing-key"); got != c.want {
			t.Errorf("%q: %v", c.text, findings)
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	type source struct {
		Key   string
		Title string `key:"title"`
		URL   string `key:"url"`
	}
	type header struct {
		Title   string   `key:"title,required"`
		Date    string   `key:"date,required"`
		Regions []string `key:"regions,required"`
		Topics  []string `key:"topics,required"`
		Summary string   `key:"summary"`
		Sources []source `key:"sources,keyed"`
	}
	plan := PlanOf[header]()
	n, _ := YAML("x.md", 2, []byte(typical))
	b.ReportAllocs()
	for b.Loop() {
		var h header
		if _, findings := plan.Decode("x.md", n, &h); len(findings) > 0 {
			b.Fatal(findings)
		}
	}
}
