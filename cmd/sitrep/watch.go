package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path"
	"slices"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"sitrep/generator/source"
	"sitrep/generator/watch"
)

func addPoll(c *cobra.Command, poll *time.Duration) {
	c.Flags().DurationVar(poll, "poll", 0, "look for changes at this `interval`, for file systems that do not tell of them")
}

// watching is a site that is built again and again. A change begins a build at once, and one that comes while a build is still
// reading begins it anew: the newest state wins, and there is never a queue.
type watching struct {
	*session
	events <-chan watch.Event // nil when there are no more
	build  func(context.Context) error
	news   news
	since  time.Time // of the first change that no build has come to an end with; zero when there is none
}

// news is what has changed since the last build that saw all of it.
type news struct {
	any     bool
	folders []string // where; with any and without folders: anywhere
}

// impatience is how long changes may put off a build that is still reading: then it must come to an end first.
const impatience = time.Second

// watch builds, and again whenever a source changes, a moment comes at which the site changes by itself, or the writer wants to
// see it in another way, until the context ends. A site with errors is waited for; any other fault ends the watching.
func (s *session) watch(ctx context.Context, poll time.Duration, build func(context.Context) error) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	events, err := watch.Watch(ctx, s.app.dir, watch.Options{Poll: poll, Ignore: func(name string) bool { return source.Ignored(path.Base(name)) }})
	if err != nil {
		return machine(err)
	}
	w := watching{session: s, events: events, build: build}
	for ctx.Err() == nil {
		err := w.round(ctx)
		switch {
		case errors.Is(err, context.Canceled):
			continue
		case err != nil && !errors.Is(err, errFaulty):
			return err
		}
		s.look, w.since = []string{}, time.Time{}
		if !w.news.any {
			w.wait(ctx)
		}
		if w.news.any {
			s.look, w.news = w.news.folders, news{}
		}
	}
	return nil
}

// round builds once. When something changes while the build still reads, it ends early, with context.Canceled.
func (w *watching) round(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ended := make(chan error, 1)
	go func() { ended <- w.build(ctx) }()
	for {
		select {
		case err := <-ended:
			if errors.Is(err, context.Canceled) {
				w.look = w.news.also(w.look)
				w.news = news{}
			}
			return err
		case e, open := <-w.events:
			w.note(e, open)
			if w.events != nil && time.Since(w.since) < impatience {
				cancel()
			}
		}
	}
}

// also is where to look for the news and what was looked for before.
func (n news) also(look []string) []string {
	if look == nil || n.any && n.folders == nil {
		return nil
	}
	both := slices.Concat(look, n.folders)
	slices.Sort(both)
	return slices.Compact(both)
}

// wait ends when there is a reason to build again.
func (w *watching) wait(ctx context.Context) {
	select {
	case <-ctx.Done():
	case e, open := <-w.events:
		w.note(e, open)
	case <-w.untilDue():
	case w.as = <-w.wishes:
	}
}

// note takes in an event; the last one says that there will be no more.
func (w *watching) note(e watch.Event, open bool) {
	if !open {
		w.events = nil
		return
	}
	if e.Message != "" {
		fmt.Fprintf(w.app.err, "sitrep: %s\n", e.Message)
	}
	if w.since.IsZero() {
		w.since = time.Now()
	}
	if !w.news.any {
		w.news = news{any: true, folders: e.Folders}
		return
	}
	w.news.folders = news{any: true, folders: e.Folders}.also(w.news.folders)
}

// untilDue waits for the next embargo or expiry, when the time is not fixed.
func (s *session) untilDue() <-chan time.Time {
	if s.fixed || s.due.IsZero() {
		return nil
	}
	return time.After(time.Until(s.due))
}
