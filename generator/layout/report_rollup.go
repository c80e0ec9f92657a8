package layout

import (
	"html/template"

	"sitrep/generator/site"
)

// Rollup is what a roll-up gathers from the reports of its series in its period.
type Rollup struct {
	Reports []Link   // oldest first
	Figures []Figure // of each line the last
	Events  []EventGroup
	New     []ClaimChange
	Turned  []ClaimChange
	Settled []ClaimChange
}

// gathered is nil for any other report.
func (e *edition) gathered(r *site.Entry) *Fragment {
	g := e.tree.Gather(r)
	if g == nil {
		return nil
	}
	return e.theme.fragment(e.Messages, "partials/rollup.html", func() any { return e.rollup(rootMark, g) })
}

func (e *edition) rollup(up string, g *site.Gathering) *Rollup {
	v := &Rollup{}
	for _, other := range g.Reports {
		v.Reports = append(v.Reports, e.toReport(up, other))
	}
	v.Figures = e.tiles(up, "rollup_", g.Figures, func(p site.Point) Cite { return e.citeIn(up, p.Entry, p.Source) })
	events := make([]happening, len(g.Events))
	for i, h := range g.Events {
		ref := e.ref(up, h.Entry)
		events[i] = happening{h.Event, e.event(h.Entry, h.Event)}
		events[i].view.Source, events[i].view.Report = e.citeIn(up, h.Entry, h.Source), &ref
	}
	v.Events = e.grouped(events)
	for _, o := range g.Claims {
		e.outcome(v, up, o)
	}
	return v
}

// outcome puts what became of a claim where it belongs; one that stands as it stood is left out.
func (e *edition) outcome(v *Rollup, up string, o site.Upshot) {
	c := ClaimChange{Text: o.Now.Text, Now: e.word("status", string(o.Now.Status))}
	c.Href = href(up, o.Now.Entry.URL) + template.URL("#"+escapePath(site.ClaimAnchor(o.Now.ID)))
	c.In, _ = e.tongues(o.Now)
	was := o.Before
	if was == nil {
		was = o.First
	}
	if was.Status != o.Now.Status {
		c.Before = e.word("status", string(was.Status))
	}
	switch {
	case o.Closed():
		v.Settled = append(v.Settled, c)
	case o.Before == nil:
		v.New = append(v.New, c)
	case c.Before != nil:
		v.Turned = append(v.Turned, c)
	}
}

// citeIn points at a source on another report's page.
func (e *edition) citeIn(up string, r *site.Entry, key string) Cite {
	return e.cite(r, e.site.Sources(r.Report), key, href(up, r.URL))
}

// toReport leads to a report by its number and date.
func (e *edition) toReport(up string, r *site.Entry) Link {
	name := e.shortDay(r.Day).Words
	if r.Number > 0 {
		name = e.pattern("changes.report", "report", e.called(r), "date", name)
	}
	return Link{Name: name, Href: href(up, r.URL), In: e.tongue(r.Lang)}
}
