package gazetteer

import (
	"fmt"
	"strings"
	"testing"

	"sitrep/generator/diag"
)

// site builds a gazetteer from the text of a regions.yaml, and returns the findings as lines.
func site(text string) (*Gazetteer, string) {
	rows, findings := ParseRegions("content/regions.yaml", []byte(text))
	g, more := New(rows, "uk")
	var lines []string
	for _, f := range diag.Sorted(append(findings, more...)) {
		line := fmt.Sprintf("%d:%d %s: %s", f.Pos.Line, f.Pos.Col, f.Rule, f.Text)
		if f.Hint != "" {
			line += " | " + f.Hint
		}
		if f.Severity != diag.Error || f.File != "content/regions.yaml" {
			line += " !"
		}
		lines = append(lines, line)
	}
	return g, strings.Join(lines, "\n")
}

const ukraine = `
- id: ukraine
  name: Ukraine
  codes: [UA]
- id: kharkiv
  name: Kharkiv
  codes: [UA-63, UA63]
  names: {uk: Харківська область}
  aliases: [Харьков, Kharkov]
  at: [49.99, 36.23]
- {id: kharkiv-city, name: Kharkiv city, parent: kharkov, codes: [UA6312]}
- {id: saltivka, name: Saltivka, parent: Kharkiv City, names: {uk: Салтівка}}
- {id: norway, name: Noreg, codes: [NO]}
- {id: front, name: The front line}
- {id: prague, name: Praha, codes: [CZ-10], parent: Europe}
- {id: czech, codes: [CZ], name: Bohemia}
- {id: kherson-oblast, codes: [UA-65]}
- {id: luxembourg-city, name: Luxembourg, parent: Luxembourg}
`

func TestSiteRows(t *testing.T) {
	g, findings := site(ukraine)
	if findings != "" {
		t.Fatal(findings)
	}
	check(t, g, `
		UA -> ukraine
		UKR -> ukraine
		Україна -> ukraine
		ukraine -> ukraine
		Kharkiv -> kharkiv
		UA-63 -> kharkiv
		ua63 -> kharkiv
		Харьков -> kharkiv
		харківська область -> kharkiv
		Kharkivshchyna -> kharkiv
		Kharkiv City -> kharkiv-city
		UA-65 -> kherson-oblast
		Khersonshchyna -> kherson-oblast
		no -> norway
		Norway -> norway
		Czechia -> czech
		Luxembourg -> luxembourg-city
		LU -> lu
		Kharkif -> ? Kharkiv (Ukraine, kharkiv)
		Салтивка -> ? Saltivka (Kharkiv city, saltivka)
		Donechchina -> ? Donechchyna (Ukraine, ua-14)
	`)
	for id, want := range map[string]string{
		"saltivka": "kharkiv-city kharkiv ukraine 151 150", "ua-63": "ukraine 151 150", "ua-14": "ukraine 151 150", "ua": "151 150",
		"prague": "150", "front": "", "czech": "151 150", "cz-20": "czech 151 150", "kherson-oblast": "ukraine 151 150",
		"luxembourg-city": "lu 155 150",
	} {
		if got := strings.Join(g.Ancestors(id), " "); got != want {
			t.Errorf("above %s: %s, want %s", id, got, want)
		}
	}
	for id, want := range map[string]string{
		"ukraine":  "ukraine Ukraine in 151, country [UA UKR 804]",
		"ua":       "ukraine Ukraine in 151, country [UA UKR 804]",
		"kharkiv":  "kharkiv Kharkiv in ukraine, subdivision [UA-63 UA63] at [49.99 36.23]",
		"saltivka": "saltivka Saltivka in kharkiv-city, own []",
		"ua-14":    "ua-14 Donechchyna in ukraine, subdivision [UA-14]",
	} {
		r, ok := g.Get(id)
		got := fmt.Sprintf("%s %s in %s, %s %v", r.ID, r.Name, r.Parent, r.Kind, r.Codes)
		if r.At != nil {
			got += fmt.Sprintf(" at %v", *r.At)
		}
		if !ok || got != want {
			t.Errorf("%s is %s, want %s", id, got, want)
		}
	}
	for _, c := range [][3]string{
		{"ukraine", "uk", "Україна"}, {"kharkiv", "uk", "Харківська область"}, {"kharkiv", "uk-UA", "Харківська область"},
		{"kharkiv", "ar", "Kharkiv"}, {"czech", "uk", "Bohemia"}, {"saltivka", "uk", "Салтівка"}, {"kherson-oblast", "uk", "Khersonshchyna"},
	} {
		if got := g.NameIn(c[0], c[1]); got != c[2] {
			t.Errorf("%s in %s is %q, want %q", c[0], c[1], got, c[2])
		}
	}
	if got := g.Names("kharkiv"); len(got) != 1 || got["uk"] == "" {
		t.Errorf("names of kharkiv: %v", got)
	}
}

