package paper

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"time"
)

var (
	dates = regexp.MustCompile(`/(?:CreationDate|ModDate) \(D:([0-9]{14}[-+][0-9]{2}'[0-9]{2}')\)`)
	nodes = regexp.MustCompile(`\((node[0-9]{8})\)`)
)

// steady takes from a PDF what is of the hour and not of the page. Whatever it puts in takes as many bytes, so that all that the PDF
// says of its places stays true.
func steady(pdf []byte, at time.Time) []byte {
	dated(pdf, at)
	renumbered(pdf)
	return pdf
}

// dated puts a time in the place of that at which a PDF was printed.
func dated(pdf []byte, at time.Time) {
	text := at.UTC().Format("20060102150405") + "+00'00'"
	for _, found := range dates.FindAllSubmatchIndex(pdf, -1) {
		copy(pdf[found[2]:found[3]], text)
	}
}

// renumbered numbers the cells of tables, by which others name their heads, from 1 in the same order. The browser counts them on
// from page to page.
func renumbered(pdf []byte) {
	found := nodes.FindAllSubmatchIndex(pdf, -1)
	numbers := map[string]int{}
	for _, at := range found {
		numbers[string(pdf[at[2]:at[3]])] = 0
	}
	for i, node := range slices.Sorted(maps.Keys(numbers)) {
		numbers[node] = i + 1
	}
	for _, at := range found {
		node := pdf[at[2]:at[3]]
		copy(node, fmt.Sprintf("node%08d", numbers[string(node)]))
	}
}
