package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"

	"sitrep/generator/output"
)

// Options say how to publish. Their zero value is that of a plain publisher, but for By and Clock, which are required.
type Options struct {
	By        string               // who publishes: a name without spaces, and what tells this run from all others
	Dead      func(by string) bool // reports whether a publisher is known to be at work no more; nil: none is
	Clock     func() time.Time
	Keep      int           // former generations that can be returned to
	Grace     time.Duration // for which assets stay that no page needs any more
	Patience  time.Duration // after which a publisher without a sign of life is taken for dead; 0: two minutes
	Timeout   time.Duration // of a request, beside a second for every 16 kB; 0: a minute
	Tries     int           // of a request; 0: five
	Pause     time.Duration // before a request is tried again the first time; 0: half a second
	Parallel  int           // requests at a time; 0: sixteen
	Languages []string      // the site's, the default one first
	Distrust  bool          // look at every file that the record tells of: somebody may have changed or lost some

	// Tell is given the paths that readers see otherwise, so that a cache forgets them: those of a withdrawal as soon as it is done, all at
	// the end. When it fails, they are told again the next time. nil: nobody is told.
	Tell func(ctx context.Context, paths []string) error

	// Progress hears how far it is. nil: nobody listens.
	Progress func(phase string, done, all int)
}

func (o *Options) fill() {
	orElse(&o.Patience, 2*time.Minute)
	orElse(&o.Timeout, time.Minute)
	orElse(&o.Tries, 5)
	orElse(&o.Pause, 500*time.Millisecond)
	orElse(&o.Parallel, 16)
	if o.Dead == nil {
		o.Dead = func(string) bool { return false }
	}
	if o.Progress == nil {
		o.Progress = func(string, int, int) {}
	}
}

func orElse[T comparable](value *T, otherwise T) {
	var zero T
	if *value == zero {
		*value = otherwise
	}
}

// Place is a target as it was found: what its record says, and what an interrupted publisher may have left.
type Place struct {
	Record  *Record
	Strange string // why the record cannot be relied on: there is none though files are there, or it is damaged; ""

	target   Target
	opt      Options
	tag      string // of the record; "" when there is none
	begun    *begun // by an interrupted publisher
	begunTag string
	listed   map[string]Found // nil when there was no need to list
	manifest *output.Manifest // of the tree that lies there, when the record cannot be relied on
}

// Look finds out how things stand on a target. When another publisher is at work there, the error is a Busy.
func Look(ctx context.Context, target Target, opt Options) (*Place, error) {
	opt.fill()
	p := &Place{target: target, opt: opt, Record: &Record{}}
	if err := p.readRecord(ctx); err != nil {
		return nil, err
	}
	if p.tag == "" || p.Strange != "" {
		if err := p.list(ctx); err != nil {
			return nil, err
		}
		p.guess()
		p.readManifest(ctx)
	}
	if err := p.heed(ctx); err != nil {
		return nil, err
	}
	if (p.begun != nil || opt.Distrust) && p.listed == nil {
		return p, p.list(ctx)
	}
	return p, nil
}

func (p *Place) readRecord(ctx context.Context) error {
	data, tag, err := p.get(ctx, recordName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	p.tag = tag
	record, err := decodeRecord(data)
	if err != nil {
		p.Strange = fmt.Sprintf("%s is damaged (%v)", recordName, err)
		return nil
	}
	p.Record = record
	return nil
}

// guess is what can be known without a record: in which generation the target may be.
func (p *Place) guess() {
	newest, files := 0, 0
	for name := range p.listed {
		newest = max(newest, begunNumber(name))
		if !IsOwn(name) {
			files++
		}
	}
	if newest > 1 {
		p.Record.Generations = []Generation{{Number: newest - 1}} // its time is not known: nobody can return to it
	}
	switch {
	case p.Strange != "" || files == 0 || newest == 1: // all that the first publishing may have put there is known
	case newest == 0:
		p.Strange = fmt.Sprintf("%d files are there, and no record says that sitrep put them there", files)
	default:
		p.Strange = fmt.Sprintf("%s is gone, so it is not known which of the %d files there are the site's", recordName, files)
	}
}

// heed looks whether another publisher is at work, or was interrupted.
func (p *Place) heed(ctx context.Context) error {
	n := p.Record.Generation()
	b, tag, err := p.readBegun(ctx, n+1)
	if err != nil {
		return err
	}
	if b != nil {
		p.begun, p.begunTag = b, tag
		return p.alive(ctx, b)
	}
	if !p.Record.unfinished() {
		return nil
	}
	if b, _, err = p.readBegun(ctx, n); b == nil {
		return err
	}
	return p.alive(ctx, b)
}

// unfinished reports whether its publisher had more to do after it wrote the record.
func (r *Record) unfinished() bool {
	for _, l := range r.Left {
		if l.Since.IsZero() {
			return true
		}
	}
	return len(r.Untold) > 0
}

func (p *Place) readBegun(ctx context.Context, generation int) (*begun, string, error) {
	data, tag, err := p.get(ctx, begunName(generation))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, "", nil
	}
	if err != nil {
		return nil, "", err
	}
	b, err := decodeBegun(data)
	if err != nil {
		return nil, "", fmt.Errorf("%s on the target is damaged (%w): remove it, and publish with --force", begunName(generation), err)
	}
	return b, tag, nil
}

