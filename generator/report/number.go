package report

import "sitrep/generator/strict"

// Number is a number of a header, with the digits as they were written: 2.50 is not 2.5 to a reader. The zero Number was not
// given; a zero that was given has the Text "0".
type Number struct {
	Text  string
	Value float64
}

// Given says whether there is a number.
func (n Number) Given() bool { return n.Text != "" }

func (n *Number) UnmarshalScalar(text string) *strict.Fault {
	value, fault := strict.ParseDecimal(text)
	if fault == nil {
		*n = Number{Text: text, Value: value}
	}
	return fault
}
