package lint

import (
	"fmt"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// archiveAfter is how many days a desk has to archive a source.
const archiveAfter = 7

// unarchived finds sources without an archived copy some days after the report: source/unarchived. It comes by itself as time goes
// by. A site that keeps no copies at all is not asked for any.
func (c *checks) unarchived(e *site.Entry) {
	if !c.archives || len(e.Sources) == 0 {
		return
	}
	if asked := e.Day.AddDate(0, 0, archiveAfter); c.now.Before(asked) {
		c.turn = asked
		return
	}
	for i := range e.Sources {
		if s := &e.Sources[i]; s.URL != "" && s.Archived == "" && !s.Protected {
			c.warn(e, "sources."+s.Key+".url", "source/unarchived", fmt.Sprintf("the source %s has no archived copy, %d days and more after the report", s.Key, archiveAfter),
				"save the page at an archive and give its address there: archived: https://…")
		}
	}
}

// archives reports whether a site keeps copies of its sources: any of them has one.
func archives(s *site.Site) bool {
	for _, own := range s.Words.Sources {
		if own.Archived != "" {
			return true
		}
	}
	for _, t := range s.Trees {
		for _, e := range t.Entries {
			if archived(e.Sources) {
				return true
			}
		}
	}
	return false
}

func archived(sources []report.Source) bool {
	for i := range sources {
		if sources[i].Archived != "" {
			return true
		}
	}
	return false
}
