package layout

import (
	"cmp"

	"sitrep/generator/site"
)

// ClaimPeriod is a page of the claims that were first stated in a period and are open, or that were settled in it.
type ClaimPeriod struct {
	Frame   Frame
	Trail   []*Fragment // Link
	Drill   bool
	Of      string // whose claims these are, or of which region; empty: everybody's, and anywhere
	Closed  bool   // they were settled then
	Period  Date
	Open    []ClaimGroup
	Settled []ClaimRow // the latest first
	Periods []Link     // to the periods within this one, where it has too many claims for a page
}

// claimsWhole is how many claims are shown on one page: more are cut by the calendar.
const claimsWhole = 200

// claimPeriod is the claims of a ledger that were first stated, or settled, in a period. Where they are too many for a page they
// are on those of its parts, so that such a page changes only when another part comes or goes.
type claimPeriod struct {
	path   string // of the page
	period site.Period
	up     *claimPeriod // nil for a year
	claims []*site.Course
	parts  []*claimPeriod
}

// The beginnings of the names of the pages of periods.
const (
	openName    = "open-"
	settledName = "closed-"
)

// periods divides into years what a ledger shows only in part: open claims by when they were first stated, settled ones by when
// they were.
func (l *ledger) periods() (open, settled []*claimPeriod) {
	if len(l.open) > claimsWhole {
		open = cutClaims(l.folder+openName, nil, l.open, 0)
	}
	if len(l.settled) > settledShown {
		settled = cutClaims(l.folder+settledName, nil, l.settled, 0)
	}
	return open, settled
}

// cutClaims divides claims, which are in the order of their days, into years, months or days, and each of those that are too many
// for a page further down.
func cutClaims(name string, up *claimPeriod, claims []*site.Course, size int) []*claimPeriod {
	var list []*claimPeriod
	for len(claims) > 0 {
		period := periodOf(claims[0], size)
		n := 1
		for n < len(claims) && periodOf(claims[n], size) == period {
			n++
		}
		p := &claimPeriod{path: name + period.ISO(), period: period, up: up, claims: claims[:n]}
		if n > claimsWhole && size < aDay {
			p.parts = cutClaims(name, p, p.claims, size+1)
		}
		list, claims = append(list, p), claims[n:]
	}
	return list
}

// The sizes of periods.
const (
	aYear = iota
	aMonth
	aDay
)

// periodOf is that in which an open claim was first stated, or a settled one was settled.
func periodOf(c *site.Course, size int) site.Period {
	step := c.First()
	if !c.Open {
		step = c.Since()
	}
	p := site.Period{Year: step.Entry.Day.Year()}
	if size >= aMonth {
		p.Month = step.Entry.Day.Month()
	}
	if size >= aDay {
		p.Day = step.Entry.Day.Day()
	}
	return p
}

func (e *edition) toClaimPeriods(up string, periods []*claimPeriod) []Link {
	var links []Link
	for _, p := range periods {
		links = append(links, Link{Name: e.period(p.period).Words, Href: href(up, p.path+".html")})
	}
	return links
}

// claimPeriodPages are those of the periods of what everybody claims.
func (e *edition) claimPeriodPages() []page {
	const from = "the ledger of claims"
	a := e.account()
	return append(e.ledgerPages(&a.real, from), e.ledgerPages(&a.drill, from)...)
}

// ledgerPages are those of the periods of a ledger.
func (e *edition) ledgerPages(l *ledger, from string) []page {
	var pages []page
	var walk func(periods []*claimPeriod)
	walk = func(periods []*claimPeriod) {
		for _, p := range periods {
			pages = append(pages, page{p.path + ".html", from, "claimperiod.html", e, func(path string) any { return e.claimPeriodPage(path, l, p) }})
			walk(p.parts)
		}
	}
	open, settled := l.periods()
	walk(open)
	walk(settled)
	return pages
}

func (e *edition) claimPeriodPage(path string, l *ledger, p *claimPeriod) any {
	v := &ClaimPeriod{Drill: l.drill, Closed: !p.claims[0].Open, Period: e.period(p.period)}
	title := e.get("ledger.still-open")
	if v.Closed {
		title = e.get("ledger.closed")
	}
	title = e.titled(title, v.Period.Words)
	if l.actor != nil || l.region != nil {
		v.Of = cmp.Or(l.actor, l.region).Name
		title = e.titled(v.Of, title)
	}
	v.Trail = append(e.ledgerTrail(l), e.claimTrail(p.up)...)
	v.Frame = e.frame(path, inClaims, title, "")
	up := v.Frame.Up
	switch {
	case len(p.parts) > 0:
		v.Periods = e.toClaimPeriods(up, p.parts)
	case v.Closed:
		v.Settled = e.claimRows(up, p.claims)
	default:
		v.Open = e.claimGroups(up, "open", p.claims, len(p.claims))
	}
	return v
}

// ledgerTrail leads from the ledger of all claims down to one.
func (e *edition) ledgerTrail(l *ledger) []*Fragment {
	if l.actor != nil {
		return []*Fragment{e.sections[inClaims], e.sections[inActors], e.toTerm(l.actor)}
	}
	return e.claimRegionTrail(l.region)
}

// claimTrail leads from a year down to a period.
func (e *edition) claimTrail(p *claimPeriod) []*Fragment {
	if p == nil {
		return nil
	}
	return append(e.claimTrail(p.up), e.link(e.period(p.period).Words, p.path))
}
