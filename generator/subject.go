package generator

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"sitrep/generator/diag"
	"sitrep/generator/lint"
	"sitrep/generator/markdown"
	"sitrep/generator/parallel"
	"sitrep/generator/profile"
	"sitrep/generator/report"
	"sitrep/generator/site"
	"sitrep/generator/source"
)

// subject is what a bundle came to: parsed, its names resolved, judged by the policy. It is never changed.
type subject struct {
	bundle  *source.Bundle
	reports []report.Report
	texts   []text // of each report but for earlier versions
	turn    int64  // when the policy will judge one of them otherwise, in seconds since 1970; 0: never
}

// text is a report of a subject.
type text struct {
	in       *site.Input
	findings []diag.Finding // as they were made; a withheld report's are told as warnings
	withheld *Withheld      // nil when the public may see it
	earlier  []Withheld     // versions of it that the public may not see
	spoken   bool           // its language is one of the site's
	silences bool           // it wants warnings not to be shown
}

// parsing is a bundle on its way to a subject.
type parsing struct {
	at     int          // among the subjects
	former *subject     // of the same bytes; nil when they must be parsed, unless they are remembered
	reason string       // why they were parsed
	media  report.Media // of the bundle as it was; what is the same need not be looked at again
}

// understand makes subjects of the bundles: the former ones where nothing they depend on has changed.
func (b *run) understand(ctx context.Context) error {
	work, gone := b.match()
	err := parallel.Each(len(work), func(i int) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return b.subject(&work[i])
	})
	for _, w := range work {
		if w.reason == "" {
			continue
		}
		bundle := b.snapshot.Reports[w.at]
		b.parsed = append(b.parsed, Parsed{File: bundle.Texts[0].Path, Reason: w.reason})
		if err != nil {
			b.mem.Release(*bundle) // it is kept for the next build all the same, if that asks for it
		}
	}
	b.gone = gone
	if err == nil {
		b.tellChanges(work, gone)
	}
	return err
}

// match finds the former subject of each bundle. It returns the bundles that have none that still holds, and the subjects that
// have no bundle any more.
func (b *run) match() (work []parsing, gone []*subject) {
	former, standing := b.mem.former.subjects, b.standing()
	b.subjects = make([]*subject, len(b.snapshot.Reports))
	for i, bundle := range b.snapshot.Reports {
		for len(former) > 0 && former[0].bundle != bundle && former[0].bundle.Path < bundle.Path {
			gone, former = append(gone, former[0]), former[1:]
		}
		var same *subject
		var media report.Media
		if len(former) > 0 && (former[0].bundle == bundle || former[0].bundle.Path == bundle.Path) {
			if former[0].bundle.Sum == bundle.Sum {
				same = former[0]
			} else {
				gone = append(gone, former[0])
				media = former[0].reports[0].Media
			}
			former = former[1:]
		}
		if same != nil && standing(same) {
			b.subjects[i] = same
		} else {
			work = append(work, parsing{at: i, former: same, media: media})
		}
	}
	return work, append(gone, former...)
}

// standing reports whether a former subject of the same bytes can stand as it is.
func (b *run) standing() func(*subject) bool {
	last := &b.mem.former
	if last.desk != b.desk || !last.policy.same(b.policy) || b.policy.Now.Before(last.policy.Now) {
		return func(*subject) bool { return false }
	}
	now := b.policy.Now.Unix()
	return func(s *subject) bool { return s.turn == 0 || now < s.turn }
}

// subject makes the subject of one bundle.
func (b *run) subject(w *parsing) (err error) {
	bundle := b.snapshot.Reports[w.at]
	s := &subject{bundle: bundle}
	if w.former != nil {
		s.reports = w.former.reports
		b.hold(bundle, s.reports)
	} else if s.reports, w.reason, err = b.parse(bundle, w.media); err != nil {
		return err
	}
	s.texts = make([]text, 0, len(s.reports))
	for i := range s.reports {
		if r := &s.reports[i]; r.Was == 0 {
			s.texts = append(s.texts, b.text(r, bundle.Files))
		} else {
			b.earlier(s.texts, r)
		}
		if turn := b.policy.turn(&s.reports[i]); !turn.IsZero() && (s.turn == 0 || turn.Unix() < s.turn) {
			s.turn = turn.Unix()
		}
	}
	b.subjects[w.at] = s
	return nil
}

