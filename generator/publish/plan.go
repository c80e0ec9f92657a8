package publish

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"time"

	"sitrep/generator/hosting"
	"sitrep/generator/output"
)

// basis is all that a plan is made from.
type basis struct {
	record *Record
	by     string
	now    time.Time
	grace  time.Duration
	keep   int  // former generations that can be returned to
	header bool // the target keeps headers

	head   output.Head
	wanted []Entry           // by path; Since is not looked at
	from   map[string]string // of a return: where the bytes of a wanted path are kept
	as     int               // of a return: the generation

	withdrawn map[string]bool // paths of what the public must not see any more
	marks     []Mark
	links     func(path string) []string // of a wanted page: the paths that it refers to
	shows     func(Entry) bool           // reports whether former bytes may show what is withdrawn

	strange bool            // the record cannot be relied on
	cut     bool            // a publisher was interrupted, or the record cannot be relied on: a new record is due
	doubt   map[string]bool // paths that an interrupted publisher may have changed
	there   map[string]bool // of those in doubt, the ones that lie there
	settled map[string]bool // of those in doubt, the ones that lie there as wanted
}

// planner is a plan in the making.
type planner struct {
	*basis
	plan       Plan
	withdraws  bool
	fresh      map[string]string // paths to be put that are not there yet, with the reason
	other      map[string]string // paths to be put that are there, with the reason
	gone       []Entry           // what lies there and is not wanted, by path; without a sum when it is unknown
	hadKept    sums              // kept by now
	willKeep   sums
	replaced   []Entry         // by an interrupted publisher, with what is wanted
	unkept     []Former        // what the next record has of former bytes
	seen       map[string]bool // paths of which it was decided whether a copy is kept
	realChange bool
}

// makePlan decides what must be done.
func makePlan(b *basis) *Plan {
	p := &planner{basis: b, fresh: map[string]string{}, other: map[string]string{}, hadKept: sums{}, willKeep: sums{}, seen: map[string]bool{}}
	p.plan.Generation = b.record.Generation() + 1
	p.compare()
	p.withdraws = p.isWithdrawal()
	p.realChange = p.realChange || p.withdraws
	p.former()
	if p.withdraws {
		p.withdraw()
	}
	p.bring()
	p.clear()
	p.prune()
	p.sweep()
	slices.SortStableFunc(p.plan.Steps, func(a, b Step) int { return cmp.Or(cmp.Compare(a.stage, b.stage), cmp.Compare(a.Path, b.Path)) })
	p.plan.Next = p.next()
	p.plan.empty = !p.realChange
	return &p.plan
}

// compare finds what is new, what is other, and what is gone.
func (p *planner) compare() {
	for i := range p.wanted {
		w := &p.wanted[i]
		old := p.record.Find(w.Path)
		switch {
		case p.doubt[w.Path]:
			p.compareInDoubt(w, old)
		case old == nil:
			p.fresh[w.Path] = IsNew
		case old.Sum != w.Sum:
			p.other[w.Path] = HasChanged
		case p.header && old.Header != w.Header:
			p.other[w.Path] = OtherHeader
		}
	}
	for _, old := range p.record.Live {
		if find(p.wanted, old.Path) == nil {
			p.gone = append(p.gone, old)
		}
	}
	for name := range p.there {
		if !IsOwn(name) && p.record.Find(name) == nil && find(p.wanted, name) == nil {
			p.gone = append(p.gone, Entry{Path: name})
		}
	}
	slices.SortFunc(p.gone, byPath)
	p.realChange = len(p.fresh)+len(p.other)+len(p.gone) > 0 || p.cut && len(p.doubt) > 0
}

func (p *planner) compareInDoubt(w, old *Entry) {
	switch {
	case !p.there[w.Path] && old == nil:
		p.fresh[w.Path] = IsNew
	case !p.there[w.Path]:
		p.fresh[w.Path] = WasLost
	case !p.settled[w.Path] && p.strange:
		p.other[w.Path] = OfUnknown
	case !p.settled[w.Path] && p.cut:
		p.other[w.Path] = InDoubt
	case !p.settled[w.Path]:
		p.other[w.Path] = IsAltered
	case old != nil && old.Sum != w.Sum:
		p.replaced = append(p.replaced, *old)
	}
}

// isWithdrawal reports whether something there is to be withdrawn, or closed anew.
func (p *planner) isWithdrawal() bool {
	if slices.ContainsFunc(p.gone, func(e Entry) bool { return p.withdrawn[e.Path] }) {
		return true
	}
	if slices.ContainsFunc(p.record.Former, func(f Former) bool { return !f.Gone && p.withdrawn[f.Path] }) {
		return true // the site was returned to a generation without it, and copies of the others are kept
	}
	return len(newMarks(p.record, p.marks)) > 0
}

