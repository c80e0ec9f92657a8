package source

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"sync"
)

// walk lists folders and sums their files. It judges nothing: what is wrong with a name is for bind to say.
//
// From the root down it lists the folders that it is told to look at, and passes through those on the way to them; what it does
// not come to is taken over from the walk before, with all below it. A name that is new in a listing, or whose looks are not
// what they were, is followed down.
type walk struct {
	where
	stored  map[string]*folder // what was stored of a folder when nothing else is known of it
	settled int64
	spare   chan struct{} // a token for each worker that is free
	mu      sync.Mutex
	err     error // the first fault of the disk
}

// newWalk begins a walk with as many workers as the machine has cores.
func newWalk(seen Seen, where where, settled int64) *walk {
	w := &walk{where: where, stored: seen.stored, settled: settled, spare: make(chan struct{}, runtime.GOMAXPROCS(0))}
	for range runtime.GOMAXPROCS(0) - 1 {
		w.spare <- struct{}{}
	}
	return w
}

// tree walks all that is read of a site.
func (w *walk) tree(root *os.Root, former *folder) (*folder, error) {
	f, err := w.visit(root, "", former)
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

// way is a way to walk the directory that is open as r.
type way func(r *os.Root, path string, former *folder) (*folder, error)

// visit walks a directory that is open as r, if there is anything to look for. It stays open until all below it is done, so
// that each step is a name, never a path, and nothing renamed meanwhile can lead elsewhere.
func (w *walk) visit(r *os.Root, path string, former *folder) (*folder, error) {
	if former != nil && !w.everywhere && !w.folders[path] {
		if f, ok := w.pass(r, path, former); ok {
			return f, nil
		}
	}
	return w.folder(r, path, former)
}

// pass goes through a folder in which nothing changed to those below it where something did. It reports false when one of
// them was not there before, or is no longer: then something did change here.
func (w *walk) pass(r *os.Root, path string, former *folder) (*folder, bool) {
	f := &folder{path: path, entries: slices.Clone(former.entries)}
	for _, name := range w.through[path] {
		e := f.entry(name)
		if e == nil || e.kind != directory {
			return nil, false
		}
		if w.descend(r, e, e.folder, w.visit); e.kind != directory {
			return nil, false
		}
	}
	return f.or(former), true
}

// folder lists a directory and walks those in it that may be other than they were.
func (w *walk) folder(r *os.Root, path string, former *folder) (*folder, error) {
	f, err := w.files(r, path, former)
	if err != nil {
		return nil, err
	}
	var wg sync.WaitGroup
	for i := range f.entries {
		if e := &f.entries[i]; e.kind == directory && wanted(path, e.name) && len(e.Path) <= maxPath {
			before := former.at(i, e.name)
			if w.idle(e, before) {
				e.folder = before.folder
				continue
			}
			w.spread(&wg, func() { w.descend(r, e, e.former(before), w.wayInto(e, before)) })
		}
	}
	w.wait(&wg)
	f.entries = slices.DeleteFunc(f.entries, func(e entry) bool { return e.kind == gone })
	for i := range f.entries {
		f.entries[i].info = nil
	}
	return f.or(former), nil
}

// wayInto is how to walk the directory of an entry: one whose looks are not what they were is listed in any case.
func (w *walk) wayInto(e, before *entry) way {
	if !e.trusts(before) {
		return w.folder
	}
	return w.visit
}

// idle reports whether there is nothing to look for in a directory and below it.
func (w *walk) idle(e, before *entry) bool {
	return e.trusts(before) && before.folder != nil && !w.within(e.Path)
}

// descend walks the directory of an entry.
func (w *walk) descend(r *os.Root, e *entry, former *folder, way way) {
	sub, err := r.OpenRoot(e.name)
	if err != nil {
		e.kind = w.verdict(r, e, err)
		return
	}
	defer sub.Close()
	now, err := sub.Stat(".")
	if err == nil && !e.is(now) {
		err = ErrChanged // another directory, or a link, took its place
	}
	if err == nil {
		e.folder, err = way(sub, e.Path, former)
	}
	if err != nil {
		e.kind = w.verdict(r, e, err)
	}
}

// files lists a directory and sums its files. An editor that renames while we read leaves a listing behind that is no
// longer true: then it looks again, but not for ever.
func (w *walk) files(r *os.Root, path string, former *folder) (*folder, error) {
	if former == nil {
		former = w.stored[path]
	}
	for try := 1; ; try++ {
		names, err := list(r)
		if err != nil {
			return nil, err
		}
		f := newFolder(path, names)
		stale, err := w.look(r, f, former)
		if err != nil || !stale || try == 3 {
			return f, err
		}
	}
}

// list names what is in a directory.
func list(r *os.Root) ([]string, error) {
	dir, err := r.Open(".")
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	names, err := dir.Readdirnames(-1)
	slices.Sort(names)
	return names, err
}

// newFolder makes a folder of a listing; nothing in it has been looked at yet.
func newFolder(path string, names []string) *folder {
	f := &folder{path: path, entries: make([]entry, 0, len(names))}
	for _, name := range names {
		if !Ignored(name) && (path != "" || wanted(path, name)) {
			f.entries = append(f.entries, entry{name: name})
		}
	}
	return f
}

// chunk is how many files a worker takes at a time.
const chunk = 128

// look looks at the entries of a folder and sums the files. It reports whether one of them is no longer there.
func (w *walk) look(r *os.Root, f, former *folder) (stale bool, err error) {
	errs := make([]error, len(f.entries)/chunk+1)
	var wg sync.WaitGroup
	for n := range errs {
		w.spread(&wg, func() {
			for i := n * chunk; i < min((n+1)*chunk, len(f.entries)) && errs[n] == nil; i++ {
				errs[n] = w.entry(r, f.path, &f.entries[i], former.at(i, f.entries[i].name))
			}
		})
	}
	w.wait(&wg)
	return slices.ContainsFunc(f.entries, func(e entry) bool { return e.kind == gone }), errors.Join(errs...)
}

// entry looks at one name of a folder: the system is asked relative to it. The error is that it does not let us.
func (w *walk) entry(r *os.Root, dir string, e, before *entry) (err error) {
	e.info, err = r.Lstat(e.name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		e.kind = gone
		return nil
	case err != nil:
		return err
	}
	if before != nil {
		e.name, e.Path = before.name, before.Path // one string for both
	} else {
		e.Path = join(dir, e.name)
	}
	e.stat, e.kind = statOf(e.info), kindOf(dir, e.name, e.info)
	if e.kind == regular && !e.known(before) {
		w.file(r, e)
	}
	e.young = e.since(w.settled)
	return nil
}

// known takes the sum from what was known of a file, if it can be trusted to be the same.
func (e *entry) known(before *entry) bool {
	if before == nil || before.kind != regular || !e.trusts(before) {
		return false
	}
	e.Sum, e.Size = before.Sum, before.Size
	return true
}

// file sums a file.
func (w *walk) file(r *os.Root, e *entry) {
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
	case lost != nil, !e.is(now), errors.Is(err, ErrChanged):
		return gone
	case errors.Is(err, fs.ErrPermission):
		return unreadable
	}
	w.fail(fmt.Errorf("reading %s: %w", e.Path, err))
	return gone
}
