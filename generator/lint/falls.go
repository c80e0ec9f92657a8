package lint

import (
	"fmt"

	"sitrep/generator/site"
)

// falls finds a cumulative figure that is less than the one before it on its line, without a note: figure/falls. ICS-209 asks for an
// explanation of every reduction in its block 47.
func (l *line) falls(before, now site.Point, _ *site.Point) *slip {
	if l.metric.Kind != "cumulative" || now.Note != "" || highest(now.Figure) >= lowest(before.Figure) {
		return nil
	}
	was, _ := number(before.Figure)
	is, at := number(now.Figure)
	return &slip{at, "figure/falls", fmt.Sprintf("%s is cumulative and falls from %s in %s to %s", now.ID, was, before.Entry.Path, is),
		"check the number; when it was revised, say why in note"}
}
