// Latency measures how long a writer waits for the preview: from just before the write of a source file to the new text being in
// the DOM of a page that is open in headless Chromium. It prints one table, in Markdown, a row as soon as it is known.
//
//	go run ./generator/preview/latency [-sitrep BINARY] [-sizes sample,1000,10000,100000] [-samples 50] [-browser PATH] [-only PART,…]
//
// The nouns:
//
//	site     the sources that are edited: the sample site, or an archive of invented reports, in a temporary folder
//	server   sitrep serve as a child process: what it prints, and what /proc says of it
//	tab      an open page, with an observer in it that tells when a marker is in the DOM
//	marker   a word that no other sample uses
//	row      what came of one series of samples
//
// The parts, in their order:
//
//	floor    what Chromium and server-sent events take without us: a page sets innerHTML to what a tiny server sends
//	first    from the start of the process, with a warm Memory, to the first 200 of a report's page and of the home page
//	edit     a word in the body changes while the report's own page is open: saved in place, and by an atomic rename
//	index    a title changes while the home page, or the page of the report's region, is open
//	burst    1,000 saves of one file as fast as it goes: the time from the last to its being shown, and the memory in use, in three rounds
//	idle     what the server uses in 20 seconds in which nothing happens
//	hostile  another report is saved with deeply nested lists just before each edit of the open one
//
// Two clocks are compared: this program's wall clock before the write, and performance.timeOrigin + performance.now() in a
// MutationObserver of the page, which sees a page that is patched and one that loads again alike. Both come from the one clock of
// this machine, but Chromium reads the wall clock when a document begins and counts on from there, in steps of 0.1 ms. So each row
// says how far the two were seen apart; that is bounded by the time it takes to ask the page, and nothing is corrected for it.
//
// A sample that is not shown within ten seconds is lost, and counted as lost. Percentiles are of the samples that were shown, by
// nearest rank: of 50, p99 is the slowest. The program needs Linux (/proc) and leaves nothing behind.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// parts are what -only may choose.
var parts = []string{"floor", "first", "edit", "index", "burst", "idle", "hostile"}

// options are the flags.
type options struct {
	sitrep, browser string
	sizes, only     []string
	samples         int
}

func main() {
	opt, err := parse()
	if err != nil {
		fmt.Fprintln(os.Stderr, "latency:", err)
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err = run(ctx, opt)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "latency:", err)
		os.Exit(1)
	}
}

func parse() (options, error) {
	var opt options
	flag.StringVar(&opt.sitrep, "sitrep", "", "the `binary` to measure (default: built from ./cmd/sitrep)")
	flag.StringVar(&opt.browser, "browser", "", "the `path` of Chromium or Chrome (default: looked for)")
	flag.IntVar(&opt.samples, "samples", 50, "how `many` samples a series has")
	sizes := flag.String("sizes", "sample,1000,10000", "the `sites` to measure: sample, or a number of reports")
	only := flag.String("only", strings.Join(parts, ","), "the `parts` to measure")
	flag.Parse()
	opt.sizes, opt.only = strings.Split(*sizes, ","), strings.Split(*only, ",")
	for _, part := range opt.only {
		if !slices.Contains(parts, part) {
			return opt, fmt.Errorf("-only %s is none of %s", part, strings.Join(parts, ", "))
		}
	}
	for _, size := range opt.sizes {
		if n, err := strconv.Atoi(size); size != "sample" && (err != nil || n < 10) {
			return opt, fmt.Errorf("-sizes %s is neither sample nor a number of 10 and more", size)
		}
	}
	if flag.NArg() > 0 || opt.samples < 1 {
		return opt, errors.New("usage: latency [flags], with one sample or more")
	}
	return opt, nil
}

// run measures everything that was asked for. Whatever it started has ended when it returns.
func run(ctx context.Context, opt options) (err error) {
	temp, err := os.MkdirTemp("", "sitrep-latency-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(temp)) }()
	m := &measurement{options: opt, temp: temp, table: table{w: os.Stdout}}
	if m.sitrep, err = binary(ctx, opt.sitrep, temp); err != nil {
		return err
	}
	stop, err := m.startBrowser(ctx)
	if err != nil {
		return fmt.Errorf("starting the browser: %w", err)
	}
	defer stop()
	facts, err := m.facts(ctx)
	if err != nil {
		return err
	}
	m.table.head()
	if err := m.floor(ctx); err != nil {
		return err
	}
	for _, size := range opt.sizes {
		if err := m.measure(ctx, size); err != nil {
			return fmt.Errorf("measuring %s: %w", size, err)
		}
	}
	return m.table.foot(facts)
}

// binary is the program to measure: the one that was named, or one made of the module's own sources.
func binary(ctx context.Context, named, temp string) (string, error) {
	if named != "" {
		return filepath.Abs(named)
	}
	made := filepath.Join(temp, "sitrep")
	command := exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", made, "sitrep/cmd/sitrep")
	command.Stderr = os.Stderr
	progress("building sitrep")
	return made, command.Run()
}

func progress(format string, args ...any) { fmt.Fprintf(os.Stderr, "latency: "+format+"\n", args...) }
