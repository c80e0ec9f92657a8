package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"sitrep/generator"
	"sitrep/generator/diag"
	"sitrep/generator/output"
	"sitrep/generator/publish"
	"sitrep/generator/site"
)

// delivery is one run of sitrep publish.
type delivery struct {
	app      *app
	flags    *publishFlags
	config   *site.Config
	settings *site.Target
	start    time.Time

	judged generator.Result // what is withheld by now
	tree   *publish.Tree
	place  *publish.Place
	where  string
}

// judge reads the sources, to know what the public must not see by now. Nothing is built for it.
func (d *delivery) judge(ctx context.Context) error {
	flags := buildFlags{now: d.flags.now, cache: d.flags.cache, baseURL: d.settings.BaseURL, audience: string(d.settings.Audience)}
	return d.app.with(flags, func(s *session) (err error) {
		s.mem.Once = true
		if d.judged, err = s.build(ctx, nil); err != nil {
			return err
		}
		if errs := slices.DeleteFunc(slices.Clone(d.judged.Findings), func(f diag.Finding) bool { return f.Severity != diag.Error }); len(errs) > 0 {
			fmt.Fprintf(d.app.err, "sitrep: the sources have errors by now, which sitrep check tells; what is published is the tree of the last good build\n")
		}
		return nil
	})
}

// on does what was asked for, on an open target.
func (d *delivery) on(ctx context.Context, target publish.Target) (err error) {
	d.where = target.Traits().Place
	d.place, err = publish.Look(ctx, target, d.options())
	if err != nil {
		return machine(fmt.Errorf("%s: %w", d.where, err))
	}
	if d.flags.back != "" {
		return d.goBack(ctx)
	}
	if err := d.mayTake(); err != nil {
		return err
	}
	plan, err := d.place.Plan(ctx, d.site())
	if err != nil {
		return refused(err)
	}
	if faults := plan.Next.Exceeds(d.limits()); len(faults) > 0 {
		return refused(fmt.Errorf("nothing was sent to %s, for it does not take this site: %s", d.where, strings.Join(faults, "; ")))
	}
	switch {
	case d.flags.status:
		d.tellDoubts("the next one goes")
		return d.tellStatus(plan)
	case d.flags.dryRun:
		d.tellDoubts("the next one goes")
		return d.tellPlan(plan)
	}
	d.tellDoubts("this one goes")
	return d.carry(ctx, plan, d.tree)
}

func (d *delivery) carry(ctx context.Context, plan *publish.Plan, tree *publish.Tree) error {
	if err := d.place.Carry(ctx, plan, tree); err != nil {
		return machine(fmt.Errorf("%s: %w", d.where, err))
	}
	return d.tellDone(plan)
}

// goBack returns to a former generation.
func (d *delivery) goBack(ctx context.Context) error {
	back, err := d.place.Return(ctx, d.flags.generation(), d.exposed(), d.closed())
	if err != nil {
		return refused(fmt.Errorf("%s: %w", d.where, err))
	}
	if !d.flags.asJSON {
		d.tellBack(back)
	}
	if d.flags.dryRun {
		return d.tellPlan(back.Plan)
	}
	return d.carry(ctx, back.Plan, back.Tree)
}

// tellBack says what the return does not bring back.
func (d *delivery) tellBack(back *publish.Return) {
	if back.Whole {
		fmt.Fprintf(d.app.out, "back to generation %d\n", back.To)
		return
	}
	fmt.Fprintf(d.app.out, "back to generation %d in part: what was withdrawn since does not come back\n", back.To)
	if len(back.Stays) == 0 {
		return
	}
	fmt.Fprintf(d.app.out, "not brought back, since the former version shows or belongs to what was withdrawn: %s\n", counted(len(back.Stays), "file"))
	const most = 10
	for i, stays := range back.Stays {
		if i == most {
			fmt.Fprintf(d.app.out, "  and %d more\n", len(back.Stays)-most)
			break
		}
		fmt.Fprintf(d.app.out, "  %s\n", stays)
	}
}

