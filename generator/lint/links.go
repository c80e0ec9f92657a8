package lint

import (
	"fmt"
	"path"
	"strings"

	"sitrep/generator/diag"
	"sitrep/generator/markdown"
	"sitrep/generator/site"
)

// textLinks finds links and pictures that lead nowhere: link/broken, an error. A link to a text that is withheld becomes plain
// text: link/withheld, a warning.
func (c *checks) textLinks(from site.Origin, file string, links []markdown.Link) {
	for _, link := range links {
		d := c.links.Follow(from, link)
		outcome := d.Outcome
		c.needTarget(d, link)
		switch {
		case outcome == site.Found || outcome == site.NoSource && c.site.Words.Sources[link.Target].Key != "":
		case c.leadsToWithheld(file, link):
			c.link(file, link.Pos, "link/withheld", diag.Warning, fmt.Sprintf("%s is withheld: the link is shown as plain text", written(link)), "")
		default:
			c.link(file, link.Pos, "link/broken", diag.Error, fault(outcome, link), c.hint(from, link, outcome))
		}
	}
}

// needTarget notes what a link leads to.
func (c *checks) needTarget(d site.Destination, link markdown.Link) {
	switch {
	case d.Outcome != site.Found:
		c.afresh = true
	case d.Report != nil:
		c.need(theText, d.Report.Path)
	case d.Page != nil:
		c.need(thePage, d.Page.Path)
	case link.Scheme == "region":
		id, _, _ := c.site.Regions.Resolve(link.Target)
		c.need(theRegion, id)
	case link.Scheme == "topic":
		topic, _, _ := c.site.Topics.Resolve(link.Target)
		c.need(theTopic, topic.ID)
	}
}

func (c *checks) link(file string, pos diag.Pos, rule string, severity diag.Severity, text, hint string) {
	c.add(diag.Finding{File: file, Pos: pos, Rule: rule, Severity: severity, Text: text, Hint: hint})
}

// headerLinks checks the files that a header names: they must be in the report's folder.
func (c *checks) headerLinks(e *site.Entry) {
	check := func(name, place string) {
		if name == "" {
			return
		}
		link := markdown.Link{Target: name}
		if d := c.links.Follow(e.Origin(), link); d.File.Path == "" {
			c.link(e.File, e.Places.At(place), "link/broken", diag.Error, fmt.Sprintf("there is no file %s beside the report", name), c.hint(e.Origin(), link, site.NoFile))
		}
	}
	check(e.Image.Src, "image.src")
	for i, a := range e.Attachments {
		check(a.Src, fmt.Sprintf("attachments.%d.src", i))
	}
	check(e.Data.Figures, "data.figures")
	check(e.Data.Events, "data.events")
}

// leadsToWithheld reports whether the link would lead to a text that is there and is not published.
func (c *checks) leadsToWithheld(file string, link markdown.Link) bool {
	var target string
	switch {
	case link.Scheme == "report":
		target = "content/reports/" + strings.TrimSuffix(link.Target, ".md")
	case link.Scheme == "" && strings.HasSuffix(link.Target, ".md"):
		target = strings.TrimSuffix(path.Join(path.Dir(file), link.Target), ".md")
	default:
		return false
	}
	target = strings.TrimSuffix(target, "/index")
	for _, lang := range append([]string{""}, c.site.Config.Languages...) {
		suffix := ".md"
		if lang != "" {
			suffix = "." + lang + ".md"
		}
		if c.withheld(target+suffix) || c.withheld(target+"/index"+suffix) {
			return true
		}
	}
	return false
}

// written is the link's target as the writer wrote it.
func written(link markdown.Link) string {
	text := link.Target
	if link.Scheme != "" {
		text = link.Scheme + ":" + text
	}
	if link.Anchor != "" {
		text += "#" + link.Anchor
	}
	return text
}

func fault(outcome site.Outcome, link markdown.Link) string {
	switch outcome {
	case site.NoReport:
		return fmt.Sprintf("there is no report %s", written(link))
	case site.NoPage:
		return fmt.Sprintf("there is no page %s", written(link))
	case site.NoRegion:
		return fmt.Sprintf("no report of this site is about a region %q", link.Target)
	case site.NoTopic:
		return fmt.Sprintf("no report of this site is about a topic %q", link.Target)
	case site.NoFigure, site.NoClaim, site.NoSource:
		return fmt.Sprintf("the header has no %s %q", link.Scheme, link.Target)
	case site.NoAnchor:
		return fmt.Sprintf("%s has no heading or note %q", target(link), link.Anchor)
	}
	what := "file"
	if link.Image {
		what = "picture"
	}
	return fmt.Sprintf("there is no %s %s", what, written(link))
}

// target names the page of a link with an anchor.
func target(link markdown.Link) string {
	link.Anchor = ""
	if name := written(link); name != "" {
		return name
	}
	return "this text"
}

func (c *checks) hint(from site.Origin, link markdown.Link, outcome site.Outcome) string {
	near := c.links.Near(from, link, outcome)
	if len(near) == 0 {
		return ""
	}
	if outcome == site.NoAnchor {
		link.Anchor = near[0]
		return "did you mean " + written(link) + "?"
	}
	if link.Scheme != "" {
		return "did you mean " + link.Scheme + ":" + near[0] + "?"
	}
	return "did you mean " + near[0] + "?"
}
