package gazetteer

import (
	"slices"
	"strings"
	"testing"

	"sitrep/generator/vocabulary"
)

// resolved is what a text leads to, as text: an id, or ? and the candidates.
func resolved(g *Gazetteer, text string) string {
	id, candidates, ok := g.Resolve(text)
	if ok {
		return id
	}
	return strings.TrimSpace("? " + list(candidates))
}

func check(t *testing.T, g *Gazetteer, cases string) {
	t.Helper()
	for line := range strings.Lines(cases) {
		text, want, ok := strings.Cut(strings.TrimSpace(line), " -> ")
		if !ok {
			continue
		}
		if got := resolved(g, text); got != want {
			t.Errorf("%s -> %s, want %s", text, got, want)
		}
	}
}

func world48(t testing.TB) *Gazetteer {
	g, findings := New(nil, "uk", "ar")
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	return g
}

func TestResolve(t *testing.T) {
	check(t, world48(t), `
		UA -> ua
		ua -> ua
		UKR -> ua
		804 -> ua
		UA-63 -> ua-63
		ua-63 -> ua-63
		ua‑63 -> ua-63
		NO -> no
		no -> no
		150 -> 150
		001 -> 001
		world -> 001
		Europe -> 150
		Eastern Europe -> 151
		Ukraine -> ua
		  ukraine  -> ua
		UKRAINE -> ua
		Україна -> ua
		Украина -> ua
		أوكرانيا -> ua
		乌克兰 -> ua
		烏克蘭 -> ua
		ウクライナ -> ua
		우크라이나 -> ua
		Ουκρανία -> ua
		אוקראינה -> ua
		यूक्रेन -> ua
		Côte d’Ivoire -> ci
		Côte d'Ivoire -> ci
		Côte dʼIvoire -> ci
		CÔTE D´IVOIRE -> ci
		Co`+"\u0302"+`te d’Ivoire -> ci
		Ivory Coast -> ci
		Кот-д’Івуар -> ci
		Turkey -> tr
		Türkiye -> tr
		TÜRKİYE -> tr
		Turkiye -> tr
		Czech Republic -> cz
		Swaziland -> sz
		Myanmar -> mm
		UK -> gb
		US -> us
		USA -> us
		DRC -> ?
		Kosovo -> xk
		Palestine -> ps
		Antarctica -> aq
		Georgia -> ge
		Georgien -> ge
		US-GA -> us-ga
		US-PR -> pr
		CN-HK -> hk
		CN-NM -> cn-nm
		CN-SH -> cn-sh
		Limburg -> ? Limburg (Belgium, be-vli) or Limburg (Netherlands, nl-li)
		Kyiv -> ua-30
		Kyivshchyna -> ua-32
		Kharkiv -> ? Kharkivshchyna (Ukraine, ua-63)
		Kharkiv Oblast -> ? Kharkivshchyna (Ukraine, ua-63)
		Crimea -> ua-43
		Sevastopol -> ua-40
		Scotland -> gb-sct
		Шотландія -> gb-sct
		Île-de-France -> fr-idf
		Luxembourg -> lu
		Österreich -> at
		Deutschland -> de
		Австралия -> au
		Amerika -> 019
		Kongo -> ? Congo - Kinshasa (cd) or Congo - Brazzaville (cg)
		Ukriane -> ? Ukraine (ua)
		Україно -> ? Ukraine (ua)
		EU -> ?
		UA-99 -> ?
		SU -> ? Sud (Haiti, ht-sd) or Sul (Guinea-Bissau, gw-s)
		-> ?
	`)
}

func TestNames(t *testing.T) {
	g := world48(t)
	for line := range strings.Lines(`ua uk Україна
ua uk-UA Україна
ua en Ukraine
ua xx Ukraine
ua  Ukraine
ua ar أوكرانيا
ua zh 乌克兰
ua zh-TW 烏克蘭
ua zh-Hant-HK 烏克蘭
ua pt-BR Ucrânia
001 en World
150 de Europa
gb-eng uk Англія
ua-63 uk Kharkivshchyna
sz en Eswatini
`) {
		field := strings.SplitN(strings.TrimSuffix(line, "\n"), " ", 3)
		if got := g.NameIn(field[0], field[1]); got != field[2] {
			t.Errorf("%s in %q is %q, want %q", field[0], field[1], got, field[2])
		}
	}
	if got := g.Names("ua")["uk"]; got != "Україна" {
		t.Errorf("Ukraine among its names by language is %q in Ukrainian", got)
	}
}

func TestAncestors(t *testing.T) {
	g := world48(t)
	for id, want := range map[string]string{
		"ua-63": "ua 151 150", "ua": "151 150", "fr-69": "fr-ara fr 155 150", "151": "150", "150": "", "001": "", "nowhere": "",
		"us-ca": "us 021 019",
	} {
		if got := strings.Join(g.Ancestors(id), " "); got != want {
			t.Errorf("above %s: %s, want %s", id, got, want)
		}
	}
}

