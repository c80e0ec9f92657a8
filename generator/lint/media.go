package lint

import (
	"fmt"
	"path"
	"strings"

	"sitrep/generator/diag"
	"sitrep/generator/markdown"
	"sitrep/generator/media"
	"sitrep/generator/report"
	"sitrep/generator/site"
	"sitrep/generator/source"
)

// media finds pictures that cannot be published without what they say beside what they show: picture/type, picture/damaged,
// picture/name and picture/large, errors. Of other files that may say more than they show it warns: file/metadata. Files that nobody links
// to are not published.
func (c *checks) media(files []source.File, used map[string]bool, known report.Media) {
	for _, f := range files {
		if !used[f.Path] {
			continue
		}
		switch media.KindOf(f.Path) {
		case media.Refused:
			c.badPicture(f, *media.RefusedFault(f.Path))
		case media.Cleaned:
			if m := known.Of(f); m != nil && m.Fault.Rule != "" {
				c.badPicture(f, m.Fault)
			}
		case media.Opaque:
			if !isActive(f) { // which it may not be at all
				c.metadata(f)
			}
		}
	}
}

func (c *checks) badPicture(f source.File, fault media.Fault) {
	c.add(diag.Finding{File: f.Path, Rule: fault.Rule, Severity: diag.Error, Text: fault.Text, Hint: fault.Hint})
}

func (c *checks) metadata(f source.File) {
	c.add(diag.Finding{
		File: f.Path, Rule: "file/metadata", Severity: diag.Warning,
		Text: fmt.Sprintf("a file of the kind %s is published as it is, and may say who made it, when, where and with what", orName(path.Ext(f.Path), f.Path)),
		Hint: "remove that in the program that made it; then silence file/metadata on the report",
	})
}

// orName is an ending, or the name of a file without one.
func orName(ending, file string) string {
	if ending == "" {
		return path.Base(file)
	}
	return strings.ToLower(ending)
}

// notPictures finds pictures that are files of another kind: picture/type, an error.
func (c *checks) notPictures(from site.Origin, file string, links []markdown.Link) {
	for _, link := range links {
		if link.Image {
			c.notPicture(from, file, link, link.Pos)
		}
	}
}

func (c *checks) notPicture(from site.Origin, file string, link markdown.Link, pos diag.Pos) {
	d := c.links.Follow(from, link)
	if d.Outcome != site.Found {
		return // which is said already
	}
	if kind := media.KindOf(d.File.Path); d.File.Path == "" || kind == media.Plain || kind == media.Opaque {
		c.link(file, pos, "picture/type", diag.Error, fmt.Sprintf("%s is no picture", written(link)), fmt.Sprintf("link to it as in [the file](%s)", link.Target))
	}
}
