package watch

import "time"

// burst gathers what follows upon a first sign of change. It is over when nothing came for the quiet time.
type burst struct {
	pending      *Event
	going        bool
	quiet, limit *time.Timer
}

func (b *burst) start() {
	b.quiet, b.limit = time.NewTimer(time.Hour), time.NewTimer(time.Hour)
	b.stop()
}

func (b *burst) stop() {
	b.quiet.Stop()
	b.limit.Stop()
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

// take gives what was gathered; nil when nothing was.
func (b *burst) take() *Event {
	e := b.pending
	b.pending = nil
	return e
}

// end makes the next event a first sign again.
func (b *burst) end() {
	b.going = false
	b.stop()
}
