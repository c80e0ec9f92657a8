package export

import (
	"bytes"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/google/uuid"

	"sitrep/generator/site"
)

// reliefweb is what ReliefWeb's Post API, version 2, takes of a report, beside its page: a file to be handed over by whoever holds the key. Only
// real reports that anybody may have are there, and it never asks for anybody to be notified.
var reliefweb = beside(site.Payload, (*desk).payload, writePayload)

// reliefWebNames is the namespace of its documents' UUIDs: version 5, of the document's address.
var reliefWebNames = uuid.MustParse("8e27a998-c362-5d1f-b152-d474e1d36af2")

// Payload is a report in the members of ReliefWeb's schema, report.json.
type Payload struct {
	URL       string `json:"url"`
	UUID      string `json:"uuid"`
	Title     string `json:"title"`
	Source    []int  `json:"source"`
	Country   []int  `json:"country"`
	Format    []int  `json:"format"`
	Language  []int  `json:"language"`
	Published string `json:"published"` // RFC 3339
	Body      string `json:"body"`
	Origin    string `json:"origin"`
	Disaster  []int  `json:"disaster,omitempty"`
	Hazards   []int  `json:"disaster_type,omitempty"`
	Theme     []int  `json:"theme,omitempty"`

	Lead string `json:"-"` // what stands above the text
	Text Body   `json:"-"`
	More string `json:"-"` // what stands below a text that is too long
}

// reportFormat is the number of "Situation Report" among ReliefWeb's content formats.
const reportFormat = 10

func (d *desk) payload(e *site.Entry) Payload {
	c := d.Config.ReliefWeb
	address := d.Address(e.URL)
	p := Payload{
		URL: address, UUID: uuid.NewSHA1(reliefWebNames, []byte(address)).String(), Origin: address, Title: plainLine(e.Title), Source: c.Sources, Country: d.ReliefWebCountries(e),
		Format: []int{reportFormat}, Language: []int{d.ReliefWebLanguage(e.Lang)}, Published: d.firstPublished(e).Format(time.RFC3339),
		Lead: d.lead(e), Text: d.bodyOf(e), More: "\n\n[…](" + address + ")",
	}
	if c.Format != 0 {
		p.Format[0] = c.Format
	}
	add := func(list *[]int, number int, most int) {
		if number != 0 && !slices.Contains(*list, number) && len(*list) < most {
			*list = append(*list, number)
		}
	}
	for _, number := range e.Incidents {
		add(&p.Disaster, c.Disasters[number], 30)
	}
	for _, topic := range e.Topics {
		for _, id := range append([]string{topic}, d.Topics.Ancestors(topic)...) {
			add(&p.Theme, c.Themes[id], 20)
			add(&p.Hazards, c.Hazards[id], 30)
		}
	}
	return p
}

// firstPublished is when a report was published first, or the time it is about.
func (d *desk) firstPublished(e *site.Entry) time.Time {
	if e.Published.Given {
		return e.Published.Begin(d.Config.Zone())
	}
	return e.Date.Begin(d.Config.Zone())
}

// lead is a report's summary and highlights as Markdown.
func (d *desk) lead(e *site.Entry) string {
	var parts []string
	if e.Summary != "" {
		parts = append(parts, e.Summary)
	}
	if len(e.Highlights) > 0 {
		parts = append(parts, "**"+d.spoken(e.Lang).get("report.highlights")+"**", "- "+strings.Join(e.Highlights, "\n- "))
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, "\n\n") + "\n\n"
}

// longestBody is how many characters a body may have.
const longestBody = 100_000

func writePayload(b *bytes.Buffer, p Payload) error {
	text, err := p.Text.Markdown()
	if err != nil {
		return err
	}
	p.Body = plainText(p.Lead + text)
	if runes := []rune(p.Body); len(runes) > longestBody {
		p.Body = strings.TrimSpace(string(runes[:longestBody-len([]rune(p.More))])) + p.More
	}
	return encode(b, p)
}

// plainLine is a text in one line, with no white space but single spaces and nothing that cannot be seen: what the schema asks of titles.
func plainLine(text string) string { return strings.Join(strings.Fields(visible(text)), " ") }

// plainText is a text of several lines by the same rule. Only at the end of a line may there be two spaces, which Markdown breaks it by.
func plainText(text string) string {
	lines := strings.Split(visible(text), "\n")
	for i, line := range lines {
		breaks := strings.HasSuffix(line, "  ") && i+1 < len(lines) && strings.TrimSpace(lines[i+1]) != ""
		lines[i] = strings.Join(strings.Fields(line), " ")
		if breaks && lines[i] != "" {
			lines[i] += "  "
		}
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// visible leaves out controls, marks of direction and other characters without a shape of their own, and makes every white space one that all
// programs know.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case unicode.Is(unicode.Z, r) || r == '\t':
			return ' '
		case unicode.Is(unicode.C, r):
			return -1
		}
		return r
	}, text)
}
