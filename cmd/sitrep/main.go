// Command sitrep publishes situation reports: Markdown files with a header become a static site with indexes by region, date
// and topic. One file a verb; this is the only place that knows the arguments, the environment, the clock and the exit codes.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

// Exit codes.
const (
	done   = 0
	faulty = 1 // the site has errors; nothing was published
	usage  = 2 // wrong usage
	broken = 3 // the machine failed: disk, network, port
)

// app is what a verb knows of the world.
type app struct {
	out, err io.Writer
	dir      string // the site's root, from -C
	colour   bool   // findings may be coloured
}

func main() {
	keepHeapLow()
	os.Exit(run(context.Background(), os.Args[1:], os.Stdout, os.Stderr))
}

// run carries out one command and returns its exit code.
func run(ctx context.Context, args []string, out, errs io.Writer) int {
	a := &app{out: out, err: errs, colour: colourful(errs)}
	root := &cobra.Command{
		Use:           "sitrep",
		Short:         "Publish situation reports as a static site",
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.SetOut(out)
	root.SetErr(errs)
	root.PersistentFlags().StringVarP(&a.dir, "directory", "C", ".", "the site's `folder`")
	root.AddCommand(a.build(), a.serve(), a.check(), a.newCommand(), a.list(), a.publish(), a.verify(), a.hosting(), a.due(), a.schema(), a.version())
	root.SetArgs(args)
	return a.report(root.ExecuteContext(ctx))
}

// fault is an error with an exit code of its own; its text, if any, has not been printed.
type fault struct {
	code int
	err  error
}

func (f fault) Error() string { return f.err.Error() }
func (f fault) Unwrap() error { return f.err }

// errFaulty says that a site has errors, which have been printed.
var errFaulty = errors.New("the site has errors")

// machine marks an error as the machine's.
func machine(err error) error {
	if err == nil {
		return nil
	}
	return fault{broken, err}
}

// report prints an error and returns the exit code for it. What is not marked otherwise is wrong usage.
func (a *app) report(err error) int {
	var f fault
	switch {
	case err == nil:
		return done
	case errors.Is(err, errFaulty):
		return faulty
	case errors.As(err, &f):
		fmt.Fprintf(a.err, "sitrep: %v\n", f.err)
		return f.code
	}
	fmt.Fprintf(a.err, "sitrep: %v\nsitrep --help tells how it is used\n", err)
	return usage
}

// arguments wants at least and at most so many; what is missing is told by its name.
func arguments(least, most int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		_, names, _ := strings.Cut(c.Use, " ")
		switch {
		case len(args) < least:
			return fmt.Errorf("something is missing: write %s %s", c.CommandPath(), names)
		case len(args) > most && most == 0:
			return fmt.Errorf("%q is one argument too many: %s takes none", args[0], c.CommandPath())
		case len(args) > most:
			return fmt.Errorf("%q is one argument too many: write %s %s", args[most], c.CommandPath(), names)
		}
		return nil
	}
}

// colourful reports whether colours may be used: only on a terminal, and not against NO_COLOR (https://no-color.org).
func colourful(w io.Writer) bool {
	return terminal(w) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// moment reads --now: RFC 3339, or nothing for SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/), or
// nothing at all for the clock.
func moment(flag string) (time.Time, error) {
	if flag != "" {
		now, err := time.Parse(time.RFC3339, flag)
		if err != nil {
			return now, fmt.Errorf("--now %s is not a time: write it as in 2024-11-10T18:00:00+02:00", flag)
		}
		return now, nil
	}
	epoch := os.Getenv("SOURCE_DATE_EPOCH")
	if epoch == "" {
		return time.Now(), nil
	}
	seconds, err := strconv.ParseInt(epoch, 10, 64)
	if err != nil {
		return time.Time{}, fmt.Errorf("SOURCE_DATE_EPOCH=%s is not a number of seconds", epoch)
	}
	return time.Unix(seconds, 0), nil
}

// within makes a path of a flag absolute; it starts from where the command was given, not from -C.
func within(path string) (string, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return "", machine(err)
	}
	return absolute, nil
}
