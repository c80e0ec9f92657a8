package layout

import (
	"encoding/hex"
	"html/template"
	"path"
	"strconv"
	"strings"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// Download is a file that a reader may have.
type Download struct {
	Name string
	Href template.URL
	Type string // by its ending: CSV
	Size string
	Sum  string // SHA-256 in hexadecimal digits
}

// downloads are the files that a report offers.
func (e *edition) downloads(up string, r *site.Entry) []Download {
	var list []Download
	for _, o := range e.links.Offers(r) {
		list = append(list, Download{
			Name: o.Title, Href: href(up, o.URL), Type: strings.ToUpper(strings.TrimPrefix(path.Ext(o.Src), ".")),
			Size: e.size(o.Size), Sum: hex.EncodeToString(o.Sum[:]),
		})
	}
	return list
}

// size is a number of bytes in words.
func (m *Messages) size(n int64) string {
	units := strings.Fields(m.get("size.units"))
	value, unit := float64(n), 0
	for value >= 999.5 && unit+1 < len(units) {
		value, unit = value/1000, unit+1
	}
	digits := 0
	if unit > 0 && value < 9.95 {
		digits = 1
	}
	text := strconv.FormatFloat(value, 'f', digits, 64)
	return m.number(report.Number{Text: text}) + "\u00a0" + units[min(unit, len(units)-1)]
}
