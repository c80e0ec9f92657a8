package layout

import (
	"slices"
	"strings"

	"sitrep/generator/site"
)

// account is what became of the claims of an edition: of all, of those that each actor makes, and of those of each region.
type account struct {
	courses     map[string]*site.Course // by the ids of claims
	real, drill ledger
	by          map[string]*ledger // by the ids of actors
	regions     map[*site.Term]*territory
}

// ledger is the claims of everybody, of one actor or of one region, that are real, or those of exercises.
type ledger struct {
	folder  string     // of the pages of its periods, with a slash after it
	actor   *site.Term // whose claims these are; nil: everybody's
	region  *site.Term // where these are about; nil: anywhere
	drill   bool
	open    []*site.Course // oldest first
	settled []*site.Course // the latest first
}

func (e *edition) newAccount() *account {
	all := e.tree.Ledger(e.tree.Claims.Sorted)
	folder := e.tree.Prefix + inClaims + "/"
	a := &account{
		courses: make(map[string]*site.Course, len(all)), by: make(map[string]*ledger, len(e.tree.Actors.Sorted)),
		real: ledger{folder: folder}, drill: ledger{folder: folder + site.Drill, drill: true}, regions: map[*site.Term]*territory{},
	}
	for _, term := range e.tree.Actors.Sorted {
		a.by[term.ID] = &ledger{folder: term.List.Path + "/", actor: term, drill: isDrill(term.ID)}
	}
	for i := range all {
		c := &all[i]
		a.courses[c.ID] = c
		if isDrill(c.ID) {
			a.drill.add(c)
		} else {
			a.real.add(c)
		}
		for _, id := range e.actorsOf(c) {
			a.by[id].add(c)
		}
		a.within(e, c)
	}
	return a
}

func (l *ledger) add(c *site.Course) {
	if c.Open {
		l.open = append(l.open, c)
	} else {
		l.settled = append(l.settled, c)
	}
}

// course is what became of a claim; nil when no report states it.
func (a *account) course(id string) *site.Course { return a.courses[id] }

// actorsOf lists, by their ids, those who make a claim in any report.
func (e *edition) actorsOf(c *site.Course) []string {
	var ids []string
	said := ""
	for _, s := range c.Steps {
		if s.By == said {
			continue
		}
		said = s.By
		if id := drilled(isDrill(c.ID), e.site.Words.Actors.ID(said)); said != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

func isDrill(id string) bool { return strings.HasPrefix(id, site.Drill) }
