package feed

import (
	"maps"
	"slices"
	"time"
)

// month is what a feed has of a month of the calendar: of the reports about its days, or of the corrections made in it. When it is over its
// archive stays as it is until one of its reports is changed, or a month comes to stand beside it.
type month struct {
	year  int
	month time.Month
	items func() []*Item
}

// months cuts a list, the newest first.
func months[T any](list []T, day func(T) time.Time, items func([]T) []*Item) []month {
	of := map[time.Time][]T{} // by the first of a month
	for _, x := range list {
		year, m, _ := day(x).Date()
		first := time.Date(year, m, 1, 0, 0, 0, 0, time.UTC)
		of[first] = append(of[first], x)
	}
	cut := make([]month, 0, len(of))
	for _, first := range slices.SortedFunc(maps.Keys(of), func(a, b time.Time) int { return b.Compare(a) }) {
		cut = append(cut, month{first.Year(), first.Month(), func() []*Item { return items(of[first]) }})
	}
	return cut
}

// archive is the document of the month at a place in the list. The last month, which may still grow, does not call itself an archive
// yet: who reads one may keep it, and need not ask for it again (RFC 5005, section 4).
func (c *channel) archive(i int) *Feed {
	all := c.months()
	items := all[i].items()
	f := newFeed(c.desk, items)
	f.Current = c.desk.Address(c.at.Atom)
	if f.Archive = i > 0; f.Archive {
		f.Next = c.whole(all[i-1])
	}
	if i+1 < len(all) {
		f.Prev = c.whole(all[i+1])
	}
	return f
}
