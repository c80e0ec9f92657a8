package lint

import (
	"fmt"

	"sitrep/generator/site"
)

// translationBehind finds a translation that follows an older version of its original: translation/behind. One that does not say
// which version it follows follows the first.
func (c *checks) translationBehind(original, e *site.Entry) {
	follows, version := max(1, e.Translates), max(1, original.Version)
	if follows >= version {
		return
	}
	at := "translates"
	if !e.Places.Has(at) {
		at = "title"
	}
	c.warn(e, at, "translation/behind", fmt.Sprintf("the translation follows version %d, and %s is version %d", follows, original.File, version),
		fmt.Sprintf("translate what was changed, then write translates: %d", version))
}
