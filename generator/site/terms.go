package site

import (
	"cmp"
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// pairFrom is how many reports a region and a topic must share to have a page together.
const pairFrom = 20

// indexTerms gathers the tree's entries under its terms.
func (s *Site) indexTerms(t *Tree) {
	regions, topics, series, pairs := map[string]*Term{}, map[string]*Term{}, map[string]*Term{}, map[[2]string][]*Entry{}
	members := map[*Term][]*Entry{}
	ancestry := map[string][]string{} // what a mention means: the term itself and all above it
	lineage := func(kind, id string, ancestors func(string) []string) []string {
		key := kind + id
		if _, known := ancestry[key]; !known {
			ancestry[key] = append([]string{id}, ancestors(id)...)
		}
		return ancestry[key]
	}
	var inRegions, inTopics []string // of one entry, each term once
	for _, e := range t.Entries {
		inRegions, inTopics = inRegions[:0], inTopics[:0]
		for _, id := range e.Regions {
			inRegions = union(inRegions, lineage("r", id, s.Regions.Ancestors))
		}
		for _, id := range e.Topics {
			inTopics = union(inTopics, lineage("t", id, s.Topics.Ancestors))
		}
		gather(regions, members, inRegions, e)
		gather(topics, members, inTopics, e)
		if e.Series != "" {
			gather(series, members, []string{e.Series}, e)
		}
		for _, r := range inRegions {
			for _, topic := range inTopics {
				pairs[[2]string{r, topic}] = append(pairs[[2]string{r, topic}], e)
			}
		}
	}
	t.Regions = s.finish(t, regions, members, "regions/", s.Regions.NameIn, s.Regions.Ancestors)
	t.Topics = s.finish(t, topics, members, "topics/", s.topicName, s.Topics.Ancestors)
	t.Series = s.finish(t, series, members, "series/", s.seriesName, func(string) []string { return nil })
	meet(t, regions, topics, pairs)
	linkSeries(t.Series, members)
}

// union appends what is not there yet.
func union(ids, more []string) []string {
	for _, id := range more {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

func gather(terms map[string]*Term, members map[*Term][]*Entry, ids []string, e *Entry) {
	for _, id := range ids {
		term := terms[id]
		if term == nil {
			term = &Term{ID: id}
			terms[id] = term
		}
		members[term] = append(members[term], e)
	}
}

// finish names the terms, hangs them below each other, cuts their lists and sorts them.
func (s *Site) finish(t *Tree, terms map[string]*Term, members map[*Term][]*Entry, folder string, name func(id, lang string) string, ancestors func(string) []string) []*Term {
	sorted := make([]*Term, 0, len(terms))
	for id, term := range terms {
		term.Name = name(id, t.Lang)
		term.List = cut(t.Prefix+folder+id, slices.Clone(members[term])) // as large as it is, and no larger
		sorted = append(sorted, term)
	}
	byName(t.Lang, sorted)
	for _, term := range sorted {
		if above := ancestors(term.ID); len(above) > 0 {
			term.Parent = terms[above[0]]
			term.Parent.Children = append(term.Parent.Children, term)
		}
	}
	return sorted
}

// byName sorts terms as a reader of the language expects, ties by id.
func byName(lang string, terms []*Term) {
	tag, _ := language.Parse(lang)
	c, b := collate.New(tag), collate.Buffer{}
	keys := make(map[*Term]string, len(terms))
	for _, term := range terms {
		keys[term] = string(c.KeyFromString(&b, term.Name))
		b.Reset()
	}
	slices.SortFunc(terms, func(x, y *Term) int { return cmp.Or(cmp.Compare(keys[x], keys[y]), cmp.Compare(x.ID, y.ID)) })
}

// meet makes the pairs that deserve a page. The terms of both sides are sorted already, and so are their pairs.
func meet(t *Tree, regions, topics map[string]*Term, pairs map[[2]string][]*Entry) {
	for _, region := range t.Regions {
		for _, topic := range t.Topics {
			entries := pairs[[2]string{region.ID, topic.ID}]
			if len(entries) < pairFrom {
				continue
			}
			p := &Pair{Region: region, Topic: topic, List: cut(region.List.Path+"/"+topic.ID, entries)}
			region.Pairs = append(region.Pairs, p)
			topic.Pairs = append(topic.Pairs, p)
		}
	}
}

// linkSeries makes the members of each series neighbours: by number where all have one, else by time.
func linkSeries(series []*Term, members map[*Term][]*Entry) {
	for _, term := range series {
		ordered := slices.Clone(members[term]) // newest first
		if !slices.ContainsFunc(ordered, func(e *Entry) bool { return e.Number == 0 }) {
			slices.SortStableFunc(ordered, func(a, b *Entry) int { return cmp.Compare(b.Number, a.Number) })
		}
		for i, e := range ordered[:len(ordered)-1] {
			e.PrevInSeries, ordered[i+1].NextInSeries = ordered[i+1], e
		}
	}
}

func (s *Site) topicName(id, lang string) string {
	if topic, known := s.Topics.Get(id); known {
		return topic.NameIn(lang)
	}
	return s.topics[id]
}

func (s *Site) seriesName(key, lang string) string {
	for _, series := range s.Config.Series {
		if series.Key == key {
			return cmp.Or(series.Names[lang], series.Name, key)
		}
	}
	return key
}
