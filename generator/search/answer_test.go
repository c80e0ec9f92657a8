package search

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// TestAnswersAreThoseOfAScan holds what the index answers to a scan of the texts that knows nothing of it.
func TestAnswersAreThoseOfAScan(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := drawDesk(rt, t, 30)
		s := d.site()
		files := Files(s, d.options()).(*files)
		files.indexes[0].most = rapid.SampledFrom([]int{1, 40, 200, shardBytes}).Draw(rt, "most")
		r := readIndex(t, files)
		for range 5 {
			q := drawQuery(rt)
			if got, want := r.answer("en", q), scan(d, s, q); !slices.Equal(got, want) {
				rt.Fatalf("%+v\n got %q\nwant %q", q, got, want)
			}
		}
	})
}

// scan answers a query by reading all reports.
func scan(d *desk, s *site.Site, q query) []string {
	type hit struct {
		url   string
		score int
	}
	var hits []hit
	for _, e := range s.Trees[0].Entries {
		score := 0
		for _, word := range unique(wordsOf(q.Q)) {
			n := scanFor(d, s, e, word)
			if n == 0 {
				score = -1
				break
			}
			score += n
		}
		at := day(e.Day)
		if score >= 0 && at >= q.From && (q.To == 0 || at <= q.To) && under(s, e, q) {
			hits = append(hits, hit{e.URL, score})
		}
	}
	if q.Weight {
		slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(b.score, a.score) })
	}
	var urls []string
	for _, h := range hits {
		urls = append(urls, h.url)
	}
	return urls
}

func under(s *site.Site, e *site.Entry, q query) bool {
	within := func(ids []string, above func(string) []string, id string) bool {
		return id == "" || slices.ContainsFunc(ids, func(own string) bool { return own == id || slices.Contains(above(own), id) })
	}
	return within(e.Regions, s.Regions.Ancestors, q.Region) && within(e.Topics, s.Topics.Ancestors, q.Topic) &&
		(q.Series == "" || q.Series == e.Series) && (q.Type == "" || q.Type == string(cmp.Or(e.Type, report.Sitrep)))
}

// scanFor is how much a word weighs in a report.
func scanFor(d *desk, s *site.Site, e *site.Entry, word string) int {
	fits := func(term string) bool { return term == word || !isShort(word) && strings.HasPrefix(term, word) }
	best := 0
	weigh := func(text string, worth int) {
		for _, term := range wordsOf(text) {
			if fits(term) {
				score := 2 * worth
				if term == word {
					score++
				}
				best = max(best, score)
			}
		}
	}
	weigh(e.Title, 12)
	weigh(e.Summary, 5)
	for _, c := range e.Claims {
		weigh(c.Text, 5)
		weigh(c.By, 5)
	}
	body := wordsOf(d.bodies[e.BodySum])
	for _, term := range body {
		n := 0
		for _, other := range body {
			if other == term {
				n++
			}
		}
		if n >= 3 {
			weigh(term, 2) // a word is read again as itself: TestWordsOfWords
		}
	}
	for _, term := range body {
		if fits(term) {
			score := 2
			if term == word {
				score++
			}
			best = max(best, score)
		}
	}
	for _, name := range namesOf(s, e) {
		for _, term := range wordsOf(name) {
			if fits(term) {
				best = max(best, 10)
			}
		}
	}
	return best
}

// namesOf are all names of what a report is found under.
func namesOf(s *site.Site, e *site.Entry) []string {
	var list []string
	for _, own := range e.Regions {
		for _, id := range append([]string{own}, s.Regions.Ancestors(own)...) {
			region, _ := s.Regions.Get(id)
			list = append(append(append(list, region.Name, s.Regions.NameIn(id, "en")), region.Codes...), s.Regions.Aliases(id)...)
			for _, name := range s.Regions.Names(id) {
				list = append(list, name)
			}
		}
	}
	for _, own := range e.Topics {
		for _, id := range append([]string{own}, s.Topics.Ancestors(own)...) {
			topic, _ := s.Topics.Get(id)
			list = append(append(list, topic.Name), topic.Aliases...)
			for _, name := range topic.Names {
				list = append(list, name)
			}
		}
	}
	switch e.Series {
	case "daily":
		list = append(list, "daily", "Daily brief", "Щоденний звіт")
	case "a b":
		list = append(list, "a b")
	}
	return list
}
