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

// Seen is what a scan knew of each file, so that the next one need not read an unchanged file again. The zero Seen knows
// nothing. It can be stored with gob.
type Seen struct {
	folders map[string][]glance // by the folder's path; sorted by name

	reports, pages []*Bundle // of the same process, by Path
}

// glance is what one file looked like when it was summed.
type glance struct {
	name string
	stat
	sum [32]byte
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

// remember keeps the looks of each file below f that had been at rest when the scan began.
func remember(f *folder, settled int64) Seen {
	seen := Seen{folders: map[string][]glance{}}
	seen.add(f, settled)
	return seen
}

func (s *Seen) add(f *folder, settled int64) {
	glances := make([]glance, 0, len(f.entries))
	for i := range f.entries {
		e := &f.entries[i]
		if e.folder != nil {
			s.add(e.folder, settled)
		} else if e.kind == regular && e.mtime < settled && e.ctime < settled {
			glances = append(glances, glance{e.name, e.stat, e.Sum})
		}
	}
	if len(glances) > 0 {
		s.folders[f.path] = glances
	}
}

// look finds what was known of a file of a folder.
func look(known []glance, name string) (glance, bool) {
	i, ok := slices.BinarySearchFunc(known, name, func(g glance, name string) int { return cmp.Compare(g.name, name) })
	if !ok {
		return glance{}, false
	}
	return known[i], true
}

// GobEncode writes the same bytes for the same Seen. (Gob's own way with [32]byte is a byte at a time.)
func (s Seen) GobEncode() ([]byte, error) {
	paths := make([]string, 0, len(s.folders))
	size := 8
	for path, glances := range s.folders {
		paths = append(paths, path)
		size += len(path) + 16 + 120*len(glances)
	}
	slices.Sort(paths)
	b := binary.AppendUvarint(make([]byte, 0, size), uint64(len(paths)))
	for _, path := range paths {
		b = appendString(b, path)
		b = binary.AppendUvarint(b, uint64(len(s.folders[path])))
		for _, g := range s.folders[path] {
			b = appendString(b, g.name)
			b = binary.AppendVarint(b, g.size)
			b = binary.AppendVarint(b, g.mtime)
			b = binary.AppendVarint(b, g.ctime)
			b = binary.AppendUvarint(b, g.inode)
			b = append(b, g.sum[:]...)
		}
	}
	return b, nil
}

// GobDecode reads what GobEncode wrote, and refuses anything else.
func (s *Seen) GobDecode(b []byte) error {
	r := reader{rest: b}
	folders := map[string][]glance{}
	for range r.count() {
		path := r.string()
		glances := make([]glance, r.count())
		for i := range glances {
			g := &glances[i]
			g.name = r.string()
			g.size, g.mtime, g.ctime = r.varint(), r.varint(), r.varint()
			g.inode = r.uvarint()
			copy(g.sum[:], r.take(len(g.sum)))
		}
		if !slices.IsSortedFunc(glances, func(a, b glance) int { return cmp.Compare(a.name, b.name) }) {
			r.bad = true
		}
		folders[path] = glances
	}
	if r.bad || len(r.rest) > 0 {
		return errors.New("what was remembered of the sources is damaged")
	}
	s.folders = folders
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
