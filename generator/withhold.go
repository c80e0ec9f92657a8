package generator

import (
	"cmp"
	"time"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// Policy decides what may be published. It is fixed for a build.
type Policy struct {
	Now      time.Time
	Zone     *time.Location // whose civil days an embargo or expiry without a time of day goes by
	Audience report.TLP     // the highest level that is published
	Drafts   bool           // drafts are in
}

// Reason says why a report is left out.
type Reason string

const (
	Draft      Reason = "draft"
	Embargoed  Reason = "embargoed"
	Expired    Reason = "expired"
	OverMarked Reason = "marked above the audience"
	Faulty     Reason = "has errors"
)

// Withheld is a report that is left out of the site.
type Withheld struct {
	File   string // content/reports/….md
	Path   string // of the bundle
	Lang   string // "" for the original
	Was    int    // of an earlier version of a report that is published, its number; else 0
	Page   string // where its page is or would be, in the published tree
	Title  string
	Reason Reason
	Until  time.Time // when the reason ends by itself; zero when it does not
	Detail string    // the level of an over-marked report
}

// withhold is the one place where a report is kept from the public. The header decides and nothing else; what it says is
// understood strictly before this is asked. A translation has its original's handling or a stricter one.
func (p Policy) withhold(r *report.Report) (Withheld, bool) {
	w := Withheld{File: r.File, Path: r.Path, Lang: r.Lang, Was: r.Was, Title: r.Title}
	switch {
	case r.Status == report.Draft && !p.Drafts:
		w.Reason = Draft
	case r.Embargo.Given && p.Now.Before(r.Embargo.Begin(p.Zone)):
		w.Reason, w.Until = Embargoed, r.Embargo.Begin(p.Zone)
	case r.Expires.Given && !p.Now.Before(r.Expires.Begin(p.Zone)):
		w.Reason = Expired
	case r.TLP.Above(p.Audience):
		w.Reason, w.Detail = OverMarked, string(r.TLP)
	default:
		return Withheld{}, false
	}
	return w, true
}

// turn is the next moment at which the policy judges a report otherwise: its embargo lifts, or it expires. It is zero when there
// is none.
func (p Policy) turn(r *report.Report) time.Time {
	w, withheld := p.withhold(r)
	switch {
	case withheld:
		return w.Until
	case r.Expires.Given:
		return r.Expires.Begin(p.Zone)
	}
	return time.Time{}
}

// same reports whether two policies differ in their time at most.
func (p Policy) same(q Policy) bool {
	p.Now, q.Now = time.Time{}, time.Time{}
	return p == q
}

// faulty is a report that is left out for its errors.
func faulty(r *report.Report) Withheld {
	return Withheld{File: r.File, Path: r.Path, Lang: r.Lang, Title: r.Title, Reason: Faulty}
}

// page is where a report's page is or would be in the published tree.
func (w Withheld) page(config site.Config) string {
	page := config.Prefix(w.Lang) + "reports/" + w.Path + ".html"
	if w.Was > 0 {
		return site.EarlierURL(page, w.Was)
	}
	return page
}

func compareWithheld(a, b Withheld) int {
	return cmp.Or(cmp.Compare(a.Reason, b.Reason), a.Until.Compare(b.Until), cmp.Compare(a.File, b.File))
}
