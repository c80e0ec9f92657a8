package gazetteer

import (
	"iter"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"sitrep/generator/diag"
	"sitrep/generator/vocabulary"
)

// Candidate is a region that a text may mean.
type Candidate struct {
	ID   string
	Name string
	In   string // the name of the country or of the site's own region that it lies in; empty for countries and areas
}

// String tells the candidate from others of its name: Kharkiv (Ukraine, ua-63).
func (c Candidate) String() string {
	if c.In == "" {
		return c.Name + " (" + c.ID + ")"
	}
	return c.Name + " (" + c.In + ", " + c.ID + ")"
}

// DidYouMean returns the hint that the candidates make, or a way on when there are none.
func DidYouMean(candidates []Candidate) string {
	if len(candidates) == 0 {
		return "write an ISO 3166 code, the English name of a country or subdivision, or add the region to regions.yaml"
	}
	return "did you mean " + list(candidates) + "?"
}

func list(candidates []Candidate) string {
	var texts []string
	for _, c := range candidates {
		texts = append(texts, c.String())
	}
	return strings.Join(texts, " or ")
}

func (g *Gazetteer) candidates(ids []string) []Candidate {
	var candidates []Candidate
	for _, id := range ids {
		candidates = append(candidates, g.candidate(id))
	}
	return candidates
}

func (g *Gazetteer) candidate(id string) Candidate {
	r, _ := g.Get(id)
	c := Candidate{ID: r.ID, Name: r.Name}
	if r.Kind == Country || r.Kind == Area {
		return c
	}
	for _, up := range g.Ancestors(id) {
		above, _ := g.Get(up)
		if c.In = above.Name; above.Kind == Country || above.Kind == Own {
			return c
		}
	}
	return c
}

// candidate names a built-in region whatever the rows say.
func (t table) candidate(id string) Candidate {
	return (&Gazetteer{builtin: t}).candidate(id)
}

// known is the folded names that the search for near ones goes through, with the regions they mean: the rows' words, and
// the built-in names in English and in the site's languages. All names in all languages would be more noise than help.
type known struct {
	names []string
	means map[string][]string
}

func (g *Gazetteer) gather(languages []string) known {
	k := known{means: map[string][]string{}}
	for _, word := range slices.Sorted(maps.Keys(g.byWord)) {
		for _, i := range g.byWord[word] {
			k.add(word, g.rows[i].ID)
		}
	}
	for r := range g.builtin.all() {
		id := g.now(r.ID)
		k.add(vocabulary.Fold(r.Name), id)
		if r.Kind == Subdivision {
			continue
		}
		for _, lang := range languages {
			k.add(vocabulary.Fold(g.builtin.nameIn(r.ID, lang)), id)
		}
	}
	return k
}

func (k *known) add(folded, id string) {
	if folded == "" || slices.Contains(k.means[folded], id) {
		return
	}
	if k.means[folded] == nil {
		k.names = append(k.names, folded)
	}
	k.means[folded] = append(k.means[folded], id)
}

// longest is the length in bytes beyond which a text is not searched for: no name is that long.
const longest = 200

// mostCandidates is how many near names help a writer more than they confuse.
const mostCandidates = 5

func (k known) nearest(g *Gazetteer, folded string) []Candidate {
	if folded == "" || len(folded) > longest {
		return nil
	}
	names := diag.Nearest(folded, k.names)
	if len(names) == 0 {
		names = k.beginning(folded)
	}
	var ids []string
	for _, name := range names {
		for _, id := range k.means[name] {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return g.candidates(ids[:min(len(ids), mostCandidates)])
}

// beginning returns the names that begin like the text: Kharkivshchyna for Kharkiv or Kharkiv Oblast, as far as they are few.
func (k known) beginning(folded string) []string {
	first, _, _ := strings.Cut(folded, " ")
	for _, start := range []string{folded, first} {
		var names []string
		for _, name := range k.names {
			if strings.HasPrefix(name, start) {
				names = append(names, name)
			}
		}
		if len(names) > 0 && len(names) <= mostCandidates && utf8.RuneCountInString(start) >= 4 {
			slices.Sort(names)
			return names
		}
	}
	return nil
}

// Spoken goes through the folded names by which prose may mean a region of the site's own, or a country in one of the site's
// languages, and the regions that each may mean.
func (g *Gazetteer) Spoken() iter.Seq2[string, []string] {
	return func(yield func(string, []string) bool) {
		k := g.known()
		for _, name := range k.names {
			var ids []string
			for _, id := range k.means[name] {
				_, own := g.own(id)
				if r, _ := g.Get(id); own || r.Kind == Country {
					ids = append(ids, id)
				}
			}
			if len(ids) > 0 && !yield(name, ids) {
				return
			}
		}
	}
}
