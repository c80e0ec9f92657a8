package source

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"sitrep/generator/diag"
)

// binder makes a Snapshot of the folders that a walk brought home. It is pure: the same folders, the same Snapshot.
type binder struct {
	Snapshot
}

func bind(root *folder) Snapshot {
	var b binder
	sound := b.sound(root)
	if !slices.ContainsFunc(root.entries, func(e entry) bool { return e.name == "content" }) {
		b.fault(diag.Error, "content", "source/no-content", "there is no content/ here, so this is no site",
			"`sitrep new site DIR` makes one; -C DIR works in one that stands elsewhere")
	}
	for _, e := range sound {
		switch {
		case e.kind != directory:
			b.fault(diag.Error, e.Path, "source/kind", "a file where a folder is needed", "rename it")
		case e.name == "content":
			b.content(e.folder)
			b.Reports = b.area(e.folder.sub("reports"))
			b.Pages = b.area(e.folder.sub("pages"))
		case e.name == "layouts":
			b.Layouts = b.files(nil, e.folder)
		}
	}
	b.Findings = diag.Sorted(b.Findings)
	return b.Snapshot
}

func (b *binder) fault(severity diag.Severity, file, rule, text, hint string) {
	b.Findings = append(b.Findings, diag.Finding{File: file, Rule: rule, Severity: severity, Text: text, Hint: hint})
}

// sound returns the entries of a folder that can be used: files, and folders that could be opened, with names that are one
// address each on every system. The others are faults.
func (b *binder) sound(f *folder) []entry {
	before := len(b.Findings)
	odd := false
	for i := range f.entries {
		b.fitness(&f.entries[i])
		odd = odd || !plain(f.entries[i].name)
	}
	var twice map[string]bool
	if odd { // plain names are all different, or they would not be in one folder
		twice = b.twice(f)
	}
	if len(b.Findings) == before {
		return f.entries
	}
	return slices.DeleteFunc(slices.Clone(f.entries), func(e entry) bool { return twice[folded(e.name)] || unfit(&e) })
}

// twice finds the names of a folder that are one and the same on some system, and returns them, folded.
func (b *binder) twice(f *folder) map[string]bool {
	twice := map[string]bool{}
	taken := make(map[string]*entry, len(f.entries))
	for i := range f.entries {
		e := &f.entries[i]
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
	var b binder
	b.fitness(e)
	return len(b.Findings) > 0
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

// files appends all files of a folder and of those in it, by path.
func (b *binder) files(to []File, f *folder) []File {
	if f == nil {
		return to
	}
	for _, e := range b.sound(f) {
		if e.kind == directory {
			to = b.files(to, e.folder)
		} else {
			to = append(to, e.File)
		}
	}
	slices.SortFunc(to, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	return to
}

// known are the files that the generator reads directly in content/.
var known = []string{"site.yaml", "regions.yaml", "topics.yaml", "figures.yaml", "sources.yaml", "actors.yaml", "boundaries.geojson"}

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

// content takes the files directly in content/.
func (b *binder) content(f *folder) {
	for _, e := range b.sound(f) {
		area, file := slices.Contains(areas, e.name), slices.Contains(known, e.name)
		switch {
		case area && e.kind != directory:
			b.fault(diag.Error, e.Path, "source/kind", "a file where a folder is needed", "rename it")
		case file && e.kind == directory:
			b.fault(diag.Error, e.Path, "source/kind", "a folder where a file is needed", "rename it")
		case file:
			b.Content = append(b.Content, e.File)
		case !area:
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
