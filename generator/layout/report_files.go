package layout

import (
	"encoding/hex"
	"html/template"
	"path"
	"slices"
	"strconv"
	"strings"

	"sitrep/generator/markdown"
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

// downloads are the attachments and the data of the header that the bundle has.
func (e *edition) downloads(up string, from site.Origin, r *site.Entry) []Download {
	var list []Download
	for _, a := range attached(r) {
		d := e.links.Follow(from, markdown.Link{Target: a.Src})
		if d.File.Path == "" {
			continue
		}
		public := report.Public{Size: d.File.Size, Sum: d.File.Sum}
		if m := r.Media.Of(d.File); m != nil && m.Public.Size > 0 {
			public = m.Public
		}
		list = append(list, Download{
			Name: orElse(a.Title, a.Src), Href: href(up, d.URL), Type: strings.ToUpper(strings.TrimPrefix(path.Ext(a.Src), ".")),
			Size: e.size(public.Size), Sum: hex.EncodeToString(public.Sum[:]),
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

// attached lists the files that a report's header offers.
func attached(r *site.Entry) []report.Attachment {
	if len(r.Attachments) == 0 && r.Data == (report.Data{}) {
		return nil
	}
	list := slices.Clone(r.Attachments)
	for _, src := range []string{r.Data.Figures, r.Data.Events} {
		if src != "" && !slices.ContainsFunc(list, func(a report.Attachment) bool { return a.Src == src }) {
			list = append(list, report.Attachment{Src: src})
		}
	}
	return list
}
