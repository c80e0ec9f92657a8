package strict

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"

	"sitrep/generator/diag"
)

// scalar fills v from a single value.
func (d *decoder) scalar(s *shape, n *Node, v reflect.Value, name string) {
	var fault *Fault
	switch s.form {
	case stringForm:
		v.SetString(n.Text)
	case wordForm:
		fault = setWord(s, n, v)
	case boolForm:
		fault = setBool(n, v)
	case intForm:
		fault = setInt(n, v)
	case floatForm:
		fault = setFloat(n, v)
	case hookForm:
		fault = v.Addr().Interface().(Unmarshaler).UnmarshalScalar(n.Text)
	}
	if fault != nil {
		rule := "value"
		if s.form == wordForm {
			rule = "word"
		}
		d.add(n.Pos, rule, name+" "+fault.Text, fault.Hint)
	}
}

// setWord sets an enumeration.
func setWord(s *shape, n *Node, v reflect.Value) *Fault {
	for _, word := range s.words {
		if n.Text == word {
			v.SetString(word)
			return nil
		}
	}
	text := "cannot be " + quote(n.Text)
	if right, fault := misspelt(n.Text, s.words); right != "" {
		return &Fault{text + ": the word " + fault, "write " + right}
	}
	if now := s.renamed[strings.ToLower(n.Text)]; now != "" {
		return &Fault{text, "did you mean " + now + "?"}
	}
	if near := diag.Nearest(n.Text, s.words); len(near) > 0 {
		return &Fault{text, "did you mean " + enumerate(near) + "?"}
	}
	return &Fault{text, "write " + enumerate(s.words)}
}

func setBool(n *Node, v reflect.Value) *Fault {
	switch {
	case n.Quoted && (n.Text == "true" || n.Text == "false"):
		return &Fault{"takes true or false, not a text", "write " + n.Text + " without quotes"}
	case n.Text == "true":
		v.SetBool(true)
		return nil
	case n.Text == "false":
		v.SetBool(false)
		return nil
	}
	hint := "write true or false"
	switch strings.ToLower(n.Text) {
	case "yes", "y", "on", "1", "true":
		hint = "write true"
	case "no", "n", "off", "0", "false":
		hint = "write false"
	}
	return &Fault{"takes true or false, not " + quote(n.Text), hint}
}

// setInt takes decimal digits with or without a minus sign. Leading zeros, which YAML 1.1 read as octal, are refused with all
// other notations that two programs could read differently.
func setInt(n *Node, v reflect.Value) *Fault {
	digits := strings.TrimPrefix(n.Text, "-")
	whole := digits != "" && strings.Trim(digits, "0123456789") == ""
	switch {
	case whole && n.Quoted:
		return &Fault{"takes a number, not a text", "write " + n.Text + " without quotes"}
	case whole && len(digits) > 1 && digits[0] == '0':
		return &Fault{"has a zero before the number: some programs read that as octal", "write " + strings.TrimLeft(digits[:len(digits)-1], "0") + digits[len(digits)-1:]}
	case whole:
		number, err := strconv.ParseInt(n.Text, 10, 64)
		if err != nil {
			return &Fault{"is too large a number: " + quote(n.Text), "write at most 18 digits"}
		}
		v.SetInt(number)
		return nil
	}
	return &Fault{"takes a whole number, not " + quote(n.Text), "write digits only, as in 1200"}
}

func setFloat(n *Node, v reflect.Value) *Fault {
	number, fault := ParseDecimal(n.Text)
	if fault == nil && n.Quoted {
		fault = &Fault{"takes a number, not a text", "write " + n.Text + " without quotes"}
	}
	if fault == nil {
		v.SetFloat(number)
	}
	return fault
}

// ParseDecimal reads a finite decimal number as it is written in a header: digits, a minus sign before them, a point between
// them. Exponents, signs of plus, separators of thousands, other bases, infinities are refused.
func ParseDecimal(text string) (float64, *Fault) {
	whole, fraction, point := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	digits := func(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
	if !digits(whole) || point && !digits(fraction) {
		return 0, &Fault{"takes a number, not " + quote(text), numberHint(text)}
	}
	if len(whole) > 1 && whole[0] == '0' {
		return 0, &Fault{"has a zero before the number: some programs read that as octal", "write the number without it"}
	}
	number, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(number, 0) || len(whole)+len(fraction) > 18 {
		return 0, &Fault{fmt.Sprintf("is too long a number: %s", quote(text)), "write at most 18 digits"}
	}
	return number, nil
}

// numberHint says how to write what was probably meant.
func numberHint(text string) string {
	bare := strings.NewReplacer(",", "", " ", "", "_", "", "\u00a0", "", "\u202f", "", "'", "").Replace(strings.TrimLeft(text, "+~"))
	if bare != text && bare != "" && strings.Trim(bare, "0123456789.") == "" {
		return "write " + bare
	}
	return "write digits only, with a point before decimals, as in 1200.5; words about the number go into estimate and note"
}
