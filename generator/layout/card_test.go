package layout

import (
	"bytes"
	"image/png"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"sitrep/generator/card"
	"sitrep/generator/output"
	"sitrep/generator/site"
)

// carded are the files of a site that wants cards.
func carded(t *testing.T, d desk) (output.Files, map[string]output.File) {
	t.Helper()
	d.site.Config.Cards = true
	files := Files(d.site, loadTheme(t, nil), built, d.body, d.tree.Read, nil, nil)
	all := map[string]output.File{}
	for _, f := range files.All() {
		all[f.Path] = f
	}
	return files, all
}

// TestCardsStandBesidePages holds that every page of a report names its card, that of an earlier version, a translation and a retracted
// report too, that the card is there, and that no other page has one.
func TestCardsStandBesidePages(t *testing.T) {
	files, all := carded(t, everything(t, "el, uk", "uk"))
	pages := 0
	for path, f := range all {
		if stem, isCard := strings.CutSuffix(path, ".card.png"); isCard {
			if c, isPage := all[stem+".html"].Content.(*content); !isPage || c.template != "report.html" {
				t.Errorf("%s stands beside no report", path)
			}
			if found, there := files.Find(path); !there || found.Key() != f.Key() || found.From != f.From {
				t.Errorf("%s is not found, or is another one", path)
			}
			continue
		}
		c, isPage := f.Content.(*content)
		if !isPage {
			continue
		}
		html, named := makeFile(t, f), `<meta property="og:image" content="https://desk.example/`+cardPath(path)+`">`
		if c.template != "report.html" {
			if strings.Contains(html, "og:image") {
				t.Errorf("%s names a card", path)
			}
			continue
		}
		pages++
		if _, there := all[cardPath(path)]; !there || !strings.Contains(html, named) {
			t.Errorf("%s has a card: %t, and does not name it as %s", path, there, named)
		}
	}
	if pages < 10 {
		t.Errorf("only %d reports", pages)
	}
	for _, path := range []string{"reports/2026/03/02-storm.v1.card.png", "uk/reports/2026/03/02-storm.card.png", "reports/2026/03/12-wrong.card.png"} {
		f, there := all[path]
		if !there {
			t.Errorf("there is no %s", path)
			continue
		}
		if c, err := png.DecodeConfig(strings.NewReader(makeFile(t, f))); err != nil || c.Width != card.Width || c.Height != card.Height {
			t.Errorf("%s: %v, %v", path, c, err)
		}
	}
}

func TestNoCardsUnlessAskedFor(t *testing.T) {
	for what, change := range map[string]func(*site.Config){
		"nobody asks": func(c *site.Config) { c.Cards = false }, "there is no address": func(c *site.Config) { c.BaseURL = "" },
	} {
		d := everything(t, "el, uk", "uk")
		d.site.Config.Cards = true
		change(&d.site.Config)
		files := Files(d.site, loadTheme(t, nil), built, d.body, d.tree.Read, nil, nil)
		for _, f := range files.All() {
			if strings.HasSuffix(f.Path, ".card.png") || strings.HasSuffix(f.Path, "storm.html") && strings.Contains(makeFile(t, f), "og:image") {
				t.Errorf("%s, and there is %s", what, f.Path)
			}
		}
		if _, found := files.Find("reports/2026/03/02-storm.card.png"); found {
			t.Errorf("%s, and a card is found", what)
		}
	}
}

// oneReport is the card of a site's only report, and its page.
func oneReport(t *testing.T, config, header string) (*card.Card, output.File, string) {
	t.Helper()
	archive := txtar.Parse([]byte("-- content/site.yaml --\ntimezone: UTC\nbase_url: https://a.example/\n" + config +
		"\n-- content/regions.yaml --\n- {id: land, name: Land}\n- {id: sea, name: 海}\n-- content/topics.yaml --\n- {id: flood, name: Flood}\n" +
		"-- content/reports/2025/01/01-a.md --\n---\ndate: 2025-01-01\ntopics: [flood]\n" + header + "\n---\nText.\n"))
	_, all := carded(t, openArchive(t, archive))
	page := makeFile(t, all["reports/2025/01/01-a.html"])
	f, there := all["reports/2025/01/01-a.card.png"]
	if !there {
		return nil, f, page
	}
	return f.Content.(*cardFile).view(), f, page
}

