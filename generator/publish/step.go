package publish

import "sitrep/generator/output"

// Verb is what a Step does.
type Verb string

const (
	Put    Verb = "put"    // write a file
	Hide   Verb = "hide"   // write a neutral page in a page's place
	Keep   Verb = "keep"   // keep a copy for a return, and leave the file
	Remove Verb = "remove" // remove a file
)

// Reasons of steps.
const (
	IsNew       = "new"
	HasChanged  = "its bytes have changed"
	OtherHeader = "it is to be served with another header"
	WasLost     = "it is missing there"
	InDoubt     = "an interrupted publish may have changed it"
	IsAltered   = "it is not what the record says"
	OfUnknown   = "it is there, and no record says whose it is"
	IsWithdrawn = "withdrawn"
	MayShow     = "it may show what is withdrawn"
	Renewing    = "it may show what is withdrawn, and its new version leads to what is not there yet"
	IsStale     = "nothing is published there any more"
	GraceOver   = "no page has needed it for a while"
	NotKept     = "no kept generation has it any more"
	ForReturn   = "it is to go; kept for a return"
)

// stage is a step's place in the order. Steps of one stage do not depend on one another; one stage is over before the next begins.
type stage int

const (
	hideWithdrawn stage = iota // pages of what is withdrawn
	bringNeeded                // files that the new versions of what may show it refer to
	renewPages                 // pages that may show it
	purge                      // everything else that may show it, and kept copies
	bringNew                   // … + kind
	change        = bringNew + stage(last) + 1
	conclude      = change + stage(last) + 1 // home, feeds and the like
	sealing       = conclude + 1
	removal       = sealing + 1 // after the record is written
)

// phase is the name of a stage, for people.
func (s stage) phase() string {
	switch {
	case s < bringNew:
		return "withdraw"
	case s < change:
		return "new"
	case s < conclude:
		return "changed"
	case s == conclude:
		return "home and feeds"
	case s == sealing:
		return "manifest"
	}
	return "remove"
}

// Step is one thing to be done on a target.
type Step struct {
	Do     Verb
	Path   string
	Reason string
	Entry  Entry  // what is put
	From   string // where on the target the bytes lie that are put; "": in the tree
	Keep   string // where a copy of what lies there now is kept first; ""
	Former Header // of that copy

	stage stage
}

// Phase is the part of the order that the step belongs to.
func (s *Step) Phase() string { return s.stage.phase() }

// Plan is what must be done on a target so that readers get the wanted site, in order.
type Plan struct {
	Generation int    // that it makes
	Steps      []Step // in order
	Next       *Record

	empty bool // nothing that readers could see is to be done
}

// Empty reports whether the target holds what is wanted.
func (p *Plan) Empty() bool { return p.empty }

// Withdraws reports whether the plan begins with a withdrawal.
func (p *Plan) Withdraws() bool { return len(p.Steps) > 0 && p.Steps[0].stage <= purge }

// touched are the paths of a target that may hold something else after the plan was begun.
func (p *Plan) touched() []string {
	var paths []string
	for _, s := range p.Steps {
		paths = append(paths, s.Path)
		if s.Keep != "" {
			paths = append(paths, s.Keep)
		}
	}
	return sortedSet(paths)
}

// Changed are the paths of the site that readers see otherwise once the plan is carried out, sorted.
func (p *Plan) Changed() []string { return p.changed(0, removal) }

func (p *Plan) changed(from, to stage) []string {
	var paths []string
	for _, s := range p.Steps {
		if s.Do != Keep && from <= s.stage && s.stage <= to && !IsOwn(s.Path) {
			paths = append(paths, s.Path)
		}
	}
	return sortedSet(paths)
}

// Bytes are how many go to the target.
func (p *Plan) Bytes() (sum int64) {
	for _, s := range p.Steps {
		if s.Do == Put && s.From == "" {
			sum += s.Entry.Size
		}
	}
	return sum
}

type sums map[output.Sum]bool
