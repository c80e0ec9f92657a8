package export

import (
	"bytes"
	"encoding/xml"
	"strconv"
	"strings"
)

// messageElement is an element of the message, in the order of the schema.
type messageElement struct {
	name  string
	write func(*xmlWriter, *Message)
}

// messageElements are those of SitRepType that a report can fill. Each name stands in the guide's table with what it comes from.
var messageElements = []messageElement{
	{"messageID", func(w *xmlWriter, m *Message) { w.text("messageID", m.ID) }},
	{"preparedBy", func(w *xmlWriter, m *Message) { w.signature("preparedBy", m.PreparedBy) }},
	{"authorizedBy", func(w *xmlWriter, m *Message) { w.signature("authorizedBy", m.AuthorizedBy) }},
	{"reportPurpose", func(w *xmlWriter, m *Message) { w.text("reportPurpose", m.Purpose) }},
	{"reportNumber", func(w *xmlWriter, m *Message) { w.text("reportNumber", strconv.Itoa(m.Number)) }},
	{"reportVersion", func(w *xmlWriter, m *Message) { w.text("reportVersion", m.Version) }},
	{"forTimePeriod", func(w *xmlWriter, m *Message) {
		w.within("forTimePeriod", func() {
			w.text("ct:fromDateTime", m.From)
			w.text("ct:toDateTime", m.To)
		})
	}},
	{"reportTitle", func(w *xmlWriter, m *Message) { w.text("reportTitle", m.Title) }},
	{"incidentID", func(w *xmlWriter, m *Message) { w.texts("incidentID", m.Incidents) }},
	{"precedingMessageID", func(w *xmlWriter, m *Message) { w.texts("precedingMessageID", m.Preceding) }},
	{"urgency", func(w *xmlWriter, m *Message) { w.given("urgency", m.Urgency) }},
	{"reportConfidence", func(w *xmlWriter, m *Message) { w.text("reportConfidence", m.Confidence) }},
	{"severity", func(w *xmlWriter, m *Message) { w.text("severity", m.Severity) }},
	{"reportingLocation", func(w *xmlWriter, m *Message) { w.location("reportingLocation", m.Location) }},
	{"nextContact", func(w *xmlWriter, m *Message) { w.given("nextContact", m.Next) }},
}

// observationElements are those of a field observation, in the order of the schema.
var observationElements = []string{"observationLocation", "immediateNeeds", "observationText"}

func writeMessage(b *bytes.Buffer, m Message) error {
	w := &xmlWriter{Buffer: b}
	b.WriteString(xml.Header)
	b.WriteString(`<sitRep xmlns="urn:oasis:names:tc:emergency:EDXL:SitRep:1.0" xmlns:sr="urn:oasis:names:tc:emergency:EDXL:SitRep:1.0" ` +
		`xmlns:ct="urn:oasis:names:tc:emergency:edxl:ct:1.0" xmlns:xnl="urn:oasis:names:tc:emergency:edxl:ciq:1.0:xnl" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` + "\n")
	w.depth = 1
	for _, e := range messageElements {
		e.write(w, &m)
	}
	if err := w.report(&m); err != nil {
		return err
	}
	b.WriteString("</sitRep>\n")
	return nil
}

// xmlWriter writes elements, each on its line.
type xmlWriter struct {
	*bytes.Buffer
	depth int
}

func (w *xmlWriter) indent() { w.WriteString(strings.Repeat(" ", w.depth)) }

func (w *xmlWriter) text(name, text string) {
	w.indent()
	w.WriteString("<" + name + ">")
	_ = xml.EscapeText(w, []byte(text)) // a buffer takes everything
	w.WriteString("</" + name + ">\n")
}

func (w *xmlWriter) given(name, text string) {
	if text != "" {
		w.text(name, text)
	}
}

func (w *xmlWriter) texts(name string, texts []string) {
	for _, text := range texts {
		w.text(name, cutTo(text, longestEDXL))
	}
}

func (w *xmlWriter) within(name string, inner func()) {
	w.indent()
	w.WriteString("<" + name + ">\n")
	w.depth++
	inner()
	w.depth--
	w.indent()
	w.WriteString("</" + name + ">\n")
}

func (w *xmlWriter) signature(name string, s Signature) {
	w.within(name, func() {
		w.within("ct:personDetails", func() {
			w.within("xnl:personName", func() { w.text("xnl:nameElement", s.Name) })
		})
		w.text("ct:timeValue", s.Time)
	})
}

// location is a region by its code: never a point, which would say more than the header does.
func (w *xmlWriter) location(name string, c Code) {
	w.within(name, func() {
		w.within("ct:EDXLGeoPoliticalLocation", func() {
			w.within("ct:geoCode", func() {
				w.text("ct:valueListURI", c.List)
				w.text("ct:value", c.Value)
			})
		})
	})
}

func (w *xmlWriter) report(m *Message) error {
	w.indent()
	if m.Text == nil {
		w.WriteString(`<report xsi:type="sr:SituationInformationType"/>` + "\n")
		return nil
	}
	text, err := m.Text.Bare()
	if err != nil {
		return err
	}
	w.WriteString(`<report xsi:type="sr:FieldObservationType">` + "\n")
	w.depth++
	w.location(observationElements[0], m.Location)
	w.text(observationElements[1], "See observationText.") // required, and no field of a header
	w.text(observationElements[2], strings.TrimSpace(text))
	w.depth--
	w.indent()
	w.WriteString("</report>\n")
	return nil
}
