package layout

import (
	"slices"
	"strconv"
	"strings"

	"sitrep/generator/markdown"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// descriptionRunes is how long search engines show a description.
const descriptionRunes = 200

// report is a report's page. A retracted report is its cover with the reason, and nothing else of what it said.
func (e *edition) report(r *site.Entry) any {
	v := &Report{
		Exercise: r.Exercise, Kind: e.get("report.kind." + string(orElse(r.Type, report.Sitrep))), Number: r.Number, Title: r.Title,
		Date: *e.moment(r.Date), Regions: make([]*Fragment, 0, len(r.Report.Regions)), Topics: make([]*Fragment, 0, len(r.Report.Topics)),
	}
	v.Frame = e.frame(r.URL, "", r.Title, summary(r, descriptionRunes))
	up := v.Frame.Up
	if series := e.tree.Series.Get(r.Series); series != nil {
		v.Series = e.toTerm(series)
	}
	if r.Phase != "" {
		v.Phase = e.get("report.phase." + string(r.Phase))
	}
	if r.TLP != "" {
		v.TLP = &Word{Key: strings.ReplaceAll(string(r.TLP), "+", " "), Word: "TLP:" + strings.ToUpper(string(r.TLP))}
	}
	for _, id := range r.Regions {
		v.Regions = append(v.Regions, e.toTerm(e.tree.Regions.Get(id)))
	}
	for _, id := range r.Topics {
		v.Topics = append(v.Topics, e.toTerm(e.tree.Topics.Get(id)))
	}
	v.Also = e.also(up, r)
	e.neighbours(v, r)
	if r.Status == report.Retracted {
		v.Retraction = e.retraction(up, r)
		return v
	}
	v.Summary, v.Highlights = r.Summary, r.Highlights
	v.Facts = e.facts(r)
	e.content(v, up, r)
	return v
}

// content is what a report says, below its cover.
func (e *edition) content(v *Report, up string, r *site.Entry) {
	v.Behind = e.behind(up, r)
	v.Supersedes = e.reportLinks(up, r.Supersedes)
	v.Revisions = e.revisions(r.Revisions, false)
	v.Corrections = e.revisions(r.Revisions, true)
	sources := e.site.Sources(r.Report)
	v.Figures, v.Claims, v.Events = e.figures(r, sources), e.claims(r, sources), e.events(r, sources)
	v.Sources = e.sources(sources)
	origin := r.Origin()
	v.Picture = e.picture(up, origin, r.Image)
	v.Body = e.body(e.filling(up, origin, r.BodySum, r.Text.Links), func() (markdown.Body, error) { return e.bodies(r.Report) })
	v.Files, v.People = e.downloads(up, origin, r), e.people(r)
	e.contents(v, r.Text.Outline)
}

func (e *edition) also(up string, r *site.Entry) []Language {
	var also []Language
	for _, t := range e.site.Translations(r) {
		also = append(also, e.in(t.Lang).language(href(up, t.URL)))
	}
	return also
}

// behind leads to the original of a translation that follows an older version of it.
func (e *edition) behind(up string, r *site.Entry) *Language {
	for _, t := range e.site.Translations(r) {
		if r.Translates > 0 && t.Report.Lang == "" && max(t.Version, 1) > r.Translates {
			original := e.in(t.Lang).language(href(up, t.URL))
			return &original
		}
	}
	return nil
}

func (e *edition) retraction(up string, r *site.Entry) *Retraction {
	v := &Retraction{Date: e.moment(r.Retraction.Date), Reason: r.Retraction.Reason}
	if links := e.reportLinks(up, []string{r.Retraction.ReplacedBy}); len(links) > 0 {
		v.ReplacedBy = &links[0]
	}
	return v
}

// reportLinks leads to reports by their paths. One that is not published is left out.
func (e *edition) reportLinks(up string, paths []string) []Link {
	var links []Link
	for _, path := range paths {
		if r := e.site.Entry(strings.TrimSuffix(path, ".md"), e.tree.Lang); r != nil {
			links = append(links, Link{Name: r.Title, Href: href(up, r.URL)})
		}
	}
	return links
}

// facts are the lines of the cover, in the order of a report's life.
func (e *edition) facts(r *site.Entry) []Fact {
	var facts []Fact
	add := func(label string, d *Date) {
		if d != nil {
			facts = append(facts, Fact{Label: e.get("report." + label), To: d})
		}
	}
	words := func(label, words string) {
		if words != "" {
			facts = append(facts, Fact{Label: e.get("report." + label), Words: words})
		}
	}
	if r.Period.From.Given && r.Period.To.Given {
		facts = append(facts, Fact{Label: e.get("report.period"), From: e.moment(r.Period.From), To: e.moment(r.Period.To)})
	}
	add("cutoff", e.moment(r.Cutoff))
	add("next", e.moment(r.Next))
	add("published", e.moment(r.Published))
	add("updated", e.moment(r.Updated))
	add("expires", e.moment(r.Expires))
	if r.Version > 1 {
		words("version", strconv.Itoa(r.Version))
	}
	for label, word := range []string{string(r.Severity), string(r.Urgency), string(r.Certainty)} {
		if word != "" {
			words([]string{"severity", "urgency", "certainty"}[label], e.get("cap."+word))
		}
	}
	words("incidents", strings.Join(r.Incidents, ", "))
	return facts
}

// revisions lists the changes, the latest first; or the corrections among them.
func (e *edition) revisions(all []report.Revision, corrections bool) []Revision {
	var list []Revision
	for _, r := range all {
		if !corrections || r.Kind == report.Correction {
			list = append(list, Revision{r.Version, e.moment(r.Date), e.get("revision." + string(r.Kind)), r.Summary})
		}
	}
	slices.SortStableFunc(list, func(a, b Revision) int { return b.Version - a.Version })
	return list
}

// picture is the header's image, if the bundle has that file.
func (e *edition) picture(up string, from site.Origin, image report.Image) *Picture {
	if image.Src == "" {
		return nil
	}
	d := e.links.Follow(from, markdown.Link{Target: image.Src})
	if d.File.Path == "" {
		return nil
	}
	return &Picture{Src: href(up, d.URL), Alt: image.Alt, Caption: image.Caption, Credit: image.Credit}
}

// contents decides whether there is a table of contents, and with it something beside the text.
func (e *edition) contents(v *Report, outline markdown.Outline) {
	list := contents(outline, 2)
	sections := len(list)
	for _, n := range []int{len(v.Figures), len(v.Events), len(v.Claims), len(v.Sources), len(v.Revisions)} {
		sections += min(n, 1)
	}
	v.HasContents = sections >= 3
	if v.HasContents && len(list) > 0 {
		v.Contents = e.headings(list)
	}
	v.HasAside = v.HasContents || len(v.Files)+len(v.People) > 0
}

// downloads are the attachments and the data of the header that the bundle has.
func (e *edition) downloads(up string, from site.Origin, r *site.Entry) []Link {
	var links []Link
	for _, a := range attached(r) {
		if d := e.links.Follow(from, markdown.Link{Target: a.Src}); d.File.Path != "" {
			links = append(links, Link{Name: orElse(a.Title, a.Src), Href: href(up, d.URL)})
		}
	}
	return links
}

// attached lists the files that a report's header offers.
func attached(r *site.Entry) []report.Attachment {
	if len(r.Attachments) == 0 && r.Data == (report.Data{}) {
		return nil
	}
	list := slices.Clone(r.Attachments)
	for _, src := range []string{r.Data.Figures, r.Data.Events} {
		if src != "" && !slices.ContainsFunc(list, func(a report.Attachment) bool { return a.Src == src }) {
			list = append(list, report.Attachment{Src: src})
		}
	}
	return list
}

func (e *edition) people(r *site.Entry) []Person {
	var list []Person
	add := func(role string, p report.Person) {
		if p == (report.Person{}) {
			return
		}
		var parts []string
		for _, part := range []string{p.Name, p.Role, p.Org, p.Phone} {
			if part != "" {
				parts = append(parts, part)
			}
		}
		list = append(list, Person{Role: e.get("report." + role), Name: strings.Join(parts, ", "), Email: p.Email})
	}
	add("prepared", r.PreparedBy)
	add("authorized", r.AuthorizedBy)
	add("publisher", report.Person{Name: r.Publisher})
	for _, p := range r.Contacts {
		add("contacts", p)
	}
	return list
}

// neighbours lead to the reports before and after. One that is so in the series and in time stands there once.
func (e *edition) neighbours(v *Report, r *site.Entry) {
	up := v.Frame.Up
	var next, previous *site.Entry
	if series := e.tree.Series.Get(r.Series); series != nil {
		next, previous = series.InSeries(r)
	}
	v.Previous, v.Following = e.neighbour(up, previous), e.neighbour(up, next)
	newer, older := e.tree.Neighbours(r)
	if older != previous {
		v.Older = e.neighbour(up, older)
	}
	if newer != next {
		v.Newer = e.neighbour(up, newer)
	}
}

// place is a region's name in the page's language, from whatever the header calls it.
func (e *edition) place(name string) string {
	if name == "" {
		return ""
	}
	if id, _, ok := e.site.Regions.Resolve(name); ok {
		return e.site.Regions.NameIn(id, e.tree.Lang)
	}
	return name
}

func orElse[S ~string](a, b S) S {
	if a == "" {
		return b
	}
	return a
}