// TestTable holds the committed table to what its generator promises.
func TestTable(t *testing.T) {
	table, err := parseTable(embedded)
	if err != nil {
		t.Fatal(err)
	}
	for name, section := range map[string]string{"regions": table.regions, "names": table.names, "codes": table.codes, "places": table.places, "subdivisions": table.subdivisions} {
		if lines := slices.Collect(strings.Lines(section)); !slices.IsSorted(lines) || len(lines) < 80 || !strings.HasSuffix(section, "\n") {
			t.Errorf("section %s is not in order: %d lines", name, len(lines))
		}
	}
	if _, err := parseTable("another format\n"); err == nil {
		t.Error("a table of another format is read")
	}
	if _, err := parseTable(embedded[:len(embedded)-1]); err == nil {
		t.Error("a table cut short is read")
	}
}

func TestEveryRegion(t *testing.T) {
	g := world48(t)
	count := map[Kind]int{}
	for r := range g.builtin.all() {
		count[r.Kind]++
		if got, _, ok := g.Resolve(r.ID); !ok || got != r.ID {
			t.Errorf("id %s leads to %q", r.ID, got)
		}
		for _, code := range r.Codes {
			if got, _, ok := g.Resolve(code); !ok || got != r.ID {
				t.Errorf("code %s of %s leads to %q", code, r.ID, got)
			}
		}
		if _, ok := g.Get(r.Parent); !ok && r.ID != world {
			t.Errorf("%s lies in %q, which is none", r.ID, r.Parent)
		}
		if vocabulary.Circle(r.ID, g.parent) != nil || r.ID != world && vocabulary.Circle(r.Parent, g.parent) != nil {
			t.Errorf("%s lies in itself", r.ID)
		}
		if !vocabulary.IsID(r.ID) || r.Name == "" || r.Name != g.builtin.name(r.ID) || r.Parent != g.builtin.parent(r.ID) {
			t.Errorf("%+v", r)
		}
	}
	if count[Area] != 29 || count[Country] < 250 || count[Subdivision] < 5000 {
		t.Errorf("regions by kind: %v", count)
	}
}

// TestEveryName: the table is folded by the very Fold that texts go through.
func TestEveryName(t *testing.T) {
	g := world48(t)
	for r := range g.builtin.all() {
		for lang, name := range g.Names(r.ID) {
			id, candidates, ok := g.Resolve(name)
			meant := ok && (id == r.ID || r.Kind == Subdivision) || slices.ContainsFunc(candidates, func(c Candidate) bool { return c.ID == r.ID })
			if !meant && !covered(lang) {
				continue
			}
			if !meant && id == "" {
				t.Errorf("%q (%s of %s) leads nowhere", name, lang, r.ID)
			}
			if got := g.NameIn(r.ID, lang); got != name {
				t.Errorf("%s in %s is %q and %q", r.ID, lang, name, got)
			}
		}
	}
}

func covered(lang string) bool {
	return slices.Contains([]string{"en", "uk", "ar", "fr", "es", "ru", "zh"}, lang)
}

func FuzzResolve(f *testing.F) {
	own, _ := New([]Row{{ID: "kharkiv", Name: "Харків", Codes: []string{"UA-63"}, Aliases: []string{"Kharkov"}}, {ID: "saltivka", Name: "Saltivka", Parent: "Kharkov"}})
	for _, s := range []string{"Kharkov", "ua-63", "Limburg", "\x00\t\n", "ua\tua", strings.Repeat("a", 300)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		id, candidates, ok := own.Resolve(text)
		again, candidatesAgain, okAgain := own.Resolve(text)
		if id != again || ok != okAgain || !slices.Equal(candidates, candidatesAgain) {
			t.Errorf("%q leads to %q %v and to %q %v", text, id, candidates, again, candidatesAgain)
		}
		if _, known := own.Get(id); ok != known {
			t.Errorf("%q leads to %q, ok %v, known %v", text, id, ok, known)
		}
		for _, c := range candidates {
			if got, _, ok := own.Resolve(c.ID); !ok || got != c.ID {
				t.Errorf("candidate %v of %q leads to %q", c, text, got)
			}
		}
	})
}

func BenchmarkStart(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		table, _ := parseTable(embedded)
		g := &Gazetteer{builtin: table}
		if id, _, ok := g.Resolve("Україна"); !ok {
			b.Fatal(id)
		}
	}
}

func BenchmarkResolve(b *testing.B) {
	g := world48(b)
	for _, text := range []string{"UA-63", "Ukraine", "Україна", "Kyivshchyna", "Limburg", "Ukriane"} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				g.Resolve(text)
			}
		})
	}
}

func BenchmarkNameIn(b *testing.B) {
	g := world48(b)
	b.ReportAllocs()
	for b.Loop() {
		g.NameIn("ua", "uk")
	}
}

func BenchmarkAncestors(b *testing.B) {
	g := world48(b)
	b.ReportAllocs()
	for b.Loop() {
		g.Ancestors("ua-63")
	}
}

func BenchmarkGet(b *testing.B) {
	g := world48(b)
	b.ReportAllocs()
	for b.Loop() {
		g.Get("ua-63")
	}
}
