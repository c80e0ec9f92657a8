package cite

import (
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var reference = Reference{
	Page: "ar/reports/2026/03/10-повінь.html", Genre: "Situation report", Author: "A. Relke & Co_operation", Publisher: `Desk {of} \Noria`, Title: "Flood: 50% of #1 is ~5 m^2, $3\nmore", Series: "Daily", Number: 7, Version: 2,
	Day: Day{2026, 3, 10}, URL: "https://noria.example/%D0%BF.html", Lang: "en",
}

func TestBibTeX(t *testing.T) {
	const want = `@techreport{ar-reports-2026-03-10-ead16dcd-v2,
  author      = {{A. Relke \& Co\_operation}},
  title       = {{Flood: 50\% of \#1 is \textasciitilde{}5 m\textasciicircum{}2, \$3 more}},
  institution = {Desk \{of\} \textbackslash{}Noria},
  type        = {Situation report},
  series      = {Daily},
  number      = {7},
  version     = {2},
  year        = {2026},
  date        = {2026-03-10},
  url         = {https://noria.example/\%D0\%BF.html},
  language    = {en},
  note        = {Version 2. SHA-256 of x.txt: 00},
}
`
	if got := reference.BibTeX(Remark("reports/x.txt", "00")); got != want {
		t.Errorf("%s", got)
	}
}

func TestCSL(t *testing.T) {
	text, err := reference.CSL("")
	if err != nil {
		t.Fatal(err)
	}
	const want = `[{"id":"ar-reports-2026-03-10-ead16dcd-v2","type":"report","genre":"Situation report","title":"Flood: 50% of #1 is ~5 m^2, $3\nmore","author":[{"literal":"A. Relke & Co_operation"}],` +
		`"publisher":"Desk {of} \\Noria","collection-title":"Daily","number":"7","version":"2","issued":{"date-parts":[[2026,3,10]]},"URL":"https://noria.example/%D0%BF.html","language":"en"}]`
	var got, wanted any
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(want), &wanted); err != nil {
		t.Fatal(err)
	}
	a, _ := json.Marshal(got)
	b, _ := json.Marshal(wanted)
	if string(a) != string(b) {
		t.Errorf("%s", text)
	}
}

// TestBracesMatch holds that no text can end a field of BibTeX before its time.
func TestBracesMatch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := reference
		r.Title, r.Author = rapid.String().Draw(t, "title"), rapid.StringOfN(rapid.RuneFrom([]rune(`\{}%$a `)), 0, 12, -1).Draw(t, "author")
		depth, least := 0, 9
		text := r.BibTeX("")
		body := text[strings.IndexByte(text, '{')+1:]
		for i := range len(body) {
			switch escaped := i > 0 && body[i-1] == '\\'; {
			case body[i] == '{' && !escaped:
				depth++
			case body[i] == '}' && !escaped:
				depth--
			}
			if i < len(body)-2 {
				least = min(least, depth)
			}
		}
		if depth != -1 || least < 0 {
			t.Fatalf("braces do not match:\n%s", text)
		}
	})
}
