package export

import (
	"sitrep/generator/output"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// Body is a report's text on its way to a file. In a view it stands for all that the text shows outside the site: its sum names the text, the
// whole addresses that its links lead to, and the words of the interface. It is read when the file is made.
type Body struct {
	desk  *desk
	entry *site.Entry
}

func (d *desk) bodyOf(e *site.Entry) Body { return Body{d, e} }

// Sum names the text as it is shown.
func (b Body) Sum() output.Sum {
	return b.desk.hasher.Sum(output.Sum{}, "body", struct {
		Text  report.BodySum
		Links []string
		Words wordList
	}{b.entry.BodySum, b.desk.links.Whole(b.entry), b.words()})
}

// Markdown is the text as Markdown, with whole addresses.
func (b Body) Markdown() (string, error) {
	body, err := b.desk.body(b.entry)
	if err != nil {
		return "", err
	}
	return string(body.AppendMarkdown(nil, site.Fill(b.desk.links.Whole(b.entry), b.words().get))), nil
}

// Bare is the text without marks and addresses. Its paragraphs are a line each.
func (b Body) Bare() (string, error) {
	body, err := b.desk.body(b.entry)
	if err != nil {
		return "", err
	}
	var text []byte
	for i := range body.Blocks {
		text = body.Blocks[i].AppendText(text, b.words().get)
	}
	return string(text), nil
}

func (b Body) words() wordList { return b.desk.spoken(b.entry.Lang) }
