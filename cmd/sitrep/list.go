package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"sitrep/generator/export"
	"sitrep/generator/output"
)

func (a *app) list() *cobra.Command {
	var flags buildFlags
	var q export.Query
	var format string
	c := &cobra.Command{
		Use:   "list",
		Short: "Print the published reports of a region, a topic, a series or a time",
		Long: "List prints the reports that a build would publish, newest first: all of them, or those that every flag given asks for. A region or a topic\n" +
			"is named as in a report's header, and has all below it. What is withheld is not listed.",
		Args: arguments(0, 0),
		RunE: func(c *cobra.Command, _ []string) error {
			return a.with(flags, func(s *session) error { return s.list(c.Context(), q, format) })
		},
	}
	flags.add(c.Flags())
	c.Flags().StringVar(&q.Region, "region", "", "only reports about a `region`, by id, code or name, and all that lies in it")
	c.Flags().StringVar(&q.Topic, "topic", "", "only reports about a `topic`, by id or name, and all below it")
	c.Flags().StringVar(&q.Series, "series", "", "only reports of a `series`")
	c.Flags().StringVar(&q.Since, "since", "", "only reports from a `day`, a month or a year on: 2024-11-10, 2024-11, 2024")
	c.Flags().StringVar(&q.Until, "until", "", "only reports up to a `day`, a month or a year, that one too")
	c.Flags().StringVar(&format, "format", "table", "how to print them: table, json or csv")
	return c
}

func (s *session) list(ctx context.Context, q export.Query, format string) error {
	print, known := map[string]func(io.Writer, []export.Listed) error{
		"json": export.WriteListJSON, "csv": export.WriteListCSV, "table": s.printTable,
	}[format]
	if !known {
		return fmt.Errorf("--format %s is not one of table, json, csv", format)
	}
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
	list, err := export.List(result.Site, q)
	if err != nil {
		return err
	}
	return machine(print(s.app.out, list))
}

// printTable prints a line for each report, cut to the width of a terminal.
func (s *session) printTable(w io.Writer, list []export.Listed) error {
	if len(list) == 0 {
		fmt.Fprintln(s.app.err, "no report is published that this asks for")
	}
	return export.WriteListTable(w, list, columns(w))
}

// columns is how wide a terminal is; what is none has no width.
func columns(w io.Writer) int {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return 0
	}
	if width, _, err := term.GetSize(int(f.Fd())); err == nil && width >= 40 {
		return width
	}
	return 80
}
