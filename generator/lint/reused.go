package lint

import (
	"fmt"
	"slices"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// correctedReused finds a figure that repeats what the report before it on its line said until it was corrected:
// figure/corrected-reused. It is known only where the earlier version of that report was kept.
func (l *line) correctedReused(before, now site.Point, _ *site.Point) *slip {
	if len(before.Entry.Earlier) == 0 || before.Entry == now.Entry || !now.Value.Given() || now.Note != "" || now.Value.Value == before.Value.Value {
		return nil
	}
	correction := slices.IndexFunc(before.Entry.Revisions, func(r report.Revision) bool { return r.Kind == report.Correction })
	if correction < 0 || !slices.ContainsFunc(before.Entry.Earlier, func(r *report.Report) bool { return states(r, before.Figure, now.Value) }) {
		return nil
	}
	is, _ := number(before.Figure)
	return &slip{"value", "figure/corrected-reused", fmt.Sprintf("%s is %s, as %s said before it was corrected to %s", now.ID, now.Value.Text, before.Entry.Path, is),
		"correct it here, too: version, revisions; when it is the number of this report, say so in note"}
}

// states reports whether an earlier version of a report gave a figure that value.
func states(r *report.Report, figure *report.Figure, value report.Number) bool {
	return slices.ContainsFunc(r.Figures, func(f report.Figure) bool {
		return f.ID == figure.ID && f.Place == figure.Place && f.Source == figure.Source && f.Value.Given() && f.Value.Value == value.Value
	})
}