// TestCardsSayWhatPagesSay holds the words of cards to what a reader must know before opening the page.
func TestCardsSayWhatPagesSay(t *testing.T) {
	const desk, land = "title: Desk", "regions: [land]\n"
	for _, c := range []struct {
		config, header, want, bands, label string
	}{
		{desk, land + "title: High water", "Desk|Situation report|High water|Land|1 January 2025", "", ""},
		{desk, land + "title: High water\nnumber: 12\ntype: flash\ncutoff: 2025-01-01T18:00+02:00", "Desk|Flash update 12|High water|Land|Data as of 1 January 2025, 18:00 (UTC+2)", "", ""},
		{desk, land + "title: High water\nexercise: true\ntlp: clear", "Desk|Situation report|High water|Land|1 January 2025", "EXERCISE EXERCISE EXERCISE", "TLP:CLEAR"},
		{desk, land + "title: High water\nstatus: retracted\ncutoff: 2025-01-01\nretraction: {date: 2025-01-02, reason: Wrong.}", "Desk|Situation report|High water|Land|1 January 2025", "This report has been retracted", ""},
		{"title: 台", land + "title: High water", "|Situation report|High water|Land|1 January 2025", "", ""},
		{desk, "regions: [land, sea]\ntitle: High water", "Desk|Situation report|High water|1 January 2025", "", ""},
	} {
		got, _, page := oneReport(t, c.config, c.header)
		if got == nil {
			t.Errorf("%s: no card", c.header)
			continue
		}
		var bands []string
		for _, band := range got.Bands {
			bands = append(bands, band.Text)
		}
		if said := strings.Join(append([]string{got.Site, got.Kind, got.Title}, got.Lines...), "|"); said != c.want || strings.Join(bands, "|") != c.bands || got.Label.Text != c.label {
			t.Errorf("%s:\n got %q %q %q\nwant %q %q %q", c.header, said, bands, got.Label.Text, c.want, c.bands, c.label)
		}
		for _, want := range append(bands, got.Label.Text, "High water") {
			if _, alt, _ := strings.Cut(page, `"og:image:alt" content="`); !strings.Contains(alt[:strings.Index(alt, `">`)], want) {
				t.Errorf("%s: the alternative text does not say %q", c.header, want)
			}
		}
	}
	for _, header := range []string{land + "title: 洪水", land + "title: Water 洪\nexercise: true"} {
		if got, _, page := oneReport(t, desk, header); got != nil || strings.Contains(page, "og:image") || strings.Contains(page, "twitter:card") {
			t.Errorf("%s: there is a card", header)
		}
	}
}

// TestKeysOfCards changes what a card says, one thing at a time, and what it does not.
func TestKeysOfCards(t *testing.T) {
	const desk, header = "title: Desk", "title: A\nregions: [land]"
	_, before, _ := oneReport(t, desk, header)
	for what, c := range map[string]struct {
		config, header string
		same           bool
	}{
		"nothing":     {desk, header, true},
		"the summary": {desk, header + "\nsummary: More.", true},
		"links":       {desk + "\ncolours: {link: \"#004400\"}", header, true},
		"the title":   {desk, "title: B\nregions: [land]", false},
		"a region":    {desk, "title: A\nregions: [GR]", false},
		"the site":    {"title: Other desk", header, false},
		"the colour":  {desk + "\ncolours: {brand: \"#004400\"}", header, false},
		"a marking":   {desk, header + "\ntlp: clear", false},
		"an exercise": {desk, header + "\nexercise: true", false},
	} {
		_, after, _ := oneReport(t, c.config, c.header)
		if same := after.Key() == before.Key(); same != c.same {
			t.Errorf("%s: the same key: %t", what, same)
		}
		var a, b bytes.Buffer
		check(t, before.Make(&a))
		check(t, after.Make(&b))
		if same := bytes.Equal(a.Bytes(), b.Bytes()); same != c.same {
			t.Errorf("%s: the same picture: %t", what, same)
		}
	}
}

// TestCardsHaveTheColoursOfPages holds the colours of cards to those of the theme.
func TestCardsHaveTheColoursOfPages(t *testing.T) {
	css, err := os.ReadFile("../../layouts/style.css")
	check(t, err)
	for token, colour := range map[string]site.Colour{"mast": mast, "drill": drill, "bad": bad} {
		if want := "--" + token + ": " + colour.String() + ";"; !bytes.Contains(css, []byte(want)) {
			t.Errorf("the style sheet has no %s", want)
		}
	}
	for _, ground := range []site.Colour{mast, drill, bad, site.Tint} {
		if ink := inkOn(ground); site.Contrast(ink, ground) < site.Readable || !slices.Contains([]site.Colour{site.White, site.Black}, ink) {
			t.Errorf("%v on %v", ink, ground)
		}
	}
}
