package lint

import (
	"fmt"
	"slices"
	"strings"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// roughly is by what part the parts of a total may exceed it where a number is an estimate.
const roughly = 0.1

// figureParts finds totals that are less than the sum of their parts at the same place, by the same source: figure/parts.
func (c *checks) figureParts(e *site.Entry) {
	if !slices.ContainsFunc(e.Figures, func(f report.Figure) bool { return f.Of != "" }) {
		return
	}
	for i := range e.Figures {
		total := &e.Figures[i]
		limit := highest(total)
		if total.Missing != "" || total.Estimate == report.AtLeast {
			continue
		}
		sum, parts := sumOf(e.Figures, total)
		if total.Estimate == report.About || slices.ContainsFunc(parts, func(f *report.Figure) bool { return f.Estimate == report.About }) {
			limit *= 1 + roughly
		}
		if len(parts) > 0 && sum > limit {
			text, at := number(total)
			c.warn(e, item("figures", i, at), "figure/parts", fmt.Sprintf("%s is %s, and its parts add up to %s: %s", total.ID, text, plainNumber(sum), listed(parts)),
				"check total and parts; a figure that is counted in another one says so by of")
		}
	}
}

// sumOf adds up what is part of a total, each at its lowest.
func sumOf(figures []report.Figure, total *report.Figure) (sum float64, parts []*report.Figure) {
	for i := range figures {
		if f := &figures[i]; f.Of == total.ID && f != total && f.Place == total.Place && f.Source == total.Source && f.Missing == "" {
			sum, parts = sum+lowest(f), append(parts, f)
		}
	}
	return sum, parts
}

func listed(parts []*report.Figure) string {
	var list []string
	for _, f := range parts {
		text, _ := number(f)
		list = append(list, f.ID+" "+text)
	}
	return strings.Join(list, ", ")
}
