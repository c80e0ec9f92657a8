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

// index makes the tree's order and indexes from those of the former tree and what has changed since.
func (t *Tree) index(former *Tree, c change) {
	slices.SortFunc(c.gone, newestFirst)
	slices.SortFunc(c.come, newestFirst)
	t.Entries = changed(former.Entries, c)
	indexes := []func(){
		func() { t.indexDates(former.Dates, c) },
		func() {
			t.Regions = t.terms(former.Regions, c, kind{folder: "regions/", ids: regionIDs, ancestors: t.site.Regions.Ancestors, name: t.regionName})
		},
		func() {
			t.Topics = t.terms(former.Topics, c, kind{folder: "topics/", ids: topicIDs, ancestors: t.site.Topics.Ancestors, name: t.topicName})
		},
		func() {
			t.Series = t.terms(former.Series, c, kind{folder: "series/", ids: seriesIDs, ancestors: nothing, name: t.seriesName})
		},
	}
	_ = parallel.Each(len(indexes), func(i int) error { // none of them can fail
		indexes[i]()
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

func regionIDs(e *Entry) []string { return e.Regions }
func topicIDs(e *Entry) []string  { return e.Topics }
func nothing(string) []string     { return nil }

func seriesIDs(e *Entry) []string {
	if e.Series == "" {
		return nil
	}
	return []string{e.Series}
}

func (t *Tree) regionName(id string, _ []*Entry) string { return t.site.Regions.NameIn(id, t.Lang) }

// topicName is a topic's name. One that no vocabulary defines is called as the oldest report calls it, so that a new report never
// changes it.
func (t *Tree) topicName(id string, members []*Entry) string {
	topics := t.site.Topics
	if topic, known := topics.Get(id); known {
		return topic.NameIn(t.Lang)
	}
	for _, name := range members[len(members)-1].Report.Topics {
		if topic, _, _ := topics.Resolve(name); topic.ID == id {
			return topic.Name
		}
	}
	return id
}

func (t *Tree) seriesName(key string, _ []*Entry) string {
	for _, series := range t.site.Config.Series {
		if series.Key == key {
			return cmp.Or(series.Names[t.Lang], series.Name, key)
		}
	}
	return key
}

// Neighbours are the reports before and after one in time; nil at the ends.
func (t *Tree) Neighbours(e *Entry) (newer, older *Entry) { return around(t.Entries, e, newestFirst) }

// around are the neighbours of an entry in a list that has the given order.
func around(list []*Entry, e *Entry, order func(a, b *Entry) int) (before, after *Entry) {
	i, found := slices.BinarySearchFunc(list, e, order)
	if !found {
		return nil, nil
	}
	if i > 0 {
		before = list[i-1]
	}
	if i+1 < len(list) {
		after = list[i+1]
	}
	return before, after
}
