package site

import (
	"slices"

	"sitrep/generator/report"
)

// Changes is what is new in a report since the one before it in its series, as far as the headers say.
type Changes struct {
	Since   *Entry
	Figures []FigureChange
	Claims  []ClaimChange
	In, Out Places // what the report is about, and the one before was not; and the other way round
}

// Places are ids of regions and topics.
type Places struct{ Regions, Topics []string }

// ClaimChange is a claim that is new in a report, or whose status it changes. Before is what was said of it last, nil for a new one.
type ClaimChange struct {
	Before, Now *report.Claim
}

// FigureChange is a figure that says something else than the report before does on the same line: another value, or none any more.
type FigureChange struct {
	Before, Now Point
}

// Closed reports whether the change settles a claim that was open.
func (c ClaimChange) Closed() bool {
	return c.Before != nil && Open(c.Before.Status) && !Open(c.Now.Status)
}

// Changes compares a report with the last one before it in its series that stands; nil where there is none, where it was retracted,
// and for a roll-up, which says what changed by what it gathers.
func (t *Tree) Changes(e *Entry) *Changes {
	run := t.run(e, 1)
	if len(run) == 0 || e.Status == report.Retracted || e.Type == report.Rollup {
		return nil
	}
	before := run[0]
	c := &Changes{Since: before}
	for i := range e.Figures {
		trend := t.trend(e, i, 1)
		if n := len(trend); n > 1 && !sameValue(trend[n-2].Figure, trend[n-1].Figure) {
			c.Figures = append(c.Figures, FigureChange{trend[n-2], trend[n-1]})
		}
	}
	for i := range e.Claims {
		now := &e.Claims[i]
		switch was := t.lastStated(e, now.ID); {
		case was == nil:
			c.Claims = append(c.Claims, ClaimChange{Now: now})
		case was.Status != now.Status:
			c.Claims = append(c.Claims, ClaimChange{was, now})
		}
	}
	c.In = Places{without(e.Regions, before.Regions), without(e.Topics, before.Topics)}
	c.Out = Places{without(before.Regions, e.Regions), without(before.Topics, e.Topics)}
	return c
}

// lastStated is a claim as the latest report before one states it, of whatever series; nil where none does.
func (t *Tree) lastStated(e *Entry, id string) *report.Claim {
	ids := drilled(e, []string{id})
	claim := t.Claims.Get(ids[0])
	if claim == nil {
		return nil
	}
	_, before := around(claim.members, e, newestFirst)
	if before == nil {
		return nil
	}
	return statedIn(before, ids[0])
}

// without lists what is in one list and not in the other.
func without(list, other []string) []string {
	var rest []string
	for _, id := range list {
		if !slices.Contains(other, id) {
			rest = append(rest, id)
		}
	}
	return rest
}
