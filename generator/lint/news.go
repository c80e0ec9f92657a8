package lint

import (
	"slices"
	"time"

	"sitrep/generator/site"
)

// news is what differs between two sites, as far as a rule can see it.
type news struct {
	now     time.Time
	paths   map[string]bool // bundles of which a report came, went or is another one
	touched map[need]bool
	kinds   [thePlace + 1]bool // of what is touched
	series  map[string]bool    // by key
	loose   map[string]bool    // metrics of figures outside any series, those of a drill apart
	claims  map[string]bool    // the same of claims
	all     bool               // every report is to be judged anew
}

// news compares the site with the one that was checked before, and takes over what was said of the reports that are still there.
func (k *Checked) news(former *Checked) *news {
	n := &news{now: k.now, paths: map[string]bool{}, touched: map[need]bool{}, series: map[string]bool{}, loose: map[string]bool{}, claims: map[string]bool{}}
	n.all = k.archives != former.archives
	for i, t := range k.site.Trees {
		var was []*site.Entry
		var judgements []*judged
		if len(former.reports) > 0 {
			was, judgements = former.site.Trees[i].Entries, former.reports[i]
		}
		k.reports[i] = n.carry(was, judgements, t.Entries)
	}
	actors := cloned(former.actors.counts())
	for path := range n.paths {
		n.touched[need{theText, path}] = true
		n.gather(former.site, path)
		n.gather(k.site, path)
		countActors(actors, former.site, path, -1)
		countActors(actors, k.site, path, +1)
	}
	n.otherPages(former.site, k.site)
	n.otherPages(k.site, former.site)
	k.actors, k.towns = n.spelt(former.actors, actors, theActor), former.towns
	if n.elsewhere(former.site, k.site) || k.towns == nil {
		n.otherTerms(former.site, k.site)
		n.otherTerms(k.site, former.site)
		k.towns = n.spelt(former.towns, placeNames(k.site), thePlace)
	}
	for need := range n.touched {
		n.kinds[need.kind] = true
	}
	return n
}

// carry gives each entry what was said of it; nil where it is new.
func (n *news) carry(was []*site.Entry, judgements []*judged, is []*site.Entry) []*judged {
	kept, head, tail := make([]*judged, len(is)), 0, 0
	for head < min(len(was), len(is)) && was[head] == is[head] {
		head++
	}
	for tail < min(len(was), len(is))-head && was[len(was)-1-tail] == is[len(is)-1-tail] {
		tail++
	}
	copy(kept, judgements[:head])
	copy(kept[len(is)-tail:], judgements[len(was)-tail:])
	between := map[*site.Entry]*judged{}
	for i, e := range was[head : len(was)-tail] {
		between[e] = judgements[head+i]
	}
	for i, e := range is[head : len(is)-tail] {
		if kept[head+i] = between[e]; kept[head+i] == nil {
			n.paths[e.Path] = true
		}
		delete(between, e)
	}
	for e := range between {
		n.paths[e.Path] = true
	}
	return kept
}

// gather notes what the reports of a bundle say that others may look at.
func (n *news) gather(s *site.Site, path string) {
	for _, e := range s.Versions(path) {
		if e.Series != "" {
			n.series[e.Series] = true
		}
		for i := range e.Figures {
			if e.Series == "" {
				n.loose[drilled(e, e.Figures[i].ID)] = true
			}
		}
		for i := range e.Claims {
			n.claims[drilled(e, e.Claims[i].ID)] = true
			n.touched[need{theClaim, e.Claims[i].ID}] = true
		}
		for _, alias := range e.Aliases {
			n.touched[need{theAlias, alias}] = true
		}
	}
}

// drilled is the id of a claim or figure as the site's terms have it.
func drilled(e *site.Entry, id string) string {
	if e.Exercise {
		return site.Drill + id
	}
	return id
}

// elsewhere reports whether any region or topic has other reports than before.
func (n *news) elsewhere(was, is *site.Site) bool {
	same := func(a, b *site.Entry) bool {
		return a.Lang == b.Lang && slices.Equal(a.Regions, b.Regions) && slices.Equal(a.Topics, b.Topics)
	}
	for path := range n.paths {
		if !slices.EqualFunc(was.Versions(path), is.Versions(path), same) {
			return true
		}
	}
	return false
}

// otherTerms notes the regions and topics of one site that no report of another one is about.
func (n *news) otherTerms(of, than *site.Site) {
	for kind, terms := range map[kind]func(*site.Tree) *site.Terms{
		theRegion: func(t *site.Tree) *site.Terms { return t.Regions },
		theTopic:  func(t *site.Tree) *site.Terms { return t.Topics },
	} {
		for _, t := range of.Trees {
			for _, term := range terms(t).Sorted {
				if !slices.ContainsFunc(than.Trees, func(t *site.Tree) bool { return terms(t).Get(term.ID) != nil }) {
					n.touched[need{kind, term.ID}] = true
				}
			}
		}
	}
}

// otherPages notes the plain pages of one site that are not the same in another one.
func (n *news) otherPages(of, than *site.Site) {
	for _, t := range of.Trees {
		for _, p := range t.Pages {
			if other := than.Page(p.Path, p.Lang); other == nil || other.Page != p.Page {
				n.touched[need{thePage, p.Path}] = true
			}
		}
	}
}

// spelt knows the spellings of names by how often each is used. What is said of a name changes with its own use alone, unless
// another one becomes frequent or is so no more.
func (n *news) spelt(former *spelling, used map[string]int, of kind) *spelling {
	s, changed, others := newSpelling(former, used)
	for _, name := range changed {
		n.touched[need{of, name}] = true
	}
	n.all = n.all || others
	return s
}

// concerns reports whether the news are of anything that was looked at when a report was judged.
func (n *news) concerns(e *site.Entry, j *judged) bool {
	if n.all || j.afresh || n.paths[e.Path] || !j.turn.IsZero() && !n.now.Before(j.turn) {
		return true
	}
	return slices.ContainsFunc(j.needs, func(need need) bool { return n.kinds[need.kind] && n.touched[need] })
}
