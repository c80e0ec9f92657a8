// Package output puts files into the published tree. It does not know what a report is.
//
// The nouns: a File is a thing to be published (its path, a key that names all it is made from, and the function that makes it);
// the Manifest, kept in the tree itself, says which files there are ours and from what they were made; a Plan is what must be done
// so that the tree holds exactly the wanted files. Plan decides purely, Apply acts once.
//
// Every published file is whole at any moment, the old one or the new one: all that is new is first written beside its place,
// and only when all of it could be made are the files renamed; removals and the manifest come last. A file that we did not
// write is never touched.
package output

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
)

// Sum is a sha256 sum: of a file's bytes, or, as a key, of all that a file is made from.
type Sum [sha256.Size]byte

func (s Sum) String() string { return hex.EncodeToString(s[:]) }

// File is one thing to be published.
type File struct {
	Path string // slash path in the published tree, relative and clean
	Key  Sum    // names everything that Make reads; equal keys make equal bytes
	From string // where it comes from, for a message when two files claim one path: content/reports/2024/11/10-moscow.md
	Make func(*bytes.Buffer) error
}

// Head says what a tree was built as. Publishing goes by it.
type Head struct {
	Generator string // the program's version; files that another one made are made again
	Audience  string // the TLP level up to which reports are in
	BaseURL   string
	Drafts    bool // drafts are in: not for publishing
}
