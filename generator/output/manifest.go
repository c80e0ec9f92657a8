package output

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
)

// ManifestName is the manifest's path in the published tree.
const ManifestName = "sitrep-manifest.txt"

// SignatureName is the path of the manifest's signature, where there is one.
const SignatureName = ManifestName + ".minisig"

const manifestMagic = "sitrep manifest 2"

// sealed begins the manifest's last line.
const sealed = "sum "

// Manifest names the files of a published tree that are ours.
//
// It is a text file of lines: the magic line, "generator VERSION", "audience LEVEL", "base URL", "drafts true|false", then one line a file, sorted by
// path: sha256 of its bytes in hexadecimal, its size in bytes, its key in hexadecimal, its path; fields are divided by one space. Where
// the compressed size is known it follows the size after a slash: 14892/4127. The path of a page that is there for an old address is
// followed by a tab and the path of the page that it leads to. The last line is "sum SHA256", of all lines before it: a manifest that
// was cut short or damaged is known for it.
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

	Packed int64  // size when compressed; 0 when nobody wanted to know
	Leads  string // the path of the page that this one leads to; "" for any that is not there for an old address
}

// Find returns the entry of a path; nil when there is none.
func (m *Manifest) Find(path string) *Entry {
	i, found := slices.BinarySearchFunc(m.Entries, path, func(e Entry, path string) int { return cmp.Compare(e.Path, path) })
	if !found {
		return nil
	}
	return &m.Entries[i]
}

// Encode writes the manifest's text. The same manifest gives the same bytes.
func (m *Manifest) Encode(to io.Writer) error {
	sum := sha256.New()
	w := bufio.NewWriterSize(io.MultiWriter(to, sum), 1<<16)
	fmt.Fprintf(w, "%s\ngenerator %s\naudience %s\nbase %s\ndrafts %t\n", manifestMagic, m.Head.Generator, m.Head.Audience, m.Head.BaseURL, m.Head.Drafts)
	var line []byte
	for i := range m.Entries {
		line = m.Entries[i].append(line[:0])
		w.Write(line)
	}
	if err := w.Flush(); err != nil { // the first error stays until here
		return err
	}
	_, err := fmt.Fprintf(to, "%s%x\n", sealed, sum.Sum(nil))
	return err
}

func (e *Entry) append(b []byte) []byte {
	b = append(hex.AppendEncode(b, e.Sum[:]), ' ')
	b = strconv.AppendInt(b, e.Size, 10)
	if e.Packed > 0 {
		b = strconv.AppendInt(append(b, '/'), e.Packed, 10)
	}
	b = append(b, ' ')
	b = append(hex.AppendEncode(b, e.Key[:]), ' ')
	b = append(b, e.Path...)
	if e.Leads != "" {
		b = append(append(b, '\t'), e.Leads...)
	}
	return append(b, '\n')
}

// DecodeManifest reads what Encode wrote. Anything else is an error that names the line.
func DecodeManifest(from io.Reader) (*Manifest, error) {
	m, sum := &Manifest{}, sha256.New()
	r := bufio.NewReaderSize(from, 1<<16)
	head := make([]string, 5)
	for i := range head {
		line, err := r.ReadString('\n')
		if err != nil {
			return nil, errors.New("not a whole manifest")
		}
		io.WriteString(sum, line)
		head[i] = strings.TrimSuffix(line, "\n")
	}
	if head[0] != manifestMagic {
		return nil, errors.New("not a manifest of this version")
	}
	if err := m.Head.decode(head[1:]); err != nil {
		return nil, err
	}
	for number := len(head) + 1; ; number++ {
		line, err := r.ReadSlice('\n')
		if err == io.EOF && len(line) == 0 {
			return nil, errors.New("it was cut short")
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: not a whole line", number)
		}
		if bytes.HasPrefix(line, []byte(sealed)) {
			return m, unseal(r, line, sum.Sum(nil))
		}
		sum.Write(line)
		var e Entry
		if err := e.decode(line[:len(line)-1]); err != nil {
			return nil, fmt.Errorf("line %d: %w", number, err)
		}
		if n := len(m.Entries); n > 0 && m.Entries[n-1].Path >= e.Path {
			return nil, fmt.Errorf("line %d: not in the order of paths", number)
		}
		m.Entries = append(m.Entries, e)
	}
}

// unseal checks the last line.
func unseal(r *bufio.Reader, line, sum []byte) error {
	if want := fmt.Sprintf("%s%x\n", sealed, sum); string(line) != want {
		return errors.New("it is not what was written: its sum differs")
	}
	if _, err := r.ReadByte(); err != io.EOF {
		return errors.New("there is something after its end")
	}
	return nil
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

func (e *Entry) decode(line []byte) error {
	sum, rest, _ := bytes.Cut(line, []byte(" "))
	size, rest, _ := bytes.Cut(rest, []byte(" "))
	key, path, _ := bytes.Cut(rest, []byte(" "))
	whole, packed, both := bytes.Cut(size, []byte("/"))
	var err, fault error
	e.Size, err = strconv.ParseInt(string(whole), 10, 64)
	if both {
		e.Packed, fault = strconv.ParseInt(string(packed), 10, 64)
	}
	if err != nil || fault != nil || e.Size < 0 || both && e.Packed <= 0 {
		return fmt.Errorf("%q is not a size", size)
	}
	if !decodeSum(&e.Sum, sum) || !decodeSum(&e.Key, key) {
		return errors.New("not a sum")
	}
	path, leads, leading := bytes.Cut(path, []byte("\t"))
	if e.Path, e.Leads = string(path), string(leads); !validPath(e.Path) || leading && !validPath(e.Leads) {
		return fmt.Errorf("%q is not a path", path)
	}
	return nil
}

func validPath(path string) bool { return fs.ValidPath(path) && path != "." }

func decodeSum(s *Sum, text []byte) bool {
	if len(text) != 2*len(s) {
		return false
	}
	_, err := hex.Decode(s[:], text)
	return err == nil
}

// readManifest reads the tree's manifest; a tree without one gives an empty manifest.
func readManifest(root *os.Root) (*Manifest, error) {
	file, err := root.Open(ManifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return &Manifest{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the manifest: %w", err)
	}
	defer file.Close()
	m, err := DecodeManifest(file)
	if err != nil {
		return nil, fmt.Errorf("%s is damaged (%w): move the folder away or empty it, and build again", ManifestName, err)
	}
	return m, nil
}
