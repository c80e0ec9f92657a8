package lint

import (
	"fmt"
	"path"
	"slices"

	"sitrep/generator/diag"
	"sitrep/generator/markdown"
	"sitrep/generator/site"
	"sitrep/generator/source"
)

// unusedFiles finds files in a folder that no text links to and no header names: file/unused, a warning. They are not published.
func (c *checks) unusedFiles(files []source.File, used map[string]bool) {
	for _, f := range files {
		if !used[f.Path] {
			c.add(diag.Finding{
				File: f.Path, Rule: "file/unused", Severity: diag.Warning, Text: "no text links to this file, so it is not published",
				Hint: fmt.Sprintf("link to it as in [the data](%s), or move it out of the folder", path.Base(f.Path)),
			})
		}
	}
}

// usedFiles are those that a report refers to in any of its languages, or an earlier version of it that is shown.
func usedFiles(links *site.Links, versions []*site.Entry) map[string]bool {
	used := map[string]bool{}
	for _, e := range versions {
		useFiles(used, links, e)
		for _, former := range e.Earlier {
			useFiles(used, links, &site.Entry{Input: &site.Input{Report: former, Files: e.Files}, Lang: e.Lang})
		}
	}
	return used
}

func useFiles(used map[string]bool, links *site.Links, e *site.Entry) {
	follow(used, links, e.Origin(), e.Text.Links)
	for _, name := range headerFiles(e) {
		used[links.Follow(e.Origin(), markdown.Link{Target: name}).File.Path] = true
	}
}

func usedByPages(links *site.Links, versions []*site.Page) map[string]bool {
	used := map[string]bool{}
	for _, p := range versions {
		follow(used, links, p.Origin(), p.Text.Links)
	}
	return used
}

func follow(used map[string]bool, links *site.Links, from site.Origin, written []markdown.Link) {
	for _, link := range written {
		used[links.Follow(from, link).File.Path] = true
	}
}

// headerFiles are the files that a report's header names.
func headerFiles(e *site.Entry) []string {
	names := []string{e.Data.Figures, e.Data.Events, e.Image.Src}
	for _, a := range e.Attachments {
		names = append(names, a.Src)
	}
	return slices.DeleteFunc(names, func(name string) bool { return name == "" })
}
