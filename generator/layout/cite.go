package layout

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"html"
	"html/template"
	"path"
	"strings"
	"sync"

	"sitrep/generator/cite"
	"sitrep/generator/output"
	"sitrep/generator/site"
)

// Citation is how to cite a report: in words, and as BibTeX. Its very words are named by the sum of a file that lies beside the page.
type Citation struct {
	Text   string
	Page   template.URL // the whole address of the report; "" where the site has none
	File   string       // name of the file whose sum is given; "" for none
	Href   template.URL
	Sum    *Fragment // SHA-256 in hexadecimal digits
	BibTeX *Fragment
}

// citation says how to cite a report; nil where it was taken back.
func (e *edition) citation(up string, r *site.Entry) *Citation {
	c := e.tree.Citation(r, e.get)
	if c == nil {
		return nil
	}
	v := &Citation{Page: template.URL(c.URL)}
	number := ""
	if c.Number > 0 {
		number = e.pattern("report.number", "n", e.count(c.Number))
	}
	version := e.get("report.version") + " " + e.count(c.Version)
	for _, part := range []string{c.Author, c.Title, e.sideBySide(c.Series, number, version), e.sideBySide(c.Publisher, e.day(c.Day.Time()))} {
		v.Text += strings.TrimSuffix(e.isolated(part), ".") + ". "
	}
	v.Text = strings.TrimSuffix(v.Text, " ")
	e.sums(v, up, e.site.Named(r), c)
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

// sums adds the sum of the file at a path, and the reference that says it, too. The sum is taken when the page is made; in the page's key
// stands the key of that file.
func (e *edition) sums(v *Citation, up, at string, c *cite.Reference) {
	sum := func() (string, error) { return "", nil }
	var key output.Sum
	if file, found := e.fileBeside(at); found {
		sum, key = sync.OnceValues(func() (string, error) { return sumOf(file) }), file.Key()
		v.File, v.Href, v.Sum = path.Base(at), href(up, at), &Fragment{sum: key, make: sum}
	}
	v.BibTeX = &Fragment{sum: e.theme.key("bibtex", struct {
		Reference cite.Reference
		File      output.Sum
	}{*c, key}), make: func() (string, error) {
		hex, err := sum()
		remark := ""
		if hex != "" {
			remark = cite.Remark(at, hex)
		}
		return html.EscapeString(c.BibTeX(remark)), err
	}}
}

// fileBeside is a file of another room that lies beside a page.
func (e *edition) fileBeside(path string) (output.File, bool) {
	if e.beside == nil || path == "" {
		return output.File{}, false
	}
	return e.beside.Find(path)
}

// drafts is the room that files are made in for their sums.
var drafts = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func sumOf(file output.File) (string, error) {
	b := drafts.Get().(*bytes.Buffer)
	defer drafts.Put(b)
	b.Reset()
	if err := file.Make(b); err != nil {
		return "", err
	}
	sum := sha256.Sum256(b.Bytes())
	return hex.EncodeToString(sum[:]), nil
}