// earlier puts an earlier version beside the current text of its language, unless the policy withholds one of the two or the
// current one was retracted. Its faults are those of the current text: a report is published with all that it is, or not at all.
func (b *run) earlier(texts []text, r *report.Report) {
	at := slices.IndexFunc(texts, func(t text) bool { return t.in.Report.Lang == r.Lang })
	t := &texts[max(at, 0)]
	t.findings = append(t.findings, r.Findings...)
	if at < 0 || t.withheld != nil || t.in.Status == report.Retracted || r.Status == report.Retracted {
		return
	}
	if w, withheld := b.policy.withhold(r); withheld {
		t.earlier = append(t.earlier, w)
	} else {
		t.in.Earlier = append(t.in.Earlier, r)
	}
}

// parse makes the reports of a bundle: remembered ones as they are, or from its bytes, for the reason that is returned.
func (b *run) parse(bundle *source.Bundle, media report.Media) ([]report.Report, string, error) {
	if reports, known := b.mem.Reports(*bundle); known {
		b.hold(bundle, reports)
		return reports, "", nil
	}
	reason := b.mem.Why(*bundle)
	parsed, err := report.ParseAgain(*bundle, media, b.tree.Read)
	if err != nil {
		return nil, "", err
	}
	reports, bodies := make([]report.Report, len(parsed)), make([]markdown.Body, len(parsed))
	for i := range parsed {
		reports[i], bodies[i] = parsed[i].Report, parsed[i].Body
	}
	return reports, reason, b.mem.Remember(*bundle, reports, bodies, b.secret(reports))
}

// hold tells the Memory whether what it remembers of a bundle may be on disk.
func (b *run) hold(bundle *source.Bundle, reports []report.Report) {
	if b.secret(reports) {
		b.mem.Withhold(*bundle)
	} else {
		b.mem.Unhold(*bundle)
	}
}

// secret reports whether any of a bundle's reports is withheld: then none of it is written down, and what was is taken back. So it is
// with one in which something was redacted: what it said before must go.
func (b *run) secret(reports []report.Report) bool {
	for i := range reports {
		if _, withheld := b.policy.withhold(&reports[i]); withheld || reports[i].Redacted() || diag.Failed(reports[i].Findings) {
			return true
		}
	}
	return false
}

// text resolves the names of a report and has the policy judge it.
func (b *run) text(r *report.Report, files []source.File) text {
	in, findings := b.desk.resolve(r)
	in.Files = files
	findings = append(findings, profile.Check(r, cmp.Or(r.Lang, b.desk.Config.Default()))...)
	t := text{in: in, findings: append(findings, r.Findings...), silences: len(r.Silence) > 0}
	_, t.spoken = b.desk.language(r.File, r.Lang)
	if w, withheld := b.policy.withhold(r); withheld {
		t.withheld = &w
	} else {
		t.findings = append(t.findings, b.desk.authorized(r)...)
	}
	return t
}

// pageSubject is what a text of content/pages came to.
type pageSubject struct {
	page   *report.Page
	spoken diag.Finding // the fault of its language; none when it has no text
}

// understandPages reads the plain pages. They are few and are kept in the process alone.
func (b *run) understandPages() error {
	former := b.mem.former.pages
	b.pages = map[[32]byte][]pageSubject{}
	for _, bundle := range b.snapshot.Pages {
		pages, known := former[bundle.Sum]
		if !known || b.desk != b.mem.former.desk {
			parsed, err := report.ParsePage(*bundle, b.tree.Read)
			if err != nil {
				return err
			}
			pages = make([]pageSubject, len(parsed))
			for i := range parsed {
				pages[i].page = &parsed[i]
				pages[i].spoken, _ = b.desk.language(parsed[i].File, parsed[i].Lang)
			}
		}
		b.pages[bundle.Sum] = pages
	}
	return nil
}

