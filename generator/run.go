package generator

import (
	"context"
	"slices"
	"time"

	"sitrep/generator/diag"
	"sitrep/generator/export"
	"sitrep/generator/feed"
	"sitrep/generator/hosting"
	"sitrep/generator/layout"
	"sitrep/generator/lint"
	"sitrep/generator/markdown"
	"sitrep/generator/output"
	"sitrep/generator/report"
	"sitrep/generator/search"
	"sitrep/generator/site"
	"sitrep/generator/source"
)

// run is one build on its way.
type run struct {
	tree     *source.Tree
	mem      *Memory
	opt      Options
	snapshot source.Snapshot
	desk     *desk
	themed   themed
	policy   Policy

	subjects []*subject // by the snapshot's reports
	pages    map[[32]byte][]pageSubject
	reports  []*site.Input // those that are published
	withheld []Withheld
	marked   []Withheld              // published all the same
	gone     []*subject              // of the former build, and of no bundle any more
	left     map[string]lint.Absence // files of reports that are left out
	due      time.Time
	parsed   []Parsed
	changed  []string
	findings []diag.Finding
	site     *site.Site

	silencing []*site.Input // reports that want warnings not to be shown
}

// Parsed is a report that was not remembered.
type Parsed struct {
	File   string
	Reason string
}

// read takes a look at the sources and makes subjects of them, as far as the site's own settings are understood.
func (b *run) read(ctx context.Context) error {
	snapshot, seen, err := b.tree.Scan(b.mem.Seen, b.opt.Look)
	if err != nil {
		return err
	}
	forgotten, err := b.mem.Begin()
	if err != nil {
		return err
	}
	if forgotten {
		b.mem.former = former{moves: b.mem.former.moves}
	}
	b.mem.Seen, b.snapshot = seen, snapshot
	b.findings = slices.Clone(snapshot.Findings)
	if err := b.readDesk(); err != nil || b.stuck() {
		return err
	}
	if err := b.understand(ctx); err != nil {
		return err
	}
	if err := b.understandPages(); err != nil {
		return err
	}
	return b.mem.Save()
}

// remember leaves to the next build what this one has understood.
func (b *run) remember() {
	last := &b.mem.former
	for _, s := range b.gone {
		b.mem.Release(*s.bundle)
	}
	last.desk, last.themed, last.policy = b.desk, b.themed, b.policy
	last.subjects, last.pages, last.plain = b.subjects, b.pages, b.snapshot.Pages
}

// assemble makes the site of what may be published. With KeepGoing, reports in which the whole site shows an error are left out
// as well, until none is left.
func (b *run) assemble() {
	pages, last := b.pageInputs(), &b.mem.former
	for {
		b.site = site.New(last.site, &b.desk.Desk, b.reports, pages)
		last.site = b.site
		last.checked = lint.Check(last.checked, b.site, b.policy.Now, b.leftOut)
		findings := last.checked.Findings
		if !b.opt.KeepGoing || !b.dropFaulty(findings) {
			b.findings = append(b.findings, findings...)
			return
		}
	}
}

// deliver lays the site out and gives the files away, unless there are errors: what was not understood cannot be shown.
func (b *run) deliver(dest Destination) error {
	if b.failed() {
		return nil
	}
	findings, err := dest.Take(judged{b.files(), b.strict}, b.head())
	if fault, ok := layout.Fault(err); ok {
		findings, err = append(findings, fault), nil
	}
	if b.strict(findings) {
		b.opt.KeepGoing = false // the Destination took nothing, so there is no rest that could be published
	}
	b.findings = append(b.findings, findings...)
	return err
}

// files is everything that is published. The rooms that make it do not know each other: what one of them leads to is at an address
// that site.Site gives.
func (b *run) files() output.Files {
	mem := b.mem.Memory
	bodies := func(r *report.Report) (markdown.Body, error) { return mem.Body(r.BodySum) }
	th, now := b.themed.theme, b.policy.Now
	data := export.Files(b.site, export.Options{Now: now, Bodies: bodies, Read: b.tree.Read, Word: th.Words})
	named := data
	if b.opt.Preview {
		named = nil // a sum is for those who cite what is published; under a writer's hands it would change with every word
	}
	files := output.Union{
		layout.Files(b.site, th, now, bodies, b.tree.Read, b.opt.Press, named),
		data,
		feed.Files(b.site, feed.Options{Now: now, Audience: b.policy.Audience, Bodies: bodies, Words: th.Words}),
	}
	if b.site.Config.Search {
		files = append(files, search.Files(b.site, search.Options{Bodies: bodies, Store: mem.Kept(b.opt.Everything)}))
	}
	return hosting.Beside(files, b.desk.Config.Hosts, b.desk.Config.BaseURL)
}

// stuck reports whether the site's own settings could not be understood: then no report can be read rightly.
func (b *run) stuck() bool { return !b.desk.usable }

// failed reports whether an error keeps the site from being published.
func (b *run) failed() bool {
	return slices.ContainsFunc(b.treated(), func(f diag.Finding) bool {
		return f.Severity == diag.Error && !(b.opt.KeepGoing && excusable(f.File))
	})
}

func (b *run) head() output.Head {
	return output.Head{
		Generator: b.opt.Version, Audience: string(b.policy.Audience), BaseURL: b.desk.Config.BaseURL, Drafts: b.opt.Drafts || b.opt.Everything,
	}
}

func (b *run) result() Result {
	for _, list := range [][]Withheld{b.withheld, b.marked} {
		for i := range list {
			list[i].Page = list[i].page(b.desk.Config)
		}
		slices.SortFunc(list, compareWithheld)
	}
	reports := 0
	if b.site != nil {
		for _, t := range b.site.Trees {
			reports += len(t.Entries)
		}
	}
	return Result{
		Findings: diag.Sorted(b.treated()),
		Failed:   b.failed(),
		Withheld: b.withheld,
		Marked:   b.marked,
		Closed:   b.closed(),
		Due:      b.next(),
		Parsed:   b.parsed,
		Changed:  b.changed,
		Moved:    b.mem.former.moves.pages(b.desk.Config),
		Reports:  reports,
		Site:     b.site,
	}
}
