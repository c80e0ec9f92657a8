package export

import (
	"bytes"
	"html/template"
	"mime"
	"mime/quotedprintable"
	"net/url"
	"strings"

	"sitrep/generator/locale"
)

// boundary parts the two forms of a mail. What is encoded as quoted-printable never holds "=_" (RFC 2045 section 6.7), so it cannot stand in either.
const boundary = "=_sitrep"

// writeMail writes a mail as plain text and as HTML that say the same: RFC 5322, RFC 2045 and 2046. Whom it goes to is not its business.
func writeMail(b *bytes.Buffer, m Mail) error {
	field(b, "Date", m.Date)
	field(b, "From", m.From)
	field(b, "Subject", m.Subject)
	field(b, "Message-ID", "<"+m.ID+"@"+m.host()+">")
	field(b, "Auto-Submitted", "auto-generated") // RFC 3834: nobody is away from their desk for it
	field(b, "Content-Language", m.Lang)
	field(b, "MIME-Version", "1.0")
	field(b, "Content-Type", `multipart/alternative; boundary="`+boundary+`"`)
	b.WriteString("\r\n")
	var text, page bytes.Buffer
	m.plain(&text)
	if err := mailPage.Execute(&page, m); err != nil {
		return err
	}
	for _, part := range []struct {
		kind string
		body []byte
	}{{"text/plain", text.Bytes()}, {"text/html", page.Bytes()}} {
		b.WriteString("--" + boundary + "\r\n")
		field(b, "Content-Type", part.kind+"; charset=utf-8")
		field(b, "Content-Transfer-Encoding", "quoted-printable")
		b.WriteString("\r\n")
		w := quotedprintable.NewWriter(b)
		if _, err := w.Write(part.body); err != nil {
			return err
		}
		if err := w.Close(); err != nil {
			return err
		}
		b.WriteString("\r\n")
	}
	b.WriteString("--" + boundary + "--\r\n")
	return nil
}

// host is that of the site.
func (m *Mail) host() string {
	u, err := url.Parse(m.Home)
	if err != nil || u.Hostname() == "" {
		return "localhost"
	}
	return u.Hostname()
}

// field writes a field of a mail, folded where a space is so that its lines have up to 76 characters. Words beyond ASCII are encoded: RFC 5322
// section 2.2.3, RFC 2047 section 2.
func field(b *bytes.Buffer, name, value string) {
	value = oneLine(value)
	encoded := mime.QEncoding.Encode("utf-8", value)
	if shorter := mime.BEncoding.Encode("utf-8", value); len(shorter) < len(encoded) {
		encoded = shorter
	}
	line := name + ":"
	for word := range strings.FieldsSeq(encoded) {
		if len(line)+1+len(word) > 76 {
			b.WriteString(line + "\r\n")
			line = ""
		}
		line += " " + word
	}
	b.WriteString(line + "\r\n")
}

// plain writes the mail as plain text.
func (m *Mail) plain(b *bytes.Buffer) {
	b.WriteString(m.Title + "\n" + m.Period + "\n" + strings.Repeat("-", 40) + "\n")
	if m.Level != "" {
		b.WriteString("\n" + m.Level + "\n")
	}
	for _, notes := range []Notes{m.Corrections, m.Retractions} {
		if len(notes.List) == 0 {
			continue
		}
		underlined(b, notes.Name)
		for _, n := range notes.List {
			b.WriteString("\n* " + n.Marks + n.Title + "\n  " + oneLine(n.Text) + "\n  " + n.URL + "\n")
		}
	}
	for _, g := range m.Groups {
		underlined(b, g.Name)
		for _, i := range g.Items {
			b.WriteString("\n* " + i.Marks + i.Title + "\n")
			if i.Summary != "" {
				b.WriteString("  " + oneLine(i.Summary) + "\n")
			}
			for _, h := range i.Highlights {
				b.WriteString("  - " + oneLine(h) + "\n")
			}
			b.WriteString("  " + i.URL + "\n")
		}
	}
	b.WriteString("\n-- \n" + m.Footer + "\n")
}

func underlined(b *bytes.Buffer, heading string) {
	b.WriteString("\n" + heading + "\n" + strings.Repeat("-", 40) + "\n")
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// mailPage is the mail as HTML: elements that every reader of mail shows, and nothing that it would have to fetch.
var mailPage = template.Must(template.New("mail").Funcs(template.FuncMap{"direction": locale.Direction}).Parse(`<!DOCTYPE html>
<html lang="{{.Lang}}" dir="{{direction .Lang}}">
<head><meta charset="utf-8"><title>{{.Subject}}</title></head>
<body>
<h1>{{.Title}}</h1>
<p>{{.Period}}</p>
{{with .Level}}<p><strong>{{.}}</strong></p>
{{end}}{{template "notes" .Corrections}}{{template "notes" .Retractions}}{{range .Groups}}<h2>{{.Name}}</h2>
{{range .Items}}<h3 dir="auto"><a href="{{.URL}}">{{.Marks}}{{.Title}}</a></h3>
{{with .Summary}}<p dir="auto">{{.}}</p>
{{end}}{{with .Highlights}}<ul>
{{range .}}<li dir="auto">{{.}}</li>
{{end}}</ul>
{{end}}{{end}}{{end}}<hr>
<p>{{.Footer}}</p>
</body>
</html>
{{define "notes"}}{{if .List}}<h2>{{.Name}}</h2>
<ul>
{{range .List}}<li dir="auto"><a href="{{.URL}}">{{.Marks}}{{.Title}}</a><br>{{.Text}}</li>
{{end}}</ul>
{{end}}{{end}}`))
