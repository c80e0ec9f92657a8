// Package cite writes references to a report, for those who cite it: BibTeX, and CSL-JSON as citeproc and most programs that keep
// references take it. A Reference is a plain value; the package is pure.
package cite

import (
	"encoding/json"
	"fmt"
	"hash/crc32"
	"path"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Reference is what names a report, in its version, to somebody who wants to find it again.
type Reference struct {
	Page      string // path of its page in the published tree; the reference is called by it
	Genre     string // situation report, in the report's language
	Author    string // who wrote it, or who publishes it
	Publisher string
	Title     string
	Series    string // its name; may be empty
	Number    int    // in the series; 0 for none
	Version   int
	Day       Day    // on which it was published
	URL       string // whole; may be empty
	Lang      string // BCP 47
}

// Key names the version among references: reports-2026-03-10-flood-v2. Anything but ASCII letters and digits is a hyphen; where that is a
// letter, a sum of the path keeps names apart.
func (r *Reference) Key() string {
	path, ascii := strings.TrimSuffix(r.Page, ".html"), true
	key := strings.Map(func(c rune) rune {
		ascii = ascii && c < unicode.MaxASCII
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' {
			return c
		}
		return '-'
	}, path)
	if !ascii {
		key = fmt.Sprintf("%s-%x", strings.TrimRight(key, "-"), crc32.ChecksumIEEE([]byte(path)))
	}
	return key + "-v" + strconv.Itoa(r.Version)
}

// Day is a civil day.
type Day struct{ Year, Month, Day int }

// DayOf is the day of a time in the time's own zone.
func DayOf(t time.Time) Day { return Day{t.Year(), int(t.Month()), t.Day()} }

// Time is the midnight, in UTC, that stands for the day.
func (d Day) Time() time.Time {
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
}

func (r *Reference) number() string {
	if r.Number == 0 {
		return ""
	}
	return strconv.Itoa(r.Number)
}

// BibTeX is the reference for BibTeX and biblatex, in UTF-8. sum is a remark on what names the report's very words; it may be empty.
func (r *Reference) BibTeX(sum string) string {
	var b strings.Builder
	note := "Version " + strconv.Itoa(r.Version)
	if sum != "" {
		note += ". " + sum
	}
	fmt.Fprintf(&b, "@techreport{%s,\n", r.Key())
	for _, f := range []struct{ name, value string }{
		{"author", "{" + tex(r.Author) + "}"}, {"title", "{" + tex(r.Title) + "}"}, {"institution", tex(r.Publisher)}, {"type", tex(r.Genre)}, {"series", tex(r.Series)}, {"number", r.number()},
		{"version", strconv.Itoa(r.Version)}, {"year", strconv.Itoa(r.Day.Year)}, {"date", r.Day.Time().Format(time.DateOnly)}, {"url", strings.ReplaceAll(r.URL, "%", `\%`)}, {"language", r.Lang},
		{"note", tex(note)},
	} {
		if f.value != "" {
			fmt.Fprintf(&b, "  %-11s = {%s},\n", f.name, f.value)
		}
	}
	b.WriteString("}\n")
	return b.String()
}

// texMarks are the characters that TeX takes for marks, and how it sets them.
var texMarks = strings.NewReplacer(
	`\`, `\textbackslash{}`, "{", `\{`, "}", `\}`, "$", `\$`, "&", `\&`, "#", `\#`, "_", `\_`, "%", `\%`, "~", `\textasciitilde{}`, "^", `\textasciicircum{}`,
)

// tex is a text in one line as TeX sets it.
func tex(text string) string { return texMarks.Replace(strings.Join(strings.Fields(text), " ")) }

// item is an item of CSL-JSON (Citation Style Language 1.0.2, csl-data.json).
type item struct {
	ID        string `json:"id"`
	Type      string `json:"type"`
	Genre     string `json:"genre,omitempty"`
	Title     string `json:"title"`
	Author    []name `json:"author"`
	Publisher string `json:"publisher"`
	Series    string `json:"collection-title,omitempty"`
	Number    string `json:"number,omitempty"`
	Version   string `json:"version"`
	Issued    date   `json:"issued"`
	URL       string `json:"URL,omitempty"`
	Lang      string `json:"language"`
	Note      string `json:"note,omitempty"`
}

// name is one that is not taken apart: nobody knows which part of it is the family's.
type name struct {
	Literal string `json:"literal"`
}

type date struct {
	Parts [][]int `json:"date-parts"`
}

// CSL is the reference as a list of one in CSL-JSON. sum is as in BibTeX.
func (r *Reference) CSL(sum string) ([]byte, error) {
	return json.MarshalIndent([]item{{
		ID: r.Key(), Type: "report", Genre: r.Genre, Title: r.Title, Author: []name{{r.Author}}, Publisher: r.Publisher, Series: r.Series, Number: r.number(), Version: strconv.Itoa(r.Version),
		Issued: date{[][]int{{r.Day.Year, r.Day.Month, r.Day.Day}}}, URL: r.URL, Lang: r.Lang, Note: sum,
	}}, "", " ")
}

// Remark says which file has which sum, in words that need no translation: SHA-256 of 10-flood.txt: 3a7b….
func Remark(file, sum string) string {
	return "SHA-256 of " + path.Base(file) + ": " + sum
}
