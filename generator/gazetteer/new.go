package gazetteer

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"sitrep/generator/diag"
	"sitrep/generator/vocabulary"
)

// New puts the rows on top of the built-in regions. Faults between a row and the rest are errors: an id or a place that is
// taken, a missing name, an unknown parent, parents in a circle. The languages are those of the site: the search for near
// names goes through the countries' names in them too.
func New(rows []Row, languages ...string) (*Gazetteer, []diag.Finding) {
	g := &Gazetteer{builtin: builtin(), byID: map[string]int{}, byWord: map[string][]int{}, place: map[string]int{}}
	g.known = sync.OnceValue(func() known { return g.gather(languages) })
	for i, r := range rows {
		g.add(i, r)
	}
	var found []diag.Finding
	for _, step := range []func(i int) []diag.Finding{g.takePlaces, g.checkNames, g.findParent, g.cutCircle, g.checkParent} {
		for i := range g.rows {
			found = append(found, step(i)...)
		}
	}
	return g, found
}

// add enters the row under its words. Of two rows with one id the first is meant. An id that is not clean, which
// ParseRegions reports, is made so: ids become file names.
func (g *Gazetteer) add(i int, r Row) {
	words := r.words()
	r.ID = vocabulary.Slug(r.ID)
	g.rows = append(g.rows, row{Row: r})
	if _, taken := g.byID[r.ID]; taken || r.ID == "" {
		return
	}
	g.byID[r.ID] = i
	for _, word := range words {
		folded := vocabulary.Fold(word.Text)
		if folded != "" && !slices.Contains(g.byWord[folded], i) {
			g.byWord[folded] = append(g.byWord[folded], i)
		}
	}
}

// leadsTo reports whether the row is the one that its id means.
func (g *Gazetteer) leadsTo(i int) bool {
	first, ok := g.byID[g.rows[i].ID]
	return ok && first == i
}

// takePlaces puts the row in the place of each built-in region whose code it has.
func (g *Gazetteer) takePlaces(i int) []diag.Finding {
	var found []diag.Finding
	r := &g.rows[i]
	if !g.leadsTo(i) {
		return nil // no id, or another row's: nothing may lead to it
	}
	for n, code := range r.Codes {
		id, ok := g.builtin.code(vocabulary.Fold(code))
		if !ok || slices.Contains(r.replaces, id) {
			continue
		}
		if other, taken := g.place[id]; taken {
			first := g.rows[other]
			found = append(found, r.fault(fmt.Sprintf("codes.%d", n), "taken", "leave the code to one of them",
				"the region %q in line %d takes the place of %s already", first.ID, first.Pos.Line, g.builtin.candidate(id)))
			continue
		}
		g.place[id] = i
		r.replaces = append(r.replaces, id)
	}
	if is, ok := g.builtin.region(r.ID); ok && !slices.Contains(r.replaces, r.ID) {
		found = append(found, r.fault("id", "taken", fmt.Sprintf("choose another id, or write codes: [%s] to take its place", is.Codes[0]),
			"the id %q is that of %s", r.ID, g.builtin.candidate(r.ID)))
	}
	return found
}

// checkNames gives a row without a name that of the region it replaces, and finds whose names in other languages it keeps.
func (g *Gazetteer) checkNames(i int) []diag.Finding {
	r := &g.rows[i]
	if r.Name == "" && len(r.replaces) > 0 {
		r.Name = g.builtin.name(r.replaces[0])
	}
	for _, id := range r.replaces {
		if r.keeps == "" && g.builtin.calls(r.Name, id) {
			r.keeps = id
		}
	}
	if r.Name == "" && r.ID != "" {
		return []diag.Finding{r.fault("id", "name", "write name: and what readers call it", "the region %q has no name", r.ID)}
	}
	return nil
}

// findParent resolves the row's parent: what it names, or that of the region it replaces. It is never the row itself, so
// that a town may lie in a province of its own name.
func (g *Gazetteer) findParent(i int) []diag.Finding {
	r := &g.rows[i]
	if r.Parent == "" {
		if len(r.replaces) > 0 {
			r.parent = g.now(g.builtin.parent(r.replaces[0]))
		}
		return nil
	}
	if ids := g.find(vocabulary.Fold(r.Parent), i); len(ids) == 1 {
		r.parent = ids[0]
	}
	return nil
}

// cutCircle takes the parent from the first row of a circle, so that Ancestors always ends.
func (g *Gazetteer) cutCircle(i int) []diag.Finding {
	r := &g.rows[i]
	if !g.leadsTo(i) {
		return nil
	}
	way := vocabulary.Circle(r.ID, g.parent)
	if way == nil {
		return nil
	}
	r.parent = ""
	return []diag.Finding{r.fault("parent", "circle", "leave out or change one of these parents", "parents run in a circle: %s", strings.Join(way, " in "))}
}

// checkParent says why a parent was not found. It comes after the circles are cut: candidates are told by their ancestors.
func (g *Gazetteer) checkParent(i int) []diag.Finding {
	r := &g.rows[i]
	if r.Parent == "" {
		return nil
	}
	folded := vocabulary.Fold(r.Parent)
	switch ids := g.find(folded, i); len(ids) {
	case 0:
		if slices.Contains(g.byWord[folded], i) {
			return []diag.Finding{r.fault("parent", "parent", "name the region around it, or leave parent out", "%q lies in itself", r.ID)}
		}
		return []diag.Finding{r.fault("parent", "parent", DidYouMean(g.known().nearest(g, folded)), "no region named %q", r.Parent)}
	case 1:
		return nil
	default:
		return []diag.Finding{r.fault("parent", "parent", "write the id of one: "+list(g.candidates(ids)), "%q names several regions", r.Parent)}
	}
}
