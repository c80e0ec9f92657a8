package report

import (
	"fmt"
	"slices"
	"strings"
)

// TLP is a level of the Traffic Light Protocol 2.0 (FIRST, 2022): who may see a report. "" means Clear.
type TLP string

const (
	Clear       TLP = "clear"
	Green       TLP = "green"
	Amber       TLP = "amber"
	AmberStrict TLP = "amber+strict"
	Red         TLP = "red"
)

// Words lists the levels from open to closed.
func (TLP) Words() []string { return words(Clear, Green, Amber, AmberStrict, Red) }

// Renamed knows the level that version 2.0 gave another name.
func (TLP) Renamed() map[string]string { return map[string]string{"white": string(Clear)} }

// Above says whether the level is more closed than another. A level that is none is above all: what is not understood is
// not shown.
func (t TLP) Above(other TLP) bool { return t.rank() > other.rank() }

func (t TLP) rank() int {
	if t == "" {
		return 0
	}
	levels := t.Words()
	if rank := slices.Index(levels, string(t)); rank >= 0 {
		return rank
	}
	return len(levels)
}

// ParseTLP reads a level as it is given on a command line. The error says what may be written.
func ParseTLP(word string) (TLP, error) {
	if !slices.Contains(Clear.Words(), word) {
		return "", fmt.Errorf("%q is not a TLP level: write %s", word, strings.Join(Clear.Words(), ", "))
	}
	return TLP(word), nil
}

// Label is the level as TLP 2.0 writes it: TLP:AMBER+STRICT.
func (t TLP) Label() string { return "TLP:" + strings.ToUpper(string(t)) }
