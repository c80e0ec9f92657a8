package layout

import (
	"html/template"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"sitrep/generator/card"
	"sitrep/generator/gazetteer"
	"sitrep/generator/locale"
	"sitrep/generator/markdown"
	"sitrep/generator/output"
	"sitrep/generator/paper"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// edition is the site in one language, on its way to pages. It does not change once it is made.
type edition struct {
	*Messages
	site   *site.Site
	theme  *Theme
	tree   *site.Tree
	links  *site.Links
	now    time.Time // of the build
	bodies func(*report.Report) (markdown.Body, error)
	studio *studio
	press  *paper.Press // nil: nothing is printed
	beside output.Files // the data that lies beside pages; nil: a page tells the sum of none
	cases  func() *card.Case

	editions  []*edition // all of them, by the site's languages
	dir       string
	sheets    map[string]sheet
	open      map[string]*Fragment // the document's beginning, by the kind of its style sheet
	mastheads map[string]*Fragment // by section
	footer    *Fragment
	sections  map[string]*Fragment // Link, to the lists of all terms
	optional  []string             // the sections that not every site has, where this one does

	// What is found out when a page first asks for it.
	account  func() *account
	metrics  map[*site.Term]func() *metric
	eventful func() bool // a report has events
	ground   func() *ground
	fixes    []correction

	// What many pages show, made once for all of them; nil while single pages are asked for.
	entries map[*site.Entry]*Fragment // Entry
	lists   map[*site.List]*Fragment  // Link
	exists  map[string]bool           // paths of the pages of all editions
}

// The sections of the site, as the masthead shows them; a plain page is a section of its own, by its path.
const (
	inRegions = "regions"
	inTopics  = "topics"
	inDates   = "dates"
	inSeries  = "series"
	inSearch  = "search"

	inFigures     = "figures"
	inClaims      = "claims"
	inActors      = "actors"
	inIncidents   = "incidents"
	inCorrections = "corrections"
)

func newEdition(s *site.Site, th *Theme, tree *site.Tree) *edition {
	e := &edition{
		Messages: th.messagesIn(tree.Lang), site: s, theme: th, tree: tree, dir: direction(tree.Lang),
		mastheads: map[string]*Fragment{}, sections: map[string]*Fragment{},
	}
	e.sheets, e.open = th.dressed(s.Config.Colours), map[string]*Fragment{}
	for kind, sheet := range e.sheets {
		e.open[kind] = th.fragment(e.Messages, "partials/open.html", func() any {
			return &Open{Lang: tree.Lang, Dir: e.dir, Style: href(rootMark, sheet.path), Script: e.asker()}
		})
	}
	e.findOut()
	e.footer = th.fragment(e.Messages, "partials/footer.html", func() any { return e.foot() })
	for _, section := range slices.Concat([]string{"", inSearch}, e.nav(), e.rootPages()) {
		e.mastheads[section] = th.fragment(e.Messages, "partials/masthead.html", func() any { return e.masthead(section) })
	}
	for _, section := range append([]string{inRegions, inTopics, inDates}, e.optional...) {
		e.sections[section] = e.link(e.get("nav."+section), tree.Prefix+section)
	}
	return e
}

// findOut finds the sections that the edition has, and prepares what they show.
func (e *edition) findOut() {
	e.fixes = corrections(e.tree)
	for _, section := range []struct {
		name string
		size int
	}{
		{inFigures, len(e.tree.Figures.Sorted)}, {inClaims, len(e.tree.Claims.Sorted)}, {inActors, len(e.tree.Actors.Sorted)},
		{inIncidents, len(e.tree.Incidents.Sorted)}, {inCorrections, len(e.fixes)},
	} {
		if section.size > 0 {
			e.optional = append(e.optional, section.name)
		}
	}
	e.account = sync.OnceValue(e.newAccount)
	e.metrics = make(map[*site.Term]func() *metric, len(e.tree.Figures.Sorted))
	for _, term := range e.tree.Figures.Sorted {
		e.metrics[term] = sync.OnceValue(func() *metric { return newMetric(e.tree, term) })
	}
	e.ground = sync.OnceValue(func() *ground { return newGround(e.theme, e.site, e.tree) })
	e.eventful = sync.OnceValue(func() bool {
		return slices.ContainsFunc(e.tree.Entries, func(r *site.Entry) bool { return len(r.Events) > 0 })
	})
}

// nav lists the sections that the masthead leads to.
func (e *edition) nav() []string {
	sections := []string{inRegions, inTopics, inDates}
	for _, section := range []string{inFigures, inClaims} {
		if slices.Contains(e.optional, section) {
			sections = append(sections, section)
		}
	}
	return sections
}

func (e *edition) foot() *Footer {
	config := &e.site.Config
	f := &Footer{
		Publisher: config.Publisher, Licence: config.Licence, LicenceURL: template.URL(config.LicenceURL), Text: config.FooterIn(e.tree.Lang),
	}
	for _, section := range []string{inCorrections, inIncidents} {
		if slices.Contains(e.optional, section) {
			f.More = append(f.More, Link{Name: e.get("nav." + section), Href: href(rootMark, e.tree.Prefix+section+".html")})
		}
	}
	if e.site.OpensData() {
		f.More = append(f.More, Link{Name: e.get("nav.api"), Href: href(rootMark, e.tree.Prefix+inAPI+".html")})
	}
	if feed := e.tree.Feed(); feed != nil {
		f.More = append(f.More, Link{Name: e.get("nav.feed"), Href: href(rootMark, feed.Atom)})
	}
	return f
}

// link prepares a link to a page, whose path is without .html.
func (e *edition) link(name, path string) *Fragment {
	return e.theme.fragment(e.Messages, "partials/link.html", func() any { return &Link{Name: name, Href: href(rootMark, path+".html")} })
}

// whole is the edition with all that its pages share, for when all of them are wanted.
func (e *edition) whole() *edition {
	w := *e
	shown := make([]*Fragment, len(e.tree.Entries))
	each(len(shown), func(i int) { shown[i] = e.shown(e.tree.Entries[i]) })
	w.entries = make(map[*site.Entry]*Fragment, len(shown))
	for i, r := range e.tree.Entries {
		w.entries[r] = shown[i]
	}
	w.lists = map[*site.List]*Fragment{}
	for _, terms := range []*site.Terms{e.tree.Regions, e.tree.Topics, e.tree.Series, e.tree.Figures, e.tree.Actors, e.tree.Incidents} {
		for _, term := range terms.Sorted {
			w.lists[term.List] = e.toTerm(term)
			w.linkPeriods(term.List)
		}
	}
	for _, region := range e.tree.Regions.Sorted {
		for _, pair := range region.Pairs() {
			w.lists[pair.List()] = e.toPair(pair)
			w.linkPeriods(pair.List())
		}
	}
	w.linkPeriods(e.tree.Dates)
	return &w
}

func (e *edition) linkPeriods(root *site.List) {
	root.Walk(func(l *site.List) {
		if l != root {
			e.lists[l] = e.toPeriod(l)
		}
	})
}

// shown is a report as lists show it.
func (e *edition) shown(r *site.Entry) *Fragment {
	if f := e.entries[r]; f != nil {
		return f
	}
	return e.theme.fragment(e.Messages, "partials/entry.html", func() any { return e.entry(r) })
}

// toTerm leads to a term's page.
func (e *edition) toTerm(term *site.Term) *Fragment {
	if f := e.lists[term.List]; f != nil {
		return f
	}
	return e.link(term.Name, term.List.Path)
}

// toPair leads from a region to its page with a topic.
func (e *edition) toPair(pair *site.Pair) *Fragment {
	if f := e.lists[pair.List()]; f != nil {
		return f
	}
	return e.link(pair.Topic.Name, pair.Path())
}

// toPeriod leads to the page of a period; nil when there is none.
func (e *edition) toPeriod(l *site.List) *Fragment {
	if l == nil {
		return nil
	}
	if f := e.lists[l]; f != nil {
		return f
	}
	return e.link(e.period(l.Period).Words, l.Path)
}

// rootPages lists the plain pages that the masthead leads to.
func (e *edition) rootPages() []string {
	var paths []string
	for _, p := range e.tree.Pages {
		if !strings.Contains(p.Path, "/") && e.family(p) == p.Path {
			paths = append(paths, p.Path)
		}
	}
	return paths
}

// family is the page that a plain page belongs to by its name: guide-header and guide/header belong to guide, if there is one.
func (e *edition) family(p *site.Page) string {
	for _, head := range e.tree.Pages {
		if rest, ok := strings.CutPrefix(p.Path, head.Path); ok && rest != "" && (rest[0] == '-' || rest[0] == '/') {
			return head.Path
		}
	}
	return p.Path
}

func (e *edition) masthead(section string) *Masthead {
	m := &Masthead{Site: e.site.Config.TitleIn(e.tree.Lang), Home: href(rootMark, e.tree.Prefix+"index.html")}
	if path := logoPath(e.site.Logo); path != "" {
		m.Logo = href(rootMark, path)
	}
	for _, s := range e.nav() {
		m.Nav = append(m.Nav, NavItem{Name: e.get("nav." + s), Href: href(rootMark, e.tree.Prefix+s+".html"), Current: s == section})
	}
	for _, p := range e.tree.Pages {
		if slices.Contains(e.rootPages(), p.Path) {
			m.Nav = append(m.Nav, NavItem{Name: p.Title, Href: href(rootMark, p.URL), Current: p.Path == section})
		}
	}
	if e.site.Config.Search {
		m.Search, m.Searching = href(rootMark, e.tree.Prefix+site.SearchPage), section == inSearch
	}
	return m
}

// frame is what the page at a path has around its content.
func (e *edition) frame(path, section, title, description string) Frame {
	up := upFrom(path)
	name := e.site.Config.TitleIn(e.tree.Lang)
	if title != "" && title != name {
		name = title + " – " + name
	}
	f := Frame{
		Title: name, Description: description, Up: up, Open: e.open[forIndexes], Masthead: e.mastheads[section], Footer: e.footer,
	}
	if e.site.Config.BaseURL != "" {
		f.Canonical = href(e.site.Config.BaseURL, strings.TrimSuffix(path, "index.html"))
	}
	f.Social = e.social("website")
	if len(e.editions) > 1 {
		f.Languages = e.languages(up, path)
	}
	return f
}

// languages leads to the page in every language of the site, or to the nearest one there.
func (e *edition) languages(up, path string) []Language {
	own := strings.TrimPrefix(path, e.tree.Prefix)
	list := make([]Language, len(e.editions))
	same := 0
	for i, other := range e.editions {
		near := e.nearest(other, own)
		list[i] = other.language(href(up, other.tree.Prefix+near))
		list[i].Current = other.tree == e.tree
		if near == own && e.site.Config.BaseURL != "" {
			list[i].Full = href(e.site.Config.BaseURL, strings.TrimSuffix(other.tree.Prefix+own, "index.html"))
			same++
		}
	}
	for i := range list {
		if same == 1 { // the page itself
			list[i].Full = ""
		}
	}
	return list
}

// nearest is the page of another edition that shows what the page at a path shows, or the next wider thing: a term where its period is
// not there, all terms where the term is not, at last the home page.
func (e *edition) nearest(other *edition, own string) string {
	for near := strings.TrimSuffix(own, ".html"); near != "."; near = path.Dir(near) {
		if e.leadsTo(other, other.tree.Prefix+near+".html") {
			return near + ".html"
		}
	}
	return "index.html"
}

// leadsTo reports whether another edition has a page at a path.
func (e *edition) leadsTo(other *edition, path string) bool {
	if e.exists != nil {
		return e.exists[path]
	}
	_, found := other.find(path)
	return found
}

// language is a link that leads into this edition.
func (e *edition) language(to template.URL) Language {
	name := e.tree.Lang
	if e.Lang == name {
		name = e.get("language")
	} else if l, known := locale.For(name); known {
		name = l.Name
	}
	return Language{Lang: e.tree.Lang, Dir: e.dir, Name: name, Href: to}
}

// in returns the edition in a language.
func (e *edition) in(lang string) *edition {
	for _, other := range e.editions {
		if other.tree.Lang == lang {
			return other
		}
	}
	return e
}

// termLinks lead to terms.
func (e *edition) termLinks(terms []*site.Term) []*Fragment {
	links := make([]*Fragment, len(terms))
	for i, term := range terms {
		links[i] = e.toTerm(term)
	}
	return links
}

// top are the regions that the home page leads to: countries, and the site's own regions that lie in no other.
func (e *edition) top() []*site.Term {
	var top, outer []*site.Term
	for _, term := range e.tree.Regions.Sorted {
		region, _ := e.site.Regions.Get(term.ID)
		if region.Kind == gazetteer.Country || region.Kind == gazetteer.Own && term.Parent == nil {
			top = append(top, term)
		}
		if term.Parent == nil {
			outer = append(outer, term)
		}
	}
	if len(top) == 0 {
		return outer
	}
	return top
}

// root is where the site begins on its server, for pages that are shown at any address.
func (e *edition) root() string {
	if u, err := url.Parse(e.site.Config.BaseURL); err == nil && u.Path != "" {
		return escapePath(u.Path)
	}
	return "/"
}
