package layout

import (
	"html/template"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// Glance says how sure a report is and what changed in it, before anything is read.
type Glance struct {
	Sure    []Count // its claims by status, the surest first
	Changed []Count // what moved since the report before, by kind
}

// Count is how many there are of something.
type Count struct {
	Key  string // of a status; empty for what is none
	Name string
	Href template.URL
	N    int
}

// glance is nil for a report that has neither claims nor changes.
func (e *edition) glance(r *site.Entry, c *Changes) *Glance {
	g := &Glance{Sure: e.sure(r.Claims)}
	if c != nil {
		e.addChanged(g, c)
	}
	if len(g.Sure)+len(g.Changed) == 0 {
		return nil
	}
	return g
}

// sure counts claims by their status.
func (e *edition) sure(claims []report.Claim) []Count {
	sizes := map[report.ClaimStatus]int{}
	for _, c := range claims {
		sizes[c.Status]++
	}
	var counts []Count
	for _, word := range report.ClaimStatus("").Words() {
		if n := sizes[report.ClaimStatus(word)]; n > 0 {
			counts = append(counts, Count{word, e.get("status." + word), "#report_claims", n})
		}
	}
	return counts
}

func (e *edition) addChanged(g *Glance, c *Changes) {
	for _, part := range []struct {
		name string
		size int
	}{
		{"report.figures", len(c.Figures)}, {"changes.claims.settled", len(c.Settled)}, {"changes.claims.turned", len(c.Turned)},
		{"changes.claims.new", len(c.New)}, {"changes.entered", len(c.Entered)}, {"changes.left", len(c.Left)},
	} {
		if part.size > 0 {
			g.Changed = append(g.Changed, Count{Name: e.get(part.name), Href: "#report_changes", N: part.size})
		}
	}
}
