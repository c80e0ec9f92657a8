package lint

import (
	"fmt"

	"sitrep/generator/site"
)

// The least and the most highlights that a reader takes in (domain.md d1: two to five sentences).
const (
	leastHighlights = 2
	mostHighlights  = 5
)

// highlights finds highlights that are too few or too many: report/highlights.
func (c *checks) highlights(e *site.Entry) {
	n := len(e.Highlights)
	if n == 0 || n >= leastHighlights && n <= mostHighlights || !e.Places.Has("highlights") {
		return
	}
	hint := "keep the two to five that a reader must not miss"
	if n < leastHighlights {
		hint = "add another one, or put the sentence into summary"
	}
	c.warn(e, "highlights", "report/highlights", fmt.Sprintf("%d highlights; two to five are read", n), hint)
}
