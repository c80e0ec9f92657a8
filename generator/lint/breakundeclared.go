package lint

import (
	"cmp"
	"fmt"

	"sitrep/generator/site"
	"sitrep/generator/vocabulary"
)

// breakUndeclared finds a figure that counts in another unit than the one before it on its line, where figures.yaml knows of no
// break: figure/break-undeclared.
func (l *line) breakUndeclared(before, now site.Point, _ *site.Point) *slip {
	was, is := cmp.Or(before.Unit, l.metric.Unit), cmp.Or(now.Unit, l.metric.Unit)
	if was == is || was == "" || is == "" || vocabulary.Fold(was) == vocabulary.Fold(is) {
		return nil
	}
	return &slip{"unit", "figure/break-undeclared", fmt.Sprintf("%s counts %s, and in %s it counted %s", now.ID, is, before.Entry.Path, was),
		fmt.Sprintf("keep the unit; when the definition has changed, add to %s in figures.yaml breaks: [{from: %s, note: …}]", now.ID, now.At)}
}