// pageInputs are the plain pages without fault.
func (b *run) pageInputs() []site.PageInput {
	var inputs []site.PageInput
	for _, bundle := range b.snapshot.Pages {
		for _, p := range b.pages[bundle.Sum] {
			findings := slices.Clone(p.page.Findings)
			if p.spoken.Text != "" {
				findings = append(findings, p.spoken)
			}
			b.findings = append(b.findings, findings...)
			if !diag.Failed(findings) {
				inputs = append(inputs, site.PageInput{Page: p.page, Files: bundle.Files})
			}
		}
	}
	return inputs
}

// sort gathers the findings of all subjects and divides their texts: what is published, and what is left out or marked.
func (b *run) sort() {
	b.left = map[string]lint.Absence{}
	turn := int64(0)
	for _, s := range b.subjects {
		if s.turn != 0 && (turn == 0 || s.turn < turn) {
			turn = s.turn
		}
		for i := range s.texts {
			b.place(&s.texts[i])
		}
	}
	if turn != 0 {
		b.due = time.Unix(turn, 0).In(b.policy.Zone)
	}
}

func (b *run) place(t *text) {
	hidden := t.withheld != nil && !b.opt.Everything
	findings := t.findings
	if hidden {
		findings = warnings(findings)
	}
	b.findings = append(b.findings, findings...)
	if t.silences {
		b.silencing = append(b.silencing, t.in)
	}
	switch {
	case !t.spoken:
	case hidden:
		b.leaveOut(*t.withheld)
	case b.opt.KeepGoing && diag.Failed(findings):
		b.leaveOut(faulty(t.in.Report))
	default:
		b.reports = append(b.reports, t.in)
		for _, w := range t.earlier {
			b.leaveOut(w)
		}
		if t.withheld != nil {
			b.marked = append(b.marked, *t.withheld)
		}
	}
}

// warnings are findings that stop nothing, since they are about what is withheld.
func warnings(findings []diag.Finding) []diag.Finding {
	list := slices.Clone(findings)
	for i := range list {
		list[i].Severity = diag.Warning
	}
	return list
}

func (b *run) leaveOut(w Withheld) {
	b.withheld = append(b.withheld, w)
	b.left[w.File] = lint.Withheld
	if w.Reason == Faulty {
		b.left[w.File] = lint.Faulty
	}
}

func (b *run) leftOut(file string) lint.Absence { return b.left[file] }

// dropFaulty leaves out the reports that the findings show to be faulty, and says whether there were any.
func (b *run) dropFaulty(findings []diag.Finding) bool {
	broken := excuse(findings)
	kept := b.reports[:0:0]
	for _, in := range b.reports {
		if broken[in.File] || slices.ContainsFunc(in.Files, func(f source.File) bool { return broken[f.Path] }) {
			b.leaveOut(faulty(in.Report))
		} else {
			kept = append(kept, in)
		}
	}
	dropped := len(kept) < len(b.reports)
	b.reports = kept
	if dropped {
		for _, f := range findings {
			if f.Severity == diag.Error && broken[f.File] {
				b.findings = append(b.findings, f)
			}
		}
	}
	return dropped
}

// excuse lists the files of reports that have errors.
func excuse(findings []diag.Finding) map[string]bool {
	broken := map[string]bool{}
	for _, f := range findings {
		if f.Severity == diag.Error && excusable(f.File) {
			broken[f.File] = true
		}
	}
	return broken
}

// excusable reports whether a fault in the file may be passed over by leaving the file out.
func excusable(file string) bool { return strings.HasPrefix(file, "content/reports/") }
