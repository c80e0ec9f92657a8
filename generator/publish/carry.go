package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"
)

// errOvertaken says that another publisher has taken over: this one gave no sign of life for too long.
var errOvertaken = errors.New("another publisher has taken over, for this one gave no sign of life for too long")

// ownHeader is that of publishing's own files.
var ownHeader = Header{Type: "text/plain; charset=utf-8", Cache: "no-store"}

// carrier carries out one plan.
type carrier struct {
	*Place
	plan  *Plan
	tree  *Tree
	begun begun
	mine  string // the tag of begun on the target

	done atomic.Int64
	mu   sync.Mutex
	lost map[string]bool // kept copies that could not be made, for nothing lay there
}

// begin takes the generation's name for this publisher. Nothing on the target has changed when somebody else has it.
func (c *carrier) begin(ctx context.Context) error {
	when := When{Absent: true}
	if c.Place.begun != nil {
		when = When{Tag: c.begunTag}
	}
	tag, err := c.claim(ctx, begunName(c.plan.Generation), c.begun.encode(), when)
	c.mine = tag
	if errors.Is(err, ErrTaken) {
		return c.faster(ctx)
	}
	return err
}

func (c *carrier) faster(ctx context.Context) error {
	busy := Busy{}
	if b, _, err := c.readBegun(ctx, c.plan.Generation); err == nil && b != nil {
		busy.By = b.By
	}
	return busy
}

// beat gives signs of life while the plan is carried out, and ends it when another publisher has taken over.
func (c *carrier) beat(ctx context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(c.opt.pulse())
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			if b, _, err := c.readBegun(ctx, c.plan.Generation); err == nil && b != nil && b.By != c.opt.By {
				cancel(errOvertaken)
				return
			}
			_, _ = retry(ctx, c.Place, 0, func(ctx context.Context) (string, error) {
				return c.target.Put(ctx, aliveName, []byte(c.opt.Clock().UTC().Format(time.RFC3339)+" "+c.opt.By), ownHeader, When{})
			})
		}
	}()
	return ctx, func() { cancel(nil); <-ended }
}

// giveUp says on the target that this publisher is at work no more. It is done in vain where the line is cut.
func (c *carrier) giveUp(ctx context.Context) {
	within, cancel := context.WithTimeout(context.WithoutCancel(ctx), min(10*time.Second, c.opt.Timeout))
	defer cancel()
	c.begun.Over = true
	_, _ = c.target.Put(within, begunName(c.plan.Generation), c.begun.encode(), ownHeader, When{Tag: c.mine})
}

// carry goes through the stages, and writes the record between what changes and what is removed.
func (c *carrier) carry(ctx context.Context) error {
	c.lost = map[string]bool{}
	if err := c.stages(ctx, 0, purge); err != nil {
		return err
	}
	if c.plan.Withdraws() {
		c.tellEarly(ctx)
	}
	if err := c.stages(ctx, bringNew, sealing); err != nil {
		return err
	}
	next := c.plan.Next
	next.forget(c.lost)
	_, staged := c.target.(Finisher)
	if c.opt.Tell != nil && !staged {
		next.Untold = sortedSet(append(slices.Clone(c.Record.Untold), c.plan.Changed()...))
	}
	tag, err := c.write(ctx, next, When{Tag: c.tag, Absent: c.tag == ""})
	if err != nil {
		return err
	}
	if err := c.stages(ctx, removal, removal); err != nil {
		return err
	}
	return c.finish(ctx, next, tag)
}

// finish tells the hook, and writes the record anew when there was something left to do after it was written.
func (c *carrier) finish(ctx context.Context, next *Record, tag string) error {
	more := next.unfinished()
	next.Left = slices.DeleteFunc(next.Left, func(l Left) bool { return l.Since.IsZero() })
	finisher, staged := c.target.(Finisher)
	if staged && more {
		if _, err := c.write(ctx, next, When{Tag: tag}); err != nil {
			return err
		}
	}
	if staged {
		err := finisher.Finish(ctx, fmt.Sprintf("Publish generation %d", c.plan.Generation))
		if errors.Is(err, ErrTaken) {
			return Busy{}
		}
		if err != nil {
			return err
		}
	}
	told := c.tell(ctx, c.plan.Changed())
	if told == nil {
		next.Untold = nil
	}
	if !staged && more {
		if _, err := c.write(ctx, next, When{Tag: tag}); err != nil {
			return errors.Join(told, err)
		}
	}
	c.Record = next
	return told
}

