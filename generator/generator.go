// Package generator builds a site of situation reports. Build is the one road: a full build, an incremental one, a rebuild while
// watching, a check and a preview are all one Build. They differ in what the Memory knows beforehand and in the Destination
// that takes the files, and in nothing else: there is no second road for small changes, and no code that decides what a change
// might affect.
//
// The nouns, in the order of the road:
//
//	source.Snapshot   the site's sources at one moment: bundles of files, each named by a sum of its bytes
//	report.Report     what one bundle says; a pure function of its bytes, so it is remembered by their sum
//	desk              the site's own settings and words: site.yaml, regions, topics and the like
//	subject           what a bundle came to on this desk: its reports, their names resolved, judged by the policy
//	Withheld          a report that the public must not see; it goes no further than here
//	site.Site         what is published: reports in their order and indexes; pure
//	output.File       one published thing: its path, a key that names all it reads, and the function that makes it
//	Destination       a folder, nowhere, or a preview
//
// A Memory is what one build leaves for the next. Each stage is a pure function, and so it may be given what it made before: a
// scan looks only where something may have changed, a bundle of the same bytes on the same desk keeps its subject, a Site shares
// with the former one what is the same in both, and a page is made when somebody asks for it. What a change affects is never
// guessed: every stage compares what it was given with what it was given before.
//
// A writer's mistakes travel beside these values as diag.Findings, all of them in one run; a Go error is the machine's fault. While
// anything that would be published has an error, the Destination gets nothing and the former site stays.
//
// Rooms import one way, from later to earlier: diag and parallel; strict; source; vocabulary; gazetteer; markdown; media; card; cite; report; profile,
// memory and site; lint; locale; graphic; output; key; paper; layout, export, feed and search; then hosting, watch and preview, which do not know what a report is. house_test.go holds them to it.
package generator

import (
	"context"
	"errors"
	"time"

	"sitrep/generator/diag"
	"sitrep/generator/memory"
	"sitrep/generator/output"
	"sitrep/generator/paper"
	"sitrep/generator/report"
	"sitrep/generator/site"
	"sitrep/generator/source"
)

// Options say how to build. Their zero values are those of a plain build, but for Now and Theme, which are required.
type Options struct {
	Version   string       // of the program; it is written into the published tree
	Now       time.Time    // the only time a build knows
	Theme     Theme        // the layouts the binary carries
	BaseURL   string       // instead of the site's base_url
	Audience  report.TLP   // instead of the site's audience
	Drafts    bool         // publish drafts too
	KeepGoing bool         // leave faulty reports out and publish the rest
	Press     *paper.Press // prints a PDF of each report; nil: there are none

	// Preview says that what is built is a writer's to look at: no browser is asked to keep it.
	Preview bool
	// Everything puts in what the policy would withhold, too, for a writer's eyes: Result.Marked lists it.
	Everything bool
	// Look names the folders, from the root, in which something may have changed since the former build with the same Memory;
	// nil: look at everything.
	Look []string
}

// Destination takes the files of a site that has no errors. Its findings are a writer's to mend, too.
type Destination interface {
	Take(files output.Files, head output.Head) ([]diag.Finding, error)
}

// Result is what a build has to tell. When it Failed, the Destination holds what it held before.
type Result struct {
	Findings []diag.Finding    // sorted
	Failed   bool              // an error among them kept the site from being published
	Withheld []Withheld        // what was left out, by reason and file
	Marked   []Withheld        // what the policy would have left out, with Everything
	Closed   []Closed          // published reports whose earlier versions must not be read any more, or not all of them
	Due      time.Time         // when the published site next changes by itself; zero when it does not
	Parsed   []Parsed          // what had to be parsed, and why
	Changed  []string          // source files that differ from those of the former build of this process, sorted; none in the first
	Moved    map[string]string // where reports went that got another name since this process began: from page to page
	Reports  int               // how many reports are published, each language counted
	Site     *site.Site        // what would be published; nil when the site's own settings were not understood
}

// Build reads the site, and gives the Destination what is to be published. Without a Destination it ends when it knows what is withheld
// and closed: Result has no Site then, and no more findings than those of single reports. The Memory may be empty; it makes no difference but
// to the time it takes. When ctx ends before all is parsed the build ends with its error, and the next one goes on from there.
func Build(ctx context.Context, tree *source.Tree, mem *Memory, opt Options, dest Destination) (Result, error) {
	for attempt := 1; ; attempt++ {
		result, err := build(ctx, tree, mem, opt, dest)
		if (errors.Is(err, source.ErrChanged) || errors.Is(err, memory.ErrLost)) && attempt < 10 {
			if attempt > 1 {
				opt.Look = nil
			}
			continue // a file changed under our hands, or the memory failed us: what counts is how things stand now
		}
		return result, err
	}
}

func build(ctx context.Context, tree *source.Tree, mem *Memory, opt Options, dest Destination) (Result, error) {
	b := &run{tree: tree, mem: mem, opt: opt, desk: new(desk)}
	if err := b.read(ctx); err != nil {
		return Result{}, err
	}
	if b.stuck() {
		return b.result(), nil
	}
	b.remember()
	b.sort()
	if !b.desk.named || dest == nil {
		return b.result(), nil // what is withheld by now is to be told all the same
	}
	b.assemble()
	err := b.deliver(dest)
	return b.result(), err
}
