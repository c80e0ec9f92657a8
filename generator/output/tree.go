package output

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/gofrs/flock"

	"sitrep/generator/parallel"
)

const (
	pendingName = ".sitrep-pending" // the paths of a build that has begun to write; there only while it writes
	beginName   = ".sitrep-begin"   // folder of a tree that is written for the first time
	lockName    = ".sitrep-lock"    // there only while a program has the tree open
	beside      = ".sitrep-new"     // suffix of a file that is written beside its place
)

// Tree is a published tree on disk.
type Tree struct {
	dir      string
	root     *os.Root
	manifest *Manifest
	pending  []string // what an interrupted build meant to write, sorted
	lock     *flock.Flock
}

// Open opens the tree in dir, making the folder when it is not there.
func Open(dir string) (*Tree, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, fmt.Errorf("make the folder for the published tree: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open the published tree: %w", err)
	}
	t := &Tree{dir: dir, root: root, lock: flock.New(filepath.Join(dir, lockName))}
	held, err := t.lock.TryLock()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("lock the published tree: %w: see to it that your account may write to %s", err, dir), root.Close())
	}
	if !held {
		return nil, errors.Join(fmt.Errorf("another sitrep is at work in %s: wait for it, or build into another folder with --out", dir), root.Close())
	}
	if t.manifest, err = readManifest(root); err != nil {
		return nil, errors.Join(err, t.Close())
	}
	pending, err := root.ReadFile(pendingName)
	if err == nil {
		t.pending = slices.DeleteFunc(strings.Split(string(pending), "\n"), func(p string) bool { return p == "." || !fs.ValidPath(p) })
		slices.Sort(t.pending)
	}
	return t, nil
}

// Close lets go of the folder.
func (t *Tree) Close() error {
	gone := t.root.Remove(lockName)
	return errors.Join(gone, t.lock.Unlock(), t.root.Close())
}

// Manifest is what the tree held when it was opened, or after the last Apply.
func (t *Tree) Manifest() *Manifest { return t.manifest }

// Finished reports whether the last build of the tree came to its end.
func (t *Tree) Finished() bool {
	_, err := t.root.Lstat(pendingName)
	return errors.Is(err, fs.ErrNotExist)
}

// Result is what Apply did.
type Result struct {
	Written []string // files whose bytes are new, by path
	Same    []string // files that were made again and came out as they were, by path: not touched
	Removed []string
}

// Apply carries out the plan. When a file cannot be made or written, or judge has an error about all that were made, the tree stays as
// it was.
func (t *Tree) Apply(plan Plan, head Head, judge func(made []Entry) error) (Result, error) {
	if err := t.announce(plan); err != nil {
		return Result{}, err
	}
	made := made{entries: make([]Entry, len(plan.Steps)), fresh: make([]bool, len(plan.Steps)), judge: judge}
	put := t.replace
	if t.isNew(plan) {
		put = t.begin
	}
	if err := put(plan, made); err != nil {
		return Result{}, err
	}
	if err := t.remove(plan.Remove); err != nil {
		return Result{}, err
	}
	return result(plan, made), t.seal(append(made.entries, plan.Keep...), head)
}

// replace writes files beside their places, and when all are there renames them into place.
func (t *Tree) replace(plan Plan, made made) error {
	groups := byFolder(len(plan.Steps), func(i int) string { return plan.Steps[i].File.Path })
	err := inFolders(t.root, groups, func(folder *os.Root, i int) (err error) {
		made.entries[i], made.fresh[i], err = write(folder, plan.Steps[i], beside)
		return err
	})
	if err == nil {
		err = made.judge(made.entries)
	}
	if err != nil {
		return errors.Join(err, t.abandon(groups, plan))
	}
	err = inFolders(t.root, groups, func(folder *os.Root, i int) error {
		if !made.fresh[i] {
			return nil
		}
		name := path.Base(plan.Steps[i].File.Path)
		return folder.Rename(name+beside, name)
	})
	if err != nil {
		return fmt.Errorf("put new files into the published tree: %w", err)
	}
	return nil
}

// isNew reports whether nothing of ours is in the tree, and nothing else where the plan's files and folders go.
func (t *Tree) isNew(plan Plan) bool {
	if len(t.manifest.Entries)+len(t.pending) > 0 {
		return false
	}
	return !slices.ContainsFunc(tops(plan), func(name string) bool {
		_, err := t.root.Lstat(name)
		return !errors.Is(err, fs.ErrNotExist)
	})
}

