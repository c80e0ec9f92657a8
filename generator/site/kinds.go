package site

import (
	"cmp"
	"slices"
	"strings"

	"sitrep/generator/report"
	"sitrep/generator/vocabulary"
)

// kind is how regions, topics, claims and the like differ: what a report says that puts it under a term.
type kind struct {
	of        func(*Tree) **Terms
	ids       func(*Entry) []string
	folder    string                                   // of their pages; terms without one have no List
	ancestors func(id string) []string                 // nil: a term has none above it
	name      func(id string, members []*Entry) string // nil: the id is the name, and they are sorted by it

	everywhere bool // reports that do not exist in the tree's language count too
	run        bool // the reports of a term are a run, in an order of their own
}

// kinds are all of them.
func (t *Tree) kinds() []kind {
	s := t.site
	return []kind{
		{of: func(t *Tree) **Terms { return &t.Regions }, ids: func(e *Entry) []string { return e.Regions }, folder: "regions/", ancestors: s.Regions.Ancestors, name: t.regionName},
		{of: func(t *Tree) **Terms { return &t.Topics }, ids: func(e *Entry) []string { return e.Topics }, folder: "topics/", ancestors: s.Topics.Ancestors, name: t.topicName},
		{of: func(t *Tree) **Terms { return &t.Series }, ids: seriesIDs, folder: "series/", name: t.seriesName, run: true},
		{of: func(t *Tree) **Terms { return &t.runs }, ids: seriesIDs, everywhere: true, run: true},
		{of: func(t *Tree) **Terms { return &t.Figures }, ids: figureIDs, folder: "figures/", name: t.metricName, everywhere: true},
		{of: func(t *Tree) **Terms { return &t.Claims }, ids: claimIDs, folder: "claims/", everywhere: true},
		{of: func(t *Tree) **Terms { return &t.Actors }, ids: s.actorIDs, folder: "actors/", name: t.actorName, everywhere: true},
		{of: func(t *Tree) **Terms { return &t.Incidents }, ids: incidentIDs, folder: "incidents/", name: incidentName},
		{of: func(t *Tree) **Terms { return &t.Corrected }, ids: correctedIDs, everywhere: true},
		{of: func(t *Tree) **Terms { return &t.superseded }, ids: supersededIDs, everywhere: true},
		{of: func(t *Tree) **Terms { return &t.disputed }, ids: disputedIDs, everywhere: true},
		{of: func(t *Tree) **Terms { return &t.aliases }, ids: func(e *Entry) []string { return e.Aliases }},
	}
}

func seriesIDs(e *Entry) []string {
	if e.Series == "" {
		return nil
	}
	return []string{e.Series}
}

// Drill sets what is said in an exercise apart from what is real: the ids of its figures, claims and actors begin with it.
const Drill = "exercise/"

// said lists the ids of what a report says, each once: none of a retracted one, and those of an exercise apart.
func said(e *Entry, n int, id func(i int) string) []string {
	if n == 0 || e.Status == report.Retracted {
		return nil
	}
	ids := make([]string, 0, n)
	for i := range n {
		name := id(i)
		switch {
		case name == "":
			continue
		case e.Exercise:
			name = Drill + name
		}
		if !slices.Contains(ids, name) {
			ids = append(ids, name)
		}
	}
	return ids
}

func figureIDs(e *Entry) []string {
	return said(e, len(e.Figures), func(i int) string { return e.Figures[i].ID })
}

func claimIDs(e *Entry) []string {
	return said(e, len(e.Claims), func(i int) string { return e.Claims[i].ID })
}

func (s *Site) actorIDs(e *Entry) []string {
	return said(e, len(e.Claims), func(i int) string { return s.Words.Actors.ID(e.Claims[i].By) })
}

func incidentIDs(e *Entry) []string {
	return said(e, len(e.Incidents), func(i int) string { return vocabulary.Slug(e.Incidents[i]) })
}

func disputedIDs(e *Entry) []string {
	var ids []string
	for i := range e.Claims {
		ids = append(ids, e.Claims[i].Disputes...)
	}
	return said(e, len(ids), func(i int) string { return ids[i] })
}

func supersededIDs(e *Entry) []string {
	var paths []string
	for _, path := range e.Supersedes {
		paths = append(paths, strings.TrimSuffix(path, ".md"))
	}
	return paths
}

// corrected is the id of the one term of Corrected.
const corrected = "corrections"

func correctedIDs(e *Entry) []string {
	if e.Status != report.Retracted && !slices.ContainsFunc(e.Revisions, func(r report.Revision) bool { return r.Kind == report.Correction }) {
		return nil
	}
	return []string{corrected}
}

func (t *Tree) regionName(id string, _ []*Entry) string { return t.site.Regions.NameIn(id, t.Lang) }

// metricName is a metric's label, or its id in plain words where the site does not define it.
func (t *Tree) metricName(id string, _ []*Entry) string {
	id = strings.TrimPrefix(id, Drill)
	return cmp.Or(t.site.Words.Metrics[id].LabelIn(t.Lang), Plain(id))
}

func (t *Tree) actorName(id string, members []*Entry) string {
	id = strings.TrimPrefix(id, Drill)
	if actor, known := t.site.Words.Actors.Get(id); known {
		return actor.NameIn(t.Lang)
	}
	oldest := members[len(members)-1]
	for i := range oldest.Claims {
		if by := oldest.Claims[i].By; vocabulary.Slug(by) == id && !vocabulary.IsID(by) {
			return by
		}
	}
	return Plain(id)
}

func incidentName(id string, members []*Entry) string {
	for _, number := range members[len(members)-1].Incidents {
		if vocabulary.Slug(number) == strings.TrimPrefix(id, Drill) {
			return number
		}
	}
	return id
}

// Plain makes words of an id that the site's lists have no name for.
func Plain(id string) string {
	if id == "" || !vocabulary.IsID(id) {
		return id
	}
	words := []rune(strings.ReplaceAll(id, "-", " "))
	return strings.ToUpper(string(words[:1])) + string(words[1:])
}

// topicName is a topic's name. One that no vocabulary defines is called as the oldest report calls it, so that a new report never
// changes it.
func (t *Tree) topicName(id string, members []*Entry) string {
	topics := t.site.Topics
	if topic, known := topics.Get(id); known {
		return topic.NameIn(t.Lang)
	}
	for _, name := range members[len(members)-1].Report.Topics {
		if topic, _, _ := topics.Resolve(name); topic.ID == id {
			return topic.Name
		}
	}
	return id
}

func (t *Tree) seriesName(key string, _ []*Entry) string {
	for _, series := range t.site.Config.Series {
		if series.Key == key {
			return cmp.Or(series.Names[t.Lang], series.Name, key)
		}
	}
	return key
}
