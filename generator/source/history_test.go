//go:build unix

package source_test

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sitrep/generator/source"
)

// TestWarmIsCold lets a site live through random operations and scans it after each, remembering what any scan before saw,
// as it was or from the disk, and looking into the folders that changed since, or into more: the snapshot must be that of a
// scan which remembers nothing. The clock runs true, so that the files just made are the doubtful ones, or an hour ahead, so
// that every stat is trusted that may be.
func TestWarmIsCold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		dir, err := os.MkdirTemp("", "warm")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		tree, err := source.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer tree.Close()
		// An hour ahead is only honest where a change is sure to give a new stamp: then a tick must pass between changes.
		ahead := rapid.Bool().Draw(t, "ahead")
		tree.Clock = time.Now
		if ahead {
			tree.Clock = later
		}
		past := []moment{{}}
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			for range rapid.IntRange(1, 3).Draw(t, "operations") {
				step(t, dir)
			}
			if ahead {
				time.Sleep(10 * time.Millisecond)
			}
			past = append(past, follow(t, tree, past[len(past)-1-min(rapid.IntRange(0, 3).Draw(t, "back"), len(past)-1)], look(dir)))
		}
	})
}

// moment is a scan, and how the site stood when it was made.
type moment struct {
	site     map[string]looks
	snapshot source.Snapshot
	seen     source.Seen
}

