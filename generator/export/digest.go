package export

import (
	"cmp"
	"fmt"
	"net/mail"
	"slices"
	"strings"
	"time"

	"sitrep/generator/key"
	"sitrep/generator/locale"
	"sitrep/generator/output"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// digest is a mail for each day or week that has reports, corrections or retractions: digest/2026-03-10.eml, digest/2026-W11.eml. It says what
// each report says in short and where it is; whoever has the list of readers sends it. A past one changes only with one of its reports.
var digest = format{all: (*desk).digests, find: (*desk).findDigest}

// Mail is a digest: what both its parts say.
type Mail struct {
	From, Subject, ID, Lang string
	Date                    string // when its time is over, as RFC 5322 has it
	Title, Period, Home     string
	Level                   string // the most closed of its reports; "" where anybody may have all of them
	Corrections             Notes
	Retractions             Notes
	Groups                  []MailGroup
	Footer                  string
}

// MailGroup is the reports of a region, or those of exercises.
type MailGroup struct {
	Name  string
	Items []MailItem
}

// MailItem is a report.
type MailItem struct {
	Marks, Title, URL, Summary string
	Highlights                 []string
}

// Notes are reports in which something was corrected, or that were taken back.
type Notes struct {
	Name string
	List []Note
}

// Note says what was wrong with a report.
type Note struct{ Marks, Title, URL, Text string }

// issue is what one mail gathers.
type issue struct {
	name                          string    // 2026-03-10, 2026-W11
	from, until                   time.Time // its first and last day, as midnight UTC
	reports, corrected, retracted []*site.Entry
}

// issues are those of a language, the latest first.
func (d *desk) issues(t *site.Tree) []*issue {
	byName := map[string]*issue{}
	of := func(day time.Time) *issue {
		name, from, until := d.issueOf(day)
		if byName[name] == nil {
			byName[name] = &issue{name: name, from: from, until: until}
		}
		return byName[name]
	}
	for _, e := range t.Entries {
		if e.Status == report.Retracted {
			of := of(e.Retraction.Date.Day(d.Config.Zone()))
			of.retracted = append(of.retracted, e)
			continue
		}
		now := of(e.Day)
		now.reports = append(now.reports, e)
		for i := range e.Revisions {
			if e.Revisions[i].Kind != report.Correction {
				continue
			}
			of := of(e.Revisions[i].Date.Day(d.Config.Zone()))
			if !slices.Contains(of.corrected, e) {
				of.corrected = append(of.corrected, e)
			}
		}
	}
	list := make([]*issue, 0, len(byName))
	for _, i := range byName {
		list = append(list, i)
	}
	slices.SortFunc(list, func(a, b *issue) int { return b.from.Compare(a.from) })
	return list
}

// issueOf is the day, or the week from Monday to Sunday, that a day is in.
func (d *desk) issueOf(day time.Time) (name string, from, until time.Time) {
	if d.Config.Digest.Every == site.Daily {
		return day.Format(time.DateOnly), day, day
	}
	year, week := day.ISOWeek()
	from = day.AddDate(0, 0, -(int(day.Weekday())+6)%7)
	return fmt.Sprintf("%04d-W%02d", year, week), from, from.AddDate(0, 0, 6)
}

func (d *desk) digests() []output.File {
	if d.Config.Digest == (site.Digest{}) {
		return nil
	}
	var files []output.File
	for _, t := range d.Trees {
		p := d.postOffice(t)
		for _, i := range d.issues(t) {
			files = append(files, p.file(i))
		}
	}
	return files
}

func (d *desk) findDigest(path string) (output.File, bool) {
	stem, ok := strings.CutSuffix(path, ".eml")
	if !ok || d.Config.Digest == (site.Digest{}) {
		return output.File{}, false
	}
	for _, t := range d.Trees {
		name, ok := strings.CutPrefix(stem, t.Prefix+"digest/")
		if !ok {
			continue
		}
		for _, i := range d.issues(t) {
			if i.name == name {
				return d.postOffice(t).file(i), true
			}
		}
	}
	return output.File{}, false
}

// postOffice is what the mails of a language have in common.
type postOffice struct {
	*desk
	tree   *site.Tree
	locale *locale.Locale
	order  map[string]int // of regions, by their names
	word   func(key string) string
	from   string
}

func (d *desk) postOffice(t *site.Tree) *postOffice {
	p := &postOffice{desk: d, tree: t, order: map[string]int{}, word: d.spoken(t.Lang).get}
	p.locale, _ = locale.For(t.Lang)
	for i, region := range t.Regions.Sorted {
		p.order[region.ID] = i
	}
	if from, err := mail.ParseAddress(d.Config.Digest.From); err == nil {
		p.from = from.String()
	}
	return p
}

func (p *postOffice) file(i *issue) output.File {
	return key.File(p.hasher, p.tree.Prefix+"digest/"+i.name+".eml", "", func() Mail { return p.mail(i) }, writeMail)
}

func (p *postOffice) mail(i *issue) Mail {
	over := time.Date(i.until.Year(), i.until.Month(), i.until.Day()+1, 0, 0, 0, 0, p.Config.Zone())
	m := Mail{
		From: p.from, ID: "digest." + i.name + "." + p.tree.Lang, Lang: p.tree.Lang, Date: over.Format(time.RFC1123Z), Title: p.Config.TitleIn(p.tree.Lang), Period: p.days(i), Home: p.Address(p.tree.Prefix),
		Corrections: Notes{p.word("nav.corrections"), p.corrections(i)}, Retractions: Notes{p.word("retracted.tag"), p.retractions(i)}, Groups: p.groups(i.reports),
	}
	var closed report.TLP
	drills := true
	for _, e := range slices.Concat(i.reports, i.corrected, i.retracted) {
		if e.TLP.Above(closed) {
			closed = e.TLP
		}
		drills = drills && e.Exercise
	}
	m.Level, m.Subject = marked(closed), m.Title+p.word("colon")+m.Period
	if drills {
		m.Subject = p.word("exercise.title") + " " + m.Subject
	}
	if m.Level != "" {
		m.Subject = m.Level + " " + m.Subject
	}
	m.Footer = strings.Join(slices.DeleteFunc([]string{p.Config.Publisher, p.Config.Licence, m.Home}, func(s string) bool { return s == "" }), " · ")
	return m
}

// days is the time of an issue in words.
func (p *postOffice) days(i *issue) string {
	if i.from.Equal(i.until) {
		return p.locale.Day(i.from)
	}
	first, joint, second := p.locale.Days(i.from, i.until)
	return first + joint + second
}

// groups are reports by their primary region, in the order of the site's regions; those of exercises come last, and never among others.
func (p *postOffice) groups(reports []*site.Entry) []MailGroup {
	inOrder := slices.Clone(reports)
	place := func(e *site.Entry) int {
		if e.Exercise {
			return len(p.order)
		}
		return p.order[e.Regions[0]]
	}
	slices.SortStableFunc(inOrder, func(a, b *site.Entry) int { return cmp.Compare(place(a), place(b)) })
	var groups []MailGroup
	for i, e := range inOrder {
		if i == 0 || place(e) != place(inOrder[i-1]) {
			name := p.word("exercise.title")
			if !e.Exercise {
				name = p.tree.Regions.Get(e.Regions[0]).Name
			}
			groups = append(groups, MailGroup{Name: name})
		}
		last := &groups[len(groups)-1]
		last.Items = append(last.Items, MailItem{
			Marks: p.marks(e), Title: e.Title, URL: p.Address(e.URL), Summary: cmp.Or(e.Summary, e.Text.Lead), Highlights: e.Highlights,
		})
	}
	return groups
}

// corrections say what was corrected in the time of an issue.
func (p *postOffice) corrections(i *issue) []Note {
	var notes []Note
	for _, e := range i.corrected {
		for r := range e.Revisions {
			day := e.Revisions[r].Date.Day(p.Config.Zone())
			if e.Revisions[r].Kind == report.Correction && !day.Before(i.from) && !day.After(i.until) {
				notes = append(notes, Note{p.marks(e), e.Title, p.Address(e.URL), e.Revisions[r].Summary})
			}
		}
	}
	return notes
}

func (p *postOffice) retractions(i *issue) []Note {
	var notes []Note
	for _, e := range i.retracted {
		notes = append(notes, Note{p.marks(e), e.Title, p.Address(e.URL), e.Retraction.Reason})
	}
	return notes
}
