package lint

import (
	"fmt"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// nextPassed finds a series whose next report is late: time/next-passed, on its latest report. It comes by itself as time goes by.
func (c *checks) nextPassed(r *run, latest *site.Entry) {
	if !latest.Next.Given || latest.Phase == report.Final || latest.Status == report.Retracted || c.now.Before(c.site.DueBy(latest.Next)) {
		return
	}
	c.warn(latest, "next", "time/next-passed", fmt.Sprintf("the next report of %s was due %s, and there is none", r.Key, latest.Next),
		"publish it, if only as type: no-change; when the series has ended, write phase: final")
}
