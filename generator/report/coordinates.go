package report

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"sitrep/generator/markdown"
)

// maxDecimals of a degree are what a reader is shown: three are some hundred metres.
const maxDecimals = 3

var (
	// A pair of decimal degrees, divided by a comma, a slash or a letter of the compass.
	degrees = regexp.MustCompile(`([-+−]?[0-9]{1,2}\.([0-9]+)) ?°?(?: ?[NSns]\b)?(?: ?[,/] ?| +)([-+−]?[0-9]{1,3}\.([0-9]+))( ?°)?(?: ?[EWew]\b)?`)
	// One of them that says it is one.
	precise = regexp.MustCompile(`[0-9]{1,3}\.([0-9]{4,}) ?(?:°|[NSEW]\b)`)
)

// hearCoordinates warns of a place that is told more exactly than readers need, and than is safe for those who are there:
// text/coordinates.
func hearCoordinates(l *listener, p *markdown.Passage) {
	if bytes.IndexByte(p.Text, '.') < 0 || !manyDigits(p.Text) {
		return
	}
	pairs := degrees.FindAllSubmatchIndex(p.Text, -1)
	for _, at := range pairs {
		between := p.Text[at[3]:at[6]]
		decimals := max(at[5]-at[4], at[9]-at[8])
		if decimals > maxDecimals && bytes.ContainsAny(between, ",/°NSns") && within90(p.Text[at[2]:at[3]]) {
			l.warnCoordinates(p, at[0], decimals)
		}
	}
	for _, at := range precise.FindAllSubmatchIndex(p.Text, -1) {
		if !slices.ContainsFunc(pairs, func(pair []int) bool { return pair[0] <= at[0] && at[0] < pair[1] }) {
			l.warnCoordinates(p, at[0], at[3]-at[2])
		}
	}
}

func (l *listener) warnCoordinates(p *markdown.Passage, at, decimals int) {
	l.warn(p, at, "text/coordinates", fmt.Sprintf("coordinates with %d decimals", decimals), "write at most three, which is a hundred metres: a home or a shelter is not to be found by them")
}

// within90 reports whether a number can be a latitude.
func within90(number []byte) bool {
	n, err := strconv.ParseFloat(string(bytes.TrimLeft(number, "-+−")), 64)
	return err == nil && n <= 90
}
