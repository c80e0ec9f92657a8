package feed

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// Correction is what was put right in a report, as the report's own entry tells it.
type Correction struct {
	Date    string // in words
	Summary string
	Lang    string // of the summary, where it is not the entry's
	Version int
	ISO     string
}

// Corrected is what an entry of the feed of corrections tells.
type Corrected struct {
	Correction
	Report string // id of the report's entry
	Title  string // of the report
	URL    string
}

// Retracted is that a report was taken back.
type Retracted struct {
	Report string // id of its entry
	Date   string // in words
	ISO    string
	Reason string

	ReplacedBy, ReplacedURL string // the title and address of the report that takes its place
}

// Tombstone says that an entry is no more (RFC 6721). Readers that know of no tombstones have the entry that tells of the end.
type Tombstone struct {
	Ref     string // the id it had
	When    string // RFC 3339
	Comment string
	Lang    string
}

// corrections are those of a report, the latest first.
func (d *desk) corrections(e *site.Entry) []Correction {
	var list []Correction
	for i := range e.Revisions {
		if r := &e.Revisions[i]; r.Kind == report.Correction {
			list = append(list, d.correction(e, r))
		}
	}
	slices.SortStableFunc(list, func(a, b Correction) int { return cmp.Compare(b.Version, a.Version) })
	return list
}

func (d *desk) correction(e *site.Entry, r *report.Revision) Correction {
	c := Correction{Date: d.tongues[e.Lang].moment(r.Date), Summary: r.Summary, Version: r.Version, ISO: r.Date.String()}
	if lang := d.RevisionLang(e, r); lang != e.Lang {
		c.Lang = lang
	}
	return c
}

// mended is a correction of a report.
type mended struct {
	*report.Revision
	mark string // what its id has behind the report's: the version that it led to, so that it never changes
	at   time.Time
}

func (d *desk) mended(e *site.Entry) []mended {
	var list []mended
	seen := map[int]int{}
	for i := range e.Revisions {
		r := &e.Revisions[i]
		if r.Kind != report.Correction {
			continue
		}
		seen[r.Version]++
		mark := fmt.Sprintf("#correction-%d", r.Version)
		if n := seen[r.Version]; n > 1 {
			mark += fmt.Sprintf("-%d", n)
		}
		list = append(list, mended{r, mark, d.revised(e, i+1)})
	}
	return list
}

// corrected are the entries of the corrections of a report.
func (d *desk) corrected(e *site.Entry) []*Item {
	var list []*Item
	for _, m := range d.mended(e) {
		list = append(list, d.newItem(Moved{m.at, e}, func() *Entry { return d.correctionEntry(e, m) }, nil))
	}
	return list
}

func (d *desk) correctionEntry(e *site.Entry, m mended) *Entry {
	v := d.notice(e, d.tongues[e.Lang].words.Correction)
	v.ID += m.mark
	v.Published = d.stamp(m.at)
	v.Updated = v.Published
	v.Correction = &Corrected{d.correction(e, m.Revision), d.id(e.URL), e.Title, d.Address(e.URL)}
	v.Summary = m.Summary
	return v
}

// notice is an entry that tells something about a report.
func (d *desk) notice(e *site.Entry, what string) *Entry {
	t := d.tongues[e.Lang]
	return &Entry{
		ID: d.id(e.URL), URL: d.Address(e.URL), Lang: e.Lang, Words: t.words, Drill: e.Exercise, Categories: d.categories(e),
		Title: t.titled(e.Report, what+t.words.Colon+e.Title),
	}
}

// retraction is the entry that stands in the place of a retracted report's: one of its own, for the report's has come to its end.
func (d *desk) retraction(e *site.Entry) *Item {
	item := d.newItem(Moved{d.updated(e), e}, func() *Entry { return d.retractionEntry(e) }, nil)
	item.graves = []Tombstone{d.grave(e, "")}
	return item
}

func (d *desk) grave(e *site.Entry, mark string) Tombstone {
	return Tombstone{d.id(e.URL) + mark, d.stamp(d.updated(e)), e.Retraction.Reason, e.Lang}
}

func (d *desk) retractionEntry(e *site.Entry) *Entry {
	v := d.notice(e, d.tongues[e.Lang].words.Retracted)
	v.Published = d.stamp(d.updated(e))
	v.Updated = v.Published
	v.Retraction = &Retracted{Report: v.ID, Date: d.tongues[e.Lang].moment(e.Retraction.Date), ISO: e.Retraction.Date.String(), Reason: e.Retraction.Reason}
	v.ID += "#retraction"
	v.Summary = e.Retraction.Reason
	if path := strings.TrimSuffix(e.Retraction.ReplacedBy, ".md"); path != "" {
		if by := d.Entry(path, e.Lang); by != nil {
			v.Retraction.ReplacedBy, v.Retraction.ReplacedURL = by.Title, d.Address(by.URL)
		}
	}
	return v
}

// correctionItems are the entries of a tree's feed of corrections, in no order. What was corrected in a report that was retracted after
// that is told no more.
func (d *desk) correctionItems(t *site.Tree) []*Item {
	var list []*Item
	for _, e := range t.Corrections() {
		if e.Status != report.Retracted {
			list = append(list, d.corrected(e)...)
			continue
		}
		item := d.retraction(e)
		item.graves = nil
		for _, m := range d.mended(e) {
			item.graves = append(item.graves, d.grave(e, m.mark))
		}
		list = append(list, item)
	}
	return list
}

// monthsOfCorrections are the archives of the feed of corrections, by the days on which something was corrected or taken back; none while
// the feed holds them all.
func (d *desk) monthsOfCorrections(all []*Item) []month {
	if len(all) <= corrections {
		return nil
	}
	day := func(i *Item) time.Time { return i.at.At.In(d.Config.Zone()) }
	return months(all, day, func(items []*Item) []*Item { return items })
}
