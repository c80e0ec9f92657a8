package export

import (
	"cmp"

	"sitrep/generator/site"
)

// figuresTable is figures in long form: one row for each value that a report states.
var figuresTable = kindOfTable{
	name: "figures",
	columns: []column{
		{"series", "#meta+series", true}, {"number", "#meta+report+num", false}, {"version", "#meta+version+num", false}, {"date", "#date+reported", false},
		{"cutoff", "#date+cutoff", false}, {"metric", "#indicator+code", true}, {"source", "#meta+source", true}, {"value", "#indicator+value+num", false},
		{"low", "#indicator+value+min+num", false}, {"high", "#indicator+value+max+num", false}, {"unit", "#indicator+unit", true}, {"status", "#status", false},
		{"place", "#loc+name", true}, {"code", "#loc+code", true}, {"estimate", "#indicator+estimate", false}, {"missing", "#indicator+missing", false},
		{"as_of", "#date+observed", false}, {"note", "#description+note", true}, {"exercise", "#meta+exercise", false}, {"report", "#meta+report+id", true},
		{"url", "#meta+url", true},
	},
	terms:  func(t *site.Tree) *site.Terms { return t.Figures },
	rows:   figureRows,
	single: true,
}

var figures = tableOf(func(d *desk) *tables { return d.figures })

func figureRows(d *desk, e *site.Entry, metric string) [][]string {
	sources := d.Sources(e.Report)
	var rows [][]string
	for i := range e.Figures {
		f := &e.Figures[i]
		if metric != "" && f.ID != metric {
			continue
		}
		source, _ := d.cited(sources, f.Source)
		place, code := d.spot(f.Place, e.Lang)
		rows = append(rows, []string{
			e.Series, number(e.Number), number(max(e.Version, 1)), e.Date.String(), e.Cutoff.String(), f.ID, source, f.Value.Text, f.Low.Text, f.High.Text,
			cmp.Or(f.Unit, d.Words.Metrics[f.ID].UnitIn(e.Lang)), string(f.Status), place, code, string(f.Estimate), string(f.Missing), f.AsOf.String(), f.Note,
			truth(e.Exercise), e.Path, d.Address(e.URL),
		})
	}
	return rows
}
