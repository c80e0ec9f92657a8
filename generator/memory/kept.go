package memory

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/cespare/xxhash/v2"
)

// Kept is what other rooms leave for the next build beside the reports: under a name, bytes that were made from what a sum names. It
// is made of reports' texts, so it says of which bundles: when one of them is withheld, what was kept goes before that build ends. It may be used
// by several goroutines, and while a build runs. A Kept that hides never writes anything down.
type Kept struct {
	store *keptStore
	hides bool
}

// keptStore is a folder with a file for each name, and what is not to be written down.
type keptStore struct {
	mu     sync.Mutex
	dir    string // "" when nothing can be written
	head   []byte // what each file begins with
	known  map[string]*keptFile
	hidden map[string]hiddenThing
}

// keptFile is what is known of a file: the bundles whose texts are in it, by the sums of their paths.
type keptFile struct {
	name  string // that it is kept under
	paths []uint64
}

type hiddenThing struct {
	sum  Sum
	data []byte
}

const keptFolder = "kept"

// Kept returns the store. With hides, what is kept there stays in the process, for what is made of withheld reports, too.
func (m *Memory) Kept(hides bool) Kept { return Kept{&m.kept, hides} }

// openKept reads what the folder holds. A file that is damaged or another version's goes.
func (m *Memory) openKept() {
	s := &m.kept
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dir, s.head = m.file(keptFolder), m.head()
	s.known, s.hidden = map[string]*keptFile{}, map[string]hiddenThing{}
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		s.dir = ""
		return
	}
	entries, _ := os.ReadDir(s.dir)
	for _, e := range entries {
		if f, _, _, err := s.read(e.Name(), false); err == nil && fileOf(f.name) == e.Name() {
			s.known[e.Name()] = f
		} else {
			_ = os.Remove(filepath.Join(s.dir, e.Name()))
		}
	}
}

// clear forgets everything.
func (s *keptStore) clear() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hidden = map[string]hiddenThing{}
	return s.drop(func(*keptFile) bool { return true })
}

// fileOf is the name of the file that something is kept in.
func fileOf(name string) string {
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:12])
}

// Recall returns what was kept under a name, if it was made from what the sum names.
func (k Kept) Recall(name string, sum Sum) ([]byte, bool) {
	s := k.store
	s.mu.Lock()
	defer s.mu.Unlock()
	if h, known := s.hidden[name]; known && h.sum == sum {
		return h.data, true
	}
	file := fileOf(name)
	if s.known[file] == nil || s.known[file].name != name {
		return nil, false
	}
	_, made, data, err := s.read(file, true)
	if err != nil {
		_ = s.drop(func(f *keptFile) bool { return f.name == name })
		return nil, false
	}
	return data, made == sum
}

// Keep keeps bytes under a name, in the place of what was there. paths are those of the bundles whose texts they are made of.
func (k Kept) Keep(name string, sum Sum, paths []string, data []byte) error {
	s := k.store
	s.mu.Lock()
	defer s.mu.Unlock()
	if k.hides || s.dir == "" {
		s.hidden[name] = hiddenThing{sum, data}
		return nil
	}
	sums := make([]uint64, len(paths))
	for i, path := range paths {
		sums[i] = xxhash.Sum64String(path)
	}
	slices.Sort(sums)
	sums = slices.Compact(sums)
	if err := s.write(fileOf(name), name, sum, sums, data); err != nil {
		return fmt.Errorf("write the cache: %w", err)
	}
	s.known[fileOf(name)] = &keptFile{name, sums}
	delete(s.hidden, name)
	return nil
}

// Retain drops all that is kept under names that begin with the prefix, but for the given names.
func (k Kept) Retain(prefix string, names []string) {
	s := k.store
	s.mu.Lock()
	defer s.mu.Unlock()
	_ = s.drop(func(f *keptFile) bool { return strings.HasPrefix(f.name, prefix) && !slices.Contains(names, f.name) })
	for name := range s.hidden {
		if strings.HasPrefix(name, prefix) && !slices.Contains(names, name) {
			delete(s.hidden, name)
		}
	}
}

// takeBack drops what is made of texts that are withheld by now.
func (s *keptStore) takeBack(veiled map[string]int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(veiled) == 0 || len(s.known) == 0 {
		return nil
	}
	sums := make([]uint64, 0, len(veiled))
	for path := range veiled {
		sums = append(sums, xxhash.Sum64String(path))
	}
	return s.drop(func(f *keptFile) bool {
		return slices.ContainsFunc(sums, func(sum uint64) bool {
			_, in := slices.BinarySearch(f.paths, sum)
			return in
		})
	})
}

// drop writes over and removes the files that are gone; the caller holds the lock.
func (s *keptStore) drop(gone func(*keptFile) bool) error {
	var errs []error
	for file, f := range s.known {
		if gone(f) {
			delete(s.known, file)
			errs = append(errs, wipe(filepath.Join(s.dir, file)))
		}
	}
	return errors.Join(errs...)
}

// wipe removes a file, zeros in the place of what it held.
func wipe(name string) error {
	file, err := os.OpenFile(name, os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	info, err := file.Stat()
	if err == nil {
		_, err = file.WriteAt(make([]byte, info.Size()), 0)
	}
	return errors.Join(err, file.Close(), os.Remove(name))
}

// write puts a file in its place as a whole: blocks of the head, the entry and the bytes.
func (s *keptStore) write(file, name string, sum Sum, paths []uint64, data []byte) error {
	w := newWriter()
	w.text(name)
	w.numbers = append(w.numbers, sum[:]...)
	w.uint(uint64(len(paths)))
	last := uint64(0)
	for _, p := range paths {
		w.uint(p - last)
		last = p
	}
	whole := appendBlock(appendBlock(appendBlock(nil, s.head), w.end()), data)
	at := filepath.Join(s.dir, file)
	if err := os.WriteFile(at+".new", whole, 0o600); err != nil {
		return err
	}
	return os.Rename(at+".new", at)
}

// read reads a file; its bytes only when they are wanted.
func (s *keptStore) read(name string, all bool) (f *keptFile, sum Sum, data []byte, err error) {
	file, err := os.Open(filepath.Join(s.dir, name))
	if err != nil {
		return nil, sum, nil, err
	}
	defer file.Close()
	blocks, err := blocksOf(file)
	if err != nil || len(blocks) != 3 || blocks[0].sum != xxhash.Sum64(s.head) {
		return nil, sum, nil, errors.Join(err, errDamaged)
	}
	about, err := blocks[1].read(file, nil)
	if err != nil {
		return nil, sum, nil, err
	}
	r := newReader(about)
	f = &keptFile{name: r.text()}
	copy(sum[:], r.bytes(len(sum)))
	if n := r.uint(); r.holds(n, 1) {
		f.paths = make([]uint64, n)
	}
	last := uint64(0)
	for i := range f.paths {
		last += r.uint()
		f.paths[i] = last
	}
	if err := r.end(); err != nil {
		return nil, sum, nil, err
	}
	if all {
		data, err = blocks[2].read(file, nil)
	}
	return f, sum, data, err
}
