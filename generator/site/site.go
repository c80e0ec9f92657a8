// Package site is the model of what is published: New puts reports, already parsed, resolved and free of what is withheld, into
// their order and indexes. It is pure and is made anew in every build.
//
// The nouns: a Site has a Tree for each of its languages. A Tree holds the Entries (reports in their place, newest first) that
// exist in that language, and the Terms under which they are found: regions (each with all below it), topics, series, and the
// pairs of a region and a topic. A List is what an index shows: a run of entries, cut by the calendar into Lists of years,
// months and days where it is long, so that the page of a past period never changes again.
package site

import (
	"cmp"
	"slices"
	"time"

	"sitrep/generator/gazetteer"
	"sitrep/generator/report"
	"sitrep/generator/source"
	"sitrep/generator/vocabulary"
)

// Site is everything that is published.
type Site struct {
	Config  Config
	Regions *gazetteer.Gazetteer
	Topics  *vocabulary.Topics
	Words   Words
	Trees   []*Tree                // by Config.Languages
	Files   map[string]source.File // the published reports' and pages' other files, by source path

	entries  map[string]*Entry   // by bundle path, in the first of the site's languages that has it
	versions map[string][]*Entry // by bundle path, where there are several
	pages    map[string][]*Page
	topics   map[string]string // names of an open vocabulary's topics, by id, as they were written first
}

// Entry is a published report in its place.
type Entry struct {
	*report.Report
	Lang    string    // the tree it stands in
	Day     time.Time // the civil day in the site's zone, as midnight UTC
	URL     string    // slash path from the root of the published tree
	Regions []string  // ids, the primary one first
	Topics  []string  // ids
	Files   []source.File

	Newer, Older               *Entry // neighbours in time
	NextInSeries, PrevInSeries *Entry
	Translations               []*Entry // the same report in the site's other languages, in their order
}

// Page is a plain page of content/pages.
type Page struct {
	*report.Page
	Lang         string
	URL          string
	Files        []source.File
	Translations []*Page
}

// Tree is the site in one language.
type Tree struct {
	Lang    string
	Prefix  string   // "" for the default language, else "uk/"
	Entries []*Entry // newest first
	Pages   []*Page  // by path
	Dates   *List
	Regions []*Term // by name in this language
	Topics  []*Term
	Series  []*Term
}

// Term is a region, a topic or a series with its reports.
type Term struct {
	ID       string
	Name     string // in the tree's language
	Parent   *Term  // the nearest term above that has a page; nil at the top
	Children []*Term
	List     *List
	Pairs    []*Pair // where it meets a term of the other vocabulary often enough for a page of its own, by that term's name
}

// Pair is where a region and a topic meet.
type Pair struct {
	Region, Topic *Term
	List          *List
}

// Input is a report with what the site's vocabularies make of it.
type Input struct {
	Report  *report.Report
	Regions []string
	Topics  []string
	Files   []source.File
}

// PageInput is a plain page with the files of its bundle.
type PageInput struct {
	Page  *report.Page
	Files []source.File
}

// New makes the site of the given reports and pages.
func New(config Config, regions *gazetteer.Gazetteer, topics *vocabulary.Topics, reports []Input, pages []PageInput) *Site {
	s := &Site{Config: config, Regions: regions, Topics: topics, Files: map[string]source.File{}, entries: make(map[string]*Entry, len(reports)), versions: map[string][]*Entry{}, pages: map[string][]*Page{}, topics: map[string]string{}}
	trees := map[string]*Tree{}
	for i, lang := range config.Languages {
		t := &Tree{Lang: lang}
		if i > 0 {
			t.Prefix = lang + "/"
		}
		s.Trees, trees[lang] = append(s.Trees, t), t
	}
	for _, in := range reports {
		s.addReport(trees[cmp.Or(in.Report.Lang, config.Default())], in)
	}
	for _, in := range pages {
		s.addPage(trees[cmp.Or(in.Page.Lang, config.Default())], in)
	}
	for _, t := range s.Trees {
		s.index(t)
	}
	s.linkTranslations()
	return s
}

