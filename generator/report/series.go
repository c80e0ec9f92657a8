package report

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxSeries is the longest key of a series, in bytes: it names a folder of the site.
const maxSeries = 100

// device is a name that no folder can have on Windows.
// https://learn.microsoft.com/windows/win32/fileio/naming-a-file
var device = regexp.MustCompile(`^(con|prn|aux|nul|(com|lpt)[0-9])$`)

// checkSeries wants a key that can stand in an address and name a folder as it is.
func checkSeries(r *Report) {
	if !r.Places.Has("series") {
		return
	}
	fault := seriesFault(r.Series)
	if fault == "" {
		return
	}
	hint := "write a short name, as in kharkiv-daily"
	if clean := cleanSeries(r.Series); clean != "" {
		hint = "write " + clean
	}
	r.fault("series", "series", fmt.Sprintf("the series %q %s", shorten(r.Series), fault), hint)
}

// seriesFault says why a text is no key of a series; "" if it is one.
func seriesFault(key string) string {
	first, _ := utf8.DecodeRuneInString(key)
	switch {
	case strings.TrimSpace(key) == "":
		return "is blank"
	case len(key) > maxSeries:
		return fmt.Sprintf("is too long: it may have up to %d bytes", maxSeries)
	case strings.ContainsFunc(key, func(r rune) bool { return !inSeries(r) }), !unicode.IsLetter(first) && !unicode.IsDigit(first):
		return "is not a plain key: lower-case letters, digits and hyphens"
	case device.MatchString(key):
		return "is a device on Windows, where no folder can have that name"
	}
	return ""
}

func inSeries(r rune) bool {
	return r == '-' || unicode.IsDigit(r) || unicode.IsMark(r) || unicode.IsLetter(r) && unicode.ToLower(r) == r
}

// cleanSeries makes a key of what was written; "" where nothing of it can stand in one.
func cleanSeries(text string) string {
	var b strings.Builder
	for _, word := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r == '-' || r == utf8.RuneError || !inSeries(r) }) {
		for _, r := range word {
			if b.Len()+utf8.RuneLen(r)+1 <= maxSeries && (b.Len() > 0 || !unicode.IsMark(r)) {
				b.WriteRune(r)
			}
		}
		b.WriteByte('-')
	}
	clean := strings.Trim(b.String()[:min(b.Len(), maxSeries)], "-")
	if device.MatchString(clean) {
		clean += "-reports"
	}
	return clean
}
