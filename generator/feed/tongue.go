package feed

import (
	"cmp"
	"strings"
	"time"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"

	"sitrep/generator/key"
	"sitrep/generator/locale"
	"sitrep/generator/markdown"
	"sitrep/generator/output"
	"sitrep/generator/report"
)

// Words are what an entry says in its language beside what its report says.
type Words struct {
	Colon, Comma                                               string
	Drill, DrillText                                           string
	Corrected, Correction, Retracted, RetractedTitle, Replaced string
	Highlights, Figures, Claims, ClaimsNote                    string
	Source, AsOf, By, Grade, DataAsOf, Version                 string
	Body                                                       []Word // those that a body may ask for
}

// Word is a word of the interface.
type Word struct{ Key, Word string }

// Summed are words that stand in keys by their sum.
type Summed struct {
	*Words
	sum output.Sum
}

// Sum names the words.
func (s *Summed) Sum() output.Sum { return s.sum }

// in returns a word that a body asks for.
func (w *Words) in(key string) string {
	for i := range w.Body {
		if w.Body[i].Key == key {
			return w.Body[i].Word
		}
	}
	return key
}

// tongue is how entries in a language are written.
type tongue struct {
	lang   string
	get    func(key string) string
	locale *locale.Locale
	words  *Summed
	drill  string // EXERCISE
}

func newTongue(h *key.Hasher, lang string, get func(string) string) *tongue {
	w := &Words{
		Colon: get("colon"), Comma: get("comma"), Drill: get("exercise.title"), DrillText: get("exercise.text"),
		Corrected: get("correction.title"), Correction: get("revision.correction"), Retracted: get("retracted.tag"),
		RetractedTitle: get("retracted.title"), Replaced: get("retracted.replaced"),
		Highlights: get("report.highlights"), Figures: get("report.figures"), Claims: get("report.claims"), ClaimsNote: get("report.claims.note"),
		Source: get("figure.source"), AsOf: get("figure.as_of"), By: get("claim.by"), Grade: get("ledger.grade"),
		DataAsOf: get("cover.cutoff"), Version: get("report.version"),
	}
	for _, key := range markdown.Words {
		w.Body = append(w.Body, Word{key, get(key)})
	}
	l, _ := locale.For(lang)
	tag, _ := language.Parse(lang)
	return &tongue{lang, get, l, &Summed{w, h.Sum(output.Sum{}, "words", w)}, cases.Upper(tag).String(get("exercise.tag"))}
}

// fill puts values in the place of names in braces.
func (t *tongue) fill(key string, pairs ...string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		pairs[i] = "{" + pairs[i] + "}"
	}
	return strings.NewReplacer(pairs...).Replace(t.get(key))
}

// moment is a day or a time in words, with the offset it was written with; "" for one that was not given.
func (t *tongue) moment(m report.Moment) string {
	if !m.Given {
		return ""
	}
	at := m.Time()
	words := t.locale.Day(at)
	if m.Clock {
		words = t.locale.Joined(words, t.locale.Time(at)+" "+zone(at))
	}
	return words
}

// zone is an offset from UTC for readers: UTC, UTC+02:00.
func zone(at time.Time) string {
	if offset := at.Format("Z07:00"); offset != "Z" {
		return "UTC" + offset
	}
	return "UTC"
}

// kind is the kind of a report in words, with its number.
func (t *tongue) kind(r *report.Report) string {
	kind := t.get("report.kind." + string(cmp.Or(r.Type, report.Sitrep)))
	if r.Number == 0 {
		return kind
	}
	return t.fill("cover.kind", "kind", kind, "n", t.locale.Count(r.Number))
}

// titled puts before a title what nobody may miss who sees no more than it: that it is of an exercise, and how closely it is held.
func (t *tongue) titled(r *report.Report, title string) string {
	if r.TLP.Above(report.Clear) {
		title = "[TLP:" + strings.ToUpper(string(r.TLP)) + "] " + title
	}
	if r.Exercise {
		title = "[" + t.drill + "] " + title
	}
	return title
}

// status is how sure something is, in words.
func (t *tongue) status(s report.ClaimStatus) string {
	if s == "" {
		return ""
	}
	return t.get("status." + string(s))
}

// value is a figure's number in words, or the reason why there is none.
func (t *tongue) value(f *report.Figure) string {
	switch {
	case f.Missing != "":
		return t.get("figure." + string(f.Missing))
	case f.Low.Given() && f.High.Given():
		return t.locale.Between(t.locale.Number(f.Low.Text), t.locale.Number(f.High.Text))
	case f.Estimate == "" || f.Estimate == report.Exact:
		return t.locale.Number(f.Value.Text)
	}
	return t.fill("figure."+string(f.Estimate), "n", t.locale.Number(f.Value.Text))
}