// newMarks are those that the record does not have, of pages that it has.
func newMarks(r *Record, marks []Mark) []Mark {
	var fresh []Mark
	for _, m := range marks {
		had := slices.Contains(r.Closed, m)
		known := r.Find(m.Path) != nil || slices.ContainsFunc(r.Former, func(f Former) bool { return f.Path == m.Path })
		if !had && known {
			fresh = append(fresh, m)
		}
	}
	return fresh
}

// former decides of which former bytes a copy is kept.
func (p *planner) former() {
	horizon := p.plan.Generation - p.keep
	for _, f := range p.record.Former {
		if !f.Gone {
			p.hadKept[f.Sum] = true
		}
		if f.Until < horizon {
			continue
		}
		if p.withdraws && !f.Gone && p.closes(f.Entry) {
			f.Gone = true
			p.realChange = true
		}
		if !f.Gone && p.doubt[keptName(f.Sum)] && !p.there[keptName(f.Sum)] {
			f.Gone = true // an interrupted withdrawal took it away, or somebody
			p.realChange = true
		}
		p.unkept = append(p.unkept, f)
	}
	for _, e := range p.replaced {
		if p.keep > 0 {
			kept := p.hadKept[e.Sum] || p.there[keptName(e.Sum)]
			p.unkept = append(p.unkept, Former{Entry: e, Until: p.plan.Generation - 1, Gone: !kept || p.withdraws && p.closes(e)})
		}
	}
}

// closes reports whether former bytes may show what is withdrawn by now.
func (p *planner) closes(e Entry) bool {
	if p.withdrawn[e.Path] {
		return true
	}
	now := find(p.wanted, e.Path)
	return (now == nil || now.Sum != e.Sum) && p.shows(e)
}

// keeps says where a copy of what lies at a path goes before it is overwritten, and notes it; "" when there is none to make.
func (p *planner) keeps(old *Entry) (name string) {
	if p.keep == 0 || old == nil || p.seen[old.Path] {
		return ""
	}
	p.seen[old.Path] = true
	f := Former{Entry: *old, Until: p.plan.Generation - 1}
	name = keptName(old.Sum)
	switch {
	case p.withdraws && p.closes(*old):
		f.Gone = true
	case p.hadKept[old.Sum] && !(p.doubt[name] && !p.there[name]):
	case !p.doubt[old.Path]:
		defer func() { p.hadKept[old.Sum] = true }()
		p.unkept = append(p.unkept, f)
		return name
	case p.doubt[name] && p.there[name]: // the interrupted publisher kept it
	case p.doubt[name]: // it meant to, and always does so before it overwrites
		p.unkept = append(p.unkept, f)
		return name
	default:
		f.Gone = true
	}
	p.unkept = append(p.unkept, f)
	return ""
}

// overwritten is what a put at a path takes the place of, when its bytes go.
func (p *planner) overwritten(w *Entry) *Entry {
	old := p.record.Find(w.Path)
	if old == nil || old.Sum == w.Sum {
		return nil
	}
	return old
}

// add adds a step. old is what goes with it, of which a copy may be kept: by the step itself, or before the record says that it is.
func (p *planner) add(at stage, s Step, old *Entry) {
	s.stage = at
	switch name := p.keeps(old); {
	case name == "":
	case at == removal:
		p.keepOnly(old, name)
	default:
		s.Keep, s.Former = name, old.Header
	}
	p.plan.Steps = append(p.plan.Steps, s)
}

func (p *planner) keepOnly(old *Entry, name string) {
	p.plan.Steps = append(p.plan.Steps, Step{Do: Keep, Path: old.Path, Reason: ForReturn, Keep: name, Former: old.Header, stage: sealing})
}

func (p *planner) put(at stage, w *Entry, reason string, old *Entry) {
	p.add(at, Step{Do: Put, Path: w.Path, Reason: reason, Entry: *w, From: p.from[w.Path]}, old)
}

// bring adds what is put in the ordinary order: what is new first, each after what it refers to, so that nothing leads to what is not
// there; home and feeds last of all.
func (p *planner) bring() {
	for i := range p.wanted {
		w := &p.wanted[i]
		k := kindOf(w.Path)
		reason, isNew := p.fresh[w.Path]
		if !isNew {
			reason = p.other[w.Path]
		}
		switch {
		case reason == "":
		case k == seal:
			p.put(sealing, w, reason, p.overwritten(w))
		case k == last && (!isNew || w.Path == "index.html"): // nobody comes to a site without a home
			p.put(conclude, w, reason, p.overwritten(w))
		case isNew:
			p.put(bringNew+stage(k), w, reason, p.overwritten(w))
		default:
			p.put(change+stage(k), w, reason, p.overwritten(w))
		}
	}
}

// clear adds the removals. What an open page may still ask for stays for a time of grace.
func (p *planner) clear() {
	for i := range p.gone {
		e := &p.gone[i]
		old := p.record.Find(e.Path)
		switch {
		case p.withdraws && !isPage(e.Path) && !hasGrace(e.Path, true): // gone already
		case hasGrace(e.Path, p.withdraws) && old != nil:
			if name := p.keeps(old); name != "" {
				p.keepOnly(old, name)
			}
		default:
			p.add(removal, Step{Do: Remove, Path: e.Path, Reason: IsStale}, old)
		}
	}
	p.clearLeft()
}

