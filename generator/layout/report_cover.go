package layout

import (
	"strconv"
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
	return e.pattern("cover.kind", "kind", kind, "n", strconv.Itoa(r.Number))
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
	s := &Span{From: Date{ISO: p.From.String()}, To: Date{ISO: p.To.String(), Words: e.day(to)}, Joint: e.get("cover.joint")}
	switch year, month, day := from.Date(); {
	case year != to.Year():
		s.From.Words, s.Joint = e.day(from), e.get("cover.joint.wide")
	case month != to.Month():
		s.From.Words, s.Joint = e.dated("cover.day-month", from), e.get("cover.joint.wide")
	case day != to.Day():
		s.From.Words = e.dated("cover.day", from)
	case p.From.Clock && p.To.Clock:
		s.From.Words = e.day(from) + e.get("cover.comma") + from.Format("15:04")
		s.To.Words = e.time(p.To)
	default:
		s.From, s.Joint = Date{}, ""
	}
	return s
}

// dated fills a message that names parts of a day.
func (m *Messages) dated(key string, t time.Time) string {
	year, month, day := t.Date()
	return m.pattern(key, "day", strconv.Itoa(day), "month", m.inDates[month-1], "year", strconv.Itoa(year))
}

// time is the time of day with its zone: 18:00 (UTC+2).
func (m *Messages) time(at report.Moment) string {
	return m.pattern("cover.time", "time", at.Time().Format("15:04"), "zone", zone(at.Offset))
}

// clocked is a day or a time in words, the zone in brackets.
func (m *Messages) clocked(at report.Moment) *Date {
	if !at.Given {
		return nil
	}
	words := m.day(at.Time())
	if at.Clock {
		words += m.get("cover.comma") + m.time(at)
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
		d.Words = e.dated("cover.day-month", next.Time())
	}
	switch {
	case next.Clock && said.Clock && next.Offset == said.Offset:
		d.Words += e.get("cover.comma") + next.Time().Format("15:04")
	case next.Clock:
		d.Words += e.get("cover.comma") + e.time(next)
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
		words("version", strconv.Itoa(r.Version))
	}
	for i, word := range [...]string{string(r.Severity), string(r.Urgency), string(r.Certainty)} {
		if word != "" {
			words([...]string{"severity", "urgency", "certainty"}[i], e.get("cap."+word))
		}
	}
	words("incidents", strings.Join(r.Incidents, ", "))
	return facts
}
