package export

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"sitrep/generator/markdown"
)

// measure is how wide a line of plain text is, in columns of a fixed pitch.
const measure = 72

// writeText writes a report as plain text, for a bad line, a radio or a mail: no mark that needs a program, no address but the report's own,
// times as ISO 8601 has them, which nobody reads two ways.
func writeText(b *bytes.Buffer, s *Sheet, body markdown.Body) error {
	t := bareText{b, s}
	t.cover()
	if s.Retraction != nil {
		t.retraction()
		t.end()
		return nil
	}
	if s.Summary != "" {
		t.paragraph(s.Summary)
	}
	bullets(t, "report.highlights", s.Highlights, func(h *string) string { return *h })
	bullets(t, "report.figures", s.Figures, t.figure)
	if text := body.AppendBare(nil, s.Words.get, measure); len(text) > 0 {
		b.WriteByte('\n')
		b.Write(text)
	}
	bullets(t, "report.events", s.Events, t.event)
	bullets(t, "report.claims", s.Claims, t.claim)
	t.sources()
	bullets(t, "report.revisions", s.Revisions, func(r *Revision) string {
		return t.after(clock(r.Date)+" "+t.Words.get("revision."+string(r.Kind)), r.Summary)
	})
	t.people()
	t.end()
	return nil
}

// bareText writes plain text.
type bareText struct {
	*bytes.Buffer
	*Sheet
}

// clock is a time as people write it: 2024-11-10 18:00 +02:00.
func clock(at When) string {
	day, time, timed := strings.Cut(string(at), "T")
	if !timed {
		return day
	}
	return day + " " + time[:len("18:00")] + " " + time[len("18:00:00"):]
}

// sentence puts parts together with the comma of the language.
func (t bareText) sentence(parts ...string) string { return joined(t.Words.get("comma"), parts...) }

// after is what is said of something: Date: 2024-11-10.
func (t bareText) after(what, text string) string { return joined(t.Words.get("colon"), what, text) }

func (t bareText) paragraph(text string) {
	if t.Len() > 0 {
		t.WriteByte('\n')
	}
	t.WriteString(markdown.Wrap(text, "", "", measure) + "\n")
}

func (t bareText) heading(word string) {
	t.WriteByte('\n')
	t.WriteString(markdown.Underlined(t.Words.get(word), "", "-") + "\n")
}

// bullets are a section with a list; none where it is empty.
func bullets[T any](t bareText, word string, list []T, say func(*T) string) {
	if len(list) == 0 {
		return
	}
	t.heading(word)
	for i := range list {
		t.WriteString(markdown.Wrap(say(&list[i]), "- ", "  ", measure) + "\n")
	}
}

// fact is a line of the cover: Date: 2024-11-10.
func (t bareText) fact(word, value string) {
	if value != "" {
		t.WriteString(markdown.Wrap(t.after(t.Words.get(word), value), "", "  ", measure) + "\n")
	}
}

func (t bareText) cover() {
	if t.Exercise {
		t.paragraph(t.Words.get("exercise.title") + "\n" + t.Words.get("exercise.text"))
		t.WriteByte('\n')
	}
	t.WriteString(markdown.Underlined(markdown.Wrap(t.Title, "", "", measure), "", "=") + "\n\n")
	kind := t.Words.get("report.kind." + string(t.Type))
	if t.Series != nil && t.Series.Number > 0 {
		kind = strings.NewReplacer("{kind}", kind, "{n}", strconv.Itoa(t.Series.Number)).Replace(t.Words.get("cover.kind"))
	}
	phase, series := "", ""
	if t.Phase != "" {
		phase = t.Words.get("report.phase." + string(t.Phase))
	}
	if t.Series != nil {
		series = t.Series.Name
	}
	t.WriteString(markdown.Wrap(t.sentence(kind, phase, series), "", "  ", measure) + "\n")
	if t.TLP != "" {
		t.WriteString(t.TLP.Label() + "\n")
	}
	t.fact("report.date", clock(t.Date))
	if t.Period != nil {
		t.fact("text.period", clock(t.Period.From)+" – "+clock(t.Period.To))
	}
	t.fact("text.cutoff", clock(t.Cutoff))
	for _, f := range []struct {
		word string
		at   When
	}{{"report.published", t.Published}, {"report.updated", t.Updated}, {"report.next", t.Document.Next}, {"report.expires", t.Expires}} {
		t.fact(f.word, clock(f.at))
	}
	var regions, topics []string
	for i := range t.Regions {
		regions = append(regions, t.Regions[i].Name)
	}
	for _, topic := range t.Topics {
		topics = append(topics, topic.Name)
	}
	t.fact("report.regions", t.sentence(regions...))
	t.fact("report.topics", t.sentence(topics...))
	t.fact("report.incidents", t.sentence(t.Incidents...))
	t.alert("report.severity", string(t.Severity))
	t.alert("report.urgency", string(t.Urgency))
	t.alert("report.certainty", string(t.Certainty))
	if t.Version > 1 {
		t.fact("report.version", strconv.Itoa(t.Version))
	}
	t.others("report.supersedes", t.Supersedes)
	t.others("report.superseded", t.SupersededBy)
}

func (t bareText) alert(word, value string) {
	if value != "" {
		t.fact(word, t.Words.get("cap."+value))
	}
}

