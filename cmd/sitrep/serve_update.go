package main

import (
	"bytes"
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"sitrep/generator"
	"sitrep/generator/diag"
	"sitrep/generator/output"
	"sitrep/generator/preview"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// update is what the preview shows of a build. files is nil when it failed.
func (d *writersDesk) update(result generator.Result, files output.Files) preview.Update {
	if result.Failed {
		files = nil
	}
	folder, _ := within(d.app.dir) // without it, links to the editor lead nowhere
	rows := deskRows{result: result, now: d.opt.Now}
	return preview.Update{
		Files:    files,
		Findings: d.findings(result.Findings, folder),
		Faulty:   faultyPages(result),
		Marks:    d.marks(result),
		Moved:    result.Moved,
		Rows:     sync.OnceValue(rows.all),
		Edit:     func(file string) string { return d.editor.opens(folder, file, 1, 1) },
		View:     d.view(result.Site),
	}
}

func (d *writersDesk) view(s *site.Site) preview.View {
	v := preview.View{As: d.as, Choices: audiences()}
	if s == nil {
		return v
	}
	v.Site = s.Config.Title
	if base, err := url.Parse(s.Config.BaseURL); err == nil {
		v.Base = base.Path
	}
	return v
}

// excerpts is how many findings are shown with the line they are about: more than anybody reads.
const excerpts = 200

func (d *writersDesk) findings(all []diag.Finding, folder string) []preview.Finding {
	shown := make([]preview.Finding, len(all))
	lines, left := d.lines(), map[diag.Severity]int{diag.Error: excerpts, diag.Warning: excerpts}
	for i, f := range all {
		shown[i] = preview.Finding{Finding: f, Editor: d.editor.opens(folder, f.File, f.Pos.Line, f.Pos.Col)}
		if left[f.Severity] > 0 {
			left[f.Severity]--
			shown[i].Excerpt = excerpt(f, lines)
		}
	}
	return shown
}

// excerpt is the line that a finding is about, with its mark, as on a terminal.
func excerpt(f diag.Finding, lines func(file string, n int) (string, bool)) string {
	f.Hint = ""
	var b bytes.Buffer
	if err := diag.Text(&b, []diag.Finding{f}, diag.TextOptions{Line: lines}); err != nil {
		return ""
	}
	_, below, _ := strings.Cut(b.String(), "\n")
	below = strings.TrimSuffix(below, "\n")
	return strings.TrimPrefix(strings.ReplaceAll(below, "\n    ", "\n"), "    ")
}

// faultyPages are the pages of reports that were left out because of their errors.
func faultyPages(result generator.Result) map[string]bool {
	pages := map[string]bool{}
	for _, w := range result.Withheld {
		if w.Reason == generator.Faulty {
			pages[w.Page] = true
		}
	}
	return pages
}

// deskRows makes the rows of the desk.
type deskRows struct {
	result generator.Result
	now    time.Time
}

func (d deskRows) all() []preview.Row {
	rows := make([]preview.Row, 0, d.result.Reports+len(d.result.Withheld))
	errors, warnings := map[string]int{}, map[string]int{}
	for _, f := range d.result.Findings {
		if f.Severity == diag.Error {
			errors[f.File]++
		} else {
			warnings[f.File]++
		}
	}
	add := func(r preview.Row) {
		r.Errors, r.Warnings = errors[r.File], warnings[r.File]
		rows = append(rows, r)
	}
	for _, w := range d.result.Withheld {
		add(d.withheld(w))
	}
	marked := map[string]generator.Withheld{}
	for _, w := range d.result.Marked {
		marked[w.Page] = w
	}
	if d.result.Site != nil {
		for _, t := range d.result.Site.Trees {
			for _, e := range t.Entries {
				add(d.published(t, e, marked))
			}
		}
	}
	slices.SortStableFunc(rows, func(a, b preview.Row) int {
		if a.Date == "" || b.Date == "" {
			return cmp.Compare(a.Date, b.Date) // what is not understood comes first
		}
		return cmp.Compare(b.Date, a.Date)
	})
	return rows
}

// states are the desk's words for the reasons that keep a report from the public.
func states() map[generator.Reason]string {
	return map[generator.Reason]string{
		generator.Draft: "draft", generator.Embargoed: "embargoed", generator.Expired: "expired", generator.OverMarked: "over-marked", generator.Faulty: "faulty",
	}
}

func (d deskRows) withheld(w generator.Withheld) preview.Row {
	return preview.Row{Title: w.Title, Path: w.Page, File: w.File, State: states()[w.Reason], Until: inZone(w.Until, d.result.Site)}
}

func (d deskRows) published(t *site.Tree, e *site.Entry, marked map[string]generator.Withheld) preview.Row {
	r := preview.Row{Title: e.Title, Path: e.URL, File: e.File, Date: e.Day.Format(time.DateOnly), State: "published"}
	zone := d.result.Site.Config.Zone()
	if e.Status == report.Retracted {
		r.State = "retracted"
	}
	if e.Expires.Given {
		r.Until = inZone(e.Expires.Begin(zone), d.result.Site)
	}
	if w, hidden := marked[e.URL]; hidden {
		r.State, r.Until = states()[w.Reason], inZone(w.Until, d.result.Site)
	}
	if e.Next.Given && latest(t, e) {
		r.Due, r.Overdue = dueOf(e.Next, zone, d.now)
	}
	return r
}

// latest reports whether a report is the last one of its series, or of none. A translation is not: the series goes on in its own
// language.
func latest(t *site.Tree, e *site.Entry) bool {
	if e.Report.Lang != "" {
		return false
	}
	series := t.Series.Get(e.Series)
	if series == nil {
		return true
	}
	next, _ := series.InSeries(e)
	return next == nil
}

// dueOf says when the next report is due, and whether that is over. A report that is due on a day may come until the day ends.
func dueOf(next report.Moment, zone *time.Location, now time.Time) (due string, over bool) {
	if next.Clock {
		at := next.Begin(zone)
		return at.In(zone).Format(onTheDesk), now.After(at)
	}
	return next.Day(zone).Format(time.DateOnly), !now.Before(next.Begin(zone).AddDate(0, 0, 1))
}

const onTheDesk = "2006-01-02 15:04 MST"

func inZone(t time.Time, s *site.Site) string {
	if t.IsZero() {
		return ""
	}
	if s != nil {
		t = t.In(s.Config.Zone())
	}
	return t.Format(onTheDesk)
}

// marks say of each page that is shown here alone why the public will not see it.
func (d *writersDesk) marks(result generator.Result) map[string]preview.Mark {
	if result.Site == nil {
		return nil
	}
	list, audience := map[string]preview.Mark{}, result.Site.Config.Audience
	for _, w := range result.Marked {
		list[w.Page] = mark(w, audience, result.Site)
	}
	if d.as == everything || d.as == public {
		return list
	}
	for _, t := range result.Site.Trees {
		for _, e := range t.Entries {
			if e.TLP.Above(audience) { // a partner's eyes see more than the public's
				list[e.URL] = mark(generator.Withheld{Reason: generator.OverMarked, Detail: string(e.TLP)}, audience, result.Site)
			}
		}
	}
	return list
}

// mark says above a page why the public will not see it.
func mark(w generator.Withheld, audience report.TLP, s *site.Site) preview.Mark {
	m := preview.Mark{Reason: string(w.Reason), Until: inZone(w.Until, s)}
	if w.Reason == generator.OverMarked {
		m.Reason = fmt.Sprintf("marked %s, above the audience %s", w.Detail, cmp.Or(audience, report.Clear))
	}
	return m
}
