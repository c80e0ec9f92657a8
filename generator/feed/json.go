package feed

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// JSON is a feed as JSON Feed 1.1 has it. There are no tombstones in it: an entry that tells of a retraction says which one has ended.
type JSON struct {
	Head Head
	Feed Feed
}

// document is a feed's JSON, in the words of JSON Feed 1.1.
type document struct {
	Version     string       `json:"version"`
	Title       string       `json:"title"`
	HomePageURL string       `json:"home_page_url"`
	FeedURL     string       `json:"feed_url"`
	Description string       `json:"description,omitempty"`
	Authors     []jsonAuthor `json:"authors"`
	Language    string       `json:"language"`
	Hubs        []jsonHub    `json:"hubs,omitempty"`
	Ours        *jsonFeed    `json:"_sitrep"`
	Items       []jsonItem   `json:"items"`
}

type jsonAuthor struct {
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

type jsonHub struct {
	Type string `json:"type"`
	URL  string `json:"url"`
}

// jsonFeed is what JSON Feed has no words for, of a feed.
type jsonFeed struct {
	About   string `json:"about"`
	Licence string `json:"licence,omitempty"`
	URL     string `json:"licence_url,omitempty"`
}

type jsonItem struct {
	ID            string           `json:"id"`
	URL           string           `json:"url"`
	Title         string           `json:"title"`
	ContentHTML   string           `json:"content_html"`
	Summary       string           `json:"summary,omitempty"`
	Image         string           `json:"image,omitempty"`
	DatePublished string           `json:"date_published"`
	DateModified  string           `json:"date_modified"`
	Authors       []jsonAuthor     `json:"authors,omitempty"`
	Tags          []string         `json:"tags,omitempty"`
	Language      string           `json:"language"`
	Attachments   []jsonAttachment `json:"attachments,omitempty"`
	Ours          *jsonSitrep      `json:"_sitrep"`
}

type jsonAttachment struct {
	URL      string `json:"url"`
	MimeType string `json:"mime_type"`
	Title    string `json:"title,omitempty"`
	Size     int64  `json:"size_in_bytes,omitempty"`
}

// jsonSitrep is a report for programs.
type jsonSitrep struct {
	Type        string           `json:"type,omitempty"`
	Series      string           `json:"series,omitempty"`
	Number      int              `json:"number,omitempty"`
	Version     int              `json:"version,omitempty"`
	Phase       string           `json:"phase,omitempty"`
	Date        string           `json:"date,omitempty"`
	Period      *jsonPeriod      `json:"period,omitempty"`
	Cutoff      string           `json:"cutoff,omitempty"`
	Next        string           `json:"next,omitempty"`
	TLP         string           `json:"tlp,omitempty"`
	Exercise    bool             `json:"exercise"`
	Regions     []string         `json:"regions,omitempty"`
	Topics      []string         `json:"topics,omitempty"`
	Figures     []jsonFigure     `json:"figures,omitempty"`
	Claims      []jsonClaim      `json:"claims,omitempty"`
	Corrections []jsonCorrection `json:"corrections,omitempty"`
	Corrects    *jsonCorrects    `json:"corrects,omitempty"`
	Retracts    *jsonRetracts    `json:"retracts,omitempty"`
}

type jsonPeriod struct {
	From string `json:"from"`
	To   string `json:"to"`
}

type jsonFigure struct {
	ID       string      `json:"id"`
	Label    string      `json:"label"`
	Value    json.Number `json:"value,omitempty"`
	Low      json.Number `json:"low,omitempty"`
	High     json.Number `json:"high,omitempty"`
	Unit     string      `json:"unit,omitempty"`
	Estimate string      `json:"estimate,omitempty"`
	Missing  string      `json:"missing,omitempty"`
	Source   string      `json:"source,omitempty"`
	AsOf     string      `json:"as_of,omitempty"`
	Place    string      `json:"place,omitempty"`
	Status   string      `json:"status,omitempty"`
	Note     string      `json:"note,omitempty"`
}

type jsonClaim struct {
	ID     string `json:"id"`
	URL    string `json:"url,omitempty"`
	Text   string `json:"text"`
	By     string `json:"by,omitempty"`
	Source string `json:"source,omitempty"`
	Status string `json:"status,omitempty"`
	Grade  string `json:"grade,omitempty"`
	Place  string `json:"place,omitempty"`
	Basis  string `json:"basis,omitempty"`
}

type jsonCorrection struct {
	Version int    `json:"version"`
	Date    string `json:"date"`
	Summary string `json:"summary"`
}

type jsonCorrects struct {
	ID string `json:"id"`
	jsonCorrection
}

type jsonRetracts struct {
	ID         string `json:"id"`
	Date       string `json:"date"`
	Reason     string `json:"reason"`
	ReplacedBy string `json:"replaced_by,omitempty"`
}

func writeJSON(b *bytes.Buffer, j JSON) error {
	h := &j.Head
	d := document{
		Version: "https://jsonfeed.org/version/1.1", Title: h.Title, HomePageURL: h.Page, FeedURL: h.Self, Description: h.Subtitle,
		Authors: []jsonAuthor{{h.Author, h.Home}}, Language: h.Lang, Ours: &jsonFeed{h.About, h.Rights, h.Licence},
		Items: make([]jsonItem, len(j.Feed.Items)),
	}
	if h.Hub != "" {
		d.Hubs = []jsonHub{{"WebSub", h.Hub}}
	}
	for i, item := range j.Feed.Items {
		v, content, err := item.made()
		if err != nil {
			return err
		}
		d.Items[i] = v.json(string(content))
	}
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	if err := e.Encode(d); err != nil {
		return fmt.Errorf("write %s: %w", h.Self, err)
	}
	return nil
}

func (v *Entry) json(content string) jsonItem {
	item := jsonItem{
		ID: v.ID, URL: v.URL, Title: v.Title, ContentHTML: content, Summary: v.Summary, DatePublished: v.Published, DateModified: v.Updated,
		Language: v.Lang, Ours: v.sitrep(),
	}
	if v.Picture != nil {
		item.Image = v.Picture.URL
	}
	for _, name := range v.Authors {
		item.Authors = append(item.Authors, jsonAuthor{Name: name})
	}
	for _, c := range v.Categories {
		item.Tags = append(item.Tags, c.Label)
	}
	for _, f := range v.Files {
		item.Attachments = append(item.Attachments, jsonAttachment{f.URL, f.Type, f.Title, f.Size})
	}
	return item
}

// sitrep is what the header says, in its own words.
func (v *Entry) sitrep() *jsonSitrep {
	s := &jsonSitrep{Exercise: v.Drill}
	for _, c := range v.Categories {
		if c.OfRegions {
			s.Regions = append(s.Regions, c.Term)
		} else {
			s.Topics = append(s.Topics, c.Term)
		}
	}
	if c := v.Correction; c != nil {
		s.Corrects = &jsonCorrects{c.Report, jsonCorrection{c.Version, c.ISO, c.Summary}}
	}
	if r := v.Retraction; r != nil {
		s.Retracts = &jsonRetracts{r.Report, r.ISO, r.Reason, r.ReplacedURL}
	}
	if v.Said != nil {
		v.say(s)
	}
	return s
}

func (v *Entry) say(s *jsonSitrep) {
	said := v.Said
	s.Type, s.Series, s.Number, s.Version, s.Phase, s.TLP = said.Type, said.Series, said.Number, said.Version, said.Phase, said.TLP
	s.Date, s.Cutoff, s.Next = said.Date, said.Cutoff, said.Next
	if said.From != "" {
		s.Period = &jsonPeriod{said.From, said.To}
	}
	for i := range v.Figures {
		f := &v.Figures[i]
		s.Figures = append(s.Figures, jsonFigure{
			f.ID, f.Label, json.Number(f.Stated.Value), json.Number(f.Stated.Low), json.Number(f.Stated.High), f.Unit, f.Stated.Estimate, f.Stated.Missing,
			f.Source, f.Stated.AsOf, f.Stated.Place, f.Stated.Status, f.Note,
		})
	}
	for i := range v.Claims {
		c := &v.Claims[i]
		s.Claims = append(s.Claims, jsonClaim{c.ID, c.URL, c.Text, c.By, c.Source, c.Key, c.Grade, c.Place, c.Basis})
	}
	for _, c := range v.Corrections {
		s.Corrections = append(s.Corrections, jsonCorrection{c.Version, c.ISO, c.Summary})
	}
}
