// Package gazetteer is the regions of the world and of a site. A Region is a place that reports can be about: an area of
// UN M49 (Europe), a country of ISO 3166-1, a subdivision of ISO 3166-2, or a Row of the site's own regions.yaml. Each lies
// in at most one other, its parent.
//
// The built-in regions come from Unicode's CLDR; their ids are their codes in lower case, because names change. A row may
// stand beside them, or take the place of one: what a place is called and where it belongs is the publisher's to say.
// Where borders and names are disputed, the built-in regions say what CLDR says.
//
// A Gazetteer puts the rows on top of the built-in regions and finds the region that a text means (Resolve). It does not
// change, and may be used from many goroutines.
package gazetteer

import (
	"maps"
	"slices"
	"strings"

	"sitrep/generator/vocabulary"
)

// Kind says what sort of place a region is.
type Kind uint8

const (
	Own         Kind = iota // a row of the site's that takes no built-in region's place
	Area                    // the world, a continent or a part of one, by UN M49
	Country                 // ISO 3166-1
	Subdivision             // ISO 3166-2
)

func (k Kind) String() string {
	return [...]string{"own", "area", "country", "subdivision"}[k]
}

// world is the id of the area that all others lie in. It can be named, but it is nobody's ancestor: it tells a reader
// nothing, and its index would change with every report.
const world = "001"

// Region is one place that reports can be about.
type Region struct {
	ID     string
	Name   string   // the site's own name for it, else the English one
	Parent string   // the id of the region it lies in; empty at the top
	Codes  []string // in their usual case: UA, UKR, 804; UA-63; P-codes as the site writes them
	Kind   Kind
	At     *[2]float64 // latitude and longitude in degrees, where the site gives them
}

// Gazetteer is the built-in regions with a site's rows on top.
type Gazetteer struct {
	builtin table
	rows    []row
	byID    map[string]int
	byWord  map[string][]int // ids, codes, names and aliases of the rows, folded
	place   map[string]int   // the row that stands in a built-in region's place, by that region's id
	known   func() known     // what the search for near names goes through
}

// row is a Row with its references resolved.
type row struct {
	Row
	parent   string   // an id
	replaces []string // ids of the built-in regions whose place it takes
	keeps    string   // the one of them whose names in other languages it keeps
}

// Get returns the region with the id. The id of a built-in region whose place a row takes leads to the row.
func (g *Gazetteer) Get(id string) (Region, bool) {
	if i, ok := g.own(id); ok {
		return g.ownRegion(g.rows[i]), true
	}
	r, ok := g.builtin.region(id)
	r.Parent = g.now(r.Parent)
	return r, ok
}

func (g *Gazetteer) ownRegion(r row) Region {
	region := Region{ID: r.ID, Name: r.Name, Parent: r.parent, Codes: slices.Clone(r.Codes), At: r.At}
	for _, id := range r.replaces {
		was, _ := g.builtin.region(id)
		region.Kind = max(region.Kind, was.Kind)
		for _, code := range was.Codes {
			if !slices.ContainsFunc(region.Codes, func(c string) bool { return strings.EqualFold(c, code) }) {
				region.Codes = append(region.Codes, code)
			}
		}
	}
	return region
}

// own returns the row that has the id, or that stands in the place of the built-in region with the id.
func (g *Gazetteer) own(id string) (int, bool) {
	if i, ok := g.byID[id]; ok {
		return i, true
	}
	i, ok := g.place[id]
	return i, ok
}

// now returns the id under which a built-in region goes in this site.
func (g *Gazetteer) now(id string) string {
	if i, ok := g.place[id]; ok {
		return g.rows[i].ID
	}
	return id
}

// Ancestors returns the ids of the regions that hold the region, its parent first. The world is not among them.
func (g *Gazetteer) Ancestors(id string) []string {
	var above []string
	for up := g.parent(id); up != "" && up != g.now(world); up = g.parent(up) {
		above = append(above, up)
	}
	return above
}

func (g *Gazetteer) parent(id string) string {
	if i, ok := g.own(id); ok {
		return g.rows[i].parent
	}
	return g.now(g.builtin.parent(id))
}

// NameIn returns the region's name in the language, given as a BCP 47 tag in its usual case (uk, pt-BR, zh-Hant), or in a
// wider one; else the site's name for it; else the English one. A row that stands in the place of a built-in region and
// goes by one of its names keeps its names in other languages too; one that gives it another name has only the row's own.
func (g *Gazetteer) NameIn(id, lang string) string {
	i, ok := g.own(id)
	if !ok {
		if name := g.builtin.nameIn(id, lang); name != "" {
			return name
		}
		return g.builtin.name(id)
	}
	r := g.rows[i]
	if name := vocabulary.In(r.Names, lang); name != "" {
		return name
	}
	if r.keeps != "" {
		if name := g.builtin.nameIn(r.keeps, lang); name != "" {
			return name
		}
	}
	return r.Name
}

// Names returns the region's names by language, without those languages that have the name of a wider one. It is a copy.
func (g *Gazetteer) Names(id string) map[string]string {
	i, ok := g.own(id)
	if !ok {
		return g.builtin.allNames(id)
	}
	names := map[string]string{}
	if r := g.rows[i]; r.keeps != "" {
		names = g.builtin.allNames(r.keeps)
	}
	maps.Copy(names, g.rows[i].Names)
	return names
}

// Aliases returns what else the site calls the region.
func (g *Gazetteer) Aliases(id string) []string {
	if i, ok := g.own(id); ok {
		return slices.Clone(g.rows[i].Aliases)
	}
	return nil
}

// Resolve returns the id of the region that a text means. The first of these that knows the text answers: the site's rows
// (by id, code, name and alias), the built-in codes, countries and areas by their names in any language, subdivisions by
// theirs. When it fits several of them, those are the candidates; when it fits none, the candidates are the nearest names.
func (g *Gazetteer) Resolve(text string) (id string, candidates []Candidate, ok bool) {
	folded := vocabulary.Fold(text)
	ids := g.find(folded, -1)
	switch len(ids) {
	case 0:
		return "", g.known().nearest(g, folded), false
	case 1:
		return ids[0], nil, true
	}
	return "", g.candidates(ids), false
}

// find returns the regions that a folded text fits, leaving aside one of the rows (-1: none).
func (g *Gazetteer) find(folded string, aside int) []string {
	var ids []string
	for _, i := range g.byWord[folded] {
		if i != aside {
			ids = append(ids, g.rows[i].ID)
		}
	}
	if len(ids) > 0 {
		return ids
	}
	if id, ok := g.builtin.code(folded); ok {
		return []string{g.now(id)}
	}
	for _, id := range g.builtin.named(folded) {
		if id = g.now(id); !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}
