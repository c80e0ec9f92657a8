package report

import (
	"sitrep/generator/diag"
	"sitrep/generator/markdown"
	"sitrep/generator/source"
	"sitrep/generator/strict"
)

// Page is a plain page of the site in one language: about, a guide. Its translations stand on their own.
type Page struct {
	Path string // of the bundle: about
	Lang string // of the file's suffix; "" for a file without one
	File string // slash path from the site's root: content/pages/about.md
	PageHeader
	Text     markdown.Facts
	Places   strict.Places
	BodySum  BodySum
	Body     markdown.Body
	Findings []diag.Finding
	Media    Media // the pictures of the bundle
}

// PageHeader is what a page says of itself.
type PageHeader struct {
	Title    string     `key:"title,required" doc:"the page's title"`
	Summary  string     `key:"summary" doc:"one or two sentences for search engines and lists"`
	Internal strict.Any `key:"internal" doc:"notes for colleagues, never published"`
	X        strict.Any `key:"x" doc:"anything, never interpreted"`
}

var page = strict.PlanOf[PageHeader]()

// ParsePage reads the texts of a page's bundle, as Parse does those of a report's.
func ParsePage(b source.Bundle, read func(source.File) ([]byte, error)) ([]Page, error) {
	pages := make([]Page, 0, len(b.Texts))
	pictures, err := lookAt(b.Files, nil, nil, read)
	if err != nil {
		return nil, err
	}
	for _, file := range b.Texts {
		p := Page{Path: b.Path, Lang: file.Lang, File: file.Path, Media: pictures}
		data, findings, err := load(file.File, read)
		if err != nil {
			return nil, err
		}
		if p.Findings = findings; len(findings) == 0 {
			var t text
			p.Places, t = readText(p.File, page, data, &p.PageHeader, nil)
			p.Findings, p.Body, p.Text, p.BodySum = t.findings, t.body, t.facts, t.sum
		}
		p.check()
		pages = append(pages, p)
	}
	return pages, nil
}

// check judges the title as a report's is judged.
func (p *Page) check() {
	r := Report{File: p.File, Header: Header{Title: p.Title, Details: &noDetails}, Places: p.Places}
	checkTitle(&r)
	p.Findings = append(p.Findings, r.Findings...)
}
