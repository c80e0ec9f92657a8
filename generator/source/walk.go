package source

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// kind is what a directory entry turned out to be.
type kind uint8

const (
	regular    kind = iota // a file, summed
	unread                 // a file that nobody asks for, not opened
	huge                   // a text over maxText, not opened
	unreadable             // a file or folder that the system does not let us open
	directory              // a folder
	link                   // a symbolic link
	special                // a device, socket or pipe
	gone                   // listed, but no longer there when it was to be opened
)

// entry is one name in a folder.
type entry struct {
	File
	stat
	name   string
	kind   kind
	folder *folder // what is in a directory; nil when nobody asks for it
	info   fs.FileInfo
}

// folder is a directory as the walk saw it.
type folder struct {
	path    string  // slash path from the site's root; "" for the root itself
	entries []entry // by name; temporary files are left out
}

// sub finds the folder of that name; nil when there is none.
func (f *folder) sub(name string) *folder {
	if f == nil {
		return nil
	}
	i, ok := slices.BinarySearchFunc(f.entries, name, func(e entry, name string) int { return cmp.Compare(e.name, name) })
	if !ok {
		return nil
	}
	return f.entries[i].folder
}

// walk lists folders and sums their files. It judges nothing: what is wrong with a name is for bind to say.
type walk struct {
	known   map[string][]glance
	settled int64
	spare   chan struct{} // a token for each worker that is free
	mu      sync.Mutex
	err     error // the first fault of the disk
}

// newWalk begins a walk with the two cores' worth of workers that the machine has.
func newWalk(seen Seen, settled int64) *walk {
	w := &walk{known: seen.folders, settled: settled, spare: make(chan struct{}, runtime.GOMAXPROCS(0))}
	for range runtime.GOMAXPROCS(0) - 1 {
		w.spare <- struct{}{}
	}
	return w
}

// tree walks all that is read of a site.
func (w *walk) tree(root *os.Root) (*folder, error) {
	f, err := w.folder(root, "")
	if err != nil {
		return nil, fmt.Errorf("listing the site's folder: %w", err)
	}
	return f, w.err
}

func (w *walk) fail(err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.err == nil {
		w.err = err
	}
}

// spread runs f on a free worker, or here and now if there is none.
func (w *walk) spread(wg *sync.WaitGroup, f func()) {
	select {
	case <-w.spare:
		wg.Go(func() {
			defer func() { w.spare <- struct{}{} }()
			f()
		})
	default:
		f()
	}
}

// wait lends this worker's own place to others until wg is done.
func (w *walk) wait(wg *sync.WaitGroup) {
	w.spare <- struct{}{}
	wg.Wait()
	<-w.spare
}

// folder walks a directory that is open as r. It stays open until all below it is done, so that each step is a name, never
// a path, and nothing renamed meanwhile can lead elsewhere.
func (w *walk) folder(r *os.Root, path string) (*folder, error) {
	f, err := w.files(r, path)
	if err != nil {
		return nil, err
	}
	var wg sync.WaitGroup
	for i := range f.entries {
		if e := &f.entries[i]; e.kind == directory && wanted(path, e.name) && len(e.Path) <= maxPath {
			w.spread(&wg, func() { w.descend(r, e) })
		}
	}
	w.wait(&wg)
	f.entries = slices.DeleteFunc(f.entries, func(e entry) bool { return e.kind == gone })
	return f, nil
}

// descend walks the directory of an entry.
func (w *walk) descend(r *os.Root, e *entry) {
	sub, err := r.OpenRoot(e.name)
	if err != nil {
		e.kind = w.verdict(r, e, err)
		return
	}
	defer sub.Close()
	now, err := sub.Stat(".")
	if err == nil && !os.SameFile(now, e.info) {
		err = ErrChanged // another directory, or a link, took its place
	}
	if err == nil {
		e.folder, err = w.folder(sub, e.Path)
	}
	if err != nil {
		e.kind = w.verdict(r, e, err)
	}
}

// files lists a directory and sums its files. An editor that renames while we read leaves a listing behind that is no
// longer true: then it looks again, but not for ever.
func (w *walk) files(r *os.Root, path string) (*folder, error) {
	for try := 1; ; try++ {
		listing, err := list(r)
		if err != nil {
			return nil, err
		}
		f := newFolder(path, listing)
		if w.sum(r, f) || try == 3 {
			return f, nil
		}
	}
}

// chunk is how many files a worker takes at a time.
const chunk = 128

// sum sums the files of a folder. It reports false when one of them is no longer there.
func (w *walk) sum(r *os.Root, f *folder) bool {
	known := w.known[f.path]
	var stale atomic.Bool
	var wg sync.WaitGroup
	for part := range slices.Chunk(f.entries, chunk) {
		w.spread(&wg, func() {
			for i := range part {
				w.file(r, &part[i], known)
				if part[i].kind == gone {
					stale.Store(true)
				}
			}
		})
	}
	w.wait(&wg)
	return !stale.Load()
}

// list names what is in a directory, with a stat of each: the directory belongs to an os.Root, and so the system is asked
// relative to it, once per name.
func list(r *os.Root) ([]fs.DirEntry, error) {
	dir, err := r.Open(".")
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	return dir.ReadDir(-1)
}

// newFolder makes a folder of a listing; nothing in it is read yet.
func newFolder(path string, listing []fs.DirEntry) *folder {
	f := &folder{path: path, entries: make([]entry, 0, len(listing))}
	for _, d := range listing {
		info, err := d.Info()
		if err != nil || Ignored(d.Name()) || path == "" && !wanted(path, d.Name()) {
			continue // it went away, or is not meant for us
		}
		e := entry{name: d.Name(), stat: statOf(info), info: info}
		e.Path, e.kind = e.name, kindOf(path, e.name, info)
		if path != "" {
			e.Path = path + "/" + e.name
		}
		f.entries = append(f.entries, e)
	}
	slices.SortFunc(f.entries, func(a, b entry) int { return cmp.Compare(a.name, b.name) })
	return f
}

func kindOf(dir, name string, info fs.FileInfo) kind {
	switch mode := info.Mode(); {
	case mode.IsDir():
		return directory
	case mode&fs.ModeSymlink != 0:
		return link
	case !mode.IsRegular():
		return special
	case !wanted(dir, name):
		return unread
	case info.Size() > maxText && strings.HasPrefix(dir, "content/") && strings.HasSuffix(name, ".md"):
		return huge
	}
	return regular
}

// file sums a file, or takes the sum from what is known of it.
func (w *walk) file(r *os.Root, e *entry, known []glance) {
	if e.kind != regular {
		return
	}
	if g, ok := look(known, e.name); ok && g.stat == e.stat {
		e.Sum, e.Size = g.sum, g.size
		return
	}
	err := e.read(r)
	// An editor that writes beside and renames puts another file in the same place while we read.
	for try := 0; try < 3 && errors.Is(err, ErrChanged); try++ {
		if e.info, err = r.Lstat(e.name); err == nil {
			err = e.read(r)
		}
	}
	if err != nil {
		e.kind = w.verdict(r, e, err)
	}
}

// verdict says what a fault in opening or reading makes of an entry. Only a fault of the disk ends the scan.
func (w *walk) verdict(r *os.Root, e *entry, err error) kind {
	now, lost := r.Lstat(e.name)
	switch {
	case lost != nil, e.info == nil, !os.SameFile(now, e.info), errors.Is(err, ErrChanged):
		return gone
	case errors.Is(err, fs.ErrPermission):
		return unreadable
	}
	w.fail(fmt.Errorf("reading %s: %w", e.Path, err))
	return gone
}
