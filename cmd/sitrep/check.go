package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"sitrep/generator/diag"
	"sitrep/generator/output"
)

func (a *app) check() *cobra.Command {
	var flags buildFlags
	var format string
	c := &cobra.Command{
		Use:   "check",
		Short: "Find what is wrong with the site, writing nothing",
		Args:  arguments(0, 0),
		RunE: func(c *cobra.Command, _ []string) error {
			return a.with(flags, func(s *session) error { return s.check(c.Context(), format) })
		},
	}
	flags.add(c.Flags())
	c.Flags().StringVar(&format, "format", "text", "how to print findings: text, json, sarif or github")
	return c
}

func (s *session) check(ctx context.Context, format string) error {
	print, ok := s.formats()[format]
	if !ok {
		return fmt.Errorf("--format %s is not one of text, json, sarif, github", format)
	}
	result, err := s.build(ctx, output.Nowhere{})
	if err != nil {
		return err
	}
	if err := print(result.Findings); err != nil {
		return machine(err)
	}
	if result.Failed {
		return errFaulty
	}
	return nil
}

// formats are the ways to print findings. Those for people go to standard error; a document for another program is the result.
func (s *session) formats() map[string]func([]diag.Finding) error {
	document := func(print func(io.Writer, []diag.Finding) error) func([]diag.Finding) error {
		return func(findings []diag.Finding) error { return print(s.app.out, findings) }
	}
	return map[string]func([]diag.Finding) error{
		"text": func(findings []diag.Finding) error {
			if err := s.print(s.app.err, findings); err != nil {
				return err
			}
			_, err := fmt.Fprintln(s.app.out, diag.Summary(findings))
			return err
		},
		"json":   document(diag.JSON),
		"sarif":  document(diag.SARIF),
		"github": document(diag.GitHub),
	}
}

// quote makes a path safe to paste into a shell.
func quote(path string) string {
	if path != "" && !strings.ContainsFunc(path, func(r rune) bool {
		return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-", r)
	}) {
		return path
	}
	return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
}
