package feed

import (
	"time"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// published is when a report was there for its readers first: when its header says so, else at the beginning of its day, or when an
// embargo was lifted after that.
func (d *desk) published(e *site.Entry) time.Time {
	zone := d.Config.Zone()
	if e.Published.Given {
		return e.Published.Begin(zone)
	}
	at := e.Date.Begin(zone)
	if e.Embargo.Given && e.Embargo.Begin(zone).After(at) {
		at = e.Embargo.Begin(zone)
	}
	return at
}

// updated is when a report was last changed in a way that its readers are to notice (RFC 4287, section 4.2.15): by its header or by a
// revision that is not editorial.
func (d *desk) updated(e *site.Entry) time.Time {
	if e.Status == report.Retracted {
		return later(d.published(e), e.Retraction.Date.Begin(d.Config.Zone()))
	}
	at := d.revised(e, len(e.Revisions))
	if said := e.Updated.Begin(d.Config.Zone()); e.Updated.Given && said.After(at) {
		at = said
	}
	return at
}

// revised is when a report was changed by the last of its first n revisions. Each that is not editorial moves it, if only by a second: a
// day has no time, and may be the one on which the report came.
func (d *desk) revised(e *site.Entry, n int) time.Time {
	at := d.published(e)
	for i := range n {
		if r := &e.Revisions[i]; r.Kind != report.Editorial {
			at = later(at, r.Date.Begin(d.Config.Zone()))
		}
	}
	return at
}

// later is a time that something happened at after what was before, if only by a second.
func later(before, at time.Time) time.Time {
	if at.After(before) {
		return at
	}
	return before.Add(time.Second)
}

// stamp is a time as feeds write it (RFC 4287, section 3.3; RFC 3339).
func (d *desk) stamp(t time.Time) string { return t.In(d.Config.Zone()).Format(time.RFC3339) }
