package publish

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCopyingTwiceLeavesNothingBeside copies where both names have one file already: renaming one over the other does nothing then.
func TestCopyingTwiceLeavesNothingBeside(t *testing.T) {
	folder := t.TempDir()
	dir, err := OpenDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer dir.Close()
	ctx := context.Background()
	if _, err := dir.Put(ctx, "a", []byte("a"), Header{}, When{}); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := dir.Copy(ctx, "a", "b", Header{}); err != nil {
			t.Fatal(err)
		}
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, filepath.Base(e.Name()))
	}
	if got := strings.Join(names, " "); got != "a b" {
		t.Errorf("in the folder are %s", got)
	}
}
