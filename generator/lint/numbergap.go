package lint

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"sitrep/generator/site"
)

// mostMissing is how many missing numbers are looked at, as in site.Gaps.
const mostMissing = 50

// numberGap finds numbers that a series misses before a report: series/number-gap. Those that site.yaml lists as gaps are known.
func (c *checks) numberGap(r *run, before, e *site.Entry) {
	var missing []string
	for n := before.Number + 1; n < e.Number && len(missing) < mostMissing; n++ {
		if !slices.Contains(r.Gaps, n) {
			missing = append(missing, strconv.Itoa(n))
		}
	}
	if len(missing) == 0 {
		return
	}
	what := "number " + missing[0] + " is"
	if last := len(missing) - 1; last > 0 {
		what = fmt.Sprintf("numbers %s to %d are", missing[0], e.Number-1)
	}
	c.warn(e, "number", "series/number-gap", fmt.Sprintf("%s missing before number %d: the report before it is number %d, %s", what, e.Number, before.Number, before.Path),
		fmt.Sprintf("write the next number, or say in site.yaml what was never published: series: {%s: {gaps: [%s]}}", r.Key, strings.Join(missing, ", ")))
}
