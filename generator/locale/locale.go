// Package locale knows how languages write dates, numbers and counts, from Unicode CLDR. It is pure, and its table is part of the program.
//
// A Locale is the conventions of one language, in one region where that differs: patterns of dates and their ranges, digits and the
// signs between them, and the Plural form that a count takes. Its words are those of dates alone; what else an interface says is
// not for here.
//
// Dates are of the Gregorian calendar and times of 24 hours in every language: a report is read far from where it was written.
package locale

import (
	"strings"
	"sync"
)

// Locale is how a language writes dates, numbers and counts. It does not change.
type Locale struct {
	// Name is what the language calls itself: English, Українська. It is empty where the table does not know it.
	Name string

	day, shortDay, date, shortDate, month, shortMonth, year, clock pattern

	months, shortMonths, alone, shortAlone []string // from January on
	first                                  string   // what the first day of a month is called; "" for its number
	ranges                                 map[byte]span
	clocks                                 span
	joined                                 string

	digits           []rune // from 0 on; nil for European ones
	decimal, group   string
	minus, plus      string
	percent, between string
	groupings        []int // of digits, from the right; the last one goes on
	groupedFrom      int   // how many digits stand before the first group at least
	week, narrow     []string
	rules            []rule
}

// For returns the conventions of a language, by its BCP 47 tag: those of es-MX, or those of es where the table has no es-MX. Of a
// language that the table does not know it returns false, and a Locale that writes dates as ISO 8601 has them.
func For(lang string) (*Locale, bool) {
	table := builtin()
	for of := lang; of != ""; of = of[:max(0, strings.LastIndexByte(of, '-'))] {
		if line := table.line(of); line != nil {
			return newLocale(line), true
		}
	}
	return newLocale(table.line("und")), false
}

func newLocale(line map[string]string) *Locale {
	l := &Locale{
		Name: line["name"],
		day:  parse(line["day"]), shortDay: parse(line["day.short"]), date: parse(line["date"]), shortDate: parse(line["date.short"]),
		month: parse(line["month"]), shortMonth: parse(line["month.short"]), year: parse(line["year"]), clock: parse(line["time"]),
		months: names(line["months"]), shortMonths: names(line["months.short"]), alone: names(line["alone"]), shortAlone: names(line["alone.short"]),
		first: line["first"], joined: line["joined"], clocks: parseSpan(line["time.range"]), digits: []rune(line["digits"]),
		decimal: line["decimal"], group: line["group"], minus: line["minus"], plus: line["plus"], percent: line["percent"], between: line["range"],
		groupings: sizes(line["grouping"]), groupedFrom: 1, week: names(line["week"]), narrow: names(line["week.narrow"]), rules: parseRules(line["plural"]),
	}
	if from := sizes(line["grouped.from"]); len(from) > 0 {
		l.groupedFrom = from[0]
	}
	l.ranges = map[byte]span{}
	for _, field := range []byte("dMy") {
		if text, ok := line["days."+string(field)]; ok {
			l.ranges[field] = parseSpan(text)
		} else {
			l.ranges[field] = parseSpan(strings.NewReplacer("{0}", line["day"], "{1}", line["day"]).Replace(line["between"]))
		}
	}
	return l
}

func names(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, "|")
}

// Week is the days' names from Monday on, short enough for the head of a calendar.
func (l *Locale) Week() []string { return l.week }

// Narrow is the days' initials from Monday on. Some are alike.
func (l *Locale) Narrow() []string { return l.narrow }

var builtin = sync.OnceValue(func() table {
	t, err := parseTable(embedded)
	if err != nil {
		panic(err) // the table is part of the program; a test reads it
	}
	return t
})
