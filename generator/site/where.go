package site

import (
	"math"
	"slices"

	"sitrep/generator/gazetteer"
	"sitrep/generator/report"
)

// Where is a place on earth, told no more exactly than it is known and may be.
type Where struct {
	Lat, Lon float64 // degrees, WGS 84
	Within   float64 // kilometres around it in which it may be; 0: it is a point
	Region   string  // the id of the region whose point it is; "" where a report gives coordinates
}

// How far from its place something may be, in kilometres, when its place is near or somewhere in a region (precision 2 and 3). No
// coordinate is rounded by more than that.
const (
	near      = 10
	somewhere = 80
)

// WhereOf is where an event happened; false where nobody could say it on a map. Its coordinates are no more exact than it says they
// are: two decimals, one when it is near, none when it is somewhere around.
func (s *Site) WhereOf(ev *report.Event) (Where, bool) {
	var w Where
	if len(ev.At) == 2 {
		round := math.Pow(10, float64(2-max(0, ev.Precision-1)))
		w.Lat, w.Lon = math.Round(ev.At[0]*round)/round, math.Round(ev.At[1]*round)/round
	} else {
		known := false
		if w, known = s.WhereIs(ev.Place, ev.Precision == 0 || ev.Precision == 3); !known {
			return w, false
		}
	}
	switch ev.Precision {
	case 2:
		w.Within = near
	case 3:
		w.Within = somewhere
	}
	return w, true
}

// WhereIs is where a region is, by whatever name; false when that is not known. Of something that is somewhere in it (vague), that would
// take a region smaller than a country, and a province is no point.
func (s *Site) WhereIs(name string, vague bool) (Where, bool) {
	id, _, ok := s.Regions.Resolve(name)
	if !ok || name == "" {
		return Where{}, false
	}
	region, _ := s.Regions.Get(id)
	if region.At == nil || vague && (region.Kind == gazetteer.Country || region.Kind == gazetteer.Area) {
		return Where{}, false
	}
	w := Where{Lat: region.At[0], Lon: region.At[1], Region: id}
	if vague && region.Kind == gazetteer.Subdivision {
		w.Within = somewhere
	}
	return w, true
}

// Lies reports whether an event happened in a region or, for all that is said, may have.
func (s *Site) Lies(ev *report.Event, region string) bool {
	if ev.Place == "" {
		return true
	}
	id, _, ok := s.Regions.Resolve(ev.Place)
	if !ok {
		return false
	}
	if id == region {
		return true
	}
	for _, above := range s.Regions.Ancestors(id) {
		if above == region {
			return true
		}
	}
	return false
}

// PlacesOf are the regions that a report gives figures of, as far as the site knows where they are, by id.
func (s *Site) PlacesOf(e *Entry) []string {
	var ids []string
	for i := range e.Figures {
		if w, known := s.WhereIs(e.Figures[i].Place, false); known && !slices.Contains(ids, w.Region) {
			ids = append(ids, w.Region)
		}
	}
	return ids
}

// placed reports whether a report says something that a map would say better than a name: the same that gives its page a map, and events
// that have no place on one.
func (s *Site) placed(e *Entry) bool {
	return e.Status != report.Retracted && (len(e.Events) > 0 || len(s.PlacesOf(e)) > 1)
}
