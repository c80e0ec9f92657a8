// Package site is the model of what is published: New puts reports, already parsed, resolved and free of what is withheld, into
// their order and indexes. It is pure.
//
// The nouns: a Site has a Tree for each of its languages. A Tree holds the Entries (reports in their place, newest first) that
// exist in that language, and the Terms under which they are found: regions (each with all below it), topics, series, and the
// pairs of a region and a topic. A List is what an index shows: a run of entries, cut by the calendar into Lists of years,
// months and days where it is long, so that the page of a past period never changes again.
//
// New may be given the former Site. It makes no difference but to the time: what is the same in both is shared. An index is
// kept by adding what came and taking away what went; without a former Site everything came. So a Site, once made, never changes.
package site

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"sitrep/generator/gazetteer"
	"sitrep/generator/report"
	"sitrep/generator/source"
	"sitrep/generator/vocabulary"
)

// Site is everything that is published.
type Site struct {
	*Desk
	Trees []*Tree // by Config.Languages

	entries []*Entry // all of them, by bundle path, then by language
	pages   map[string][]*Page
}

// Desk is what a site's publisher has laid down for all reports: its settings and its words.
type Desk struct {
	Config  Config
	Regions *gazetteer.Gazetteer
	Topics  *vocabulary.Topics
	Words   Words
	Logo    source.File // of content/; the zero File: there is none

	Boundaries []gazetteer.Boundary // the lines that the publisher wants on maps
}

// Input is a report with what the site's vocabularies make of it. The same pointer stands for the same report.
type Input struct {
	*report.Report
	Regions []string // ids, the primary one first
	Topics  []string // ids
	Files   []source.File
	Earlier []*report.Report // the report's earlier versions that may be shown, in the same language, the oldest first
}

// Entry is a published report in its place.
type Entry struct {
	*Input
	Lang string    // the tree it stands in
	Day  time.Time // the civil day in the site's zone, as midnight UTC
	URL  string    // slash path from the root of the published tree
}

// EarlierURL is the address of an earlier version of the report that has one.
func EarlierURL(url string, version int) string {
	return fmt.Sprintf("%s.v%d.html", strings.TrimSuffix(url, ".html"), version)
}

// Page is a plain page of content/pages.
type Page struct {
	*report.Page
	Lang         string
	URL          string
	Files        []source.File
	Translations []*Page
}

// PageInput is a plain page with the files of its bundle.
type PageInput struct {
	Page  *report.Page
	Files []source.File
}

// New makes the site of the given reports, which are ordered by the path of their bundle, then by language, and pages. A former
// Site of the same Desk may be given; one of another is of no use.
func New(former *Site, desk *Desk, reports []*Input, pages []PageInput) *Site {
	s := &Site{Desk: desk, pages: map[string][]*Page{}}
	if former == nil || former.Desk != desk {
		former = &Site{}
	}
	trees := map[string]*Tree{}
	for _, lang := range desk.Config.Languages {
		t := &Tree{Lang: lang, Prefix: desk.Config.Prefix(lang), site: s}
		s.Trees, trees[lang] = append(s.Trees, t), t
	}
	changes := s.place(former.entries, reports, trees)
	everywhere := s.everywhere(former, changes)
	for i, t := range s.Trees {
		before := &Tree{}
		if len(former.Trees) > 0 {
			before = former.Trees[i]
		}
		t.index(before, changes[t.Lang], everywhere[t.Lang])
	}
	s.placePages(trees, pages)
	return s
}

// place gives every report its place: the former entry of the same input, or a new one. It returns what that changes, by language.
func (s *Site) place(former []*Entry, reports []*Input, trees map[string]*Tree) map[string]change {
	s.entries = make([]*Entry, 0, len(reports))
	changes := map[string]change{}
	gone := func(e *Entry) {
		c := changes[e.Lang]
		c.gone = append(c.gone, e)
		changes[e.Lang] = c
	}
	for _, in := range reports {
		for len(former) > 0 && former[0].Input != in && byPath(former[0].Input, in) <= 0 {
			gone(former[0])
			former = former[1:]
		}
		if len(former) > 0 && former[0].Input == in {
			s.entries, former = append(s.entries, former[0]), former[1:]
			continue
		}
		e := s.entry(trees[cmp.Or(in.Report.Lang, s.Config.Default())], in)
		s.entries = append(s.entries, e)
		c := changes[e.Lang]
		c.come = append(c.come, e)
		changes[e.Lang] = c
	}
	for _, e := range former {
		gone(e)
	}
	return changes
}

