package site

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"sitrep/generator/markdown"
	"sitrep/generator/report"
	"sitrep/generator/source"
)

// Links follows the links of texts: where each leads in the published tree, or why it leads nowhere. The page that shows a link
// and the check that reports a broken one ask the same question of it. It does not change and may be used from many goroutines.
type Links struct{ site *Site }

// Outcome says what became of following a link.
type Outcome uint8

const (
	Found    Outcome = iota
	NoReport         // no published report at that path
	NoPage           // no plain page at that path
	NoRegion         // no region of that name, or none that a report is about
	NoTopic
	NoFigure // the text's header has no figure of that id
	NoClaim
	NoSource
	NoFile   // no such file in the bundle's folder
	NoAnchor // the page is there; what it should be opened at is not
)

// Destination is where a link leads. With NoAnchor all but Anchor is as if it had been found.
type Destination struct {
	Outcome Outcome
	URL     string      // slash path from the root of the published tree; "" for the page that the link stands on
	Anchor  string      // the id on that page; "" for its top
	Lang    string      // of the page it leads to; "" for a file
	File    source.File // of the bundle, to be published at URL; zero for a page
	Report  *Entry      // the report it leads to, if it is one
	Page    *Page       // the plain page it leads to, if it is one
}

// Origin is the text that a link stands in.
type Origin struct {
	lang   string
	file   string // source path
	files  []source.File
	facts  *markdown.Facts
	report *report.Report // nil for a plain page
}

// Origin is the report as a text that links stand in.
func (e *Entry) Origin() Origin {
	return Origin{lang: e.Lang, file: e.File, files: e.Files, facts: &e.Text, report: e.Report}
}

// Origin is the page as a text that links stand in.
func (p *Page) Origin() Origin {
	return Origin{lang: p.Lang, file: p.File, files: p.Files, facts: &p.Text}
}

// Links makes the site's links followable.
func (s *Site) Links() *Links { return &Links{site: s} }

// Follow says where a link in a text leads: in the text's own language where that exists, else in the first that has it.
func (l *Links) Follow(from Origin, link markdown.Link) Destination {
	switch link.Scheme {
	case "report":
		return l.toReport(from, strings.Trim(strings.TrimSuffix(link.Target, ".md"), "/"), from.lang, link.Anchor)
	case "page":
		return l.toPage(strings.Trim(strings.TrimSuffix(link.Target, ".md"), "/"), from.lang, link.Anchor)
	case "region":
		id, _, _ := l.site.Regions.Resolve(link.Target)
		return l.toTerm((*Tree).regions, id, from.lang, link.Anchor, NoRegion)
	case "topic":
		topic, _, _ := l.site.Topics.Resolve(link.Target)
		return l.toTerm((*Tree).topics, topic.ID, from.lang, link.Anchor, NoTopic)
	case "figure", "claim", "source":
		return l.withinHeader(from, link)
	}
	if link.Target == "" {
		return l.at(Destination{Lang: from.lang}, link.Anchor, from.facts, from.report)
	}
	return l.toPath(from, link)
}

// toReport leads to a report by its bundle's path.
func (l *Links) toReport(from Origin, path, lang, anchor string) Destination {
	e := l.site.Entry(path, lang)
	if e == nil {
		return Destination{Outcome: NoReport}
	}
	d := Destination{URL: e.URL, Lang: e.Lang, Report: e}
	if e.Report == from.report {
		d.URL = ""
	}
	return l.at(d, anchor, &e.Text, e.Report)
}

func (l *Links) toPage(path, lang, anchor string) Destination {
	p := l.site.Page(path, lang)
	if p == nil {
		return Destination{Outcome: NoPage}
	}
	return l.at(Destination{URL: p.URL, Lang: p.Lang, Page: p}, anchor, &p.Text, nil)
}

func (l *Links) toTerm(terms func(*Tree) *Terms, id, lang, anchor string, missing Outcome) Destination {
	var term *Term
	in := ""
	for _, t := range l.site.Trees {
		if found := terms(t).Get(id); found != nil && (term == nil || t.Lang == lang) {
			term, in = found, t.Lang
		}
	}
	if term == nil {
		return Destination{Outcome: missing}
	}
	return l.at(Destination{URL: term.List.Path + ".html", Lang: in}, anchor, &markdown.Facts{}, nil)
}

func (t *Tree) regions() *Terms { return t.Regions }
func (t *Tree) topics() *Terms  { return t.Topics }

