package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// The words of an invented country: nothing here exists.
var (
	provinces = []string{"Varmsund", "Oltreve", "Kessary", "Dunmarrow"}
	districts = []string{"Upper Lask", "Ferrin Bay", "Old Toll", "Marrowgate", "Sill", "Harne"}
	topics    = []string{"flood", "health", "shelter", "power", "roads", "water", "schools", "harvest", "fires", "relief"}
	offices   = []string{"the district office", "the river service", "the grid operator", "the health department", "the volunteers’ council", "the harbour master"}
	things    = []string{"households", "shelters", "pumps", "boats", "clinics", "road crossings", "wells", "generators"}
	states    = []string{"in use again", "out of order", "waiting for parts", "not yet inspected", "closed until further notice", "open by day only"}
	headings  = []string{"Situation", "Response", "Health and water", "Roads and power", "What is not known", "Needs", "Next steps"}
)

func id(name string) string { return strings.ReplaceAll(strings.ToLower(name), " ", "-") }

// writing writes a report's text; the same seed writes the same.
type writing struct {
	*rand.Rand
	strings.Builder
}

func (w *writing) of(words []string) string { return words[w.IntN(len(words))] }

func (w *writing) sentence() string {
	n, district := w.IntN(900)+2, w.of(districts)
	switch w.IntN(6) {
	case 0:
		return fmt.Sprintf("In %s, %s counted %d %s that are %s.", district, w.of(offices), n, w.of(things), w.of(states))
	case 1:
		return fmt.Sprintf("Of %d %s near %s, about a third were **%s** at noon, by the word of %s.", n, w.of(things), district, w.of(states), w.of(offices))
	case 2:
		return fmt.Sprintf("Nothing was heard from %s since the morning; %s will ask again tomorrow.", district, w.of(offices))
	case 3:
		return fmt.Sprintf("The gauge at %s stood at %d cm, which %s calls usual for the season.", district, n, w.of(offices))
	case 4:
		return fmt.Sprintf("*%s* moved %d people out of %s in the night, and most of them came back by evening.", w.of(offices), n, district)
	default:
		return fmt.Sprintf("It is not known how many %s in %s are %s, and the two counts that exist differ by %d.", w.of(things), district, w.of(states), n)
	}
}

func (w *writing) paragraph(sentences int) {
	for range sentences {
		w.WriteString(w.sentence() + "\n")
	}
	w.WriteString("\n")
}

func (w *writing) list() {
	for range 3 + w.IntN(4) {
		fmt.Fprintf(w, "- %s\n", w.sentence())
	}
	w.WriteString("\n")
}

func (w *writing) tabulate() {
	w.WriteString("| District | Count | State |\n|---|--:|---|\n")
	for _, district := range districts {
		fmt.Fprintf(w, "| %s | %d | %s |\n", district, w.IntN(5000), w.of(states))
	}
	w.WriteString("\n")
}

// body writes two to four kilobytes below headings.
func (w *writing) body() {
	start, size := w.Len(), 1800+w.IntN(1700)
	for i := 0; w.Len()-start < size; i++ {
		fmt.Fprintf(w, "## %s\n\n", headings[i%len(headings)])
		w.paragraph(2 + w.IntN(3))
		switch w.IntN(5) {
		case 0, 1:
			w.list()
		case 2:
			w.tabulate()
		}
	}
}
