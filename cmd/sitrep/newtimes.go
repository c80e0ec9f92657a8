package main

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"sitrep/generator/report"
)

// clockLayout is how a time is written into a header.
const clockLayout = "2006-01-02T15:04Z07:00"

// wall is a moment on the clock of the site's zone, where it was written by that; else by its own offset. A day is its midnight
// in UTC.
func wall(m report.Moment, zone *time.Location) time.Time {
	there := m.Time().In(zone)
	if _, offset := there.Zone(); m.Clock && offset == int(m.Offset) {
		return there
	}
	return m.Time()
}

// written is a time as the moment it was made from was written: a day stays a day.
func written(t time.Time, clock bool) string {
	if clock {
		return t.Format(clockLayout)
	}
	return t.Format(time.DateOnly)
}

// periodAfter is the period of the same length that follows on another one: of whole months, of days, or of time. Days are counted
// with the last one. It is "" after a period that mixes days and times.
func periodAfter(p report.Period, zone *time.Location) string {
	if p.From.Clock != p.To.Clock || !p.From.Given || !p.To.Given {
		return ""
	}
	from, to, clock := wall(p.From, zone), wall(p.To, zone), p.To.Clock
	if !clock {
		to = to.AddDate(0, 0, 1)
	}
	end := to.Add(to.Sub(from))
	switch months := 12*(to.Year()-from.Year()) + int(to.Month()-from.Month()); {
	case months > 0 && from.Day() == 1 && to.Day() == 1 && sameClock(from, to):
		end = to.AddDate(0, months, 0)
	case sameClock(from, to):
		end = to.AddDate(0, 0, int((to.Sub(from)+12*time.Hour)/(24*time.Hour)))
	}
	if !clock {
		end = end.AddDate(0, 0, -1)
	}
	return "{from: " + written(to, clock) + ", to: " + written(end, clock) + "}"
}

func sameClock(a, b time.Time) bool { return a.Format(time.TimeOnly) == b.Format(time.TimeOnly) }

// step is how far it is from one report of a series to the next.
type step struct {
	months, days int
	hours        time.Duration
}

func (s step) after(t time.Time) time.Time { return t.AddDate(0, s.months, s.days).Add(s.hours) }

var (
	every  = regexp.MustCompile(`^every (\d{1,3}) (hour|day|week|month)s?$`)
	rhythm = map[string]step{
		"hourly": {hours: time.Hour}, "daily": {days: 1}, "weekly": {days: 7}, "fortnightly": {days: 14}, "monthly": {months: 1},
		"twice daily": {hours: 12 * time.Hour}, "twice a day": {hours: 12 * time.Hour}, "every day": {days: 1}, "every week": {days: 7},
		"every hour": {hours: time.Hour}, "every month": {months: 1}, "every other day": {days: 2},
	}
)

// cadence understands how often a series promises a report; false for words that it does not know.
func cadence(words string) (step, bool) {
	words = strings.ToLower(strings.Join(strings.Fields(words), " "))
	found := every.FindStringSubmatch(words)
	if found == nil {
		s, known := rhythm[words]
		return s, known
	}
	n, _ := strconv.Atoi(found[1])
	unit := map[string]step{"hour": {hours: time.Hour}, "day": {days: 1}, "week": {days: 7}, "month": {months: 1}}[found[2]]
	return step{unit.months * n, unit.days * n, unit.hours * time.Duration(n)}, n > 0
}

// nextAfter is when the report after a new one is due: the former time and the steps that lead past now.
func nextAfter(due report.Moment, s step, now time.Time) string {
	t := wall(due, now.Location())
	for range 10_000 {
		t = s.after(t)
		if t.After(now) {
			return written(t, due.Clock)
		}
	}
	return ""
}
