package lint

import (
	"fmt"
	"maps"
	"slices"

	"sitrep/generator/diag"
	"sitrep/generator/gazetteer"
	"sitrep/generator/markdown"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// claimIDs are the ids of all claims of the site.
func claimIDs(s *site.Site) map[string]bool {
	ids := map[string]bool{}
	for _, t := range s.Trees {
		for _, e := range t.Entries {
			for i := range e.Claims {
				ids[e.Claims[i].ID] = true
			}
		}
	}
	return ids
}

// references finds names in a header that lead to nothing: sources, metrics, places, claims, other reports. A name that nobody
// knows would vanish from the page without a word: reference/unknown, an error.
func (all *checks) references(e *site.Entry) {
	c := referenceCheck{all, e}
	for i, f := range e.Figures {
		at := fmt.Sprintf("figures.%d.", i)
		c.metric(at+"id", f.ID)
		c.metric(at+"of", f.Of)
		c.source(at+"source", f.Source)
		c.place(at+"place", f.Place)
	}
	for i, claim := range e.Claims {
		at := fmt.Sprintf("claims.%d.", i)
		c.source(at+"source", claim.Source)
		c.place(at+"place", claim.Place)
		c.oneOf(at+"figure", "figure of this report", claim.Figure, figureIDs(e), "add it to the report's figures, or remove the key")
		for j, id := range claim.Disputes {
			c.claim(fmt.Sprintf("%sdisputes.%d", at, j), id)
		}
	}
	for i, event := range e.Events {
		at := fmt.Sprintf("events.%d.", i)
		c.source(at+"source", event.Source)
		c.place(at+"place", event.Place)
		c.claim(at+"claim", event.Claim)
	}
	for i, path := range e.Supersedes {
		c.report(fmt.Sprintf("supersedes.%d", i), path)
	}
	c.report("retraction.replaced_by", e.Retraction.ReplacedBy)
}

func figureIDs(e *site.Entry) []string {
	ids := make([]string, len(e.Figures))
	for i, f := range e.Figures {
		ids[i] = f.ID
	}
	return ids
}

// referenceCheck judges the names in one report's header.
type referenceCheck struct {
	*checks
	entry *site.Entry
}

// oneOf checks that a name, when it is given, is among those that are known. Where none is near it, otherwise says what to do.
func (c *referenceCheck) oneOf(at, what, name string, known []string, otherwise string) {
	if name == "" || slices.Contains(known, name) {
		return
	}
	hint := otherwise
	if near := diag.Nearest(name, known); len(near) > 0 {
		hint = "did you mean " + near[0] + "?"
	}
	c.fault(at, fmt.Sprintf("there is no %s %q", what, name), hint)
}

func (c *referenceCheck) fault(at, text, hint string) {
	file, pos := c.entry.Where(at)
	if file == c.entry.File && !c.entry.Places.Has(at) && c.entry.Report.Lang != "" {
		return // a translation inherits it: the original has the finding
	}
	c.afresh = true
	c.add(diag.Finding{File: file, Pos: pos, Rule: "reference/unknown", Severity: diag.Error, Text: text, Hint: hint})
}

// metric checks an id against figures.yaml, which is closed when it is there.
func (c *referenceCheck) metric(at, id string) {
	if metrics := c.site.Words.Metrics; metrics != nil && id != "" && metrics[id].ID == "" {
		c.oneOf(at, "metric in content/figures.yaml named", id, slices.Sorted(maps.Keys(metrics)), "define it there: id, label, unit, kind, polarity")
	}
}

func (c *referenceCheck) source(at, key string) {
	if key == "" || c.site.Words.Sources[key].Key != "" || slices.ContainsFunc(c.entry.Sources, func(s report.Source) bool { return s.Key == key }) {
		return
	}
	known := slices.Sorted(maps.Keys(c.site.Words.Sources))
	for _, s := range c.entry.Sources {
		known = append(known, s.Key)
	}
	c.oneOf(at, "source", key, known, "describe it below sources in the header, or in content/sources.yaml for all reports")
}

func (c *referenceCheck) place(at, name string) {
	if name == "" {
		return
	}
	hint, known := c.places[name]
	if !known {
		if _, candidates, ok := c.site.Regions.Resolve(name); !ok {
			if hint = gazetteer.DidYouMean(candidates); hint == "" {
				hint = "add it to content/regions.yaml"
			}
		}
		c.places[name] = hint
	}
	if hint != "" {
		c.fault(at, fmt.Sprintf("no region named %q", name), hint)
	}
}

func (c *referenceCheck) claim(at, id string) {
	if id == "" {
		return
	}
	c.need(theClaim, id)
	if known := c.claims(); !known[id] {
		c.oneOf(at, "claim", id, slices.Sorted(maps.Keys(known)), "state it below claims, in this report or in another: id, text")
	}
}

func (c *referenceCheck) report(at, path string) {
	if path == "" {
		return
	}
	c.need(theText, path)
	if c.site.Entry(path, c.entry.Lang) != nil {
		return
	}
	link, hint := markdown.Link{Scheme: "report", Target: path}, "write its path as in 2026/03/01-flood"
	c.afresh = true
	if c.absence(c.entry.File, link) != 0 {
		return // it may be there again
	}
	if now := c.renamed(bundle(path)); now != "" {
		hint = fmt.Sprintf("it is called %s by now", now)
	} else if near := c.links.Near(c.entry.Origin(), link, site.NoReport); len(near) > 0 {
		hint = "did you mean " + near[0] + "?"
	}
	c.fault(at, fmt.Sprintf("there is no report %q", path), hint)
}
