package generator_test

import (
	"fmt"
	"slices"
	"strings"
)

// What the reports of a history state in their headers: figures, claims, events and all that the site follows from report to
// report.

// states reports whether the header has a line that begins so.
func (f *fake) states(begin string) bool {
	return slices.ContainsFunc(f.said, func(line string) bool { return strings.HasPrefix(line, begin) })
}

// sayings are header lines, at random.
func (h *history) sayings() []string {
	statuses := []string{"confirmed", "claimed", "disputed", "refuted", "withdrawn", "unverified"}
	var lines, figures, claims []string
	told := map[string]bool{} // by metric, place and source: once is enough
	for range h.r.IntN(4) {
		value := fmt.Sprintf("value: %d", h.r.IntN(900))
		if h.r.IntN(4) == 0 {
			value = pick(h.r, []string{"missing: not_reported", "low: 3, high: 9"})
		}
		line := fmt.Sprintf("id: %s, place: %s, source: %s", pick(h.r, []string{"deaths", "level", "homes"}), pick(h.r, []string{"port", "north"}), pick(h.r, []string{"radio", "office"}))
		if !told[line] {
			figures = append(figures, fmt.Sprintf("  - {%s, %s, status: %s}", line, value, pick(h.r, statuses)))
		}
		told[line] = true
	}
	for _, id := range []string{"bridge", "dam", "flood-gate"} {
		if h.r.IntN(2) == 0 {
			claims = append(claims, fmt.Sprintf("  - {id: %s, text: The %s is gone, by: %s, status: %s, place: port, disputes: [%s]}",
				id, id, pick(h.r, []string{"Radio Vale", "The mayor"}), pick(h.r, statuses), pick(h.r, []string{"dam", "bridge"})))
		}
	}
	lines = append(lines, "sources:", "  radio: {org: Radio Vale, grade: C}", "  office: {org: The office, label: an office, protected: true}")
	if len(figures) > 0 {
		lines = append(append(lines, "figures:"), figures...)
	}
	if len(claims) > 0 {
		lines = append(append(lines, "claims:"), claims...)
	}
	return append(lines, h.marks()...)
}

// marks are the lines of a header that need only one each.
func (h *history) marks() []string {
	var lines []string
	for _, line := range []string{
		"exercise: true", "next: " + h.now.AddDate(0, 0, h.r.IntN(5)-2).Format("2006-01-02"), "phase: " + pick(h.r, []string{"update", "final"}),
		"incidents: [FL-2026-1]", fmt.Sprintf("aliases: [old/%d%s]", h.r.IntN(1_000_000), pick(h.r, []string{"", ".html", "/index.html"})),
		fmt.Sprintf("events:\n  - {time: 2026-02-0%dT10:00+02:00, title: The gate opens, place: port, claim: bridge}\n  - {time: 202%d-02-01, title: A boat sinks, at: [48.123, 30.2], precision: %d}", 1+h.r.IntN(3), 5+h.r.IntN(2), 1+h.r.IntN(3)),
		"type: flash",
	} {
		if h.r.IntN(3) == 0 {
			lines = append(lines, line)
		}
	}
	if h.r.IntN(5) == 0 {
		lines = append(lines, "supersedes: [2026/01/01-base]")
	}
	return lines
}

func (h *history) say() string {
	return h.with("say", func(f *fake) { f.said = h.sayings() })
}

func (h *history) retract() string {
	return h.with("retract or stand by", func(f *fake) {
		const status = "status: retracted\nretraction: {date: 2026-03-01, reason: It was wrong}"
		if f.states("status:") {
			f.said = slices.DeleteFunc(slices.Clone(f.said), func(line string) bool { return line == status })
		} else {
			f.said = append(slices.Clone(f.said), status)
		}
	})
}

func (h *history) correct() string {
	return h.with("correct", func(f *fake) {
		f.said = slices.DeleteFunc(slices.Clone(f.said), func(line string) bool { return strings.HasPrefix(line, "version:") })
		f.said = append(f.said, fmt.Sprintf("version: 2\nrevisions:\n  - {version: 2, date: 2026-03-%02d, kind: correction, summary: It was less.}", 1+h.r.IntN(9)))
	})
}

func (h *history) renumber() string {
	return h.with("renumber", func(f *fake) { f.series, f.number = "daily", 1+h.r.IntN(30) })
}
