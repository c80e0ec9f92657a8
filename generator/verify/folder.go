package verify

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"strings"

	"golang.org/x/text/unicode/norm"

	"sitrep/generator/output"
)

// Folder is a published tree on a disk or a stick.
type Folder struct{ FS fs.FS }

// own is the folder of what publishing keeps for itself, and lock is there while a program writes. They are no part of a site.
const (
	own  = ".sitrep"
	lock = ".sitrep-lock"
)

// Width is that of the machine.
func (Folder) Width() int { return runtime.GOMAXPROCS(0) }

// Read reads a file.
func (f Folder) Read(_ context.Context, path string) ([]byte, error) {
	return fs.ReadFile(f.FS, path)
}

// Check reads a file.
func (f Folder) Check(ctx context.Context, want *output.Entry) (Difference, error) {
	info, err := fs.Lstat(f.FS, want.Path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Difference{Kind: Missing}, nil
	case err != nil:
		return Difference{Kind: Unread, Text: err.Error()}, nil
	case !info.Mode().IsRegular():
		return Difference{Kind: Altered, Text: "it is no plain file"}, nil
	case info.Size() != want.Size:
		return Difference{Kind: Altered, Text: fmt.Sprintf("%d bytes instead of %d", info.Size(), want.Size)}, nil
	}
	file, err := f.FS.Open(want.Path)
	if err != nil {
		return Difference{Kind: Unread, Text: err.Error()}, nil
	}
	defer file.Close()
	return compare(file, want), ctx.Err()
}

// compare reads a file, a byte beyond what it should have at most.
func compare(from io.Reader, want *output.Entry) Difference {
	sum := sha256.New()
	size, err := io.Copy(sum, io.LimitReader(from, want.Size+1))
	switch {
	case err != nil:
		return Difference{Kind: Unread, Text: err.Error()}
	case size > want.Size:
		return Difference{Kind: Altered, Text: fmt.Sprintf("more than %d bytes", want.Size)}
	case size < want.Size:
		return Difference{Kind: Altered, Text: fmt.Sprintf("%d bytes instead of %d", size, want.Size)}
	case output.Sum(sum.Sum(nil)) != want.Sum:
		return Difference{Kind: Altered, Text: fmt.Sprintf("other bytes, as many: %d", size)}
	}
	return Difference{}
}

// List walks through the folder.
func (f Folder) List(ctx context.Context) ([]string, error) {
	var paths []string
	err := fs.WalkDir(f.FS, ".", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil || ctx.Err() != nil:
			return errors.Join(err, ctx.Err())
		case entry.IsDir() && path == own:
			return fs.SkipDir
		case !entry.IsDir() && path != lock:
			paths = append(paths, path)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list the folder: %w", err)
	}
	return paths, nil
}

// composed is a path with its accents composed: some file systems take them apart.
func composed(path string) string {
	if strings.IndexFunc(path, func(r rune) bool { return r >= 0x80 }) < 0 {
		return path
	}
	return norm.NFC.String(path)
}
