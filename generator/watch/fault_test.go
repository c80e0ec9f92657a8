package watch

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
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
