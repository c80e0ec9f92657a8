package publish

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/gofrs/flock"
)

// suffix is that of a file which is written beside its place. It is not a site's: no published path ends so.
const suffix = ".sitrep-part"

// Dir is a folder on this machine, or one that is mounted: a web server's own, a stick.
type Dir struct {
	name string
	made bool // by OpenDir
	root *os.Root
	lock *flock.Flock
	part atomic.Int64
}

// OpenDir opens the folder, making it when it is not there. The folder that it is to be in is not made: a stick may not be plugged in.
func OpenDir(name string) (*Dir, error) {
	made := os.Mkdir(name, 0o777)
	if errors.Is(made, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no folder %s, in which %s is to be: make it, or mount what it is on", filepath.Dir(name), filepath.Base(name))
	}
	if made != nil && !errors.Is(made, fs.ErrExist) {
		return nil, fmt.Errorf("make the folder to publish to: %w", advised(made))
	}
	if info, err := os.Stat(name); err == nil && !info.IsDir() {
		return nil, fmt.Errorf("%s is no folder: mend path in site.yaml", name)
	}
	root, err := os.OpenRoot(name)
	if err != nil {
		return nil, fmt.Errorf("open the folder to publish to: %w", advised(err))
	}
	return &Dir{name: name, made: made == nil, root: root, lock: flock.New(filepath.Join(name, own, "lock"))}, nil
}

// Traits name the folder.
func (d *Dir) Traits() Traits { return Traits{Place: d.name} }

// Close lets go of the folder. One that was made, and into which nothing came, goes again: somebody has only looked.
func (d *Dir) Close() error {
	err := errors.Join(d.lock.Close(), d.root.Close())
	if d.made {
		_ = os.Remove(d.name) // fails where something is in it
	}
	return err
}

// Get reads a file. Its tag is the sum of its bytes.
func (d *Dir) Get(_ context.Context, name string) ([]byte, string, error) {
	data, err := d.root.ReadFile(name)
	if err != nil {
		return nil, "", Final{err}
	}
	return data, tagOf(data), nil
}

func tagOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// Put writes a file beside its place and renames it. A conditional one holds the folder's lock, which only conditional ones heed.
func (d *Dir) Put(ctx context.Context, name string, data []byte, _ Header, when When) (tag string, err error) {
	if when == (When{}) {
		return tagOf(data), d.put(name, data)
	}
	if err := d.hold(); err != nil {
		return "", Final{fmt.Errorf("nothing can be written there: %w", advised(err))}
	}
	defer d.lock.Unlock()
	_, there, err := d.Get(ctx, name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	if there != when.Tag {
		return "", Final{ErrTaken}
	}
	return tagOf(data), d.put(name, data)
}

// hold locks the folder. The error is the bare one: which file of publishing's own it is about tells nobody anything.
func (d *Dir) hold() error {
	err := d.root.MkdirAll(own, 0o777)
	if err == nil {
		err = d.lock.Lock()
	}
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

func (d *Dir) put(name string, data []byte) error {
	return d.place(name, func(part string) error { return d.root.WriteFile(part, data, 0o666) })
}

// place has a file made beside its place, and renames it when it is whole.
func (d *Dir) place(name string, make func(part string) error) error {
	if err := d.root.MkdirAll(path.Dir(name), 0o777); err != nil {
		return Final{fmt.Errorf("make the folder of %s: %w", name, advised(err))}
	}
	part := name + "." + strconv.Itoa(os.Getpid()) + "-" + strconv.FormatInt(d.part.Add(1), 36) + suffix
	err := make(part)
	if err == nil {
		err = d.root.Rename(part, name)
	}
	if err != nil {
		_ = d.root.Remove(part)
		return Final{fmt.Errorf("write %s: %w", name, advised(err))}
	}
	return nil
}

// Copy makes a second name of the same file where the file system can do that, else a copy. Files are replaced and never written in
// place, so that both names may have one file.
func (d *Dir) Copy(_ context.Context, from, to string, _ Header) error {
	var part string
	defer func() { _ = d.root.Remove(part) }() // where both names had one file already, renaming it did nothing
	return d.place(to, func(name string) error {
		part = name
		err := d.root.Link(from, part)
		if err == nil || errors.Is(err, fs.ErrNotExist) {
			return err
		}
		data, err := d.root.ReadFile(from)
		if err != nil {
			return err
		}
		return d.root.WriteFile(part, data, 0o666)
	})
}

// Remove removes files, and folders that are empty after that.
func (d *Dir) Remove(_ context.Context, paths []string) error {
	for _, name := range paths {
		if err := d.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return Final{fmt.Errorf("remove %s: %w", name, advised(err))}
		}
		for folder := path.Dir(name); folder != "." && d.root.Remove(folder) == nil; folder = path.Dir(folder) {
		}
	}
	return nil
}

// List walks through the folder. What is written beside its place is not listed.
func (d *Dir) List(ctx context.Context) ([]Found, error) {
	var found []Found
	err := d.walk(ctx, func(name string, entry fs.DirEntry) error {
		if strings.HasSuffix(name, suffix) {
			return nil
		}
		info, err := entry.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil {
			found = append(found, Found{Path: name, Size: info.Size()})
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list the folder to publish to: %w", err)
	}
	return found, nil
}

// Tidy removes what a killed publisher left beside its place.
func (d *Dir) Tidy(ctx context.Context) error {
	return d.walk(ctx, func(name string, _ fs.DirEntry) error {
		if !strings.HasSuffix(name, suffix) {
			return nil
		}
		return d.root.Remove(name)
	})
}

func (d *Dir) walk(ctx context.Context, each func(string, fs.DirEntry) error) error {
	return fs.WalkDir(d.root.FS(), ".", func(name string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // another publisher is at work
		}
		if err != nil || entry.IsDir() {
			return errors.Join(err, ctx.Err())
		}
		return each(name, entry)
	})
}
