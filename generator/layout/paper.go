package layout

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"html/template"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"sitrep/generator/output"
	"sitrep/generator/paper"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// pdf is the page of a report as a PDF beside it.
type pdf struct {
	page  // as it goes on paper
	of    *site.Entry
	read  func(path string) ([]byte, error)
	press *paper.Press
}

// paperPath is where the PDF of a page goes.
func paperPath(page string) string { return strings.TrimSuffix(page, ".html") + ".pdf" }

// toPaper leads from a page to its PDF, where there is one.
func (e *edition) toPaper(page string) template.URL {
	if e.press == nil {
		return ""
	}
	return href("", path.Base(paperPath(page)))
}

// printedAll lists the PDFs of an edition: one of each report, and of each earlier version.
func (f *files) printedAll(e *edition) []output.File {
	if e.press == nil {
		return nil
	}
	var list []output.File
	for _, r := range e.tree.Entries {
		list = append(list, f.printed(e, r)...)
	}
	return list
}

// printed are those of one report.
func (f *files) printed(e *edition, r *site.Entry) []output.File {
	var list []output.File
	add := func(p page, of *site.Entry) {
		content := &pdf{page: p, of: of, read: f.read, press: e.press}
		list = append(list, output.File{Path: paperPath(p.path), From: p.from, Content: content})
	}
	for i, p := range e.earlierPages(r) {
		add(p, e.formerly(r, r.Earlier[i]))
	}
	add(e.reportPage(r), r)
	return list
}

// findPrinted looks up the PDF of a report.
func (f *files) findPrinted(e *edition, path string) (output.File, bool) {
	stem, isPDF := strings.CutSuffix(path, ".pdf")
	rest, own := strings.CutPrefix(stem, e.tree.Prefix+"reports/")
	if e.press == nil || !isPDF || !own {
		return output.File{}, false
	}
	for _, r := range e.reportsAt(rest) {
		for _, file := range f.printed(e, r) {
			if file.Path == path {
				return file, true
			}
		}
	}
	return output.File{}, false
}

// onPaper is the page of a report without what is of no use there: the way to its PDF and to its neighbours. So a report is not printed
// anew when the next one comes.
func (p *pdf) onPaper() *Report {
	v := *p.view(p.path).(*Report)
	v.PDF, v.Previous, v.Following, v.Older, v.Newer = "", nil, nil, nil, nil
	return &v
}

// Key names the page as it is printed, its pictures and style sheet, the address that its links lead to, and the browser.
func (p *pdf) Key() output.Sum {
	e := p.edition
	key := e.theme.key(p.template, p.onPaper())
	b := append(key[:], e.sheets[forReports].path...)
	b = append(append(append(b, 0), e.site.Config.BaseURL...), 0)
	b = append(append(b, p.press.Name...), 0)
	b = p.date().AppendFormat(b, time.RFC3339)
	media := published{}
	e.addMedia(media, p.of)
	for _, path := range slices.Sorted(maps.Keys(media)) {
		key := media[path].Key()
		b = append(append(b, path...), key[:]...)
	}
	return sha256.Sum256(b)
}

// date is when the report was last changed, as far as it says so: the time that stands in the PDF.
func (p *pdf) date() time.Time {
	for _, at := range []report.Moment{p.of.Retraction.Date, p.of.Updated, p.of.Published} {
		if at.Given {
			return at.Begin(p.edition.site.Config.Zone())
		}
	}
	return p.of.Date.Begin(p.edition.site.Config.Zone())
}

// Make makes the page and prints it.
func (p *pdf) Make(b *bytes.Buffer) error {
	e := p.edition
	var html bytes.Buffer
	if err := e.theme.render(&html, e.Messages, p.template, p.onPaper()); err != nil {
		return fmt.Errorf("%s: %w", p.path, err)
	}
	made, err := p.press.Print(&paper.Page{
		Path: p.path, HTML: html.Bytes(), Style: e.sheets[forReports].css, Base: e.site.Config.BaseURL, Date: p.date(), File: p.read,
	})
	b.Write(made)
	return err
}

// read makes a file that a page shows.
func (f *files) read(path string) ([]byte, error) {
	file, found := f.find(path)
	if !found {
		return nil, fmt.Errorf("there is no %s", path)
	}
	var b bytes.Buffer
	err := file.Make(&b)
	return b.Bytes(), err
}
