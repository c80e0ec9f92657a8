package generator

import (
	"cmp"
	"path"
	"strings"
	"time"

	"sitrep/generator/output"
	"sitrep/generator/report"
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
	Page   string // where its page is or would be, in the published tree
	Title  string
	Reason Reason
	Until  time.Time // when the reason ends by itself; zero when it does not
	Detail string    // the level of an over-marked report
}

// withhold is the one place where a report is kept from the public. The header decides and nothing else; what it says is
// understood strictly before this is asked. A translation has its original's handling or a stricter one.
func (p Policy) withhold(r *report.Report) (Withheld, bool) {
	w := Withheld{File: r.File, Path: r.Path, Lang: r.Lang, Title: r.Title}
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

// Exposed lists the published files that belong to a report that is withheld by now, or to its bundle, by path.
func Exposed(withheld []Withheld, published *output.Manifest) []string {
	paths := map[string]bool{}
	for _, w := range withheld {
		paths["reports/"+w.Path] = true
	}
	var exposed []string
	for _, e := range published.Entries {
		address := e.Path
		if i := strings.Index(address, "reports/"); i > 0 && !strings.Contains(address[:i-1], "/") {
			address = address[i:] // below a language
		}
		for folder := address; folder != "."; folder = path.Dir(folder) {
			if paths[strings.TrimSuffix(folder, ".html")] {
				exposed = append(exposed, e.Path)
				break
			}
		}
	}
	return exposed
}

func compareWithheld(a, b Withheld) int {
	return cmp.Or(cmp.Compare(a.Reason, b.Reason), a.Until.Compare(b.Until), cmp.Compare(a.File, b.File))
}
