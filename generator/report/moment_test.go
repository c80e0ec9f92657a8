package report

import (
	"testing"
	"time"
)

func TestMoment(t *testing.T) {
	kyiv := time.FixedZone("", 2*3600)
	for _, c := range []struct{ text, iso, day string }{
		{"2024-11-10", "2024-11-10", "2024-11-10"},
		{"1970-01-01", "1970-01-01", "1970-01-01"},
		{"2024-11-10T23:30Z", "2024-11-10T23:30:00Z", "2024-11-11"},
		{"2024-11-10T00:30:15+14:00", "2024-11-10T00:30:15+14:00", "2024-11-09"},
		{"2024-11-10 18:00-03:30", "2024-11-10T18:00:00-03:30", "2024-11-10"},
		{"2024-02-29T10:00+00:00", "2024-02-29T10:00:00Z", "2024-02-29"},
		{"2200-12-31", "2200-12-31", "2200-12-31"},
	} {
		var m Moment
		if fault := m.UnmarshalScalar(c.text); fault != nil || m.String() != c.iso || m.Day(kyiv).Format(time.DateOnly) != c.day {
			t.Errorf("%s: %v, %s, %s", c.text, fault, m, m.Day(kyiv))
		}
	}
	for text, want := range map[string]string{
		"2024-11-10T18:00":          "write the offset: 2024-11-10T18:00+02:00, or Z for UTC",
		"2024-11-10 18:00:30":       "write the offset: 2024-11-10T18:00:30+02:00, or Z for UTC",
		"2024-04-31":                "April 2024 has 30 days",
		"2024-13-01":                "write year, month, day, as in 2024-11-10",
		"2024-11-00":                "November 2024 has 30 days",
		"1899-12-31":                "years from 1900 to 2200 are taken",
		"2024-11-10T":               "write the time of day as in 2024-11-10T18:00+02:00",
		"2024-11-10T18":             "write the time of day as in 2024-11-10T18:00+02:00",
		"2024-11-10T18:00:00.5Z":    "write the time of day as in 2024-11-10T18:00+02:00",
		"2024-11-10T18:60Z":         "write the time of day as in 2024-11-10T18:00+02:00",
		"2024-11-10T18:00+0200":     "write hours and minutes as in +02:00, or Z for UTC",
		"2024-11-10T18:00+02":       "write hours and minutes as in +02:00, or Z for UTC",
		"2024-11-10T18:00z":         "write hours and minutes as in +02:00, or Z for UTC",
		"2024-11-10T18:00+14:01":    "write hours and minutes as in +02:00, or Z for UTC",
		"2024-11-101":               "write a day as in 2024-11-10, or a time as in 2024-11-10T18:00+02:00",
		"10 November 2024":          "write a day as in 2024-11-10, or a time as in 2024-11-10T18:00+02:00",
		"2024-1-1":                  "write a day as in 2024-11-10, or a time as in 2024-11-10T18:00+02:00",
		"２０２４-11-10":                "write a day as in 2024-11-10, or a time as in 2024-11-10T18:00+02:00",
		"":                          "write a day as in 2024-11-10, or a time as in 2024-11-10T18:00+02:00",
		"2024-11-10_18:00:00+02:00": "write the time of day as in 2024-11-10T18:00+02:00",
	} {
		m := Moment{}
		if fault := m.UnmarshalScalar(text); fault == nil || fault.Hint != want || m != (Moment{}) {
			t.Errorf("%q: %+v, %+v", text, fault, m)
		}
	}
}

func TestMomentBegins(t *testing.T) {
	west := time.FixedZone("", -5*3600)
	for text, want := range map[string]string{"2024-11-10": "2024-11-10T05:00:00Z", "2024-11-10T02:00+02:00": "2024-11-10T00:00:00Z"} {
		var m Moment
		if fault := m.UnmarshalScalar(text); fault != nil || m.Begin(west).UTC().Format(time.RFC3339) != want {
			t.Errorf("%s begins at %v, want %s", text, m.Begin(west).UTC(), want)
		}
	}
}

func TestSurelyBefore(t *testing.T) {
	at := func(text string) (m Moment) {
		if fault := m.UnmarshalScalar(text); fault != nil {
			t.Fatal(fault)
		}
		return m
	}
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"2024-11-09", "2024-11-10", true},
		{"2024-11-10", "2024-11-10", false},
		{"2024-11-10T10:00Z", "2024-11-10T12:00+02:00", false},
		{"2024-11-10T09:59Z", "2024-11-10T12:00+02:00", true},
		{"2024-11-09T09:59Z", "2024-11-10", true},
		{"2024-11-09T10:01Z", "2024-11-10", false},
		{"2024-11-10", "2024-11-10T12:00Z", false},
		{"2024-11-10", "2024-11-10T12:01Z", true},
	} {
		if got := at(c.a).surelyBefore(at(c.b)); got != c.want {
			t.Errorf("%s surely before %s: %v", c.a, c.b, got)
		}
	}
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"2024-11-09", "2024-11-10", true},
		{"2024-11-10", "2024-11-10", false},
		{"2024-11-10", "2024-11-10T18:00+02:00", false},
		{"2024-11-10", "2024-11-11T11:59Z", false},
		{"2024-11-10", "2024-11-11T12:00Z", true},
		{"2024-11-10T18:00+02:00", "2024-11-10", false},
	} {
		if got := at(c.a).surelyOver(at(c.b)); got != c.want {
			t.Errorf("%s surely over before %s: %v", c.a, c.b, got)
		}
	}
}
