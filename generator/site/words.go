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
	Sources map[string]report.Source
}

// Metric is what a figure counts: content/figures.yaml.
type Metric struct {
	ID         string            `key:"id,required"`
	Label      string            `key:"label,required"`
	Labels     map[string]string `key:"labels"` // by language
	Unit       string            `key:"unit"`
	Units      map[string]string `key:"units"` // by language
	Kind       MetricKind        `key:"kind"`
	Polarity   Polarity          `key:"polarity"`
	Definition string            `key:"definition"`
	Breaks     []Break           `key:"breaks"`
	Pos        diag.Pos          `key:"-"`
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
	From report.Moment `key:"from,required"`
	Note string        `key:"note,required"`
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
