package generator_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestFormerYearsStand: a new report moves the table of its own year, and of its own metric, and no other.
func TestFormerYearsStand(t *testing.T) {
	n := newNewsroom(t)
	says := func(day, metric string) {
		n.write("content/reports/"+day+"-r.md", filed(day, "On "+day, "NO", "flood", fmt.Sprintf(
			"figures: [{id: %s, value: 3}]\nclaims: [{id: c%s, text: It rose., status: claimed}]\n", metric, strings.ReplaceAll(day, "/", "-"))))
	}
	for year := 2024; year < 2026; year++ {
		for month := 1; month <= 12; month++ {
			for day := 1; day <= 10; day++ { // more than fit on one page
				says(fmt.Sprintf("%d/%02d/%02d", year, month, day), []string{"deaths", "missing"}[min(1, day/10)])
			}
		}
	}
	moved := func(what string, want ...string) {
		t.Helper()
		if result := n.publish(); result.Failed {
			t.Fatal(result.Findings)
		}
		var got []string
		for _, path := range append(slices.Clone(n.dest.Result.Written), n.dest.Result.Removed...) {
			if strings.HasSuffix(path, ".csv") {
				got = append(got, path)
			}
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s: moved %q, want %q", what, got, want)
		}
	}
	moved("at first", "claims-2024.csv", "claims.csv", "figures-2024.csv", "figures.csv", "figures/deaths.csv", "figures/deaths/2024.csv", "figures/missing.csv")
	says("2025/12/20", "deaths")
	moved("in the newest year", "claims.csv", "figures.csv", "figures/deaths.csv")
	says("2024/12/20", "missing")
	moved("in a former year", "claims-2024.csv", "figures-2024.csv", "figures/missing.csv")
	before := n.read("figures.csv")
	says("2026/01/01", "deaths")
	moved("in a new year", "claims-2025.csv", "claims.csv", "figures-2025.csv", "figures.csv", "figures/deaths.csv", "figures/deaths/2025.csv")
	if n.read("figures-2025.csv") != before {
		t.Error("the file of a year is another one when the year is over")
	}
}
