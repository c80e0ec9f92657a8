package source

import (
	"io/fs"
	"slices"
	"strings"
)

// where says in which folders a walk is to look. It says nothing of what is there: that is for the disk to say.
type where struct {
	everywhere bool
	folders    map[string]bool     // to be listed, by path
	through    map[string][]string // the names in a folder that lead to one of them
}

// whereOf takes the folders that a caller names; nil is everywhere.
func whereOf(changed []string) where {
	w := where{everywhere: changed == nil, folders: map[string]bool{}, through: map[string][]string{}}
	for _, path := range changed {
		switch {
		case path == "" || path == ".":
			w.folders[""] = true
		case !fs.ValidPath(path):
			w.everywhere = true
		default:
			w.add(path)
		}
	}
	return w
}

// add adds a folder and the way to it, as far as it leads through what is read of a site.
func (w *where) add(path string) {
	dir := ""
	for name := range strings.SplitSeq(path, "/") {
		if !wanted(dir, name) || Ignored(name) {
			return
		}
		if names := w.through[dir]; !slices.Contains(names, name) {
			w.through[dir] = append(names, name)
		}
		dir = join(dir, name)
	}
	w.folders[dir] = true
}

// within reports whether there is anything to look for in a folder, or below it.
func (w *where) within(path string) bool {
	return w.everywhere || w.folders[path] || len(w.through[path]) > 0
}
