package site

import (
	"cmp"
	"slices"

	"sitrep/generator/report"
)

// Gathering is what the reports of a series say in a period: a roll-up's own share of it, which nobody types twice.
type Gathering struct {
	Reports []*Entry // oldest first
	Figures []Point  // of each line the last that has a value
	Events  []Happening
	Claims  []Upshot
}

// Happening is an event with the report that tells of it.
type Happening struct {
	*report.Event
	Entry *Entry
}

// Upshot is what became of a claim in a period. Before is how it stood when the period began; nil for one that was not known.
type Upshot struct {
	Before *report.Claim
	First  *report.Claim // as the period's first report that states it has it
	Now    Step
}

// Closed reports whether the period settled the claim.
func (o Upshot) Closed() bool {
	was := o.First
	if o.Before != nil {
		was = o.Before
	}
	return !Open(o.Now.Status) && (Open(was.Status) || o.Before == nil)
}

// Gather is what a roll-up gathers from the reports of its series; nil for any other report, and where there are none.
func (t *Tree) Gather(e *Entry) *Gathering {
	if e.Type != report.Rollup || !e.Period.From.Given || !e.Period.To.Given {
		return nil
	}
	g := &Gathering{}
	for _, other := range t.inSeries(e) {
		if other.Exercise == e.Exercise && other.Status != report.Retracted && other.Type != report.Rollup && t.site.covers(e.Period, other) {
			g.Reports = append(g.Reports, other)
		}
	}
	if len(g.Reports) == 0 {
		return nil
	}
	slices.Reverse(g.Reports)
	t.gatherFigures(g)
	t.gatherEvents(g)
	t.gatherClaims(g)
	return g
}

// inSeries lists the reports of a report's series in the whole site, the last one first.
func (t *Tree) inSeries(e *Entry) []*Entry {
	if series := t.runs.Get(e.Series); series != nil {
		return series.Reports()
	}
	return nil
}

// covers reports whether a report falls in a period: by its cut-off where all three are times, which belongs to the period that
// ends with it; else by its day.
func (s *Site) covers(p report.Period, e *Entry) bool {
	at := cmp.Or(e.Cutoff, e.Date)
	if at.Clock && p.From.Clock && p.To.Clock {
		return p.From.Unix < at.Unix && at.Unix <= p.To.Unix
	}
	zone := s.Config.Zone()
	return !e.Day.Before(p.From.Day(zone)) && !e.Day.After(p.To.Day(zone))
}

func (t *Tree) gatherFigures(g *Gathering) {
	type line struct{ metric, place, source string }
	places := map[line]int{}
	for _, e := range g.Reports {
		for i := range e.Figures {
			f := &e.Figures[i]
			key := line{f.ID, t.site.placeID(f.Place), t.site.Speaker(e.Report, f.Source)}
			n, known := places[key]
			switch {
			case !known:
				places[key] = len(g.Figures)
				g.Figures = append(g.Figures, Point{f, e, i, at(e, f)})
			case f.Missing == "":
				g.Figures[n] = Point{f, e, i, at(e, f)}
			}
		}
	}
}

func (t *Tree) gatherEvents(g *Gathering) {
	for _, e := range g.Reports {
		for i := range e.Events {
			g.Events = append(g.Events, Happening{&e.Events[i], e})
		}
	}
	slices.SortStableFunc(g.Events, func(a, b Happening) int { return cmp.Compare(a.Time.Unix, b.Time.Unix) })
}

func (t *Tree) gatherClaims(g *Gathering) {
	places := map[string]int{}
	for _, e := range g.Reports {
		for i := range e.Claims {
			c := &e.Claims[i]
			n, known := places[c.ID]
			if !known {
				n, places[c.ID] = len(g.Claims), len(g.Claims)
				o := Upshot{First: c}
				if earlier := t.statements(e, c.ID); len(earlier) > 0 {
					o.Before = statedIn(earlier[0], c.ID)
				}
				g.Claims = append(g.Claims, o)
			}
			g.Claims[n].Now = Step{Claim: c, Entry: e}
		}
	}
}
