package export

import (
	"bytes"
	"encoding/json"

	"sitrep/generator/markdown"
)

// writeJSON writes a report for programs. Its HTML stays readable: the file is no page, and nobody takes it for one.
func writeJSON(b *bytes.Buffer, s Sheet, body markdown.Body) error {
	doc := s.Document
	doc.BodyHTML = string(body.AppendTo(nil, s.fill()))
	doc.BodyText = string(body.AppendBare(nil, s.Words.get, unbroken))
	encoder := json.NewEncoder(b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	return encoder.Encode(doc)
}

// unbroken is a line so long that none is broken.
const unbroken = 1 << 30
