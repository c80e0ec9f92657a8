package generator

import (
	"slices"
	"strings"

	"sitrep/generator/diag"
	"sitrep/generator/markdown"
	"sitrep/generator/memory"
	"sitrep/generator/output"
	"sitrep/generator/parallel"
	"sitrep/generator/report"
	"sitrep/generator/site"
	"sitrep/generator/source"
)

// run is one build on its way.
type run struct {
	tree     *source.Tree
	mem      *memory.Memory
	opt      Options
	snapshot source.Snapshot
	desk     desk
	policy   Policy

	bundles  [][]report.Report // as parsed, by the snapshot's reports
	inputs   []site.Input      // every report with its names resolved
	reports  []site.Input      // those that are published
	pages    []site.PageInput
	withheld []Withheld
	gone     map[string]bool // files of withheld reports
	parsed   []Parsed
	findings []diag.Finding
	site     *site.Site
}

// Parsed is a report that was not remembered.
type Parsed struct {
	File   string
	Reason string
}

// parse makes reports of the bundles: remembered ones as they are, the others from their bytes.
func (b *run) parse() error {
	b.bundles = make([][]report.Report, len(b.snapshot.Reports))
	reasons := make([]string, len(b.snapshot.Reports))
	err := parallel.Each(len(b.bundles), func(i int) (err error) {
		b.bundles[i], reasons[i], err = b.parseBundle(*b.snapshot.Reports[i])
		return err
	})
	if err != nil {
		return err
	}
	for i, reason := range reasons {
		if reason != "" {
			b.parsed = append(b.parsed, Parsed{File: b.snapshot.Reports[i].Texts[0].Path, Reason: reason})
		}
	}
	return b.parsePages()
}

func (b *run) parseBundle(bundle source.Bundle) ([]report.Report, string, error) {
	if reports, known := b.mem.Reports(bundle); known {
		if b.secret(reports) {
			b.mem.Withhold(bundle)
		} else {
			b.mem.Unhold(bundle)
		}
		return reports, "", nil
	}
	reason := b.mem.Why(bundle)
	parsed, err := report.Parse(bundle, b.tree.Read)
	if err != nil {
		return nil, "", err
	}
	reports, bodies := make([]report.Report, len(parsed)), make([]markdown.Body, len(parsed))
	for i := range parsed {
		reports[i], bodies[i] = parsed[i].Report, parsed[i].Body
	}
	return reports, reason, b.mem.Remember(bundle, reports, bodies, b.secret(reports))
}

// secret reports whether any of a bundle's reports is withheld: then none of it is written down.
func (b *run) secret(reports []report.Report) bool {
	for i := range reports {
		if _, withheld := b.policy.withhold(&reports[i]); withheld || diag.Failed(reports[i].Findings) {
			return true
		}
	}
	return false
}

// parsePages reads the plain pages. They are few and are not remembered, but for their bodies.
func (b *run) parsePages() error {
	for _, bundle := range b.snapshot.Pages {
		parsed, err := report.ParsePage(*bundle, b.tree.Read)
		if err != nil {
			return err
		}
		for i := range parsed {
			page := &parsed[i]
			fault, spoken := b.desk.language(page.File, page.Lang)
			if !spoken {
				page.Findings = append(page.Findings, fault)
			}
			b.findings = append(b.findings, page.Findings...)
			if !diag.Failed(page.Findings) {
				b.pages = append(b.pages, site.PageInput{Page: page, Files: bundle.Files})
			}
		}
	}
	return nil
}

// resolve gives every report the ids of the regions and topics it names.
func (b *run) resolve() {
	for i, reports := range b.bundles {
		for j := range reports {
			in, findings := b.desk.resolve(&reports[j])
			in.Files = b.snapshot.Reports[i].Files
			if _, spoken := b.desk.language(in.Report.File, in.Report.Lang); spoken {
				b.inputs = append(b.inputs, in)
			}
			b.note(in.Report, append(findings, reports[j].Findings...))
		}
	}
	b.snapshot.Reports, b.bundles = nil, nil // of a hundred thousand, each byte counts
}

