package lint

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"sitrep/generator/diag"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// A claim is stale that nobody has settled for so many reports of its series, or so many days of it. mostStale bounds how many are
// told of in one series, the oldest first: the ledger has them all.
const (
	staleReports = 5
	staleDays    = 30
	mostStale    = 10
)

// openClaim is a claim that nobody has settled: where it is stated last, and where it got its status.
type openClaim struct {
	id          string // that of a drill apart
	series      string // of its last statement; "" for a claim that is settled or outside a series
	last, since *site.Entry
	status      report.ClaimStatus
}

// openClaim follows a claim through the reports, each in its original.
func (c *checks) openClaim(id string) openClaim {
	o, plain := openClaim{id: id}, strings.TrimPrefix(id, site.Drill)
	for _, e := range slices.Backward(c.statements(id)) {
		i := slices.IndexFunc(e.Claims, func(c report.Claim) bool { return c.ID == plain })
		if i < 0 {
			continue
		}
		if o.since == nil || o.status != e.Claims[i].Status {
			o.since, o.status = e, e.Claims[i].Status
		}
		o.last = e
	}
	if o.last != nil && site.Open(o.status) {
		o.series = o.last.Series
	}
	return o
}

// statements are the reports that state a claim, the latest first.
func (c *checks) statements(id string) []*site.Entry {
	var list []*site.Entry
	for _, t := range c.site.Trees {
		if term := t.Claims.Get(id); term != nil {
			for _, e := range term.Reports() {
				list = append(list, c.original(e))
			}
		}
	}
	slices.SortFunc(list, latestFirst)
	return slices.Compact(list)
}

// mergeClaims are the open claims of a series, the oldest first, with others in the place of those that have changed.
func mergeClaims(former []openClaim, changed map[string]bool, more []openClaim) []openClaim {
	list := slices.Clone(more)
	for _, o := range former {
		if !changed[o.id] {
			list = append(list, o)
		}
	}
	slices.SortFunc(list, func(a, b openClaim) int {
		return cmp.Or(cmp.Compare(a.since.Date.Unix, b.since.Date.Unix), cmp.Compare(a.id, b.id))
	})
	return list
}

// staleClaims finds claims of a series that stay open while it goes on: claim/stale, where they are stated last. A claim outside a
// series, or in one that has ended, waits for nobody. Of two claims the older one is at least as stale.
func (c *checks) staleClaims(open []openClaim, r *run) []diag.Finding {
	own := checks{}
	if r == nil || r.entries[0].Phase == report.Final {
		return nil
	}
	for _, o := range open[:min(len(open), mostStale)] {
		if reports, days := r.since(o.since); reports < staleReports && (reports == 0 || days < staleDays) {
			break
		}
		own.tellStale(o, r)
	}
	return own.findings
}

// since counts the reports of a series after one, and the days from that one to the last.
func (r *run) since(e *site.Entry) (reports, days int) {
	reports = sort.Search(len(r.entries), func(i int) bool { return r.entries[i].Date.Unix <= e.Date.Unix })
	return reports, int(r.entries[0].Day.Sub(e.Day) / (24 * time.Hour))
}

func (c *checks) tellStale(o openClaim, r *run) {
	status := string(cmp.Or(o.status, "open"))
	reports, days := r.since(o.since)
	plain := strings.TrimPrefix(o.id, site.Drill)
	i := slices.IndexFunc(o.last.Claims, func(c report.Claim) bool { return c.ID == plain })
	c.warn(o.last, item("claims", i, "status"), "claim/stale", fmt.Sprintf("%s has been %s since %s; %d reports and %d days have passed in its series",
		plain, status, o.since.Path, reports, days), "state it in the next report with what is known by now, and why: status, basis")
}
