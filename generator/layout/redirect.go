package layout

import (
	"html/template"
	"maps"
	"path"
	"slices"
	"strings"

	"sitrep/generator/output"
	"sitrep/generator/site"
)

// Redirect is a page that leads to a report at another address.
type Redirect struct {
	Frame Frame
	Title string // of the report
	Href  template.URL
}

func (e *edition) redirect(path string, to *site.Entry) any {
	up := upFrom(path)
	v := &Redirect{Title: to.Title, Href: href(up, to.URL), Frame: Frame{Title: to.Title, Up: up, Open: e.open[forIndexes]}}
	if e.site.Config.BaseURL != "" {
		v.Frame.Canonical = href(e.site.Config.BaseURL, to.URL)
	}
	return v
}

// aliasPath is where the page of an old address goes: a web server answers an address without .html from the folder of that name.
// It is "" where no page may be.
func aliasPath(alias string) string {
	names := strings.Split(alias, "/")
	for i, name := range names {
		if name == "" || name[0] == '.' || i < len(names)-1 && path.Ext(name) == ".html" {
			return ""
		}
	}
	if path.Ext(alias) == ".html" {
		return alias
	}
	return alias + "/index.html"
}

// aliases lists the pages at old addresses. Where another file is, or is in the way, there is none.
func (f *files) aliases(others []output.File) []output.File {
	var list []output.File
	taken := map[string]bool{}
	for _, e := range f.editions {
		addresses := e.tree.Aliases()
		if len(addresses) > 0 && len(taken) == 0 {
			for i := range others {
				taken[others[i].Path] = true
			}
		}
		for _, alias := range slices.Sorted(maps.Keys(addresses)) {
			p := e.aliasPage(aliasPath(alias), addresses[alias])
			if p.Path != "" && !inTheWay(p.Path, func(path string) bool { return taken[path] }) {
				taken[p.Path] = true
				list = append(list, p)
			}
		}
	}
	return list
}

// inTheWay reports whether a file is at a path, or where a folder of it must be.
func inTheWay(at string, exists func(path string) bool) bool {
	for ; at != "."; at = path.Dir(at) {
		if exists(at) {
			return true
		}
	}
	return false
}

// findAlias looks up the page of an old address, where nothing else was found.
func (f *files) findAlias(at string) (output.File, bool) {
	for _, e := range f.editions {
		for _, alias := range []string{strings.TrimSuffix(at, "/index.html"), at} {
			if r := e.tree.Alias(alias); r != nil && aliasPath(alias) == at && !inTheWay(at, f.exists) {
				return e.aliasPage(at, r), true
			}
		}
	}
	return output.File{}, false
}

func (e *edition) aliasPage(at string, r *site.Entry) output.File {
	p := page{at, r.File, "redirect.html", e, func(path string) any { return e.redirect(path, r) }}
	file := p.file()
	file.Leads = r.URL
	return file
}
