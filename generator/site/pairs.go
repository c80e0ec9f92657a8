package site

import (
	"cmp"
	"slices"
	"sync"
)

// pairFrom is how many reports a region and a topic must share to have a page together.
const pairFrom = 20

// Pair is where a region and a topic meet.
type Pair struct{ Region, Topic *Term }

// Pairs lists where the term meets a term of the other vocabulary often enough for a page of their own, by that term's name.
func (term *Term) Pairs() []*Pair {
	var pairs []*Pair
	shared := term.meeting.lists(term)
	for _, other := range term.among.other.Sorted {
		switch _, meets := shared[other.ID]; {
		case !meets:
		case term.among.first:
			pairs = append(pairs, &Pair{Region: term, Topic: other})
		default:
			pairs = append(pairs, &Pair{Region: other, Topic: term})
		}
	}
	return pairs
}

// Path is that of the pair's page, without .html.
func (p *Pair) Path() string { return p.Region.List.Path + "/" + p.Topic.ID }

// List are the reports of a pair.
func (p *Pair) List() *List { return p.Region.meeting.lists(p.Region)[p.Topic.ID] }

// meeting is what is found out about a term's reports when it is first asked for. It is shared between Sites for as long as the
// term's reports are the same, and so it knows terms by their ids alone.
type meeting struct {
	once   sync.Once
	shared map[string]*List // by the id of the other term; a region has the lists of its pairs, a topic knows of them

	ordered sync.Once
	series  run

	drawn sync.Once
	lines []Line // of a metric
}

// lists are what the term shares with each term that it meets often enough.
func (m *meeting) lists(term *Term) map[string]*List {
	m.once.Do(func() {
		entries := map[string][]*Entry{}
		for _, e := range term.members {
			for _, id := range term.among.other.about(e) {
				entries[id] = append(entries[id], e)
			}
		}
		m.shared = map[string]*List{}
		for id, list := range entries {
			switch {
			case len(list) < pairFrom:
			case term.among.first:
				m.shared[id] = cut(term.List.Path+"/"+id, slices.Clone(list)) // as large as it is, and no larger
			default:
				m.shared[id] = nil // the region has the list
			}
		}
	})
	return m.shared
}

// run is the order of a series.
type run struct {
	entries []*Entry // the last one first
	order   func(a, b *Entry) int
}

// run is the order of a term's reports: in a series by number where all have one, else by time.
func (term *Term) run() run {
	if !term.among.run {
		return run{term.members, newestFirst}
	}
	m := term.meeting
	m.ordered.Do(func() {
		m.series = run{term.members, newestFirst}
		if !slices.ContainsFunc(term.members, func(e *Entry) bool { return e.Number == 0 }) {
			m.series.order = func(a, b *Entry) int { return cmp.Or(cmp.Compare(b.Number, a.Number), newestFirst(a, b)) }
			m.series.entries = slices.SortedFunc(slices.Values(term.members), m.series.order)
		}
	})
	return m.series
}
