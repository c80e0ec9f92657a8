package publish

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"testing"
)

// targetKeepsItsWord holds any target to what the interface says.
func targetKeepsItsWord(t *testing.T, target Target) {
	t.Helper()
	ctx := context.Background()
	want := func(step string, err, wanted error) {
		t.Helper()
		if !errors.Is(err, wanted) {
			t.Fatalf("%s: got %v, want %v", step, err, wanted)
		}
	}
	header := Header{Type: "text/html; charset=utf-8", Cache: "public, max-age=0, must-revalidate"}
	var last string
	put := func(path, text string, when When) (err error) {
		tag, err := target.Put(ctx, path, []byte(text), header, when)
		if err == nil {
			last = tag
		}
		return err
	}
	holds := func(path, text string) (tag string) {
		t.Helper()
		data, tag, err := target.Get(ctx, path)
		if err != nil || string(data) != text || tag == "" {
			t.Fatalf("%s holds %q with tag %q, %v; want %q", path, data, tag, err, text)
		}
		return tag
	}
	_, _, err := target.Get(ctx, "a/b.html")
	want("get what is not there", err, fs.ErrNotExist)
	want("put", put("a/b.html", "one", When{Absent: true}), nil)
	want("put where something is", put("a/b.html", "two", When{Absent: true}), ErrTaken)
	tag := holds("a/b.html", "one")
	if tag != last {
		t.Errorf("writing told the tag %q, reading %q", last, tag)
	}
	want("put on what was read", put("a/b.html", "two", When{Tag: tag}), nil)
	want("put on what is no longer there", put("a/b.html", "three", When{Tag: tag}), ErrTaken)
	want("put on what was never there", put("a/c.html", "three", When{Tag: tag}), ErrTaken)
	want("copy", target.Copy(ctx, "a/b.html", ".sitrep/kept/x", header), nil)
	want("put over what was copied", put("a/b.html", "four", When{}), nil)
	holds(".sitrep/kept/x", "two")
	want("copy back", target.Copy(ctx, ".sitrep/kept/x", "a/d ü.html", header), nil)
	holds("a/d ü.html", "two")
	want("copy nothing", target.Copy(ctx, "nothing", "b", header), fs.ErrNotExist)
	want("remove", target.Remove(ctx, []string{"a/b.html", "never/was.html"}), nil)
	found, err := target.List(ctx)
	want("list", err, nil)
	var paths []string
	for _, f := range found {
		if paths = append(paths, f.Path); f.Path == "a/d ü.html" && f.Size != 3 {
			t.Errorf("%s has %d bytes", f.Path, f.Size)
		}
	}
	if !slices.Contains(paths, "a/d ü.html") || slices.Contains(paths, "a/b.html") {
		t.Errorf("listed %q", paths)
	}
}

func TestAFolderKeepsItsWord(t *testing.T) {
	dir, err := OpenDir(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer dir.Close()
	targetKeepsItsWord(t, dir)
}
