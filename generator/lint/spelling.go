package lint

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"sitrep/generator/vocabulary"
)

// A spelling that is used rarely times at most is looked for among those that are used at least often times as much, and no less than
// often times. libhxl's spell check compares rare values with frequent ones in the same way.
const (
	rarely    = 2
	often     = 10
	fewLetter = 6 // a shorter name is too often one letter from another one
)

// spelling knows the frequent spellings of names, by what is left of them when a letter is left out, so that a name of one letter more
// or less or another one is found without a search. It never changes.
type spelling struct {
	used  map[string]int
	known map[string][]string
}

// newSpelling knows the names that are used so often. It tells which of them are used otherwise than in the former spelling, as far as
// that makes a difference, and whether what is said of any other name may be another, too.
func newSpelling(former *spelling, used map[string]int) (s *spelling, changed []string, others bool) {
	s = &spelling{used: used}
	for _, of := range [...]*spelling{s, former} {
		for name := range of.counts() {
			if was, is := weight(former.counts()[name]), weight(used[name]); was != is {
				changed = append(changed, name)
				others = others || max(was, is) >= often
			}
		}
	}
	if others || former == nil {
		s.known = frequentNames(used)
	} else {
		s.known = former.known
	}
	return s, changed, others
}

func frequentNames(used map[string]int) map[string][]string {
	known := map[string][]string{}
	for name, n := range used {
		if n >= often {
			for _, key := range mutilated(letters(name)) {
				known[key] = append(known[key], name)
			}
		}
	}
	return known
}

func (s *spelling) counts() map[string]int {
	if s == nil {
		return nil
	}
	return s.used
}

// weight is a number of uses as far as it makes a difference to what frequent says.
func weight(n int) int {
	for _, least := range [...]int{often * rarely, often, rarely + 1} {
		if n >= least {
			return least
		}
	}
	return n
}

// frequent is the frequent spelling that a rare name differs from in case, accents, hyphens or one letter; "" where there is none.
func (s *spelling) frequent(name string) string {
	if len(s.known) == 0 || s.used[name] > rarely {
		return ""
	}
	var found []string
	for _, key := range mutilated(letters(name)) {
		for _, other := range s.known[key] {
			if s.used[other] >= often*max(1, s.used[name]) && other != name && variants(name, other) {
				found = append(found, other)
			}
		}
	}
	if len(found) == 0 {
		return ""
	}
	return slices.Min(found)
}

// letters is a name without all that a variant may differ in: case, accents, signs, white space.
func letters(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, norm.NFD.String(vocabulary.Fold(name)))
}

// mutilated is a word, and all that it becomes without one of its letters.
func mutilated(word string) []string {
	list := []string{word}
	for i, r := range word {
		list = append(list, word[:i]+word[i+len(string(r)):])
	}
	return list
}

// variants reports whether two names may be one: of the same letters, or of the same words but for a letter in one that is long
// enough. Digits tell apart what has the same name.
func variants(a, b string) bool {
	if letters(a) == letters(b) {
		return true
	}
	x, y := strings.Fields(vocabulary.Fold(a)), strings.Fields(vocabulary.Fold(b))
	if len(x) != len(y) || len(letters(a)) < fewLetter {
		return false
	}
	differing := 0
	for i := range x {
		if v, w := letters(x[i]), letters(y[i]); v != w {
			differing++
			if !oneLetter([]rune(v), []rune(w)) {
				return false
			}
		}
	}
	return differing == 1
}

// oneLetter reports whether two words of four letters or more differ in a single letter: another one, one more or one less.
func oneLetter(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < 4 || len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if unicode.IsDigit(b[i]) || i < len(a) && unicode.IsDigit(a[i]) {
		return false
	}
	if len(a) == len(b) {
		return slices.Equal(a[i+1:], b[i+1:])
	}
	return slices.Equal(a[i:], b[i+1:])
}
