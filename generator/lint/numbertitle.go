package lint

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"sitrep/generator/site"
	"sitrep/generator/vocabulary"
)

// titleNumber is a number of a report in its title: after the word for such a report ("Situation report 12", "Sitrep #12"), or with
// a sign for a number and standing apart ("Flood, No. 12"). What comes after must end the thought, so that "Report 12 March 2024",
// "Update 24 hours on" and "Fire at school No. 5" are none.
var titleNumber = regexp.MustCompile(`(?i)(?:(?:^|[^\pL])(?:reports?|sitrep|update|bulletin|flash|issue|rapport|informe|звіт|зведення|отч[её]т|сводка|تقرير)\s+` +
	`(?:(?:no|nr)\.?\s*|n[°º]\s*|№\s*|#\s*)?|(?:^|[,:;–—|(]\s*)(?:(?:no|nr)\.\s*|n[°º]\s*|№\s*|#\s*))(\d{1,6})(?:\s*$|\s*[,:;|()]|\s+[–—-])`)

// titled is a report with a number in its title, and the words before it.
type titled struct {
	*site.Entry
	words string
	said  int
}

func (t titled) agrees() bool { return t.said == t.Number }

// countsElsewhere is how many titles must disagree before they are taken to count something else.
const countsElsewhere = 3

// numberTitles finds titles with another number than the header: series/number-title. A number after words that stand for another count
// in this series is none of its own: after "Flash update" where "Situation report" has the numbers of the series, or after words
// that hardly ever have them.
func (c *checks) numberTitles(entries []*site.Entry) {
	var list []titled
	agree, disagree := map[string]int{}, map[string]int{}
	for _, e := range entries {
		t, is := titleOf(e)
		switch {
		case !is:
			continue
		case t.agrees():
			agree[t.words]++
		default:
			disagree[t.words]++
			list = append(list, t)
		}
	}
	for _, t := range list {
		if n := agree[t.words]; n > 0 && n >= disagree[t.words] || n == 0 && len(agree) == 0 && disagree[t.words] < countsElsewhere {
			c.warn(t.Entry, "title", "series/number-title", fmt.Sprintf("the title says number %d, and the header says number: %d", t.said, t.Number),
				"make them agree, or leave the number out of the title: the page shows it")
		}
	}
}

// titleOf reads the number in a title; a year is none.
func titleOf(e *site.Entry) (titled, bool) {
	at := titleNumber.FindStringSubmatchIndex(e.Title)
	if e.Number == 0 || at == nil {
		return titled{}, false
	}
	words := strings.Fields(vocabulary.Fold(e.Title[:at[2]]))
	said, _ := strconv.Atoi(e.Title[at[2]:at[3]])
	return titled{e, strings.Join(words[max(0, len(words)-2):], " "), said}, said == e.Number || said != e.Day.Year()
}
