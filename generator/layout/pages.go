package layout

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"

	"sitrep/generator/output"
	"sitrep/generator/site"
)

// page is one page of an edition. Its view is kept never: it is made for the key, and made again when the page must be written
// after all.
type page struct {
	path     string
	from     string // for a message when two files claim one path
	template string
	edition  *edition
	view     func(path string) any
}

func (p *page) file() output.File {
	return output.File{Path: p.path, From: p.from, Content: &content{page: p}}
}

// content is a page as a file holds it. A page that is made before its key is asked for, as all are in an empty folder, has its
// key from the same view.
type content struct {
	*page
	key atomic.Pointer[output.Sum]
}

// Key names all that the page is made from.
func (c *content) Key() output.Sum {
	if c.key.Load() == nil {
		c.keep(c.view(c.path))
	}
	return *c.key.Load()
}

func (c *content) keep(view any) {
	key := c.edition.theme.key(c.template, view)
	c.key.Store(&key)
}

// Make makes the page.
func (c *content) Make(b *bytes.Buffer) error {
	view := c.view(c.path)
	if c.key.Load() == nil {
		c.keep(view)
	}
	if err := c.edition.theme.render(b, c.edition.Messages, c.template, view); err != nil {
		return fmt.Errorf("%s: %w", c.path, err)
	}
	return nil
}

// pages lists the pages of an edition.
func (e *edition) pages() []page {
	pages := e.frontPages()
	for _, r := range e.tree.Entries {
		pages = append(append(pages, e.reportPage(r)), e.earlierPages(r)...)
	}
	pages = append(pages, e.plainPages()...)
	for _, term := range e.tree.Regions.Sorted {
		pages = append(pages, e.regionPages(term)...)
	}
	for _, term := range e.tree.Topics.Sorted {
		pages = append(pages, e.topicPages(term)...)
	}
	for _, term := range e.tree.Series.Sorted {
		pages = append(pages, e.seriesPages(term)...)
	}
	for _, term := range e.tree.Figures.Sorted {
		pages = append(pages, e.figurePages(term)...)
	}
	pages = append(pages, e.claimPages()...)
	for _, term := range e.tree.Regions.Sorted {
		pages = append(pages, e.claimRegionPages(term)...)
	}
	for _, term := range e.tree.Actors.Sorted {
		pages = append(pages, e.actorPages(term)...)
	}
	for _, term := range e.tree.Incidents.Sorted {
		pages = append(pages, e.incidentPages(term)...)
	}
	return slices.Concat(pages, e.correctionPages(), e.datePages())
}

// find looks up one page, among those of the term or section that its path names.
func (e *edition) find(path string) (*page, bool) {
	own, ok := strings.CutPrefix(path, e.tree.Prefix)
	if !ok {
		return nil, false
	}
	section, rest, _ := strings.Cut(own, "/")
	rest = strings.TrimSuffix(rest, ".html")
	id, _, _ := strings.Cut(rest, "/")
	pages := append(e.frontPages(), e.plainPages()...)
	switch section {
	case "reports":
		pages = append(pages, e.reportPages(rest)...)
	case inRegions:
		pages = append(pages, of(e.tree.Regions, id, e.regionPages)...)
	case inTopics:
		pages = append(pages, of(e.tree.Topics, id, e.topicPages)...)
	case inSeries:
		pages = append(pages, of(e.tree.Series, id, e.seriesPages)...)
	case inFigures:
		pages = append(pages, ofDrill(e.tree.Figures, rest, e.figurePages)...)
	case inClaims:
		pages = append(pages, of(e.tree.Claims, rest, e.claimPage)...)
		if strings.Contains(rest, openName) || strings.Contains(rest, settledName) {
			pages = append(pages, e.claimPeriodPages()...)
		}
		if below, in := strings.CutPrefix(rest, inRegions+"/"); in {
			id, _, _ = strings.Cut(below, "/")
			pages = append(pages, of(e.tree.Regions, id, e.claimRegionPages)...)
		}
	case inActors:
		pages = append(pages, ofDrill(e.tree.Actors, rest, e.actorPages)...)
	case inIncidents:
		pages = append(pages, ofDrill(e.tree.Incidents, rest, e.incidentPages)...)
	case inCorrections:
		pages = append(pages, e.correctionPages()...)
	case inDates:
		pages = append(pages, e.datePages()...)
	}
	for i := range pages {
		if pages[i].path == path {
			return &pages[i], true
		}
	}
	return nil, false
}

// of lists the pages of a term, if it has any.
func of(terms *site.Terms, id string, pages func(*site.Term) []page) []page {
	if term := terms.Get(id); term != nil {
		return pages(term)
	}
	return nil
}

