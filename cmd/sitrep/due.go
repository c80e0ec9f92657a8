package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"sitrep/generator/output"
)

func (a *app) due() *cobra.Command {
	var flags buildFlags
	c := &cobra.Command{
		Use:   "due",
		Short: "Print when the published site next changes by itself",
		Long:  "Due prints the moment at which the next embargo lifts, the next report expires or the next series becomes overdue, in RFC 3339, and nothing when there is none: a scheduled job builds again then.",
		Args:  arguments(0, 0),
		RunE: func(c *cobra.Command, _ []string) error {
			return a.with(flags, func(s *session) error { return s.tellDue(c.Context()) })
		},
	}
	flags.add(c.Flags())
	return c
}

func (s *session) tellDue(ctx context.Context) error {
	result, err := s.build(ctx, output.Nowhere{})
	if err != nil {
		return err
	}
	if result.Failed {
		if err := s.print(s.app.err, result.Findings); err != nil {
			return machine(err)
		}
		return errFaulty
	}
	if !result.Due.IsZero() {
		fmt.Fprintln(s.app.out, result.Due.Format(time.RFC3339))
	}
	return nil
}
