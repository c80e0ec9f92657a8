package layout

import (
	"html/template"
	"slices"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// Claim is something that somebody says is so.
type Claim struct {
	Anchor   string
	Href     template.URL // the claim's own page; empty: none
	Text     string
	TextIn   *Tongue
	Status   *Word
	Since    string // since which report it has this status, and what it had before; empty for a new claim
	By       Link   // without an address where the actor has no page; the zero Link: nobody is named, or the source says it
	Source   Cite
	Grade    *Grade
	Place    string
	Basis    string
	BasisIn  *Tongue
	Disputes []Link
}

func (e *edition) claims(up string, r *site.Entry, sources []report.Source) []Claim {
	var list []Claim
	for i := range r.Claims {
		c := &r.Claims[i]
		v := Claim{
			Anchor: site.ClaimAnchor(c.ID), Href: e.toClaim(up, drilled(r.Exercise, c.ID)), Text: c.Text, Status: e.word("status", string(c.Status)), Since: e.standing(r, c),
			By: e.toActor(up, r.Exercise, c.By), Source: e.cite(r, sources, c.Source, ""), Grade: e.grade(c.Grade), Place: e.place(c.Place), Basis: c.Basis,
		}
		v.TextIn, v.BasisIn = e.tongues(site.Step{Claim: c, Entry: r})
		if v.By.Name == v.Source.Name {
			v.Source.Name = "" // its number is enough
		}
		for _, id := range disputed(r, c) {
			if link := e.toRival(up, r, id); link.Name != "" {
				v.Disputes = append(v.Disputes, link)
			}
		}
		list = append(list, v)
	}
	return list
}

// standing says since when the claim has its status. It knows of no later report.
func (e *edition) standing(r *site.Entry, c *report.Claim) string {
	if c.Status == "" {
		return ""
	}
	since, before := e.tree.Standing(r, c)
	switch {
	case since != r:
		return e.pattern("claim.since", "report", e.called(since))
	case before != "":
		return e.pattern("claim.was", "status", e.get("status.brief."+string(before)))
	}
	return ""
}

// disputed lists the claims that one contradicts, and those of the same report that contradict it.
func disputed(r *site.Entry, c *report.Claim) []string {
	ids := slices.Clone(c.Disputes)
	for i := range r.Claims {
		if other := &r.Claims[i]; slices.Contains(other.Disputes, c.ID) && !slices.Contains(ids, other.ID) {
			ids = append(ids, other.ID)
		}
	}
	return ids
}

// toRival leads to a claim: on this page, else on its own. One that was not stated by then is left out.
func (e *edition) toRival(up string, r *site.Entry, id string) Link {
	known := e.tree.Known(r, id)
	if known == nil {
		return Link{}
	}
	link := Link{Name: known.Text, Href: e.toClaim(up, drilled(r.Exercise, id))}
	link.In, _ = e.tongues(*known)
	if known.Entry == r {
		link.Href = template.URL("#" + escapePath(site.ClaimAnchor(id)))
	}
	return link
}

// actor is the name of who makes a claim.
func (e *edition) actor(by string) string {
	if actor, known := e.site.Words.Actors.Get(e.site.Words.Actors.ID(by)); known {
		return actor.NameIn(e.tree.Lang)
	}
	return site.Plain(by)
}
