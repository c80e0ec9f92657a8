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
		case c.absence(file, link) == Faulty: // it has findings of its own
		case c.absence(file, link) == Withheld:
			c.link(file, link.Pos, "link/withheld", diag.Warning, fmt.Sprintf("%s is withheld: the link is shown as plain text", written(link)), "")
		default:
			c.link(file, link.Pos, "link/broken", diag.Error, fault(outcome, link), c.hint(file, from, link, outcome))
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

// headerLinks checks the files that a header shows or hands on: they must be in the report's folder. Of its tables the reading tells.
func (c *checks) headerLinks(e *site.Entry) {
	check := func(name, place string) {
		if name == "" {
			return
		}
		link := markdown.Link{Target: name}
		if d := c.links.Follow(e.Origin(), link); d.File.Path == "" {
			c.link(e.File, e.Places.At(place), "link/broken", diag.Error, fmt.Sprintf("there is no file %s beside the report", name), c.hint(e.File, e.Origin(), link, site.NoFile))
		}
	}
	check(e.Image.Src, "image.src")
	for i, a := range e.Attachments {
		check(a.Src, fmt.Sprintf("attachments.%d.src", i))
	}
}

// Absence is why a text that is there is not published.
type Absence uint8

const (
	Withheld Absence = iota + 1 // the policy keeps it from the public
	Faulty                      // it has errors
)

// absence says why the text that a link would lead to is not published; 0 when there is none.
func (c *checks) absence(file string, link markdown.Link) Absence {
	bundle := c.bundleOf(file, link)
	if bundle == "" {
		return 0
	}
	target := "content/reports/" + bundle
	for _, lang := range append([]string{""}, c.site.Config.Languages...) {
		suffix := ".md"
		if lang != "" {
			suffix = "." + lang + ".md"
		}
		if a := max(c.absent(target+suffix), c.absent(target+"/index"+suffix)); a != 0 {
			return a
		}
	}
	return 0
}

// bundleOf is the path of the report that a link in a file means; "" when it means something else.
func (c *checks) bundleOf(file string, link markdown.Link) string {
	target := "content/reports/" + strings.Trim(link.Target, "/")
	if link.Scheme == "" && strings.HasSuffix(link.Target, ".md") {
		target = path.Join(path.Dir(file), link.Target)
	} else if link.Scheme != "report" {
		return ""
	}
	target, is := strings.CutPrefix(strings.TrimSuffix(target, ".md"), "content/reports/")
	if !is {
		return ""
	}
	for _, lang := range c.site.Config.Languages {
		target = strings.TrimSuffix(target, "."+lang)
	}
	return strings.TrimSuffix(target, "/index")
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

func (c *checks) hint(file string, from site.Origin, link markdown.Link, outcome site.Outcome) string {
	if now := c.renamed(c.bundleOf(file, link)); outcome != site.NoAnchor && now != "" {
		return fmt.Sprintf("it is called report:%s by now", now)
	}
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

// renamed is the path of the report that has the address of a former one among its aliases; "" when none has.
func (c *checks) renamed(bundle string) string {
	for _, t := range c.site.Trees {
		if e := c.aliases()[t.Prefix+"reports/"+bundle+".html"]; e != nil && bundle != "" {
			return e.Path
		}
	}
	return ""
}
