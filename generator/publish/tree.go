package publish

import (
	"bytes"
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"sitrep/generator/hosting"
	"sitrep/generator/output"
	"sitrep/generator/parallel"
)

// signatureName is where the signature of a tree's manifest lies, if there is one.
const signatureName = output.ManifestName + ".minisig"

// Tree is a built tree that is to be published.
type Tree struct {
	Head    output.Head
	Entries []Entry // by path; the manifest is one of them
	files   fs.FS
	extra   map[string][]byte
}

// ErrUnfinished says that a tree is not one that a build finished.
var ErrUnfinished = errors.New("no build has finished this tree")

// ReadTree reads a built tree and checks every file against the manifest in it. Files that the manifest does not name are not published.
func ReadTree(files fs.FS) (*Tree, error) {
	text, err := fs.ReadFile(files, output.ManifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrUnfinished
	}
	if err != nil {
		return nil, fmt.Errorf("read the manifest: %w", err)
	}
	manifest, err := output.DecodeManifest(bytes.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("%w: its manifest: %w", ErrUnfinished, err)
	}
	t := &Tree{Head: manifest.Head, files: files, extra: map[string][]byte{}}
	if err := t.check(manifest); err != nil {
		return nil, err
	}
	t.Add(output.ManifestName, text)
	if signature, err := fs.ReadFile(files, signatureName); err == nil {
		t.Add(signatureName, signature)
	}
	return t, nil
}

// check wants each file to be as the manifest says.
func (t *Tree) check(manifest *output.Manifest) error {
	t.Entries = make([]Entry, len(manifest.Entries))
	return parallel.Each(len(manifest.Entries), func(i int) error {
		e := &manifest.Entries[i]
		t.Entries[i] = Entry{Path: e.Path, Sum: e.Sum, Size: e.Size, Header: headerOf(e.Path)}
		_, err := t.read(&t.Entries[i])
		return err
	})
}

// headerOf is what a host is to tell of a file.
func headerOf(file string) Header {
	return Header{Type: hosting.TypeOf(file), Cache: hosting.ClassOf(file).CacheControl()}
}

// Add puts a file in that is not on disk; it takes the place of one of that path.
func (t *Tree) Add(path string, data []byte) {
	e := Entry{Path: path, Sum: sha256.Sum256(data), Size: int64(len(data)), Header: headerOf(path)}
	t.extra[path] = data
	if at := find(t.Entries, path); at != nil {
		*at = e
		return
	}
	t.Entries = append(t.Entries, e)
	slices.SortFunc(t.Entries, byPath)
}

// Has reports whether a path is in the tree.
func (t *Tree) Has(path string) bool { return find(t.Entries, path) != nil }

// read gives the bytes of an entry.
func (t *Tree) read(e *Entry) ([]byte, error) {
	data, added := t.extra[e.Path]
	if !added {
		var err error
		if data, err = fs.ReadFile(t.files, e.Path); errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%w: %s is missing", ErrUnfinished, e.Path)
		} else if err != nil {
			return nil, fmt.Errorf("read %s in the built tree: %w", e.Path, err)
		}
	}
	if sha256.Sum256(data) != e.Sum {
		return nil, fmt.Errorf("%w: %s was altered", ErrUnfinished, e.Path)
	}
	return data, nil
}

// md5 is the MD5 sum of an entry's bytes, as object stores tell it; "" when they cannot be read.
func (t *Tree) md5(e *Entry) string {
	data, err := t.read(e)
	if err != nil {
		return ""
	}
	sum := md5.Sum(data)
	return hex.EncodeToString(sum[:])
}

// links are the paths that a page of the tree refers to.
func (t *Tree) links(page string) []string {
	e := find(t.Entries, page)
	if e == nil {
		return nil
	}
	data, err := t.read(e)
	if err != nil {
		return nil // what cannot be read stops the publishing where it is put
	}
	return linksOf(page, data)
}

// Fits says why a tree is not one for these readers; nil when it is.
func (t *Tree) Fits(audience, base string) error {
	switch h := t.Head; {
	case h.Drafts:
		return errors.New("this tree has drafts in it: build without --drafts")
	case h.Audience != audience:
		return fmt.Errorf("this tree was built for the audience %s, and the target is for %s: build with --audience %[2]s", h.Audience, audience)
	case h.BaseURL != base:
		with := "with --base-url " + base
		if base == "" {
			with = "without --base-url"
		}
		return fmt.Errorf("this tree was built for the address %q, and the target's is %q: build %s, or set the target's base_url in site.yaml", h.BaseURL, base, with)
	}
	return nil
}
