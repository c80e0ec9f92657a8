package diag

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// jsonFinding is a finding as JSON has it. The keys are a promise: they are neither renamed nor given another meaning.
type jsonFinding struct {
	File     string `json:"file"`             // slash path from the site's root; "" for the site as a whole
	Line     int    `json:"line,omitempty"`   // 1-based; absent for the file as a whole
	Column   int    `json:"column,omitempty"` // 1-based, in code points
	Rule     string `json:"rule"`
	Severity string `json:"severity"` // error or warning
	Text     string `json:"text"`
	Hint     string `json:"hint,omitempty"`
}

// JSON prints findings as one document: an array of objects with the keys file, line, column, rule, severity, text, hint.
// Line and column count from 1, columns in code points; they are absent where there is none, as is an empty hint.
func JSON(w io.Writer, findings []Finding) error {
	all := make([]jsonFinding, len(findings))
	for i, f := range findings {
		all[i] = jsonFinding{f.File, f.Pos.Line, f.Pos.Col, f.Rule, f.Severity.String(), f.Text, f.Hint}
	}
	return writeJSON(w, all)
}

// writeJSON prints a value, indented, with hostile characters by their numbers.
func writeJSON(w io.Writer, v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(escapedJSON(b.Bytes()))
	return err
}

// escapedJSON turns hostile runes, which in JSON can only stand inside strings, into escapes.
func escapedJSON(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		switch {
		case r == '\n' || !hostile(r):
			out = append(out, b[:n]...)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			out = fmt.Appendf(out, `\u%04x\u%04x`, high, low)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
		b = b[n:]
	}
	return out
}
