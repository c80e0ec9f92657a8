package layout

import (
	"fmt"
	"html/template"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// What a report's header states: figures, claims, events, and the sources of them all. Of a protected source nothing but its
// label is put into a view.

func (e *edition) figures(r *site.Entry, sources []report.Source) []Figure {
	if len(r.Figures) == 0 {
		return nil
	}
	list := make([]Figure, len(r.Figures))
	lines := map[string]int{} // of one figure, from several places or sources
	for i, f := range r.Figures {
		lines[f.ID]++
		v := Figure{
			Anchor: site.FigureAnchor(f.ID), Label: e.label(f.ID), Unit: orElse(f.Unit, e.site.Words.Metrics[f.ID].UnitIn(e.tree.Lang)),
			Of: e.label(f.Of), Place: e.place(f.Place), Source: e.source(sources, f.Source), AsOf: e.moment(f.AsOf), Status: e.word("status", string(f.Status)), Note: f.Note,
		}
		if n := lines[f.ID]; n > 1 {
			v.Anchor = fmt.Sprintf("%s-%d", v.Anchor, n)
		}
		v.Value, v.Size = e.value(f)
		list[i] = v
	}
	return list
}

// value is a figure's number in words, or the reason why there is none.
func (e *edition) value(f report.Figure) (words, size string) {
	switch {
	case f.Missing != "":
		return e.get("figure." + string(f.Missing)), "word"
	case f.Low.Given() && f.High.Given():
		return e.pattern("number.range", "low", e.number(f.Low), "high", e.number(f.High)), "rough"
	case f.Estimate == "" || f.Estimate == report.Exact:
		return e.number(f.Value), ""
	}
	return e.pattern("figure."+string(f.Estimate), "n", e.number(f.Value)), "rough"
}

func (e *edition) claims(r *site.Entry, sources []report.Source) []Claim {
	var list []Claim
	for _, c := range r.Claims {
		v := Claim{
			Anchor: site.ClaimAnchor(c.ID), Text: c.Text, Status: e.word("status", string(c.Status)), By: e.actor(c.By),
			Source: e.source(sources, c.Source), Grade: c.Grade, Place: e.place(c.Place), Basis: c.Basis,
		}
		if v.By == v.Source.Name {
			v.By = ""
		}
		list = append(list, v)
	}
	return list
}

func (e *edition) events(r *site.Entry, sources []report.Source) []Event {
	var list []Event
	for _, ev := range r.Events {
		v := Event{Time: *e.moment(ev.Time), Type: ev.Type, Title: ev.Title, Place: e.place(ev.Place), Source: e.source(sources, ev.Source)}
		t := ev.Time.Time()
		switch ev.TimePrecision {
		case report.ToTheMonth:
			v.Time = e.period(site.Period{Year: t.Year(), Month: t.Month()})
		case report.ToTheDay, report.ToTheWeek:
			v.Time = Date{ISO: t.Format("2006-01-02"), Words: e.day(t)}
		}
		list = append(list, v)
	}
	return list
}

// label is a metric's name, or its id in plain words where the site does not define it.
func (e *edition) label(metric string) string {
	return orElse(e.site.Words.Metrics[metric].LabelIn(e.tree.Lang), site.Plain(metric))
}

// actor is the name of who makes a claim.
func (e *edition) actor(by string) string {
	if actor, known := e.site.Words.Actors.Get(e.site.Words.Actors.ID(by)); known {
		return actor.NameIn(e.tree.Lang)
	}
	return site.Plain(by)
}

// source leads from a figure, a claim or an event to its source below.
func (e *edition) source(sources []report.Source, key string) Link {
	for i := range sources {
		if s := &sources[i]; s.Key == key && key != "" {
			return Link{Name: e.sourceName(s), Href: template.URL("#" + escapePath(site.SourceAnchor(sources, key)))}
		}
	}
	return Link{}
}

// sourceName is what a figure or claim calls its source.
func (e *edition) sourceName(s *report.Source) string {
	if s.Protected {
		return orElse(s.Label, e.get("source.protected"))
	}
	return orElse(s.Org, orElse(s.Label, orElse(s.Title, s.Key)))
}

func (e *edition) sources(sources []report.Source) []Source {
	var list []Source
	for i := range sources {
		s := &sources[i]
		v := Source{Anchor: site.SourceAnchor(sources, s.Key), Name: e.sourceName(s), Grade: s.Grade, Protected: s.Protected}
		if !s.Protected {
			if s.Title != "" {
				v.Name, v.Org = s.Title, s.Org
			}
			v.Href, v.Archived, v.Accessed = elsewhere(s.URL), elsewhere(s.Archived), e.moment(s.Accessed)
		}
		v.More = v.Protected || v.Org != "" || v.Grade != "" || v.Archived != "" || v.Accessed != nil
		list = append(list, v)
	}
	return list
}
