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

// carryClaims writes the claims of the report before that nobody has settled since.
func (d draft) carryClaims(h *headerText) {
	claims := d.openClaims()
	if len(claims) == 0 {
		return
	}
	h.WriteString("# Still open in the report before: say of each what has become of it, or that it is open yet.\nclaims:\n")
	for _, c := range claims {
		fmt.Fprintf(h, "  - id: %s\n    text: %s\n", scalar(c.ID), scalar(c.Text))
		for _, line := range [][2]string{{"by", c.By}, {"source", c.Source}, {"place", c.Place}, {"status", string(c.Status)}} {
			if line[1] != "" {
				fmt.Fprintf(h, "    %s: %s\n", line[0], scalar(line[1]))
			}
		}
	}
	h.has = append(h.has, "claims")
}

// openClaims are those that the report before states and that are open to this day, in their order. Each has the latest status that
// any report gave it.
func (d draft) openClaims() []report.Claim {
	tree := d.site.Trees[0]
	var open []report.Claim
	for _, c := range d.before.Claims {
		id := c.ID
		if d.before.Exercise {
			id = site.Drill + id
		}
		if term := tree.Claims.Get(id); term != nil {
			c.Status = tree.Course(term).Last().Status
		}
		if site.Open(c.Status) {
			open = append(open, c)
		}
	}
	return open
}

// carrySources writes the sources of the report before that it uses, without the day on which they were read. Of a protected one
// nothing but the label is known here.
func (d draft) carrySources(h *headerText) {
	used := usedSources(d.before.Report)
	begun := false
	for _, s := range d.before.Sources {
		if !slices.Contains(used, s.Key) {
			continue
		}
		if !begun {
			h.WriteString("sources:\n")
			h.has, begun = append(h.has, "sources"), true
		}
		line := flow("title", s.Title, "org", s.Org, "url", s.URL, "type", s.Type, "grade", s.Grade, "label", s.Label)
		if s.Protected {
			line = "{protected: true, " + line[1:]
		}
		fmt.Fprintf(h, "  %s: %s\n", scalar(s.Key), line)
	}
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