// follow scans a site that has become other than it was at a moment.
func follow(t *rapid.T, tree *source.Tree, from moment, site map[string]looks) moment {
	var changed []string
	kept := rapid.IntRange(0, 3).Draw(t, "restart") > 0
	if !kept {
		from.seen = throughBytes(t, from.seen)
	}
	if rapid.IntRange(0, 3).Draw(t, "everywhere") > 0 {
		changed = changes(t, from.site, site)
		changed = append(changed, rapid.SliceOf(rapid.SampledFrom(append(folders, ".", "content/reports/nowhere/at/all", "elsewhere"))).Draw(t, "needless")...)
	}
	warm, seen, err := tree.Scan(from.seen, changed)
	if err != nil {
		t.Fatal(err)
	}
	cold, _, err := tree.Scan(source.Seen{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(warm, cold) {
		t.Fatalf("changed %q\nwarm\n%s\ncold\n%s", changed, show(warm), show(cold))
	}
	if kept {
		checkShared(t, from.snapshot.Reports, warm.Reports)
		checkShared(t, from.snapshot.Pages, warm.Pages)
	}
	return moment{site: site, snapshot: warm, seen: seen}
}

// checkShared holds that bundles which are the same are the same pointer.
func checkShared(t *rapid.T, before, now []*source.Bundle) {
	former := map[string]*source.Bundle{}
	for _, b := range before {
		former[b.Path] = b
	}
	for _, b := range now {
		if f := former[b.Path]; f != nil && (f == b) != reflect.DeepEqual(f, b) {
			t.Fatalf("%s: same pointer: %v, same bundle: %v", b.Path, f == b, reflect.DeepEqual(f, b))
		}
	}
}

// looks are all that can be told of a file or folder.
type looks struct {
	mode  fs.FileMode
	inode uint64
	text  string // of a file
}

// look looks at a site as no scan does: at everything, byte by byte.
func look(dir string) map[string]looks {
	site := map[string]looks{}
	_ = filepath.WalkDir(dir, func(at string, d fs.DirEntry, _ error) error {
		info, err := os.Lstat(at)
		if err != nil {
			return err
		}
		l := looks{mode: info.Mode(), inode: uint64(info.Sys().(*syscall.Stat_t).Ino)}
		if !d.IsDir() {
			text, _ := os.ReadFile(at)
			l.text = string(text)
		}
		site[strings.TrimPrefix(strings.TrimPrefix(at, dir), "/")] = l
		return nil
	})
	return site
}

// changes names no more than the folders in which something changed: of what is new, gone or another as a whole the folder it
// is in, or, as a watcher may, the new folder itself.
func changes(t *rapid.T, before, now map[string]looks) []string {
	var stayed func(dir string) bool
	stayed = func(dir string) bool {
		dir = strings.TrimPrefix(dir, ".")
		return before[dir] == now[dir] && now[dir].mode.IsDir() && (dir == "" || stayed(path.Dir(dir)))
	}
	changed := map[string]bool{}
	for _, site := range []map[string]looks{before, now} {
		for _, at := range slices.Sorted(maps.Keys(site)) {
			if at == "" || before[at] == now[at] || !stayed(path.Dir(at)) {
				continue
			}
			if now[at].mode.IsDir() && rapid.Bool().Draw(t, "itself") {
				changed[at] = true
			} else {
				changed[path.Dir(at)] = true
			}
		}
	}
	return append([]string{}, slices.Sorted(maps.Keys(changed))...)
}

func throughBytes(t interface{ Fatal(...any) }, seen source.Seen) (back source.Seen) {
	before, err := seen.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	if err := back.UnmarshalBinary(before); err != nil {
		t.Fatal(err)
	}
	if after, err := back.MarshalBinary(); err != nil || !bytes.Equal(before, after) {
		t.Fatal("what was seen did not survive being stored", err)
	}
	return back
}

var places = []string{
	"content/site.yaml", "content/reports/a.md", "content/reports/a.uk.md", "content/reports/b/index.md", "content/reports/b/map.png",
	"content/reports/2024/c.md", "content/reports/2024/A.md", "content/reports/2024/a.md", "content/pages/about.md", "layouts/page.html",
	"content/reports/2024/index.md", "content/reports/2024/11/d.md", "content/reports/2024/11/e/index.md", "content/reports/2024/11/e/in/map.png",
	"content/reports/2024-x.md", "content/reports/2024/11.md", "layouts/partials/head.html",
}

var folders = []string{"content", "content/reports", "content/reports/b", "content/reports/2024", "content/reports/2024/11", "content/reports/2024/11/e", "content/pages", "layouts"}

// step does one thing to a site. What the system refuses is not done.
func step(t *rapid.T, dir string) {
	at := filepath.Join(dir, rapid.SampledFrom(places).Draw(t, "at"))
	other := filepath.Join(dir, rapid.SampledFrom(places).Draw(t, "other"))
	switch rapid.SampledFrom([]string{"write", "write", "write", "sly", "sly", "rename", "delete", "move", "swap", "link", "touch"}).Draw(t, "verb") {
	case "write":
		_ = os.MkdirAll(filepath.Dir(at), 0o777)
		_ = os.WriteFile(at, rapid.SliceOfN(rapid.Byte(), 0, 8).Draw(t, "bytes"), 0o666)
	case "sly": // the same size, the same modification time
		if info, err := os.Lstat(at); err == nil && info.Mode().IsRegular() {
			_ = os.WriteFile(at, rapid.SliceOfN(rapid.Byte(), int(info.Size()), int(info.Size())).Draw(t, "bytes"), 0o666)
			_ = os.Chtimes(at, time.Time{}, info.ModTime())
		}
	case "rename":
		_ = os.Rename(at, other)
	case "delete":
		_ = os.RemoveAll(at)
	case "move":
		from := rapid.SampledFrom(folders).Draw(t, "from")
		_ = os.Rename(filepath.Join(dir, from), filepath.Join(dir, rapid.SampledFrom(folders).Draw(t, "to")))
	case "swap":
		from := filepath.Join(dir, rapid.SampledFrom(folders).Draw(t, "from"))
		to := filepath.Join(dir, rapid.SampledFrom(folders).Draw(t, "to"))
		_ = os.Rename(from, filepath.Join(dir, "aside"))
		_ = os.Rename(to, from)
		_ = os.Rename(filepath.Join(dir, "aside"), to)
	case "link":
		_ = os.Remove(at)
		_ = os.Symlink(other, at)
	case "touch":
		_ = os.Chtimes(at, time.Time{}, time.Unix(1e9, 0))
	}
}
