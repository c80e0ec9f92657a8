// Package watch wakes the generator when a site's sources may have changed.
//
// An Event is a wake-up and nothing more: it says at most which folders to look at again. What changed there the disk says,
// and the scan finds out. So an event may be needless, or stand for a thousand changes, but no change is without an event
// after it, which names its folder. A new folder is named together with the one that it is in and with all that is in it.
//
// Changes come in bursts: an editor saves by writing beside and renaming, a checkout writes a thousand files. The first
// sign of a burst is passed on at once; what follows is gathered until it has been quiet for a moment. There is never a
// queue: an event that nobody has taken yet is merged with the next.
//
// A save is to be seen as one update: never the file missing, empty or half. Programs that write beside and rename over need no
// care. Others move the old file away first (vim, Emacs) or empty it and write in place (VS Code, Obsidian, nano), and what
// they do first is heard of before the rest is done. So "at once" is a millisecond, in which the rest of a save is usually
// heard, and then as soon as no file of the burst is in doubt:
//
//   - one that went away, or is empty, may be written in a moment: it is waited for until the quiet time has passed, and a file
//     that was deleted for good is told of then;
//   - one that a program has open for writing is not done. Linux tells us (see writing), and so the wait is no longer than the
//     writing. Elsewhere a file must have been at rest for 10 ms.
//
// No doubt outlasts the limit: a program that goes on writing for longer is seen at work.
//
// Where the system tells of changes we listen (inotify and its like, through fsnotify); where it does not, or its limits are
// reached, we look around every so often.
package watch

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// Event says that something may have changed.
type Event struct {
	Folders []string // slash paths from the root, sorted; none means everything
	Message string   // a line for the terminal, when the watching itself has a fault; usually empty
}

// Options say what to watch, and how. The zero Options watch content and layouts.
type Options struct {
	Folders []string               // names directly below the root; default: content, layouts
	Ignore  func(path string) bool // slash path from the root, of a file or folder whose changes are nobody's business
	Quiet   time.Duration          // how long a burst must be over before it is passed on; default 30 ms
	Limit   time.Duration          // how long a burst may be held back; default 250 ms
	Poll    time.Duration          // look around this often instead of listening; 0: listen
}

func (o Options) withDefaults() Options {
	if o.Folders == nil {
		o.Folders = []string{"content", "layouts"}
	}
	if o.Ignore == nil {
		o.Ignore = func(string) bool { return false }
	}
	if o.Quiet <= 0 {
		o.Quiet = 30 * time.Millisecond
	}
	if o.Limit <= 0 {
		o.Limit = 250 * time.Millisecond
	}
	return o
}

// Watch begins to watch below a directory. Each change made after it returned is followed by an event. The channel is closed
// when ctx is done and all that the watching held is let go. The error says that there is no such directory.
func Watch(ctx context.Context, root string, opts Options) (<-chan Event, error) {
	abs, err := filepath.Abs(root)
	if err != nil {
		return nil, fmt.Errorf("watching %s: %w", root, err)
	}
	if _, err := os.ReadDir(abs); err != nil {
		return nil, fmt.Errorf("watching: %w", err)
	}
	w := &watcher{root: abs, Options: opts.withDefaults(), out: make(chan Event, 1)}
	if w.Poll > 0 {
		w.seen = w.look()
	} else if err := w.listen(); err != nil {
		w.giveUp(err)
	}
	w.burst.start()
	go w.run(ctx)
	return w.out, nil
}

// watcher is one Watch at work. All of it belongs to one goroutine.
type watcher struct {
	Options
	root  string
	out   chan Event
	ears             // listening
	seen  signatures // polling
	burst burst
}

func (w *watcher) run(ctx context.Context) {
	defer close(w.out)
	defer w.burst.stop()
	defer w.deafen()
	for ctx.Err() == nil {
		if w.Poll > 0 {
			w.poll(ctx)
		} else {
			w.hear(ctx)
		}
	}
}

// send passes an event on without ever waiting: one that was not taken yet becomes part of it.
func (w *watcher) send(e Event) {
	select {
	case old := <-w.out:
		e = merged(old, e)
	default:
	}
	w.out <- e // there is room: nobody else sends
}

// merged is one event for two.
func merged(a, b Event) Event {
	e := Event{Message: a.Message}
	if b.Message != "" && b.Message != a.Message {
		if e.Message != "" {
			e.Message += "\n"
		}
		e.Message += b.Message
	}
	if len(a.Folders) > 0 && len(b.Folders) > 0 {
		e.Folders = slices.Concat(a.Folders, b.Folders)
		slices.Sort(e.Folders)
		e.Folders = slices.Compact(e.Folders)
	}
	return e
}