// everywhere is what changes in the site as it is seen from each language: there, every report is one, in that language or else in
// the first that it exists in.
func (s *Site) everywhere(former *Site, changes map[string]change) map[string]change {
	if len(s.Trees) == 1 {
		return changes
	}
	var paths []string
	for _, c := range changes {
		for _, e := range slices.Concat(c.gone, c.come) {
			paths = append(paths, e.Path)
		}
	}
	slices.Sort(paths)
	seen := make(map[string]change, len(s.Trees))
	for _, path := range slices.Compact(paths) {
		for _, t := range s.Trees {
			was, is := former.Entry(path, t.Lang), s.Entry(path, t.Lang)
			if was == is {
				continue
			}
			c := seen[t.Lang]
			if was != nil {
				c.gone = append(c.gone, was)
			}
			if is != nil {
				c.come = append(c.come, is)
			}
			seen[t.Lang] = c
		}
	}
	return seen
}

func (s *Site) entry(t *Tree, in *Input) *Entry {
	return &Entry{Input: in, Lang: t.Lang, Day: in.Date.Day(s.Config.Zone()), URL: t.Prefix + "reports/" + in.Path + ".html"}
}

// byPath is the order of the reports as they are given.
func byPath(a, b *Input) int {
	return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Report.Lang, b.Report.Lang))
}

func (s *Site) placePages(trees map[string]*Tree, pages []PageInput) {
	for _, in := range pages {
		t := trees[cmp.Or(in.Page.Lang, s.Config.Default())]
		p := &Page{Page: in.Page, Lang: t.Lang, URL: t.Prefix + in.Page.Path + ".html", Files: in.Files}
		t.Pages = append(t.Pages, p)
		s.pages[p.Path] = append(s.pages[p.Path], p)
	}
	for _, t := range s.Trees {
		slices.SortFunc(t.Pages, func(a, b *Page) int { return cmp.Compare(a.Path, b.Path) })
	}
	for _, versions := range s.pages {
		slices.SortFunc(versions, func(a, b *Page) int { return cmp.Compare(s.order(a.Lang), s.order(b.Lang)) })
		for _, p := range versions {
			p.Translations = slices.DeleteFunc(slices.Clone(versions), func(o *Page) bool { return o == p })
		}
	}
}

// order is the place of a language among the site's.
func (s *Site) order(lang string) int { return slices.Index(s.Config.Languages, lang) }

// Versions are the reports of a bundle path, by the site's languages.
func (s *Site) Versions(path string) []*Entry {
	first, found := slices.BinarySearchFunc(s.entries, path, func(e *Entry, path string) int { return strings.Compare(e.Path, path) })
	if !found {
		return nil
	}
	last := first + 1
	for last < len(s.entries) && s.entries[last].Path == path {
		last++
	}
	versions := s.entries[first:last:last]
	if len(versions) > 1 {
		versions = slices.Clone(versions)
		slices.SortFunc(versions, func(a, b *Entry) int { return cmp.Compare(s.order(a.Lang), s.order(b.Lang)) })
	}
	return versions
}

// Translations are the same report in the site's other languages, in their order.
func (s *Site) Translations(e *Entry) []*Entry {
	if len(s.Trees) < 2 {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(s.Versions(e.Path)), func(o *Entry) bool { return o == e })
}

// Entry returns the report of a bundle path in a language, or, where it does not exist in that, in the first language it exists in.
func (s *Site) Entry(path, lang string) *Entry {
	versions := s.Versions(path)
	for _, e := range versions {
		if e.Lang == lang {
			return e
		}
	}
	if len(versions) == 0 {
		return nil
	}
	return versions[0]
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
