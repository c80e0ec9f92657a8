package source

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"sync"
	"syscall"
)

// maxText is the size of the longest report or page that is read, in bytes.
const maxText = 8 << 20

// ErrChanged is what Tree.Read returns when the file no longer holds the bytes that the scan saw, or is gone.
var ErrChanged = errors.New("the file changed while it was being read")

// Read returns the bytes of a file of a Snapshot. They are those that File.Sum names, or the error is ErrChanged.
func (t *Tree) Read(f File) ([]byte, error) {
	b, err := t.read(f)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		err = ErrChanged
	}
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", f.Path, err)
	}
	return b, nil
}

func (t *Tree) read(f File) ([]byte, error) {
	file, err := t.open.file(t.root, f.Path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() != f.Size {
		return nil, ErrChanged
	}
	b := make([]byte, f.Size)
	if _, err := io.ReadFull(file, b); err == io.EOF || err == io.ErrUnexpectedEOF {
		return nil, ErrChanged
	} else if err != nil {
		return nil, err
	}
	if sha256.Sum256(b) != f.Sum {
		return nil, ErrChanged
	}
	return b, nil
}

// buffers are what files are summed with.
var buffers = sync.Pool{New: func() any { return new([64 << 10]byte) }}

// read sums the file of an entry that has been listed in r, and notes how the file looked before the first byte was read.
func (e *entry) read(r *os.Root) error {
	file, err := openFile(r, e.name)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() || !os.SameFile(info, e.info) {
		return ErrChanged // os.Root follows a link that stays inside; this is how we do not
	}
	e.stat = statOf(info)
	e.Sum, e.Size, err = sum(file, e.size)
	if err == nil && e.Size != e.size {
		return ErrChanged
	}
	return err
}

// sum names the bytes of a file. A file of the expected size that fits the buffer takes one system call.
func sum(file io.Reader, expected int64) (sum [32]byte, size int64, err error) {
	buf := buffers.Get().(*[64 << 10]byte)
	defer buffers.Put(buf)
	n, err := file.Read(buf[:])
	if int64(n) == expected && n < len(buf) && (err == nil || err == io.EOF) {
		return sha256.Sum256(buf[:n]), expected, nil
	}
	h := sha256.New()
	for {
		h.Write(buf[:n])
		size += int64(n)
		if err == io.EOF {
			return [32]byte(h.Sum(nil)), size, nil
		}
		if err != nil {
			return sum, size, err
		}
		n, err = file.Read(buf[:])
	}
}

// openFile opens a file for reading. A pipe that took the file's place would hold us up until someone writes to it; hence
// O_NONBLOCK, which means nothing to a file.
func openFile(r *os.Root, name string) (*os.File, error) {
	return r.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
}

// maxHandles bounds the folders that handles keeps open.
const maxHandles = 16

// handles keeps the folders open that were read from last, for reports are read folder by folder and each step of a path
// costs two system calls.
type handles struct {
	mu    sync.Mutex
	roots map[string]*os.Root
}

// file opens a file by its path from the root, through the handle of its folder if there is one.
func (h *handles) file(root *os.Root, name string) (*os.File, error) {
	if dir := h.folder(root, path.Dir(name)); dir != nil {
		// The handle may have been closed by another reader, or its folder moved away: the path decides.
		if file, err := openFile(dir, path.Base(name)); err == nil {
			return file, nil
		}
	}
	return openFile(root, name)
}

func (h *handles) folder(root *os.Root, dir string) *os.Root {
	h.mu.Lock()
	defer h.mu.Unlock()
	if r, ok := h.roots[dir]; ok {
		return r
	}
	r, err := root.OpenRoot(dir)
	if err != nil {
		return nil
	}
	if len(h.roots) >= maxHandles {
		h.drop()
	}
	if h.roots == nil {
		h.roots = map[string]*os.Root{}
	}
	h.roots[dir] = r
	return r
}

func (h *handles) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.drop()
}

// drop lets go of all folders. A file that is being opened through one of them holds it open until that is done.
func (h *handles) drop() {
	for _, r := range h.roots {
		r.Close()
	}
	h.roots = nil
}
