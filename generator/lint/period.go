package lint

import (
	"fmt"
	"time"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// period finds a report whose period does not begin where that of the report before it ends: period/gap, period/overlap. A period
// that ends on a day may be followed by one that begins on that day or on the next. Roll-ups, flashes and special reports cover
// what they please; where numbers are missing, so is their time.
func (c *checks) period(before, e *site.Entry) {
	from, to := e.Period.From, before.Period.To
	if !from.Given || !to.Given || !alike(before, e) || replaces(e, before) || !continues(before, e) {
		return
	}
	begin, end := from.Begin(c.site.Config.Zone()), to.Begin(c.site.Config.Zone())
	if begin.Before(end) && !(to.Clock && !from.Clock && begin.AddDate(0, 0, 1).After(end)) {
		c.warn(e, "period.from", "period/overlap", fmt.Sprintf("the period begins at %s, before that of %s ends: %s", from, before.Path, to),
			fmt.Sprintf("write from: %s, or say in the report which days are counted twice", to))
		return
	}
	if !to.Clock {
		end = end.AddDate(0, 0, 1)
	}
	if begin.Sub(end) > slack {
		c.warn(e, "period.from", "period/gap", fmt.Sprintf("nothing covers the time from %s, where the period of %s ends, to %s", to, before.Path, from),
			fmt.Sprintf("write from: %s", to))
	}
}

// slack is for periods that end at 23:59 and begin at 00:00.
const slack = time.Minute

// continues reports whether a report takes up where another one ended.
func continues(before, e *site.Entry) bool {
	return plain(before) && plain(e) && before.Phase != report.Final && e.Phase != report.Initial &&
		(before.Number == 0 || e.Number == 0 || e.Number == before.Number+1)
}

func plain(e *site.Entry) bool {
	return e.Type == "" || e.Type == report.Sitrep || e.Type == report.NoChange
}
