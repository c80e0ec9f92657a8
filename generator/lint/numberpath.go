package lint

import (
	"fmt"
	"path"
	"regexp"
	"strconv"

	"sitrep/generator/site"
)

// pathNumber is a number of a report in the name of its file: 10-sitrep-12, 10-flood-no-12. Before the name of a month it is a day.
var pathNumber = regexp.MustCompile(`(?:^|-)(?:sitrep|report|update|bulletin|issue|no|nr|number)-(\d{1,6})(?:-([a-z]{3})|$|-)`)

var month = regexp.MustCompile(`^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)$`)

// numberPath finds a file with another number in its name than in its header: series/number-path.
func (c *checks) numberPath(e *site.Entry) {
	if e.Number == 0 {
		return
	}
	said := pathNumber.FindStringSubmatch(path.Base(e.Path))
	if said == nil || month.MatchString(said[2]) {
		return
	}
	if n, _ := strconv.Atoi(said[1]); n != e.Number && n != e.Day.Year() {
		c.warn(e, "number", "series/number-path", fmt.Sprintf("the file's name says number %d, and the header says number: %d", n, e.Number),
			"correct the header; renaming the file changes the report's address, so list the old one under aliases")
	}
}
