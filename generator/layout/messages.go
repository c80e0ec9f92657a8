package layout

import (
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"

	"sitrep/generator/diag"
	"sitrep/generator/report"
	"sitrep/generator/site"
	"sitrep/generator/strict"
)

// Messages are the words of the interface in one language: messages/uk.yaml over messages/en.yaml.
type Messages struct {
	Lang  string // whose words they are
	words map[string]string

	months, inDates, short, weekdays []string
}

// fallback is the language of words that another one does not have.
const fallback = "en"

// parseMessages reads a file of words.
func parseMessages(file string, data []byte) (map[string]string, []diag.Finding) {
	var words map[string]string
	node, findings := strict.YAML(file, 1, data)
	if node != nil {
		var more []diag.Finding
		_, more = strict.Decode(file, node, &words)
		findings = append(findings, more...)
	}
	return words, findings
}

// newMessages completes the words of a language from wider ones.
func newMessages(lang string, layers ...map[string]string) *Messages {
	m := &Messages{Lang: lang, words: map[string]string{}}
	for _, layer := range layers {
		for key, word := range layer {
			m.words[key] = word
		}
	}
	m.months, m.inDates = m.several("months", 12), m.several("months.in-dates", 12)
	m.short, m.weekdays = m.several("months.short", 12), m.several("weekdays", 7)
	return m
}

// several is a message that holds several words.
func (m *Messages) several(key string, n int) []string {
	words := strings.Fields(m.words[key])
	for len(words) < n {
		words = append(words, strconv.Itoa(len(words)+1))
	}
	return words
}

// get returns a message; one that does not exist shows its key.
func (m *Messages) get(key string) string {
	if word, ok := m.words[key]; ok {
		return word
	}
	return key
}

// word returns the term of a vocabulary such as status.confirmed.
func (m *Messages) word(vocabulary, key string) *Word {
	if key == "" {
		return nil
	}
	return &Word{Key: strings.ReplaceAll(key, "+", " "), Word: m.get(vocabulary + "." + key)}
}

// pattern fills a message that has names in braces: {day} {month} {year}.
func (m *Messages) pattern(key string, pairs ...string) string {
	text := m.get(key)
	b := make([]byte, 0, len(text)+24)
	for {
		before, rest, found := strings.Cut(text, "{")
		b = append(b, before...)
		name, after, closed := strings.Cut(rest, "}")
		if !found || !closed {
			return string(b)
		}
		for i := 0; i+1 < len(pairs); i += 2 {
			if pairs[i] == name {
				b = append(b, pairs[i+1]...)
			}
		}
		text = after
	}
}

// day is a civil day in words: 10 November 2024.
func (m *Messages) day(t time.Time) string { return m.date(t, m.inDates) }

func (m *Messages) date(t time.Time, months []string) string {
	year, month, day := t.Date()
	return m.pattern("date", "day", strconv.Itoa(day), "month", months[month-1], "year", strconv.Itoa(year))
}

// shortDay is a civil day for lists: 10 Nov 2024.
func (m *Messages) shortDay(t time.Time) Date {
	return Date{ISO: t.Format(time.DateOnly), Words: m.date(t, m.short)}
}

// moment is a day or a time in words, with the offset it was written with.
func (m *Messages) moment(at report.Moment) *Date {
	if !at.Given {
		return nil
	}
	t := at.Time()
	d := &Date{ISO: at.String(), Words: m.day(t)}
	if at.Clock {
		d.Words = m.pattern("date.time", "date", d.Words, "time", t.Format("15:04"), "zone", zone(at.Offset))
	}
	return d
}

// zone is an offset from UTC for readers: UTC, UTC+2, UTC−3:30.
func zone(offset int32) string {
	if offset == 0 {
		return "UTC"
	}
	sign := "+"
	if offset < 0 {
		sign, offset = "−", -offset
	}
	text := "UTC" + sign + strconv.Itoa(int(offset/3600))
	if minutes := offset / 60 % 60; minutes > 0 {
		text += ":" + strconv.Itoa(int(minutes))
	}
	return text
}

// period is a period of the calendar in words: 2024, November 2024, 10 November 2024.
func (m *Messages) period(p site.Period) Date {
	year := strconv.Itoa(p.Year)
	words := year
	switch {
	case p.Day > 0:
		words = m.day(time.Date(p.Year, p.Month, p.Day, 0, 0, 0, 0, time.UTC))
	case p.Month > 0:
		words = m.pattern("date.month", "month", m.months[p.Month-1], "year", year)
	}
	if p.Part > 0 {
		words = m.pattern("date.part", "date", words, "part", strconv.Itoa(p.Part))
	}
	return Date{ISO: p.ISO(), Words: words}
}

// number is a number as the language writes it, with the digits that the header has: 1500 is 1,500; 2.50 stays 2.50.
func (m *Messages) number(n report.Number) string {
	whole, fraction, broken := strings.Cut(strings.TrimPrefix(n.Text, "-"), ".")
	if strings.ContainsAny(n.Text, "eE_") {
		return n.Text
	}
	var b strings.Builder
	if strings.HasPrefix(n.Text, "-") {
		b.WriteString("−")
	}
	for i, digit := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(m.words["number.thousands"])
		}
		b.WriteRune(digit)
	}
	if broken {
		b.WriteString(m.get("number.decimal") + fraction)
	}
	return b.String()
}

// direction is the way a language is written.
func direction(lang string) string {
	tag, _ := language.Parse(lang)
	script, _ := tag.Script()
	switch script.String() {
	case "Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg", "Mand", "Samr":
		return "rtl"
	}
	return "ltr"
}
