// Package vocabulary is the controlled words of a site: when two spellings are the same name (Fold), what an id looks like
// (Slug), when two entries of a list claim the same word (Clashes) or are each other's parents (Circle), and the topics.
//
// Topics are either closed, when the site has a topics.yaml, and then every topic that a report names must stand there; or
// open, and then a topic is whatever reports say, one for each slug.
package vocabulary

import (
	"slices"
	"strings"
)

// Word is one way to refer to an entry of a vocabulary.
type Word struct {
	Key  string // where the entry has it: id, name, names.uk, aliases.0
	Text string
}

// Clash says that an entry uses a word that an earlier one has.
type Clash struct {
	Entry, Earlier int // places in the list
	Word           Word
	EarlierWord    Word
}

// Clashes returns the words that two entries of a list share once folded, each where the later entry first uses it.
func Clashes(entries [][]Word) []Clash {
	type use struct {
		entry int
		word  Word
	}
	first := map[string]use{}
	type claim struct {
		entry  int
		folded string
	}
	told := map[claim]bool{}
	var clashes []Clash
	for entry, words := range entries {
		for _, word := range words {
			folded := Fold(word.Text)
			if folded == "" {
				continue
			}
			earlier, taken := first[folded]
			if !taken {
				first[folded] = use{entry, word}
				continue
			}
			if earlier.entry == entry || told[claim{entry, folded}] {
				continue
			}
			told[claim{entry, folded}] = true
			clashes = append(clashes, Clash{entry, earlier.entry, word, earlier.word})
		}
	}
	return clashes
}

// Circle returns the way from the id up through its parents back to itself, or nil when it does not lead there.
func Circle(id string, parent func(id string) string) []string {
	way := []string{id}
	for up := parent(id); up != "" && !slices.Contains(way[1:], up); up = parent(up) {
		way = append(way, up)
		if up == id {
			return way
		}
	}
	return nil
}

// Spaced returns the text with its white space as single spaces, none at the ends.
func Spaced(text string) string { return strings.Join(strings.Fields(text), " ") }
