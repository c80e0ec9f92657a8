package site

import (
	"cmp"

	"sitrep/generator/diag"
	"sitrep/generator/report"
	"sitrep/generator/vocabulary"
)

// Words are what the site's desk has defined once for all reports, by id or key. Each map may be nil.
type Words struct {
	Metrics map[string]Metric
	Actors  Actors
	Sources map[string]SharedSource
}

// Metric is what a figure counts: content/figures.yaml.
type Metric struct {
	ID          string            `key:"id,required"`
	Label       string            `key:"label,required"`
	Labels      map[string]string `key:"labels"` // by language
	Unit        string            `key:"unit"`
	Units       map[string]string `key:"units"` // by language
	Kind        MetricKind        `key:"kind"`
	Polarity    Polarity          `key:"polarity"`
	Definition  string            `key:"definition"`
	Definitions map[string]string `key:"definitions"` // by language
	Breaks      []Break           `key:"breaks"`
	Pos         diag.Pos          `key:"-"`
}

// MetricKind says how a metric's values follow each other.
type MetricKind string

// Words lists the kinds: a stock is how much there is, a flow how much came in a period, a cumulative figure all since the start.
func (MetricKind) Words() []string { return []string{"stock", "flow", "cumulative"} }

// Polarity says what a rise means.
type Polarity string

func (Polarity) Words() []string { return []string{"up_is_bad", "up_is_good", "neutral"} }

// Break is where a metric's definition changed: values before and after are not to be compared.
type Break struct {
	From  report.Moment     `key:"from,required"`
	Note  string            `key:"note,required"`
	Notes map[string]string `key:"notes"` // by language
}

// SharedSource is a source that many reports name: content/sources.yaml.
type SharedSource struct {
	Key string `key:"-"`
	report.Source
	Titles map[string]string `key:"titles"` // by language, like the following
	Orgs   map[string]string `key:"orgs"`
	Labels map[string]string `key:"labels"`
}

// shared is the source as the site may know it: of a protected one no more than how it is called.
func (s *SharedSource) shared() SharedSource {
	source := s.Source
	source.Key = s.Key
	if source.Protected {
		return SharedSource{Key: s.Key, Source: source.Shown(), Labels: s.Labels}
	}
	return SharedSource{Key: s.Key, Source: source, Titles: s.Titles, Orgs: s.Orgs, Labels: s.Labels}
}

// In is the source in the words of a language, where it has any.
func (s SharedSource) In(lang string) report.Source {
	in := s.Source
	in.Title = cmp.Or(vocabulary.In(s.Titles, lang), in.Title)
	in.Org = cmp.Or(vocabulary.In(s.Orgs, lang), in.Org)
	in.Label = cmp.Or(vocabulary.In(s.Labels, lang), in.Label)
	return in
}

// Actor is somebody who makes claims: content/actors.yaml.
type Actor struct {
	ID      string            `key:"id,required"`
	Name    string            `key:"name,required"`
	Names   map[string]string `key:"names"` // by language
	Aliases []string          `key:"aliases"`
	Pos     diag.Pos          `key:"-"`
}

// LabelIn is the metric's label in a language.
func (m Metric) LabelIn(lang string) string { return cmp.Or(vocabulary.In(m.Labels, lang), m.Label) }

// UnitIn is the metric's unit in a language.
func (m Metric) UnitIn(lang string) string { return cmp.Or(vocabulary.In(m.Units, lang), m.Unit) }

// DefinitionIn is the metric's definition in a language; "" where it has none.
func (m Metric) DefinitionIn(lang string) string { return vocabulary.In(m.Definitions, lang) }

// NoteIn is the break's note in a language; "" where it has none.
func (b Break) NoteIn(lang string) string { return vocabulary.In(b.Notes, lang) }

// NameIn is the actor's name in a language.
func (a Actor) NameIn(lang string) string { return cmp.Or(vocabulary.In(a.Names, lang), a.Name) }

// Actors are all that the site defines. The zero Actors are none.
type Actors struct {
	byID   map[string]Actor
	byName map[string]string // ids, by what else they are called, folded
}

// Get returns the actor with the id.
func (a Actors) Get(id string) (Actor, bool) {
	actor, known := a.byID[id]
	return actor, known
}

// ID is that of whoever a report names by an id, a name or an alias; of somebody whom the site does not define, it is made of the
// name.
func (a Actors) ID(by string) string {
	if _, known := a.byID[by]; known {
		return by
	}
	return cmp.Or(a.byName[vocabulary.Fold(by)], vocabulary.Slug(by))
}
