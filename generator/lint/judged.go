package lint

import (
	"time"

	"sitrep/generator/diag"
	"sitrep/generator/site"
)

// judged is what the rules that look at one report say of it, and what else of the site they have looked at. It holds for as long as
// that stays the same.
type judged struct {
	findings []diag.Finding
	needs    []need
	turn     time.Time // when time alone makes it another; zero: never
	afresh   bool      // it depends on more than the needs tell
}

// need is something in the site that a rule looks at from a report.
type need struct {
	kind kind
	name string
}

type kind uint8

const (
	theText   kind = iota // the reports of a bundle, by its path
	thePage               // the plain page of a path
	theRegion             // whether any report is about a region, by its id
	theTopic              // the same of a topic
	theClaim              // whether any report states a claim
	theAlias              // whose an old address is
	theActor              // how often claims are somebody's, by the name there
	thePlace              // how many reports are about a region, by its name
)

func (j *judged) need(k kind, name string) { j.needs = append(j.needs, need{k, name}) }

// judge applies all rules that look at a single report.
func (c *checks) judge(e *site.Entry) *judged {
	c.judged = judged{}
	c.report(e)
	j := c.judged
	c.judged = judged{}
	return &j
}
