// Package output puts files into the published tree. It does not know what a report is.
//
// The nouns: a File is a thing to be published: its path and its Content, which has a key that names all it is made from, and makes
// it when it is needed. Files are all of them, listed whole or found one by one. The Manifest, kept in the tree itself, says which files there are ours and from what they were made; a Plan is what must be done
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

	"sitrep/generator/diag"
)

// Sum is a sha256 sum: of a file's bytes, or, as a key, of all that a file is made from.
type Sum [sha256.Size]byte

func (s Sum) String() string { return hex.EncodeToString(s[:]) }

// File is one thing to be published.
type File struct {
	Path string // slash path in the published tree, relative and clean
	From string // where it comes from, for a message when two files claim one path: content/reports/2024/11/10-moscow.md
	Content

	Weighed bool   // its compressed size is wanted, for Judge
	Leads   string // the path of the page that this one leads to, when it is there for an old address only
}

// Content is what a file holds, not made yet. Its methods may be called by several goroutines at once.
type Content interface {
	Key() Sum                 // names everything that Make reads; equal keys make equal bytes
	Make(*bytes.Buffer) error // appends the file's bytes
}

// Bytes is a content that is there already.
type Bytes []byte

// Key is the sum of the bytes.
func (b Bytes) Key() Sum { return sha256.Sum256(b) }

// Make appends the bytes.
func (b Bytes) Make(to *bytes.Buffer) error {
	to.Write(b)
	return nil
}

// Files are all files of a published tree. They do not change.
type Files interface {
	All() []File                   // in no order; dear where there are many
	Find(path string) (File, bool) // the one at a path; cheap

	// Judge is asked when all files are made and none is in its place yet. sent is how many bytes a host sends for a file: compressed,
	// where the file is Weighed. When it refuses, nothing is published; the findings say why.
	Judge(sent func(path string) int64) (findings []diag.Finding, refused bool)
}

// Head says what a tree was built as. Publishing goes by it.
type Head struct {
	Generator string // the program's version; files that another one made are made again
	Audience  string // the TLP level up to which reports are in
	BaseURL   string
	Drafts    bool // drafts are in: not for publishing
}
