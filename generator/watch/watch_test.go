package watch_test

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"sitrep/generator/source"
	"sitrep/generator/watch"
)

const patience = 20 * time.Second

// ignore is the predicate that a caller passes: output and temporary files.
func ignore(name string) bool {
	return strings.HasPrefix(name, "content/out") || source.Ignored(path.Base(name))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	must(t, os.MkdirAll(filepath.Dir(path), 0o777))
	must(t, os.WriteFile(path, []byte(text), 0o666))
}

func newSite(t *testing.T) string {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "content/reports/2024/10-x.md"), "old")
	write(t, filepath.Join(dir, "layouts/page.html"), "old")
	return dir
}

func start(t *testing.T, dir string, opts watch.Options) <-chan watch.Event {
	t.Helper()
	opts.Ignore = ignore
	events, err := watch.Watch(t.Context(), dir, opts)
	must(t, err)
	return events
}

// contents are the watched files and what is in them.
func contents(dir string) map[string]string {
	files := map[string]string{}
	for _, top := range []string{"content", "layouts"} {
		_ = filepath.WalkDir(filepath.Join(dir, top), func(path string, d fs.DirEntry, err error) error {
			rel, _ := filepath.Rel(dir, path)
			if err == nil && !d.IsDir() && !ignore(filepath.ToSlash(rel)) {
				b, _ := os.ReadFile(path)
				files[path] = string(b)
			}
			return nil
		})
	}
	return files
}

// await plays a builder, which looks at the disk after each event and never otherwise, until it has seen what is there now.
func await(t *testing.T, dir string, events <-chan watch.Event) {
	t.Helper()
	want := contents(dir)
	deadline := time.After(patience)
	for {
		select {
		case <-events:
			if maps.Equal(contents(dir), want) {
				return
			}
		case <-deadline:
			t.Fatal("no event after the last change")
		}
	}
}

func modes(t *testing.T, f func(t *testing.T, opts watch.Options)) {
	t.Run("listen", func(t *testing.T) { f(t, watch.Options{}) })
	t.Run("poll", func(t *testing.T) { f(t, watch.Options{Poll: 20 * time.Millisecond}) })
}

// change is one thing that is done to a site.
type change struct {
	name string
	do   func()
}

// folderChanges let folders come, go and move.
func folderChanges(t *testing.T, dir string) []change {
	at := func(path string) string { return filepath.Join(dir, path) }
	return []change{
		{"a folder in a folder, and a file in it at once", func() { write(t, at("content/reports/2025/01/a.md"), "1") }},
		{"a file in the folder that was just made", func() { write(t, at("content/reports/2025/01/b.md"), "1") }},
		{"a folder gets another name", func() { must(t, os.Rename(at("content/reports/2025"), at("content/reports/2026"))) }},
		{"a change under the new name", func() { write(t, at("content/reports/2026/01/a.md"), "2") }},
		{"the old name again", func() { write(t, at("content/reports/2025/01/a.md"), "3") }},
		{"a change under either name", func() {
			write(t, at("content/reports/2025/01/a.md"), "4")
			write(t, at("content/reports/2026/01/a.md"), "4")
		}},
		{"a folder moves out", func() { must(t, os.Rename(at("content/reports/2026"), at("elsewhere"))) }},
		{"and back, changed", func() {
			write(t, at("elsewhere/01/a.md"), "5")
			must(t, os.Rename(at("elsewhere"), at("content/reports/2026")))
		}},
		{"a change after that", func() { write(t, at("content/reports/2026/01/a.md"), "6") }},
		{"a folder turns into a file", func() {
			must(t, os.RemoveAll(at("content/reports/2025")))
			write(t, at("content/reports/2025"), "7")
		}},
		{"and back", func() {
			must(t, os.Remove(at("content/reports/2025")))
			write(t, at("content/reports/2025/index.md"), "8")
		}},
		{"a folder goes away", func() { must(t, os.RemoveAll(at("content/reports/2026"))) }},
		{"layouts go away", func() { must(t, os.RemoveAll(at("layouts"))) }},
		{"layouts come back", func() { write(t, at("layouts/partials/head.html"), "1") }},
		{"a change in them", func() { write(t, at("layouts/partials/head.html"), "2") }},
	}
}

func TestFolders(t *testing.T) {
	modes(t, func(t *testing.T, opts watch.Options) {
		dir := newSite(t)
		events := start(t, dir, opts)
		for _, c := range append(folderChanges(t, dir),
			change{"the site goes away", func() { must(t, os.RemoveAll(dir)) }},
			change{"the site comes back", func() { write(t, filepath.Join(dir, "content/reports/z.md"), "1") }},
			change{"a change in it", func() { write(t, filepath.Join(dir, "content/reports/z.md"), "2") }},
		) {
			c.do()
			t.Log(c.name)
			await(t, dir, events)
		}
	})
}

