package site

import (
	"fmt"
	"maps"
	"net/mail"
	"slices"
	"strings"

	"sitrep/generator/diag"
	"sitrep/generator/report"
)

// ReliefWeb is what a report has to say of itself in ReliefWeb's own numbers when it is handed over there: the Post API, version 2. The zero
// ReliefWeb hands over nothing.
type ReliefWeb struct {
	Sources   []int          `key:"sources,required" doc:"the publisher's numbers there, from api.reliefweb.int/v2/sources"`
	Countries map[string]int `key:"countries,required" doc:"the numbers of countries, by region: {sudan: 220, south-sudan: 8657}"`
	Languages map[string]int `key:"languages" doc:"the numbers of languages; {en: 267} when not given"`
	Format    int            `key:"format" doc:"the number of the content format; 10, a situation report, when not given"`
	Themes    map[string]int `key:"themes" doc:"the numbers of themes, by topic"`
	Hazards   map[string]int `key:"hazards" doc:"the numbers of disaster types, by topic"`
	Disasters map[string]int `key:"disasters" doc:"the numbers of disasters, by incident as reports name it: a GLIDE number or your own"`
}

// Digest is the mails that gather what was published. The zero Digest is none.
type Digest struct {
	Every Span   `key:"every,required" doc:"day or week: what one mail gathers"`
	From  string `key:"from,required" doc:"who sends it: Situation Desk <desk@example.org>"`
}

// Span is a day, or a week of ISO 8601.
type Span string

const (
	Daily  Span = "day"
	Weekly Span = "week"
)

// Words lists the spans.
func (Span) Words() []string { return []string{string(Daily), string(Weekly)} }

// Unaddressed finds what a site cannot have without an address. It may have got one beside site.yaml, so it is asked last.
func (c *Config) Unaddressed() []diag.Finding {
	if c.BaseURL != "" {
		return nil
	}
	const elsewhere, feeds = "who reads it elsewhere must be led to the site", "without one there are no feeds and no sitemaps"
	var findings []diag.Finding
	for _, s := range []struct {
		key string
		on  bool
		why string
	}{
		{"digest", c.Digest != Digest{}, elsewhere},
		{"reliefweb", c.places.Has("reliefweb"), elsewhere},
		{"data." + EDXL.Key, c.Publishes(EDXL), elsewhere},
		{"cards", c.Cards, "networks look for a card at the site's own address"},
		{"feed_ids", c.FeedIDs != "", feeds},
		{"feed_hub", c.FeedHub != "", feeds},
		{"news_sitemap", c.NewsSitemap, feeds},
	} {
		if s.on {
			findings = append(findings, diag.Finding{
				Pos: c.places.At(s.key), Rule: "site/no-address", Severity: diag.Error,
				Text: fmt.Sprintf("%s is on, and the site has no address", strings.TrimPrefix(s.key, "data.")), Hint: "write base_url: " + s.why,
			})
		}
	}
	return findings
}

// checkDigest wants a sender that a mail can have.
func checkDigest(c *Config) []diag.Finding {
	if _, err := mail.ParseAddress(c.Digest.From); c.Digest.From == "" || err == nil {
		return nil
	}
	return []diag.Finding{{
		Pos: c.places.At("digest.from"), Rule: "site/digest-from", Text: fmt.Sprintf("%q is no sender of a mail", c.Digest.From),
		Hint: "write a name and an address: Situation Desk <desk@example.org>",
	}}
}

