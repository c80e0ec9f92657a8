package site

import (
	"fmt"
	"sort"
	"strings"
	"time"
)

// How much a page of a list shows. A list of up to whole entries is one page; a longer one shows its latest and is cut by the
// calendar: into years, a year into months, a month into days, and a day of more than part entries into numbered parts.
const (
	whole  = 200
	latest = 50
	part   = 500
)

// List is what one index page shows: entries, newest first, and the Lists of the periods it is cut into. The list of a whole
// term shows its latest entries beside its periods; the list of a period shows either its entries or its periods, so that it
// changes only when a report of that very period does.
type List struct {
	Path    string // of the page, without .html, from the root of the published tree
	Period  Period // the zero Period for a whole term
	Entries []*Entry
	Parts   []*List // periods, newest first; parts of a day, oldest first
	Up      *List   // nil for a whole term
	Size    int     // entries in all its parts together
}

// Period is a year, a month or a day of the calendar; or a numbered part of a day.
type Period struct {
	Year  int
	Month time.Month // 0 for a whole year
	Day   int        // 0 for a whole month
	Part  int        // 1-based; 0 when the day is not cut
}

// name is the period in an address: 2024, 2024-11, 2024-11-10, 2024-11-10-2.
func (p Period) name() string {
	switch {
	case p.Part > 0:
		return fmt.Sprintf("%04d-%02d-%02d-%d", p.Year, p.Month, p.Day, p.Part)
	case p.Day > 0:
		return fmt.Sprintf("%04d-%02d-%02d", p.Year, p.Month, p.Day)
	case p.Month > 0:
		return fmt.Sprintf("%04d-%02d", p.Year, p.Month)
	}
	return fmt.Sprintf("%04d", p.Year)
}

// ISO is the period as HTML's time element wants it: 2024, 2024-11, 2024-11-10.
func (p Period) ISO() string {
	p.Part = 0
	return p.name()
}

// unit is a step down the calendar.
type unit func(e *Entry) Period

var units = []unit{
	func(e *Entry) Period { return Period{Year: e.Day.Year()} },
	func(e *Entry) Period { return Period{Year: e.Day.Year(), Month: e.Day.Month()} },
	func(e *Entry) Period { return Period{Year: e.Day.Year(), Month: e.Day.Month(), Day: e.Day.Day()} },
}

// cut makes the list of a term. Its entries must be newest first.
func cut(path string, entries []*Entry) *List {
	l := &List{Path: path, Entries: entries, Size: len(entries)}
	if len(entries) <= whole {
		return l
	}
	l.Entries = entries[:latest]
	l.Parts = divide(l, entries, func(p Period) string { return path + "/" + p.name() }, units, whole)
	return l
}

// cutDates makes the date index: always years, months and days.
func cutDates(prefix string, entries []*Entry) *List {
	l := &List{Path: prefix + "dates", Size: len(entries)}
	address := func(p Period) string {
		year, rest, _ := strings.Cut(p.name(), "-")
		if rest == "" {
			return l.Path + "/" + year
		}
		return l.Path + "/" + year + "/" + rest
	}
	l.Parts = divide(l, entries, address, units, 0)
	for _, year := range l.Parts {
		for _, month := range year.Parts {
			if month.Size <= whole {
				for _, day := range month.Parts {
					month.Entries = append(month.Entries, day.all()...)
				}
			}
		}
	}
	return l
}

// divide cuts entries into the periods of the first unit, and each of those that holds more than most further down.
func divide(up *List, entries []*Entry, address func(Period) string, units []unit, most int) []*List {
	var lists []*List
	for len(entries) > 0 {
		period := units[0](entries[0])
		n := sort.Search(len(entries), func(i int) bool { return units[0](entries[i]) != period })
		l := &List{Path: address(period), Period: period, Up: up, Size: n}
		switch {
		case len(units) == 1:
			cutDay(l, entries[:n], address)
		case n > most:
			l.Parts = divide(l, entries[:n], address, units[1:], most)
		default:
			l.Entries = entries[:n]
		}
		lists, entries = append(lists, l), entries[n:]
	}
	return lists
}

// cutDay fills the list of a day: its entries, or, when there are too many, numbered parts. The oldest come first, so that a
// full part stays as it is.
func cutDay(l *List, entries []*Entry, address func(Period) string) {
	if len(entries) <= part {
		l.Entries = entries
		return
	}
	for number := 1; len(entries) > 0; number++ {
		at := max(0, len(entries)-part)
		period := l.Period
		period.Part = number
		l.Parts = append(l.Parts, &List{Path: address(period), Period: period, Up: l, Entries: entries[at:], Size: len(entries) - at})
		entries = entries[:at]
	}
}

func (l *List) all() []*Entry {
	if len(l.Parts) == 0 {
		return l.Entries
	}
	var entries []*Entry
	for i := len(l.Parts) - 1; i >= 0; i-- {
		entries = append(entries, l.Parts[i].all()...)
	}
	return entries
}

// Walk calls f for the list and all its parts.
func (l *List) Walk(f func(*List)) {
	f(l)
	for _, p := range l.Parts {
		p.Walk(f)
	}
}
