package export

import (
	"bytes"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"sitrep/generator/key"
	"sitrep/generator/output"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// due is when the next reports of series are due, as calendars to subscribe to (iCalendar, RFC 5545): due.ics of all series, and one beside
// the page of each. A series whose latest report says nothing of a next one, or is the final one, is in none.
var due = format{all: (*desk).calendars, find: (*desk).findCalendar}

// Calendar is a list of due dates.
type Calendar struct {
	Name string
	Due  []Due
}

// Due is when the next report of a series is due, by the latest one.
type Due struct {
	UID      string // of the promise: it changes with the report that makes it
	Stamp    int64  // when the promise was made or last changed; seconds since 1970
	Sequence int    // how often the report that makes it was revised
	Next     report.Moment
	Summary  string
	Last     string // the report that says so, and its address
	URL      string // of the series; "" where the site has no address
	Exercise bool
}

func (d *desk) calendars() []output.File {
	var files []output.File
	for _, t := range d.Trees {
		for _, series := range t.Series.Sorted {
			if path := t.CalendarOf(series); path != "" {
				files = append(files, d.calendarOf(t, series, path))
			}
		}
		if path := t.CalendarOfAll(); path != "" {
			files = append(files, d.calendarOfAll(t, path))
		}
	}
	return files
}

func (d *desk) findCalendar(path string) (output.File, bool) {
	stem, ok := strings.CutSuffix(path, site.Calendar.Ending)
	if !ok {
		return output.File{}, false
	}
	for _, t := range d.Trees {
		id, _ := strings.CutPrefix(stem, t.Prefix+"series/")
		switch term := t.Series.Get(id); {
		case term != nil && t.CalendarOf(term) == path:
			return d.calendarOf(t, term, path), true
		case t.CalendarOfAll() == path:
			return d.calendarOfAll(t, path), true
		}
	}
	return output.File{}, false
}

func (d *desk) calendarOf(t *site.Tree, series *site.Term, path string) output.File {
	return key.File(d.hasher, path, "", func() Calendar {
		return Calendar{Name: series.Name, Due: []Due{d.dueOf(t, series)}}
	}, writeCalendar)
}

func (d *desk) calendarOfAll(t *site.Tree, path string) output.File {
	return key.File(d.hasher, path, "", func() Calendar {
		c := Calendar{Name: d.Config.TitleIn(t.Lang) + d.spoken(t.Lang).get("colon") + d.spoken(t.Lang).get("report.next")}
		for _, series := range t.Series.Sorted {
			if t.Promises(series) {
				c.Due = append(c.Due, d.dueOf(t, series))
			}
		}
		return c
	}, writeCalendar)
}

func (d *desk) dueOf(t *site.Tree, series *site.Term) Due {
	e, word := t.Run(series).Reports()[0], d.spoken(t.Lang).get
	v := Due{
		UID: uuid.NewSHA1(uuid.NameSpaceURL, []byte(d.Config.BaseURL+"reports/"+e.Path+".html#next")).String(), Stamp: d.lastChanged(e).Unix(),
		Sequence: max(1, e.Version) - 1, Next: e.Next, Summary: d.marks(e) + word("report.next") + word("colon") + series.Name, Last: e.Title, Exercise: e.Exercise,
	}
	if d.Config.BaseURL != "" {
		v.Last += "\n" + d.Address(e.URL)
		v.URL = d.Address(series.List.Path + ".html")
	}
	return v
}

// lastChanged is when a report says that it was last changed: updated, else published, else the time that it is about.
func (d *desk) lastChanged(e *site.Entry) time.Time {
	for _, m := range []report.Moment{e.Updated, e.Published} {
		if m.Given {
			return m.Begin(d.Config.Zone())
		}
	}
	return e.Date.Begin(d.Config.Zone())
}

// marks stand before the title of a report outside the site.
func (d *desk) marks(e *site.Entry) string { return e.Marks(d.spoken(e.Lang).get) }

func writeCalendar(b *bytes.Buffer, c Calendar) error {
	w := calendarWriter{b}
	w.line("BEGIN", "VCALENDAR")
	w.line("VERSION", "2.0")
	w.line("PRODID", "-//sitrep//sitrep//EN")
	w.line("NAME", escapeText(c.Name)) // RFC 7986
	w.line("X-WR-CALNAME", escapeText(c.Name))
	for _, due := range c.Due {
		w.due(due)
	}
	w.line("END", "VCALENDAR")
	return nil
}

// calendarWriter writes content lines: RFC 5545 section 3.1.
type calendarWriter struct{ *bytes.Buffer }

func (w calendarWriter) due(v Due) {
	w.line("BEGIN", "VEVENT")
	w.line("UID", v.UID)
	w.line("DTSTAMP", utc(time.Unix(v.Stamp, 0)))
	w.line("SEQUENCE", strconv.Itoa(v.Sequence))
	if v.Next.Clock {
		w.line("DTSTART", utc(v.Next.Time()))
	} else {
		w.line("DTSTART;VALUE=DATE", v.Next.Time().Format("20060102"))
	}
	w.line("SUMMARY", escapeText(v.Summary))
	w.line("DESCRIPTION", escapeText(v.Last))
	if v.URL != "" {
		w.line("URL", v.URL)
	}
	if v.Exercise {
		w.line("CATEGORIES", "EXERCISE")
	}
	w.line("TRANSP", "TRANSPARENT")
	w.line("END", "VEVENT")
}

// line writes a line, folded so that none has more than 75 octets and no character is cut in two.
func (w calendarWriter) line(name, value string) {
	line := name + ":" + value
	for room := 75; len(line) > room; room = 74 {
		at := room
		for at > 0 && line[at]&0xC0 == 0x80 {
			at--
		}
		w.WriteString(line[:at] + "\r\n ")
		line = line[at:]
	}
	w.WriteString(line + "\r\n")
}

func utc(t time.Time) string { return t.UTC().Format("20060102T150405Z") }

// escapeText makes a TEXT value: section 3.3.11.
func escapeText(text string) string {
	text = strings.Map(func(r rune) rune {
		if r != '\n' && (r < ' ' || r == 0x7F) {
			return ' '
		}
		return r
	}, text)
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`).Replace(text)
}
