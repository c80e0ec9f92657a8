package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"sitrep/generator/markdown"
)

// writeMarkdown writes a report as Markdown with a header of YAML, in the words of a report's own header: it can be read, pasted elsewhere,
// and built again. It is made of what the page shows, not of the file that the writer wrote: notes for colleagues, comments, unused
// addresses and what is hidden of a protected source are in nothing that it is made of. Links lead to whole addresses.
func writeMarkdown(b *bytes.Buffer, s *Sheet, body markdown.Body) error {
	h := header{b}
	b.WriteString("---\n")
	h.identity(&s.Document)
	h.control(&s.Document)
	h.content(&s.Document)
	b.WriteString("---\n")
	if text := body.AppendMarkdown(nil, s.fill()); len(text) > 0 {
		b.WriteByte('\n')
		b.Write(text)
	}
	return nil
}

// header writes YAML. Texts are in double quotes, where JSON and YAML agree: nothing in them can be taken for a mark.
type header struct{ *bytes.Buffer }

func quoted(text string) string {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(text) // a text can be encoded
	return strings.TrimSuffix(b.String(), "\n")
}

// line is a key with a bare word or number; none where it is empty.
func (h header) line(key, value string) {
	if value != "" {
		fmt.Fprintf(h, "%s: %s\n", key, value)
	}
}

func (h header) text(key, value string) {
	if value != "" {
		h.line(key, quoted(value))
	}
}

func (h header) texts(key string, values []string) {
	if len(values) == 0 {
		return
	}
	h.WriteString(key + ":\n")
	for _, v := range values {
		h.WriteString("  - " + quoted(v) + "\n")
	}
}

// fields are what is said of one thing, as {key: value, …}.
type fields []string

func (f *fields) bare(key, value string) {
	if value != "" {
		*f = append(*f, key+": "+value)
	}
}

func (f *fields) text(key, value string) {
	if value != "" {
		f.bare(key, quoted(value))
	}
}

func (f *fields) number(key string, n int) {
	if n != 0 {
		f.bare(key, strconv.Itoa(n))
	}
}

func (f fields) String() string { return "{" + strings.Join(f, ", ") + "}" }

// each is a list of things, each on a line.
func each[T any](h header, key string, list []T, say func(*fields, *T)) {
	if len(list) == 0 {
		return
	}
	h.WriteString(key + ":\n")
	for i := range list {
		var f fields
		say(&f, &list[i])
		h.WriteString("  - " + f.String() + "\n")
	}
}

func (h header) identity(v *Document) {
	h.text("title", v.Title)
	h.line("date", string(v.Date))
	h.line("lang", quoted(v.Lang))
	var regions, topics []string
	for i := range v.Regions {
		regions = append(regions, v.Regions[i].ID)
	}
	for _, t := range v.Topics {
		topics = append(topics, t.ID)
	}
	h.texts("regions", regions)
	h.texts("topics", topics)
	if v.Series != nil {
		h.text("series", v.Series.ID)
		if v.Series.Number > 0 {
			h.line("number", strconv.Itoa(v.Series.Number))
		}
	}
	h.line("type", string(v.Type))
	h.line("phase", string(v.Phase))
	h.text("tlp", string(v.TLP))
	h.line("status", string(v.Status))
	if v.Exercise {
		h.line("exercise", "true")
	}
	h.texts("incidents", v.Incidents)
	h.line("severity", string(v.Severity))
	h.line("urgency", string(v.Urgency))
	h.line("certainty", string(v.Certainty))
}

func (h header) control(v *Document) {
	if p := v.Period; p != nil {
		h.line("period", fields{"from: " + string(p.From), "to: " + string(p.To)}.String())
	}
	for _, t := range []struct {
		key string
		at  When
	}{{"cutoff", v.Cutoff}, {"published", v.Published}, {"updated", v.Updated}, {"next", v.Next}, {"expires", v.Expires}} {
		h.line(t.key, string(t.at))
	}
	if v.Version > 1 {
		h.line("version", strconv.Itoa(v.Version))
	}
	each(h, "revisions", v.Revisions, func(f *fields, r *Revision) {
		f.number("version", r.Version)
		f.bare("date", string(r.Date))
		f.bare("kind", string(r.Kind))
		f.text("summary", r.Summary)
	})
	if r := v.Retraction; r != nil {
		var f fields
		f.bare("date", string(r.Date))
		f.text("reason", r.Reason)
		if r.ReplacedBy != nil {
			f.text("replaced_by", r.ReplacedBy.Path)
		}
		h.line("retraction", f.String())
	}
	var supersedes []string
	for _, r := range v.Supersedes {
		supersedes = append(supersedes, r.Path)
	}
	h.texts("supersedes", supersedes)
	h.person("prepared_by", v.PreparedBy)
	h.person("authorized_by", v.AuthorizedBy)
	each(h, "contacts", v.Contacts, (*fields).person)
	h.text("publisher", v.Publisher)
}

