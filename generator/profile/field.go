package profile

import (
	"slices"
	"strings"

	"sitrep/generator/report"
)

// field is a field of the header that a profile may ask for.
type field struct {
	key     string
	example string // how its line is written
	why     string // what a reader gets from it
	given   func(*report.Report) bool
}

// fields are all that a profile may ask for.
func fields() []field {
	return []field{
		{"type", "type: flash", "readers tell it from the regular reports", func(r *report.Report) bool { return r.Type != "" }},
		{"series", "series: kharkiv-daily", "the report is found with those before and after it", func(r *report.Report) bool { return r.Series != "" }},
		{"number", "number: 12", "a reader sees whether one is missing", func(r *report.Report) bool { return r.Number > 0 }},
		{"phase", "phase: update", "initial, update or final: whether the incident goes on", func(r *report.Report) bool { return r.Phase != "" }},
		{"incidents", "incidents: [EQ-2026-000033-UKR]", "the number others know it by: GLIDE, CVE or your own", func(r *report.Report) bool { return len(r.Incidents) > 0 }},
		{"severity", "severity: severe", "extreme, severe, moderate, minor or unknown", func(r *report.Report) bool { return r.Severity != "" }},
		{"period", "period: {from: 2026-03-09T18:00+02:00, to: 2026-03-10T18:00+02:00}", "the span of time that it covers", func(r *report.Report) bool { return r.Period.From.Given && r.Period.To.Given }},
		{"cutoff", "cutoff: 2026-03-10T18:00+02:00", "as of when: nothing later is in it", func(r *report.Report) bool { return r.Cutoff.Given }},
		{"next", "next: 2026-03-11T18:00+02:00", "when to look again", func(r *report.Report) bool { return r.Next.Given || r.Phase == report.Final }},
		{"expires", "expires: 2026-03-11T18:00+02:00", "an old flash does not stay up as if it were news", func(r *report.Report) bool { return r.Expires.Given }},
		{"tlp", "tlp: green", "who may pass it on: clear, green, amber, amber+strict or red", func(r *report.Report) bool { return r.TLP != "" }},
		{"prepared_by", "prepared_by: {name: …, role: Duty officer}", "who wrote it", func(r *report.Report) bool { return named(r.PreparedBy) }},
		{"authorized_by", "authorized_by: {name: …, role: Head of operations}", "who cleared it, somebody else than wrote it", func(r *report.Report) bool { return named(r.AuthorizedBy) }},
		{"contacts", "contacts: [{name: …, role: …, email: …@example.org}]", "whom to ask", func(r *report.Report) bool { return slices.ContainsFunc(r.Contacts, named) }},
		{"summary", "summary: …", "one to three sentences, for those who read no further", func(r *report.Report) bool { return said(r.Summary) }},
		{"highlights", `highlights: ["…", "…"]`, "two to five sentences that say the most important things", func(r *report.Report) bool { return slices.ContainsFunc(r.Highlights, said) }},
		{"figures", "figures: [{id: …, value: …, source: …}]", "the key figures, each with its source", func(r *report.Report) bool { return len(r.Figures) > 0 || r.Data.Figures != "" }},
		{"events", `events: [{time: 2026-03-10T06:40+02:00, title: "…"}]`, "what happened when", func(r *report.Report) bool { return len(r.Events) > 0 || r.Data.Events != "" }},
		{"sources", `sources: {fire-service: {org: "…", url: "https://example.org/…"}}`, "who says so", func(r *report.Report) bool { return len(r.Sources) > 0 || cites(r) }},
	}
}

// said reports whether a text says something: the examples leave … where the writer's words go.
func said(text string) bool { return strings.Trim(text, "… ") != "" }

func named(p report.Person) bool { return said(p.Name) || p.Name == "" && said(p.Role+p.Org) }

// cites reports whether a report cites sources that the site knows without its header.
func cites(r *report.Report) bool {
	for _, f := range r.Figures {
		if f.Source != "" {
			return true
		}
	}
	for _, c := range r.Claims {
		if c.Source != "" {
			return true
		}
	}
	for _, l := range r.Text.Links {
		if l.Scheme == "source" {
			return true
		}
	}
	return false
}

func fieldOf(key string) field {
	for _, f := range fields() {
		if f.key == key {
			return f
		}
	}
	return field{}
}

// Example is how the line of a field that a profile asks for is written, with examples for values, and what it is for.
func Example(key string) (line, why string) {
	f := fieldOf(key)
	return f.example, f.why
}
