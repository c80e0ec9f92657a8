package layout

import (
	"encoding/json"
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// Social is what other programs show of a page before anybody opens it: Open Graph. It needs the site's address.
type Social struct {
	Type   string // website or article
	Site   string
	Locale string // uk, pt_BR
	Issued string // of an article: RFC 3339, or a day
	Card   *Preview
}

// Preview is the picture that stands for a page.
type Preview struct {
	Src           template.URL // the full address
	Width, Height int          // pixels
	Alt           string
}

func (e *edition) social(kind string) *Social {
	if e.site.Config.BaseURL == "" {
		return nil
	}
	return &Social{Type: kind, Site: e.site.Config.TitleIn(e.tree.Lang), Locale: strings.ReplaceAll(e.tree.Lang, "-", "_")}
}

// described adds to a report's page what machines read of it.
func (e *edition) described(v *Report, r *site.Entry) {
	if v.Frame.Social == nil {
		return
	}
	v.Frame.Social.Type, v.Frame.Social.Issued = "article", issued(r)
	v.Frame.Social.Card = e.preview(r.URL, e.card(r, ""))
	v.Frame.Linked = linked(e.linkedReport(v, r))
}

// issued is when a report was published, or the time it is about.
func issued(r *site.Entry) string {
	if r.Published.Given {
		return r.Published.String()
	}
	return r.Date.String()
}

// linkedReport is a report in the words of schema.org.
type linkedReport struct {
	Context   string        `json:"@context"`
	Type      string        `json:"@type"`
	ID        template.URL  `json:"@id"`
	Headline  string        `json:"headline"`
	Genre     string        `json:"genre,omitempty"`
	Status    string        `json:"creativeWorkStatus,omitempty"`
	Abstract  string        `json:"abstract,omitempty"`
	Language  string        `json:"inLanguage"`
	Number    string        `json:"reportNumber,omitempty"`
	Version   int           `json:"version,omitempty"`
	Issued    string        `json:"datePublished"`
	Modified  string        `json:"dateModified,omitempty"`
	Covers    string        `json:"temporalCoverage,omitempty"`
	AsOf      string        `json:"contentReferenceTime,omitempty"`
	Places    []linkedPlace `json:"spatialCoverage,omitempty"`
	Keywords  []string      `json:"keywords,omitempty"`
	Series    *linkedThing  `json:"isPartOf,omitempty"`
	Publisher *linkedThing  `json:"publisher,omitempty"`
	Licence   string        `json:"license,omitempty"`
	Fixes     []linkedFix   `json:"correction,omitempty"`
	Claims    []linkedRef   `json:"mentions,omitempty"`
}

type linkedThing struct {
	Type string       `json:"@type"`
	Name string       `json:"name"`
	URL  template.URL `json:"url,omitempty"`
}

type linkedPlace struct {
	Type string     `json:"@type"`
	Name string     `json:"name"`
	Geo  *linkedGeo `json:"geo,omitempty"`
}

type linkedGeo struct {
	Type      string  `json:"@type"`
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

type linkedFix struct {
	Type string `json:"@type"`
	Text string `json:"text"`
	Date string `json:"datePublished"`
}

// linkedRef leads to what is described on a page of its own.
type linkedRef struct {
	ID template.URL `json:"@id"`
}

// linkedClaim is a claim in the words of schema.org.
type linkedClaim struct {
	Context string       `json:"@context"`
	Type    string       `json:"@type"`
	ID      template.URL `json:"@id"`
	Text    string       `json:"text"`
	By      *linkedThing `json:"author,omitempty"`
	First   linkedRef    `json:"firstAppearance"`
	Last    linkedRef    `json:"appearance"`
}

// linked is a script element with JSON-LD: the one script that holds data of content, written whole by an encoder that escapes every
// <, > and &.
func linked(thing any) template.HTML {
	data, err := json.Marshal(thing)
	if err != nil {
		panic(fmt.Sprintf("layout: encode JSON-LD: %v", err)) // plain values of text and numbers cannot fail
	}
	return template.HTML(`<script type="application/ld+json">` + string(data) + `</script>`)
}

func (e *edition) linkedReport(v *Report, r *site.Entry) *linkedReport {
	base := e.site.Config.BaseURL
	l := &linkedReport{
		Context: "https://schema.org", Type: "Report", ID: v.Frame.Canonical, Headline: r.Title, Language: e.tree.Lang,
		Issued: issued(r), Modified: given(r.Updated), Licence: e.site.Config.LicenceURL,
	}
	if r.Exercise {
		l.Genre = "Exercise"
	}
	if publisher := orElse(r.Publisher, e.site.Config.Publisher); publisher != "" {
		l.Publisher = &linkedThing{Type: "Organization", Name: publisher}
	}
	if r.Status == report.Retracted {
		l.Status = "Retracted"
		return l
	}
	l.Abstract, l.AsOf, l.Covers = r.Summary, given(r.Cutoff), covers(r.Period)
	if r.Number > 0 {
		l.Number = strconv.Itoa(r.Number)
	}
	if r.Version > 1 {
		l.Version = r.Version
	}
	if series := e.tree.Series.Get(r.Series); series != nil {
		l.Series = &linkedThing{"CreativeWorkSeries", series.Name, href(base, series.List.Path+".html")}
	}
	e.linkTerms(l, r)
	e.linkClaims(l, r)
	return l
}

func (e *edition) linkTerms(l *linkedReport, r *site.Entry) {
	for _, id := range r.Regions {
		place := linkedPlace{Type: "Place", Name: e.site.Regions.NameIn(id, e.tree.Lang)}
		if region, _ := e.site.Regions.Get(id); region.At != nil {
			place.Geo = &linkedGeo{"GeoCoordinates", region.At[0], region.At[1]}
		}
		l.Places = append(l.Places, place)
	}
	for _, id := range r.Topics {
		l.Keywords = append(l.Keywords, e.tree.Topics.Get(id).Name)
	}
	for _, revision := range r.Revisions {
		if revision.Kind == report.Correction {
			l.Fixes = append(l.Fixes, linkedFix{"CorrectionComment", revision.Summary, revision.Date.String()})
		}
	}
}

func (e *edition) linkClaims(l *linkedReport, r *site.Entry) {
	for _, c := range r.Claims {
		id := c.ID
		if r.Exercise {
			id = site.Drill + id
		}
		l.Claims = append(l.Claims, linkedRef{e.toClaim(e.site.Config.BaseURL, id)})
	}
}

// linkClaim adds to a claim's page what machines read of it.
func (e *edition) linkClaim(f *Frame, c *site.Course) {
	base := e.site.Config.BaseURL
	if base == "" {
		return
	}
	l := linkedClaim{
		Context: "https://schema.org", Type: "Claim", ID: f.Canonical, Text: c.Text,
		First: linkedRef{href(base, c.First().Entry.URL)}, Last: linkedRef{href(base, c.Last().Entry.URL)},
	}
	if by := c.Last().By; by != "" {
		l.By = &linkedThing{Type: "Organization", Name: e.actor(by)}
	}
	f.Linked = linked(l)
}

// given is a moment that is there, as ISO 8601 has it.
func given(at report.Moment) string {
	if !at.Given {
		return ""
	}
	return at.String()
}

// covers is a period as an ISO 8601 interval.
func covers(p report.Period) string {
	if !p.From.Given || !p.To.Given {
		return ""
	}
	return p.From.String() + "/" + p.To.String()
}