func (s *Site) addReport(t *Tree, in Input) {
	e := &Entry{
		Report: in.Report, Lang: t.Lang, Day: in.Report.Date.Day(s.Config.Zone()), URL: t.Prefix + "reports/" + in.Report.Path + ".html",
		Regions: in.Regions, Topics: in.Topics, Files: in.Files,
	}
	t.Entries = append(t.Entries, e)
	if first := s.entries[e.Path]; first == nil {
		s.entries[e.Path] = e
	} else {
		s.versions[e.Path] = append(orFirst(s.versions[e.Path], first), e)
	}
	for _, f := range in.Files {
		s.Files[f.Path] = f
	}
	for i, id := range in.Topics {
		if s.Topics.Open() && s.topics[id] == "" && i < len(in.Report.Topics) {
			topic, _, _ := s.Topics.Resolve(in.Report.Topics[i])
			s.topics[topic.ID] = topic.Name
		}
	}
}

// orFirst begins a list of versions with the first one.
func orFirst(versions []*Entry, first *Entry) []*Entry {
	if len(versions) == 0 {
		return []*Entry{first}
	}
	return versions
}

func (s *Site) addPage(t *Tree, in PageInput) {
	p := &Page{Page: in.Page, Lang: t.Lang, URL: t.Prefix + in.Page.Path + ".html", Files: in.Files}
	t.Pages = append(t.Pages, p)
	s.pages[p.Path] = append(s.pages[p.Path], p)
	for _, f := range in.Files {
		s.Files[f.Path] = f
	}
}

// newestFirst is the order of entries everywhere: by time, then by path.
func newestFirst(a, b *Entry) int {
	return cmp.Or(b.Day.Compare(a.Day), cmp.Compare(b.Date.Unix, a.Date.Unix), cmp.Compare(a.Path, b.Path))
}

func (s *Site) index(t *Tree) {
	slices.SortFunc(t.Entries, newestFirst)
	slices.SortFunc(t.Pages, func(a, b *Page) int { return cmp.Compare(a.Path, b.Path) })
	for i, e := range t.Entries[:max(0, len(t.Entries)-1)] {
		e.Older, t.Entries[i+1].Newer = t.Entries[i+1], e
	}
	t.Dates = cutDates(t.Prefix, t.Entries)
	s.indexTerms(t)
}

func (s *Site) linkTranslations() {
	order := func(lang string) int { return slices.Index(s.Config.Languages, lang) }
	for path, versions := range s.versions {
		slices.SortFunc(versions, func(a, b *Entry) int { return cmp.Compare(order(a.Lang), order(b.Lang)) })
		s.entries[path] = versions[0]
		for _, e := range versions {
			e.Translations = slices.DeleteFunc(slices.Clone(versions), func(o *Entry) bool { return o == e })
		}
	}
	for _, versions := range s.pages {
		slices.SortFunc(versions, func(a, b *Page) int { return cmp.Compare(order(a.Lang), order(b.Lang)) })
		for _, p := range versions {
			p.Translations = slices.DeleteFunc(slices.Clone(versions), func(o *Page) bool { return o == p })
		}
	}
}

// Entry returns the report of a bundle path in a language, or, where it does not exist in that, in the first language it exists in.
func (s *Site) Entry(path, lang string) *Entry {
	for _, e := range s.versions[path] {
		if e.Lang == lang {
			return e
		}
	}
	return s.entries[path]
}

// Page returns a plain page as Entry does a report.
func (s *Site) Page(path, lang string) *Page {
	versions := s.pages[path]
	for _, p := range versions {
		if p.Lang == lang {
			return p
		}
	}
	if len(versions) == 0 {
		return nil
	}
	return versions[0]
}
