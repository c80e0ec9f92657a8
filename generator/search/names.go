package search

import (
	"encoding/json"
	"maps"
	"slices"

	"sitrep/generator/output"
	"sitrep/generator/site"
)

// namesName is how the parts of names are called.
const namesName = "names"

// subject is what names lead to: a region, a topic or a series. Up is its place among the subjects that it lies in, from 1; 0: in none.
type subject struct {
	kind, id, name string
	up             int
}

func (s subject) MarshalJSON() ([]byte, error) {
	return json.Marshal([]any{s.kind, s.id, s.name, s.up})
}

// names are all subjects of the tree's reports, and the words that they are called by.
type names struct {
	index    *index
	subjects []subject
	firsts   []string
	shards   termShards
}

func (x *index) newNames() *names {
	n := &names{index: x}
	n.list(ofRegion, x.tree.Regions)
	n.list(ofTopic, x.tree.Topics)
	n.list(ofSeries, x.tree.Series)
	g := newGathering()
	for i, s := range n.subjects {
		for _, name := range x.called(s) {
			words([]byte(name), func(word []byte) { g.add(word, uint32(i), outside) })
		}
	}
	n.shards, n.firsts = shardsOf(g.sorted(), func(int) int { return x.most })
	return n
}

// list adds the terms of a kind, by their names.
func (n *names) list(kind string, terms *site.Terms) {
	places := map[*site.Term]int{}
	for i, t := range terms.Sorted {
		places[t] = len(n.subjects) + i + 1
	}
	for _, t := range terms.Sorted {
		n.subjects = append(n.subjects, subject{kind, t.ID, t.Name, places[t.Parent]})
	}
}

// called are all names of a subject, in every language.
func (x *index) called(s subject) []string {
	list := []string{s.name}
	switch s.kind {
	case ofRegion:
		region, _ := x.site.Regions.Get(s.id)
		list = append(append(list, region.Name), region.Codes...)
		return append(append(list, inOrder(x.site.Regions.Names(s.id))...), x.site.Regions.Aliases(s.id)...)
	case ofTopic:
		topic, _ := x.site.Topics.Get(s.id)
		return append(append(append(list, topic.Name), inOrder(topic.Names)...), topic.Aliases...)
	}
	for _, series := range x.site.Config.Series {
		if series.Key == s.id {
			list = append(append(list, series.Name), inOrder(series.Names)...)
		}
	}
	return append(list, s.id)
}

func inOrder(byLang map[string]string) []string {
	var list []string
	for _, lang := range slices.Sorted(maps.Keys(byLang)) {
		list = append(list, byLang[lang])
	}
	return list
}

// table is the subjects as the directory leads to them.
func (n *names) table() (name string, data []byte) {
	name = n.index.tree.Lang + "-" + namesName
	subjects := n.subjects
	if subjects == nil {
		subjects = []subject{}
	}
	return name, part(name, small(subjects))
}

func (n *names) shard(i int) (name string, data []byte) {
	name = n.index.tree.Lang + "-" + namesName + "-t" + itoa(i)
	return name, part(name, small(n.shards[i]))
}

func (n *names) files() []output.File {
	name, data := n.table()
	list := []output.File{file(named(name, hash(data)), func() ([]byte, error) { return data, nil })}
	for i := range n.shards {
		name, data := n.shard(i)
		list = append(list, file(named(name, hash(data)), func() ([]byte, error) { return data, nil }))
	}
	return list
}