// alive returns a Busy when a publisher has given a sign of life lately.
func (p *Place) alive(ctx context.Context, b *begun) error {
	if b.Over || p.opt.Dead(b.By) {
		return nil
	}
	seen := b.At
	data, _, err := p.get(ctx, aliveName)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if at, by, _ := strings.Cut(string(data), " "); by == b.By {
		if sign, err := time.Parse(time.RFC3339, at); err == nil {
			seen = sign
		}
	}
	if p.opt.Clock().Sub(seen) < p.opt.Patience {
		return Busy{By: b.By, Seen: seen, Wait: p.opt.Patience}
	}
	return nil
}

func (p *Place) list(ctx context.Context) error {
	found, err := retry(ctx, p, 0, p.target.List)
	p.listed = make(map[string]Found, len(found))
	for _, f := range found {
		p.listed[f.Path] = f
	}
	return err
}

// Interrupted reports whether a publisher before did not come to its end, and who it was.
func (p *Place) Interrupted() (by string, was bool) {
	if p.begun == nil {
		return "", false
	}
	by, _, _ = strings.Cut(p.begun.By, " ")
	return by, true
}

// There are the paths of the site that lie on the target, as far as they are ours, and those that it had in kept generations; sorted.
func (p *Place) There() []string {
	var paths []string
	for _, e := range p.Record.Live {
		paths = append(paths, e.Path)
	}
	for _, f := range p.Record.Former {
		if !f.Gone {
			paths = append(paths, f.Path)
		}
	}
	for name := range p.doubted(nil) {
		if _, lies := p.listed[name]; lies && !IsOwn(name) {
			paths = append(paths, name)
		}
	}
	return sortedSet(paths)
}

// doubted are the paths of which the record does not tell what lies there.
func (p *Place) doubted(wanted []Entry) map[string]bool {
	doubt := map[string]bool{}
	if p.begun != nil {
		for _, name := range p.begun.Touches {
			doubt[name] = true
		}
	}
	if p.opt.Distrust {
		for _, e := range p.Record.Live {
			if w := find(wanted, e.Path); w != nil && w.Sum == e.Sum { // others are written anyway
				doubt[e.Path] = true
			}
		}
		for _, f := range p.Record.Former {
			if !f.Gone {
				doubt[keptName(f.Sum)] = true
			}
		}
	}
	if p.Strange == "" {
		return doubt
	}
	for _, e := range wanted {
		if _, lies := p.listed[e.Path]; lies {
			doubt[e.Path] = true
		}
	}
	for name := range p.listed {
		if isKept(name) || p.former(name) {
			doubt[name] = true
		}
	}
	return doubt
}

// former reports whether a file belonged to the tree whose manifest lies on the target.
func (p *Place) former(name string) bool { return p.manifest != nil && p.manifest.Find(name) != nil }

func (p *Place) get(ctx context.Context, name string) ([]byte, string, error) {
	type file struct {
		data []byte
		tag  string
	}
	f, err := retry(ctx, p, 0, func(ctx context.Context) (file, error) {
		data, tag, err := p.target.Get(ctx, name)
		return file{data, tag}, err
	})
	return f.data, f.tag, err
}

// claim writes a file under a condition. When an answer was lost and the file is found to be there on a second try, it is ours.
func (p *Place) claim(ctx context.Context, name string, data []byte, when When) (tag string, err error) {
	tag, err = retry(ctx, p, int64(len(data)), func(ctx context.Context) (string, error) {
		return p.target.Put(ctx, name, data, ownHeader, when)
	})
	if errors.Is(err, ErrTaken) {
		if there, tag, fault := p.get(ctx, name); fault == nil && bytes.Equal(there, data) {
			return tag, nil
		}
	}
	return tag, err
}

// retry does something until it succeeds, its error is Final, or it was tried often enough; each time it pauses for longer.
func retry[T any](ctx context.Context, p *Place, size int64, do func(context.Context) (T, error)) (T, error) {
	pauses := backoff.NewExponentialBackOff()
	pauses.InitialInterval = p.opt.Pause
	return backoff.Retry(ctx, func() (T, error) {
		within, cancel := context.WithTimeout(ctx, p.opt.Timeout+time.Duration(size>>14)*time.Second)
		defer cancel()
		value, err := do(within)
		var final Final
		if err != nil && (errors.As(err, &final) || ctx.Err() != nil) {
			err = backoff.Permanent(err)
		}
		return value, err
	}, backoff.WithBackOff(pauses), backoff.WithMaxTries(uint(p.opt.Tries)), backoff.WithMaxElapsedTime(0))
}

// readManifest reads the manifest of the tree that lies there, if there is one.
func (p *Place) readManifest(ctx context.Context) {
	if _, lies := p.listed[output.ManifestName]; !lies {
		return
	}
	if data, _, err := p.get(ctx, output.ManifestName); err == nil {
		p.manifest, _ = output.DecodeManifest(bytes.NewReader(data))
	}
}
