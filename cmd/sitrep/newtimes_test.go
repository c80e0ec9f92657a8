package main

import (
	"testing"
	"time"

	"sitrep/generator/report"
)

func TestPeriodAfter(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Kyiv")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, from, to, want string }{
		{"a day of time", "2026-03-09T18:00+02:00", "2026-03-10T18:00+02:00", "{from: 2026-03-10T18:00+02:00, to: 2026-03-11T18:00+02:00}"},
		{"into summer time", "2026-03-27T18:00+02:00", "2026-03-28T18:00+02:00", "{from: 2026-03-28T18:00+02:00, to: 2026-03-29T18:00+03:00}"},
		{"over summer time", "2026-03-28T18:00+02:00", "2026-03-29T18:00+03:00", "{from: 2026-03-29T18:00+03:00, to: 2026-03-30T18:00+03:00}"},
		{"hours", "2026-03-10T06:00+02:00", "2026-03-10T18:00+02:00", "{from: 2026-03-10T18:00+02:00, to: 2026-03-11T06:00+02:00}"},
		{"another zone's", "2026-03-09T18:00Z", "2026-03-10T18:00Z", "{from: 2026-03-10T18:00Z, to: 2026-03-11T18:00Z}"},
		{"one day", "2026-03-10", "2026-03-10", "{from: 2026-03-11, to: 2026-03-11}"},
		{"a week", "2026-02-23", "2026-03-01", "{from: 2026-03-02, to: 2026-03-08}"},
		{"a month", "2026-02-01", "2026-02-28", "{from: 2026-03-01, to: 2026-03-31}"},
		{"a quarter", "2026-01-01", "2026-03-31", "{from: 2026-04-01, to: 2026-06-30}"},
		{"mixed", "2026-03-09", "2026-03-10T18:00Z", ""},
		{"none", "", "", ""},
	} {
		if got := periodAfter(report.Period{From: at(t, c.from), To: at(t, c.to)}, zone); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func TestNextAfter(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Kyiv")
	if err != nil {
		t.Fatal(err)
	}
	now := at(t, "2026-03-28T14:00+02:00").Time().In(zone)
	for _, c := range []struct{ due, cadence, want string }{
		{"2026-03-28T18:00+02:00", "daily", "2026-03-29T18:00+03:00"},
		{"2026-03-28T18:00+02:00", "Twice  daily", "2026-03-29T07:00+03:00"},
		{"2026-03-20", "weekly", "2026-04-03"},
		{"2026-01-31T18:00+02:00", "every 2 weeks", "2026-03-28T18:00+02:00"},
		{"2026-03-28", "every 3 days", "2026-03-31"},
		{"2026-03-28", "monthly", "2026-04-28"},
		{"2026-03-28", "every 0 days", ""},
		{"2026-03-28", "as needed", ""},
	} {
		got := ""
		if s, known := cadence(c.cadence); known {
			got = nextAfter(at(t, c.due), s, now)
		}
		if got != c.want {
			t.Errorf("%s, due %s: got %q, want %q", c.cadence, c.due, got, c.want)
		}
	}
}

func at(t *testing.T, text string) (m report.Moment) {
	t.Helper()
	if text != "" {
		if fault := m.UnmarshalScalar(text); fault != nil {
			t.Fatal(fault)
		}
	}
	return m
}
