package search

import (
	"slices"
	"strings"
)

// How much a word weighs in a report, by where it stands.
const (
	inText  = iota // once or twice in the body
	often          // more often there
	outside        // in the summary, a heading, a claim, a figure, a source
	inTitle
)

// manyTimes is how often a word stands in a body that is about it.
const manyTimes = 3

// gathering is the words of a segment, with the reports that have each.
type gathering struct {
	ids   map[string]int32
	terms []string
	lists [][]uint32 // by term: number of the report, and weight in the lowest two bits
	times []uint8    // how often the term stood in the body of the last report
}

func newGathering() *gathering { return &gathering{ids: map[string]int32{}} }

// add counts a word of a report. Reports come in their order, and their bodies last.
func (g *gathering) add(word []byte, doc, weight uint32) {
	id, known := g.ids[string(word)]
	if !known {
		id = int32(len(g.terms))
		term := string(word)
		g.ids[term] = id
		g.terms, g.lists, g.times = append(g.terms, term), append(g.lists, nil), append(g.times, 0)
	}
	list := g.lists[id]
	if n := len(list); n > 0 && list[n-1]>>2 == doc {
		g.again(id, &list[n-1], weight)
		return
	}
	g.lists[id], g.times[id] = append(list, doc<<2|weight), 1
}

func (g *gathering) again(id int32, last *uint32, weight uint32) {
	if weight == inText {
		if g.times[id] < manyTimes {
			g.times[id]++
		}
		if g.times[id] == manyTimes {
			weight = often
		}
	}
	*last = max(*last, *last&^3|weight)
}

// sorted are the terms in their order, with the reports that have each.
func (g *gathering) sorted() []term {
	list := make([]term, len(g.terms))
	for i, text := range g.terms {
		list[i] = term{text, g.lists[i]}
	}
	slices.SortFunc(list, func(a, b term) int { return strings.Compare(a.text, b.text) })
	return list
}

// gather reads the words of all reports of the segment, and cuts them into shards. It returns the first term of each.
func (s *segment) gather() (termShards, []string, error) {
	g := newGathering()
	var text []byte
	for i, e := range s.entries {
		doc, said := uint32(i), s.saidBy(e)
		add := func(weight uint32) func([]byte) { return func(word []byte) { g.add(word, doc, weight) } }
		for _, f := range said.Facets {
			g.add([]byte(f), doc, inText)
		}
		words([]byte(said.Title), add(inTitle))
		for _, line := range said.Lines {
			words([]byte(line), add(outside))
		}
		if said.Body == "" {
			continue
		}
		body, err := s.Bodies(e.Report)
		if err != nil {
			return nil, nil, err
		}
		text = text[:0]
		for i := range body.Blocks {
			text = append(body.Blocks[i].AppendText(text, nil), '\n')
		}
		words(text, add(inText))
	}
	shards, firsts := shardsOf(g.sorted(), s.shardSize)
	return shards, firsts, nil
}