func (d *delivery) options() publish.Options {
	o := publish.Options{
		By: publisher(), Dead: dead, Clock: time.Now, Keep: d.settings.Keep, Grace: grace, Languages: d.config.Languages, Progress: d.app.progress(),
		Distrust: d.flags.force && d.flags.back == "",
	}
	if d.settings.Hook != "" {
		o.Tell = d.hook
	}
	return o
}

// limits names the host whose limits count.
func (d *delivery) limits() string {
	if d.settings.Limits == "" {
		return d.settings.Kind
	}
	return d.settings.Limits
}

// site is what is wanted on the target, and what must not be there any more.
func (d *delivery) site() publish.Site {
	exposed := d.exposed()
	s := publish.Site{Tree: d.tree, Closed: d.closed()}
	gone := gonePages(d.place.There(), d.tree)
	for _, file := range d.place.There() {
		if exposed(file) || gone(file) {
			s.Withdrawn = append(s.Withdrawn, file)
		}
	}
	return s
}

// exposed judges paths on the target: whether they belong to a report that is withheld by now.
func (d *delivery) exposed() func(string) bool {
	there := &output.Manifest{}
	for _, file := range d.place.There() {
		there.Entries = append(there.Entries, output.Entry{Path: file})
	}
	list := map[string]bool{}
	for _, file := range generator.Exposed(d.judged, there) {
		list[file] = true
	}
	return func(file string) bool { return list[file] }
}

func (d *delivery) closed() []publish.Mark {
	var marks []publish.Mark
	for _, c := range d.judged.Closed {
		marks = append(marks, publish.Mark{Path: c.Page, Why: c.Why})
	}
	return marks
}

// gonePages judges paths on the target: whether they belong to a report's page that is not in the tree any more. A report whose source is
// gone counts as withdrawn. One that got another name does too, under its old address, unless the old address is an alias: then it is
// in the tree.
func gonePages(there []string, tree *publish.Tree) func(string) bool {
	stems := map[string]bool{}
	for _, file := range there {
		if stem, isPage := strings.CutSuffix(file, ".html"); isPage && isReport(file) && !tree.Has(file) {
			stems[stem] = true
		}
	}
	return func(file string) bool {
		if tree.Has(file) || !isReport(file) {
			return false
		}
		for at := file; at != "." && at != "/"; at = path.Dir(at) { // a file in the folder of its name
			for stem := at; ; { // or beside the page: .json, .card.png, .pdf
				if stems[stem] {
					return true
				}
				ext := path.Ext(stem)
				if ext == "" {
					break
				}
				stem = strings.TrimSuffix(stem, ext)
			}
		}
		return false
	}
}

// isReport reports whether a path is below a tree's reports.
func isReport(file string) bool {
	return strings.HasPrefix(file, "reports/") || strings.Contains(file, "/reports/")
}

// another says what speaks for another site on the target; "" when nothing does.
func (d *delivery) another() string {
	there := d.place.Record
	if d.place.Strange != "" || d.tree == nil || there.Generation() == 0 || there.Head.BaseURL == d.tree.Head.BaseURL {
		return ""
	}
	return fmt.Sprintf("the site that lies there has the base_url %q, and this one has %q: it may be another site's place", there.Head.BaseURL, d.tree.Head.BaseURL)
}

// mayTake asks before files of unknown origin, or those of another site, are written over.
func (d *delivery) mayTake() error {
	why, does := d.place.Strange, "writes over those that have the name of one of the site's, and leaves all others alone"
	if other := d.another(); other != "" {
		why, does = other, "puts this site in the place of that one"
	}
	if why == "" || d.flags.force || d.flags.dryRun || d.flags.status {
		return nil
	}
	question := fmt.Sprintf("%s: %s", d.where, why)
	if !terminal(os.Stdin) || !terminal(d.app.err) {
		return refused(fmt.Errorf("%s. Look first with --dry-run; --force %s", question, does))
	}
	fmt.Fprintf(d.app.err, "%s.\nGo on? That %s [y/N] ", question, does)
	answer, _ := bufio.NewReader(os.Stdin).ReadString('\n')
	if answer = strings.ToLower(strings.TrimSpace(answer)); answer != "y" && answer != "yes" {
		return refused(errors.New("nothing was changed"))
	}
	return nil
}
