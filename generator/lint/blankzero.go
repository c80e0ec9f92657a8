package lint

import (
	"fmt"
	"regexp"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// blankWords say that a number is not there.
var blankWords = regexp.MustCompile(`(?i)\b(?:not (?:yet )?(?:reported|known|available|collected|received|given)|unknown|no (?:data|report|reports|figures?|numbers?|information)|n/?a)\b`)

// fewestAround is how large the figures on both sides of a zero are that make it look like a blank.
const fewestAround = 10

const blankHint = "blank is not zero: write missing: not_reported in place of value; when it is zero, say so in note"

// blankNote finds a zero whose note says that there is no number: figure/blank-zero.
func (c *checks) blankNote(e *site.Entry) {
	for i := range e.Figures {
		if f := &e.Figures[i]; saysBlank(f) {
			c.warn(e, item("figures", i, "value"), "figure/blank-zero", fmt.Sprintf("%s is 0, and its note says %q", f.ID, f.Note), blankHint)
		}
	}
}

func saysBlank(f *report.Figure) bool {
	return f.Value.Given() && f.Value.Value == 0 && f.Note != "" && blankWords.MatchString(f.Note)
}

// blankZero finds a zero between larger numbers in a metric that does not start anew with every report: figure/blank-zero.
func (l *line) blankZero(before, now site.Point, after *site.Point) *slip {
	blank := now.Value.Given() && now.Value.Value == 0 && now.Note == "" && (l.metric.Kind == "stock" || l.metric.Kind == "cumulative")
	if !blank || after == nil || lowest(before.Figure) < fewestAround || lowest(after.Figure) < fewestAround {
		return nil
	}
	was, _ := number(before.Figure)
	next, _ := number(after.Figure)
	return &slip{"value", "figure/blank-zero", fmt.Sprintf("%s is 0 between %s in %s and %s in %s", now.ID, was, before.Entry.Path, next, after.Entry.Path), blankHint}
}
