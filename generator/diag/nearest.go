package diag

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Nearest returns the candidates that a writer may have meant by a word that is none of them: at most three, the nearest first,
// those of equal distance by name; none when nothing is near. Distance is that of Damerau and Levenshtein in its restricted
// form (a swap of neighbours counts one), without regard to case; near is a third of the word's letters, at least one.
func Nearest(word string, candidates []string) []string {
	const longest = 64 // bytes; nobody mistypes one letter in a longer one, and the work is quadratic in it
	if word == "" || len(word) > longest {
		return nil
	}
	type near struct {
		word     string
		distance int
	}
	letters := []rune(strings.ToLower(word))
	limit := max(1, len(letters)/3)
	var found []near
	for _, c := range candidates {
		if n := utf8.RuneCountInString(c); n == 0 || n > len(letters)+limit || n < len(letters)-limit {
			continue
		}
		if d := distance(letters, []rune(strings.ToLower(c)), limit); d <= limit && d < len(letters) {
			found = append(found, near{c, d})
		}
	}
	slices.SortFunc(found, func(a, b near) int { return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.word, b.word)) })
	var words []string
	for _, n := range slices.Compact(found) {
		if len(words) < 3 {
			words = append(words, n.word)
		}
	}
	return words
}

// distance returns the edits between a and b, or limit+1 as soon as it is clear that there are more than limit.
func distance(a, b []rune, limit int) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			same := 0
			if a[i-1] != b[j-1] {
				same = 1
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+same)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > limit {
			return limit + 1
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
