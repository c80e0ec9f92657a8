package layout

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// ClaimRow is a claim as lists show it.
type ClaimRow struct {
	Href        template.URL
	Text        string
	In          *Tongue // of the text
	Status      Word
	By          Link // without an address where the actor has no page; the zero Link: nobody is named
	Grade       string
	Place       string
	Since       Date // when it got its status
	First, Last ReportRef
	Once        bool // these are the same
	Rivals      []Link
}

// ReportRef leads to a report from a line of a table.
type ReportRef struct {
	Href   template.URL
	Title  string
	Number int    // in its series; 0: none
	Called string // in words; empty without a number
	Date   Date
	In     *Tongue
}

// Ledger is claims.html: what is claimed, and what became of it.
type Ledger struct {
	Frame  Frame
	Actors template.URL // empty: nobody is named as making a claim
	Parts  []LedgerPart // of what is real, then of exercises
}

// LedgerPart is the claims of the ledger that are real, or those of exercises.
type LedgerPart struct {
	ID      string // begins the ids of its groups
	Drill   bool
	Size    int        // how many are open
	Oldest  *ReportRef // that first told of the oldest open one
	Open    []ClaimGroup
	Settled []ClaimRow // the latest
	Years   []Link     // to all that are settled, where these are not
}

// ClaimGroup is the open claims of one status, oldest first.
type ClaimGroup struct {
	ID     string
	Status Word
	Size   int
	Claims []ClaimRow
}

// SettledYear is a page of the claims that were settled in a year.
type SettledYear struct {
	Frame  Frame
	Trail  []*Fragment // Link
	Drill  bool
	Title  string
	Claims []ClaimRow // the latest first
}

// How many claims a page lists that does not list all.
const (
	settledShown = 20
	openShown    = 20
)

// account is what became of the claims of an edition, as Tree.Ledger has it.
type account struct {
	all         []site.Course
	real, drill []*site.Course
	rank        map[string]int // where a claim stands among all
}

func newAccount(t *site.Tree) *account {
	a := &account{all: t.Ledger(t.Claims.Sorted)}
	a.rank = make(map[string]int, len(a.all))
	for i := range a.all {
		c := &a.all[i]
		a.rank[c.ID] = i
		if isDrill(c.ID) {
			a.drill = append(a.drill, c)
		} else {
			a.real = append(a.real, c)
		}
	}
	return a
}

// course is what became of a claim; nil when no report states it.
func (a *account) course(id string) *site.Course {
	if i, known := a.rank[id]; known {
		return &a.all[i]
	}
	return nil
}

func isDrill(id string) bool { return strings.HasPrefix(id, site.Drill) }

// settled are the claims among some that are not open, the latest first.
func settled(claims []*site.Course) []*site.Course {
	i := slices.IndexFunc(claims, func(c *site.Course) bool { return !c.Open })
	if i < 0 {
		return nil
	}
	return claims[i:]
}

func (e *edition) ledgerPage(path string) any {
	v := &Ledger{Frame: e.frame(path, inClaims, e.get("nav.claims"), e.get("ledger.text"))}
	up, a := v.Frame.Up, e.account()
	if len(e.tree.Actors.Sorted) > 0 {
		v.Actors = href(up, e.tree.Prefix+inActors+".html")
	}
	if len(a.real) > 0 {
		v.Parts = append(v.Parts, e.ledgerPart(up, a.real, false))
	}
	if len(a.drill) > 0 {
		v.Parts = append(v.Parts, e.ledgerPart(up, a.drill, true))
	}
	return v
}

func (e *edition) ledgerPart(up string, claims []*site.Course, drill bool) LedgerPart {
	done := settled(claims)
	open := claims[:len(claims)-len(done)]
	p := LedgerPart{ID: "ledger", Drill: drill, Size: len(open), Settled: e.claimRows(up, done[:min(settledShown, len(done))])}
	if drill {
		p.ID = "ledger_exercise"
	}
	if len(open) > 0 {
		first := e.ref(up, open[0].First().Entry)
		p.Oldest = &first
	}
	for _, status := range openStatuses() {
		of := having(open, status)
		if len(of) > 0 {
			word := e.status(status)
			p.Open = append(p.Open, ClaimGroup{ID: p.ID + "_" + word.Key, Status: word, Size: len(of), Claims: e.claimRows(up, of)})
		}
	}
	for _, y := range e.settledYears(claims) {
		p.Years = append(p.Years, Link{Name: e.locale.Year(y.year), Href: href(up, e.settledPath(y.year, drill))})
	}
	return p
}

// openStatuses are those of claims that nobody has settled, the most contested first.
func openStatuses() []report.ClaimStatus {
	return []report.ClaimStatus{report.Disputed, report.Doubtful, report.Unverified, report.Claimed, ""}
}

// having lists the claims that have a status now.
func having(claims []*site.Course, status report.ClaimStatus) []*site.Course {
	var list []*site.Course
	for _, c := range claims {
		if c.Last().Status == status {
			list = append(list, c)
		}
	}
	return list
}

// status is how sure a claim is, in a word; of one whose report does not say, too.
func (e *edition) status(status report.ClaimStatus) Word {
	if status == "" {
		return Word{Key: "none", Word: e.get("ledger.unstated")}
	}
	return *e.word("status", string(status))
}

// settledYear is the claims that were settled in a year, the latest first.
type settledYear struct {
	year   int
	claims []*site.Course
}

