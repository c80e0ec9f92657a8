package site

import (
	"slices"

	"sitrep/generator/report"
)

// Standing says since when a claim has the status that a report gives it, and which one it had before; "" where it had none. It looks
// at no later report, so that it never changes with one.
func (t *Tree) Standing(e *Entry, claim *report.Claim) (since *Entry, before report.ClaimStatus) {
	since = e
	for _, earlier := range t.statements(e, claim.ID) {
		stated := statedIn(earlier, claim.ID)
		if stated.Status != claim.Status {
			return since, stated.Status
		}
		since = earlier
	}
	return since, ""
}

// Known is a claim as it was last stated in a report or before it; nil where it was not.
func (t *Tree) Known(e *Entry, id string) *Step {
	for i := range e.Claims {
		if e.Claims[i].ID == id {
			return &Step{Claim: &e.Claims[i], Entry: e}
		}
	}
	if earlier := t.statements(e, id); len(earlier) > 0 {
		return &Step{Claim: statedIn(earlier[0], id), Entry: earlier[0]}
	}
	return nil
}

// statements are the reports before one that state a claim, the latest first.
func (t *Tree) statements(e *Entry, id string) []*Entry {
	if e.Exercise {
		id = Drill + id
	}
	term := t.Claims.Get(id)
	if term == nil {
		return nil
	}
	i, found := slices.BinarySearchFunc(term.members, e, newestFirst)
	if found {
		i++
	}
	return term.members[i:]
}
