package feed

import (
	"cmp"
	"slices"
	"time"

	"sitrep/generator/site"
)

// month is the reports of a month of the calendar, by the days that they are about. When it is over its archive stays as it is until one
// of its reports is changed, or a month comes to stand beside it.
type month struct {
	year    int
	month   time.Month
	entries []*site.Entry
}

// months cuts a list, the newest first.
func months(entries []*site.Entry) []month {
	type at struct {
		year  int
		month time.Month
	}
	of := map[at]*month{}
	var list []*month
	for _, e := range entries {
		year, m, _ := e.Day.Date()
		in := at{year, m}
		if of[in] == nil {
			of[in] = &month{year: year, month: m}
			list = append(list, of[in])
		}
		of[in].entries = append(of[in].entries, e)
	}
	slices.SortFunc(list, func(a, b *month) int { return cmp.Or(cmp.Compare(b.year, a.year), cmp.Compare(b.month, a.month)) })
	cut := make([]month, len(list))
	for i, m := range list {
		cut[i] = *m
	}
	return cut
}

// archive is the document of the month at a place in the list. The last month, which may still grow, does not call itself an archive
// yet: who reads one may keep it, and need not ask for it again (RFC 5005, section 4).
func (c *channel) archive(i int) *Feed {
	all := c.months()
	items := make([]*Item, len(all[i].entries))
	for n, e := range all[i].entries {
		items[n] = c.desk.item(e)
	}
	f := newFeed(c.desk, newest(items, len(items)))
	f.Current = c.desk.Address(c.at.Atom)
	if f.Archive = i > 0; f.Archive {
		f.Next = c.whole(all[i-1])
	}
	if i+1 < len(all) {
		f.Prev = c.whole(all[i+1])
	}
	return f
}
