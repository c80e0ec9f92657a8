// Package publish brings a built tree to where readers are, in an order that never breaks a reader. It does not know what a report is.
//
// The nouns: a Tree is what a build has finished, read and checked. A Target is a place that a site is published to; each kind is one
// file. What a target holds is told by its Record, which lies there itself: so one request tells what is there, and nothing needs to be
// listed. A Place is a target as it was found. A Plan is what must be done there, step by step, with reasons; it is made purely from the
// tree's entries, the record, and what is withdrawn. Carry does it.
//
// The order of a Plan is what this room is for. What is withdrawn goes first, and with it whatever may show it; then comes what is new,
// then what has changed, each after what it refers to; then home and feeds, then the manifest and the record; what is no longer needed
// goes last. So a reader finds no page at any moment whose pictures or links lead nowhere, whatever fails, and no text that was
// withdrawn once the first phase is over. A stage that fails stops all that follow; publishing again carries on from there.
//
// On a target, below .sitrep/, lie: the record; a file for each publishing that began, under a name that only one publisher can take, which
// tells a later one what an interrupted one may have changed; and copies of former files by their sums. From these the target can be
// returned to a former generation of the site, but never to anything that was withdrawn since: a withdrawal removes every copy that may
// show it.
package publish

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

// own is the folder of a target that is publishing's own. Nothing in it is part of the site.
const own = ".sitrep"

// Site is what is wanted on a target.
type Site struct {
	Tree *Tree

	// Withdrawn are paths on the target that show what the public must not see any more. None of them is in the tree.
	Withdrawn []string

	// Closed are the pages of which former versions are not to be read any more though they are in the tree.
	Closed []Mark
}

// Plan decides what must be done so that the target holds the tree. With a withdrawal, files on the target are read for it, to know
// of which a copy may be kept; nothing is changed.
func (p *Place) Plan(ctx context.Context, site Site) (*Plan, error) {
	b := p.basis(site.Tree.Entries)
	b.head = site.Tree.Head
	b.marks = site.Closed
	b.links = site.Tree.links
	for _, name := range pagesFirst(site.Withdrawn) {
		b.withdrawn[name] = true
		if find(b.wanted, name) != nil {
			return nil, fmt.Errorf("%s is withheld by now and is in the built tree: build again", name)
		}
	}
	withdraws := len(b.withdrawn) > 0 || len(newMarks(b.record, b.marks)) > 0
	p.settle(ctx, b, site.Tree, !withdraws)
	if withdraws {
		b.shows = p.examine(ctx, b)
	}
	return makePlan(b), ctx.Err()
}

// settle finds out which files lie there as wanted by now, of those that may have been changed. Where a target tells no
// sums, files of the right size are read if they may be: most lines are faster in that direction. No withdrawal waits for it.
func (p *Place) settle(ctx context.Context, b *basis, tree *Tree, read bool) {
	if !p.opt.Distrust && (p.begun == nil || p.begun.Generator != b.head.Generator) {
		return
	}
	var mu sync.Mutex
	var g errgroup.Group
	g.SetLimit(p.opt.Parallel)
	for name := range b.doubt {
		e := find(b.wanted, name)
		lies, there := p.listed[name]
		if e == nil || !there || lies.Size != e.Size || lies.MD5 == "" && !read {
			continue
		}
		g.Go(func() error {
			same := lies.MD5 == tree.md5(e)
			if lies.MD5 == "" {
				data, _, err := p.get(ctx, name)
				same = err == nil && sha256.Sum256(data) == e.Sum // what cannot be read is sent again
			}
			mu.Lock()
			b.settled[name] = same
			mu.Unlock()
			return nil
		})
	}
	_ = g.Wait()
}

// pagesFirst names a report by its page where it has to be named.
func pagesFirst(paths []string) []string {
	paths = slices.Clone(paths)
	slices.SortStableFunc(paths, func(a, b string) int {
		return cmp.Compare(strings.Count(b, ".html"), strings.Count(a, ".html"))
	})
	return paths
}

// basis is what a plan for some entries starts from.
func (p *Place) basis(wanted []Entry) *basis {
	b := &basis{
		record: p.Record, by: p.opt.By, now: p.opt.Clock(), grace: p.opt.Grace, keep: p.opt.Keep, header: p.target.Traits().Headers,
		wanted: wanted, from: map[string]string{}, withdrawn: map[string]bool{}, links: func(string) []string { return nil },
		shows: func(Entry) bool { return true }, strange: p.Strange != "", cut: p.Strange != "" || p.begun != nil, doubt: p.doubted(wanted), there: map[string]bool{}, settled: map[string]bool{},
	}
	for name := range b.doubt {
		_, b.there[name] = p.listed[name]
	}
	return b
}

// Carry does what a plan says. When somebody else was faster, the error is a Busy and nothing was changed; after any other the target
// is as far as the plan came, and publishing again carries on from there.
func (p *Place) Carry(ctx context.Context, plan *Plan, tree *Tree) error {
	if plan.Empty() {
		return p.tellAgain(ctx)
	}
	c := &carrier{Place: p, plan: plan, tree: tree, begun: begun{
		By: p.opt.By, At: p.opt.Clock(), Generator: plan.Next.Head.Generator, Touches: plan.touched(),
	}}
	if p.begun != nil {
		c.begun.Touches = sortedSet(append(c.begun.Touches, p.begun.Touches...))
	}
	if err := c.begin(ctx); err != nil {
		return err
	}
	if tidier, can := p.target.(Tidier); can && p.begun != nil {
		if err := tidier.Tidy(ctx); err != nil {
			return err
		}
	}
	ctx, stop := c.beat(ctx)
	defer stop()
	if err := c.carry(ctx); err != nil {
		c.giveUp(ctx)
		return err
	}
	return nil
}

// tellAgain tells the hook what it could not be told the last time.
func (p *Place) tellAgain(ctx context.Context) error {
	if len(p.Record.Untold) == 0 || p.opt.Tell == nil {
		return nil
	}
	if err := p.opt.Tell(ctx, p.Record.Untold); err != nil {
		return fmt.Errorf("the hook: %w", err)
	}
	next := *p.Record
	next.Untold = nil
	_, err := p.claim(ctx, recordName, next.encode(), When{Tag: p.tag})
	return err
}

// pulse is how often a publisher says that it is at work.
func (o *Options) pulse() time.Duration { return o.Patience / 4 }
