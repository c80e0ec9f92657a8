package layout

import (
	"bytes"
	"crypto/sha256"
	"image/color"
	"strings"

	"sitrep/generator/card"
	"sitrep/generator/output"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// cardFile is the card of a report beside its page.
type cardFile struct {
	edition *edition
	of      *site.Entry
	former  string // which earlier version it is of, in words; "" for the report as it is
}

// cardPath is where the card of a page goes.
func cardPath(page string) string { return strings.TrimSuffix(page, ".html") + ".card.png" }

// cards lists the cards of an edition: one of each report that can have one, and of each earlier version.
func (e *edition) cards() []output.File {
	var list []output.File
	for _, r := range e.tree.Entries {
		list = append(list, e.cardsOf(r)...)
	}
	return list
}

// cardsOf are those of one report.
func (e *edition) cardsOf(r *site.Entry) []output.File {
	if !e.hasCards() {
		return nil
	}
	all := []*cardFile{{e, r, ""}}
	for i := range e.earlierPages(r) {
		then := e.formerly(r, r.Earlier[i])
		then.Regions = e.regionIDs(r.Earlier[i])
		all = append(all, &cardFile{e, then, e.versionOf(r, r.Earlier[i])})
	}
	var list []output.File
	for _, c := range all {
		if c.view() != nil {
			list = append(list, output.File{Path: cardPath(c.of.URL), From: c.of.File, Content: c})
		}
	}
	return list
}

// findCard looks up the card of a report.
func (e *edition) findCard(path string) (output.File, bool) {
	stem, isCard := strings.CutSuffix(path, ".card.png")
	rest, own := strings.CutPrefix(stem, e.tree.Prefix+"reports/")
	if !isCard || !own {
		return output.File{}, false
	}
	for _, r := range e.reportsAt(rest) {
		for _, file := range e.cardsOf(r) {
			if file.Path == path {
				return file, true
			}
		}
	}
	return output.File{}, false
}

// hasCards reports whether the site wants cards, and has the address without which nobody would find them.
func (e *edition) hasCards() bool { return e.site.Config.Cards && e.site.Config.BaseURL != "" }

func (c *cardFile) view() *card.Card { return c.edition.card(c.of, c.former) }

// Key names what the card says and how it is drawn.
func (c *cardFile) Key() output.Sum {
	return c.edition.theme.hasher.Sum(sha256.Sum256([]byte(card.Version)), "card", c.view())
}

// Make draws the card.
func (c *cardFile) Make(b *bytes.Buffer) error {
	made, err := c.edition.cases().Draw(c.view())
	b.Write(made)
	return err
}

// The colours of cards, as the theme's style sheet has them.
var (
	mast  = site.Colour{R: 0x0d, G: 0x2b, B: 0x47, Given: true}
	drill = site.Colour{R: 0xff, G: 0xd4, B: 0x3b, Given: true}
	bad   = site.Colour{R: 0xa3, G: 0x16, B: 0x1a, Given: true}
)

// tlpInk is the colour that the Traffic Light Protocol writes a level in, on black.
func tlpInk(level report.TLP) site.Colour {
	switch level {
	case report.Red:
		return site.Colour{R: 0xff, G: 0x2b, B: 0x2b}
	case report.Amber, report.AmberStrict:
		return site.Colour{R: 0xff, G: 0xc0}
	case report.Green:
		return site.Colour{R: 0x33, G: 0xff}
	}
	return site.White
}

// card is what the card of a report says; nil when there is none. Like the page, that of a retracted report tells no more than that.
func (e *edition) card(r *site.Entry, former string) *card.Card {
	if !e.hasCards() {
		return nil
	}
	ground := e.site.Config.Colours.Brand
	if !ground.Given {
		ground = mast
	}
	c := &card.Card{
		Lang: e.tree.Lang, RightToLeft: e.dir == "rtl", Ground: solid(ground), Ink: solid(inkOn(ground)),
		Site: e.site.Config.TitleIn(e.tree.Lang), Kind: e.kind(r), Title: r.Title, Lines: e.cardLines(r),
	}
	band := func(text string, ground site.Colour) {
		c.Bands = append(c.Bands, card.Note{Text: text, Ground: solid(ground), Ink: solid(inkOn(ground))})
	}
	if r.Exercise {
		band(e.get("exercise.title"), drill)
	}
	if r.Status == report.Retracted {
		band(e.get("retracted.title"), bad)
	}
	if former != "" {
		band(former, site.Tint)
	}
	if r.TLP != "" {
		c.Label = card.Note{Text: tlpWord(r.TLP), Ground: solid(site.Black), Ink: solid(tlpInk(r.TLP))}
	}
	return e.settable(c)
}

// cardLines are where a report is about, and as of when.
func (e *edition) cardLines(r *site.Entry) []string {
	var names, lines []string
	for _, id := range r.Regions {
		names = append(names, e.tree.Regions.Get(id).Name)
	}
	if len(names) > 0 {
		lines = append(lines, e.joined(names...))
	}
	if asOf := e.clocked(r.Cutoff); asOf != nil && r.Status != report.Retracted {
		return append(lines, capital(e.get("cover.cutoff")+" "+asOf.Words))
	}
	return append(lines, e.moment(r.Date).Words)
}

// settable is a card without the words that there is no type for. Without its title and all that must not be overlooked it is none.
func (e *edition) settable(c *card.Card) *card.Card {
	lacks := func(text string) bool { return len(e.cases().Lacks(text)) > 0 }
	for _, band := range c.Bands {
		if lacks(band.Text) {
			return nil
		}
	}
	if lacks(c.Title) || lacks(c.Label.Text) {
		return nil
	}
	for _, text := range []*string{&c.Site, &c.Kind} {
		if lacks(*text) {
			*text = ""
		}
	}
	var lines []string
	for _, line := range c.Lines {
		if !lacks(line) {
			lines = append(lines, line)
		}
	}
	c.Lines = lines
	return c
}

// preview is a page's card as the page names it.
func (e *edition) preview(page string, c *card.Card) *Preview {
	if c == nil {
		return nil
	}
	var words []string
	for _, band := range c.Bands {
		words = append(words, band.Text)
	}
	var said []string
	for _, text := range append(append(words, c.Label.Text, c.Kind, c.Title), c.Lines...) {
		if text != "" {
			said = append(said, text)
		}
	}
	return &Preview{Src: href(e.site.Config.BaseURL, cardPath(page)), Width: card.Width, Height: card.Height, Alt: strings.Join(said, " · ")}
}

func solid(c site.Colour) color.RGBA { return color.RGBA{R: c.R, G: c.G, B: c.B, A: 0xff} }

func tlpWord(level report.TLP) string { return level.Label() }
