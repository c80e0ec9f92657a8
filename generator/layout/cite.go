package layout

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"html/template"
	"strings"

	"sitrep/generator/output"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// Citation is how to cite a report.
type Citation struct {
	Text string
	Page template.URL // the whole address of the report; "" where the site has none
	Href template.URL // of the report's text in a file of its own, whose sum names what is cited; "" for none
	Sum  *Fragment    // SHA-256 of that file in hexadecimal digits
}

// citation says how to cite a report; nil where it was taken back.
func (e *edition) citation(up string, r *site.Entry) *Citation {
	c := e.tree.Citation(r)
	if c == nil {
		return nil
	}
	version := e.get("report.version") + " " + e.count(c.Version)
	number := ""
	if c.Number > 0 {
		number = e.pattern("report.number", "n", e.count(c.Number))
	}
	parts := []string{c.Author, c.Title, e.sideBySide(c.Series, number, version), e.sideBySide(c.Publisher, e.day(c.Issued))}
	v := &Citation{}
	if e.site.Config.BaseURL != "" {
		v.Page = href(e.site.Config.BaseURL, c.Page)
	}
	if c.Exercise {
		v.Text = e.get("exercise.title") + " "
	}
	if c.TLP != "" && c.TLP != report.Clear {
		v.Text += tlpWord(c.TLP) + " "
	}
	for _, part := range parts {
		if part != "" {
			v.Text += strings.TrimSuffix(e.isolated(part), ".") + ". "
		}
	}
	v.Text = strings.TrimSuffix(v.Text, " ")
	e.sumOfText(v, up, r)
	return v
}

// sideBySide is what is there of some words, side by side.
func (e *edition) sideBySide(words ...string) string {
	var there []string
	for _, word := range words {
		if word != "" {
			there = append(there, word)
		}
	}
	return e.joined(there...)
}

// sumOfText adds the sum of the file that holds the report's text, where there is one. It is taken when the page is made; in the page's
// key stands the key of that file.
func (e *edition) sumOfText(v *Citation, up string, r *site.Entry) {
	if e.beside == nil || !e.site.Has(r, site.Text) {
		return
	}
	path := site.Beside(r.URL, site.Text.Ending)
	file, found := e.beside.Find(path)
	if !found {
		return
	}
	v.Href, v.Sum = href(up, path), &Fragment{sum: file.Key(), make: func() (string, error) { return sumOf(file) }}
}

func sumOf(file output.File) (string, error) {
	var b bytes.Buffer
	if err := file.Make(&b); err != nil {
		return "", err
	}
	sum := sha256.Sum256(b.Bytes())
	return hex.EncodeToString(sum[:]), nil
}