// clearLeft removes what was left for later.
func (p *planner) clearLeft() {
	for _, l := range p.record.Left {
		_, wanted := p.find(l.Path)
		switch {
		case isKept(l.Path):
			p.realChange = true // prune sees to it
		case wanted, p.withdraws && !hasGrace(l.Path, true): // in use again, or gone already
		case l.Since.IsZero():
			p.realChange = true
			p.add(removal, Step{Do: Remove, Path: l.Path, Reason: IsStale}, nil)
		case !p.now.Before(l.Since.Add(p.grace)):
			p.add(removal, Step{Do: Remove, Path: l.Path, Reason: GraceOver}, nil)
		}
	}
}

func (p *planner) find(path string) (*Entry, bool) {
	e := find(p.wanted, path)
	return e, e != nil
}

// hasGrace reports whether a file that no page needs any more stays for a while. Pieces of the search hold words of reports, and do not
// stay when something is withdrawn.
func hasGrace(file string, withdraws bool) bool {
	return hosting.ClassOf(file) == hosting.Immutable && !(withdraws && kindOf(file) != asset)
}

// prune removes kept copies that nothing can be returned to with.
func (p *planner) prune() {
	for _, f := range p.unkept {
		if !f.Gone {
			p.willKeep[f.Sum] = true
		}
	}
	needed, drop := map[string]bool{}, map[string]bool{}
	for sum := range p.willKeep {
		needed[keptName(sum)] = true
	}
	for sum := range p.hadKept {
		drop[keptName(sum)] = true
	}
	for name := range p.doubt {
		if isKept(name) && p.there[name] {
			drop[name] = true
		}
	}
	for _, l := range p.record.Left {
		if isKept(l.Path) {
			drop[l.Path] = true
		}
	}
	at, reason := removal, NotKept
	if p.withdraws {
		at, reason = purge, MayShow
	}
	for name := range drop {
		if needed[name] {
			continue
		}
		p.add(at, Step{Do: Remove, Path: name, Reason: reason}, nil)
	}
}

// sweep removes what former publishers left below .sitrep/, together with other things. That of the latest ones stays: it keeps a slow
// publisher from beginning where a faster one has ended.
func (p *planner) sweep() {
	if !slices.ContainsFunc(p.plan.Steps, func(s Step) bool { return s.stage == removal }) {
		return
	}
	for n := max(1, p.plan.Generation-12); n < p.plan.Generation-3; n++ {
		p.add(removal, Step{Do: Remove, Path: begunName(n), Reason: IsStale}, nil)
	}
}

// next is the record of what the plan makes.
func (p *planner) next() *Record {
	n := p.plan.Generation
	r := &Record{Head: p.head, By: p.by, Closed: slices.Clone(p.marks)}
	slices.SortFunc(r.Closed, func(a, b Mark) int { return cmp.Compare(a.Path, b.Path) })
	for _, w := range p.wanted {
		w.Since = n
		if old := p.record.Find(w.Path); old != nil && old.Sum == w.Sum {
			w.Since = old.Since
		}
		r.Live = append(r.Live, w)
	}
	for _, g := range p.record.Generations {
		if g.Number >= n-p.keep && !g.Time.IsZero() {
			r.Generations = append(r.Generations, g)
		}
	}
	r.Generations = append(r.Generations, Generation{Number: n, Time: p.now, Files: len(p.wanted), As: p.as})
	r.Former = p.unkept
	slices.SortFunc(r.Former, func(a, b Former) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Since, b.Since), cmp.Compare(a.Until, b.Until))
	})
	r.Left = p.left()
	return r
}

// left are the files that lie there for longer than the site has them.
func (p *planner) left() []Left {
	leaving := map[string]bool{}
	var list []Left
	for _, s := range p.plan.Steps {
		if s.Do == Remove {
			leaving[s.Path] = true
			if s.stage == removal && begunNumber(s.Path) == 0 {
				list = append(list, Left{Path: s.Path})
			}
		}
	}
	for _, e := range p.gone {
		if !leaving[e.Path] {
			list = append(list, Left{Path: e.Path, Since: p.now})
		}
	}
	for _, l := range p.record.Left {
		if _, wanted := p.find(l.Path); !wanted && !leaving[l.Path] && !isKept(l.Path) {
			list = append(list, l)
		}
	}
	slices.SortFunc(list, func(a, b Left) int { return cmp.Compare(a.Path, b.Path) })
	return list
}

// IsOwn reports whether a path on a target is publishing's own, and not the site's.
func IsOwn(name string) bool { return strings.HasPrefix(name, own+"/") }

func isKept(name string) bool { return strings.HasPrefix(name, own+"/kept/") }

func sortedSet(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

// stem is a page's name without its folder and ending, by which other files refer to it.
func stem(page string) string { return strings.TrimSuffix(path.Base(page), ".html") }
