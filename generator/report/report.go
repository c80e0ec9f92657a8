// Package report turns a bundle of the site into its Reports.
//
// A text is a header and a body. The fences tell where one ends and the other begins (fence.go); strict decodes the header
// into a Header, field by field (header.go and a file for each thing in it: figure.go, claim.go, …); markdown converts the body;
// the checks (check.go) judge what the bundle alone can show to be wrong. A Report is the outcome for one text: a plain value,
// never changed after Parse, a pure function of the bundle's bytes. A translation is a Report, too, with its original's header
// merged in (translation.go). A Page is a plain page of the site, read by the same road with a shorter header.
//
// The law of this room: it fails closed. Whatever was not wholly understood leaves an error among the Report's findings, and a
// Report with an error is not published.
package report

import (
	"crypto/sha256"
	"fmt"
	"slices"

	"sitrep/generator/diag"
	"sitrep/generator/markdown"
	"sitrep/generator/source"
	"sitrep/generator/strict"
)

// Report is one text of a bundle: the original, or a translation. It is small, and can be written down as it is.
type Report struct {
	Path   string         // of the bundle: 2024/11/10-moscow-drones
	Lang   string         // of the file's suffix; "" for a file without one. What the header says of the language is Header.Lang
	Was    int            // the version that an earlier text is of, by the file's name; 0 for the current text
	File   string         // slash path from the site's root: content/reports/2024/11/10-moscow-drones.uk.md
	Header                // of a translation: merged with the original's
	Text   markdown.Facts // its Lead only where there is no Summary
	Names  Names          // that the body of an original says
	Places strict.Places  // of this file's own header
	// BodySum names the body's text: equal sums have equal bodies.
	BodySum  BodySum
	Findings []diag.Finding
}

// BodySum is the first half of the SHA-256 of a body's text.
type BodySum [16]byte

// Settle completes a Report that was read from disk.
func (r *Report) Settle() { r.settle() }

// Parsed is a Report with its body, which is kept apart: nobody needs the bodies of all reports at once.
type Parsed struct {
	Report
	Body markdown.Body
}

// maxText bounds a report's file, in bytes.
const maxText = 8 << 20

// Parse reads the texts of a bundle: the current ones, the original first, then the earlier versions that may be shown. Where there is
// no text without a language, the first by language stands as the original. The error is the reader's; a writer's faults are Findings
// of the report they are in.
func Parse(b source.Bundle, read func(source.File) ([]byte, error)) ([]Parsed, error) {
	return ParseAgain(b, nil, read)
}

// ParseAgain is Parse where pictures of the bundle were looked at before: those that are the same need not be read. It makes no
// difference but to the time.
func ParseAgain(b source.Bundle, before Media, read func(source.File) ([]byte, error)) ([]Parsed, error) {
	editions := slices.Collect(chunks(b.Texts))
	parsed, err := parseVersion(b, editions[0], read)
	if err != nil {
		return nil, err
	}
	earlier, err := parseEarlier(b, editions[1:], &parsed[0].Report, read)
	if err != nil {
		return nil, err
	}
	parsed = append(parsed, earlier...)
	return parsed, lookAtAll(parsed, b.Files, before, read)
}

// parseVersion reads the texts of one version.
func parseVersion(b source.Bundle, texts []source.Text, read func(source.File) ([]byte, error)) ([]Parsed, error) {
	parsed := make([]Parsed, 0, len(b.Texts))
	for i, text := range texts {
		p := Parsed{Report: Report{Path: b.Path, Lang: text.Lang, Was: text.Version, File: text.Path, Header: Header{Details: new(Details)}}}
		data, findings, err := load(text.File, read)
		if err != nil {
			return nil, err
		}
		p.Findings = findings
		if i == 0 {
			p.understand(original, data, &listener{people: &p.Header, named: namesOf(text)})
			p.check()
			if err := p.readTables(b.Files, read); err != nil {
				return nil, err
			}
			p.checkRepeated()
		} else {
			p.understand(translation, data, &listener{people: &parsed[0].Header})
			p.translate(&parsed[0].Report)
		}
		p.settle()
		if p.Summary != "" {
			p.Text.Lead = "" // it stands in for a summary
		}
		parsed = append(parsed, p)
	}
	for i := range parsed {
		parsed[i].protect()
	}
	return parsed, nil
}

// load reads a text unless it is too large, which is a finding.
func load(file source.File, read func(source.File) ([]byte, error)) ([]byte, []diag.Finding, error) {
	size := file.Size
	if size <= maxText {
		data, err := read(file)
		if err != nil {
			return nil, nil, fmt.Errorf("read %s: %w", file.Path, err)
		}
		if size = int64(len(data)); size <= maxText {
			return data, nil, nil
		}
	}
	return nil, []diag.Finding{{
		File: file.Path, Rule: "report/size", Severity: diag.Error,
		Text: fmt.Sprintf("the file has %.1f MiB; a text may have up to %d", float64(size)/(1<<20), maxText>>20),
		Hint: "put data and pictures into files of their own beside the text",
	}}, nil
}

// The plans of a header: an original's, and a translation's, which may leave out what it inherits.
var (
	original    = strict.PlanOf[Header]()
	translation = original.Loose("title")
)

// namesOf asks for the names in a text where somebody may add to its regions.
func namesOf(t source.Text) *naming {
	if t.Version > 0 {
		return nil
	}
	return &naming{}
}

// understand fills the report from the bytes of its text. nil stands for a text that could not be had.
func (p *Parsed) understand(plan strict.Plan, data []byte, l *listener) {
	if data == nil && len(p.Findings) > 0 {
		return
	}
	var text text
	l.file = p.File
	p.Places, text = readText(p.File, plan, data, &p.Header, l.hear)
	p.Findings = append(append(p.Findings, text.findings...), l.findings...)
	if l.named != nil {
		p.Names = Names(l.named.names)
	}
	p.Body, p.Text, p.BodySum = text.body, text.facts, text.sum
}

// text is what a file held beside its header.
type text struct {
	body     markdown.Body
	facts    markdown.Facts
	sum      BodySum
	findings []diag.Finding
}

// readText divides a file, decodes its header into the given struct and converts its body, whose passages it tells.
func readText(file string, plan strict.Plan, data []byte, header any, hear func(*markdown.Passage)) (places strict.Places, t text) {
	parts, findings := divide(file, data)
	t.findings = findings
	if parts.format != nil {
		node, faults := parts.readHeader(file)
		t.findings = append(t.findings, faults...)
		var more []diag.Finding
		places, more = plan.Decode(file, node, header)
		t.findings = append(t.findings, more...)
	}
	if parts.bodyLine == 0 {
		return places, t
	}
	sum := sha256.Sum256(parts.body)
	copy(t.sum[:], sum[:])
	var more []diag.Finding
	t.body, t.facts, more = markdown.Convert(file, parts.bodyLine, parts.body, hear)
	t.findings = append(t.findings, more...)
	return places, t
}
