package export

import (
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// Place is where something is: a region of the site, or what a report calls a place that is none.
type Place struct {
	ID        string   `json:"id,omitempty" doc:"id of the region; none where the report names a place that is no region of the site"`
	Name      string   `json:"name" doc:"its name in the language of the report"`
	Codes     []string `json:"codes,omitempty" doc:"codes of the region: ISO 3166, UN M49, P-codes"`
	Ancestors []string `json:"ancestors,omitempty" doc:"ids of the regions that it lies in, the nearest first"`
	URL       string   `json:"url,omitempty" doc:"address of its page, for a region that the report is about"`
}

// place is a region in a language, from whatever a header calls it; nil for no name.
func (d *desk) place(name, lang string) *Place {
	if name == "" {
		return nil
	}
	id, _, ok := d.Regions.Resolve(name)
	if !ok {
		return &Place{Name: name}
	}
	return d.region(id, lang)
}

// region is a region by its id. It has no address: whether it has a page depends on other reports.
func (d *desk) region(id, lang string) *Place {
	region, _ := d.Regions.Get(id)
	return &Place{ID: region.ID, Name: d.Regions.NameIn(id, lang), Codes: region.Codes, Ancestors: d.Regions.Ancestors(id)}
}

// regions are those that a report is about, each with the address of its page, the primary one first.
func (d *desk) regions(e *site.Entry) []Place {
	list := make([]Place, len(e.Regions))
	for i, id := range e.Regions {
		list[i] = *d.region(id, e.Lang)
		list[i].URL = d.Address(d.tree(e.Lang).Regions.Get(id).List.Path + ".html")
	}
	return list
}

// tree is the site in a language.
func (d *desk) tree(lang string) *site.Tree {
	for _, t := range d.Trees {
		if t.Lang == lang {
			return t
		}
	}
	return d.Trees[0]
}

// actor is who makes a claim, in a language.
func (d *desk) actor(by, lang string) string {
	if actor, known := d.Words.Actors.Get(d.Words.Actors.ID(by)); known {
		return actor.NameIn(lang)
	}
	return site.Plain(by)
}

// called is how a source may be called: a protected one by its label alone.
func called(s *report.Source) string {
	if s.Protected {
		return s.Label
	}
	for _, name := range []string{s.Org, s.Label, s.Title} {
		if name != "" {
			return name
		}
	}
	return s.Key
}

// cited is what the source of a key is called in a report, and its number in the list there, from 1; "" and 0 for none. A key stands for a
// source inside the site only: that of a protected one may say who it is.
func (d *desk) cited(sources []report.Source, key string) (name string, number int) {
	for i := range sources {
		if s := &sources[i]; key != "" && s.Key == key {
			return called(s), i + 1
		}
	}
	return "", 0
}
