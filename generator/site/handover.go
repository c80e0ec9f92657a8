package site

import (
	"fmt"
	"net/mail"
	"slices"
	"strings"

	"sitrep/generator/diag"
	"sitrep/generator/report"
	"sitrep/generator/vocabulary"
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

// checkHandover wants what is read away from the site to know where the site is, and a sender that a mail can have.
func checkHandover(c *Config) []diag.Finding {
	var findings []diag.Finding
	for key, on := range map[string]bool{
		"digest": c.Digest != Digest{}, "reliefweb": len(c.ReliefWeb.Sources) > 0, "data." + EDXL.Key: c.Publishes(EDXL),
	} {
		if on && c.BaseURL == "" {
			findings = append(findings, diag.Finding{
				Pos: c.places.At(key), Rule: "site/no-address", Text: fmt.Sprintf("%s is on, and the site has no address", strings.TrimPrefix(key, "data.")),
				Hint: "write base_url: who reads it elsewhere must be led to the site",
			})
		}
	}
	if _, err := mail.ParseAddress(c.Digest.From); c.Digest.From != "" && err != nil {
		findings = append(findings, diag.Finding{
			Pos: c.places.At("digest.from"), Rule: "site/digest-from", Text: fmt.Sprintf("%q is no sender of a mail", c.Digest.From),
			Hint: "write a name and an address: Situation Desk <desk@example.org>",
		})
	}
	slices.SortFunc(findings, func(a, b diag.Finding) int { return a.Pos.Line - b.Pos.Line })
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
			number := s.reliefWebCountry(at)
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

// reliefWebCountry is the number of a region, by its id or a code of it; 0 for none.
func (s *Site) reliefWebCountry(id string) int {
	countries := s.Config.ReliefWeb.Countries
	if number := countries[id]; number != 0 {
		return number
	}
	region, _ := s.Regions.Get(id)
	for _, code := range region.Codes {
		for _, name := range []string{code, vocabulary.Fold(code)} {
			if number := countries[name]; number != 0 {
				return number
			}
		}
	}
	return 0
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
