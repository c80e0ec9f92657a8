package lint

import (
	"fmt"
	"slices"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// figureSource finds figures that nobody stands for: figure/no-source. A claim that goes with the figure may name who says it.
func (c *checks) figureSource(e *site.Entry) {
	for i := range e.Figures {
		f := &e.Figures[i]
		if f.Source != "" || f.Missing != "" || slices.ContainsFunc(e.Claims, func(c report.Claim) bool { return c.Figure == f.ID && (c.Source != "" || c.By != "") }) {
			continue
		}
		text, at := number(f)
		c.warn(e, item("figures", i, at), "figure/no-source", fmt.Sprintf("%s is %s, and no source says so", f.ID, text), "name one of the report's sources by its key: source: …")
	}
}
