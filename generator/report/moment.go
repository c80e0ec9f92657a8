package report

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"sitrep/generator/strict"
)

// Moment is a civil day, or a time with its offset from UTC. The zero Moment was not given. A time without an offset is none:
// nobody could say when it was.
type Moment struct {
	Unix   int64 // seconds since 1970-01-01 UTC; of a civil day: its midnight in UTC
	Offset int32 // seconds east of UTC, as it was written
	Clock  bool  // a time; false: a civil day
	Given  bool
}

// Day returns the civil day in a zone, as midnight UTC. A Moment that is a day is that day in every zone.
func (m Moment) Day(zone *time.Location) time.Time {
	t := time.Unix(m.Unix, 0).UTC()
	if m.Clock {
		year, month, day := t.In(zone).Date()
		t = time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	}
	return t
}

// Time returns the time with its offset; of a day, its midnight in UTC.
func (m Moment) Time() time.Time {
	t := time.Unix(m.Unix, 0).UTC()
	if m.Offset != 0 {
		t = t.In(time.FixedZone("", int(m.Offset)))
	}
	return t
}

// Begin returns the instant at which the Moment is there for readers in a zone: of a day, its midnight in that zone. What waits
// for a Moment, such as an embargo, waits for this.
func (m Moment) Begin(zone *time.Location) time.Time {
	if m.Clock {
		return m.Time()
	}
	year, month, day := m.Time().Date()
	return time.Date(year, month, day, 0, 0, 0, 0, zone)
}

// String returns the day or time as ISO 8601 has it: 2024-11-10, 2024-11-10T18:00:00+02:00. A Moment not given is "".
func (m Moment) String() string {
	switch {
	case !m.Given:
		return ""
	case m.Clock:
		return m.Time().Format(time.RFC3339)
	}
	return m.Time().Format(time.DateOnly)
}

// The furthest that a zone's civil day begins before and after its midnight in UTC.
const (
	eastmost = 14 * 3600
	westmost = 12 * 3600
)

// surelyBefore says whether m is before other in whatever zone the site is. A day stands for its midnight there.
func (m Moment) surelyBefore(other Moment) bool {
	latest, earliest := m.Unix, other.Unix
	if m.Clock != other.Clock {
		if m.Clock {
			earliest -= eastmost
		} else {
			latest += westmost
		}
	}
	return latest < earliest
}

// surelyOver says whether all of m is before other in whatever zone the site is. A day is over at its end.
func (m Moment) surelyOver(other Moment) bool {
	if !m.Clock {
		m.Unix += 24*3600 - 1
	}
	return m.surelyBefore(other)
}

// UnmarshalScalar takes 2024-11-10 and RFC 3339 times with their offset: 2024-11-10T18:00+02:00, with a T or a space, the
// seconds optional.
func (m *Moment) UnmarshalScalar(text string) *strict.Fault {
	day, fault := parseDay(text)
	if fault != nil {
		return fault
	}
	if len(text) == len(time.DateOnly) {
		*m = Moment{Unix: day, Given: true}
		return nil
	}
	clock, offset, ok := splitOffset(text[len(time.DateOnly)+1:])
	seconds, right := parseClock(clock)
	switch {
	case !right || text[len(time.DateOnly)] != 'T' && text[len(time.DateOnly)] != ' ':
		return &strict.Fault{Text: "is not a day or time: " + strconv.Quote(shorten(text)), Hint: "write the time of day as in 2024-11-10T18:00+02:00"}
	case offset == "":
		return &strict.Fault{Text: "is a time without an offset from UTC", Hint: "write the offset: " + text[:10] + "T" + clock + "+02:00, or Z for UTC"}
	case !ok:
		return &strict.Fault{Text: "has an offset from UTC that is none: " + strconv.Quote(shorten(offset)), Hint: "write hours and minutes as in +02:00, or Z for UTC"}
	}
	east := parseOffset(offset)
	*m = Moment{Unix: day + int64(seconds) - int64(east), Offset: int32(east), Clock: true, Given: true}
	return nil
}

// parseDay reads the civil day that a text starts with, as seconds since 1970.
func parseDay(text string) (int64, *strict.Fault) {
	shape := len(text) >= 10 && text[4] == '-' && text[7] == '-' && allDigits(text[:4]) && allDigits(text[5:7]) && allDigits(text[8:10])
	if !shape || len(text) > 10 && text[10] >= '0' && text[10] <= '9' {
		return 0, &strict.Fault{Text: "is not a day or time: " + strconv.Quote(shorten(text)), Hint: "write a day as in 2024-11-10, or a time as in 2024-11-10T18:00+02:00"}
	}
	year, month, day := number(text[:4]), number(text[5:7]), number(text[8:10])
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if t.Day() != day || int(t.Month()) != month {
		return 0, &strict.Fault{Text: "is not a day of the calendar: " + text[:10], Hint: dayHint(year, month)}
	}
	if year < 1900 || year > 2200 {
		return 0, &strict.Fault{Text: "is in the year " + text[:4] + ", which cannot be meant", Hint: "years from 1900 to 2200 are taken"}
	}
	return t.Unix(), nil
}

func dayHint(year, month int) string {
	if month < 1 || month > 12 {
		return "write year, month, day, as in 2024-11-10"
	}
	last := time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC)
	return fmt.Sprintf("%s %d has %d days", last.Month(), year, last.Day())
}

// splitOffset divides 18:00+02:00. The offset is "" where there is none; ok says whether it is one.
func splitOffset(text string) (clock, offset string, ok bool) {
	i := strings.IndexAny(text, "+-Zz")
	if i < 0 {
		return text, "", false
	}
	clock, offset = text[:i], text[i:]
	if offset == "Z" {
		return clock, offset, true
	}
	shape := len(offset) == 6 && offset[3] == ':' && allDigits(offset[1:3]) && allDigits(offset[4:6])
	return clock, offset, shape && number(offset[1:3])*3600+number(offset[4:6])*60 <= eastmost && number(offset[4:6]) < 60
}

func parseOffset(offset string) (seconds int) {
	if offset == "Z" {
		return 0
	}
	seconds = number(offset[1:3])*3600 + number(offset[4:6])*60
	if offset[0] == '-' {
		seconds = -seconds
	}
	return seconds
}

// parseClock reads 18:00 or 18:00:30.
func parseClock(text string) (seconds int, ok bool) {
	if len(text) == 5 {
		text += ":00"
	}
	if len(text) != 8 || text[2] != ':' || text[5] != ':' || !allDigits(text[:2]) || !allDigits(text[3:5]) || !allDigits(text[6:]) {
		return 0, false
	}
	h, m, s := number(text[:2]), number(text[3:5]), number(text[6:])
	return h*3600 + m*60 + s, h < 24 && m < 60 && s < 60
}

func allDigits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return text != ""
}

// number reads a few digits.
func number(digits string) (n int) {
	for i := range len(digits) {
		n = 10*n + int(digits[i]-'0')
	}
	return n
}

// shorten keeps a finding on its line.
func shorten(text string) string {
	if runes := []rune(text[:min(len(text), 160)]); len(runes) > 40 {
		return string(runes[:40]) + "…"
	}
	return text
}
