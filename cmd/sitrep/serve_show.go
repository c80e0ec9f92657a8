package main

import (
	"context"
	"fmt"
	"time"

	"sitrep/generator"
	"sitrep/generator/diag"
	"sitrep/generator/preview"
)

// writersDesk is a preview at work: it builds, shows, and says in a line what came of it.
type writersDesk struct {
	*session
	server *preview.Server
	editor editor
	public generator.Options // what a build would publish
	built  bool              // the site was built once
	seen   string            // as what it was shown last
	told   told
}

// show builds for the preview. When the context ends while the build still reads, its error is returned.
func (d *writersDesk) show(ctx context.Context) error {
	start := time.Now()
	d.opt = seenAs(d.as, d.public)
	dest := &caught{}
	result, err := d.build(ctx, dest)
	if err != nil {
		return err
	}
	shown := d.server.Show(d.update(result, dest.files))
	if err := d.tellFindings(result.Findings); err != nil {
		return machine(err)
	}
	return d.tellShown(result, shown, time.Since(start))
}

// tellShown is the line on the terminal after each change.
func (d *writersDesk) tellShown(result generator.Result, shown preview.Shown, took time.Duration) error {
	what, ms := changedFiles(result), took.Round(time.Millisecond)
	if d.seen != "" && d.seen != d.as {
		what = "seen as " + d.as
	}
	switch {
	case result.Failed:
		instead := "showing the site as it was"
		if !d.built {
			instead = "there is nothing to show until it is mended"
		}
		fmt.Fprintf(d.app.out, "%s: %s\n", diag.Summary(result.Findings), instead)
		return errFaulty
	case !d.built:
		fmt.Fprintf(d.app.out, "built %s in %s, seen as %s\n", counted(result.Reports, "report"), ms, d.as)
	default:
		fmt.Fprintf(d.app.out, "%s: %s, %s\n", what, openPages(shown), ms)
	}
	d.built, d.seen = true, d.as
	return nil
}

func changedFiles(result generator.Result) string {
	switch files := result.Changed; len(files) {
	case 0:
		return "the site"
	case 1:
		return files[0]
	default:
		return fmt.Sprintf("%d files", len(files))
	}
}

func openPages(shown preview.Shown) string {
	switch {
	case shown.Open == 0:
		return "no page is open"
	case shown.Open == 1 && shown.Differ == 1:
		return "the open page differs"
	case shown.Open == 1:
		return "the open page is the same"
	}
	return fmt.Sprintf("%d of %d open pages differ", shown.Differ, shown.Open)
}

// told remembers the findings that the terminal shows already. They go by what they say: an edit above one moves it to another
// line, and makes no new one of it.
type told struct {
	counts map[diag.Finding]int
	errors int
}

// news returns the findings that were not told yet, and a line when all is mended that was.
func (t *told) news(findings []diag.Finding) (fresh []diag.Finding, mended string) {
	counts, errors := map[diag.Finding]int{}, 0
	for _, f := range findings {
		if f.Severity == diag.Error {
			errors++
		}
		said := f
		said.Pos = diag.Pos{}
		if counts[said]++; counts[said] > t.counts[said] {
			fresh = append(fresh, f)
		}
	}
	switch {
	case len(t.counts) > 0 && len(findings) == 0:
		mended = "all is mended"
	case t.errors > 0 && errors == 0:
		mended = "all errors are mended, and there is left: " + diag.Summary(findings)
	}
	t.counts, t.errors = counts, errors
	return fresh, mended
}

func (d *writersDesk) tellFindings(findings []diag.Finding) error {
	fresh, mended := d.told.news(findings)
	if mended != "" {
		fmt.Fprintln(d.app.out, mended)
	}
	return d.print(d.app.err, fresh)
}

// counted is a number of things in words: 1 report, 2 reports.
func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
