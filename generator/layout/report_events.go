package layout

import (
	"html/template"
	"math"
	"slices"
	"strconv"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// Event is something that happened.
type Event struct {
	Time   Date // in words that say how exact it is
	Type   string
	Title  string
	Place  string // in words that say how exact it is
	Source Cite
	Claim  *Mark
	Report *Link // that tells of it, where it is another one
}

// Mark shows the status of a claim where it is spoken of.
type Mark struct {
	Href   template.URL
	Status Word
}

// events are those of a report, the earliest first.
func (e *edition) events(r *site.Entry, sources []report.Source) []Event {
	var list []Event
	for _, ev := range inTime(r.Events) {
		v := e.event(ev)
		v.Source = e.cite(sources, ev.Source, "")
		v.Claim = e.mark(r, ev.Claim)
		list = append(list, v)
	}
	return list
}

func inTime(events []report.Event) []*report.Event {
	list := make([]*report.Event, len(events))
	for i := range events {
		list[i] = &events[i]
	}
	slices.SortStableFunc(list, func(a, b *report.Event) int { return int(min(1, max(-1, a.Time.Unix-b.Time.Unix))) })
	return list
}

// event is an event without what only its report knows.
func (e *edition) event(ev *report.Event) Event {
	return Event{Time: e.when(ev), Type: ev.Type, Title: ev.Title, Place: e.where(ev)}
}

// mark is the status of one of a report's claims; nil where it has none.
func (e *edition) mark(r *site.Entry, id string) *Mark {
	for i := range r.Claims {
		if c := &r.Claims[i]; c.ID == id && c.Status != "" {
			return &Mark{template.URL("#" + escapePath(site.ClaimAnchor(id))), Word{string(c.Status), e.get("status.brief." + string(c.Status))}}
		}
	}
	return nil
}

// when is an event's time in words that claim no more than is known.
func (e *edition) when(ev *report.Event) Date {
	at, t := ev.Time, ev.Time.Time()
	day := Date{ISO: t.Format("2006-01-02"), Words: e.day(t)}
	switch ev.TimePrecision {
	case report.ToTheMonth:
		month := e.period(site.Period{Year: t.Year(), Month: t.Month()})
		month.Words = e.pattern("event.month", "date", e.locale.Month(t))
		return month
	case report.ToTheWeek:
		day.Words = e.pattern("event.week", "date", day.Words)
	case report.ToTheDay:
		day.Words = e.pattern("event.day", "date", day.Words)
	case report.ToTheHour:
		if at.Clock {
			return Date{ISO: at.String(), Words: e.pattern("event.hour", "date", day.Words, "time", e.time(at))}
		}
		day.Words = e.pattern("event.day", "date", day.Words)
	default:
		return *e.clocked(at)
	}
	return day
}

// where is an event's place, or its coordinates, in words that claim no more than is known.
func (e *edition) where(ev *report.Event) string {
	place := e.place(ev.Place)
	if place == "" && len(ev.At) == 2 {
		digits := 2 - max(0, ev.Precision-1)
		place = e.joined(e.degrees(ev.At[0], digits, "at.north", "at.south"), e.degrees(ev.At[1], digits, "at.east", "at.west"))
	}
	switch {
	case place == "":
		return ""
	case ev.Precision == 2:
		return e.pattern("event.near", "place", e.isolated(place))
	case ev.Precision == 3:
		return e.pattern("event.somewhere", "place", e.isolated(place))
	}
	return place
}

// degrees is a coordinate with no more digits than its precision has: two are about a kilometre.
func (e *edition) degrees(value float64, digits int, positive, negative string) string {
	side := positive
	if value < 0 {
		side = negative
	}
	text := strconv.FormatFloat(math.Abs(value), 'f', digits, 64)
	return e.pattern(side, "n", e.locale.Number(text))
}
