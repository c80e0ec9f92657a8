package lint

import (
	"fmt"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// cutoff finds data that are as of a time after the report was published, or after the period that it covers: time/cutoff. (Where no
// time zone could make it right, it is an error of the header.)
func (c *checks) cutoff(e *site.Entry) {
	if !e.Cutoff.Given {
		return
	}
	switch {
	case e.Published.Given && c.later(e.Cutoff, e.Published):
		c.warn(e, "cutoff", "time/cutoff", fmt.Sprintf("the cut-off, %s, is after the report was published: %s", e.Cutoff, e.Published), "nothing later than the cut-off is in a report: check both times")
	case e.Period.To.Given && c.later(e.Cutoff, e.Period.To):
		c.warn(e, "cutoff", "time/cutoff", fmt.Sprintf("the cut-off, %s, is after the period ends: %s", e.Cutoff, e.Period.To), "nothing later than the cut-off is in a report: let the period reach as far, or correct the cut-off")
	}
}

// later reports whether a moment is after all of another one.
func (c *checks) later(m, than report.Moment) bool {
	zone := c.site.Config.Zone()
	if begin := m.Begin(zone); than.Clock {
		return begin.After(than.Time())
	} else if end := than.Begin(zone).AddDate(0, 0, 1); m.Clock {
		return begin.After(end)
	} else {
		return !begin.Before(end)
	}
}
