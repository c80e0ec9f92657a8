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

// TestAFolderThatTakesNothingIsToldInALine has something in the way of publishing's own folder, so that no lock can be made in it.
func TestAFolderThatTakesNothingIsToldInALine(t *testing.T) {
	name := t.TempDir()
	if err := os.WriteFile(filepath.Join(name, own), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	d, err := OpenDir(name)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	_, err = d.Put(t.Context(), begunName(1), nil, ownHeader, When{Absent: true})
	if err == nil || err.Error() != "nothing can be written there: file exists" {
		t.Errorf("got %v", err)
	}
}

func TestATreeForAnotherAddressSaysHowToBuild(t *testing.T) {
	tree := &Tree{}
	tree.Head.BaseURL = "https://one.example/"
	for base, want := range map[string]string{
		"https://two.example/": "build with --base-url https://two.example/, or set the target's base_url in site.yaml",
		"":                     "build without --base-url, or set",
	} {
		if err := tree.Fits("", base); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("for %q got %v", base, err)
		}
	}
}
