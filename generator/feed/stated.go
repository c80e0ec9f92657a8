package feed

import (
	"cmp"
	"slices"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// Figure is a key figure: in words for readers, and as its report states it for programs.
type Figure struct {
	ID, Label, Value, Unit, Source, AsOf, Place, Status, Note string // in words, but for the id
	Stated                                                    Stated
}

// Stated is a figure as its header has it.
type Stated struct {
	Value, Low, High                       string // decimal numbers; empty where there is none
	Estimate, Missing, Status, AsOf, Place string
}

// Claim is a claim, with who says it and how sure it is.
type Claim struct {
	ID, URL, Text, By, Source, Place, Status, Grade, Basis string // in words, but for id and address
	Key                                                    string // the status as the header has it
	Lang                                                   string // of the text, where it is not the entry's
}

func (d *desk) figures(e *site.Entry, sources []report.Source) []Figure {
	t := d.tongues[e.Lang]
	list := make([]Figure, 0, len(e.Figures))
	for i := range e.Figures {
		f := &e.Figures[i]
		metric := d.Site.Words.Metrics[f.ID]
		v := Figure{
			ID: f.ID, Label: cmp.Or(metric.LabelIn(e.Lang), site.Plain(f.ID)), Value: t.value(f), Source: t.source(sources, f.Source),
			AsOf: t.moment(f.AsOf), Place: d.place(e.Lang, f.Place), Status: t.status(f.Status), Note: f.Note,
			Stated: Stated{f.Value.Text, f.Low.Text, f.High.Text, string(f.Estimate), string(f.Missing), string(f.Status), f.AsOf.String(), d.placeID(f.Place)},
		}
		if f.Missing == "" {
			v.Unit = cmp.Or(f.Unit, metric.UnitIn(e.Lang))
		}
		list = append(list, v)
	}
	return list
}

func (d *desk) claims(e *site.Entry, sources []report.Source) []Claim {
	t, tree := d.tongues[e.Lang], d.tree(e.Lang)
	list := make([]Claim, 0, len(e.Claims))
	for i := range e.Claims {
		c := &e.Claims[i]
		v := Claim{
			ID: c.ID, Text: c.Text, By: d.actor(e.Lang, c.By), Source: t.source(sources, c.Source), Place: d.place(e.Lang, c.Place),
			Status: t.status(c.Status), Grade: c.Grade, Basis: c.Basis, Key: string(c.Status),
		}
		if text, _ := d.ClaimLang(e, c); text != e.Lang {
			v.Lang = text
		}
		id := c.ID
		if e.Exercise {
			id = site.Drill + id
		}
		if term := tree.Claims.Get(id); term != nil {
			v.URL = d.Address(term.List.Path + ".html")
		}
		list = append(list, v)
	}
	return list
}

// source is what a figure or claim calls its source; of a protected one no more than its label. "" where none is named.
func (t *tongue) source(sources []report.Source, key string) string {
	i := slices.IndexFunc(sources, func(s report.Source) bool { return s.Key == key })
	switch {
	case key == "" || i < 0:
		return ""
	case sources[i].Protected:
		return cmp.Or(sources[i].Label, t.get("source.protected"))
	}
	return cmp.Or(sources[i].Org, sources[i].Label, sources[i].Title, key)
}

func (d *desk) place(lang, name string) string {
	if id, _, ok := d.Regions.Resolve(name); ok && name != "" {
		return d.Regions.NameIn(id, lang)
	}
	return name
}

// placeID is the id of a region, or what the report calls it.
func (d *desk) placeID(name string) string {
	if id, _, ok := d.Regions.Resolve(name); ok && name != "" {
		return id
	}
	return name
}

func (d *desk) actor(lang, by string) string {
	if by == "" {
		return ""
	}
	actors := d.Site.Words.Actors
	if actor, known := actors.Get(actors.ID(by)); known {
		return actor.NameIn(lang)
	}
	return site.Plain(by)
}
