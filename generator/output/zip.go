package output

import (
	"archive/zip"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"time"
)

// Bundle writes the files of the tree that are ours, the manifest and its signature, as one zip: sorted, of one time, so that equal trees give
// equal bytes. A file that is not as the manifest says is an error.
func (t *Tree) Bundle(to io.Writer) error {
	z := zip.NewWriter(to)
	for i := range t.manifest.Entries {
		if err := t.bundle(z, &t.manifest.Entries[i]); err != nil {
			return err
		}
	}
	w, err := deflated(z, ManifestName)
	if err == nil {
		err = t.manifest.Encode(w)
	}
	if err == nil {
		err = t.bundleSignature(z)
	}
	return errors.Join(err, z.Close())
}

func (t *Tree) bundleSignature(z *zip.Writer) error {
	data, err := t.root.ReadFile(SignatureName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the published tree: %w", err)
	}
	w, err := deflated(z, SignatureName)
	if err == nil {
		_, err = w.Write(data)
	}
	return err
}

func (t *Tree) bundle(z *zip.Writer, e *Entry) error {
	data, err := t.root.ReadFile(e.Path)
	if err != nil {
		return fmt.Errorf("read the published tree: %w", err)
	}
	if sha256.Sum256(data) != e.Sum {
		return fmt.Errorf("%s was altered in the published tree: build again with --clean", e.Path)
	}
	w, err := deflated(z, e.Path)
	if err == nil {
		_, err = w.Write(data)
	}
	return err
}

func deflated(z *zip.Writer, name string) (io.Writer, error) {
	zero := time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC) // the first time that a zip can name
	return z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: zero})
}
