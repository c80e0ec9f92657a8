package lint

import (
	"fmt"
	"regexp"
	"strconv"

	"sitrep/generator/site"
)

// titleNumber is a number of a report in its title: after the word for such a report ("Situation report 12", "Sitrep #12"), or with
// a sign for a number and standing apart ("Flood, No. 12"). What comes after must end the thought, so that "Report 12 March 2024",
// "Update 24 hours on" and "Fire at school No. 5" are none.
var titleNumber = regexp.MustCompile(`(?i)(?:(?:^|[^\pL])(?:reports?|sitrep|update|bulletin|flash|issue|rapport|informe|звіт|зведення|отч[её]т|сводка|تقرير)\s+` +
	`(?:(?:no|nr)\.?\s*|n[°º]\s*|№\s*|#\s*)?|(?:^|[,:;–—|(]\s*)(?:(?:no|nr)\.\s*|n[°º]\s*|№\s*|#\s*))(\d{1,6})(?:\s*$|\s*[,:;|()]|\s+[–—-])`)

// numberTitle finds a title with another number than the header: series/number-title.
func (c *checks) numberTitle(e *site.Entry) {
	if e.Number == 0 {
		return
	}
	if said := titleNumber.FindStringSubmatch(e.Title); said != nil {
		if n, _ := strconv.Atoi(said[1]); n != e.Number && n != e.Day.Year() {
			c.warn(e, "title", "series/number-title", fmt.Sprintf("the title says number %d, and the header says number: %d", n, e.Number),
				"make them agree, or leave the number out of the title: the page shows it")
		}
	}
}
