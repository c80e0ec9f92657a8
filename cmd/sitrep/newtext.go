package main

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"sitrep/generator/profile"
	"sitrep/generator/report"
)

// headerText is a header as it is being written, and the keys that it has by now.
type headerText struct {
	strings.Builder
	has []string
}

// field writes a field, unless there is nothing to write.
func (h *headerText) field(key, value string) {
	if value != "" {
		fmt.Fprintf(h, "%s: %s\n", key, value)
		h.has = append(h.has, key)
	}
}

// text is the draft's file.
func (d draft) text() string {
	var h headerText
	d.identity(&h)
	d.times(&h)
	if d.before != nil {
		d.people(&h)
		d.carryFigures(&h)
		d.carryClaims(&h)
		d.carrySources(&h)
	}
	d.toFill(&h)
	return "---\n" + h.String() + "status: draft\n---\n" + d.body()
}

func (d draft) identity(h *headerText) {
	title := strconv.Quote(d.title)
	if d.untitled {
		title += "  # say in one line what happened and where"
	}
	h.field("title", title)
	h.field("profile", string(d.profile.ID))
	h.field("type", string(d.kind()))
	h.field("date", d.now.Format(time.DateOnly))
	var regions, topics, incidents []string
	if d.before != nil {
		regions, topics, incidents = d.before.Regions, d.before.Topics, d.before.Incidents
	}
	h.field("regions", list(regions))
	h.field("topics", list(topics))
	h.field("series", scalar(d.series))
	if d.number > 0 {
		h.field("number", strconv.Itoa(d.number))
	}
	d.writePhase(h)
	if len(incidents) > 0 {
		h.field("incidents", list(incidents))
	}
	if d.before != nil {
		if d.before.Exercise {
			h.field("exercise", "true")
		}
		h.field("tlp", string(d.before.TLP))
		h.field("publisher", scalar(d.before.Publisher))
	}
}

func (d draft) writePhase(h *headerText) {
	switch {
	case d.phase == "":
	case d.before != nil && d.before.Phase == report.Final:
		h.field("phase", string(d.phase)+"  # the report before said that it was the final one")
	default:
		h.field("phase", string(d.phase)+"  # final, in the last report of the series")
	}
}

// times writes the times that follow from the report before, and when a flash expires.
func (d draft) times(h *headerText) {
	if d.before != nil {
		h.field("period", periodAfter(d.before.Period, d.now.Location()))
		if step, known := cadence(d.declared().Cadence); known && d.before.Next.Given {
			h.field("next", nextAfter(d.before.Next, step, d.now))
		}
	}
	if d.kind() == report.Flash {
		h.field("expires", d.now.AddDate(0, 0, 1).Format(clockLayout)+"  # then it leaves the site; a flash is good for 2 to 72 hours")
	}
}

// people are those who wrote the report before and can be asked about it. Who clears this one is to be said anew.
func (d draft) people(h *headerText) {
	h.field("prepared_by", person(d.before.PreparedBy))
	if len(d.before.Contacts) > 0 {
		h.WriteString("contacts:\n")
		h.has = append(h.has, "contacts")
		for _, c := range d.before.Contacts {
			fmt.Fprintf(h, "  - %s\n", person(c))
		}
	}
}

// toFill writes, as comments, the fields that the profile asks for or the report before had, and that nobody but the writer can
// fill.
func (d draft) toFill(h *headerText) {
	var lines []string
	for _, key := range d.wanted() {
		if slices.Contains(h.has, key) {
			continue
		}
		line, why := profile.Example(key)
		lines = append(lines, fmt.Sprintf("# %s  # %s\n", cmp.Or(d.suggestion(key), line), why))
	}
	if len(lines) > 0 {
		h.WriteString("# To be filled in: take away the # before a line, and change what it says.\n" + strings.Join(lines, ""))
	}
}

// wanted are the keys of fields to fill.
func (d draft) wanted() []string {
	keys := slices.Clone(d.profile.Fields)
	if d.before == nil {
		return keys
	}
	for _, key := range []string{"severity", "cutoff", "next", "authorized_by", "summary", "highlights", "events"} {
		if d.before.Places.Has(key) && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}

// suggestion is the line of a field whose value follows from the time; "" for the others.
func (d draft) suggestion(key string) string {
	now, tomorrow := d.now.Format(clockLayout), d.now.AddDate(0, 0, 1).Format(clockLayout)
	switch key {
	case "period":
		return fmt.Sprintf("period: {from: %s, to: %s}", d.now.AddDate(0, 0, -1).Format(clockLayout), now)
	case "cutoff":
		return "cutoff: " + now
	case "next", "expires":
		return key + ": " + tomorrow
	}
	return ""
}

func (d draft) body() string {
	if body := d.profile.Skeleton(d.lang, d.headings()); body != "" {
		return body
	}
	return "\nWhat happened, where, as of when, and who says so.\n"
}

// person is a person as a header has it.
func person(p report.Person) string {
	if p == (report.Person{}) {
		return ""
	}
	return flow("name", p.Name, "role", p.Role, "org", p.Org, "email", p.Email, "phone", p.Phone, "url", p.URL)
}

// flow is a mapping on one line, of keys and values in turn, without those that are blank.
func flow(pairs ...string) string {
	var parts []string
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			parts = append(parts, pairs[i]+": "+scalar(pairs[i+1]))
		}
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

func list(values []string) string {
	written := make([]string, len(values))
	for i, v := range values {
		written[i] = scalar(v)
	}
	return "[" + strings.Join(written, ", ") + "]"
}

// word is what YAML reads as a text, without quotes, wherever it stands; what looks like a number or a day is quoted to be safe.
var word = regexp.MustCompile(`^\pL[\pL\pM\pN+_/-]*( [\pL\pM\pN][\pL\pM\pN_-]*)*$`)

// scalar is a text as a header has it: in quotes where it must be.
func scalar(text string) string {
	if text == "" || word.MatchString(text) && !slices.Contains([]string{"true", "false", "null", "yes", "no", "on", "off", "y", "n"}, strings.ToLower(text)) {
		return text
	}
	return strconv.Quote(text)
}
