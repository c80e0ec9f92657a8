package layout

import (
	"sitrep/generator/graphic"
	"sitrep/generator/site"
)

// reportMap is where the events of a report happened, with the places of its figures and its regions; nil where there is nothing that
// a map would say better than a name.
func (e *edition) reportMap(up string, r *site.Entry) *MapView {
	s := &locations{edition: e}
	for i := range r.Events {
		s.event(&r.Events[i])
	}
	for i := range r.Figures {
		s.named(r.Figures[i].Place, graphic.Counted)
	}
	if s.of(graphic.Happened) == 0 && s.of(graphic.Counted) < 2 {
		return nil
	}
	for _, id := range r.Regions {
		s.named(id, graphic.Spoken)
	}
	return s.view("report_map_drawing", up)
}

// seriesMap is where the latest events of a series happened.
func (e *edition) seriesMap(up string, events []told) *MapView {
	s := &locations{edition: e}
	for _, t := range events {
		s.event(t.event())
	}
	return s.view("map_drawing", up)
}

// regionsOnMap is how many regions it takes for a map of a region not to go further down.
const regionsOnMap = 24

// regionMap is a region with the regions in it, and where the latest real events there happened.
func (e *edition) regionMap(up string, term *site.Term) *MapView {
	s := &locations{edition: e}
	for _, t := range e.toldOf(term, false, eventsOfRegion) {
		if s.site.Lies(t.event(), term.ID) {
			s.event(t.event())
		}
	}
	level := []*site.Term{term}
	for len(level) > 0 && s.of(graphic.Spoken) < regionsOnMap {
		var below []*site.Term
		for _, t := range level {
			s.named(t.ID, graphic.Spoken)
			below = append(below, t.Children...)
		}
		level = below
	}
	return s.view("map_drawing", up)
}
