package layout

import (
	"html/template"
	"slices"
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
	By          Link      // without an address where the actor has no page; the zero Link: nobody is named
	Source      SourceRef // from which it is known, where nobody is named
	Grade       string
	Place       string
	Since       Date // when it got its status
	Kept        bool // it had its status before the last report
	First, Last ReportRef
	Once        bool   // these are the same
	Basis       string // of its status
	BasisIn     *Tongue
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

// Ledger is claims.html, or the page of the claims of a region: what is claimed, and what became of it.
type Ledger struct {
	Frame   Frame
	Trail   []*Fragment  // Link; of a region
	Region  *Link        // nil: anywhere
	Actors  template.URL // empty: nobody is named as making a claim
	Regions []*Fragment  // Link, to the claims of regions
	Parts   []LedgerPart // of what is real, then of exercises
	Data    []DataLink
}

// LedgerPart is the claims of everybody, of one actor or of one region, that are real, or those of exercises.
type LedgerPart struct {
	ID      string // begins the ids of its groups
	Drill   bool
	Size    int        // how many are open
	Oldest  *ReportRef // that first told of the oldest open one
	Open    []ClaimGroup
	Stated  []Link     // to all that are open, by year, where these are not
	Settled []ClaimRow // the latest
	Years   []Link     // to all that are settled, where these are not
}

// ClaimGroup is the open claims of one status, oldest first.
type ClaimGroup struct {
	ID     string
	Status Word
	Size   int
	Cut    bool // these are only the oldest
	Claims []ClaimRow
}

// How many claims a page lists that does not list all.
const (
	settledShown = 20
	openShown    = 20
)

func (e *edition) ledgerPage(path string) any {
	v := &Ledger{Frame: e.frame(path, inClaims, e.get("nav.claims"), e.get("ledger.text"))}
	up, a := v.Frame.Up, e.account()
	if len(e.tree.Actors.Sorted) > 0 {
		v.Actors = href(up, e.tree.Prefix+inActors+".html")
	}
	v.Regions, v.Parts, v.Data = e.widestClaimRegions(), e.ledgerParts(up, &a.real, &a.drill), e.tables(up, "claims", e.tree.Claims)
	return v
}

// ledgerParts are those of ledgers that have claims.
func (e *edition) ledgerParts(up string, ledgers ...*ledger) []LedgerPart {
	var parts []LedgerPart
	for _, l := range ledgers {
		if len(l.open)+len(l.settled) > 0 {
			parts = append(parts, e.ledgerPart(up, l))
		}
	}
	return parts
}

func (e *edition) ledgerPart(up string, l *ledger) LedgerPart {
	p := LedgerPart{ID: "ledger", Drill: l.drill, Size: len(l.open), Settled: e.claimRows(up, l.settled[:min(settledShown, len(l.settled))])}
	if l.drill {
		p.ID = "ledger_exercise"
	}
	if len(l.open) > 0 {
		first := e.ref(up, l.open[0].First().Entry)
		p.Oldest = &first
	}
	stated, settled := l.periods()
	p.Stated, p.Years = e.toClaimPeriods(up, stated), e.toClaimPeriods(up, settled)
	most := len(l.open)
	if len(stated) > 0 {
		most = openShown
	}
	p.Open = e.claimGroups(up, p.ID, l.open, most)
	return p
}

// claimGroups divides open claims by their status, and shows no more of each than most.
func (e *edition) claimGroups(up, id string, claims []*site.Course, most int) []ClaimGroup {
	var groups []ClaimGroup
	for _, status := range openStatuses() {
		of := having(claims, status)
		if len(of) == 0 {
			continue
		}
		word, n := e.status(status), min(most, len(of))
		groups = append(groups, ClaimGroup{ID: id + "_" + word.Key, Status: word, Size: len(of), Cut: n < len(of), Claims: e.claimRows(up, of[:n])})
	}
	return groups
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
		Once: c.First().Entry == last.Entry, Kept: c.Since().Entry != last.Entry, Basis: last.Basis,
	}
	_, row.BasisIn = e.tongues(last)
	if row.By.Name == "" {
		row.Source = e.sourceRef(up, last.Entry, last.Claim.Source)
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
			ID: []string{"claims", "claims_exercise"}[i], Drill: i == 1, Cut: size < len(list), Claims: e.claimRows(up, list[:size]), Ledger: e.ledgerOf(up, term),
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
