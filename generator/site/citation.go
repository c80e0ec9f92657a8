package site

import (
	"cmp"
	"time"

	"sitrep/generator/report"
)

// Citation is what names a report, in its version, to somebody who wants to find it again.
type Citation struct {
	Author    string // who wrote it; "" where nobody is named
	Publisher string
	Title     string
	Series    string // its name
	Number    int    // in the series; 0 for none
	Version   int
	Issued    time.Time // the civil day on which it was published, or that it is about, as midnight UTC
	Page      string    // path in the published tree
	Lang      string
	Exercise  bool
	TLP       report.TLP
}

// Citation names a report. One that was taken back has none: it stands for nothing any more.
func (t *Tree) Citation(e *Entry) *Citation {
	if e.Status == report.Retracted {
		return nil
	}
	config := &t.site.Config
	c := &Citation{
		Author: cmp.Or(e.PreparedBy.Name, e.PreparedBy.Role, e.PreparedBy.Org), Publisher: cmp.Or(e.Publisher, config.Publisher, config.TitleIn(t.Lang)), Title: e.Title, Number: e.Number,
		Version: max(1, e.Version), Issued: e.Day, Page: e.URL, Lang: e.Lang, Exercise: e.Exercise, TLP: e.TLP,
	}
	if series := t.Series.Get(e.Series); series != nil {
		c.Series = series.Name
	}
	if e.Published.Given {
		c.Issued = e.Published.Day(config.Zone())
	}
	return c
}