func TestFaults(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"no rows":    {"", ""},
		"comment":    {"# none yet\n", ""},
		"bad id":     {"- {id: Kharkiv Oblast, name: Kharkiv}", `1:8 regions/id: "Kharkiv Oblast" is not an id | an id is lower-case letters, digits and single hyphens: write kharkiv-oblast`},
		"any script": {"- {id: харків, name: Харків}", ""},
		"no name":    {"- id: kharkiv", `1:7 regions/name: the region "kharkiv" has no name | write name: and what readers call it`},
		"duplicate id": {"- {id: a, name: A1}\n- {id: a, name: A2}",
			`2:8 regions/duplicate: "a" is taken by the region "a" in line 1 | an id and a code belong to one region only`},
		"duplicate code": {"- {id: a, name: A1, codes: [P-1]}\n- id: b\n  name: B1\n  codes: [p–1]",
			`4:11 regions/duplicate: "p–1" is taken by the region "a" in line 1 | an id and a code belong to one region only`},
		"clash": {"- {id: a, name: Ivanivka, parent: ua}\n- id: b\n  name: Second\n  parent: UA-65\n  aliases: [x, IVANIVKA]",
			`5:16 regions/clash: "IVANIVKA" already stands for the region "a" in line 1 | tell them apart by a fuller name, such as "IVANIVKA (UA-65)"`},
		"no clash within": {"- {id: kyiv, name: Kyiv, aliases: [KYIV]}", ""},
		"at swapped":      {"- {id: a, name: A1, at: [136.2, 49.9]}", `1:21 regions/at: [136.2 49.9] is no place on earth | latitude comes first: did you mean [49.9, 136.2]?`},
		"at":              {"- {id: a, name: A1, at: [136.2, 249.9]}", `1:21 regions/at: [136.2 249.9] is no place on earth | write [latitude, longitude] in degrees, from -90 to 90 and from -180 to 180, such as [50.45, 30.52]`},
		"empty alias":     {"- {id: a, name: A1, aliases: ['?']}", `1:31 regions/name: "?" names nothing | write a name or a code, or leave it out`},
		"built-in id":     {"- {id: ua, name: Ukraine}", `1:8 regions/taken: the id "ua" is that of Ukraine (ua) | choose another id, or write codes: [UA] to take its place`},
		"own place":       {"- {id: ua, name: Ukraine, codes: [UKR]}", ""},
		"taken place": {"- {id: a, name: A1, codes: [UA]}\n- {id: b, name: B1, codes: [X, UKR]}",
			`2:32 regions/taken: the region "a" in line 1 takes the place of Ukraine (ua) already | leave the code to one of them`},
		"unknown parent": {"- {id: a, name: A1, parent: Ukriane}", `1:29 regions/parent: no region named "Ukriane" | did you mean Ukraine (ua)?`},
		"no such thing":  {"- {id: a, name: A1, parent: Xyzzyxyzzy}", `1:29 regions/parent: no region named "Xyzzyxyzzy" | write an ISO 3166 code, the English name of a country or subdivision, or add the region to regions.yaml`},
		"several parents": {"- {id: a, name: A1, parent: Limburg}",
			`1:29 regions/parent: "Limburg" names several regions | write the id of one: Limburg (Belgium, be-vli) or Limburg (Netherlands, nl-li)`},
		"circle": {"- {id: a, name: A1, parent: b}\n- {id: b, name: B1, parent: c}\n- {id: c, name: C1, parent: A1}\n- {id: d, name: D1, parent: a}\n- {id: e, name: E1, parent: Foo}",
			`1:29 regions/circle: parents run in a circle: a in b in c in a | leave out or change one of these parents
5:29 regions/parent: no region named "Foo" | write an ISO 3166 code, the English name of a country or subdivision, or add the region to regions.yaml`},
		"circle through the built-in": {"- {id: ukraine, codes: [UA], parent: UA-63}", `1:38 regions/circle: parents run in a circle: ukraine in ua-63 in ukraine | leave out or change one of these parents`},
		"own parent":                  {"- {id: gondor, name: Gondor, parent: gondor}", `1:38 regions/parent: "gondor" lies in itself | name the region around it, or leave parent out`},
	} {
		t.Run(name, func(t *testing.T) {
			g, got := site(c.text)
			if got != c.want {
				t.Errorf("findings:\n%s\nwant:\n%s", got, c.want)
			}
			for _, id := range []string{"a", "ukraine", "ua-63"} {
				if len(g.Ancestors(id)) > 5 {
					t.Errorf("above %s: %v", id, g.Ancestors(id))
				}
			}
		})
	}
}

// TestUncleanIDs: whatever the findings, no region goes by an id that could not stand in a file name.
func TestUncleanIDs(t *testing.T) {
	g, _ := site("- {id: ../Up, name: Upland, codes: [UA]}\n- {name: Nowhere, codes: [FR]}\n- {id: '!', name: Bang, codes: [DE]}\n- {id: up, name: Second, codes: [PL]}\n- {id: x, name: X1, parent: ../Up}")
	check(t, g, `
		../Up -> up
		Upland -> up
		UA -> up
		FR -> fr
		DE -> de
		PL -> pl
		Second -> ? Sejong (South Korea, kr-50) or Sekong (Laos, la-xe)
	`)
	if got := strings.Join(g.Ancestors("x"), " "); got != "up 151 150" {
		t.Errorf("above x: %s", got)
	}
	if _, ok := g.Get(""); ok {
		t.Error("a region has no id")
	}
}

// TestStrict: what is wrong with the file itself is found by the reader of all files.
func TestStrict(t *testing.T) {
	for text, line := range map[string]string{
		"- id: a\n  name: A1\n  nmaes: {}\n": "3:3 ", "- id: a\n  name: A1\n  name: A2\n": "3:3 ", "id: a\n": "1:1 ", "- {id: a, name: A1, at: [1]}": "1:", "- name: A1": "1:",
	} {
		if _, got := site(text); !strings.HasPrefix(got, line) {
			t.Errorf("%q gives %q, want a finding at %s", text, got, line)
		}
	}
}

func BenchmarkNew(b *testing.B) {
	var text strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&text, "- {id: village-%d, name: Village %d, codes: [UA63%d], parent: UA-63}\n", i, i, i)
	}
	b.Run("parse", func(b *testing.B) {
		for b.Loop() {
			ParseRegions("content/regions.yaml", []byte(text.String()))
		}
	})
	rows, _ := ParseRegions("content/regions.yaml", []byte(text.String()))
	b.Run("new", func(b *testing.B) {
		for b.Loop() {
			New(rows)
		}
	})
}
