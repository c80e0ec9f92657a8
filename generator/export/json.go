package export

import (
	"bytes"
	"encoding/json"

	"sitrep/generator/markdown"
)

// writeJSON writes a report for programs. Its HTML stays readable: the file is no page, and nobody takes it for one.
func writeJSON(b *bytes.Buffer, s *Sheet, body markdown.Body) error {
	doc := s.Document
	doc.BodyHTML = string(body.AppendTo(nil, s.fill()))
	text := make([]byte, 0, len(doc.BodyHTML))
	for i := range body.Blocks {
		text = body.Blocks[i].AppendText(text, s.Words.get)
	}
	doc.BodyText = string(bytes.TrimRight(text, "\n"))
	b.Grow(2*len(doc.BodyHTML) + len(doc.BodyText) + len(doc.BodyText)/8 + 4096)
	encoder := json.NewEncoder(b)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(&doc)
}
