package export

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// edxl is a report as OASIS EDXL-SitRep 1.0 (Committee Specification 02, 6 October 2016), beside its page. It keeps to what is known of the
// schema: names, order, words and the shape of times. It was never held to the schema itself; the guide says so.
//
// A flash report is a field observation, with its text; any other is situation information. What that says of an incident is not required, and asks
// for its area as a number, which no header holds: it is left out. Casualties are a report of another kind, and no metric says
// that it counts them: a figure is never taken for one by its name.
var edxl = beside(site.EDXL, (*desk).message, writeMessage)

// Message is a situation report in the words of EDXL-SitRep.
type Message struct {
	ID           string
	PreparedBy   Signature
	AuthorizedBy Signature
	Purpose      string
	Number       int
	Version      string // Initial, Update or Final: where it stands in its series, not a version of the report
	From, To     string
	Title        string
	Incidents    []string
	Preceding    []string
	Urgency      string // may be empty, like the following
	Confidence   string
	Severity     string
	Location     Code
	Next         string
	Text         *Body // of a field observation; nil: situation information
}

// Signature is who answers for a report, and when they did.
type Signature struct{ Name, Time string }

// Code is a region by the code of a list.
type Code struct{ List, Value string }

// longestEDXL is how many characters an EDXLStringType holds.
const longestEDXL = 1023

func (d *desk) message(e *site.Entry) Message {
	m := Message{
		ID: d.messageID(e, max(1, e.Version)), Purpose: cutTo(d.marks(e)+d.purpose(e), longestEDXL), Title: cutTo(d.marks(e)+e.Title, longestEDXL),
		Number: numberOf(e), Version: d.versionOf(e), Incidents: e.Incidents, Urgency: capital(string(e.Urgency)), Confidence: confidence(e),
		Severity: cmp.Or(capital(string(e.Severity)), "Unknown"), Location: d.code(e.Regions[0]),
	}
	at := edxlTime(d.lastChanged(e))
	m.PreparedBy = Signature{d.signed(e, e.PreparedBy), at}
	m.AuthorizedBy = Signature{d.signed(e, e.AuthorizedBy), at}
	m.From, m.To = d.span(e)
	if len(m.Incidents) == 0 {
		m.Incidents = []string{"Unknown"} // which the specification takes
	}
	if e.Version > 1 {
		m.Preceding = append(m.Preceding, d.messageID(e, e.Version-1))
	}
	for _, path := range e.Supersedes {
		if before := d.Entry(strings.TrimSuffix(path, ".md"), e.Lang); before != nil {
			m.Preceding = append(m.Preceding, d.messageID(before, max(1, before.Version)))
		}
	}
	if e.Next.Given {
		m.Next = edxlTime(d.end(e.Next))
	}
	if e.Type == report.Flash {
		body := d.bodyOf(e)
		m.Text = &body
	}
	return m
}

// messageID names a version of a report for all the world.
func (d *desk) messageID(e *site.Entry, version int) string {
	return d.Address(e.URL) + "#version=" + strconv.Itoa(version)
}

// purpose is why the report is sent: what it says in short.
func (d *desk) purpose(e *site.Entry) string {
	short := cmp.Or(e.Summary, e.Text.Lead, e.Title)
	for _, highlight := range e.Highlights {
		short += "\n" + highlight
	}
	return short
}

// numberOf is a report's number in its series. One without has its day for it, as digits: it is as unique, and grows.
func numberOf(e *site.Entry) int {
	day, _ := strconv.Atoi(e.Day.Format("20060102"))
	return cmp.Or(e.Number, day)
}

// versionOf is where a report stands in its series: its phase; where it has none, the first of the series is the initial report.
func (d *desk) versionOf(e *site.Entry) string {
	if e.Phase != "" {
		return capital(string(e.Phase))
	}
	if series := d.tree(e.Lang).Series.Get(e.Series); series != nil {
		if _, before := series.InSeries(e); before != nil {
			return "Update"
		}
	}
	if e.Version > 1 {
		return "Update"
	}
	return "Initial"
}

// confidence is the least that any claim or figure of the report deserves; what certainty says, where it is given. What was refuted or
// withdrawn is not what the report says.
func confidence(e *site.Entry) string {
	if words := map[report.Certainty]string{
		report.Observed: "HighlyConfident", report.Likely: "SomewhatConfident", report.Possible: "Unsure", report.Unlikely: "NoConfidence", report.UnknownCertainty: "NoConfidence",
	}; e.Certainty != "" {
		return words[e.Certainty]
	}
	const unsure = 2
	words, least := []string{"HighlyConfident", "SomewhatConfident", "Unsure"}, -1
	hear := func(s report.ClaimStatus) {
		switch s {
		case report.Confirmed:
			least = max(least, 0)
		case report.Corroborated:
			least = max(least, 1)
		case report.Claimed, report.Unverified, report.Disputed, report.Doubtful:
			least = unsure
		}
	}
	for i := range e.Claims {
		hear(e.Claims[i].Status)
	}
	for i := range e.Figures {
		hear(e.Figures[i].Status)
	}
	if least < 0 {
		least = unsure // nobody says how sure it is
	}
	return words[least]
}

// signed is the person, role or desk that answers for a report; where the header names none, its publisher or the site's.
func (d *desk) signed(e *site.Entry, p report.Person) string {
	return cutTo(cmp.Or(p.Name, p.Role, p.Org, e.Publisher, d.Config.Publisher, d.Config.Title), longestEDXL)
}

// span is the time that a report is about: its period, or its day up to the cut-off.
func (d *desk) span(e *site.Entry) (from, to string) {
	if e.Period.From.Given && e.Period.To.Given {
		return edxlTime(e.Period.From.Begin(d.Config.Zone())), edxlTime(d.end(e.Period.To))
	}
	begin := time.Date(e.Day.Year(), e.Day.Month(), e.Day.Day(), 0, 0, 0, 0, d.Config.Zone())
	until := begin.AddDate(0, 0, 1).Add(-time.Second)
	if e.Cutoff.Given && d.end(e.Cutoff).After(begin) {
		until = d.end(e.Cutoff)
	}
	return edxlTime(begin), edxlTime(until)
}

// end is when a moment is over: of a day, its last second.
func (d *desk) end(m report.Moment) time.Time {
	begin := m.Begin(d.Config.Zone())
	if !m.Clock {
		return begin.AddDate(0, 0, 1).Add(-time.Second)
	}
	return begin
}

// edxlTime is a time as EDXL's common types want it: an offset in numbers, never Z, and no fraction of a second.
func edxlTime(t time.Time) string { return t.Format("2006-01-02T15:04:05-07:00") }

// code is a region by its best known code, else by the site's own id.
func (d *desk) code(id string) Code {
	region, _ := d.Regions.Get(id)
	if i := slices.IndexFunc(region.Codes, func(c string) bool { return len(c) > 3 && c[2] == '-' }); i >= 0 {
		return Code{"urn:iso:std:iso:3166:-2", region.Codes[i]}
	}
	if i := slices.IndexFunc(region.Codes, func(c string) bool { return len(c) == 2 && c == strings.ToUpper(c) }); i >= 0 {
		return Code{"urn:iso:std:iso:3166:-1", region.Codes[i]}
	}
	return Code{d.Address("regions.html"), id}
}

// capital gives a word of a header the capital that the words of EDXL begin with.
func capital(word string) string {
	if word == "" {
		return ""
	}
	return strings.ToUpper(word[:1]) + word[1:]
}

// cutTo keeps a text within so many characters.
func cutTo(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return text
}
