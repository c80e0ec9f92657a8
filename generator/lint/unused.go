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

// checkUnusedFiles finds files in a report's folder that no text links to and no header names: file/unused, a warning. They are
// not published.
func checkUnusedFiles(s *site.Site) []diag.Finding {
	used := map[string]bool{}
	links := s.Links()
	note := func(from site.Origin, link markdown.Link) { used[links.Follow(from, link).File.Path] = true }
	files := map[string]source.File{}
	keep := func(from site.Origin, all []source.File, written []markdown.Link) {
		for _, f := range all {
			files[f.Path] = f
		}
		for _, link := range written {
			if len(all) > 0 {
				note(from, link)
			}
		}
	}
	for _, t := range s.Trees {
		for _, e := range t.Entries {
			keep(e.Origin(), e.Files, e.Text.Links)
			for _, name := range headerFiles(e) {
				note(e.Origin(), markdown.Link{Target: name})
			}
		}
		for _, p := range t.Pages {
			keep(p.Origin(), p.Files, p.Text.Links)
		}
	}
	var findings []diag.Finding
	for file := range files {
		if !used[file] {
			findings = append(findings, diag.Finding{
				File: file, Rule: "file/unused", Severity: diag.Warning, Text: "no text links to this file, so it is not published",
				Hint: fmt.Sprintf("link to it as in [the data](%s), or move it out of the folder", path.Base(file)),
			})
		}
	}
	return findings
}

// headerFiles are the files that a report's header names.
func headerFiles(e *site.Entry) []string {
	names := []string{e.Data.Figures, e.Data.Events, e.Image.Src}
	for _, a := range e.Attachments {
		names = append(names, a.Src)
	}
	return slices.DeleteFunc(names, func(name string) bool { return name == "" })
}
