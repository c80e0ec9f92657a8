package watch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"

	"sitrep/generator/source"
)

func newWatcher(t *testing.T) *watcher {
	t.Helper()
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "content/reports"), 0o777); err != nil {
		t.Fatal(err)
	}
	w := &watcher{root: dir, Options: Options{}.withDefaults(), out: make(chan Event, 1)}
	w.burst.start()
	if err := w.listen(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.deafen)
	return w
}

// TestGivesUp meets each way in which a system refuses to tell of changes: one line says so, everything is looked at again,
// and polling goes on.
func TestGivesUp(t *testing.T) {
	for err, want := range map[error]string{
		syscall.ENOSPC:     "sudo sysctl fs.inotify.max_user_watches=",
		syscall.EMFILE:     "sudo sysctl fs.inotify.max_user_instances=",
		errors.New("dust"): "dust; looking every 2s instead",
	} {
		w := newWatcher(t)
		w.giveUp(&os.PathError{Op: "watch", Err: err})
		e := <-w.out
		if runtime.GOOS == "linux" && !strings.Contains(e.Message, want) || strings.Contains(e.Message, "\n") || len(e.Folders) > 0 {
			t.Errorf("%v: %+v", err, e)
		}
		w.Poll = time.Millisecond
		if err := os.WriteFile(filepath.Join(w.root, "content/reports/a.md"), nil, 0o666); err != nil {
			t.Fatal(err)
		}
		w.poll(t.Context())
		if e := <-w.out; len(e.Folders) != 1 || e.Folders[0] != "content/reports" {
			t.Errorf("%v: %+v", err, e)
		}
	}
}

func TestOverflow(t *testing.T) {
	w := newWatcher(t)
	old := w.system
	w.misheard(fsnotify.ErrEventOverflow)
	w.hear(t.Context()) // the quiet time passes
	e := <-w.out
	if runtime.GOOS == "linux" && !strings.Contains(e.Message, "sudo sysctl fs.inotify.max_queued_events=") || len(e.Folders) > 0 {
		t.Errorf("%+v", e)
	}
	if w.system == old || !w.dirs["content/reports"] {
		t.Error("did not begin afresh")
	}
}

// TestFlood makes more changes than the system can tell of while nobody listens: then an event says that anything may have
// changed, and a scan of everything finds it.
func TestFlood(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only inotify is known to lose changes")
	}
	w := newWatcher(t)
	tree, err := source.Open(w.root)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	_, seen, err := tree.Scan(source.Seen{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	flood(t, filepath.Join(w.root, "content/reports"), 131_072)
	run(t, w)
	for e := range w.out {
		if len(e.Folders) > 0 {
			continue
		}
		snapshot, _, err := tree.Scan(seen, e.Folders)
		if err != nil || len(snapshot.Reports) != 4 {
			t.Errorf("%v: %v", err, snapshot.Reports)
		}
		return
	}
	t.Error("no event about everything")
}

// run lets a watcher listen until the test is over, or has taken too long.
func run(t *testing.T, w *watcher) {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	go w.run(ctx)
	t.Cleanup(func() {
		cancel()
		for range w.out {
		}
	})
}

// flood writes to the files of a folder in turn: the system takes changes to one file that follow each other for one.
func flood(t *testing.T, dir string, changes int) {
	var files [4]*os.File
	for i := range files {
		f, err := os.Create(filepath.Join(dir, fmt.Sprintf("%d.md", i)))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		files[i] = f
	}
	for i := range changes {
		if _, err := files[i%len(files)].WriteAt([]byte("x"), 0); err != nil {
			t.Fatal(err)
		}
	}
}

// TestNamesAllThatIsNew makes folders while nobody listens, and a change in the last of them that nobody can have heard of.
func TestNamesAllThatIsNew(t *testing.T) {
	w := newWatcher(t)
	last := filepath.Join(w.root, "content/reports/2025/01")
	if err := os.MkdirAll(last, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(last, "a.md"), []byte("x"), 0o666); err != nil {
		t.Fatal(err)
	}
	run(t, w)
	e := <-w.out
	if runtime.GOOS == "linux" && !slices.Equal(e.Folders, []string{"content/reports", "content/reports/2025", "content/reports/2025/01"}) {
		t.Errorf("%+v", e)
	}
}

func TestMerged(t *testing.T) {
	check := func(a, b, want Event) {
		t.Helper()
		if got := merged(a, b); got.Message != want.Message || strings.Join(got.Folders, " ") != strings.Join(want.Folders, " ") {
			t.Errorf("got %+v, want %+v", got, want)
		}
	}
	some := func(folders ...string) Event { return Event{Folders: folders} }
	check(some("b"), some("a", "b"), some("a", "b"))
	check(some("a"), Event{}, Event{})
	check(Event{Message: "x"}, some("a"), Event{Message: "x"})
	check(Event{Message: "x"}, Event{Message: "x"}, Event{Message: "x"})
	check(Event{Message: "x"}, Event{Message: "y"}, Event{Message: "x\ny"})
}
