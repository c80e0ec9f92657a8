// Package generator builds a site of situation reports. Build is the one road: a full build, an incremental one, a rebuild while
// watching, a check and a preview are all one Build. They differ in what the Memory knows beforehand and in the Destination
// that takes the files, and in nothing else: there is no second road for small changes, and no code that decides what a change
// might affect.
//
// The nouns, in the order of the road:
//
//	source.Snapshot   the site's sources at one moment: bundles of files, each named by a sum of its bytes
//	report.Report     what one bundle says; a pure function of its bytes, so it is remembered by their sum
//	desk              the site's own settings and words: site.yaml, regions, topics, the theme
//	Withheld          a report that the public must not see; it goes no further than here
//	site.Site         what is published: reports in their order and indexes; pure, made anew in every build
//	output.File       one published thing: its path, a key that names all it reads, and the function that makes it
//	Destination       a folder, nowhere, or a preview
//
// A writer's mistakes travel beside these values as diag.Findings, all of them in one run; a Go error is the machine's fault. While
// anything that would be published has an error, the Destination gets nothing and the former site stays.
//
// Rooms import one way, from later to earlier: diag and parallel; strict; source; vocabulary; gazetteer; markdown; report; memory
// and site; lint; output; layout; then watch and preview, which do not know what a report is. house_test.go holds them to it.
package generator

import (
	"errors"
	"slices"
	"time"

	"sitrep/generator/diag"
	"sitrep/generator/layout"
	"sitrep/generator/lint"
	"sitrep/generator/memory"
	"sitrep/generator/output"
	"sitrep/generator/report"
	"sitrep/generator/site"
	"sitrep/generator/source"
)

// Options say how to build. Their zero values are those of a plain build, but for Now and Theme, which are required.
type Options struct {
	Version   string     // of the program; it is written into the published tree
	Now       time.Time  // the only time a build knows
	Theme     Theme      // the layouts the binary carries
	BaseURL   string     // instead of the site's base_url
	Audience  report.TLP // instead of the site's audience
	Drafts    bool       // publish drafts too
	KeepGoing bool       // leave faulty reports out and publish the rest
}

// Destination takes the files of a site that has no errors. Its findings are a writer's to mend, too.
type Destination interface {
	Take(files output.Files, head output.Head) ([]diag.Finding, error)
}

// Result is what a build has to tell. When it Failed, the Destination holds what it held before.
type Result struct {
	Findings []diag.Finding // sorted
	Failed   bool           // an error among them kept the site from being published
	Withheld []Withheld     // what was left out, by reason and file
	Due      time.Time      // when the published site next changes by itself; zero when it does not
	Parsed   []Parsed       // what had to be parsed, and why
	Reports  int            // how many reports are published, each language counted
	Site     *site.Site     // what would be published; nil when the site's own settings were not understood
}

// Build reads the site, and gives the Destination what is to be published. The Memory may be empty; it makes no difference but
// to the time it takes.
func Build(tree *source.Tree, mem *memory.Memory, opt Options, dest Destination) (Result, error) {
	for attempt := 1; ; attempt++ {
		result, err := build(tree, mem, opt, dest)
		if (errors.Is(err, source.ErrChanged) || errors.Is(err, memory.ErrLost)) && attempt < 10 {
			continue // a file changed under our hands, or the memory failed us: what counts is how things stand now
		}
		return result, err
	}
}

func build(tree *source.Tree, mem *memory.Memory, opt Options, dest Destination) (Result, error) {
	snapshot, seen, err := tree.Scan(mem.Seen, nil)
	if err != nil {
		return Result{}, err
	}
	if _, err := mem.Begin(); err != nil {
		return Result{}, err
	}
	mem.Seen = seen
	b := &run{tree: tree, mem: mem, opt: opt, snapshot: snapshot, findings: slices.Clone(snapshot.Findings)}
	if err := b.readDesk(); err != nil || b.stuck() {
		return b.result(), err
	}
	if err := b.parse(); err != nil {
		return Result{}, err
	}
	if err := mem.Save(); err != nil {
		return Result{}, err
	}
	b.resolve()
	b.withhold()
	if !b.desk.named {
		return b.result(), nil // what is withheld by now is to be told all the same
	}
	b.site = b.assemble()
	b.reports, b.pages = nil, nil // they are in the site now
	if err := b.deliver(dest); err != nil {
		return b.result(), err
	}
	return b.result(), nil
}

// assemble makes the site of what may be published. With KeepGoing, reports in which the whole site shows an error are left out
// as well, until none is left.
func (b *run) assemble() *site.Site {
	for {
		s := site.New(b.desk.config, b.desk.regions, b.desk.topics, b.reports, b.pages)
		s.Words = b.desk.words
		findings := lint.Check(s, b.isWithheld)
		if !b.opt.KeepGoing || !b.dropFaulty(findings) {
			b.findings = append(b.findings, findings...)
			return s
		}
	}
}

// deliver lays the site out and gives the files away, unless there are errors: what was not understood cannot be shown.
func (b *run) deliver(dest Destination) error {
	if b.failed() {
		return nil
	}
	files := layout.Files(b.site, b.desk.theme, b.body, b.tree.Read)
	findings, err := dest.Take(files, b.head())
	if fault, ok := layout.Fault(err); ok {
		findings, err = append(findings, fault), nil
	}
	if diag.Failed(findings) {
		b.opt.KeepGoing = false // the Destination took nothing, so there is no rest that could be published
	}
	b.findings = append(b.findings, findings...)
	return err
}
