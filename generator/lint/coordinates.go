package lint

import (
	"fmt"
	"math"

	"sitrep/generator/site"
)

// finest is how many decimals of a degree an event's place may have: three are some 100 metres. More point at a house.
const finest = 3

// coordinates finds places that are given more exactly than anybody should know: coordinates/precise.
func (c *checks) coordinates(e *site.Entry) {
	for i := range e.Events {
		at := e.Events[i].At
		if len(at) == 2 && (tooFine(at[0]) || tooFine(at[1])) {
			c.warn(e, item("events", i, "at"), "coordinates/precise", fmt.Sprintf("the coordinates %v, %v point at a single house", at[0], at[1]),
				fmt.Sprintf("three decimals are some 100 metres: at: [%.3f, %.3f]", at[0], at[1]))
		}
	}
}

func tooFine(degrees float64) bool {
	scaled := degrees * math.Pow10(finest)
	return math.Abs(scaled-math.Round(scaled)) > 1e-6
}
