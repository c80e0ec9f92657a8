package lint

import (
	"fmt"
	"strings"
	"time"

	"sitrep/generator/site"
)

// datePath finds a report filed under another day than its date: date/path. A path of year and month alone is held to the month. A
// time may be in its own zone's day or in the site's.
func (c *checks) datePath(e *site.Entry) {
	if filedOn(e.Path, e.Day) || !e.Date.Given {
		return // nearly always
	}
	said, day := pathDate(e.Path)
	if said == "" {
		return
	}
	written := e.Date.Time().Format(time.DateOnly)
	if ours := e.Day.Format(time.DateOnly); strings.HasPrefix(ours, said) || strings.HasPrefix(written, said) {
		return
	}
	what := "month"
	if day {
		what = "day"
	}
	c.warn(e, "date", "date/path", fmt.Sprintf("the path says %s, and the header says date: %s", said, e.Date),
		"correct the "+what+" in the header; moving the file changes the report's address, so list the old one under aliases")
}

// filedOn reports whether a path begins with a day, as in 2024/11/10.
func filedOn(path string, day time.Time) bool {
	if len(path) < 10 || path[4] != '/' || path[7] != '/' {
		return false
	}
	year, month, d := day.Date()
	return digits(path[:4]) == year && digits(path[5:7]) == int(month) && digits(path[8:10]) == d
}

// digits reads a number; -1 when the text is none.
func digits(text string) (n int) {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return -1
		}
		n = 10*n + int(text[i]-'0')
	}
	return n
}

// pathDate is the date that a report's path begins with: 2024-11-10 of 2024/11/10-moscow, 2024-11 of 2024/11/moscow; "" where it
// begins with none.
func pathDate(path string) (date string, day bool) {
	parts := strings.SplitN(path, "/", 3)
	if len(parts) < 3 {
		return "", false
	}
	month := parts[0] + "-" + parts[1]
	if _, err := time.Parse("2006-01", month); err != nil {
		return "", false
	}
	if rest := parts[2]; len(rest) >= 2 && (len(rest) == 2 || rest[2] == '-') {
		if _, err := time.Parse(time.DateOnly, month+"-"+rest[:2]); err == nil {
			return month + "-" + rest[:2], true
		}
	}
	return month, false
}
