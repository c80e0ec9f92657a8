package site

import (
	"cmp"
	"maps"
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// Term is a region, a topic or a series with its reports.
type Term struct {
	ID       string
	Name     string // in the tree's language
	Parent   *Term  // the nearest term above that has a page; nil at the top
	Children []*Term
	List     *List

	members []*Entry // newest first
	meeting *meeting
	among   *Terms
}

// Members are the term's reports, newest first, of a series too.
func (term *Term) Members() []*Entry { return term.members }

// Terms are all terms of one kind that a tree's reports are about.
type Terms struct {
	Sorted []*Term // by name in the tree's language

	byID    map[string]*Term
	lineage map[string][]string // what a mention means: the term itself and all above it
	ids     func(*Entry) []string
	other   *Terms // of regions the topics, of topics the regions; nil for series
	first   bool   // these are regions, which come first in the address of a pair
	run     bool   // the reports of a term are a run
}

// Get returns the term with the id; nil when no report is about it.
func (ts *Terms) Get(id string) *Term { return ts.byID[id] }

// terms makes the terms of one kind from the former ones and what has changed since.
func (t *Tree) terms(former *Terms, c change, k kind) *Terms {
	if former == nil {
		former = &Terms{}
	}
	ts := &Terms{byID: make(map[string]*Term, len(former.byID)), lineage: former.extend(c.come, k), ids: k.ids, run: k.run}
	for id, term := range former.byID {
		ts.byID[id] = &Term{ID: id, Name: term.Name, List: term.List, members: term.members, meeting: term.meeting, among: ts}
	}
	moved := false
	for id, c := range ts.touched(c) {
		moved = ts.update(id, t.Prefix, c, k) || moved
	}
	switch {
	case moved && k.name == nil:
		ts.Sorted = slices.SortedFunc(maps.Values(ts.byID), func(a, b *Term) int { return cmp.Compare(a.ID, b.ID) })
	case moved:
		ts.Sorted = byName(t.Lang, slices.Collect(maps.Values(ts.byID)))
	default:
		ts.Sorted = make([]*Term, len(former.Sorted))
		for i, term := range former.Sorted {
			ts.Sorted[i] = ts.byID[term.ID]
		}
	}
	ts.hang()
	return ts
}

// extend is the lineage with that of terms which are new to it.
func (ts *Terms) extend(come []*Entry, k kind) map[string][]string {
	lineage, ours := ts.lineage, ts.lineage == nil
	for _, e := range come {
		for _, id := range k.ids(e) {
			if _, known := lineage[id]; known {
				continue
			}
			if !ours || lineage == nil {
				lineage, ours = maps.Clone(ts.lineage), true
			}
			if lineage == nil {
				lineage = map[string][]string{}
			}
			line := []string{id}
			if k.ancestors != nil {
				line = append(line, k.ancestors(id)...)
			}
			for ; len(line) > 0; line = line[1:] {
				lineage[line[0]] = line
			}
		}
	}
	return lineage
}

// touched lists, by term, what a change of the tree changes in it.
func (ts *Terms) touched(c change) map[string]*change {
	touched := map[string]*change{}
	at := func(id string) *change {
		if touched[id] == nil {
			touched[id] = &change{}
		}
		return touched[id]
	}
	for _, e := range c.gone {
		for _, id := range ts.about(e) {
			at(id).gone = append(at(id).gone, e)
		}
	}
	for _, e := range c.come {
		for _, id := range ts.about(e) {
			at(id).come = append(at(id).come, e)
		}
	}
	return touched
}

// about lists the terms that an entry is about and all above them, each once.
func (ts *Terms) about(e *Entry) []string {
	ids := ts.ids(e)
	switch len(ids) {
	case 0:
		return nil
	case 1:
		return ts.lineage[ids[0]]
	}
	list := make([]string, 0, 8)
	for _, id := range ids {
		for _, above := range ts.lineage[id] {
			if !slices.Contains(list, above) {
				list = append(list, above)
			}
		}
	}
	return list
}

// update brings a term to what a change makes of it, and says whether the order of the terms may be another now.
func (ts *Terms) update(id, prefix string, c *change, k kind) (moved bool) {
	former, known := ts.byID[id]
	if !known {
		former = &Term{}
	}
	members := changed(former.members, *c)
	if len(members) == 0 {
		delete(ts.byID, id)
		return true
	}
	term := &Term{ID: id, Name: id, members: members, meeting: &meeting{}, among: ts}
	if k.name != nil {
		term.Name = k.name(id, members)
	}
	if k.folder != "" {
		term.List = cut(prefix+k.folder+id, members)
	}
	ts.byID[id] = term
	return !known || term.Name != former.Name
}

// hang puts the terms below each other.
func (ts *Terms) hang() {
	for _, term := range ts.Sorted {
		if above := ts.lineage[term.ID]; len(above) > 1 {
			term.Parent = ts.byID[above[1]]
			term.Parent.Children = append(term.Parent.Children, term)
		}
	}
}

// byName sorts terms as a reader of the language expects, ties by id.
func byName(lang string, terms []*Term) []*Term {
	tag, _ := language.Parse(lang)
	c, b := collate.New(tag), collate.Buffer{}
	keys := make(map[*Term]string, len(terms))
	for _, term := range terms {
		keys[term] = string(c.KeyFromString(&b, term.Name))
		b.Reset()
	}
	slices.SortFunc(terms, func(x, y *Term) int { return cmp.Or(cmp.Compare(keys[x], keys[y]), cmp.Compare(x.ID, y.ID)) })
	return terms
}

// InSeries are the reports after and before one in the series that the term is: by number where all have one, else by time. Like
// Neighbours, they do not cross the line between exercises and what is real.
func (term *Term) InSeries(e *Entry) (next, previous *Entry) {
	run := term.run()
	return around(run.entries, e, run.order)
}
