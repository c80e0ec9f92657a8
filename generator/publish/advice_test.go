package publish

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestAFullDiskIsToldWithWhatToDo(t *testing.T) {
	for err, want := range map[error]string{
		syscall.ENOSPC:   "make room there and publish again",
		syscall.EROFS:    "mount it for writing",
		fs.ErrPermission: "the account that publishes",
	} {
		got := advised(&fs.PathError{Op: "write", Path: "index.html", Err: err})
		if !strings.Contains(got.Error(), want) || !errors.Is(got, err) {
			t.Errorf("got %v, want %q", got, want)
		}
	}
}

func TestAFileIsNoFolderToPublishTo(t *testing.T) {
	name := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(name, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenDir(name); err == nil || !strings.Contains(err.Error(), "mend path in site.yaml") {
		t.Errorf("got %v", err)
	}
}
