package layout

import (
	"html/template"
	"slices"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// Source is where something is known from. Of a protected one only the label is here.
type Source struct {
	Number    int // under which the report cites it, from 1
	Anchor    string
	Name      string
	NameIn    *Tongue
	Org       string // where it is not the name
	OrgIn     *Tongue
	Href      template.URL // empty: none
	Archived  template.URL
	Accessed  *Date
	Grade     *Grade
	Protected bool
	More      bool // there is more than a name
}

// Cite points at a source from what is known from it. The zero Cite: none is named.
type Cite struct {
	Name   string
	In     *Tongue
	Number int          // in the list at the end of the page; 0: the source stands on another page
	Href   template.URL // empty: nowhere
	Grade  Grade        // of the source; the zero Grade: none
}

// Grade is an Admiralty code with what it means.
type Grade struct {
	Code  string // B, 3 or B3
	Words string
}

// Legend explains the codes: the letters of sources, the numbers of what they say.
type Legend struct{ Sources, Information []Grade }

func (e *edition) sources(r *site.Entry, sources []report.Source) []Source {
	var list []Source
	for i := range sources {
		s := &sources[i]
		v := Source{Number: i + 1, Anchor: site.SourceAnchor(sources, s.Key), Name: e.sourceName(s), Grade: e.grade(s.Grade), Protected: s.Protected}
		if !s.Protected {
			if s.Title != "" {
				v.Name, v.Org = s.Title, s.Org
			}
			v.Href, v.Archived, v.Accessed = elsewhere(s.URL), elsewhere(s.Archived), e.moment(s.Accessed)
		}
		v.NameIn, v.OrgIn = e.tongue(e.site.SourceLang(r, s.Key, v.Name)), e.tongue(e.site.SourceLang(r, s.Key, v.Org))
		v.More = v.Protected || v.Org != "" || v.Grade != nil || v.Archived != "" || v.Accessed != nil
		list = append(list, v)
	}
	return list
}

// cite points at one of the sources that stand on the page at an address; "" for this page.
func (e *edition) cite(r *site.Entry, sources []report.Source, key string, page template.URL) Cite {
	if key == "" {
		return Cite{}
	}
	i := slices.IndexFunc(sources, func(s report.Source) bool { return s.Key == key })
	if i < 0 {
		return Cite{}
	}
	s := &sources[i]
	c := Cite{Name: e.sourceName(s), Href: page + template.URL("#"+escapePath(site.SourceAnchor(sources, key))), Grade: orZero(e.grade(s.Grade))}
	c.In = e.tongue(e.site.SourceLang(r, key, c.Name))
	if page == "" {
		c.Number = i + 1
	}
	return c
}

// sourceName is what a figure or claim calls its source.
func (e *edition) sourceName(s *report.Source) string {
	if s.Protected {
		return orElse(s.Label, e.get("source.protected"))
	}
	return orElse(s.Org, orElse(s.Label, orElse(s.Title, s.Key)))
}

// grade explains an Admiralty code; nil for none.
func (m *Messages) grade(code string) *Grade {
	if code == "" {
		return nil
	}
	words := ""
	for i := range len(code) {
		if i > 0 {
			words += m.get("admiralty.joint")
		}
		words += m.pattern("admiralty.one", "code", code[i:i+1], "words", m.get("admiralty."+code[i:i+1]))
	}
	return &Grade{Code: code, Words: words}
}

func orZero[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

// legend explains all codes, where the report uses any.
func (e *edition) legend(v *Report) *Legend {
	graded := slices.ContainsFunc(v.Sources, func(s Source) bool { return s.Grade != nil }) ||
		slices.ContainsFunc(v.Claims, func(c Claim) bool { return c.Grade != nil })
	if !graded {
		return nil
	}
	l := &Legend{}
	for _, code := range []string{"A", "B", "C", "D", "E", "F"} {
		l.Sources = append(l.Sources, Grade{code, e.get("admiralty." + code)})
	}
	for _, code := range []string{"1", "2", "3", "4", "5", "6"} {
		l.Information = append(l.Information, Grade{code, e.get("admiralty." + code)})
	}
	return l
}
