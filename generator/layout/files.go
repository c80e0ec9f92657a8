package layout

import (
	"encoding/hex"
	"maps"
	"path"
	"slices"
	"sync"
	"time"

	"sitrep/generator/card"
	"sitrep/generator/markdown"
	"sitrep/generator/output"
	"sitrep/generator/paper"
	"sitrep/generator/parallel"
	"sitrep/generator/report"
	"sitrep/generator/site"
	"sitrep/generator/source"
)

// files is everything that is published: pages, the PDFs and cards of reports, the style sheet, and the files of bundles that a page refers to.
type files struct {
	theme    *Theme
	editions []*edition
}

// Files lays a site out as it is at a moment. bodies gives a report's body, read a file's bytes; both are asked only when a file is
// made. A press prints a PDF of each report; without one there are none. A page may tell the sum of a file that lies beside it; without
// these it tells none.
func Files(s *site.Site, th *Theme, now time.Time, bodies func(*report.Report) (markdown.Body, error), read func(source.File) ([]byte, error), press *paper.Press, beside output.Files) output.Files {
	links, studio, cases := s.Links(), newStudio(read), sync.OnceValue(card.NewCase)
	editions := make([]*edition, len(s.Trees))
	for i, tree := range s.Trees {
		e := newEdition(s, th, tree)
		e.now, e.links, e.bodies, e.editions, e.studio, e.press, e.cases, e.beside = now, links, bodies, editions, studio, press, cases, beside
		editions[i] = e
	}
	return &files{th, editions}
}

// All lists every file.
func (f *files) All() []output.File {
	var pages []page
	var list []output.File
	exists := map[string]bool{}
	for _, e := range f.editions {
		w := e.whole()
		w.exists = exists
		pages = append(pages, w.pages()...)
		list = append(append(list, f.printedAll(w)...), w.cards()...)
	}
	if len(f.editions) > 1 {
		for i := range pages {
			exists[pages[i].path] = true
		}
	}
	list = slices.Grow(list, len(pages)+1)
	for i := range pages {
		list = append(list, pages[i].file())
	}
	list = slices.Concat(list, f.styles(), f.logo(), f.searcher())
	media := published{}
	for _, e := range f.editions {
		for _, r := range e.tree.Entries {
			e.addMedia(media, r)
		}
		for _, p := range e.tree.Pages {
			e.addPageMedia(media, p)
		}
	}
	for _, path := range slices.Sorted(maps.Keys(media)) {
		list = append(list, media[path])
	}
	return f.weighed(f.kept(append(list, f.aliases(list)...)))
}

// Find looks up one file.
func (f *files) Find(path string) (output.File, bool) {
	if file, found := f.find(path); found {
		return file, true
	}
	return f.findAlias(path)
}

func (f *files) exists(path string) bool {
	_, found := f.find(path)
	return found
}

// find looks up a file that is not the page of an old address.
func (f *files) find(path string) (output.File, bool) {
	for _, file := range slices.Concat(f.styles(), f.logo(), f.searcher()) {
		if file.Path == path {
			return file, true
		}
	}
	if file, found := f.findKept(path); found {
		return file, true
	}
	for _, e := range f.editions {
		if p, found := e.find(path); found {
			return p.file(), true
		}
	}
	for _, e := range f.editions {
		if file, found := e.findMedia(path); found {
			return file, true
		}
		if file, found := f.findPrinted(e, path); found {
			return file, true
		}
		if file, found := e.findCard(path); found {
			return file, true
		}
	}
	return output.File{}, false
}

// styles are the style sheets.
func (f *files) styles() []output.File {
	var list []output.File
	for _, kind := range []string{forReports, forIndexes} {
		list = append(list, f.editions[0].sheets[kind].file(kind))
	}
	return list
}

// logo is the publisher's, without its metadata, if there is one.
func (f *files) logo() []output.File {
	file := f.editions[0].site.Logo
	if file.Path == "" {
		return nil
	}
	return []output.File{{Path: logoPath(file), From: file.Path, Content: original{file, nil, f.editions[0].studio}}}
}

// logoPath changes with the picture, so that it can be kept for ever.
func logoPath(file source.File) string {
	if file.Path == "" {
		return ""
	}
	return "assets/logo." + hex.EncodeToString(file.Sum[:6]) + path.Ext(file.Path)
}

// each is parallel.Each for work that cannot fail.
func each(n int, f func(i int)) {
	_ = parallel.Each(n, func(i int) error {
		f(i)
		return nil
	})
}
