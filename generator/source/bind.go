package source

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"sitrep/generator/diag"
)

// role is what a folder is to the site, and so what the files in it are.
type role uint8

const (
	asSite    role = iota // the root
	asContent             // content/
	asArea                // content/reports, content/pages, or a folder of reports in them
	asBundle              // a folder that is a report as a whole
	asFiles               // each file in it and below it is meant, whatever its name
)

// shelf is what became of a folder and of all below it. It is a pure function of folder and role, and is never changed once
// it is made: the same folder in the same role has the same shelf.
type shelf struct {
	of       *folder
	as       role
	below    []*shelf       // of the folders in it, by path
	files    []File         // asContent, asFiles: by path
	draft    draft          // asBundle
	bundles  []*Bundle      // asArea: by path
	findings []diag.Finding // about all of it
}

// sub finds the shelf of a folder in this one by its path; nil when there is none.
func (s *shelf) sub(path string) *shelf {
	if s == nil {
		return nil
	}
	i, ok := slices.BinarySearchFunc(s.below, path, func(s *shelf, path string) int { return cmp.Compare(s.of.path, path) })
	if !ok {
		return nil
	}
	return s.below[i]
}

// binder makes the shelf of a folder. The former shelf of that path, if any, spares it the work that would have the same end.
type binder struct {
	*shelf
	former *shelf
}

func bind(f *folder, as role, former *shelf) *shelf {
	if former != nil && former.of == f && former.as == as {
		return former
	}
	b := &binder{shelf: &shelf{of: f, as: as}, former: former}
	switch as {
	case asSite:
		b.site()
	case asContent:
		b.content()
	case asArea:
		b.area()
	case asBundle:
		b.bundle()
	case asFiles:
		b.every()
	}
	return b.shelf
}

// bind makes the shelf of a folder in this one. They must come in the order of their names.
func (b *binder) bind(e *entry, as role) *shelf {
	s := bind(e.folder, as, b.former.sub(e.Path))
	b.below = append(b.below, s)
	b.findings = append(b.findings, s.findings...)
	return s
}

// snapshot is what the shelf of the site amounts to.
func (s *shelf) snapshot() Snapshot {
	snapshot := Snapshot{Findings: s.findings}
	if content := s.sub("content"); content != nil {
		snapshot.Content = content.files
		if reports := content.sub("content/reports"); reports != nil {
			snapshot.Reports = reports.bundles
		}
		if pages := content.sub("content/pages"); pages != nil {
			snapshot.Pages = pages.bundles
		}
	}
	if layouts := s.sub("layouts"); layouts != nil {
		snapshot.Layouts = layouts.files
	}
	return snapshot
}

func (b *binder) site() {
	if b.of.entry("content") == nil {
		b.fault(diag.Error, "content", "source/no-content", "there is no content/ here, so this is no site",
			"`sitrep new site DIR` makes one; -C DIR works in one that stands elsewhere")
	}
	for _, e := range b.sound() {
		switch {
		case e.kind != directory:
			b.fault(diag.Error, e.Path, "source/kind", "a file where a folder is needed", "rename it")
		case e.name == "content":
			b.bind(&e, asContent)
		case e.name == "layouts":
			b.bind(&e, asFiles)
		}
	}
	b.findings = diag.Sorted(b.findings)
}

func (b *binder) fault(severity diag.Severity, file, rule, text, hint string) {
	b.findings = append(b.findings, diag.Finding{File: file, Rule: rule, Severity: severity, Text: text, Hint: hint})
}

// sound returns the entries of the folder that can be used: files, and folders that could be opened, with names that are one
// address each on every system. The others are faults.
func (b *binder) sound() []entry {
	before := len(b.findings)
	odd := false
	for i := range b.of.entries {
		b.fitness(&b.of.entries[i])
		odd = odd || !plain(b.of.entries[i].name)
	}
	var twice map[string]bool
	if odd { // plain names are all different, or they would not be in one folder
		twice = b.twice()
	}
	if len(b.findings) == before {
		return b.of.entries
	}
	return slices.DeleteFunc(slices.Clone(b.of.entries), func(e entry) bool { return twice[folded(e.name)] || unfit(&e) })
}

