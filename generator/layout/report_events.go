package layout

import (
	"html/template"
	"math"
	"slices"
	"strconv"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// EventGroup is an event, or several of one day or of the same time in words.
type EventGroup struct {
	Time   *Date // that they have in common; nil: a single event says its own
	Events []Event
}

// Event is something that happened.
type Event struct {
	Time   *Date // in words that say how exact it is; nil where that of its group says it
	Type   string
	Title  string
	In     *Tongue // of the title
	Place  string  // in words that say how exact it is
	Source Cite
	Claim  *Mark
	Report *ReportRef // that tells of it, where it is another one
}

// happening is an event on its way to a timeline.
type happening struct {
	*report.Event
	view Event
}

// Mark shows the status of a claim where it is spoken of.
type Mark struct {
	Href   template.URL
	Status Word
}

// events are those of a report, the earliest first.
func (e *edition) events(r *site.Entry, sources []report.Source) []EventGroup {
	var list []happening
	for _, ev := range inTime(r.Events) {
		v := e.event(r, ev)
		v.Source = e.cite(r, sources, ev.Source, "")
		v.Claim = e.mark(r, ev.Claim)
		list = append(list, happening{ev, v})
	}
	return e.grouped(list)
}

// grouped puts neighbours of one day together, and those that are no more exact than a week or a month, each with what it has to
// say of its time beyond that of the group.
func (e *edition) grouped(list []happening) []EventGroup {
	var groups []EventGroup
	for len(list) > 0 {
		common, n := e.common(list[0].Event), 1
		for n < len(list) && e.common(list[n].Event) == common {
			n++
		}
		group := EventGroup{Events: make([]Event, n)}
		for i := range group.Events {
			group.Events[i] = list[i].view
		}
		if n > 1 {
			group.Time = &common
			for i := range group.Events {
				group.Events[i].Time = e.within(list[i].Event)
			}
		}
		groups, list = append(groups, group), list[n:]
	}
	return groups
}

// common is the time of an event as far as its group may say it: its day, or what is less exact.
func (e *edition) common(ev *report.Event) Date {
	switch ev.TimePrecision {
	case report.ToTheMonth, report.ToTheWeek:
		return e.when(ev)
	}
	return e.civil(ev.Time)
}

// within is the time of an event within its day; nil where no more than the day is known.
func (e *edition) within(ev *report.Event) *Date {
	switch {
	case !ev.Time.Clock, ev.TimePrecision == report.ToTheMonth, ev.TimePrecision == report.ToTheWeek, ev.TimePrecision == report.ToTheDay:
		return nil
	case ev.TimePrecision == report.ToTheHour:
		return &Date{ISO: ev.Time.String(), Words: e.pattern("event.about", "time", e.time(ev.Time))}
	}
	return &Date{ISO: ev.Time.String(), Words: e.time(ev.Time)}
}

// civil is the day of a moment in words.
func (e *edition) civil(at report.Moment) Date {
	t := at.Time()
	return Date{ISO: t.Format("2006-01-02"), Words: e.day(t)}
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
func (e *edition) event(r *site.Entry, ev *report.Event) Event {
	when := e.when(ev)
	return Event{Time: &when, Type: ev.Type, Title: ev.Title, In: e.tongue(e.site.EventLang(r, ev.Title)), Place: e.where(ev)}
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
	at, day := ev.Time, e.civil(ev.Time)
	switch ev.TimePrecision {
	case report.ToTheMonth:
		t := at.Time()
		month := e.period(site.Period{Year: t.Year(), Month: t.Month()})
		month.Words = e.pattern("event.month", "date", e.locale.Month(t))
		return month
	case report.ToTheWeek:
		day.Words = e.pattern("event.week", "date", day.Words)
	case report.ToTheHour:
		if at.Clock {
			return Date{ISO: at.String(), Words: e.pattern("event.hour", "date", day.Words, "time", e.time(at))}
		}
	case report.ToTheDay:
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
