package export

import (
	"sitrep/generator/markdown"
	"sitrep/generator/output"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// Body is a report's text on its way to a file. In a view it stands for all that the text shows outside the site: its sum names the text, the
// whole addresses that its links lead to, and the words of the interface in it. It is read when the file is made.
type Body struct {
	desk  *desk
	entry *site.Entry
}

func (d *desk) body(e *site.Entry) Body { return Body{d, e} }

// Sum names the text as it is shown.
func (b Body) Sum() output.Sum {
	from := struct {
		Text         report.BodySum
		Links, Words []string
	}{Text: b.entry.BodySum, Links: b.desk.links.Whole(b.entry)}
	for _, key := range markdown.Words {
		from.Words = append(from.Words, b.word(key))
	}
	return b.desk.hasher.Sum(output.Sum{}, "body", from)
}

// Markdown is the text as Markdown, with whole addresses.
func (b Body) Markdown() (string, error) {
	body, err := b.desk.Bodies(b.entry.Report)
	if err != nil {
		return "", err
	}
	return string(body.AppendMarkdown(nil, site.Fill(b.desk.links.Whole(b.entry), b.word))), nil
}

// Bare is the text without marks and addresses, in lines of at most so many columns.
func (b Body) Bare(most int) (string, error) {
	body, err := b.desk.Bodies(b.entry.Report)
	if err != nil {
		return "", err
	}
	return string(body.AppendBare(nil, b.word, most)), nil
}

func (b Body) word(key string) string { return b.desk.Word(b.entry.Lang)(key) }