// settledYears divides the claims that were settled, where they are more than the ledger shows.
func (e *edition) settledYears(claims []*site.Course) []settledYear {
	done := settled(claims)
	if len(done) <= settledShown {
		return nil
	}
	var years []settledYear
	for _, c := range done {
		year := c.Since().Entry.Day.Year()
		if len(years) == 0 || years[len(years)-1].year != year {
			years = append(years, settledYear{year: year})
		}
		last := &years[len(years)-1]
		last.claims = append(last.claims, c)
	}
	return years
}

// settledName begins the names of the pages of what was settled in a year.
const settledName = "closed-"

func (e *edition) settledPath(year int, drill bool) string {
	folder := e.tree.Prefix + inClaims + "/"
	if drill {
		folder += site.Drill
	}
	return folder + settledName + strconv.Itoa(year) + ".html"
}

// settledPages are those of the years in which claims were settled.
func (e *edition) settledPages() []page {
	if len(e.tree.Claims.Sorted) <= settledShown {
		return nil
	}
	var pages []page
	for _, drill := range []bool{false, true} {
		claims := e.account().real
		if drill {
			claims = e.account().drill
		}
		for _, y := range e.settledYears(claims) {
			pages = append(pages, page{e.settledPath(y.year, drill), "the ledger of claims", "closed.html", e, func(path string) any {
				return e.settledPage(path, y, drill)
			}})
		}
	}
	return pages
}

func (e *edition) settledPage(path string, y settledYear, drill bool) any {
	title := e.pattern("ledger.year", "year", e.locale.Year(y.year))
	v := &SettledYear{Frame: e.frame(path, inClaims, title, ""), Trail: []*Fragment{e.sections[inClaims]}, Drill: drill, Title: title}
	v.Claims = e.claimRows(v.Frame.Up, y.claims)
	return v
}

func (e *edition) claimRows(up string, claims []*site.Course) []ClaimRow {
	rows := make([]ClaimRow, len(claims))
	for i, c := range claims {
		rows[i] = e.claimRow(up, c)
	}
	return rows
}

func (e *edition) claimRow(up string, c *site.Course) ClaimRow {
	last := c.Last()
	row := ClaimRow{
		Href: e.toClaim(up, c.ID), Text: c.Text, In: e.tongue(c.Lang), Status: e.status(last.Status), By: e.toActor(up, isDrill(c.ID), last.By), Grade: last.Grade,
		Place: e.place(last.Place), Since: e.shortDay(c.Since().Entry.Day), First: e.ref(up, c.First().Entry), Last: e.ref(up, last.Entry),
		Once: c.First().Entry == last.Entry,
	}
	for _, id := range c.Rivals {
		if rival := e.account().course(id); rival != nil {
			row.Rivals = append(row.Rivals, Link{Name: shorten(rival.Text, rivalRunes), Href: e.toClaim(up, id), In: e.tongue(rival.Lang)})
		}
	}
	return row
}

// rivalRunes is how much of a claim is shown where it is only named.
const rivalRunes = 100

// toClaim leads to a claim's own page; nowhere where no standing report states it.
func (e *edition) toClaim(up, id string) template.URL {
	if term := e.tree.Claims.Get(id); term != nil {
		return href(up, term.List.Path+".html")
	}
	return ""
}

// toActor leads to whoever makes a claim, in an exercise or not.
func (e *edition) toActor(up string, drill bool, by string) Link {
	if by == "" {
		return Link{}
	}
	link := Link{Name: e.actor(by)}
	if term := e.tree.Actors.Get(drilled(drill, e.site.Words.Actors.ID(by))); term != nil {
		link.Href = href(up, term.List.Path+".html")
	}
	return link
}

func (e *edition) ref(up string, r *site.Entry) ReportRef {
	return ReportRef{Href: href(up, r.URL), Title: r.Title, Number: r.Number, Called: e.numbered(r), Date: e.shortDay(r.Day), In: e.tongue(r.Lang)}
}

// openClaims are the newest open claims that a term's reports state: those that are real, and those of exercises.
func (e *edition) openClaims(up string, term *site.Term) []ClaimList {
	if len(e.tree.Claims.Sorted) == 0 {
		return nil
	}
	var lists [2][]*site.Course
	for _, claim := range e.tree.ClaimsOf(term) {
		c := e.account().course(claim.ID)
		switch {
		case !c.Open:
		case isDrill(c.ID):
			lists[1] = append(lists[1], c)
		default:
			lists[0] = append(lists[0], c)
		}
	}
	var shown []ClaimList
	for i, list := range lists {
		if len(list) == 0 {
			continue
		}
		slices.SortFunc(list, newestClaim)
		size := min(openShown, len(list))
		shown = append(shown, ClaimList{
			ID: []string{"claims", "claims_exercise"}[i], Drill: i == 1, Cut: size < len(list), Claims: e.claimRows(up, list[:size]), Ledger: href(up, e.tree.Prefix+inClaims+".html"),
		})
	}
	return shown
}

// ClaimList is the newest open claims of a region or a series.
type ClaimList struct {
	ID     string
	Drill  bool
	Cut    bool // there are more
	Claims []ClaimRow
	Ledger template.URL
}

func newestClaim(a, b *site.Course) int {
	x, y := a.First().Entry, b.First().Entry
	if c := y.Day.Compare(x.Day); c != 0 {
		return c
	}
	return strings.Compare(a.ID, b.ID)
}
