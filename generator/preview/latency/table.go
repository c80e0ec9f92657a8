package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"time"
)

// row is what came of one series of samples, or of one look at the server.
type row struct {
	site, what string
	times      []time.Duration // of the samples that were shown; empty when the row is no series
	lost       int             // samples that were not shown in time
	note       string
}

// table prints rows as they come. Times are milliseconds.
type table struct{ w io.Writer }

func (t table) head() {
	fmt.Fprintln(t.w, "| site | what | shown | lost | p50 ms | p90 ms | p99 ms | max ms | notes |")
	fmt.Fprintln(t.w, "|---|---|--:|--:|--:|--:|--:|--:|---|")
}

func (t table) add(r row) {
	if len(r.times)+r.lost == 0 {
		fmt.Fprintf(t.w, "| %s | %s | | | | | | | %s |\n", r.site, r.what, r.note)
		return
	}
	times := slices.Sorted(slices.Values(r.times))
	fmt.Fprintf(t.w, "| %s | %s | %d | %d | %s | %s | %s | %s | %s |\n", r.site, r.what, len(times), r.lost,
		rank(times, 50), rank(times, 90), rank(times, 99), rank(times, 100), r.note)
}

// foot says below the table on what it was measured.
func (t table) foot(facts []string) error {
	fmt.Fprintln(t.w)
	for _, fact := range facts {
		fmt.Fprintln(t.w, "-", fact)
	}
	_, err := fmt.Fprintf(t.w, "- load averages at the end: %s\n", load())
	return err
}

// rank is the percentile of sorted times by nearest rank, in milliseconds.
func rank(sorted []time.Duration, percent int) string {
	if len(sorted) == 0 {
		return "–"
	}
	at := int(math.Ceil(float64(len(sorted)*percent)/100)) - 1
	return millis(sorted[at])
}

func millis(d time.Duration) string {
	return fmt.Sprintf("%.1f", float64(d)/float64(time.Millisecond))
}

// cell is foreign text that fits into a cell.
func cell(text string) string {
	return strings.NewReplacer("|", `\|`, "\n", " ", "`", "'").Replace(strings.TrimSpace(text))
}
