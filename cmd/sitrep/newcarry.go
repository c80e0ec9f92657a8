package main

import (
	"fmt"
	"slices"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// carryFigures writes the figures of the report before without their values, as comments: nothing is stated that nobody has counted.
func (d draft) carryFigures(h *headerText) {
	if len(d.before.Figures) == 0 {
		return
	}
	h.WriteString("# The figures of the report before. Where one is known, write its value and take away the # before it and before figures;\n" +
		"# where it is not, write missing: not_reported, not_collected or suppressed instead of value.\n# figures:\n")
	for _, f := range d.before.Figures {
		rest := flow("unit", f.Unit, "place", f.Place, "of", f.Of, "source", f.Source)
		fmt.Fprintf(h, "#   - {id: %s, value: , %s\n", scalar(f.ID), rest[1:])
	}
	h.has = append(h.has, "figures")
}

// carryClaims writes the claims that nobody has settled since.
func (d draft) carryClaims(h *headerText) {
	if len(d.open) == 0 {
		return
	}
	h.WriteString("# Still open: say of each what has become of it, or that it is open yet.\nclaims:\n")
	for _, c := range d.open {
		fmt.Fprintf(h, "  - id: %s\n    text: %s\n", scalar(c.ID), scalar(c.Text))
		for _, line := range [][2]string{{"by", c.By}, {"source", c.Source}, {"place", c.Place}, {"status", string(c.Status)}} {
			if line[1] != "" {
				fmt.Fprintf(h, "    %s: %s\n", line[0], scalar(line[1]))
			}
		}
	}
	h.has = append(h.has, "claims")
}

// openClaim is a claim to be carried on, as the report that it is taken from states it, but for the status.
type openClaim struct {
	report.Claim
	from *site.Entry
}

// openClaims are the claims that the report before states, and then those that others of its series do, which are open to this day. Each
// has the latest status that any report gave it.
func (d draft) openClaims() (open []openClaim) {
	var stated []openClaim
	for _, c := range d.before.Claims {
		stated = append(stated, openClaim{c, d.before})
	}
	for _, c := range append(stated, d.statedEarlier()...) {
		id := c.ID
		if d.before.Exercise {
			id = site.Drill + id
		}
		tree := d.site.Trees[0]
		if term := tree.Claims.Get(id); term != nil {
			c.Status = tree.Course(term).Last().Status
		}
		if site.Open(c.Status) {
			open = append(open, c)
		}
	}
	return open
}

// statedEarlier are the claims of the series that the report before does not state, the oldest first.
func (d draft) statedEarlier() (claims []openClaim) {
	tree := d.site.Trees[0]
	series := tree.Series.Get(d.series)
	if series == nil {
		return nil
	}
	for _, course := range tree.Ledger(tree.ClaimsOf(series)) {
		last := lastPublished(course)
		again := last != nil && slices.ContainsFunc(d.before.Claims, func(c report.Claim) bool { return c.ID == last.ID })
		if last != nil && !again && last.Entry.Exercise == d.before.Exercise {
			claims = append(claims, openClaim{*last.Claim, last.Entry})
		}
	}
	return claims
}

// lastPublished is the last step of a claim that is no draft's; nil when all are.
func lastPublished(c site.Course) *site.Step {
	for i := range slices.Backward(c.Steps) {
		if c.Steps[i].Entry.Status != report.Draft {
			return &c.Steps[i]
		}
	}
	return nil
}

// carrySources writes the sources that the report before uses and those of the claims, without the day on which they were read. Of a
// protected one nothing but the label is known here.
func (d draft) carrySources(h *headerText) {
	var written []string
	add := func(from *site.Entry, keys []string) {
		for _, s := range from.Sources {
			if !slices.Contains(keys, s.Key) || slices.Contains(written, s.Key) {
				continue
			}
			if len(written) == 0 {
				h.WriteString("sources:\n")
				h.has = append(h.has, "sources")
			}
			written = append(written, s.Key)
			fmt.Fprintf(h, "  %s: %s\n", scalar(s.Key), sourceLine(s))
		}
	}
	add(d.before, usedSources(d.before.Report))
	for _, c := range d.open {
		add(c.from, []string{c.Source})
	}
}

// sourceLine is a source as a header has it.
func sourceLine(s report.Source) string {
	line := flow("title", s.Title, "org", s.Org, "url", s.URL, "type", s.Type, "grade", s.Grade, "label", s.Label)
	if s.Protected {
		return "{protected: true, " + line[1:]
	}
	return line
}

// usedSources are the keys of the sources that a report cites.
func usedSources(r *report.Report) []string {
	var keys []string
	for _, f := range r.Figures {
		keys = append(keys, f.Source)
	}
	for _, c := range r.Claims {
		keys = append(keys, c.Source)
	}
	for _, e := range r.Events {
		keys = append(keys, e.Source)
	}
	for _, l := range r.Text.Links {
		if l.Scheme == "source" {
			keys = append(keys, l.Target)
		}
	}
	return keys
}