func (h header) person(key string, p *Person) {
	if p != nil {
		var f fields
		f.person(p)
		h.line(key, f.String())
	}
}

func (f *fields) person(p *Person) {
	f.text("name", p.Name)
	f.text("role", p.Role)
	f.text("org", p.Org)
	f.text("email", p.Email)
	f.text("phone", p.Phone)
	f.text("url", p.URL)
}

func (h header) content(v *Document) {
	h.text("summary", v.Summary)
	h.texts("highlights", v.Highlights)
	each(h, "figures", v.Figures, func(f *fields, fig *Figure) { f.figure(v, fig) })
	each(h, "claims", v.Claims, func(f *fields, c *Claim) { f.claim(v, c) })
	each(h, "events", v.Events, func(f *fields, e *Event) { f.event(v, e) })
	h.sources(v)
	if i := v.Image; i != nil {
		var f fields
		f.text("src", i.URL)
		f.text("alt", i.Alt)
		f.text("caption", i.Caption)
		f.text("credit", i.Credit)
		f.text("license", i.License)
		h.line("image", f.String())
	}
	each(h, "attachments", v.Attachments, func(f *fields, a *Attachment) {
		f.text("src", a.URL)
		f.text("title", a.Title)
	})
}

// key is that under which a source stands in the header: its own, or for a protected one its number.
func (v *Document) key(number int) string {
	if number == 0 {
		return ""
	}
	if s := &v.Sources[number-1]; s.Key != "" {
		return s.Key
	}
	return "protected-" + strconv.Itoa(number)
}

// at is how a header names a place.
func (f *fields) at(p *Place) {
	if p == nil {
		return
	}
	if p.ID != "" {
		f.text("place", p.ID)
	} else {
		f.text("place", p.Name)
	}
}

func (f *fields) figure(v *Document, fig *Figure) {
	f.text("id", fig.ID)
	f.bare("value", string(fig.Value))
	f.bare("low", string(fig.Low))
	f.bare("high", string(fig.High))
	f.bare("estimate", string(fig.Estimate))
	f.bare("missing", string(fig.Missing))
	f.text("unit", fig.Unit)
	f.text("source", v.key(fig.Source))
	f.bare("as_of", string(fig.AsOf))
	f.at(fig.Place)
	f.text("of", fig.Of)
	f.bare("status", string(fig.Status))
	f.text("note", fig.Note)
}

func (f *fields) claim(v *Document, c *Claim) {
	f.text("id", c.ID)
	f.text("text", c.Text)
	f.text("by", orElse(c.Actor, c.By))
	f.text("source", v.key(c.Source))
	f.at(c.Place)
	f.bare("status", string(c.Status))
	f.bare("grade", c.Grade)
	f.text("figure", c.Figure)
	if len(c.Disputes) > 0 {
		quotes := make([]string, len(c.Disputes))
		for i, id := range c.Disputes {
			quotes[i] = quoted(id)
		}
		f.bare("disputes", "["+strings.Join(quotes, ", ")+"]")
	}
	f.text("basis", c.Basis)
}

func (f *fields) event(v *Document, e *Event) {
	f.bare("time", string(e.Time))
	f.bare("time_precision", string(e.TimePrecision))
	f.text("type", e.Type)
	f.text("title", e.Title)
	f.at(e.Place)
	if len(e.At) == 2 {
		f.bare("at", fmt.Sprintf("[%s, %s]", decimal(e.At[0]), decimal(e.At[1])))
	}
	f.number("precision", e.Precision)
	f.text("source", v.key(e.Source))
	f.text("claim", e.Claim)
}

func decimal(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func (h header) sources(v *Document) {
	if len(v.Sources) == 0 {
		return
	}
	h.WriteString("sources:\n")
	for i := range v.Sources {
		s := &v.Sources[i]
		var f fields
		f.text("title", s.Title)
		f.text("org", s.Org)
		f.text("url", s.URL)
		f.text("archived", s.Archived)
		f.bare("accessed", string(s.Accessed))
		f.text("type", s.Type)
		f.text("grade", s.Grade)
		if s.Protected {
			f.bare("protected", "true")
			f.text("label", s.Name)
		}
		fmt.Fprintf(h, "  %s: %s\n", quoted(v.key(s.Number)), f)
	}
}
