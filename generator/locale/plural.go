package locale

import (
	"strconv"
	"strings"
)

// Forms are the forms that a count can take, as CLDR calls them. Every language has the last one.
var Forms = []string{"zero", "one", "two", "few", "many", "other"}

// Plural is the form that a whole number of things takes: one of Forms.
func (l *Locale) Plural(n int) string {
	for _, r := range l.rules {
		if r.holds(n) {
			return r.form
		}
	}
	return "other"
}

// Plurals lists the forms that a language has for whole numbers below a thousand, in the order of Forms. What needs another one, as
// a million does in French, can go without.
func (l *Locale) Plurals() []string {
	used := map[string]bool{}
	for n := range 1000 {
		used[l.Plural(n)] = true
	}
	var forms []string
	for _, form := range Forms {
		if used[form] {
			forms = append(forms, form)
		}
	}
	return forms
}

// rule says which numbers take a form: those that meet all conditions of one alternative.
type rule struct {
	form         string
	alternatives [][]condition
}

// condition is the number, or what is left of it, within ranges or outside them.
type condition struct {
	modulus int // 0: the number itself
	not     bool
	ranges  [][2]int
}

func (r rule) holds(n int) bool {
next:
	for _, conditions := range r.alternatives {
		for _, c := range conditions {
			if !c.holds(n) {
				continue next
			}
		}
		return true
	}
	return false
}

func (c condition) holds(n int) bool {
	if n < 0 {
		n = -n
	}
	if c.modulus > 0 {
		n %= c.modulus
	}
	for _, r := range c.ranges {
		if r[0] <= n && n <= r[1] {
			return !c.not
		}
	}
	return c.not
}

// parseRules reads the table's shape of rules: one:=1;few:%10=2..4&%100!=12..14.
func parseRules(text string) []rule {
	var rules []rule
	for part := range strings.SplitSeq(text, ";") {
		form, text, ok := strings.Cut(part, ":")
		if !ok {
			continue
		}
		r := rule{form: form}
		for alternative := range strings.SplitSeq(text, "|") {
			var conditions []condition
			for c := range strings.SplitSeq(alternative, "&") {
				conditions = append(conditions, parseCondition(c))
			}
			r.alternatives = append(r.alternatives, conditions)
		}
		rules = append(rules, r)
	}
	return rules
}

func parseCondition(text string) condition {
	left, right, _ := strings.Cut(text, "=")
	left, not := strings.CutSuffix(left, "!")
	c := condition{not: not}
	c.modulus, _ = strconv.Atoi(strings.TrimPrefix(left, "%"))
	for part := range strings.SplitSeq(right, ",") {
		from, to, isRange := strings.Cut(part, "..")
		if !isRange {
			to = from
		}
		low, _ := strconv.Atoi(from)
		high, _ := strconv.Atoi(to)
		c.ranges = append(c.ranges, [2]int{low, high})
	}
	return c
}