// note keeps the findings about a report. What is withheld stops nothing: its errors are told as warnings.
func (b *run) note(r *report.Report, findings []diag.Finding) {
	_, withheld := b.policy.withhold(r)
	for _, f := range findings {
		if withheld {
			f.Severity = diag.Warning
		}
		b.findings = append(b.findings, f)
	}
}

// withhold takes out what the public must not see, and with KeepGoing what has errors.
func (b *run) withhold() {
	faulty := map[string]bool{}
	if b.opt.KeepGoing {
		faulty = b.excuse(b.findings)
	}
	b.gone = map[string]bool{}
	for _, in := range b.inputs {
		if w, withheld := b.policy.withhold(in.Report); withheld {
			b.leaveOut(w)
		} else if faulty[in.Report.File] {
			b.leaveOut(Withheld{File: in.Report.File, Path: in.Report.Path, Lang: in.Report.Lang, Title: in.Report.Title, Reason: Faulty})
		} else {
			b.reports = append(b.reports, in)
		}
	}
	b.inputs = nil
}

func (b *run) leaveOut(w Withheld) {
	b.withheld = append(b.withheld, w)
	b.gone[w.File] = true
}

func (b *run) isWithheld(file string) bool { return b.gone[file] }

// dropFaulty leaves out the reports that the findings show to be faulty, and says whether there were any.
func (b *run) dropFaulty(findings []diag.Finding) bool {
	faulty := b.excuse(findings)
	kept := b.reports[:0:0]
	for _, in := range b.reports {
		if faulty[in.Report.File] {
			b.leaveOut(Withheld{File: in.Report.File, Path: in.Report.Path, Lang: in.Report.Lang, Title: in.Report.Title, Reason: Faulty})
		} else {
			kept = append(kept, in)
		}
	}
	dropped := len(kept) < len(b.reports)
	b.reports = kept
	if dropped {
		for _, f := range findings {
			if f.Severity == diag.Error && faulty[f.File] {
				b.findings = append(b.findings, f)
			}
		}
	}
	return dropped
}

// excuse lists the files of reports that have errors.
func (b *run) excuse(findings []diag.Finding) map[string]bool {
	faulty := map[string]bool{}
	for _, f := range findings {
		if f.Severity == diag.Error && excusable(f.File) {
			faulty[f.File] = true
		}
	}
	return faulty
}

// excusable reports whether a fault in the file may be passed over by leaving the file out.
func excusable(file string) bool { return strings.HasPrefix(file, "content/reports/") }

// stuck reports whether the site's own settings could not be understood: then no report can be read rightly.
func (b *run) stuck() bool { return !b.desk.usable }

// failed reports whether an error keeps the site from being published.
func (b *run) failed() bool {
	return slices.ContainsFunc(b.desk.treated(b.findings), func(f diag.Finding) bool {
		return f.Severity == diag.Error && !(b.opt.KeepGoing && excusable(f.File))
	})
}

func (b *run) head() output.Head {
	return output.Head{Generator: b.opt.Version, Audience: string(b.policy.Audience), BaseURL: b.desk.config.BaseURL, Drafts: b.opt.Drafts}
}

func (b *run) body(r *report.Report) (markdown.Body, error) { return b.mem.Body(r.BodySum) }

func (b *run) result() Result {
	slices.SortFunc(b.withheld, compareWithheld)
	reports := 0
	if b.site != nil {
		for _, t := range b.site.Trees {
			reports += len(t.Entries)
		}
	}
	return Result{
		Findings: diag.Sorted(b.desk.treated(b.findings)),
		Failed:   b.failed(),
		Withheld: b.withheld,
		Due:      b.policy.Due(b.site, b.withheld),
		Parsed:   b.parsed,
		Reports:  reports,
		Site:     b.site,
	}
}
