package layout

import (
	"strings"

	"sitrep/generator/markdown"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// descriptionRunes is how long search engines show a description.
const descriptionRunes = 200

// report is a report's page. A retracted report is its cover with the reason, and nothing else of what it said.
func (e *edition) report(r *site.Entry) any {
	v := e.reportView(r)
	v.Also = e.also(v.Frame.Up, r)
	e.neighbours(v, r)
	e.described(v, r)
	v.Citation = e.citation(v.Frame.Up, r)
	return v
}

// reportView is the page without what leads to other reports in time, in its series and in other languages.
func (e *edition) reportView(r *site.Entry) *Report {
	v := &Report{
		Exercise: r.Exercise, Kind: e.kind(r), Title: r.Title, Cover: e.cover(r),
		Regions: make([]*Fragment, 0, len(r.Report.Regions)), Topics: make([]*Fragment, 0, len(r.Report.Topics)),
	}
	v.Frame = e.frame(r.URL, "", r.Title, summary(r, descriptionRunes))
	v.Frame.Open, v.PDF, v.Data = e.open[forReports], e.toPaper(r.URL), e.reportData(v.Frame.Up, r)
	if series := e.tree.Series.Get(r.Series); series != nil {
		v.Series = e.toTerm(series)
	}
	if r.TLP != "" {
		v.TLP = &Word{Key: strings.ReplaceAll(string(r.TLP), "+", " "), Word: tlpWord(r.TLP)}
	}
	for _, id := range r.Regions {
		v.Regions = append(v.Regions, e.toTerm(e.tree.Regions.Get(id)))
	}
	for _, id := range r.Topics {
		v.Topics = append(v.Topics, e.toTerm(e.tree.Topics.Get(id)))
	}
	if r.Status == report.Retracted {
		v.Cover, v.Date = nil, e.moment(r.Date)
		v.Retraction = e.retraction(v.Frame.Up, r)
		return v
	}
	if v.Cover == nil || !dateSaid(r) {
		v.Date = e.moment(r.Date)
	}
	v.Summary, v.Highlights, v.Facts = r.Summary, r.Highlights, e.facts(r)
	e.content(v, v.Frame.Up, r)
	return v
}

// content is what a report says, below its cover.
func (e *edition) content(v *Report, up string, r *site.Entry) {
	v.Behind = e.behind(up, r)
	v.Supersedes, v.Successors = e.reportLinks(up, r.Supersedes), e.successors(up, r)
	if len(r.Revisions) > 0 {
		v.Revisions, v.Corrections = e.revisions(up, r, false), e.revisions(up, r, true)
	}
	sources := e.site.Sources(r.Report)
	if len(r.Figures) > 0 {
		v.Figures = e.tiles(up, "", stated(r), func(p site.Point) Cite { return e.cite(r, sources, p.Source, "") })
	}
	v.Claims, v.Events, v.Timeline = e.claims(up, r, sources), e.events(r, sources), e.timeline(r)
	v.Map = e.reportMap(up, r)
	v.Sources = e.sources(r, sources)
	v.Legend = e.legend(v)
	v.Rollup = e.gathered(r)
	e.text(v, up, r, sources)
	v.Glance = e.glance(r, v.Changes)
	v.Picture = e.picture(up, r)
	v.Files, v.People = e.downloads(up, r), e.people(r)
	e.contents(v, r.Text.Outline)
}

// text is the body, with what is new in it since the report before in the series.
func (e *edition) text(v *Report, up string, r *site.Entry, sources []report.Source) {
	f := e.filling(up, r.Origin(), r.BodySum, r.Text.Links, pictures{r.Media, r.Image.Src == ""})
	e.cited(&f, r, sources)
	var before *report.Report
	var since *site.Changes
	if r.Series != "" {
		if since = e.tree.Changes(r); since != nil && since.Since.Lang == r.Lang {
			before, f.Before = since.Since.Report, since.Since.BodySum
		}
	}
	compare := e.compare(r.Report, before)
	v.Body = e.body(f, compare)
	if since != nil {
		v.Changes = e.changes(up, r, since)
		if before != nil {
			v.Changes.Text = e.textChanges(v.Body, compare)
		}
	}
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
	v.HasAside = len(v.Files)+len(v.People) > 0
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
		list = append(list, Person{Role: e.get("report." + role), Name: e.joined(parts...), Email: p.Email})
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
