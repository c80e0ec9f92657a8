package layout

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"sitrep/generator/markdown"
	"sitrep/generator/output"
	"sitrep/generator/parallel"
	"sitrep/generator/report"
	"sitrep/generator/site"
	"sitrep/generator/source"
)

// files is everything that is published: pages, the style sheet, and the files of bundles that a page refers to.
type files struct {
	theme    *Theme
	editions []*edition
	read     func(source.File) ([]byte, error)
}

// Files lays a site out as it is at a moment. bodies gives a report's body, read a file's bytes; both are asked only when a file is
// made.
func Files(s *site.Site, th *Theme, now time.Time, bodies func(*report.Report) (markdown.Body, error), read func(source.File) ([]byte, error)) output.Files {
	links := s.Links()
	editions := make([]*edition, len(s.Trees))
	for i, tree := range s.Trees {
		e := newEdition(s, th, tree)
		e.now, e.links, e.bodies, e.editions = now, links, bodies, editions
		editions[i] = e
	}
	return &files{th, editions, read}
}

// All lists every file.
func (f *files) All() []output.File {
	var pages []page
	exists := map[string]bool{}
	for _, e := range f.editions {
		w := e.whole()
		w.exists = exists
		pages = append(pages, w.pages()...)
	}
	if len(f.editions) > 1 {
		for i := range pages {
			exists[pages[i].path] = true
		}
	}
	list := make([]output.File, 0, len(pages)+1)
	for i := range pages {
		list = append(list, pages[i].file())
	}
	list = append(append(list, f.styles()...), f.logo()...)
	media := map[string]source.File{}
	for _, e := range f.editions {
		for _, r := range e.tree.Entries {
			e.addMedia(media, r)
		}
		for _, p := range e.tree.Pages {
			e.addPageMedia(media, p)
		}
	}
	for _, path := range slices.Sorted(maps.Keys(media)) {
		list = append(list, f.media(media[path]))
	}
	return append(list, f.aliases(list)...)
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
	for _, file := range append(f.styles(), f.logo()...) {
		if file.Path == path {
			return file, true
		}
	}
	for _, e := range f.editions {
		if p, found := e.find(path); found {
			return p.file(), true
		}
	}
	for _, e := range f.editions {
		if file, found := e.findMedia(path); found {
			return f.media(file), true
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

// logo is the publisher's, if there is one.
func (f *files) logo() []output.File {
	file := f.editions[0].site.Logo
	if file.Path == "" {
		return nil
	}
	return []output.File{{Path: logoPath(file), From: file.Path, Content: media{file, f.read}}}
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

// addMedia adds the files of a report's bundle that its text or header refers to.
func (e *edition) addMedia(media map[string]source.File, r *site.Entry) {
	if len(r.Files) == 0 || r.Status == report.Retracted {
		return
	}
	links := append(slices.Clone(r.Text.Links), markdown.Link{Target: r.Image.Src})
	for _, a := range attached(r) {
		links = append(links, markdown.Link{Target: a.Src})
	}
	e.addLinked(media, r.Origin(), links)
}

// addPageMedia does the same for a plain page.
func (e *edition) addPageMedia(media map[string]source.File, p *site.Page) {
	if len(p.Files) > 0 {
		e.addLinked(media, p.Origin(), p.Text.Links)
	}
}

func (e *edition) addLinked(media map[string]source.File, from site.Origin, links []markdown.Link) {
	for _, link := range links {
		if link.Scheme != "" || link.Target == "" {
			continue
		}
		if d := e.links.Follow(from, link); d.File.Path != "" {
			media[site.Published(d.File)] = d.File
		}
	}
}

// findMedia looks up a file of a bundle by its published path: the folder of that name, or one above it, is the bundle.
func (e *edition) findMedia(path string) (source.File, bool) {
	media := map[string]source.File{}
	for at := strings.LastIndexByte(path, '/'); at > 0; at = strings.LastIndexByte(path[:at], '/') {
		if bundle, ok := strings.CutPrefix(path[:at], "reports/"); ok {
			for _, r := range e.site.Versions(bundle) {
				e.addMedia(media, r)
			}
		}
		for _, p := range e.tree.Pages {
			if p.Path == path[:at] {
				e.addPageMedia(media, p)
			}
		}
	}
	file, found := media[path]
	return file, found
}

func (f *files) media(file source.File) output.File {
	return output.File{Path: site.Published(file), From: file.Path, Content: media{file, f.read}}
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
