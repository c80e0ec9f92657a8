package lint

import (
	"fmt"

	"sitrep/generator/site"
	"sitrep/generator/vocabulary"
)

// actorNames counts how claims name those who make them.
func actorNames(s *site.Site) *spelling {
	used := map[string]int{}
	for _, t := range s.Trees {
		if len(t.Actors.Sorted) > 0 {
			originals(s, func(e *site.Entry) {
				for i := range e.Claims {
					used[e.Claims[i].By]++
				}
			})
			break
		}
	}
	return newSpelling(used)
}

// actorSpelling finds somebody whose name is spelt as nowhere else, next to a frequent spelling: claim/spelling. Who stands in
// actors.yaml may be called by any of the names there.
func (c *checks) actorSpelling(e *site.Entry) {
	for i := range e.Claims {
		by := e.Claims[i].By
		if by == "" {
			continue
		}
		id := c.site.Words.Actors.ID(by)
		if _, known := c.site.Words.Actors.Get(id); known {
			continue
		}
		usual := c.actors.frequent(by)
		if usual == "" || (vocabulary.IsID(by) || vocabulary.IsID(usual)) && vocabulary.Slug(by) == vocabulary.Slug(usual) {
			continue
		}
		c.warn(e, item("claims", i, "by"), "claim/spelling", fmt.Sprintf("%q is used %d×, %q %d×", by, c.actors.used[by], usual, c.actors.used[usual]),
			fmt.Sprintf("write %s; if it is somebody else, add both to content/actors.yaml", usual))
	}
}
