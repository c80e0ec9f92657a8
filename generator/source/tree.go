// Package source reads a site's sources: a Tree is the site's root directory, opened; a scan of it gives a Snapshot, which
// lists every Bundle (a report or page with its translations, pictures and data), every File and its sum, and the findings
// about names and places. Nothing else in the house reads the sources.
//
// A scan has two steps. The walk lists directories and sums files, in parallel, into plain folders; it touches the disk and
// judges nothing. The binding makes a shelf of each folder, with the bundles and findings of all below it, and is a pure
// function.
//
// What a scan knew is its Seen: the folders and their shelves. The next scan takes over the folders that it need not look at or
// finds as they were, and with a folder its shelf, so that its work is that of the folders that changed and of the way to them.
// Of a Seen that was stored, only the looks and sums of files are left: they let the scan pass over files that did not change. A
// stat may only save a read, and a name only say where to look: with any Seen, or none, the Snapshot is the same.
//
// Nothing outside the site can be read: the root is an os.Root, links are not followed, and only regular files are opened.
package source

import (
	"os"
	"time"
)

// Tree is a site's root directory, opened. Its methods may be called from several goroutines.
type Tree struct {
	// Clock tells the moment of a scan; it must agree with the clock that stamps the files. Without one no stat is
	// trusted and every scan reads every file. Set it before the first Scan.
	Clock func() time.Time

	root *os.Root
	open handles
}

// Open opens the site's root directory.
func Open(dir string) (*Tree, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &Tree{root: root}, nil
}

// Close lets go of the directory.
func (t *Tree) Close() error {
	t.open.close()
	return t.root.Close()
}

// Scan lists and sums the site's sources. Seen is what a former scan knew; the zero Seen reads everything. Changed are the
// folders (slash paths from the root: content/reports/2024/11) in which something may have changed since that scan; nil
// means everywhere. Whatever is new in them is looked at with all below it, but a folder that was there before and stays has to
// be named for itself. A writer's faults are findings of the Snapshot; the error is for the disk's.
func (t *Tree) Scan(seen Seen, changed []string) (Snapshot, Seen, error) {
	t.open.close()
	w := newWalk(seen, whereOf(changed), t.settled())
	tree, err := w.tree(t.root, seen.tree)
	if err != nil {
		return Snapshot{}, Seen{}, err
	}
	site := bind(tree, asSite, seen.site)
	return site.snapshot(), Seen{tree: tree, site: site}, nil
}
