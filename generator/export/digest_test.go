package export_test

import (
	"bufio"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestMailsAreRead holds that the standard library reads every mail, that both its parts say the same reports, and that no line is longer
// than mail allows.
func TestMailsAreRead(t *testing.T) {
	_, files := exchanged(t)
	paths := files.of(".eml")
	if !slices.Equal(paths, []string{
		"ar/digest/2026-W11.eml", "ar/digest/2026-W12.eml", "digest/2026-W01.eml", "digest/2026-W10.eml", "digest/2026-W11.eml", "digest/2026-W12.eml",
	}) {
		t.Errorf("%q", paths)
	}
	for _, path := range paths {
		m := readMail(t, files[path])
		for _, part := range []string{"text/plain", "text/html"} {
			if m.parts[part] == "" {
				t.Errorf("%s has no %s", path, part)
			}
		}
		for address := range strings.FieldsSeq(m.parts["text/plain"]) {
			if strings.HasPrefix(address, "https://") && !strings.Contains(m.parts["text/html"], address) {
				t.Errorf("%s: only its plain text leads to %s", path, address)
			}
		}
		if _, err := html.Parse(strings.NewReader(m.parts["text/html"])); err != nil {
			t.Error(path, err)
		}
	}
	m := readMail(t, files["digest/2026-W11.eml"])
	if m.subject != "TLP:GREEN Exercise: Desk of Noria, for all: 9–15 March 2026" || m.from.Name != "Desk of Noria – Übung" || m.from.Address != "desk@noria.example" ||
		m.date != "2026-03-16 00:00 +0200" {
		t.Errorf("%+v", m)
	}
	text := m.parts["text/plain"]
	for _, order := range [][]string{
		{"Retracted", "What was never so", "It was another river.", "Isle of Rest", "TLP:GREEN Flash: the isle", "Port Vale", "Flood at the port", "Five people are dead.", "EXERCISE EXERCISE EXERCISE A dam"},
	} {
		for _, next := range order {
			_, rest, found := strings.Cut(text, next)
			if !found {
				t.Errorf("%q is missing, or out of order", next)
				break
			}
			text = rest
		}
	}
	if strings.Contains(m.parts["text/plain"], "| Gauge") {
		t.Error("a mail has a report's text")
	}
	if corrected := readMail(t, files["digest/2026-W12.eml"]).parts["text/plain"]; !strings.Contains(corrected, "Corrections") || !strings.Contains(corrected, "Five dead, not seven.") {
		t.Error(corrected)
	}
}

// read is a mail as its reader's program sees it.
type read struct {
	subject, date string
	from          *mail.Address
	parts         map[string]string
}

func readMail(t *testing.T, text string) read {
	t.Helper()
	for lines := bufio.NewScanner(strings.NewReader(text)); lines.Scan(); {
		if line := lines.Text(); len(line) > 78 || strings.ContainsFunc(line, func(r rune) bool { return r > 126 }) {
			t.Errorf("%q has no place in a mail", line)
		}
	}
	if strings.Count(text, "\n") != strings.Count(text, "\r\n") {
		t.Error("lines do not end as they should")
	}
	m, err := mail.ReadMessage(strings.NewReader(text))
	check(t, err)
	r := read{parts: map[string]string{}}
	r.subject, err = new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	check(t, err)
	date, err := m.Header.Date()
	check(t, err)
	r.date = date.Format("2006-01-02 15:04 -0700")
	from, err := m.Header.AddressList("From")
	check(t, err)
	r.from = from[0]
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	check(t, err)
	if kind != "multipart/alternative" {
		t.Error(kind)
	}
	for parts := multipart.NewReader(m.Body, params["boundary"]); ; {
		part, err := parts.NextPart()
		if err == io.EOF {
			return r
		}
		check(t, err)
		kind, _, err := mime.ParseMediaType(part.Header.Get("Content-Type"))
		check(t, err)
		body, err := io.ReadAll(part) // which decodes quoted-printable
		check(t, err)
		r.parts[kind] = string(body)
	}
}

// TestDailyMails holds that a day has a mail of its own where the site wants it so.
func TestDailyMails(t *testing.T) {
	_, files := exchanged(t, "every: week", "every: day")
	want := []string{
		"ar/digest/2026-03-10.eml", "ar/digest/2026-03-17.eml", "digest/2025-12-30.eml", "digest/2026-03-08.eml", "digest/2026-03-09.eml", "digest/2026-03-10.eml", "digest/2026-03-11.eml",
		"digest/2026-03-13.eml", "digest/2026-03-17.eml",
	}
	if paths := files.of(".eml"); !slices.Equal(paths, want) {
		t.Errorf("%q", paths)
	}
	if m := readMail(t, files["digest/2026-03-09.eml"]); m.subject != "EXERCISE EXERCISE EXERCISE Exercise: Desk of Noria, for all: 9 March 2026" {
		t.Errorf("%q", m.subject)
	}
}
