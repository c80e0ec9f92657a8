// Package graphic draws what a page shows of numbers and days, as inline SVG made when the site is built. It is pure: values in,
// markup out; the same values give the same bytes.
//
// The nouns: a Frame is what every drawing is given, whatever it shows. Spark draws the small trend on the tile of a key figure;
// Trend draws a Chart, the Lines of a figure's sources with their Points; a Calendar draws Months of Days with their reports; a
// Timeline draws the Events of a report or a series on an axis; a Map shows Places on the outlines of land and water that the program
// carries, and the publisher's own Lines.
//
// A drawing knows no language: words, dates and numbers come worded from the caller, who also says which way the page reads. It
// has no style of its own but that of layouts/graphic.css: classes and presentation attributes only, so that it passes the pages'
// policy, and takes its colours from the page, by day, by night, on paper and where the reader has chosen them.
//
// Nothing is drawn that nobody said: a value that is missing is a gap, a range is a bar with both its ends, rivals are a band
// between them, and no line goes through the middle of anything. A place that is not known to a point is an area, and there are no
// borders but those that the publisher gives.
package graphic

import (
	"html/template"
	"math"
)

// Frame is what every drawing is given.
type Frame struct {
	ID    string // begins the ids in the drawing; no other drawing of the page has it
	Title string // the drawing's name
	Desc  string // what it tells, in words, for those who do not see it; may be empty
	RTL   bool   // the page reads from right to left, and so does time
}

// Value is a number, a range, or nothing.
type Value struct {
	Low, High float64 // the same for a number
	Missing   bool    // nothing is known; what is no finite number is missing, too
	Break     bool    // not to be compared with the one before, and not joined with it
}

// Number is an exact value.
func Number(v float64) Value { return Value{Low: v, High: v} }

// Range is all from low to high.
func Range(low, high float64) Value { return Value{Low: low, High: high} }

// Missing is a value that nobody gave.
func Missing() Value { return Value{Missing: true} }

// largest keeps differences finite.
const largest = 1e300

// sound is the value with its ends in order, and missing where they are no numbers.
func (v Value) sound() Value {
	if !(math.Abs(v.Low) < largest) || !(math.Abs(v.High) < largest) {
		v.Missing = true
	}
	if v.Missing {
		return Value{Missing: true, Break: v.Break}
	}
	v.Low, v.High = min(v.Low, v.High), max(v.Low, v.High)
	return v
}

// Date is a moment with the words for it.
type Date struct {
	At    int64 // seconds since 1970
	Label string
}

// wrapped puts a drawing and its explanations into one element.
func wrapped(class string, parts ...string) template.HTML {
	html := `<div class="graphic ` + class + `">`
	for _, p := range parts {
		html += p
	}
	return template.HTML(html + "</div>")
}
