package watch

import (
	"os"
	"time"
)

// doubt is a file that may not be as its writer wants it.
type doubt struct {
	born    bool      // it was not there before the burst, so that nobody misses it
	missed  bool      // it was, and went away
	settled bool      // it was looked at since the last sign, and is whole
	since   time.Time // the last sign
}

// moment is how long after its first sign a burst is looked at, so that the rest of what a save consists of has been heard, and
// then how soon a doubt is looked at again.
const moment = time.Millisecond

// settling is how long a file must have been at rest to be taken for whole where the system does not tell who writes.
const settling = 10 * time.Millisecond

// tell passes on the first sign of a burst, once all files that it is about are whole.
func (w *watcher) tell() {
	w.burst.looking = false
	switch {
	case w.burst.told || w.burst.pending == nil:
	case w.whole():
		w.flush()
	default:
		w.burst.look()
	}
}

// whole reports whether there is no doubt left.
func (w *watcher) whole() bool {
	for rel, d := range w.burst.doubts {
		if d.settled {
			continue
		}
		if w.doubtful(rel, d) {
			return false
		}
		d.settled = true
		w.burst.doubts[rel] = d
	}
	return true
}

// busy reports whether a program is still writing one of the files.
func (w *watcher) busy() bool {
	for rel, d := range w.burst.doubts {
		if !d.settled {
			if busy, _ := writing(w.at(rel)); busy {
				return true
			}
		}
	}
	return false
}

// doubtful reports whether a file is likely to be written, or written to, in a moment.
func (w *watcher) doubtful(rel string, d doubt) bool {
	info, err := os.Lstat(w.at(rel))
	switch {
	case err != nil:
		return d.missed
	case !info.Mode().IsRegular():
		return false
	case info.Size() == 0:
		return true
	}
	busy, known := writing(w.at(rel))
	return busy || !known && time.Since(d.since) < settling
}
