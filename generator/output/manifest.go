package output

import (
	"bytes"
	"cmp"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
)

// ManifestName is the manifest's path in the published tree.
const ManifestName = "sitrep-manifest.txt"

const manifestMagic = "sitrep manifest 1"

// Manifest names the files of a published tree that are ours.
//
// It is a text file of lines: the magic line, "generator VERSION", "audience LEVEL", "base URL", "drafts true|false", then one line a file, sorted by
// path: sha256 of its bytes in hexadecimal, its size in bytes, its key in hexadecimal, its path; fields are divided by one space.
type Manifest struct {
	Head    Head
	Entries []Entry // by Path
}

// Entry is one file of a published tree.
type Entry struct {
	Path string
	Size int64
	Sum  Sum // of the bytes
	Key  Sum // of what they were made from; zero when that is not known
}

// Find returns the entry of a path.
func (m *Manifest) Find(path string) (Entry, bool) {
	i, found := slices.BinarySearchFunc(m.Entries, path, func(e Entry, path string) int { return cmp.Compare(e.Path, path) })
	if !found {
		return Entry{}, false
	}
	return m.Entries[i], true
}

// Encode writes the manifest's text. The same manifest gives the same bytes.
func (m *Manifest) Encode() []byte {
	b := make([]byte, 0, 256+len(m.Entries)*200)
	b = fmt.Appendf(b, "%s\ngenerator %s\naudience %s\nbase %s\ndrafts %t\n", manifestMagic, m.Head.Generator, m.Head.Audience, m.Head.BaseURL, m.Head.Drafts)
	for _, e := range m.Entries {
		b = hex.AppendEncode(b, e.Sum[:])
		b = append(b, ' ')
		b = strconv.AppendInt(b, e.Size, 10)
		b = append(b, ' ')
		b = hex.AppendEncode(b, e.Key[:])
		b = append(b, ' ')
		b = append(b, e.Path...)
		b = append(b, '\n')
	}
	return b
}

// DecodeManifest reads what Encode wrote. Anything else is an error that names the line.
func DecodeManifest(data []byte) (*Manifest, error) {
	lines := strings.Split(string(data), "\n")
	if len(lines) < 6 || lines[0] != manifestMagic || lines[len(lines)-1] != "" {
		return nil, errors.New("not a whole manifest of this version")
	}
	m := &Manifest{}
	if err := m.Head.decode(lines[1:5]); err != nil {
		return nil, err
	}
	files := lines[5 : len(lines)-1]
	m.Entries = make([]Entry, len(files))
	for i, line := range files {
		if err := m.Entries[i].decode(line); err != nil {
			return nil, fmt.Errorf("line %d: %w", i+6, err)
		}
		if i > 0 && m.Entries[i-1].Path >= m.Entries[i].Path {
			return nil, fmt.Errorf("line %d: not in the order of paths", i+6)
		}
	}
	return m, nil
}

func (h *Head) decode(lines []string) error {
	var drafts string
	for i, field := range []struct {
		name string
		into *string
	}{{"generator", &h.Generator}, {"audience", &h.Audience}, {"base", &h.BaseURL}, {"drafts", &drafts}} {
		value, ok := strings.CutPrefix(lines[i], field.name+" ")
		if !ok {
			return fmt.Errorf("line %d: not the %s", i+2, field.name)
		}
		*field.into = value
	}
	h.Drafts = drafts == "true"
	return nil
}

func (e *Entry) decode(line string) error {
	sum, rest, _ := strings.Cut(line, " ")
	size, rest, _ := strings.Cut(rest, " ")
	key, path, _ := strings.Cut(rest, " ")
	var err error
	if e.Size, err = strconv.ParseInt(size, 10, 64); err != nil || e.Size < 0 {
		return fmt.Errorf("%q is not a size", size)
	}
	if !decodeSum(&e.Sum, sum) || !decodeSum(&e.Key, key) {
		return errors.New("not a sum")
	}
	if !fs.ValidPath(path) || path == "." {
		return fmt.Errorf("%q is not a path", path)
	}
	e.Path = path
	return nil
}

func decodeSum(s *Sum, text string) bool {
	if len(text) != 2*len(s) {
		return false
	}
	_, err := hex.Decode(s[:], []byte(text))
	return err == nil
}

// readManifest reads the tree's manifest; a tree without one gives an empty manifest.
func readManifest(root *os.Root) (*Manifest, error) {
	data, err := root.ReadFile(ManifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return &Manifest{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the manifest: %w", err)
	}
	m, err := DecodeManifest(bytes.TrimPrefix(data, []byte("\ufeff")))
	if err != nil {
		return nil, fmt.Errorf("%s is damaged (%w): move the folder away or empty it, and build again", ManifestName, err)
	}
	return m, nil
}
