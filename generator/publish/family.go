package publish

import (
	"path"
	"regexp"
	"strings"
)

// period is the end of a name that a list cut by the calendar has for a part of it.
var period = regexp.MustCompile(`[-/][0-9]{4}(-[0-9]{2})?$`)

// family names the files that only make sense together, by one of their paths: the search, whose directory names its other files; the
// maps of the site; and the parts of a table or a feed cut by the calendar, of which what one has the next one has not. "" is no family.
func family(file string) string {
	if before, _, found := strings.Cut("/"+file, "/search/"); found {
		return before + "/search/"
	}
	if isPage(file) || isPicture(file) || kindOf(file) == seal || kindOf(file) == asset || strings.Contains("/"+file, "/reports/") {
		return ""
	}
	if strings.HasPrefix(path.Base(file), "sitemap") {
		return "sitemap"
	}
	ending := path.Ext(file)
	return period.ReplaceAllString(strings.TrimSuffix(file, ending), "") + ending
}
