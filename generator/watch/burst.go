package watch

import (
	"time"

	"github.com/fsnotify/fsnotify"
)

// burst gathers what follows upon a first sign of change. It is over when nothing came for the quiet time.
type burst struct {
	pending *Event
	going   bool
	told    bool             // the first sign was passed on
	doubts  map[string]doubt // the files that the burst is about, by slash path from the root, until it is told

	quiet, limit *time.Timer
	soon         *time.Timer // to look at the doubts
	looking      bool        // that timer is set
}

func (b *burst) start() {
	b.quiet, b.limit, b.soon = time.NewTimer(time.Hour), time.NewTimer(time.Hour), time.NewTimer(time.Hour)
	b.end()
}

func (b *burst) stop() {
	b.quiet.Stop()
	b.limit.Stop()
	b.soon.Stop()
}

// add takes an event into the burst.
func (b *burst) add(e Event, quiet, limit time.Duration) {
	if b.pending != nil {
		e = merged(*b.pending, e)
	}
	b.pending = &e
	if !b.going {
		b.going = true
		b.limit.Reset(limit)
	}
	b.quiet.Reset(quiet)
}

// suspect notes that something is happening to a file.
func (b *burst) suspect(rel string, e fsnotify.Event) {
	if b.told {
		return
	}
	d, known := b.doubts[rel]
	d.settled, d.since = false, time.Now()
	switch {
	case e.Has(fsnotify.Create) && !known:
		d.born = true
	case leaving(e) && !d.born:
		d.missed = true
	}
	b.doubts[rel] = d
	b.look()
}

// look sees to it that the doubts are looked at.
func (b *burst) look() {
	if !b.looking {
		b.looking = true
		b.soon.Reset(moment)
	}
}

// take gives what was gathered; nil when nothing was.
func (b *burst) take() *Event {
	e := b.pending
	b.pending, b.told, b.looking = nil, true, false
	b.soon.Stop()
	clear(b.doubts)
	return e
}

// end makes the next event a first sign again.
func (b *burst) end() {
	b.going, b.told, b.looking, b.doubts = false, false, false, map[string]doubt{}
	b.stop()
}
