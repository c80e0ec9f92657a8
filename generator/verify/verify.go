// Package verify checks a published tree against its manifest, wherever it is: in a folder, on a stick, on a live site.
//
// The nouns: a Place is where the tree is, a Difference is something there that is not as the manifest says, and a Result is all that
// was found. Which manifest is the measure is the caller's to say: the one in the place, or another one that is trusted more. Whether the
// manifest itself is genuine is a matter of its signature, see the room seal.
package verify

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"sitrep/generator/output"
	"sitrep/generator/parallel"
)

// Place is where a published tree is. Paths are those of the manifest. Methods may be called by several goroutines at once.
type Place interface {
	// Read reads a small file whole. One that is not there is fs.ErrNotExist.
	Read(ctx context.Context, path string) ([]byte, error)

	// Check looks at a file of the manifest. What is different is a difference, without its path; an error is that of a place that
	// cannot be reached at all any more.
	Check(ctx context.Context, want *output.Entry) (Difference, error)

	// List lists all files that are there; ErrNoList when nobody can.
	List(ctx context.Context) ([]string, error)

	// Width is how many files may be looked at at the same time.
	Width() int
}

// ErrNoList says that a place tells only of files that it is asked for.
var ErrNoList = errors.New("a server does not list its files")

// Kind is a way to differ.
type Kind string

const (
	Manifest  Kind = "manifest"  // the manifest is missing, damaged or another one
	Signature Kind = "signature" // the signature is missing or does not fit
	Missing   Kind = "missing"
	Altered   Kind = "altered"
	Extra     Kind = "extra"
	Unread    Kind = "unread" // it could not be looked at
)

// Difference is something that is not as it should be. Its zero value is none.
type Difference struct {
	Kind Kind   `json:"kind"`
	Path string `json:"path"`
	Text string `json:"text,omitempty"` // what is there instead
}

// Result is what a check found.
type Result struct {
	Files       int          // how many were looked at
	Bytes       int64        // what they should come to
	Listed      bool         // extra files would have been found
	Differences []Difference // by path; none: all is as the manifest says
}

// Tree looks at every file of a manifest, and for files that are not in it. Those that ignored reports are nobody's business.
func Tree(ctx context.Context, place Place, m *output.Manifest, ignored func(path string) bool) (Result, error) {
	r := Result{Files: len(m.Entries)}
	found := make([]Difference, len(m.Entries))
	err := parallel.Wide(place.Width(), len(m.Entries), func(i int) (err error) {
		found[i], err = place.Check(ctx, &m.Entries[i])
		found[i].Path = m.Entries[i].Path
		return err
	})
	if err != nil {
		return r, err
	}
	for i := range found {
		r.Bytes += m.Entries[i].Size
		if found[i].Kind != "" {
			r.Differences = append(r.Differences, found[i])
		}
	}
	extra, err := extras(ctx, place, m, ignored)
	r.Listed = err == nil
	if err != nil && !errors.Is(err, ErrNoList) {
		return r, err
	}
	r.Differences = append(r.Differences, extra...)
	slices.SortStableFunc(r.Differences, func(a, b Difference) int { return cmp.Compare(a.Path, b.Path) })
	return r, nil
}

// extras are the files that are there and not in the manifest, which itself and its signature are not.
func extras(ctx context.Context, place Place, m *output.Manifest, ignored func(path string) bool) ([]Difference, error) {
	paths, err := place.List(ctx)
	if err != nil {
		return nil, err
	}
	known := map[string]bool{output.ManifestName: true, output.SignatureName: true}
	for i := range m.Entries {
		known[composed(m.Entries[i].Path)] = true
	}
	var list []Difference
	for _, path := range paths {
		if !known[composed(path)] && !ignored(path) {
			list = append(list, Difference{Kind: Extra, Path: path})
		}
	}
	return list, nil
}

// ReadManifest reads the manifest that is in a place, and its bytes. A manifest that is missing or damaged is a difference.
func ReadManifest(ctx context.Context, place Place) (*output.Manifest, []byte, Difference, error) {
	data, err := place.Read(ctx, output.ManifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, Difference{Manifest, output.ManifestName, "there is none, so sitrep did not publish this, or it was removed"}, nil
	}
	if err != nil {
		return nil, nil, Difference{}, err
	}
	m, err := output.DecodeManifest(bytes.NewReader(data))
	if err != nil {
		return nil, data, Difference{Manifest, output.ManifestName, fmt.Sprintf("it is damaged: %v", err)}, nil
	}
	return m, data, Difference{}, nil
}
