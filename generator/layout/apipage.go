package layout

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// inAPI is the page of the data that the site publishes.
const inAPI = "api"

// APIPage is api.html: which data there is, with examples that can be copied.
type APIPage struct {
	Frame Frame
	Parts []APIPart
	Calls []string // commands that get some of it
}

// APIPart is data of one kind of page.
type APIPart struct {
	ID    string
	Title string
	Text  string
	Files []APIFile
}

// APIFile is a file of data, an example of its kind.
type APIFile struct {
	Name    string
	Text    string // what it holds
	Href    template.URL
	Address string // the whole one, where the site has a base_url; else from the root of the site
}

// apiPages is the page of the data, where there is any.
func (e *edition) apiPages() []page {
	if !e.site.OpensData() {
		return nil
	}
	return []page{{e.tree.Prefix + inAPI + ".html", "the page of the data", "api.html", e, e.apiPage}}
}

func (e *edition) apiPage(path string) any {
	v := &APIPage{Frame: e.frame(path, "", e.get("nav.api"), e.get("api.text"))}
	up := v.Frame.Up
	example := e.example(func(*site.Entry) bool { return true })
	for _, part := range []APIPart{e.apiReport(up, example), e.apiFigures(up), e.apiClaims(up), e.apiEvents(up)} {
		if len(part.Files) > 0 {
			v.Parts = append(v.Parts, part)
		}
	}
	v.Calls = e.apiCalls(v.Parts)
	return v
}

// example is a report to show data of: the oldest one of its kind, so that the page does not change with every report. What is real is
// preferred to an exercise.
func (e *edition) example(fit func(*site.Entry) bool) *site.Entry {
	var drill *site.Entry
	for _, r := range slices.Backward(e.tree.Entries) {
		switch {
		case r.Status == report.Retracted || !fit(r):
		case !r.Exercise:
			return r
		case drill == nil:
			drill = r
		}
	}
	return drill
}

func (e *edition) apiFile(up, name, text, path string) APIFile {
	return APIFile{Name: name, Text: text, Href: href(up, path), Address: e.site.Address(path)}
}

// apiReport is the data beside a report.
func (e *edition) apiReport(up string, r *site.Entry) APIPart {
	part := APIPart{ID: "reports", Title: e.get("api.reports"), Text: e.get("api.reports.text")}
	if r == nil {
		return part
	}
	for _, kind := range e.site.DataOf(r) {
		part.Files = append(part.Files, e.apiFile(up, kind.Name, e.get("data."+kind.Key), site.Beside(r.URL, kind.Ending)))
		if kind.Key == site.JSON.Key {
			part.Files = append(part.Files, e.apiFile(up, "JSON Schema", e.get("data.schema"), site.SchemaPath))
		}
	}
	return part
}

// apiFigures is the data of figures: of all of them, and of one.
func (e *edition) apiFigures(up string) APIPart {
	part := APIPart{ID: "figures", Title: e.get("nav.figures"), Text: e.get("api.figures.text")}
	e.apiTables(&part, up, "figures", e.tree.Figures, e.site.Trees[0].Figures)
	if r := e.example(func(r *site.Entry) bool { return len(r.Figures) > 0 }); r != nil && len(part.Files) > 0 {
		term := e.tree.Figures.Get(drilled(r.Exercise, r.Figures[0].ID))
		part.Files = append(part.Files, e.apiFile(up, site.CSV.Name, term.Name, e.site.TableOf(term)))
	}
	return part
}

func (e *edition) apiClaims(up string) APIPart {
	part := APIPart{ID: "claims", Title: e.get("nav.claims"), Text: e.get("api.claims.text")}
	e.apiTables(&part, up, "claims", e.tree.Claims, e.site.Trees[0].Claims)
	return part
}

// apiEvents is what maps and calendars take: the events of a region, and what is due.
func (e *edition) apiEvents(up string) APIPart {
	part := APIPart{ID: "events", Title: e.get("api.events"), Text: e.get("api.events.text")}
	if r := e.example(func(r *site.Entry) bool { return len(r.Events) > 0 && len(r.Regions) > 0 }); r != nil {
		term := e.tree.Regions.Get(r.Regions[0])
		if path := e.tree.GeographyOf(term, r.Exercise); path != "" {
			part.Files = append(part.Files, e.apiFile(up, site.GeoJSON.Name, term.Name, path))
		}
	}
	if path := e.tree.CalendarOfAll(); path != "" {
		part.Files = append(part.Files, e.apiFile(up, site.Calendar.Name, e.get("data.calendar"), path))
	}
	return part
}

// apiTables are the tables of the newest year, and of the one before it: that shows how former ones are called.
func (e *edition) apiTables(part *APIPart, up, name string, terms, all *site.Terms) {
	for _, path := range e.site.Tables(name, terms) {
		drill, newest, former := false, e.get("api.real"), e.get("api.real.former")
		if strings.Contains(path, "-exercise") {
			drill, newest, former = true, e.get("api.exercise"), e.get("api.exercise.former")
		}
		part.Files = append(part.Files, e.apiFile(up, site.CSV.Name, newest, path))
		if path, year := e.site.FormerTable(name, all, drill); path != "" {
			part.Files = append(part.Files, e.apiFile(up, site.CSV.Name, strings.ReplaceAll(former, "{year}", strconv.Itoa(year)), path))
		}
	}
}

// apiCalls are commands that get the first JSON and the first table. Without the site's address there is nothing to call.
func (e *edition) apiCalls(parts []APIPart) []string {
	if e.site.Config.BaseURL == "" {
		return nil
	}
	var calls []string
	seen := map[string]bool{}
	for _, part := range parts {
		for _, f := range part.Files {
			if seen[f.Name] {
				continue
			}
			seen[f.Name] = true
			switch f.Name {
			case site.JSON.Name:
				calls = append(calls, "curl -s "+f.Address+" | jq '.title, .figures[]?.value'")
			case site.CSV.Name:
				calls = append(calls, "curl -s "+f.Address+" | head -n 5")
			}
		}
	}
	return calls
}
