package site

import (
	"cmp"
	"slices"
	"strings"

	"sitrep/generator/report"
)

// Course is what became of a claim.
type Course struct {
	ID    string // with Drill before it for an exercise
	Steps []Step // oldest first; never empty
	Open  bool   // nobody has settled it yet
	// Rivals are the ids of the claims that it contradicts or that contradict it.
	Rivals []string
	// Text is the claim as it was last stated, in the tree's language where a translation gives it, else in that of Lang.
	Text, Lang string
}

// Step is what one report says of a claim.
type Step struct {
	*report.Claim
	Entry    *Entry
	Changed  bool          // its status differs from the step before
	Original *report.Claim // as the original of the report states it
}

// First is the step that made the claim known.
func (c Course) First() Step { return c.Steps[0] }

// Last is the latest step.
func (c Course) Last() Step { return c.Steps[len(c.Steps)-1] }

// Since is the step that gave the claim its present status.
func (c Course) Since() Step {
	for i := len(c.Steps) - 1; i > 0; i-- {
		if c.Steps[i].Changed {
			return c.Steps[i]
		}
	}
	return c.Steps[0]
}

// Open reports whether a status leaves a claim to be settled.
func Open(status report.ClaimStatus) bool {
	switch status {
	case report.Confirmed, report.Corroborated, report.Refuted, report.Withdrawn:
		return false
	}
	return true
}

// Course follows a claim through the reports of the site: each is one step, in the tree's language where it exists in that.
func (t *Tree) Course(claim *Term) Course {
	c := Course{ID: claim.ID}
	for _, e := range slices.Backward(claim.members) {
		stated := statedIn(e, claim.ID)
		changed := len(c.Steps) > 0 && c.Last().Status != stated.Status
		original, _ := t.site.original(e, stated)
		c.Steps = append(c.Steps, Step{stated, e, changed, original})
		c.Rivals = append(c.Rivals, drilled(e, stated.Disputes)...)
	}
	c.Rivals = append(c.Rivals, t.disputing(claim.ID)...)
	slices.Sort(c.Rivals)
	c.Rivals = slices.Compact(c.Rivals)
	c.Open = Open(c.Last().Status)
	c.Text, c.Lang = t.wording(&c)
	return c
}

// statedIn is a claim as a report states it; nil where it does not.
func statedIn(e *Entry, id string) *report.Claim {
	id = strings.TrimPrefix(id, Drill)
	i := slices.IndexFunc(e.Claims, func(c report.Claim) bool { return c.ID == id })
	if i < 0 {
		return nil
	}
	return &e.Claims[i]
}

// disputing lists the claims that contradict one.
func (t *Tree) disputing(id string) []string {
	term := t.disputed.Get(id)
	if term == nil {
		return nil
	}
	var rivals []string
	for _, e := range term.members {
		for i := range e.Claims {
			if slices.Contains(e.Claims[i].Disputes, strings.TrimPrefix(id, Drill)) {
				rivals = append(rivals, drilled(e, []string{e.Claims[i].ID})...)
			}
		}
	}
	return rivals
}

func drilled(e *Entry, ids []string) []string {
	if !e.Exercise {
		return ids
	}
	list := slices.Clone(ids)
	for i := range list {
		list[i] = Drill + list[i]
	}
	return list
}

// Ledger is the courses of some claims: what is open first, and of that the oldest.
func (t *Tree) Ledger(claims []*Term) []Course {
	list := make([]Course, len(claims))
	for i, claim := range claims {
		list[i] = t.Course(claim)
	}
	slices.SortFunc(list, func(a, b Course) int {
		switch {
		case a.Open != b.Open && a.Open:
			return -1
		case a.Open != b.Open:
			return 1
		case a.Open:
			return cmp.Or(-newestFirst(a.First().Entry, b.First().Entry), cmp.Compare(a.ID, b.ID))
		}
		return cmp.Or(newestFirst(a.Since().Entry, b.Since().Entry), cmp.Compare(a.ID, b.ID))
	})
	return list
}

// ClaimsOf lists the claims that the reports of a term state, by id: those of a region, an actor, a series.
func (t *Tree) ClaimsOf(term *Term) []*Term {
	seen := map[string]bool{}
	var claims []*Term
	for _, e := range term.members {
		for _, id := range claimIDs(e) {
			if !seen[id] {
				seen[id] = true
				claims = append(claims, t.Claims.Get(id))
			}
		}
	}
	return claims
}
