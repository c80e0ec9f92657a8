package source

import (
	"errors"
	"os"
)

// ErrChanged is what Tree.Read returns when the bytes are no longer those that the scan saw.
var ErrChanged = errors.New("the file changed while it was being read")

// Tree is a site's root directory, opened. Nothing outside it can be reached through it.
type Tree struct {
	root *os.Root
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
func (t *Tree) Close() error { return t.root.Close() }

// Scan lists and sums the site's sources. Seen is what a former scan knew; the zero Seen reads everything.
func (t *Tree) Scan(seen Seen) (Snapshot, Seen, error) {
	return Snapshot{}, seen, errors.ErrUnsupported
}

// Read returns the bytes of a file of a Snapshot, or ErrChanged.
func (t *Tree) Read(f File) ([]byte, error) { return nil, errors.ErrUnsupported }
