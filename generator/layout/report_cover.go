package layout

import (
	"strings"
	"time"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// Cover is the line that says which report this is, what it covers, as of when, and when the next one is due.
type Cover struct {
	Kind   string // with the report's number: Situation report 12
	Phase  string
	Covers *Span
	Cutoff *Date
	Group  string // the cut-off as a date-time group: 101600Z NOV 24
	Next   *Date
}

// Span is from one day or time to another, what both have in common said once: 9–10 November 2024.
type Span struct {
	From, To Date
	Joint    string // between the two; empty when To says it all
}

// kind is what a report is called, with its number.
func (e *edition) kind(r *site.Entry) string {
	kind := e.get("report.kind." + string(orElse(r.Type, report.Sitrep)))
	if r.Number == 0 {
		return kind
	}
	return e.pattern("cover.kind", "kind", kind, "n", e.count(r.Number))
}

// cover is nil for a report that says no more of itself than its kind.
func (e *edition) cover(r *site.Entry) *Cover {
	if !r.Period.To.Given && !r.Cutoff.Given && !r.Next.Given && r.Phase == "" {
		return nil
	}
	c := &Cover{Kind: e.kind(r), Covers: e.span(r.Period), Cutoff: e.clocked(r.Cutoff), Next: e.due(r)}
	if r.Phase != "" {
		c.Phase = e.get("report.phase." + string(r.Phase))
	}
	if e.site.Config.DateTimeGroup && r.Cutoff.Clock {
		c.Group = strings.ToUpper(r.Cutoff.Time().UTC().Format("021504Z Jan 06"))
	}
	return c
}

// span words a period by its days; one within a day by its times.
func (e *edition) span(p report.Period) *Span {
	if !p.From.Given || !p.To.Given {
		return nil
	}
	from, to := p.From.Time(), p.To.Time()
	s := &Span{From: Date{ISO: p.From.String()}, To: Date{ISO: p.To.String()}}
	switch {
	case from.Format(time.DateOnly) != to.Format(time.DateOnly):
		s.From.Words, s.Joint, s.To.Words = e.locale.Days(from, to)
	case p.From.Clock && p.To.Clock:
		s.From.Words = e.locale.Joined(e.day(from), e.locale.Time(from))
		s.Joint, s.To.Words = e.locale.TimeJoint(), e.time(p.To)
	default:
		s.From, s.To.Words = Date{}, e.day(to)
	}
	return s
}

// time is the time of day with its zone: 18:00 (UTC+2).
func (m *Messages) time(at report.Moment) string {
	return m.pattern("cover.time", "time", m.locale.Time(at.Time()), "zone", m.zone(at.Offset))
}

// clocked is a day or a time in words, the zone in brackets.
func (m *Messages) clocked(at report.Moment) *Date {
	if !at.Given {
		return nil
	}
	words := m.day(at.Time())
	if at.Clock {
		words = m.locale.Joined(words, m.time(at))
	}
	return &Date{ISO: at.String(), Words: words}
}

// due is when the next report is, without the year and the zone where the line has said them.
func (e *edition) due(r *site.Entry) *Date {
	next := r.Next
	if !next.Given {
		return nil
	}
	said := r.Cutoff
	if !said.Given {
		said = r.Date
	}
	d := &Date{ISO: next.String(), Words: e.day(next.Time())}
	if next.Time().Year() == said.Time().Year() {
		d.Words = e.locale.Date(next.Time())
	}
	switch {
	case next.Clock && said.Clock && next.Offset == said.Offset:
		d.Words = e.locale.Joined(d.Words, e.locale.Time(next.Time()))
	case next.Clock:
		d.Words = e.locale.Joined(d.Words, e.time(next))
	}
	return d
}

// dateSaid reports whether the cover line names the report's date.
func dateSaid(r *site.Entry) bool {
	for _, m := range []report.Moment{r.Cutoff, r.Period.To} {
		if m.Given && m.Time().Format(time.DateOnly) == r.Date.Time().Format(time.DateOnly) {
			return true
		}
	}
	return false
}

// facts are the lines of the cover that its first line does not say.
func (e *edition) facts(r *site.Entry) []Fact {
	var facts []Fact
	add := func(label string, at report.Moment) {
		if at.Given {
			facts = append(facts, Fact{Label: e.get("report." + label), At: e.moment(at)})
		}
	}
	words := func(label, words string) {
		if words != "" {
			facts = append(facts, Fact{Label: e.get("report." + label), Words: words})
		}
	}
	add("published", r.Published)
	add("updated", r.Updated)
	add("expires", r.Expires)
	if r.Version > 1 {
		words("version", e.count(r.Version))
	}
	for i, word := range [...]string{string(r.Severity), string(r.Urgency), string(r.Certainty)} {
		if word != "" {
			words([...]string{"severity", "urgency", "certainty"}[i], e.get("cap."+word))
		}
	}
	words("incidents", e.joined(r.Incidents...))
	return facts
}
