package layout

import (
	"html/template"

	"sitrep/generator/site"
)

// DataLink leads to a file in which programs find what a page says.
type DataLink struct {
	Name string // JSON, CSV: the same in all languages
	Note string // which of several it is; empty for the only one
	Type string // media type
	Href template.URL
}

// reportData leads to the data beside a report.
func (e *edition) reportData(up string, r *site.Entry) []DataLink {
	var list []DataLink
	for _, kind := range e.site.DataOf(r) {
		list = append(list, DataLink{Name: kind.Name, Type: kind.Type, Href: href(up, site.Beside(r.URL, kind.Ending))})
	}
	return list
}

// tables lead to the files of all figures or all claims.
func (e *edition) tables(up, name string, terms *site.Terms) []DataLink {
	var list []DataLink
	for i, path := range e.site.Tables(name, terms) {
		link := DataLink{Name: site.CSV.Name, Type: site.CSV.Type, Href: href(up, path)}
		if i > 0 {
			link.Note = e.get("exercise.tag")
		}
		list = append(list, link)
	}
	return list
}

// tableOf leads to the file of one metric.
func (e *edition) tableOf(up string, metric *site.Term) []DataLink {
	path := e.site.TableOf(metric)
	if path == "" {
		return nil
	}
	return []DataLink{{Name: site.CSV.Name, Type: site.CSV.Type, Href: href(up, path)}}
}

// termData leads to the events of a region or a series, and to the calendar of a series.
func (e *edition) termData(f *Frame, term *site.Term) {
	if e.eventful() {
		for _, drill := range []bool{false, true} {
			if path := e.tree.GeographyOf(term, drill); path != "" {
				link := DataLink{Name: site.GeoJSON.Name, Type: site.GeoJSON.Type, Href: href(f.Up, path)}
				if drill {
					link.Note = e.get("exercise.tag")
				}
				f.Data = append(f.Data, link)
			}
		}
	}
	if e.tree.Series.Get(term.ID) != term {
		return
	}
	if path := e.tree.CalendarOf(term); path != "" {
		f.Data = append(f.Data, DataLink{Name: site.Calendar.Name, Note: e.get("report.next"), Type: site.Calendar.Type, Href: href(f.Up, path)})
	}
}
