package generator

import (
	"maps"
	"slices"

	"sitrep/generator/site"
	"sitrep/generator/source"
)

// moves is what became of reports that got another name while this process has watched, by the paths of their bundles. A report
// is known again by the bytes of its text.
type moves struct {
	gone map[[32]byte]string // by the sum of the text
	to   map[string]string
}

// leave notes that a report is no longer at a path.
func (m *moves) leave(bundle *source.Bundle) {
	if m.gone == nil {
		m.gone, m.to = map[[32]byte]string{}, map[string]string{}
	}
	m.gone[bundle.Texts[0].Sum] = bundle.Path
}

// arrive notes that there is a report at a path, which may have come from another.
func (m *moves) arrive(bundle *source.Bundle) {
	delete(m.to, bundle.Path)
	from, known := m.gone[bundle.Texts[0].Sum]
	if !known || from == bundle.Path {
		return
	}
	delete(m.gone, bundle.Texts[0].Sum)
	for old, to := range m.to {
		if to == from {
			m.to[old] = bundle.Path
		}
	}
	m.to[from] = bundle.Path
}

// pages are the moves as addresses of pages, in all languages.
func (m *moves) pages(config site.Config) map[string]string {
	pages := map[string]string{}
	for from, to := range m.to {
		for _, lang := range config.Languages {
			at := config.Prefix(lang) + "reports/"
			pages[at+from+".html"] = at + to + ".html"
		}
	}
	return pages
}

// tellChanges notes which sources differ from those of the former build of this process, and what moved.
func (b *run) tellChanges(work []parsing, gone []*subject) {
	last := &b.mem.former
	if last.desk == nil {
		return
	}
	before := map[string]*subject{}
	for _, s := range gone {
		before[s.bundle.Path] = s
	}
	changed := map[string]bool{}
	for _, w := range work {
		bundle := b.snapshot.Reports[w.at]
		if w.former != nil {
			continue
		}
		if s := before[bundle.Path]; s != nil {
			differences(changed, s.bundle, bundle)
			delete(before, bundle.Path)
			continue
		}
		changed[bundle.Texts[0].Path] = true
	}
	for _, s := range before {
		changed[s.bundle.Texts[0].Path] = true
		last.moves.leave(s.bundle)
	}
	for _, w := range work {
		if w.former == nil {
			last.moves.arrive(b.snapshot.Reports[w.at])
		}
	}
	sums := map[string][32]byte{}
	for _, files := range [][]source.File{last.desk.files, last.themed.files, filesOf(last.plain), b.desk.files, b.themed.files, filesOf(b.snapshot.Pages)} {
		for _, f := range files {
			toggle(changed, sums, f)
		}
	}
	b.changed = slices.Sorted(maps.Keys(changed))
}

// differences adds the files that are not the same in two bundles of one path.
func differences(changed map[string]bool, before, after *source.Bundle) {
	sums := map[string][32]byte{}
	for _, f := range filesOf([]*source.Bundle{before, after}) {
		toggle(changed, sums, f)
	}
}

// toggle notes a file that was met once, or twice with different bytes.
func toggle(changed map[string]bool, sums map[string][32]byte, f source.File) {
	sum, met := sums[f.Path]
	switch {
	case !met:
		sums[f.Path], changed[f.Path] = f.Sum, true
	case sum == f.Sum:
		delete(changed, f.Path)
	}
}

func filesOf(bundles []*source.Bundle) []source.File {
	var files []source.File
	for _, b := range bundles {
		for _, t := range b.Texts {
			files = append(files, t.File)
		}
		files = append(files, b.Files...)
	}
	return files
}