// checkReliefWeb wants what each payload must have, and numbers as ReliefWeb gives them. Whether regions and topics exist is for later,
// when they are known.
func checkReliefWeb(c *Config) []diag.Finding {
	w := &c.ReliefWeb
	var findings []diag.Finding
	fault := func(key, text, hint string) {
		findings = append(findings, diag.Finding{Pos: c.places.At("reliefweb." + key), Rule: "site/reliefweb", Text: text, Hint: hint})
	}
	number := func(key string, n int) {
		if n < 1 && c.places.Has("reliefweb."+key) {
			fault(key, fmt.Sprintf("%d is no number of ReliefWeb's", n), "write the number as api.reliefweb.int gives it, from 1")
		}
	}
	if len(w.Sources) == 0 && c.places.Has("reliefweb.sources") {
		fault("sources", "reliefweb has no sources", "write your number there: sources: [1503]")
	}
	if len(w.Countries) == 0 && c.places.Has("reliefweb.countries") {
		fault("countries", "reliefweb has no countries", "write the numbers of countries by region: countries: {UA: 241}")
	}
	for i, n := range w.Sources {
		number(fmt.Sprintf("sources.%d", i), n)
	}
	number("format", w.Format)
	for _, list := range []struct {
		key     string
		numbers map[string]int
	}{{"countries", w.Countries}, {"languages", w.Languages}, {"themes", w.Themes}, {"hazards", w.Hazards}, {"disasters", w.Disasters}} {
		for _, name := range slices.Sorted(maps.Keys(list.numbers)) {
			number(list.key+"."+name, list.numbers[name])
		}
	}
	for _, lang := range slices.Sorted(maps.Keys(w.Languages)) {
		if slices.Contains(c.Languages, lang) {
			continue
		}
		hint := "the site's languages are " + strings.Join(c.Languages, ", ")
		if near := diag.Nearest(lang, c.Languages); len(near) > 0 {
			hint = "did you mean " + strings.Join(near, " or ") + "?"
		}
		fault("languages."+lang, fmt.Sprintf("the site has no language %q", lang), hint)
	}
	return findings
}

// HandsOver reports whether a report is one that could be handed over to ReliefWeb: it is real, stands, and anybody may have it.
func (s *Site) HandsOver(e *Entry) bool {
	return len(s.Config.ReliefWeb.Sources) > 0 && s.Config.BaseURL != "" && !e.Exercise && e.Status != report.Retracted && (e.TLP == "" || e.TLP == report.Clear)
}

// ReliefWebCountries are the numbers of the countries that a report is about, the primary one first: those of its regions, or of what
// these lie in.
func (s *Site) ReliefWebCountries(e *Entry) []int {
	var list []int
	for _, id := range e.Regions {
		for _, at := range append([]string{id}, s.Regions.Ancestors(id)...) {
			number := s.Config.ReliefWeb.Countries[at]
			if number != 0 && !slices.Contains(list, number) {
				list = append(list, number)
			}
			if number != 0 {
				break
			}
		}
	}
	return list
}

// ReliefWebLanguage is the number of a language; 0 for none.
func (s *Site) ReliefWebLanguage(lang string) int {
	if len(s.Config.ReliefWeb.Languages) == 0 {
		return map[string]int{"en": 267}[lang]
	}
	return s.Config.ReliefWeb.Languages[lang]
}

// handed reports whether a report has what ReliefWeb asks of one.
func (s *Site) handed(e *Entry) bool {
	_, lacks := s.NotHanded(e)
	return s.HandsOver(e) && lacks == ""
}

// The bounds of ReliefWeb's schema for titles, in characters.
const (
	shortestTitle = 10
	longestTitle  = 255
)

// NotHanded says what a report lacks to be handed over to ReliefWeb, and of which field of its header; "" when it lacks nothing.
func (s *Site) NotHanded(e *Entry) (field, lacks string) {
	switch n := len([]rune(e.Title)); {
	case len(s.ReliefWebCountries(e)) == 0:
		return "regions", "none of its regions has a number in reliefweb.countries"
	case s.ReliefWebLanguage(e.Lang) == 0:
		return "lang", fmt.Sprintf("its language %s has no number in reliefweb.languages", e.Lang)
	case n < shortestTitle || n > longestTitle:
		return "title", fmt.Sprintf("its title has %d characters, where ReliefWeb takes %d to %d", n, shortestTitle, longestTitle)
	}
	return "", ""
}
