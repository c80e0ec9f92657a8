package layout

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	"sitrep/generator/markdown"
	"sitrep/generator/output"
	"sitrep/generator/parallel"
	"sitrep/generator/report"
	"sitrep/generator/site"
	"sitrep/generator/source"
)

// page is a page to be: its view is made once for its key, and again if the page must be written.
type page struct {
	path     string
	from     string // for a message when two files claim one path
	template string
	edition  *edition
	view     func(path string) any
}

// Files lists everything that is published: pages, the style sheet, and the files of bundles that a page refers to. bodies gives
// a report's body, read a file's bytes; both are asked only when a file is made.
func Files(s *site.Site, th *Theme, bodies func(*report.Report) (markdown.Body, error), read func(source.File) ([]byte, error)) output.Files {
	editions := prepare(s, th, bodies)
	var pages []page
	for _, e := range editions {
		pages = append(pages, e.pages()...)
	}
	if len(editions) > 1 {
		exists := make(map[string]bool, len(pages))
		for _, p := range pages {
			exists[p.path] = true
		}
		for _, e := range editions {
			e.exists = exists
		}
	}
	files := make(output.List, len(pages), len(pages)+1)
	for i := range pages {
		files[i] = output.File{Path: pages[i].path, From: pages[i].from, Content: &pages[i]}
	}
	files = append(files, output.File{Path: th.stylePath, From: folder + "style.css", Content: output.Bytes(th.styles)})
	for _, f := range published(editions) {
		files = append(files, output.File{Path: site.Published(f), From: f.Path, Content: media{f, read}})
	}
	return files
}

// each is parallel.Each for work that cannot fail.
func each(n int, f func(i int)) {
	_ = parallel.Each(n, func(i int) error {
		f(i)
		return nil
	})
}

// prepare makes the editions of a site and the entries of all its reports.
func prepare(s *site.Site, th *Theme, bodies func(*report.Report) (markdown.Body, error)) []*edition {
	links := s.Links()
	editions := make([]*edition, len(s.Trees))
	for i, tree := range s.Trees {
		e := newEdition(s, th, tree)
		e.links, e.bodies, e.editions = links, bodies, editions
		editions[i] = e
	}
	return editions
}

// Key names all that the page is made from. The view is made for it, and let go of.
func (p *page) Key() output.Sum { return p.edition.theme.key(p.template, p.view(p.path)) }

// Make makes the page.
func (p *page) Make(b *bytes.Buffer) error {
	if err := p.edition.theme.render(b, p.edition.Messages, p.template, p.view(p.path)); err != nil {
		return fmt.Errorf("%s: %w", p.path, err)
	}
	return nil
}

// pages lists the pages of an edition.
func (e *edition) pages() []page {
	pages := make([]page, 0, 2*len(e.tree.Entries))
	add := func(path, from, template string, view func(path string) any) {
		pages = append(pages, page{path, from, template, e, view})
	}
	prefix := e.tree.Prefix
	add(prefix+"index.html", "the home page", "home.html", e.home)
	add(prefix+"regions.html", "the index of regions", "regions.html", func(path string) any {
		return e.termsPage(path, inRegions, e.tree.Regions, e.noDefinition)
	})
	add(prefix+"topics.html", "the index of topics", "topics.html", func(path string) any { return e.termsPage(path, inTopics, e.tree.Topics, e.definition) })
	add(prefix+"dates.html", "the index of dates", "dates.html", e.dates)
	if prefix == "" {
		add("404.html", "the page for addresses that do not exist", "404.html", func(string) any { return e.notFound() })
	}
	for _, r := range e.tree.Entries {
		add(r.URL, r.File, "report.html", func(string) any { return e.report(r) })
	}
	for _, p := range e.tree.Pages {
		add(p.URL, p.File, "page.html", func(string) any { return e.plainPage(p) })
	}
	return append(pages, e.indexes()...)
}

// indexes lists the pages of the terms and of all periods.
func (e *edition) indexes() []page {
	var pages []page
	add := func(l *site.List, from, template string, view func(path string) any) {
		pages = append(pages, page{l.Path + ".html", from, template, e, view})
	}
	periods := func(root *site.List, from, section, term string, trail []*Fragment) {
		if len(root.Parts) == 0 {
			return
		}
		neighbours := levels(root)
		root.Walk(func(l *site.List) {
			if l == root {
				return
			}
			p := period{list: l, section: section, term: term, trail: trail, older: neighbours[l][0], newer: neighbours[l][1]}
			add(l, from, "period.html", func(path string) any { return e.periodPage(path, p) })
		})
	}
	terms := func(terms []*site.Term, section, template string, define func(id string) string) {
		for _, term := range terms {
			from := "the index of " + term.ID + " in " + section
			add(term.List, from, template, func(path string) any { return e.termPage(path, section, term, define) })
			periods(term.List, from, section, term.Name, e.trail(section, term))
		}
	}
	terms(e.tree.Regions, inRegions, "region.html", e.noDefinition)
	terms(e.tree.Topics, inTopics, "topic.html", e.definition)
	for _, region := range e.tree.Regions {
		for _, pair := range region.Pairs {
			from, name := "the index of "+pair.Topic.ID+" in "+region.ID, pair.Region.Name+": "+pair.Topic.Name
			add(pair.List, from, "pair.html", func(path string) any { return e.pairPage(path, pair) })
			periods(pair.List, from, inRegions, name, append(e.trail(inRegions, region), e.lists[pair.List]))
		}
	}
	for _, series := range e.tree.Series {
		from := "the index of the series " + series.ID
		add(series.List, from, "series.html", func(path string) any { return e.seriesPage(path, series) })
		periods(series.List, from, "", series.Name, []*Fragment{e.lists[series.List]})
	}
	periods(e.tree.Dates, "the index of dates", inDates, "", []*Fragment{e.sections[inDates]})
	return pages
}

// published lists the files of bundles that a published text refers to.
func published(editions []*edition) []source.File {
	files := map[string]source.File{}
	follow := func(e *edition, from site.Origin, links []markdown.Link) {
		for _, link := range links {
			if link.Scheme != "" || link.Target == "" {
				continue
			}
			if d := e.links.Follow(from, link); d.File.Path != "" {
				files[d.File.Path] = d.File
			}
		}
	}
	for _, e := range editions {
		for _, r := range e.tree.Entries {
			if len(r.Files) == 0 || r.Status == report.Retracted {
				continue
			}
			links := append(slices.Clone(r.Text.Links), markdown.Link{Target: r.Image.Src})
			for _, a := range attached(r) {
				links = append(links, markdown.Link{Target: a.Src})
			}
			follow(e, r.Origin(), links)
		}
		for _, p := range e.tree.Pages {
			if len(p.Files) > 0 {
				follow(e, p.Origin(), p.Text.Links)
			}
		}
	}
	list := slices.Collect(maps.Values(files))
	slices.SortFunc(list, func(a, b source.File) int { return strings.Compare(a.Path, b.Path) })
	return list
}

// media is a file of a bundle, which is published as it is.
type media struct {
	file source.File
	read func(source.File) ([]byte, error)
}

// Key is the sum of the file's bytes.
func (m media) Key() output.Sum { return m.file.Sum }

// Make reads the file.
func (m media) Make(b *bytes.Buffer) error {
	data, err := m.read(m.file)
	if err != nil {
		return fmt.Errorf("read %s: %w", m.file.Path, err)
	}
	b.Write(data)
	return nil
}
