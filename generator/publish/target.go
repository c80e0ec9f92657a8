package publish

import (
	"context"
	"errors"
)

// Target is a place that a site is published to. Paths are slash paths relative to the target's own root; those below .sitrep/ are
// publishing's own. Methods may be called by several goroutines at once. An error that trying again cannot mend is Final; any other
// is tried again by the caller, so a method tries once.
type Target interface {
	// Get reads a file whole, with a tag that names this version of it. A file that is not there is fs.ErrNotExist.
	Get(ctx context.Context, path string) (data []byte, tag string, err error)

	// Put writes a file so that a reader gets the old one or the new one, whole. Unless what is there is as when says, it is left
	// alone, and the error is ErrTaken; look and write are one step then, whoever else writes. The tag names what it wrote, as Get would.
	Put(ctx context.Context, path string, data []byte, header Header, when When) (tag string, err error)

	// Copy writes what lies at one path to another, like Put, without it passing through here where the target can do that. Nothing
	// there to copy is fs.ErrNotExist.
	Copy(ctx context.Context, from, to string, header Header) error

	// Remove removes files. One that is not there is no error.
	Remove(ctx context.Context, paths []string) error

	// List lists every file, in no order.
	List(ctx context.Context) ([]Found, error)

	// Traits say what kind of place it is.
	Traits() Traits

	// Close lets go of the target. What has not reached readers by Finish (see Finisher) does not reach them any more.
	Close() error
}

// Finisher is a target that shows readers everything at once: what was put, copied and removed is not seen by them, nor by another
// publisher, until Finish. When somebody else was faster, Finish changes nothing, and the error is ErrTaken.
type Finisher interface {
	Finish(ctx context.Context, message string) error
}

// Tidier is a target on which a killed publisher leaves files that List does not show. Tidy removes them; nobody else is at work then.
type Tidier interface {
	Tidy(ctx context.Context) error
}

// Traits are what is peculiar to a kind of target.
type Traits struct {
	Headers bool   // it keeps each file's header, so that another header is a change
	Place   string // for people: s3://bucket/prefix, /mnt/stick
}

// Header is what a host tells a browser of a file.
type Header struct {
	Type  string // Content-Type
	Cache string // Cache-Control
}

// When is a condition of a Put. Its zero value is none.
type When struct {
	Absent bool   // nothing may be there
	Tag    string // what is there must have this tag, as Get told it; "" for none
}

// Found is a file that a target has.
type Found struct {
	Path string
	Size int64
	MD5  string // of its bytes, in hexadecimal, where the target knows it without reading the file; else ""
}

// ErrTaken says that a condition of a Put does not hold: somebody else was there.
var ErrTaken = errors.New("somebody else has written there")

// Final marks an error that trying again does not mend.
type Final struct{ Err error }

func (f Final) Error() string { return f.Err.Error() }
func (f Final) Unwrap() error { return f.Err }