func (c *carrier) write(ctx context.Context, r *Record, when When) (tag string, err error) {
	tag, err = c.claim(ctx, recordName, r.encode(), when)
	if errors.Is(err, ErrTaken) {
		return "", errors.New("another publisher has changed the target meanwhile: publish again")
	}
	return tag, err
}

// forget marks former bytes of which no copy could be kept.
func (r *Record) forget(lost map[string]bool) {
	for i := range r.Former {
		r.Former[i].Gone = r.Former[i].Gone || lost[keptName(r.Former[i].Sum)]
	}
}

func (c *carrier) tellEarly(ctx context.Context) {
	_ = c.tell(ctx, c.plan.changed(0, purge)) // they are told again at the end, and it counts then
}

func (c *carrier) tell(ctx context.Context, paths []string) error {
	if c.opt.Tell == nil || len(paths) == 0 {
		return nil
	}
	if err := c.opt.Tell(ctx, paths); err != nil {
		return fmt.Errorf("the site is published, but the hook failed; it is told again the next time: %w", err)
	}
	return nil
}

// stages carries out the steps of some stages, one stage after the other.
func (c *carrier) stages(ctx context.Context, from, to stage) error {
	steps := c.plan.Steps
	for len(steps) > 0 {
		n := 1
		for n < len(steps) && steps[n].stage == steps[0].stage {
			n++
		}
		if at := steps[0].stage; from <= at && at <= to {
			if err := c.stage(ctx, steps[:n]); err != nil {
				if cause := context.Cause(ctx); cause != nil {
					return cause
				}
				return fmt.Errorf("%s: %w", at.phase(), err)
			}
		}
		steps = steps[n:]
	}
	return nil
}

// stage carries out steps that do not depend on one another. What is kept is kept before anything is removed.
func (c *carrier) stage(ctx context.Context, steps []Step) error {
	g, within := errgroup.WithContext(ctx)
	g.SetLimit(c.opt.Parallel)
	var remove []string
	for i := range steps {
		s := &steps[i]
		if s.Do == Remove {
			remove = append(remove, s.Path)
		}
		g.Go(func() error {
			if within.Err() != nil {
				return within.Err()
			}
			err := c.step(within, s)
			c.opt.Progress(s.Phase(), int(c.done.Add(1)), len(c.plan.Steps))
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	for batch := range slices.Chunk(remove, 1000) {
		if _, err := retry(ctx, c.Place, 0, func(ctx context.Context) (struct{}, error) { return struct{}{}, c.target.Remove(ctx, batch) }); err != nil {
			return err
		}
	}
	return nil
}

func (c *carrier) step(ctx context.Context, s *Step) error {
	if s.Keep != "" {
		if err := c.keep(ctx, s); err != nil {
			return err
		}
	}
	switch {
	case s.Do == Hide:
		return c.put(ctx, s.Path, neutral(s.Path, s.Reason == IsWithdrawn, c.opt.Languages), Header{Type: headerOf(s.Path).Type, Cache: headerOf(s.Path).Cache})
	case s.Do == Put && s.From != "":
		err := c.copy(ctx, s.From, s.Path, s.Entry.Header)
		if errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("the kept copy of %s is missing on the target", s.Path)
		}
		return err
	case s.Do == Put:
		data, err := c.tree.read(&s.Entry)
		if err != nil {
			return err
		}
		return c.put(ctx, s.Path, data, s.Entry.Header)
	}
	return nil
}

// keep keeps a copy of what lies at a path. Where nothing lies, nothing can be kept.
func (c *carrier) keep(ctx context.Context, s *Step) error {
	err := c.copy(ctx, s.Path, s.Keep, s.Former)
	if errors.Is(err, fs.ErrNotExist) {
		c.mu.Lock()
		c.lost[s.Keep] = true
		c.mu.Unlock()
		return nil
	}
	return err
}

func (c *carrier) put(ctx context.Context, path string, data []byte, header Header) error {
	_, err := retry(ctx, c.Place, int64(len(data)), func(ctx context.Context) (string, error) { return c.target.Put(ctx, path, data, header, When{}) })
	return err
}

func (c *carrier) copy(ctx context.Context, from, to string, header Header) error {
	_, err := retry(ctx, c.Place, 0, func(ctx context.Context) (struct{}, error) { return struct{}{}, c.target.Copy(ctx, from, to, header) })
	return err
}
