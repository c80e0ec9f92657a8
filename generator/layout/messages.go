package layout

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"

	"sitrep/generator/locale"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// Messages are the interface in one language: its words, messages/uk.yaml over messages/en.yaml, and its dates, numbers and counts,
// which are CLDR's.
type Messages struct {
	Lang   string // whose words they are
	words  map[string]string
	locale *locale.Locale
}

// fallback is the language of words that another one does not have.
const fallback = "en"

// newMessages completes the words of a language from wider ones. A message takes the place of a wider one with all its forms.
func newMessages(lang string, layers ...map[string]string) *Messages {
	m := &Messages{Lang: lang, words: map[string]string{}}
	m.locale, _ = locale.For(lang)
	for _, layer := range layers {
		for key := range layer {
			m.forget(plainKey(key))
		}
		for key, word := range layer {
			m.words[key] = word
		}
	}
	return m
}

func (m *Messages) forget(key string) {
	delete(m.words, key)
	for _, form := range locale.Forms {
		delete(m.words, formKey(key, form))
	}
}

// in is the same words with the dates and numbers of a region.
func (m *Messages) in(lang string) *Messages {
	regional := *m
	regional.locale, _ = locale.For(lang)
	return &regional
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

// pattern fills a message that has names in braces: {low} to {high}.
func (m *Messages) pattern(key string, pairs ...string) string { return filled(m.get(key), pairs) }

// counted fills a message in the form that the number of things takes: {n} new paragraphs.
func (m *Messages) counted(key string, n int, pairs ...string) string {
	text, known := m.words[formKey(key, m.locale.Plural(n))]
	if !known {
		text, known = m.words[formKey(key, "other")]
	}
	if !known {
		text = m.get(key)
	}
	return filled(text, append(pairs, "n", m.count(n)))
}

func filled(text string, pairs []string) string {
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

// joined puts words side by side as a list.
func (m *Messages) joined(words ...string) string { return strings.Join(words, m.get("comma")) }

// titled puts a name before what is said of it: Kharkiv: November 2024.
func (m *Messages) titled(name, rest string) string {
	return m.isolated(name) + m.get("colon") + m.isolated(rest)
}

// isolated keeps a writer's text from turning the words of the interface around it, where it runs the other way.
func (m *Messages) isolated(text string) string {
	const first, pop = "\u2068", "\u2069"
	away := bidi.R
	if direction(m.Lang) == "rtl" {
		away = bidi.L
	}
	for _, r := range text {
		p, _ := bidi.LookupRune(r)
		if class := p.Class(); class == away || class == bidi.AL && away == bidi.R {
			return first + text + pop
		}
	}
	return text
}

// day is a civil day in words: 10 November 2024.
func (m *Messages) day(t time.Time) string { return m.locale.Day(t) }

// shortDay is a civil day for lists: 10 Nov 2024.
func (m *Messages) shortDay(t time.Time) Date {
	return Date{ISO: t.Format(time.DateOnly), Words: m.locale.ShortDay(t)}
}

// moment is a day or a time in words, with the offset it was written with.
func (m *Messages) moment(at report.Moment) *Date {
	if !at.Given {
		return nil
	}
	t := at.Time()
	d := &Date{ISO: at.String(), Words: m.day(t)}
	if at.Clock {
		d.Words = m.locale.Joined(d.Words, m.locale.Time(t)+" "+m.zone(at.Offset))
	}
	return d
}

// zone is an offset from UTC for readers: UTC, UTC+2, UTC−3:30.
func (m *Messages) zone(offset int32) string {
	if offset == 0 {
		return "UTC"
	}
	sign := "+"
	if offset < 0 {
		sign, offset = "−", -offset
	}
	text := "UTC" + sign + m.count(int(offset/3600))
	if minutes := offset / 60 % 60; minutes > 0 {
		text += ":" + m.count(int(minutes))
	}
	return text
}

// period is a period of the calendar in words, as a heading has it: 2024, November 2024, 10 November 2024.
func (m *Messages) period(p site.Period) Date {
	words := m.locale.Year(p.Year)
	switch on := time.Date(p.Year, max(p.Month, 1), max(p.Day, 1), 0, 0, 0, 0, time.UTC); {
	case p.Day > 0:
		words = m.day(on)
	case p.Month > 0:
		words = capital(m.locale.Month(on))
	}
	if p.Part > 0 {
		words = m.pattern("date.part", "date", words, "part", m.count(p.Part))
	}
	return Date{ISO: p.ISO(), Words: words}
}

// capital begins a heading. Months have a small letter in most languages.
func capital(words string) string {
	first, size := utf8.DecodeRuneInString(words)
	return string(unicode.ToTitle(first)) + words[size:]
}

// number is a number as the language writes it, with the digits that the header has: 1500 is 1,500; 2.50 stays 2.50.
func (m *Messages) number(n report.Number) string { return m.locale.Number(n.Text) }

// count is a whole number that counts or numbers something: 1500.
func (m *Messages) count(n int) string { return m.locale.Count(n) }

// direction is the way a language is written: ltr or rtl.
func direction(lang string) string { return locale.Direction(lang) }
