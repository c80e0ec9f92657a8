package export_test

import (
	"bufio"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"
)

// TestCalendarsAreRead holds that a library that is not ours reads every calendar, and holds their lines to RFC 5545.
func TestCalendarsAreRead(t *testing.T) {
	_, files := exchanged(t)
	for path, want := range map[string]string{
		"due.ics": "2026-03-11T17:00:00Z 1 Next report due: Flood, daily; 2026-03-12T00:00:00Z 0 TLP:GREEN Next report due: isle", "series/flood.ics": "2026-03-11T17:00:00Z 1 Next report due: Flood, daily",
	} {
		calendar, err := ics.ParseCalendar(strings.NewReader(files[path]))
		check(t, err)
		var got []string
		for _, e := range calendar.Events() {
			at, err := e.GetStartAt()
			if e.GetProperty(ics.ComponentPropertyDtStart).ICalParameters["VALUE"] != nil {
				at, err = e.GetAllDayStartAt()
			}
			check(t, err)
			if _, err := e.GetDtStampTime(); err != nil {
				t.Error(path, err)
			}
			summary := e.GetProperty(ics.ComponentPropertySummary).Value
			got = append(got, at.UTC().Format(time.RFC3339)+" "+e.GetProperty(ics.ComponentPropertySequence).Value+" "+ics.FromText(summary))
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%s: %q", path, got)
		}
	}
	for _, path := range files.of(".ics") {
		checkLines(t, path, files[path])
	}
}

// checkLines holds lines to section 3.1: up to 75 octets, ended by CRLF, no character cut in two.
func checkLines(t *testing.T, path, text string) {
	t.Helper()
	if strings.Count(text, "\n") != strings.Count(text, "\r\n") || !strings.HasSuffix(text, "END:VCALENDAR\r\n") {
		t.Errorf("%s: lines do not end as they should", path)
	}
	for lines := bufio.NewScanner(strings.NewReader(text)); lines.Scan(); {
		if line := lines.Text(); len(line) > 75 || !utf8.ValidString(line) {
			t.Errorf("%s: %q", path, line)
		}
	}
}

// TestOneDueDateHasOneName holds that a due date has one UID in whatever calendar and language, and that nothing in it comes from the clock.
func TestOneDueDateHasOneName(t *testing.T) {
	_, files := exchanged(t)
	uid := func(path string) string {
		_, rest, _ := strings.Cut(files[path], "UID:")
		uid, _, _ := strings.Cut(rest, "\r\n")
		return uid
	}
	if id := uid("series/flood.ics"); len(id) != 36 || uid("ar/series/flood.ics") != id || uid("due.ics") != id || uid("series/isle.ics") == id {
		t.Errorf("%q and others", id)
	}
	for _, path := range files.of(".ics") {
		if strings.Contains(files[path], "20260320") {
			t.Errorf("%s tells when it was made", path)
		}
	}
}
