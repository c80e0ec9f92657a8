package locale

import (
	"strconv"
	"strings"
)

// Number writes a number, given by its digits, with the digits that it has: -1500, 2.50. What is no plain decimal number comes back
// as it is.
func (l *Locale) Number(text string) string {
	whole, fraction, broken := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	if !digitsOnly(whole) || broken && !digitsOnly(fraction) {
		return text
	}
	var b strings.Builder
	if strings.HasPrefix(text, "-") {
		b.WriteString(l.minus)
	}
	b.WriteString(l.grouped(whole))
	if broken {
		b.WriteString(l.decimal + fraction)
	}
	return l.Digits(b.String())
}

func digitsOnly(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// grouped puts signs between the groups of a whole number.
func (l *Locale) grouped(whole string) string {
	if len(l.groupings) == 0 || len(whole) < l.groupings[0]+l.groupedFrom {
		return whole
	}
	text, size := "", l.groupings[0]
	for i := 1; len(whole) > size; i++ {
		text, whole = l.group+whole[len(whole)-size:]+text, whole[:len(whole)-size]
		if i < len(l.groupings) {
			size = l.groupings[i]
		}
	}
	return whole + text
}

// Signed writes a number with its sign, also where that is a plus.
func (l *Locale) Signed(text string) string {
	if strings.HasPrefix(text, "-") {
		return l.Number(text)
	}
	return l.Plus() + l.Number(text)
}

// Plus and Minus are the signs of numbers, with what keeps them before the number in text that runs from right to left.
func (l *Locale) Plus() string  { return l.plus }
func (l *Locale) Minus() string { return l.minus }

// Percent writes a share of a hundred; number is written already.
func (l *Locale) Percent(number string) string { return strings.Replace(l.percent, "{0}", number, 1) }

// Between writes a range of numbers that are written already.
func (l *Locale) Between(low, high string) string {
	return strings.NewReplacer("{0}", low, "{1}", high).Replace(l.between)
}

// Count writes a whole number without groups, as the number of a report or a version is: 1500.
func (l *Locale) Count(n int) string { return l.Digits(strconv.Itoa(n)) }

// Digits puts the language's digits in the place of European ones.
func (l *Locale) Digits(text string) string {
	if len(l.digits) != 10 {
		return text
	}
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return l.digits[r-'0']
		}
		return r
	}, text)
}

// sizes reads numbers parted by spaces.
func sizes(text string) []int {
	var list []int
	for _, field := range strings.Fields(text) {
		n, _ := strconv.Atoi(field)
		list = append(list, n)
	}
	return list
}