// toPath leads along a relative path: to another text by the path of its source, or to a file of the bundle.
func (l *Links) toPath(from Origin, link markdown.Link) Destination {
	target := path.Join(path.Dir(from.file), link.Target)
	for _, f := range from.files {
		if f.Path == target {
			return Destination{URL: Published(f), File: f}
		}
	}
	area, bundle, lang, isText := l.text(target, from.lang)
	switch {
	case area == "reports" && (isText || l.site.Entry(bundle, lang) != nil):
		return l.toReport(from, bundle, lang, link.Anchor)
	case area == "pages" && (isText || l.site.Page(bundle, lang) != nil):
		return l.toPage(bundle, lang, link.Anchor)
	}
	return Destination{Outcome: NoFile}
}

// text takes the source path of a text apart: content/reports/2024/11/10-moscow.uk.md is 2024/11/10-moscow in Ukrainian.
func (l *Links) text(file, lang string) (area, bundle, language string, isText bool) {
	rest, ok := strings.CutPrefix(file, "content/")
	if !ok {
		return "", "", lang, false
	}
	area, bundle, _ = strings.Cut(rest, "/")
	bundle, isText = strings.CutSuffix(bundle, ".md")
	for _, t := range l.site.Trees {
		if stem, ok := strings.CutSuffix(bundle, "."+t.Lang); ok && isText {
			bundle, lang = stem, t.Lang
		}
	}
	return area, strings.TrimSuffix(bundle, "/index"), lang, isText
}

// withinHeader leads to a figure or a claim that the text's own header has, or to one of the report's sources.
func (l *Links) withinHeader(from Origin, link markdown.Link) Destination {
	missing := map[string]Outcome{"figure": NoFigure, "claim": NoClaim, "source": NoSource}[link.Scheme]
	d := Destination{Outcome: missing, Lang: from.lang}
	if from.report == nil {
		return d
	}
	if anchor := l.headerAnchor(from.report, link.Scheme, link.Target); anchor != "" {
		d.Outcome, d.Anchor = Found, anchor
	}
	return d
}

func (l *Links) headerAnchor(r *report.Report, scheme, key string) string {
	switch scheme {
	case "figure":
		if slices.ContainsFunc(r.Figures, func(f report.Figure) bool { return f.ID == key }) {
			return FigureAnchor(key)
		}
	case "claim":
		if slices.ContainsFunc(r.Claims, func(c report.Claim) bool { return c.ID == key }) {
			return ClaimAnchor(key)
		}
	case "source":
		return SourceAnchor(l.site.Sources(r), key)
	}
	return ""
}

// FigureAnchor is the id that the first line of a figure has on the report's page.
func FigureAnchor(id string) string { return "figure:" + id }

// ClaimAnchor is the id that a claim has on the report's page.
func ClaimAnchor(id string) string { return "claim:" + id }

// Sources are those of a report: its header's, and the site's own that the report refers to by their keys, in the order of
// their first use.
func (s *Site) Sources(r *report.Report) []report.Source {
	list := r.Sources
	if len(s.Words.Sources) == 0 {
		return list
	}
	add := func(key string) {
		shared, known := s.Words.Sources[key]
		if known && !slices.ContainsFunc(list, func(have report.Source) bool { return have.Key == key }) {
			list = append(list[:len(list):len(list)], shared.In(cmp.Or(r.Lang, s.Config.Default())))
		}
	}
	for _, f := range r.Figures {
		add(f.Source)
	}
	for _, c := range r.Claims {
		add(c.Source)
	}
	for _, e := range r.Events {
		add(e.Source)
	}
	for _, link := range r.Text.Links {
		if link.Scheme == "source" {
			add(link.Target)
		}
	}
	return list
}

// SourceAnchor is the id that one of a report's sources has on its page, or "" when none has the key. That of a protected
// source is a number: a key may say who it is.
func SourceAnchor(sources []report.Source, key string) string {
	for i := range sources {
		switch s := &sources[i]; {
		case s.Key != key:
		case s.Protected:
			return fmt.Sprintf("source:no-%d", i+1)
		default:
			return "source:" + key
		}
	}
	return ""
}

// at opens a page at an anchor, if it has it. A retracted report shows nothing that could be opened: there, every anchor is its top.
func (l *Links) at(d Destination, anchor string, facts *markdown.Facts, r *report.Report) Destination {
	switch {
	case anchor == "" || r != nil && r.Status == report.Retracted:
	case l.hasAnchor(facts, r, anchor):
		d.Anchor = anchor
	default:
		d.Outcome = NoAnchor
	}
	return d
}

func (l *Links) hasAnchor(facts *markdown.Facts, r *report.Report, anchor string) bool {
	if facts.Outline.Has(anchor) || slices.Contains(facts.Anchors, anchor) {
		return true
	}
	if r == nil {
		return false
	}
	scheme, key, _ := strings.Cut(anchor, ":")
	return l.headerAnchor(r, scheme, key) == anchor
}

// Published is where a file of a bundle goes in the published tree. All translations share it.
func Published(f source.File) string {
	return strings.TrimPrefix(strings.TrimPrefix(f.Path, "content/"), "pages/")
}