// tops are the files and folders of the plan that lie directly in the tree.
func tops(plan Plan) []string {
	var names []string
	for _, step := range plan.Steps {
		top, _, _ := strings.Cut(step.File.Path, "/")
		names = append(names, top)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// begin fills a new tree: everything is written into a folder beside it, and when all is there its few files and folders are
// renamed into place, instead of each file by itself.
func (t *Tree) begin(plan Plan, made made) (err error) {
	if err := errors.Join(t.root.RemoveAll(beginName), t.root.Mkdir(beginName, 0o777)); err != nil {
		return fmt.Errorf("make a folder in the published tree: %w", err)
	}
	stage, err := t.root.OpenRoot(beginName)
	if err != nil {
		return fmt.Errorf("open a folder of the published tree: %w", err)
	}
	defer func() { err = errors.Join(err, stage.Close(), t.root.RemoveAll(beginName)) }()
	groups := byFolder(len(plan.Steps), func(i int) string { return plan.Steps[i].File.Path })
	err = inFolders(stage, groups, func(folder *os.Root, i int) (err error) {
		made.entries[i], made.fresh[i], err = write(folder, plan.Steps[i], "")
		return err
	})
	if err == nil {
		err = made.judge(made.entries)
	}
	if err != nil {
		return errors.Join(err, t.root.Remove(pendingName))
	}
	for _, name := range tops(plan) {
		if err := t.root.Rename(beginName+"/"+name, name); err != nil {
			return fmt.Errorf("put new files into the published tree: %w", err)
		}
	}
	return nil
}

// made is what became of a plan's steps: the entries of their files, and which of them have new bytes that wait beside their place.
type made struct {
	entries []Entry
	fresh   []bool
	judge   func([]Entry) error // has the last word before they are put in their places
}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// write makes a file and writes it under its name and a suffix, unless it is there already.
func write(folder *os.Root, step Step, suffix string) (entry Entry, fresh bool, err error) {
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	if err := step.File.Make(b); err != nil {
		return Entry{}, false, err
	}
	entry = Entry{Path: step.File.Path, Size: int64(b.Len()), Sum: sha256.Sum256(b.Bytes()), Key: step.File.Key(), Packed: step.File.sent(b.Bytes()), Leads: step.File.Leads}
	if step.Was != nil && entry.Sum == step.Was.Sum && !altered(folder, step, b.Bytes()) {
		return entry, false, nil
	}
	if err := folder.WriteFile(path.Base(step.File.Path)+suffix, b.Bytes(), 0o666); err != nil {
		return Entry{}, false, fmt.Errorf("write %s: %w", step.File.Path, err)
	}
	return entry, true, nil
}

// altered reports whether a file that is made again on demand holds other bytes on disk than it should. In all other builds its
// size alone is looked at.
func altered(folder *os.Root, step Step, want []byte) bool {
	if step.Reason != Asked {
		return false
	}
	data, err := folder.ReadFile(path.Base(step.File.Path))
	return err != nil || !bytes.Equal(data, want)
}

// inFolders opens each group's folder below root, making it when needed, and calls f for its members.
func inFolders(root *os.Root, groups []group, f func(folder *os.Root, i int) error) error {
	return parallel.Each(len(groups), func(g int) error {
		if groups[g].folder != "" {
			if err := root.MkdirAll(groups[g].folder, 0o777); err != nil {
				return fmt.Errorf("make the folder %s in the published tree: %w", groups[g].folder, err)
			}
		}
		folder, err := root.OpenRoot(cmp.Or(groups[g].folder, "."))
		if err != nil {
			return fmt.Errorf("open the folder %s in the published tree: %w", groups[g].folder, err)
		}
		defer folder.Close()
		for _, i := range groups[g].members {
			if err := f(folder, i); err != nil {
				return err
			}
		}
		return nil
	})
}

// announce says on disk what is about to be written, so that after an interruption those files are known as ours.
func (t *Tree) announce(plan Plan) error {
	if len(plan.Steps) == 0 && len(plan.Remove) == 0 && len(t.pending) == 0 {
		return nil
	}
	paths := slices.Clone(t.pending)
	for _, step := range plan.Steps {
		paths = append(paths, step.File.Path)
	}
	slices.Sort(paths)
	err := t.root.WriteFile(pendingName+beside, []byte(strings.Join(slices.Compact(paths), "\n")), 0o666)
	if err == nil {
		err = t.root.Rename(pendingName+beside, pendingName)
	}
	if err != nil {
		return fmt.Errorf("write into the published tree: %w", err)
	}
	return nil
}

// abandon takes away what was written beside its place.
func (t *Tree) abandon(groups []group, plan Plan) error {
	err := inFolders(t.root, groups, func(folder *os.Root, i int) error {
		if err := folder.Remove(path.Base(plan.Steps[i].File.Path) + beside); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	})
	t.prune(plan.Steps)
	if err != nil || len(t.pending) > 0 {
		return err
	}
	if err := t.root.Remove(pendingName); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil // nothing was announced
}

// prune removes the folders that were made for files that never came to be.
func (t *Tree) prune(steps []Step) {
	for _, step := range steps {
		t.removeEmpty(path.Dir(step.File.Path))
	}
}

func (t *Tree) remove(paths []string) error {
	if err := t.root.RemoveAll(beginName); err != nil {
		return fmt.Errorf("remove what an interrupted build left in the published tree: %w", err)
	}
	for _, p := range append(slices.Clone(paths), t.leftovers()...) {
		if err := t.root.Remove(p); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove %s from the published tree: %w", p, err)
		}
	}
	for _, p := range paths {
		t.removeEmpty(path.Dir(p))
	}
	return nil
}

// leftovers are the files that an interrupted build may have left beside their places.
func (t *Tree) leftovers() []string {
	if len(t.pending) == 0 {
		return nil
	}
	paths := []string{ManifestName + beside, SignatureName + beside, pendingName + beside}
	for _, p := range t.pending {
		paths = append(paths, p+beside)
	}
	return paths
}

// removeEmpty removes a folder and those above it for as long as they are empty. A folder with anything in it stays.
func (t *Tree) removeEmpty(folder string) {
	for ; folder != "." && t.root.Remove(folder) == nil; folder = path.Dir(folder) {
	}
}

// seal writes the manifest of the new tree, when it differs, and ends the announcement.
func (t *Tree) seal(entries []Entry, head Head) error {
	slices.SortFunc(entries, func(a, b Entry) int { return cmp.Compare(a.Path, b.Path) })
	next := &Manifest{Head: head, Entries: entries}
	if t.manifest.Head != next.Head || !slices.Equal(t.manifest.Entries, next.Entries) {
		if err := t.writeManifest(next); err != nil {
			return fmt.Errorf("write the manifest: %w", err)
		}
	}
	t.manifest, t.pending = next, nil
	if err := t.root.Remove(pendingName); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("end the build: %w", err)
	}
	return nil
}

