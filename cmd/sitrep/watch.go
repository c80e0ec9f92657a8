package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"sitrep/generator/source"
	"sitrep/generator/watch"
)

func addPoll(c *cobra.Command, poll *time.Duration) {
	c.Flags().DurationVar(poll, "poll", 0, "look for changes at this `interval`, for file systems that do not tell of them")
}

// watch builds, and again whenever a source changes or a moment comes at which the site changes by itself, until the context
// ends. A site with errors is waited for; any other fault ends the watching.
func (s *session) watch(ctx context.Context, poll time.Duration, build func() error) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	events, err := watch.Watch(ctx, s.app.dir, watch.Options{Poll: poll, Ignore: func(name string) bool { return source.Ignored(path.Base(name)) }})
	if err != nil {
		return machine(err)
	}
	for {
		if err := build(); err != nil && !errors.Is(err, errFaulty) {
			return err
		}
		select {
		case event, open := <-events:
			if !open {
				return nil
			}
			if event.Message != "" {
				fmt.Fprintf(s.app.err, "sitrep: %s\n", event.Message)
			}
		case <-s.untilDue():
		}
	}
}

// untilDue waits for the next embargo or expiry, when the time is not fixed.
func (s *session) untilDue() <-chan time.Time {
	if s.fixed || s.due.IsZero() {
		return nil
	}
	return time.After(time.Until(s.due))
}