// TestNothingIsMissed lets random changes rain on a site while a builder follows.
func TestNothingIsMissed(t *testing.T) {
	dir := newSite(t)
	events := start(t, dir, watch.Options{Quiet: 5 * time.Millisecond})
	rain(t, dir, func() { await(t, dir, events) })
}

// rain does random things to a site, shower by shower.
func rain(t *testing.T, dir string, after func()) {
	seed := uint64(time.Now().UnixNano())
	t.Log("seed", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	place := func() string {
		parts := []string{"content/reports"}
		for range r.IntN(4) {
			parts = append(parts, string(rune('a'+r.IntN(3))))
		}
		return filepath.Join(dir, filepath.Join(parts...))
	}
	for range 40 {
		for range 1 + r.IntN(30) {
			switch r.IntN(5) {
			case 0, 1:
				if at := place(); os.MkdirAll(at, 0o777) == nil {
					_ = os.WriteFile(filepath.Join(at, "x.md"), []byte(fmt.Sprint(r.Int())), 0o666)
				}
			case 2:
				_ = os.Rename(place(), place())
			case 3:
				_ = os.RemoveAll(place())
			case 4:
				_ = os.WriteFile(filepath.Join(place(), "x.md"), []byte(fmt.Sprint(r.Int())), 0o666)
			}
		}
		write(t, filepath.Join(dir, "layouts/page.html"), fmt.Sprint(r.Int()))
		after()
	}
}

// TestIgnored does what is nobody's business before something that is: the first event is about the latter.
func TestIgnored(t *testing.T) {
	dir := newSite(t)
	write(t, filepath.Join(dir, "content/out/index.html"), "")
	events := start(t, dir, watch.Options{})
	write(t, filepath.Join(dir, "content/out/index.html"), "new")
	write(t, filepath.Join(dir, "content/out/reports/x.html"), "new")
	write(t, filepath.Join(dir, "public/index.html"), "new")
	write(t, filepath.Join(dir, "content/reports/.10-x.md.swp"), "new")
	write(t, filepath.Join(dir, "content/.git/HEAD"), "new")
	write(t, filepath.Join(dir, "layouts/page.html"), "new")
	select {
	case e := <-events:
		if !slices.Equal(e.Folders, []string{"layouts"}) || e.Message != "" {
			t.Errorf("%+v", e)
		}
	case <-time.After(patience):
		t.Error("no event")
	}
}

// TestBurst writes a thousand files while nobody takes an event: there is one for all of them, and it names each folder.
func TestBurst(t *testing.T) {
	dir := newSite(t)
	write(t, filepath.Join(dir, "content/reports/2023/a.md"), "")
	events := start(t, dir, watch.Options{})
	for i := range 1000 {
		write(t, filepath.Join(dir, "content/reports", fmt.Sprint(2023+i%2), fmt.Sprintf("%d.md", i)), "x")
	}
	folders := map[string]bool{}
	taken := 0
	for len(folders) < 2 {
		select {
		case e := <-events:
			taken++
			for _, f := range e.Folders {
				folders[f] = true
			}
		case <-time.After(patience):
			t.Fatal(folders)
		}
	}
	if taken > 10 || !folders["content/reports/2023"] || !folders["content/reports/2024"] {
		t.Error(taken, folders)
	}
}

func TestNoSuchRoot(t *testing.T) {
	if _, err := watch.Watch(t.Context(), filepath.Join(t.TempDir(), "nowhere"), watch.Options{}); err == nil {
		t.Error("watching nothing")
	}
}

// TestLetsGo counts goroutines and descriptors before and after a hundred watches.
func TestLetsGo(t *testing.T) {
	modes(t, func(t *testing.T, opts watch.Options) {
		dir := newSite(t)
		before := held()
		for i := range 100 {
			ctx, cancel := context.WithCancel(context.Background())
			events, err := watch.Watch(ctx, dir, opts)
			must(t, err)
			write(t, filepath.Join(dir, "content/reports/2024/10-x.md"), fmt.Sprint(i))
			cancel()
			for range events {
			}
		}
		deadline := time.Now().Add(patience)
		for held() > before {
			if time.Now().After(deadline) {
				t.Fatalf("%d goroutines and descriptors, %d before", held(), before)
			}
			time.Sleep(10 * time.Millisecond)
		}
	})
}

func held() int {
	open, _ := os.ReadDir("/proc/self/fd") // elsewhere than on Linux the goroutines have to do
	return runtime.NumGoroutine() + len(open)
}
