package lint

import (
	"fmt"
	"slices"
	"strings"

	"sitrep/generator/site"
)

// placeNames counts, by its name, how many reports are about each region.
func placeNames(s *site.Site) map[string]int {
	used := map[string]int{}
	for _, t := range s.Trees {
		for _, term := range t.Regions.Sorted {
			name := s.Regions.NameIn(term.ID, s.Config.Default())
			used[name] = max(used[name], term.List.Size)
		}
	}
	return used
}

// placeSpelling finds a place that no other report is about, and that is one letter from one that many are: place/spelling. It is a
// place of the gazetteer, and perhaps not the one that was meant.
func (c *checks) placeSpelling(e *site.Entry) {
	for i, name := range e.Report.Regions {
		c.placeNear(e, name, "regions", i, "")
	}
	for i := range e.Figures {
		c.placeNear(e, e.Figures[i].Place, "figures", i, "place")
	}
	for i := range e.Claims {
		c.placeNear(e, e.Claims[i].Place, "claims", i, "place")
	}
	for i := range e.Events {
		c.placeNear(e, e.Events[i].Place, "events", i, "place")
	}
}

func (c *checks) placeNear(e *site.Entry, name, list string, i int, key string) {
	if name == "" {
		return
	}
	near, known := c.near[name]
	if !known {
		near = c.nearTo(name)
		c.near[name] = near
	}
	if near.rare != "" {
		c.need(thePlace, near.rare)
	}
	if near.fault != "" {
		c.warn(e, strings.TrimSuffix(item(list, i, key), "."), "place/spelling", near.fault, "check which one is meant")
	}
}

// nearness is what spelling has to say of a place.
type nearness struct {
	rare  string // its name, where not many reports are about it
	fault string // which frequent place its name is near; "" where there is none
}

func (c *checks) nearTo(name string) nearness {
	id, _, ok := c.site.Regions.Resolve(name)
	if !ok || len(c.towns.known) == 0 {
		return nearness{} // where there is no such place, that is an error of its own
	}
	own := c.site.Regions.NameIn(id, c.site.Config.Default())
	if c.towns.used[own] >= often {
		return nearness{}
	}
	return nearness{own, c.usualPlace(id, own)}
}

// usualPlace says which frequent place a name is one letter from. What lies in the other, or is called the same, is meant.
func (c *checks) usualPlace(id, own string) string {
	usual := c.towns.frequent(own)
	if usual == "" || letters(usual) == letters(own) {
		return ""
	}
	other, _, ok := c.site.Regions.Resolve(usual)
	if !ok || other == id || slices.Contains(c.site.Regions.Ancestors(id), other) || slices.Contains(c.site.Regions.Ancestors(other), id) {
		return ""
	}
	return fmt.Sprintf("%s (%s) is named here, and %s (%s) in many reports", own, id, usual, other)
}
