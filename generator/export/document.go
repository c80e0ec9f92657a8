package export

import (
	"cmp"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"sitrep/generator/markdown"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// Document is a report as programs read it: what its page shows, in the words of its header. Of a retracted report no more is here than
// its notice. The tags make its JSON and the schema of that; a field without omitempty is always there.
type Document struct {
	Schema string `json:"$schema" doc:"address of the JSON Schema of this file"`

	URL      string        `json:"url" doc:"address of the report's page. All addresses are whole ones where the site has a base_url; else they are paths from the root of the site"`
	Path     string        `json:"path" doc:"the report's name in the site, the same in all its languages"`
	Lang     string        `json:"lang" doc:"BCP 47 tag of the report's language"`
	Title    string        `json:"title" doc:"title"`
	Type     report.Type   `json:"type" doc:"kind of report"`
	Status   report.Status `json:"status" doc:"published, or retracted: then there is no more than the notice"`
	Exercise bool          `json:"exercise" doc:"true: a drill, nothing in it has happened"`
	TLP      report.TLP    `json:"tlp,omitempty" doc:"level of the Traffic Light Protocol 2.0 that it was given; without one it is not marked, and anybody may have it"`
	Date     When          `json:"date" doc:"the civil day that the report is about, or a time"`
	Series   *Series       `json:"series,omitempty" doc:"the series that it belongs to"`
	Regions  []Place       `json:"regions" doc:"the places that it is about, the primary one first"`
	Topics   []Topic       `json:"topics" doc:"the topics that it is about"`

	Retraction *Retraction `json:"retraction,omitempty" doc:"why it was taken back"`

	Phase     report.Phase     `json:"phase,omitempty" doc:"where it stands in the life of its series"`
	Incidents []string         `json:"incidents,omitempty" doc:"numbers of the incidents that it is about"`
	Severity  report.Severity  `json:"severity,omitempty" doc:"how bad it is, in the words of CAP"`
	Urgency   report.Urgency   `json:"urgency,omitempty" doc:"how soon to act, in the words of CAP"`
	Certainty report.Certainty `json:"certainty,omitempty" doc:"how sure it is, in the words of CAP"`
	Period    *Period          `json:"period,omitempty" doc:"the span of time that it covers"`
	Cutoff    When             `json:"cutoff,omitempty" doc:"nothing later is in the report"`
	Published When             `json:"published,omitempty" doc:"when it was first published"`
	Updated   When             `json:"updated,omitempty" doc:"when it was last changed"`
	Next      When             `json:"next,omitempty" doc:"when the next report is due"`
	Expires   When             `json:"expires,omitempty" doc:"it is not published any more from this time on"`

	Version      int        `json:"version,omitempty" doc:"version of the report, from 1"`
	Revisions    []Revision `json:"revisions,omitempty" doc:"what was changed"`
	Translations []Edition  `json:"translations,omitempty" doc:"the same report in other languages"`
	Supersedes   []Relation `json:"supersedes,omitempty" doc:"the reports that this one replaces"`
	SupersededBy []Relation `json:"superseded_by,omitempty" doc:"the reports that replace this one"`

	PreparedBy   *Person  `json:"prepared_by,omitempty" doc:"who wrote it"`
	AuthorizedBy *Person  `json:"authorized_by,omitempty" doc:"who cleared it"`
	Contacts     []Person `json:"contacts,omitempty" doc:"whom to ask"`
	Publisher    string   `json:"publisher,omitempty" doc:"who publishes it"`
	Licence      string   `json:"licence,omitempty" doc:"terms of use, in words"`
	LicenceURL   string   `json:"licence_url,omitempty" doc:"address of the licence's text"`

	Summary     string       `json:"summary,omitempty" doc:"one to three sentences"`
	Highlights  []string     `json:"highlights,omitempty" doc:"the most important things"`
	Figures     []Figure     `json:"figures,omitempty" doc:"key figures, in the order of the report"`
	Claims      []Claim      `json:"claims,omitempty" doc:"what is claimed, by whom, and how sure it is"`
	Events      []Event      `json:"events,omitempty" doc:"what happened, when and where"`
	Sources     []Source     `json:"sources,omitempty" doc:"the sources; their numbers stand in figures, claims and events"`
	Image       *Image       `json:"image,omitempty" doc:"the main picture"`
	Attachments []Attachment `json:"attachments,omitempty" doc:"files to download"`
	Data        []File       `json:"data,omitempty" doc:"the same report in other formats"`

	BodyHTML string `json:"body_html,omitempty" doc:"the text of the report as HTML, with whole addresses"`
	BodyText string `json:"body_text,omitempty" doc:"the same as plain text"`
}

// When is a day, or a time with its offset, as ISO 8601 has it; "" was not given.
type When string

// Series is a run of reports that a report belongs to.
type Series struct {
	ID     string `json:"id" doc:"its key"`
	Name   string `json:"name" doc:"its name"`
	Number int    `json:"number,omitempty" doc:"the report's number in it"`
	URL    string `json:"url" doc:"address of its page"`
}

// Topic is what a report is about.
type Topic struct {
	ID   string `json:"id" doc:"its id"`
	Name string `json:"name" doc:"its name in the language of the report"`
	URL  string `json:"url" doc:"address of its page"`
}

// Retraction says why a report was taken back.
type Retraction struct {
	Date       When      `json:"date,omitempty" doc:"when it was taken back"`
	Reason     string    `json:"reason,omitempty" doc:"why"`
	ReplacedBy *Relation `json:"replaced_by,omitempty" doc:"the report that takes its place"`
}

// Period is a span of time.
type Period struct {
	From When `json:"from" doc:"when it begins"`
	To   When `json:"to" doc:"when it ends"`
}

// Revision is a change to the report.
type Revision struct {
	Version int                 `json:"version" doc:"the version that the change led to"`
	Date    When                `json:"date" doc:"when it was changed"`
	Kind    report.RevisionKind `json:"kind" doc:"the kind of change"`
	Summary string              `json:"summary" doc:"what was changed"`
}

// Edition is the report in another language.
type Edition struct {
	Lang string `json:"lang" doc:"BCP 47 tag of its language"`
	URL  string `json:"url" doc:"address of its page"`
}

// Relation is another report.
type Relation struct {
	Path  string `json:"path" doc:"its name in the site"`
	Title string `json:"title" doc:"its title"`
	URL   string `json:"url" doc:"address of its page"`
}

// Person is somebody, or a desk.
type Person struct {
	Name  string `json:"name,omitempty" doc:"name of the person or desk"`
	Role  string `json:"role,omitempty" doc:"what they do"`
	Org   string `json:"org,omitempty" doc:"whom they work for"`
	Email string `json:"email,omitempty" doc:"e-mail address"`
	Phone string `json:"phone,omitempty" doc:"telephone number"`
	URL   string `json:"url,omitempty" doc:"address of a page"`
}

// Figure is one value of a metric.
type Figure struct {
	ID         string             `json:"id" doc:"id of the metric"`
	Label      string             `json:"label" doc:"what it counts"`
	Definition string             `json:"definition,omitempty" doc:"what is counted, exactly"`
	Kind       site.MetricKind    `json:"kind,omitempty" doc:"how its values follow each other"`
	Value      json.Number        `json:"value,omitempty" doc:"the number, with the digits of the report; none where there is a range or the number is missing"`
	Low        json.Number        `json:"low,omitempty" doc:"lower end of a range"`
	High       json.Number        `json:"high,omitempty" doc:"upper end of a range"`
	Estimate   report.Estimate    `json:"estimate,omitempty" doc:"how exact the number is; exact when not given"`
	Missing    report.Missing     `json:"missing,omitempty" doc:"why there is no number"`
	Unit       string             `json:"unit,omitempty" doc:"unit"`
	Source     int                `json:"source,omitempty" doc:"number of one of the sources"`
	AsOf       When               `json:"as_of,omitempty" doc:"when it was true"`
	Place      *Place             `json:"place,omitempty" doc:"where it was counted"`
	Of         string             `json:"of,omitempty" doc:"id of the total that it is part of"`
	Status     report.ClaimStatus `json:"status,omitempty" doc:"how sure it is"`
	Note       string             `json:"note,omitempty" doc:"a remark"`
	URL        string             `json:"url" doc:"address of the metric's page"`
}

// Claim is something that somebody says is so.
type Claim struct {
	ID       string             `json:"id" doc:"a name that stays the same in all reports"`
	Text     string             `json:"text" doc:"the claim"`
	By       string             `json:"by,omitempty" doc:"who makes it"`
	Actor    string             `json:"-"` // the id of who makes it, the same in all languages; "": the site does not define them
	Source   int                `json:"source,omitempty" doc:"number of one of the sources"`
	Place    *Place             `json:"place,omitempty" doc:"where it is about"`
	Status   report.ClaimStatus `json:"status,omitempty" doc:"what is known of it"`
	Grade    string             `json:"grade,omitempty" doc:"Admiralty code of source and information"`
	Figure   string             `json:"figure,omitempty" doc:"id of the figure that goes with it"`
	Disputes []string           `json:"disputes,omitempty" doc:"ids of the claims that it contradicts"`
	Basis    string             `json:"basis,omitempty" doc:"why it has this status"`
	URL      string             `json:"url" doc:"address of the claim's page, which says what became of it"`
}

// Event is something that happened.
type Event struct {
	Time          When                 `json:"time" doc:"when it happened; no more exact than time_precision says"`
	TimePrecision report.TimePrecision `json:"time_precision,omitempty" doc:"how exact the time is"`
	Type          string               `json:"type,omitempty" doc:"a word for the kind of event"`
	Title         string               `json:"title" doc:"what happened"`
	Place         *Place               `json:"place,omitempty" doc:"where it happened"`
	At            []float64            `json:"at,omitempty" doc:"latitude and longitude in degrees (WGS 84), rounded as far as precision says"`
	Precision     int                  `json:"precision,omitempty" doc:"how exact the place is: 1 exact, 2 near it, 3 somewhere in the region"`
	Source        int                  `json:"source,omitempty" doc:"number of one of the sources"`
	Claim         string               `json:"claim,omitempty" doc:"id of the claim that goes with it"`
}

// Source is where something is known from. Of a protected one there is no more than its label and its grade.
type Source struct {
	Number    int    `json:"number" doc:"under which the report cites it, from 1"`
	Key       string `json:"key,omitempty" doc:"its key in the header; a protected source has none"`
	Name      string `json:"name" doc:"what to call it"`
	Title     string `json:"title,omitempty" doc:"title of the document"`
	Org       string `json:"org,omitempty" doc:"who says it"`
	URL       string `json:"url,omitempty" doc:"its address"`
	Archived  string `json:"archived,omitempty" doc:"address of an archived copy"`
	Accessed  When   `json:"accessed,omitempty" doc:"when it was read"`
	Type      string `json:"type,omitempty" doc:"a word for the kind of source"`
	Grade     string `json:"grade,omitempty" doc:"Admiralty letter for the reliability of the source, A to F"`
	Protected bool   `json:"protected,omitempty" doc:"true: nothing more may be said of it"`
}

// Image is the main picture.
type Image struct {
	URL     string `json:"url" doc:"its address"`
	Alt     string `json:"alt" doc:"what it shows"`
	Caption string `json:"caption,omitempty" doc:"text below it"`
	Credit  string `json:"credit,omitempty" doc:"who made it"`
	License string `json:"license,omitempty" doc:"under what terms it may be used"`
}

// Attachment is a file that a reader may download.
type Attachment struct {
	Title  string `json:"title" doc:"what the file is"`
	URL    string `json:"url" doc:"its address"`
	Size   int64  `json:"size" doc:"bytes"`
	SHA256 string `json:"sha256" doc:"sum of its bytes, in hexadecimal digits"`
}

// File is the report in another format.
type File struct {
	Name string `json:"name" doc:"what the format is called"`
	Type string `json:"type" doc:"media type"`
	URL  string `json:"url" doc:"its address"`
}

// document is a report without its body.
func (d *desk) document(e *site.Entry) Document {
	c := &d.Config
	v := Document{
		Schema: d.Address(schemaPath), URL: d.Address(e.URL), Path: e.Path, Lang: e.Lang, Title: e.Title, Type: cmp.Or(e.Type, report.Sitrep),
		Status: cmp.Or(e.Status, report.Published), Exercise: e.Exercise, TLP: e.TLP, Date: when(e.Date),
		Series: d.series(e), Regions: d.regions(e), Topics: d.topics(e),
		Publisher: cmp.Or(e.Publisher, c.Publisher), Licence: c.Licence, LicenceURL: c.LicenceURL,
	}
	if e.Status == report.Retracted {
		v.Retraction = d.retraction(e)
		return v
	}
	v.Phase, v.Incidents, v.Severity, v.Urgency, v.Certainty = e.Phase, e.Incidents, e.Severity, e.Urgency, e.Certainty
	if e.Period.From.Given && e.Period.To.Given {
		v.Period = &Period{when(e.Period.From), when(e.Period.To)}
	}
	v.Cutoff, v.Published, v.Updated, v.Next, v.Expires = when(e.Cutoff), when(e.Published), when(e.Updated), when(e.Next), when(e.Expires)
	v.Version = max(e.Version, 1)
	for _, r := range e.Revisions {
		v.Revisions = append(v.Revisions, Revision{r.Version, when(r.Date), r.Kind, r.Summary})
	}
	for _, t := range d.Translations(e) {
		v.Translations = append(v.Translations, Edition{t.Lang, d.Address(t.URL)})
	}
	v.Supersedes, v.SupersededBy = d.relations(e.Supersedes, e.Lang), d.successors(e)
	v.PreparedBy, v.AuthorizedBy = person(e.PreparedBy), person(e.AuthorizedBy)
	for _, p := range e.Contacts {
		v.Contacts = append(v.Contacts, Person(p))
	}
	v.Summary, v.Highlights = e.Summary, e.Highlights
	d.say(&v, e)
	d.carry(&v, e)
	return v
}

// say adds what the report says in its header.
func (d *desk) say(v *Document, e *site.Entry) {
	sources := d.Sources(e.Report)
	number := func(key string) int {
		_, n := d.cited(sources, key)
		return n
	}
	for i := range e.Figures {
		v.Figures = append(v.Figures, d.figure(e, &e.Figures[i], number))
	}
	for i := range e.Claims {
		v.Claims = append(v.Claims, d.claim(e, &e.Claims[i], number))
	}
	for i := range e.Events {
		v.Events = append(v.Events, d.event(e, &e.Events[i], number))
	}
	for i := range sources {
		v.Sources = append(v.Sources, told(&sources[i], i+1))
	}
}

// carry adds the files that go with the report.
func (d *desk) carry(v *Document, e *site.Entry) {
	if e.Image.Src != "" {
		if to := d.links.Follow(e.Origin(), markdown.Link{Target: e.Image.Src}); to.File.Path != "" {
			v.Image = &Image{d.Address(to.URL), e.Image.Alt, e.Image.Caption, e.Image.Credit, e.Image.License}
		}
	}
	for _, o := range d.links.Offers(e) {
		v.Attachments = append(v.Attachments, Attachment{o.Title, d.Address(o.URL), o.Size, hex.EncodeToString(o.Sum[:])})
	}
	for _, kind := range d.DataOf(e) {
		if kind.Key != site.JSON.Key {
			v.Data = append(v.Data, File{kind.Name, kind.Type, d.Address(site.Beside(e.URL, kind.Ending))})
		}
	}
}

func when(m report.Moment) When { return When(m.String()) }

func person(p report.Person) *Person {
	if p == (report.Person{}) {
		return nil
	}
	v := Person(p)
	return &v
}

func (d *desk) series(e *site.Entry) *Series {
	term := d.tree(e.Lang).Series.Get(e.Series)
	if term == nil {
		return nil
	}
	return &Series{ID: e.Series, Name: term.Name, Number: e.Number, URL: d.Address(term.List.Path + ".html")}
}

func (d *desk) topics(e *site.Entry) []Topic {
	list := make([]Topic, len(e.Topics))
	for i, id := range e.Topics {
		term := d.tree(e.Lang).Topics.Get(id)
		list[i] = Topic{ID: id, Name: term.Name, URL: d.Address(term.List.Path + ".html")}
	}
	return list
}

// retraction is the notice of a report that was taken back.
func (d *desk) retraction(e *site.Entry) *Retraction {
	r := &Retraction{Date: when(e.Retraction.Date), Reason: e.Retraction.Reason}
	if by := d.relations([]string{e.Retraction.ReplacedBy}, e.Lang); len(by) > 0 {
		r.ReplacedBy = &by[0]
	}
	return r
}

// relations are reports by their paths. One that is not published is left out.
func (d *desk) relations(paths []string, lang string) []Relation {
	var list []Relation
	for _, path := range paths {
		if e := d.Entry(strings.TrimSuffix(path, ".md"), lang); e != nil {
			list = append(list, d.relation(e))
		}
	}
	return list
}

func (d *desk) relation(e *site.Entry) Relation { return Relation{e.Path, e.Title, d.Address(e.URL)} }

// successors are the reports that took the place of one.
func (d *desk) successors(e *site.Entry) []Relation {
	var list []Relation
	for _, s := range d.tree(e.Lang).SupersededBy(e) {
		if s.Status != report.Retracted {
			list = append(list, d.relation(s))
		}
	}
	return list
}

func (d *desk) figure(e *site.Entry, f *report.Figure, number func(string) int) Figure {
	metric := d.Words.Metrics[f.ID]
	v := Figure{
		ID: f.ID, Label: cmp.Or(metric.LabelIn(e.Lang), site.Plain(f.ID)), Kind: metric.Kind,
		Value: json.Number(f.Value.Text), Low: json.Number(f.Low.Text), High: json.Number(f.High.Text), Estimate: f.Estimate, Missing: f.Missing,
		Unit: cmp.Or(f.Unit, metric.UnitIn(e.Lang)), Source: number(f.Source), AsOf: when(f.AsOf), Place: d.place(f.Place, e.Lang), Of: f.Of,
		Status: f.Status, Note: f.Note,
	}
	if v.Definition = metric.DefinitionIn(e.Lang); e.Lang == d.Config.Default() {
		v.Definition = metric.Definition
	}
	v.URL = d.stated(d.tree(e.Lang).Figures, e, f.ID)
	return v
}

// stated is the address of the page of a figure or a claim.
func (d *desk) stated(terms *site.Terms, e *site.Entry, id string) string {
	if e.Exercise {
		id = site.Drill + id
	}
	return d.Address(terms.Get(id).List.Path + ".html")
}

func (d *desk) claim(e *site.Entry, c *report.Claim, number func(string) int) Claim {
	v := Claim{
		ID: c.ID, Text: c.Text, Source: number(c.Source), Place: d.place(c.Place, e.Lang), Status: c.Status, Grade: c.Grade, Basis: c.Basis,
		URL: d.stated(d.tree(e.Lang).Claims, e, c.ID),
	}
	if c.By != "" {
		v.By = d.actor(c.By, e.Lang)
		if actor, known := d.Words.Actors.Get(d.Words.Actors.ID(c.By)); known {
			v.Actor = actor.ID
		}
	}
	if slices.ContainsFunc(e.Figures, func(f report.Figure) bool { return f.ID == c.Figure }) {
		v.Figure = c.Figure
	}
	for _, id := range c.Disputes {
		if d.tree(e.Lang).Known(e, id) != nil { // one that was not stated by then is known to nobody
			v.Disputes = append(v.Disputes, id)
		}
	}
	return v
}

func (d *desk) event(e *site.Entry, ev *report.Event, number func(string) int) Event {
	v := Event{
		Time: exactly(ev), TimePrecision: ev.TimePrecision, Type: ev.Type, Title: ev.Title, Place: d.place(ev.Place, e.Lang), Precision: ev.Precision,
		Source: number(ev.Source),
	}
	if where, known := d.WhereOf(ev); known && len(ev.At) == 2 {
		v.At = []float64{where.Lat, where.Lon}
	}
	if slices.ContainsFunc(e.Claims, func(c report.Claim) bool { return c.ID == ev.Claim }) {
		v.Claim = ev.Claim
	}
	return v
}

// exactly is when an event happened, no more exact than it is known.
func exactly(ev *report.Event) When {
	switch ev.TimePrecision {
	case report.ToTheDay, report.ToTheWeek, report.ToTheMonth:
		return When(ev.Time.Time().Format("2006-01-02"))
	}
	return when(ev.Time)
}

// told is a source as it may be told.
func told(s *report.Source, number int) Source {
	if s.Protected {
		return Source{Number: number, Name: s.Label, Grade: s.Grade, Protected: true}
	}
	return Source{
		Number: number, Key: s.Key, Name: called(s), Title: s.Title, Org: s.Org, URL: s.URL, Archived: s.Archived, Accessed: when(s.Accessed), Type: s.Type, Grade: s.Grade,
	}
}
