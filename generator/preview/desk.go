package preview

import (
	"net/url"
	"strings"
)

// deskView is the writer's desk: all reports, by what the public sees of them.
type deskView struct {
	Title, As    string
	States       []deskState
	Query, State string
	Rows         []Row
	Matches      int
	More         bool
	Findings     []Finding
	MoreFindings int
	Edit         func(file string) string
}

// deskState is one of the groups that the desk can be narrowed to.
type deskState struct {
	Name, Href string
	Count      int
	Current    bool
}

// group is the rows that belong together.
type group struct {
	name string
	has  func(*Row) bool
}

func groups() []group {
	of := func(state string) group { return group{state, func(r *Row) bool { return r.State == state }} }
	return []group{
		{"all", func(*Row) bool { return true }},
		of("draft"), of("embargoed"), of("over-marked"), of("expired"), of("faulty"), of("retracted"), of("published"),
		{"due", func(r *Row) bool { return r.Due != "" }},
		{"overdue", func(r *Row) bool { return r.Overdue }},
		{"findings", func(r *Row) bool { return r.Errors+r.Warnings > 0 }},
	}
}

// mostRows is how many reports the desk shows at once.
const mostRows = 200

// desk makes the desk for a query: q narrows it to reports with these words in title, address or file, state to a group.
func (n *showing) desk(address, query string) *document {
	values, _ := url.ParseQuery(query) // what is no query asks for nothing
	view := deskView{Title: "Desk", As: n.View.As, Query: values.Get("q"), State: values.Get("state")}
	if n.View.Site != "" {
		view.Title = n.View.Site + ": desk"
	}
	if view.Edit = n.Edit; view.Edit == nil {
		view.Edit = func(string) string { return "" }
	}
	view.choose(n.rows())
	view.Findings = n.foremost(n.Findings, "")
	view.MoreFindings = len(n.Findings) - len(view.Findings)
	return n.ours(&document{status: 200}, address, "desk", view)
}

// choose fills the desk with the rows that match.
func (v *deskView) choose(rows []Row) {
	all := groups()
	counts := make([]int, len(all))
	words := strings.Fields(strings.ToLower(v.Query))
	for i := range rows {
		r := &rows[i]
		if !r.matches(words) {
			continue
		}
		for g := range all {
			if !all[g].has(r) {
				continue
			}
			counts[g]++
			if all[g].name == v.State || g == 0 && v.State == "" {
				v.take(r)
			}
		}
	}
	for g, count := range counts {
		state := all[g].name
		if g == 0 {
			state = ""
		}
		v.States = append(v.States, deskState{all[g].name, deskAddress(v.Query, state), count, state == v.State})
	}
}

func (v *deskView) take(r *Row) {
	if v.Matches++; len(v.Rows) < mostRows {
		v.Rows = append(v.Rows, *r)
	} else {
		v.More = true
	}
}

func (r *Row) matches(words []string) bool {
	if len(words) == 0 {
		return true
	}
	text := strings.ToLower(r.Title + "\n" + r.File + "\n" + r.Date + "\n" + r.State)
	for _, word := range words {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

func deskAddress(query, state string) string {
	values := url.Values{}
	if query != "" {
		values.Set("q", query)
	}
	if state != "" {
		values.Set("state", state)
	}
	if len(values) == 0 {
		return deskPath
	}
	return deskPath + "?" + values.Encode()
}