// others are reports that this one is told from.
func (t bareText) others(word string, list []Relation) {
	for _, r := range list {
		t.fact(word, r.Title+"\n"+r.URL)
	}
}

func (t bareText) retraction() {
	t.paragraph(t.Words.get("retracted.title"))
	t.paragraph(strings.TrimSpace(clock(t.Retraction.Date) + " " + t.Retraction.Reason))
	if by := t.Retraction.ReplacedBy; by != nil {
		t.paragraph(t.Words.get("retracted.replaced") + " " + by.Title + "\n" + by.URL)
	}
}

// end is where the report is, and under what terms.
func (t bareText) end() {
	end := t.URL
	if t.Publisher != "" {
		end = t.Publisher + "\n" + end
	}
	if t.Licence != "" {
		end += "\n" + t.Words.get("footer.licence") + " " + t.Licence
	}
	t.paragraph("--\n" + end)
}

// joined puts parts together that are not empty.
func joined(between string, parts ...string) string {
	var list []string
	for _, part := range parts {
		if part != "" {
			list = append(list, part)
		}
	}
	return strings.Join(list, between)
}

// bracketed is in brackets what is not empty.
func bracketed(parts ...string) string {
	if text := joined("; ", parts...); text != "" {
		return "(" + text + ")"
	}
	return ""
}

// from is what a source is called, with its number in the list.
func (t bareText) from(number int) string {
	if number == 0 {
		return ""
	}
	return fmt.Sprintf("%s [%d]", t.name(&t.Sources[number-1]), number)
}

func (t bareText) name(s *Source) string {
	if s.Name == "" && s.Protected {
		return t.Words.get("source.protected")
	}
	return s.Name
}

func (t bareText) status(word string) string {
	if word == "" {
		return ""
	}
	return t.Words.get("status." + word)
}

func (t bareText) value(f *Figure) string {
	switch {
	case f.Missing != "":
		return t.Words.get("figure." + string(f.Missing))
	case f.Low != "" && f.High != "":
		return joined(" ", string(f.Low)+"–"+string(f.High), f.Unit)
	case f.Estimate == "" || f.Estimate == "exact":
		return joined(" ", string(f.Value), f.Unit)
	}
	return joined(" ", t.Words.with("figure."+string(f.Estimate), "n", string(f.Value)), f.Unit)
}

func (t bareText) figure(f *Figure) string {
	asOf := ""
	if f.AsOf != "" {
		asOf = t.Words.get("figure.as_of") + " " + clock(f.AsOf)
	}
	place := ""
	if f.Place != nil {
		place = f.Place.Name
	}
	return joined(" ", t.after(t.sentence(f.Label, place), t.value(f)), bracketed(t.from(f.Source), asOf, t.status(string(f.Status)), f.Note))
}

func (t bareText) claim(c *Claim) string {
	by := ""
	if c.By != "" {
		by = t.Words.get("claim.by") + " " + c.By
	}
	place := ""
	if c.Place != nil {
		place = c.Place.Name
	}
	return joined(" ", t.after(t.status(string(c.Status)), c.Text), c.Basis, bracketed(place, by, t.from(c.Source), c.Grade))
}

func (t bareText) event(e *Event) string {
	time := clock(e.Time)
	switch e.TimePrecision {
	case "hour":
		time = t.Words.with("event.about", "time", time)
	case "week":
		time = t.Words.with("event.week", "date", time)
	case "month":
		time = t.Words.with("event.month", "date", time[:len("2006-01")])
	}
	return joined(" ", t.after(time, e.Title), bracketed(t.where(e), t.from(e.Source)))
}

// where is an event's place, in words that claim no more than is known.
func (t bareText) where(e *Event) string {
	place := ""
	switch {
	case e.Place != nil:
		place = e.Place.Name
	case len(e.At) == 2:
		place = decimal(e.At[0]) + ", " + decimal(e.At[1])
	}
	switch {
	case place == "":
	case e.Precision == 2:
		return t.Words.with("event.near", "place", place)
	case e.Precision == 3:
		return t.Words.with("event.somewhere", "place", place)
	}
	return place
}

func (t bareText) sources() {
	if len(t.Sources) == 0 {
		return
	}
	t.heading("report.sources")
	for i := range t.Sources {
		s := &t.Sources[i]
		grade := ""
		if s.Grade != "" {
			grade = t.Words.get("source.grade") + " " + s.Grade
		}
		org := s.Org
		if s.Title == "" {
			org = ""
		}
		text := joined(" ", t.sentence(orElse(s.Title, t.name(s)), org), bracketed(grade), s.URL)
		mark := "[" + strconv.Itoa(s.Number) + "] "
		t.WriteString(markdown.Wrap(text, mark, strings.Repeat(" ", len(mark)), measure) + "\n")
	}
}

func orElse(a, b string) string {
	if a == "" {
		return b
	}
	return a
}

func (t bareText) people() {
	type one struct {
		word string
		*Person
	}
	list := []one{}
	add := func(word string, p *Person) {
		if p != nil {
			list = append(list, one{word, p})
		}
	}
	add("report.prepared", t.PreparedBy)
	add("report.authorized", t.AuthorizedBy)
	for i := range t.Contacts {
		add("report.contacts", &t.Contacts[i])
	}
	bullets(t, "report.people", list, func(o *one) string {
		return t.after(t.Words.get(o.word), t.sentence(o.Name, o.Role, o.Org, o.Phone, o.Email))
	})
}
