package lint

import (
	"slices"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// fewWords is below how many words two texts may well be the same: "Nothing to report."
const fewWords = 20

// nearDuplicate finds a report that says what the one before it in its series says: report/near-duplicate. One of type no-change
// means to.
func (c *checks) nearDuplicate(before, e *site.Entry) {
	if e.Type == report.NoChange || !alike(before, e) || replaces(e, before) {
		return
	}
	const hint = "write what is new; a report without news says so: type: no-change"
	switch {
	case e.BodySum == before.BodySum && e.Text.Words >= fewWords:
		c.warn(e, "title", "report/near-duplicate", "the text is that of "+before.Path+", word for word", hint)
	case e.Summary != "" && e.Title == before.Title && e.Summary == before.Summary && sameFigures(before, e):
		c.warn(e, "title", "report/near-duplicate", "title, summary and figures are those of "+before.Path, hint)
	}
}

// sameFigures reports whether two reports differ in no figure but for its time.
func sameFigures(a, b *site.Entry) bool {
	return slices.EqualFunc(a.Figures, b.Figures, func(x, y report.Figure) bool {
		x.AsOf, y.AsOf = report.Moment{}, report.Moment{}
		return x == y
	})
}