// ofDrill lists the pages of a term that may be one of exercises, by the rest of a path.
func ofDrill(terms *site.Terms, rest string, pages func(*site.Term) []page) []page {
	id, _, _ := strings.Cut(rest, "/")
	list := of(terms, id, pages)
	if rest, drill := strings.CutPrefix(rest, site.Drill); drill {
		id, _, _ = strings.Cut(rest, "/")
		list = append(list, of(terms, site.Drill+id, pages)...)
	}
	return list
}

// frontPages are those that every edition has.
func (e *edition) frontPages() []page {
	prefix := e.tree.Prefix
	pages := []page{
		{prefix + "index.html", "the home page", "home.html", e, e.home},
		{prefix + "regions.html", "the index of regions", "regions.html", e, func(path string) any {
			return e.termsPage(path, inRegions, e.tree.Regions.Sorted, e.noDefinition)
		}},
		{prefix + "topics.html", "the index of topics", "topics.html", e, func(path string) any {
			return e.termsPage(path, inTopics, e.tree.Topics.Sorted, e.definition)
		}},
		{prefix + "dates.html", "the index of dates", "dates.html", e, e.dates},
	}
	pages = slices.Concat(pages, e.optionalPages(), e.apiPages(), e.searchPages())
	if prefix == "" {
		pages = append(pages, page{"404.html", "the page for addresses that do not exist", "404.html", e, func(string) any { return e.notFound() }})
	}
	return pages
}

// optionalPages are the indexes of what not every site has.
func (e *edition) optionalPages() []page {
	var pages []page
	for _, section := range e.optional {
		at, from := e.tree.Prefix+section+".html", "the index of "+section
		switch section {
		case inClaims:
			pages = append(pages, page{at, from, "claims.html", e, e.ledgerPage})
		case inFigures:
			pages = append(pages, page{at, from, "figures.html", e, func(path string) any { return e.namesPage(path, section, inFigures, e.tree.Figures) }})
		case inActors:
			pages = append(pages, page{at, from, "actors.html", e, func(path string) any { return e.namesPage(path, section, inClaims, e.tree.Actors) }})
		case inIncidents:
			pages = append(pages, page{at, from, "incidents.html", e, func(path string) any { return e.namesPage(path, section, "", e.tree.Incidents) }})
		case inCorrections:
			pages = append(pages, page{at, from, "corrections.html", e, e.correctionsPage})
		}
	}
	return pages
}

func (e *edition) plainPages() []page {
	var pages []page
	for _, p := range e.tree.Pages {
		pages = append(pages, page{p.URL, p.File, "page.html", e, func(string) any { return e.plainPage(p) }})
	}
	return pages
}

func (e *edition) reportPage(r *site.Entry) page {
	return page{r.URL, r.File, "report.html", e, func(string) any { return e.report(r) }}
}

// regionPages are those of a region, and of all topics that it has a page with.
func (e *edition) regionPages(term *site.Term) []page {
	pages := e.termPages(term, inRegions, "region.html", e.noDefinition)
	for _, pair := range term.Pairs() {
		from, name, list := "the index of "+pair.Topic.ID+" in "+term.ID, term.Name+": "+pair.Topic.Name, pair.List()
		pages = append(pages, page{list.Path + ".html", from, "pair.html", e, func(path string) any { return e.pairPage(path, pair) }})
		pages = append(pages, e.periodPages(list, from, inRegions, name, func() []*Fragment {
			return append(e.trail(inRegions, term), e.toPair(pair))
		})...)
	}
	return pages
}

func (e *edition) topicPages(term *site.Term) []page {
	return e.termPages(term, inTopics, "topic.html", e.definition)
}

func (e *edition) termPages(term *site.Term, section, template string, define func(id string) string) []page {
	from := "the index of " + term.ID + " in " + section
	first := page{term.List.Path + ".html", from, template, e, func(path string) any { return e.termPage(path, section, term, define) }}
	return append([]page{first}, e.periodPages(term.List, from, section, term.Name, func() []*Fragment { return e.trail(section, term) })...)
}

func (e *edition) datePages() []page {
	return e.periodPages(e.tree.Dates, "the index of dates", inDates, "", func() []*Fragment { return []*Fragment{e.sections[inDates]} })
}

// periodPages are those of all periods of a list.
func (e *edition) periodPages(root *site.List, from, section, term string, trail func() []*Fragment) []page {
	if len(root.Parts) == 0 {
		return nil
	}
	var pages []page
	neighbours := levels(root)
	root.Walk(func(l *site.List) {
		if l != root {
			p := period{list: l, section: section, term: term, trail: trail, older: neighbours[l][0], newer: neighbours[l][1]}
			pages = append(pages, page{l.Path + ".html", from, "period.html", e, func(path string) any { return e.periodPage(path, p) }})
		}
	})
	return pages
}