// Sign puts the manifest's signature beside it, when it is another one than that which is there. sign gets the manifest's bytes and the
// former signature, which may be nil, and returns one that fits.
func (t *Tree) Sign(sign func(manifest, former []byte) []byte) error {
	manifest, err := t.root.ReadFile(ManifestName)
	if err != nil {
		return fmt.Errorf("read the manifest to sign it: %w", err)
	}
	former, err := t.root.ReadFile(SignatureName)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("read the former signature: %w", err)
	}
	signature := sign(manifest, former)
	if bytes.Equal(signature, former) {
		return nil
	}
	err = t.root.WriteFile(SignatureName+beside, signature, 0o666)
	if err == nil {
		err = t.root.Rename(SignatureName+beside, SignatureName)
	}
	if err != nil {
		return fmt.Errorf("write the signature: %w", err)
	}
	return nil
}

func (t *Tree) writeManifest(m *Manifest) error {
	// A signature is that of the manifest it was made for.
	if err := t.root.Remove(SignatureName); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	file, err := t.root.Create(ManifestName + beside)
	if err != nil {
		return err
	}
	if err := errors.Join(m.Encode(file), file.Close()); err != nil {
		return err
	}
	return t.root.Rename(ManifestName+beside, ManifestName)
}

func result(plan Plan, made made) Result {
	r := Result{Removed: plan.Remove}
	for i, fresh := range made.fresh {
		if fresh {
			r.Written = append(r.Written, plan.Steps[i].File.Path)
		} else {
			r.Same = append(r.Same, plan.Steps[i].File.Path)
		}
	}
	return r
}
