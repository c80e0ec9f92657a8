package layout

import (
	"cmp"
	"slices"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// HappeningList is the timeline of a region.
type HappeningList struct {
	ID     string
	Drill  bool
	Events []EventGroup
}

// How many events are on the page of a series, and of a region.
const (
	eventsOfSeries = 50
	eventsOfRegion = 20
)

// told is an event in the report that told of it.
type told struct {
	entry *site.Entry
	index int
}

func (t told) event() *report.Event { return &t.entry.Events[t.index] }

// happened is what makes two events the same.
type happened struct {
	time         report.Moment
	title, place string
}

// happenings words events for a page from which up leads to the root, each with the report that told of it first.
func (e *edition) happenings(up string, events []told) []EventGroup {
	list := make([]happening, len(events))
	for i, t := range events {
		ref := e.ref(up, t.entry)
		list[i] = happening{t.event(), e.event(t.entry, t.event())}
		list[i].view.Report = &ref
	}
	return e.grouped(list)
}

// toldOf are the latest events in the reports of a term, the latest first; those of exercises, or those that are real. One that
// several reports tell of is there once.
func (e *edition) toldOf(term *site.Term, drill bool, most int) []told {
	if !e.eventful() {
		return nil
	}
	var all []told
	for _, r := range term.Reports() {
		if len(r.Events) == 0 || r.Exercise != drill || r.Status == report.Retracted {
			continue
		}
		for i := range r.Events {
			all = append(all, told{r, i})
		}
	}
	slices.SortFunc(all, latestEvent)
	var list []told
	seen := map[happened]bool{}
	for _, t := range all {
		what := happened{t.event().Time, t.event().Title, t.event().Place}
		if len(list) < most && !seen[what] {
			seen[what] = true
			list = append(list, t)
		}
	}
	return list
}

// latestEvent puts the latest event first, and of the same in several reports the one of the oldest.
func latestEvent(a, b told) int {
	return cmp.Or(
		cmp.Compare(b.event().Time.Unix, a.event().Time.Unix), a.entry.Day.Compare(b.entry.Day), cmp.Compare(a.entry.Path, b.entry.Path), a.index-b.index,
	)
}

// regionHappenings are the timelines of a region: of what is real, then of exercises.
func (e *edition) regionHappenings(up string, term *site.Term) []HappeningList {
	var lists []HappeningList
	for _, drill := range []bool{false, true} {
		if events := e.happenings(up, e.toldOf(term, drill, eventsOfRegion)); len(events) > 0 {
			id := "events"
			if drill {
				id = "events_exercise"
			}
			lists = append(lists, HappeningList{ID: id, Drill: drill, Events: events})
		}
	}
	return lists
}
