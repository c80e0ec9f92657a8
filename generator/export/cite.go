package export

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"sitrep/generator/output"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// bibtex and csl are how to cite a report, for programs that keep references: BibTeX, and CSL-JSON as citeproc and most others take it.
var (
	bibtex = beside(site.BibTeX, (*desk).reference, writeBibTeX)
	csl    = beside(site.CSL, (*desk).reference, writeCSL)
)

// Reference is a report as it is cited.
type Reference struct {
	Key        string // of letters, digits and hyphens
	Genre      string
	Author     string
	Publisher  string
	Title      string
	Series     string
	Number     int
	Version    int
	Year       int
	Month, Day int
	URL        string
	Lang       string
	Text       TextSum
}

// TextSum is the sum of the file that holds a report's text. It is taken when a file is made; in a key stands the key of that file.
type TextSum struct{ file *output.File }

// Sum is the text's key.
func (s TextSum) Sum() output.Sum {
	if s.file == nil {
		return output.Sum{}
	}
	return s.file.Key()
}

// note is the sum in words that need no translation; "" where the site publishes no text.
func (s TextSum) note() (string, error) {
	if s.file == nil {
		return "", nil
	}
	var b bytes.Buffer
	if err := s.file.Make(&b); err != nil {
		return "", err
	}
	sum := sha256.Sum256(b.Bytes())
	return "SHA-256 (" + site.Text.Name + "): " + hex.EncodeToString(sum[:]), nil
}

func (d *desk) reference(e *site.Entry) Reference {
	c := d.tree(e.Lang).Citation(e)
	r := Reference{
		Key: keyOf(c), Genre: d.spoken(e.Lang).get("report.kind." + string(cmp.Or(e.Type, report.Sitrep))), Author: c.Author, Publisher: c.Publisher, Title: d.marks(e) + c.Title,
		Series: c.Series, Number: c.Number, Version: c.Version, Year: c.Issued.Year(), Month: int(c.Issued.Month()), Day: c.Issued.Day(), Lang: c.Lang,
	}
	if d.Config.BaseURL != "" {
		r.URL = d.Address(c.Page)
	}
	if r.Author == "" {
		r.Author = c.Publisher
	}
	for _, file := range d.sheetFiles(e) {
		if file.Path == site.Beside(e.URL, site.Text.Ending) {
			r.Text = TextSum{&file}
		}
	}
	return r
}

// keyOf names a version of a report among references: reports-2026-03-10-flood-v2. Anything but ASCII letters and digits is a hyphen.
func keyOf(c *site.Citation) string {
	key := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, strings.TrimSuffix(c.Page, ".html"))
	return fmt.Sprintf("%s-v%d", key, c.Version)
}

func writeBibTeX(b *bytes.Buffer, r Reference) error {
	note, err := r.Text.note()
	if err != nil {
		return err
	}
	version := fmt.Sprintf("Version %d", r.Version)
	if note != "" {
		version += ". " + note
	}
	number := ""
	if r.Number > 0 {
		number = fmt.Sprint(r.Number)
	}
	fmt.Fprintf(b, "@techreport{%s,\n", r.Key)
	for _, f := range []struct{ name, value string }{
		{"author", "{" + tex(r.Author) + "}"}, {"title", "{" + tex(r.Title) + "}"}, {"institution", tex(r.Publisher)}, {"type", tex(r.Genre)}, {"series", tex(r.Series)}, {"number", number},
		{"version", fmt.Sprint(r.Version)}, {"year", fmt.Sprint(r.Year)}, {"month", strings.ToLower(time.Month(r.Month).String()[:3])}, {"date", r.date()},
		{"url", strings.ReplaceAll(r.URL, "%", `\%`)}, {"language", r.Lang}, {"note", tex(version)},
	} {
		switch {
		case f.value == "":
		case f.name == "month": // one of BibTeX's own words
			fmt.Fprintf(b, "  %-11s = %s,\n", f.name, f.value)
		default:
			fmt.Fprintf(b, "  %-11s = {%s},\n", f.name, f.value)
		}
	}
	b.WriteString("}\n")
	return nil
}

func (r *Reference) date() string { return fmt.Sprintf("%04d-%02d-%02d", r.Year, r.Month, r.Day) }

// texMarks are the characters that TeX takes for marks, and how it sets them.
var texMarks = strings.NewReplacer(
	`\`, `\textbackslash{}`, "{", `\{`, "}", `\}`, "$", `\$`, "&", `\&`, "#", `\#`, "_", `\_`, "%", `\%`, "~", `\textasciitilde{}`, "^", `\textasciicircum{}`,
)

// tex is a text in one line as TeX sets it.
func tex(text string) string { return texMarks.Replace(oneLine(text)) }

// cslItem is an item of CSL-JSON (Citation Style Language 1.0.2, csl-data.json).
type cslItem struct {
	ID        string    `json:"id"`
	Type      string    `json:"type"`
	Genre     string    `json:"genre,omitempty"`
	Title     string    `json:"title"`
	Author    []cslName `json:"author"`
	Publisher string    `json:"publisher"`
	Series    string    `json:"collection-title,omitempty"`
	Number    string    `json:"number,omitempty"`
	Version   string    `json:"version"`
	Issued    cslDate   `json:"issued"`
	URL       string    `json:"URL,omitempty"`
	Lang      string    `json:"language"`
	Note      string    `json:"note,omitempty"`
}

// cslName is a name that is not taken apart: nobody knows which part of it is the family's.
type cslName struct {
	Literal string `json:"literal"`
}

type cslDate struct {
	Parts [][]int `json:"date-parts"`
}

func writeCSL(b *bytes.Buffer, r Reference) error {
	note, err := r.Text.note()
	if err != nil {
		return err
	}
	item := cslItem{
		ID: r.Key, Type: "report", Genre: r.Genre, Title: r.Title, Author: []cslName{{r.Author}}, Publisher: r.Publisher, Series: r.Series, Version: fmt.Sprint(r.Version),
		Issued: cslDate{[][]int{{r.Year, r.Month, r.Day}}}, URL: r.URL, Lang: r.Lang, Note: note,
	}
	if r.Number > 0 {
		item.Number = fmt.Sprint(r.Number)
	}
	return encode(b, []cslItem{item})
}
