package source

import (
	"cmp"
	"encoding/binary"
	"errors"
	"io/fs"
	"slices"
	"time"
)

// granularity is how far apart two changes must be for their stamps to differ for certain: FAT counts in 2 s.
const granularity = 2 * time.Second

// Seen is what a scan knew, so that the next one need neither read a file again nor look where nothing changed. The zero Seen
// knows nothing. It can be stored; what comes back knows the files that were at rest, and nothing else. It is never
// changed: a scan returns another one, which shares with it what is still so.
type Seen struct {
	tree   *folder            // as the walk brought it home
	site   *shelf             // what was made of it
	stored map[string]*folder // in place of both, when it was stored: by path, with the files that were at rest
}

// stat is what the system says of a file without reading it.
type stat struct {
	size  int64
	mtime int64  // nanoseconds since 1970
	ctime int64  // likewise, of the last change to bytes, name or owner; 0 where the system has none
	inode uint64 // 0 where the system has none
}

func statOf(info fs.FileInfo) stat {
	ctime, inode := changed(info)
	return stat{size: info.Size(), mtime: info.ModTime().UnixNano(), ctime: ctime, inode: inode}
}

// settled tells the moment before which a stamp can be trusted: a file stamped later may be changed once more without its
// stamp changing, so it is read again next time (git's "racily clean").
func (t *Tree) settled() int64 {
	if t.Clock == nil {
		return 0
	}
	return t.Clock().Add(-granularity).UnixNano()
}

// since reports whether there may have been a change after a moment.
func (s *stat) since(settled int64) bool { return s.mtime >= settled || s.ctime >= settled }

// resting lists the files of a folder that were at rest when the scan began.
func resting(f *folder) (files []*entry) {
	for i := range f.entries {
		if e := &f.entries[i]; e.kind == regular && !e.young {
			files = append(files, e)
		}
	}
	return files
}

// folders lists the folders that are known, by path.
func (s Seen) folders() (all []*folder) {
	for _, f := range s.stored {
		all = append(all, f)
	}
	if s.tree != nil {
		all = s.tree.with(all)
	}
	slices.SortFunc(all, func(a, b *folder) int { return cmp.Compare(a.path, b.path) })
	return all
}

// with appends a folder and all below it.
func (f *folder) with(to []*folder) []*folder {
	to = append(to, f)
	for i := range f.entries {
		if sub := f.entries[i].folder; sub != nil {
			to = sub.with(to)
		}
	}
	return to
}

// MarshalBinary writes the same bytes for the same Seen.
func (s Seen) MarshalBinary() ([]byte, error) {
	size, known := 16, s.folders()
	files := make([][]*entry, len(known))
	for i, f := range known {
		files[i] = resting(f)
		size += len(f.path) + 16 + 120*len(files[i])
	}
	b := binary.AppendUvarint(make([]byte, 0, size), uint64(len(known)))
	for i, f := range known {
		b = appendString(b, f.path)
		b = binary.AppendUvarint(b, uint64(len(files[i])))
		for _, e := range files[i] {
			b = appendEntry(b, e)
		}
	}
	return b, nil
}

func appendEntry(b []byte, e *entry) []byte {
	b = appendString(b, e.name)
	b = binary.AppendVarint(b, e.stat.size)
	b = binary.AppendVarint(b, e.mtime)
	b = binary.AppendVarint(b, e.ctime)
	b = binary.AppendUvarint(b, e.inode)
	return append(b, e.Sum[:]...)
}

// UnmarshalBinary reads what MarshalBinary wrote, and refuses anything else.
func (s *Seen) UnmarshalBinary(b []byte) error {
	r := reader{rest: b}
	stored := map[string]*folder{}
	for range r.count() {
		f := &folder{path: r.string(), entries: make([]entry, r.count())}
		for i := range f.entries {
			r.entry(f.path, &f.entries[i])
		}
		sorted := slices.IsSortedFunc(f.entries, func(a, b entry) int { return cmp.Compare(a.name, b.name) })
		r.bad = r.bad || !sorted || stored[f.path] != nil
		stored[f.path] = f
	}
	if r.bad || len(r.rest) > 0 {
		return errors.New("what was remembered of the sources is damaged")
	}
	*s = Seen{stored: stored}
	return nil
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// reader takes values from the front of some bytes; once it ran short it gives zeros.
type reader struct {
	rest []byte
	bad  bool
}

func (r *reader) take(n int) []byte {
	if r.bad || n > len(r.rest) {
		r.bad, r.rest = true, nil
		return nil
	}
	taken := r.rest[:n]
	r.rest = r.rest[n:]
	return taken
}

// entry reads a file of a folder.
func (r *reader) entry(dir string, e *entry) {
	e.name = r.string()
	e.Path = join(dir, e.name)
	e.stat = stat{size: r.varint(), mtime: r.varint(), ctime: r.varint(), inode: r.uvarint()}
	e.Size = e.stat.size
	copy(e.Sum[:], r.take(len(e.Sum)))
}

func (r *reader) uvarint() uint64 {
	v, n := binary.Uvarint(r.rest)
	r.take(max(n, 0))
	r.bad = r.bad || n <= 0
	return v
}

func (r *reader) varint() int64 {
	v, n := binary.Varint(r.rest)
	r.take(max(n, 0))
	r.bad = r.bad || n <= 0
	return v
}

// count reads the number of things that follow, each of which takes a byte at least.
func (r *reader) count() int {
	n := r.uvarint()
	if n > uint64(len(r.rest)) {
		r.bad = true
		return 0
	}
	return int(n)
}

func (r *reader) string() string { return string(r.take(r.count())) }
