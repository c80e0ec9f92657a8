package locale

import (
	"strings"
	"time"
)

// Day is a day in words: 10 November 2024.
func (l *Locale) Day(t time.Time) string { return l.write(l.day, t) }

// ShortDay is a day in short words: 10 Nov 2024.
func (l *Locale) ShortDay(t time.Time) string { return l.write(l.shortDay, t) }

// Date is a day without its year: 10 November.
func (l *Locale) Date(t time.Time) string { return l.write(l.date, t) }

// ShortDate is a day in short words without its year: 10 Nov.
func (l *Locale) ShortDate(t time.Time) string { return l.write(l.shortDate, t) }

// Month is a month with its year: November 2024.
func (l *Locale) Month(t time.Time) string { return l.write(l.month, t) }

// ShortMonth is a month in short words with its year: Nov 2024.
func (l *Locale) ShortMonth(t time.Time) string { return l.write(l.shortMonth, t) }

// Year is a year: 2024, 2024年.
func (l *Locale) Year(year int) string {
	return l.write(l.year, time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC))
}

// Time is a time of day: 15:04.
func (l *Locale) Time(t time.Time) string { return l.write(l.clock, t) }

// Joined is a day and a time of it, both in words: 10 November 2024, 15:04.
func (l *Locale) Joined(day, time string) string {
	return strings.NewReplacer("{0}", time, "{1}", day).Replace(l.joined)
}

// Days is from one day to another in three parts, what both have in common said once: 9, –, 10 November 2024.
func (l *Locale) Days(from, to time.Time) (first, joint, second string) {
	s := l.ranges['d']
	switch {
	case from.Year() != to.Year():
		s = l.ranges['y']
	case from.Month() != to.Month():
		s = l.ranges['M']
	}
	return l.write(s.from, from), s.joint, l.write(s.to, to)
}

// TimeJoint stands between two times of one day.
func (l *Locale) TimeJoint() string { return l.clocks.joint }

// pattern is a date's pattern, taken apart: letters of one kind stand for a part of the date, the rest for itself.
type pattern []piece

type piece struct {
	field byte // y, M, L, d, H or m; 0 for text
	width int
	text  string
}

// parse takes one of CLDR's patterns apart. Text with letters stands in single quotes; two of them are one.
func parse(text string) pattern {
	var p pattern
	add := func(s string) {
		if last := len(p) - 1; last >= 0 && p[last].field == 0 {
			p[last].text += s
			return
		}
		p = append(p, piece{text: s})
	}
	for i := 0; i < len(text); {
		c := text[i]
		n := 1
		switch {
		case c == '\'':
			end := strings.IndexByte(text[i+1:], '\'')
			if end < 0 {
				end = len(text) - i - 1
			}
			quoted := text[i+1 : i+1+end]
			if quoted == "" {
				quoted = "'"
			}
			add(quoted)
			n = min(end+2, len(text)-i)
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			for i+n < len(text) && text[i+n] == c {
				n++
			}
			p = append(p, piece{field: c, width: n})
		default:
			add(text[i : i+1])
		}
		i += n
	}
	return p
}

// span is a range's pattern: from, what stands between, to.
type span struct {
	from, to pattern
	joint    string
}

// parseSpan cuts a range's pattern before the first part of a date that comes again. Of the text there, the joint is a dash with the
// space around it; where there is no dash it is all of the text.
func parseSpan(text string) span {
	p := parse(text)
	seen := map[byte]bool{}
	for i, part := range p {
		kind := part.field
		if kind == 'L' {
			kind = 'M'
		}
		if kind != 0 && seen[kind] {
			return cutSpan(p, i)
		}
		seen[kind] = true
	}
	return span{to: p}
}

func cutSpan(p pattern, at int) span {
	if at == 0 || p[at-1].field != 0 {
		return span{from: p[:at], to: p[at:]}
	}
	text := p[at-1].text
	s := span{from: append(pattern(nil), p[:at-1]...), to: append(pattern(nil), p[at:]...), joint: text}
	dash := strings.IndexAny(text, "-–—~～至")
	if dash < 0 {
		return s
	}
	start := len(strings.TrimRight(text[:dash], " \u00a0\u2009\u202f"))
	rest := strings.TrimLeft(text[dash:], "-–—~～至")
	end := len(text) - len(strings.TrimLeft(rest, " \u00a0\u2009\u202f"))
	s.joint = text[start:end]
	if start > 0 {
		s.from = append(s.from, piece{text: text[:start]})
	}
	if end < len(text) {
		s.to = append(pattern{{text: text[end:]}}, s.to...)
	}
	return s
}

// write fills a pattern.
func (l *Locale) write(p pattern, t time.Time) string {
	year, month, day := t.Date()
	b := make([]byte, 0, 40)
	for _, part := range p {
		switch part.field {
		case 0:
			b = append(b, part.text...)
		case 'y':
			b = l.padded(b, year, 1)
		case 'M':
			b = l.monthName(b, part.width, month, l.months, l.shortMonths)
		case 'L':
			b = l.monthName(b, part.width, month, l.alone, l.shortAlone)
		case 'd':
			if day == 1 && l.first != "" {
				b = append(b, l.first...)
			} else {
				b = l.padded(b, day, part.width)
			}
		case 'H':
			b = l.padded(b, t.Hour(), part.width)
		case 'm':
			b = l.padded(b, t.Minute(), part.width)
		}
	}
	return string(b)
}

func (l *Locale) monthName(b []byte, width int, month time.Month, wide, short []string) []byte {
	switch {
	case width < 3:
		return l.padded(b, int(month), width)
	case width == 3 && len(short) == 12:
		return append(b, short[month-1]...)
	case len(wide) == 12:
		return append(b, wide[month-1]...)
	}
	return l.padded(b, int(month), 2)
}

func (l *Locale) padded(b []byte, n, width int) []byte {
	text := l.Count(n)
	for have := len([]rune(text)); have < width; have++ {
		b = append(b, l.Digits("0")...)
	}
	return append(b, text...)
}
