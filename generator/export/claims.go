package export

import (
	"strings"

	"sitrep/generator/site"
)

// claimsTable is claims in long form: one row for each step of a claim, which is what a report says of it.
var claimsTable = kindOfTable{
	name: "claims",
	columns: []column{
		{"series", "#meta+series", true}, {"number", "#meta+report+num", false}, {"version", "#meta+version+num", false}, {"date", "#date+reported", false},
		{"cutoff", "#date+cutoff", false}, {"claim", "#event+code", true}, {"text", "#event+description", true}, {"by", "#actor+name", true},
		{"source", "#meta+source", true}, {"status", "#status", false}, {"grade", "#meta+grade", false}, {"basis", "#description+basis", true},
		{"place", "#loc+name", true}, {"code", "#loc+code", true}, {"figure", "#indicator+code", true}, {"disputes", "#event+disputed", true},
		{"exercise", "#meta+exercise", false}, {"report", "#meta+report+id", true}, {"url", "#meta+url", true},
	},
	terms: func(t *site.Tree) *site.Terms { return t.Claims },
	rows:  claimRows,
}

var claims = tableOf(func(d *desk) *tables { return d.claims })

func claimRows(d *desk, e *site.Entry, _ string) [][]string {
	sources := d.Sources(e.Report)
	var rows [][]string
	for i := range e.Claims {
		c := d.claim(e, &e.Claims[i], func(string) int { return 0 })
		source, _ := d.cited(sources, e.Claims[i].Source)
		place, code := d.spot(e.Claims[i].Place, e.Lang)
		rows = append(rows, []string{
			e.Series, number(e.Number), number(max(e.Version, 1)), e.Date.String(), e.Cutoff.String(), c.ID, c.Text, c.By, source, string(c.Status), c.Grade,
			c.Basis, place, code, c.Figure, strings.Join(c.Disputes, " "), truth(e.Exercise), e.Path, d.Address(e.URL),
		})
	}
	return rows
}
