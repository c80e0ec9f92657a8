package site

import (
	"cmp"
	"slices"

	"sitrep/generator/parallel"
)

// Tree is the site in one language.
type Tree struct {
	Lang    string
	Prefix  string   // "" for the default language, else "uk/"
	Entries []*Entry // newest first
	Pages   []*Page  // by path
	Dates   *List
	Regions *Terms
	Topics  *Terms
	Series  *Terms

	// What reports say in their headers, by id. That of a drill is apart, its ids begin with Drill. A retracted report says nothing.
	// Figures, claims and who makes them are those of the whole site: what became of a claim does not depend on the language that one
	// reads. A report that does not exist in the tree's language stands there in the first that it exists in.
	Figures   *Terms // by metric
	Claims    *Terms
	Actors    *Terms // who makes claims
	Incidents *Terms

	Corrected  *Terms // a single term, of the reports of the whole site that were corrected or retracted
	runs       *Terms // series, with the reports of the whole site
	superseded *Terms // by the path of the report that another one takes the place of
	disputed   *Terms // by the id of the claim that another one contradicts
	aliases    *Terms // by old address

	site *Site
}

// change is what differs between two trees: entries that went and that came, in no order.
type change struct{ gone, come []*Entry }

func (c change) none() bool { return len(c.gone)+len(c.come) == 0 }

// newestFirst is the order of entries everywhere: by time, then by path.
func newestFirst(a, b *Entry) int {
	return cmp.Or(b.Day.Compare(a.Day), cmp.Compare(b.Date.Unix, a.Date.Unix), cmp.Compare(a.Path, b.Path))
}

// changed is a list of entries, newest first, after a change.
func changed(former []*Entry, c change) []*Entry {
	list := make([]*Entry, 0, len(former)+len(c.come)-len(c.gone))
	gone, come := c.gone, c.come
	for len(gone)+len(come) > 0 {
		next, goes := come, false
		if len(come) == 0 || len(gone) > 0 && newestFirst(gone[0], come[0]) <= 0 {
			next, goes = gone, true
		}
		at, _ := slices.BinarySearchFunc(former, next[0], newestFirst)
		list, former = append(list, former[:at]...), former[at:]
		if goes {
			former, gone = former[1:], gone[1:]
		} else {
			list, come = append(list, come[0]), come[1:]
		}
	}
	return append(list, former...)
}

// index makes the tree's order and indexes from those of the former tree and what has changed since: in the tree, and in the site as
// it is seen from there.
func (t *Tree) index(former *Tree, c, everywhere change) {
	for _, list := range [][]*Entry{c.gone, c.come, everywhere.gone, everywhere.come} {
		slices.SortFunc(list, newestFirst)
	}
	t.Entries = changed(former.Entries, c)
	kinds := t.kinds()
	_ = parallel.Each(len(kinds)+1, func(i int) error { // none of them can fail
		switch {
		case i == len(kinds):
			t.indexDates(former.Dates, c)
		case kinds[i].everywhere:
			*kinds[i].of(t) = t.terms(*kinds[i].of(former), everywhere, kinds[i])
		default:
			*kinds[i].of(t) = t.terms(*kinds[i].of(former), c, kinds[i])
		}
		return nil
	})
	t.Regions.other, t.Regions.first, t.Topics.other = t.Topics, true, t.Regions
}

func (t *Tree) indexDates(former *List, c change) {
	t.Dates = former
	if former == nil || !c.none() {
		t.Dates = cutDates(t.Prefix, t.Entries)
	}
}

// Neighbours are the reports before and after one in time; nil at the ends. Those of an exercise are of exercises, and those of what
// is real are real.
func (t *Tree) Neighbours(e *Entry) (newer, older *Entry) { return around(t.Entries, e, newestFirst) }

// around are the nearest entries before and after one in a list that has the given order, on its own side of the line between
// exercises and what is real.
func around(list []*Entry, e *Entry, order func(a, b *Entry) int) (before, after *Entry) {
	i, found := slices.BinarySearchFunc(list, e, order)
	if !found {
		return nil, nil
	}
	for n := i - 1; n >= 0 && before == nil; n-- {
		if list[n].Exercise == e.Exercise {
			before = list[n]
		}
	}
	for n := i + 1; n < len(list) && after == nil; n++ {
		if list[n].Exercise == e.Exercise {
			after = list[n]
		}
	}
	return before, after
}
