package lint

import (
	"maps"
	"slices"
	"sync"
	"time"

	"sitrep/generator/card"
	"sitrep/generator/diag"
	"sitrep/generator/site"
)

// Checked is a site with what the rules find in it, and with what the next check may take from it. It never changes.
type Checked struct {
	Findings []diag.Finding

	site     *site.Site
	now      time.Time
	archives bool
	actors   *spelling
	towns    *spelling
	reports  [][]*judged               // by tree, each by its entries
	runs     map[string]*run           // series, by key
	loose    map[string][]diag.Finding // of figures outside any series, by metric
	stale    map[string][]diag.Finding // of claims, by series
	open     map[string][]openClaim    // claims that nobody has settled, by series, the oldest first
}

// Check applies all rules at the time of the build. Two rules depend on it, so that their findings come and go with time alone:
// time/next-passed and source/unarchived. absent says why a source file that is a text is not published; it is asked by several
// goroutines at once. A former check may be given. It makes no difference but to the time: what it found is taken over
// where nothing has changed that a rule has looked at.
func Check(former *Checked, s *site.Site, now time.Time, absent func(file string) Absence) *Checked {
	if former == nil || former.site.Desk != s.Desk || now.Before(former.now) {
		former = &Checked{site: &site.Site{}}
	}
	k := &Checked{site: s, now: now, archives: archives(s), reports: make([][]*judged, len(s.Trees))}
	n := k.news(former)
	all := checks{site: s, now: now, absent: absent, archives: k.archives, actors: k.actors, towns: k.towns}
	all.claims = sync.OnceValue(func() map[string]bool { return claimIDs(s) })
	all.aliases = sync.OnceValue(func() map[string]*site.Entry { return aliasHolders(s) })
	all.cases = sync.OnceValue(card.NewCase)
	k.checkReports(&all, n)
	k.checkRuns(former, &all, n)
	k.checkLoose(former, &all, n)
	k.checkClaims(former, &all, n)
	return k
}

// checkReports judges the reports of which the news are, and all pages.
func (k *Checked) checkReports(all *checks, n *news) {
	for i, t := range k.site.Trees {
		judgements := k.reports[i]
		all.chunks(len(t.Entries), perChunk, func(c *checks, i int) {
			if j := judgements[i]; j == nil || n.concerns(t.Entries[i], j) {
				judgements[i] = c.judge(t.Entries[i])
			}
		})
		for _, j := range judgements {
			k.Findings = append(k.Findings, j.findings...)
		}
		k.Findings = append(k.Findings, all.chunks(len(t.Pages), perChunk, func(c *checks, i int) { c.page(t.Pages[i]) })...)
	}
}

// checkRuns judges the series of which the news are.
func (k *Checked) checkRuns(former *Checked, all *checks, n *news) {
	k.runs = cloned(former.runs)
	keys := slices.Sorted(maps.Keys(n.series))
	made := make([]*run, len(keys))
	all.chunks(len(keys), 1, func(c *checks, i int) { made[i] = c.runOf(keys[i]) })
	for i, r := range made {
		if k.runs[keys[i]] = r; r == nil {
			delete(k.runs, keys[i])
		}
	}
	own := *all
	for _, key := range slices.Sorted(maps.Keys(k.runs)) {
		r := k.runs[key]
		own.findings = append(own.findings, r.findings...)
		own.nextPassed(r, r.entries[0])
	}
	k.Findings = append(k.Findings, own.findings...)
}

// checkLoose judges the figures outside any series of which the news are.
func (k *Checked) checkLoose(former *Checked, all *checks, n *news) {
	k.loose = cloned(former.loose)
	metrics := slices.Sorted(maps.Keys(n.loose))
	found := make([][]diag.Finding, len(metrics))
	all.chunks(len(metrics), 1, func(c *checks, i int) {
		c.looseLines(metrics[i])
		found[i], c.findings = c.findings, nil
	})
	for i, metric := range metrics {
		k.loose[metric] = found[i]
	}
	for _, metric := range slices.Sorted(maps.Keys(k.loose)) {
		k.Findings = append(k.Findings, k.loose[metric]...)
	}
}

// checkClaims follows the claims of which the news are, and finds what is stale of all that are open.
func (k *Checked) checkClaims(former *Checked, all *checks, n *news) {
	k.open = cloned(former.open)
	ids := slices.Sorted(maps.Keys(n.claims))
	was, is := make([]openClaim, len(ids)), make([]openClaim, len(ids))
	all.chunks(len(ids), perChunk, func(c *checks, i int) {
		was[i], is[i] = (&checks{site: former.site}).openClaim(ids[i]), c.openClaim(ids[i])
	})
	more := map[string][]openClaim{}
	for i := range ids {
		more[is[i].series] = append(more[is[i].series], is[i])
		more[was[i].series] = append(more[was[i].series], nil...) // which may have one less
	}
	delete(more, "")
	for series, claims := range more {
		k.open[series] = mergeClaims(k.open[series], n.claims, claims)
	}
	k.stale = cloned(former.stale)
	for series := range n.series {
		more[series] = nil
	}
	for series := range more {
		k.stale[series] = all.staleClaims(k.open[series], k.runs[series])
	}
	for _, series := range slices.Sorted(maps.Keys(k.stale)) {
		k.Findings = append(k.Findings, k.stale[series]...)
	}
}

// cloned is a copy that may be written to.
func cloned[K comparable, V any](m map[K]V) map[K]V {
	if m == nil {
		return map[K]V{}
	}
	return maps.Clone(m)
}
