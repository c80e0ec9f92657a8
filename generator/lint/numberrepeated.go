package lint

import (
	"fmt"

	"sitrep/generator/site"
)

// numberRepeated finds a report with the number of another one in its series: series/number-repeated. A report that supersedes the
// other may have its number, and so may one beside a retracted one.
func (c *checks) numberRepeated(before, e *site.Entry) {
	if before.Number != e.Number || !alike(before, e) || replaces(e, before) || replaces(before, e) {
		return
	}
	c.warn(e, "number", "series/number-repeated", fmt.Sprintf("number %d is that of %s, too", e.Number, before.Path),
		"give the next free number; a report that takes the place of the other one says so: supersedes: ["+before.Path+"]")
}
