package lint

import (
	"fmt"

	"sitrep/generator/site"
	"sitrep/generator/vocabulary"
)

// countActors adds to the counts of how claims name those who make them what the report of a path says, in its original.
func countActors(used map[string]int, s *site.Site, path string, by int) {
	for _, e := range s.Versions(path) {
		for i := 0; i < len(e.Claims) && s.Original(e) == e; i++ {
			used[e.Claims[i].By] += by
		}
	}
}

// actorSpelling finds somebody whose name is spelt as nowhere else, next to a frequent spelling: claim/spelling. Who stands in
// actors.yaml may be called by any of the names there.
func (c *checks) actorSpelling(e *site.Entry) {
	for i := range e.Claims {
		by := e.Claims[i].By
		if by == "" || c.actors.used[by] >= often {
			continue
		}
		c.need(theActor, by)
		usual := c.actors.frequent(by)
		if _, listed := c.site.Words.Actors.Get(c.site.Words.Actors.ID(by)); usual == "" || listed || (vocabulary.IsID(by) || vocabulary.IsID(usual)) && vocabulary.Slug(by) == vocabulary.Slug(usual) {
			continue
		}
		c.warn(e, item("claims", i, "by"), "claim/spelling", fmt.Sprintf("%q is rare, and %q is used often", by, usual),
			fmt.Sprintf("write %s; if it is somebody else, add both to content/actors.yaml", usual))
	}
}
