package site

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"sitrep/generator/report"
)

// Feed is where a list of reports can be followed: the same entries in two formats, as paths of the published tree.
type Feed struct{ Atom, JSON string }

// feedAt is the feed beside a page; nil where the site has no base address: an entry of a feed is read far from its site, and
// wants whole addresses.
func (t *Tree) feedAt(atom, json string) *Feed {
	if t.site.Config.BaseURL == "" {
		return nil
	}
	return &Feed{atom, json}
}

// Feed is that of all reports of the tree; nil where there are none.
func (t *Tree) Feed() *Feed {
	if len(t.Entries) == 0 {
		return nil
	}
	return t.feedAt(t.Prefix+"feed.atom", t.Prefix+"feed.json")
}

// TermFeed is that of a region, a topic or a series.
func (t *Tree) TermFeed(term *Term) *Feed {
	return t.feedAt(term.List.Path+".atom", term.List.Path+".feed.json")
}

// CorrectionsFeed is that of what was corrected or retracted in the whole site; nil where nothing was.
func (t *Tree) CorrectionsFeed() *Feed {
	if len(t.Corrections()) == 0 {
		return nil
	}
	return t.feedAt(t.Prefix+"corrections.atom", t.Prefix+"corrections.feed.json")
}

// Month is the archive of a feed for a month of the calendar: feed/2024-11.atom, series/daily/2024-11.atom.
func (f *Feed) Month(year int, month time.Month) string {
	return fmt.Sprintf("%s/%04d-%02d.atom", strings.TrimSuffix(f.Atom, ".atom"), year, month)
}

// HasCorrections reports whether anything was corrected in a report that stands.
func (t *Tree) HasCorrections() bool {
	return slices.ContainsFunc(t.Corrections(), func(e *Entry) bool { return e.Status != report.Retracted })
}
