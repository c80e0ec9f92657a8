package layout

import (
	"cmp"
	"slices"
	"strconv"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// CorrectionsPage is corrections.html, or a year of it: what was wrong in published reports.
type CorrectionsPage struct {
	Frame       Frame
	Trail       []*Fragment // Link; of a year
	Title       string
	Year        bool // the page is of a year, not of all
	Cut         bool // these are only the latest
	Corrections []CorrectionRow
	Years       []Link
}

// CorrectionRow is the correction of a report.
type CorrectionRow struct {
	Date    Date
	Report  ReportRef
	Version int
	Summary string
	In      *Tongue // of the summary
	Drill   bool
}

// correction is a revision in its report.
type correction struct {
	entry    *site.Entry
	revision *report.Revision
}

// How many corrections are one page, and how many of more than that stand on the first one.
const (
	correctionsWhole  = 200
	correctionsLatest = 50
)

// corrections are those of all reports of the site, the latest first.
func corrections(t *site.Tree) []correction {
	var list []correction
	for _, r := range t.Corrections() {
		for i := range r.Revisions {
			if rev := &r.Revisions[i]; rev.Kind == report.Correction && r.Status != report.Retracted {
				list = append(list, correction{r, rev})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b correction) int {
		return cmp.Or(cmp.Compare(b.revision.Date.Unix, a.revision.Date.Unix), cmp.Compare(a.entry.Path, b.entry.Path), b.revision.Version-a.revision.Version)
	})
	return list
}

// year is the one in which a correction was made, as it was written.
func (c correction) year() int { return c.revision.Date.Time().Year() }

func (e *edition) correctionsPage(path string) any {
	v := &CorrectionsPage{Frame: e.frame(path, "", e.get("nav.corrections"), e.get("corrections.text")), Title: e.get("nav.corrections")}
	v.Frame.feeds(v.Frame.Title, e.tree.CorrectionsFeed())
	list := e.fixes
	if v.Cut = len(list) > correctionsWhole; v.Cut {
		list = list[:correctionsLatest]
	}
	v.Corrections = e.correctionRows(v.Frame.Up, list)
	for _, year := range e.correctionYears() {
		v.Years = append(v.Years, Link{Name: e.locale.Year(year), Href: href(v.Frame.Up, e.correctionsPath(year))})
	}
	return v
}

// correctionYears are the years that have pages of corrections, the latest first.
func (e *edition) correctionYears() []int {
	if len(e.fixes) <= correctionsWhole {
		return nil
	}
	var years []int
	for _, c := range e.fixes {
		years = append(years, c.year())
	}
	slices.SortFunc(years, func(a, b int) int { return b - a })
	return slices.Compact(years)
}

func (e *edition) correctionsPath(year int) string {
	return e.tree.Prefix + inCorrections + "/" + strconv.Itoa(year) + ".html"
}

func (e *edition) correctionPages() []page {
	var pages []page
	for _, year := range e.correctionYears() {
		pages = append(pages, page{e.correctionsPath(year), "the list of corrections", "corrections.html", e, func(path string) any {
			return e.correctionYear(path, year)
		}})
	}
	return pages
}

func (e *edition) correctionYear(path string, year int) any {
	title := e.titled(e.get("nav.corrections"), e.locale.Year(year))
	v := &CorrectionsPage{Frame: e.frame(path, "", title, ""), Trail: []*Fragment{e.sections[inCorrections]}, Title: title, Year: true}
	of := slices.DeleteFunc(slices.Clone(e.fixes), func(c correction) bool { return c.year() != year })
	v.Corrections = e.correctionRows(v.Frame.Up, of)
	return v
}

func (e *edition) correctionRows(up string, list []correction) []CorrectionRow {
	rows := make([]CorrectionRow, len(list))
	for i, c := range list {
		rows[i] = CorrectionRow{
			Date: *e.moment(c.revision.Date), Report: e.ref(up, c.entry), Version: c.revision.Version,
			Summary: c.revision.Summary, In: e.tongue(e.site.RevisionLang(c.entry, c.revision)), Drill: c.entry.Exercise,
		}
	}
	return rows
}

// IncidentPage is the page of an incident: the reports that give its number.
type IncidentPage struct {
	Frame Frame
	Trail []*Fragment // Link
	Drill bool
	Name  string
	List  List
}

func (e *edition) incidentPages(term *site.Term) []page {
	from := "the index of the incident " + term.ID
	first := page{term.List.Path + ".html", from, "incident.html", e, func(path string) any {
		v := &IncidentPage{Frame: e.frame(path, "", term.Name, ""), Trail: []*Fragment{e.sections[inIncidents]}, Name: term.Name, Drill: isDrill(term.ID)}
		v.List = e.list(v.Frame.Up, term.List)
		return v
	}}
	return append([]page{first}, e.periodPages(term.List, from, "", term.Name, func() []*Fragment {
		return []*Fragment{e.sections[inIncidents], e.toTerm(term)}
	})...)
}
