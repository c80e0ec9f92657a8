package layout

import (
	"html/template"
	"slices"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// Home is the first page in a language. It alone may show what changes with every report.
type Home struct {
	Frame       Frame
	Title       string
	Description string
	Lead        *Lead       // the latest report
	Board       []Standing  // series, the latest first
	Entries     []*Fragment // Entry, newest first, without the lead
	Dates       template.URL
	Open        []Count // claims that are open, by status
	Ledger      template.URL
	Series      []*Fragment // Link; those that the board has no room for
	Regions     []*Fragment // Link; the countries, and those that lie in no other
	Topics      []*Fragment // Link; the widest
}

// Lead is the latest report, as the home page shows it.
type Lead struct {
	Href    template.URL
	Kind    string
	Title   string
	Date    Date
	Tags    []Word
	Summary string
	Figures []Figure // its first
	Names   []string
}

// Standing is where a series stands.
type Standing struct {
	Series  *Fragment // Link
	Drill   bool
	Latest  ReportRef
	Due     *Date // of the next report
	Overdue bool  // when the site was built
	Ended   bool
}

// How much the home page shows.
const (
	latestAtHome  = 30
	seriesAtHome  = 8
	figuresAtHome = 4
)

func (e *edition) home(path string) any {
	v := &Home{Title: e.site.Config.TitleIn(e.tree.Lang), Description: e.site.Config.DescriptionIn(e.tree.Lang)}
	v.Frame = e.frame(path, "", "", v.Description)
	e.follow(&v.Frame)
	v.Frame.feeds(e.titled(v.Title, e.get("nav.corrections")), e.tree.CorrectionsFeed())
	up := v.Frame.Up
	v.Frame.Described = e.searchDescribed(up)
	if latest := e.tree.Entries[:min(latestAtHome, len(e.tree.Entries))]; len(latest) > 0 {
		v.Lead, v.Entries = e.lead(up, latest[0]), e.fragments(latest[1:])
	}
	v.Dates = href(up, e.tree.Dates.Path+".html")
	v.Board, v.Series = e.board(up)
	v.Open, v.Ledger = e.openCounts(up)
	v.Regions = e.termLinks(e.top())
	for _, term := range e.tree.Topics.Sorted {
		if term.Parent == nil {
			v.Topics = append(v.Topics, e.toTerm(term))
		}
	}
	return v
}

func (e *edition) lead(up string, r *site.Entry) *Lead {
	v := &Lead{
		Href: href(up, r.URL), Kind: e.kind(r), Title: r.Title, Date: e.shortDay(r.Day), Tags: e.tags(r),
		Summary: summary(r, 2*summaryRunes), Names: e.entryNames(r),
	}
	if r.Status != report.Retracted {
		figures := e.tiles(up, "", stated(r), func(p site.Point) Cite { return e.citeIn(up, r, p.Source) })
		v.Figures = inColumns(figures, figuresAtHome)
	}
	return v
}

// inColumns are the first figures that fill a number of columns: one where sources differ takes two.
func inColumns(figures []Figure, columns int) []Figure {
	for i, f := range figures {
		if columns--; f.Band != "" {
			columns--
		}
		if columns < 0 {
			return figures[:i]
		}
	}
	return figures
}

// board is the series whose latest reports are the newest, and a way to each of the others.
func (e *edition) board(up string) ([]Standing, []*Fragment) {
	terms := slices.Clone(e.tree.Series.Sorted)
	slices.SortStableFunc(terms, func(a, b *site.Term) int { return b.Reports()[0].Day.Compare(a.Reports()[0].Day) })
	shown := terms[:min(seriesAtHome, len(terms))]
	board := make([]Standing, len(shown))
	for i, term := range shown {
		board[i] = e.seriesStanding(up, term)
	}
	rest := slices.DeleteFunc(slices.Clone(e.tree.Series.Sorted), func(t *site.Term) bool { return slices.Contains(shown, t) })
	return board, e.termLinks(rest)
}

// seriesStanding is where a series stands at the time of the build.
func (e *edition) seriesStanding(up string, term *site.Term) Standing {
	latest := e.tree.Run(term).Reports()[0] // in whatever language
	v := Standing{Series: e.toTerm(term), Drill: latest.Exercise, Latest: e.ref(up, latest), Ended: latest.Phase == report.Final}
	if !v.Ended && latest.Status != report.Retracted {
		v.Due = e.moment(latest.Next)
		_, v.Overdue = e.site.Overdue(e.tree.Run(term), e.now)
	}
	return v
}

// openCounts are the claims of the ledger that nobody has settled, without those of exercises.
func (e *edition) openCounts(up string) ([]Count, template.URL) {
	if len(e.tree.Claims.Sorted) == 0 {
		return nil, ""
	}
	open := e.account().real.open
	ledger := href(up, e.tree.Prefix+inClaims+".html")
	var counts []Count
	for _, status := range openStatuses() {
		if n := len(having(open, status)); n > 0 {
			word := e.status(status)
			counts = append(counts, Count{word.Key, word.Word, ledger + template.URL("#ledger_"+word.Key), n})
		}
	}
	return counts, ledger
}
