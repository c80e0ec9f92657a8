package watch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
)

// ears are what a watcher listens with.
type ears struct {
	system *fsnotify.Watcher
	dirs   map[string]bool // the folders listened to, by slash path from the root; "." is the root
	anew   bool            // a folder went away or moved: names in further events may be wrong
	absent bool            // the root itself is gone
}

// retry is how often a root that went away is looked for.
const retry = 500 * time.Millisecond

// listen begins afresh, with a watch on the root and on each folder below those that are watched. A moved folder takes its
// watches with it, under the old name, and so the old watches are given up as a whole once the new ones stand.
func (w *watcher) listen() error {
	fresh, err := fsnotify.NewWatcher()
	if err != nil {
		return err
	}
	w.deafen()
	w.ears = ears{system: fresh, dirs: map[string]bool{}}
	if err := w.hearken("."); err != nil {
		return err
	}
	w.absent = !w.dirs["."]
	for _, name := range w.Folders {
		if _, err := w.add(name); err != nil {
			return err
		}
	}
	return nil
}

func (w *watcher) deafen() {
	if w.system != nil {
		w.system.Close()
	}
	w.system = nil
}

// add listens to a folder and all below it, and returns those that it came to. Each is listened to before it is listed, so
// that nothing made in between is missed.
func (w *watcher) add(name string) (added []string, err error) {
	err = filepath.WalkDir(w.at(name), func(at string, d fs.DirEntry, err error) error {
		rel := w.rel(at)
		switch {
		case err != nil:
			return nil // it went away, or we may not look
		case !d.IsDir():
			return nil
		case w.Ignore(rel):
			return fs.SkipDir
		}
		added = append(added, rel)
		return w.hearken(rel)
	})
	slices.Sort(added)
	return added, err
}

// hearken listens to one folder. A folder that is not there, or may not be read, is passed over.
func (w *watcher) hearken(rel string) error {
	err := w.system.Add(w.at(rel))
	if err == nil {
		w.dirs[rel] = true
	}
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.ENOTDIR) {
		return nil
	}
	return err
}

// at is where something is by its slash path from the root.
func (w *watcher) at(rel string) string { return filepath.Join(w.root, filepath.FromSlash(rel)) }

// rel is the slash path from the root.
func (w *watcher) rel(at string) string {
	rel, err := filepath.Rel(w.root, at)
	if err != nil {
		return "."
	}
	return filepath.ToSlash(rel)
}

// hear passes on what the system tells, until ctx is done or listening is no longer possible.
func (w *watcher) hear(ctx context.Context) {
	var search <-chan time.Time
	if w.absent {
		search = time.After(retry)
	}
	select {
	case <-ctx.Done():
	case e := <-w.system.Events:
		w.heard(e)
	case err := <-w.system.Errors:
		w.misheard(err)
	case <-w.burst.quiet.C:
		w.calm()
	case <-w.burst.limit.C:
		if w.burst.pending != nil {
			w.flush()
		}
		w.burst.limit.Reset(w.Limit)
	case <-w.burst.soon.C:
		w.tell()
	case <-search:
		w.search()
	}
}

// calm passes on what the burst has gathered, or ends it. A first sign is held back for as long as it is being written.
func (w *watcher) calm() {
	switch {
	case w.burst.pending == nil:
		w.burst.end()
		return
	case w.burst.told || !w.busy():
		w.flush()
	}
	w.burst.quiet.Reset(w.Quiet)
}

// heard takes one event of the system.
func (w *watcher) heard(e fsnotify.Event) {
	rel := w.rel(e.Name)
	top, _, _ := strings.Cut(rel, "/")
	if rel != "." && (!slices.Contains(w.Folders, top) || w.Ignore(rel)) {
		return
	}
	event := Event{Folders: []string{path.Dir(rel)}}
	switch {
	case leaving(e) && w.dirs[rel]:
		w.anew, event = true, Event{}
	case (e.Has(fsnotify.Create) || e.Has(fsnotify.Chmod)) && !w.dirs[rel] && isDir(e.Name):
		added, err := w.add(rel)
		if err != nil {
			w.giveUp(err)
			return
		}
		event.Folders = append(event.Folders, added...) // all that may have been made in them before we listened
	case rel == ".":
		return
	}
	w.burst.add(event, w.Quiet, w.Limit)
	w.burst.suspect(rel, e)
}

func leaving(e fsnotify.Event) bool { return e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename) }

func isDir(at string) bool {
	info, err := os.Lstat(at)
	return err == nil && info.IsDir()
}

// flush sends what the burst has gathered, after seeing to it that what happens from now on is heard.
func (w *watcher) flush() {
	e := w.burst.take()
	if w.anew {
		if err := w.listen(); err != nil {
			w.giveUp(err)
		}
		e.Folders = nil
	}
	w.send(*e)
}

// misheard begins afresh when the system has lost events, or anything else is wrong with the listening.
func (w *watcher) misheard(err error) {
	message := fmt.Sprintf("watching: %v; looked at everything again", err)
	if errors.Is(err, fsnotify.ErrEventOverflow) {
		message = "watching: more changes at once than the system can tell of; looked at everything again" + remedy("fs.inotify.max_queued_events", "131072")
	}
	w.anew = true
	w.burst.add(Event{Message: message}, w.Quiet, w.Limit)
	w.burst.told = true // that something changed is known by now; the rest is waited for
}

// search looks for a root that went away.
func (w *watcher) search() {
	if _, err := os.Stat(w.root); err != nil {
		return
	}
	if err := w.listen(); err != nil {
		w.giveUp(err)
		return
	}
	w.send(Event{})
}

// fallback is how often we look around where we cannot listen.
const fallback = 2 * time.Second

// giveUp looks around from now on, because the system does not let us listen, and says so.
func (w *watcher) giveUp(err error) {
	w.deafen()
	w.Poll = fallback
	message := fmt.Sprintf("watching: %v; looking every %v instead", err, w.Poll)
	switch {
	case errors.Is(err, syscall.ENOSPC):
		message = fmt.Sprintf("watching: more folders than the system lets us watch; looking every %v instead", w.Poll) + remedy("fs.inotify.max_user_watches", "1048576")
	case errors.Is(err, syscall.EMFILE):
		message = fmt.Sprintf("watching: the system lets us watch no more; looking every %v instead", w.Poll) + remedy("fs.inotify.max_user_instances", "1024")
	}
	w.seen = w.look()
	w.send(Event{Message: message})
}

// remedy is the command that raises a limit of the system, as the end of a sentence.
func remedy(limit, value string) string {
	if runtime.GOOS != "linux" {
		return ""
	}
	return fmt.Sprintf(" (to raise the limit: sudo sysctl %s=%s)", limit, value)
}
