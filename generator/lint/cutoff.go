package lint

import (
	"fmt"
	"time"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// cutoff finds data that are as of a time after the report was published, or after the period that it covers: time/cutoff. (Where no
// time zone could make it right, it is an error of the header.)
func (c *checks) cutoff(e *site.Entry) {
	if !e.Cutoff.Given {
		return
	}
	cutoff := e.Cutoff.Begin(c.site.Config.Zone())
	switch {
	case e.Published.Given && cutoff.After(c.end(e.Published)):
		c.warn(e, "cutoff", "time/cutoff", fmt.Sprintf("the cut-off, %s, is after the report was published: %s", e.Cutoff, e.Published), "nothing later than the cut-off is in a report: check both times")
	case e.Period.To.Given && cutoff.After(c.end(e.Period.To)):
		c.warn(e, "cutoff", "time/cutoff", fmt.Sprintf("the cut-off, %s, is after the period ends: %s", e.Cutoff, e.Period.To), "nothing later than the cut-off is in a report: let the period reach as far, or correct the cut-off")
	}
}

// end is the last instant that a moment stands for: that of a day is the midnight after it.
func (c *checks) end(m report.Moment) time.Time {
	begin := m.Begin(c.site.Config.Zone())
	if !m.Clock {
		begin = begin.AddDate(0, 0, 1)
	}
	return begin
}