// twice finds the names of the folder that are one and the same on some system, and returns them, folded.
func (b *binder) twice() map[string]bool {
	twice := map[string]bool{}
	taken := make(map[string]*entry, len(b.of.entries))
	for i := range b.of.entries {
		e := &b.of.entries[i]
		key := folded(e.name)
		first, ok := taken[key]
		if !ok {
			taken[key] = e
			continue
		}
		twice[key] = true
		b.fault(diag.Error, e.Path, "source/twice",
			fmt.Sprintf("the same address as %s on systems that do not tell upper from lower case or ways of writing an accent", first.Path),
			"rename one of the two")
	}
	return twice
}

// unfit reports whether an entry is one that fitness has a finding about.
func unfit(e *entry) bool {
	b := binder{shelf: &shelf{}}
	b.fitness(e)
	return len(b.findings) > 0
}

// fitness finds the faults of one entry: its name, its kind, its size.
func (b *binder) fitness(e *entry) {
	if text, hint := NameFault(e.name); text != "" {
		b.fault(diag.Error, e.Path, "source/name", text, hint)
		return
	}
	if len(e.Path) > maxPath {
		b.fault(diag.Error, e.Path, "source/name", fmt.Sprintf("a path of %d bytes", len(e.Path)), fmt.Sprintf("write at most %d", maxPath))
		return
	}
	switch e.kind {
	case link:
		b.fault(diag.Error, e.Path, "source/link", "a symbolic link", "put the file itself here")
	case special:
		b.fault(diag.Error, e.Path, "source/kind", "neither a file nor a folder, but a device, a socket or a pipe", "take it away")
	case unreadable:
		b.fault(diag.Error, e.Path, "source/unreadable", "cannot be read: permission denied", "give yourself the right: chmod u+rX "+e.name)
	case huge:
		b.fault(diag.Error, e.Path, "source/size", fmt.Sprintf("a text of %d bytes", e.size), fmt.Sprintf("write at most %d MiB; put tables and pictures into files of their own", maxText>>20))
	}
}

// every takes all files of the folder and of those in it.
func (b *binder) every() {
	for _, e := range b.sound() {
		if e.kind == directory {
			b.files = append(b.files, b.bind(&e, asFiles).files...)
		} else {
			b.files = append(b.files, e.File)
		}
	}
	byPath(b.files)
}

func byPath(files []File) {
	slices.SortFunc(files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
}

// known are the files that the generator reads directly in content/.
var known = []string{"site.yaml", "regions.yaml", "topics.yaml", "figures.yaml", "sources.yaml", "actors.yaml", "boundaries.geojson", "logo.svg", "logo.png", "logo.jpg"}

// areas are the folders that it reads there.
var areas = []string{"reports", "pages"}

// wanted reports whether anything is done with a name of a folder. What is not wanted is not opened.
func wanted(dir, name string) bool {
	switch dir {
	case "":
		return name == "content" || name == "layouts"
	case "content":
		return slices.Contains(areas, name) || slices.Contains(known, name)
	}
	return true
}

// content takes the files directly in content/, and the areas.
func (b *binder) content() {
	for _, e := range b.sound() {
		area, file := slices.Contains(areas, e.name), slices.Contains(known, e.name)
		switch {
		case area && e.kind != directory:
			b.fault(diag.Error, e.Path, "source/kind", "a file where a folder is needed", "rename it")
		case file && e.kind == directory:
			b.fault(diag.Error, e.Path, "source/kind", "a folder where a file is needed", "rename it")
		case area:
			b.bind(&e, asArea)
		case file:
			b.files = append(b.files, e.File)
		default:
			b.unknown(&e)
		}
	}
}

// unknown warns of what is in content/ and never read.
func (b *binder) unknown(e *entry) {
	text, hint := "nothing reads this file", "known here: "+strings.Join(known, ", ")
	candidates := known
	if e.kind == directory {
		text, hint = "nothing reads this folder", "known here: reports/, pages/"
		candidates = areas
	} else if isText(e.name) {
		hint = "a report belongs below content/reports/YEAR/MONTH/, a page into content/pages/"
	}
	if near := diag.Nearest(e.name, candidates); len(near) > 0 {
		hint = fmt.Sprintf("did you mean %s? %s", near[0], hint)
	}
	b.fault(diag.Warning, e.Path, "source/unknown", text, hint)
}

// isText reports whether a name is that of a text, in any case.
func isText(name string) bool { return strings.HasSuffix(strings.ToLower(name), ".md") }
