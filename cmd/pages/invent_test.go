package main

import (
	"os"
	"path/filepath"
	"testing"
)

// TestInventedTwice holds that the invented site is the same each time.
func TestInventedTwice(t *testing.T) {
	first, second := t.TempDir(), t.TempDir()
	for _, dir := range []string{first, second} {
		if err := inventSite(dir); err != nil {
			t.Fatal(err)
		}
	}
	files := 0
	err := filepath.WalkDir(first, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(first, name)
		if err != nil {
			return err
		}
		one, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if other, err := os.ReadFile(filepath.Join(second, rel)); err != nil || string(one) != string(other) {
			t.Errorf("%s differs: %v", rel, err)
		}
		files++
		return nil
	})
	if err != nil || files < reports {
		t.Errorf("%d files, for %d reports: %v", files, reports, err)
	}
}
