package layout

import (
	"html/template"
	"slices"
	"strconv"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// ClaimPage is what became of a claim.
type ClaimPage struct {
	Frame  Frame
	Trail  []*Fragment // Link
	Drill  bool
	Open   bool
	Claim  ClaimRow
	Steps  []ClaimStep // oldest first
	Rivals []ClaimRow
	Figure *Link // the figure that goes with it
}

// ClaimStep is what a report says of a claim. Reports that say the same of it as the one before are counted, not listed.
type ClaimStep struct {
	Report   ReportRef
	Status   Word
	Changed  bool   // its status differs from the step before
	Text     string // where it is put otherwise than in the step before
	TextIn   *Tongue
	By       Link
	Basis    string
	BasisIn  *Tongue
	Grade    string
	Source   SourceRef
	At       template.URL // where the report says it
	Again    int          // how many reports after this one say the same, and in words
	Repeated string
	Until    ReportRef // the last of those
}

func (e *edition) claimPages() []page {
	pages := e.claimPeriodPages()
	for _, term := range e.tree.Claims.Sorted {
		pages = append(pages, e.claimPage(term)...)
	}
	return pages
}

func (e *edition) claimPage(term *site.Term) []page {
	return []page{{term.List.Path + ".html", "the ledger of claims", "claim.html", e, func(path string) any { return e.claim(path, term) }}}
}

func (e *edition) claim(path string, term *site.Term) any {
	c := e.account().course(term.ID)
	v := &ClaimPage{Trail: []*Fragment{e.sections[inClaims]}, Drill: isDrill(c.ID), Open: c.Open}
	v.Frame = e.frame(path, inClaims, shorten(c.Text, rivalRunes), c.Text)
	up := v.Frame.Up
	v.Claim = e.claimRow(up, c)
	v.Claim.Rivals = nil // they stand beside it
	v.Steps = e.steps(up, c)
	for _, id := range c.Rivals {
		if rival := e.account().course(id); rival != nil {
			row := e.claimRow(up, rival)
			row.Rivals = nil
			v.Rivals = append(v.Rivals, row)
		}
	}
	v.Figure = e.figureOf(up, c)
	e.linkClaim(&v.Frame, c)
	return v
}

// figureOf leads to the figure that a claim is about.
func (e *edition) figureOf(up string, c *site.Course) *Link {
	id := c.Last().Figure
	if id == "" {
		return nil
	}
	if metric := e.tree.Figures.Get(drilled(isDrill(c.ID), id)); metric != nil {
		return &Link{Name: metric.Name, Href: href(up, metric.List.Path+".html")}
	}
	return nil
}

func (e *edition) steps(up string, c *site.Course) []ClaimStep {
	var list []ClaimStep
	text := ""
	for i, s := range c.Steps {
		if i > 0 && same(c.Steps[i-1].Original, s.Original) {
			last := &list[len(list)-1]
			last.Again, last.Until = last.Again+1, e.ref(up, s.Entry)
			last.Repeated = e.counted("ledger.again", last.Again)
			continue
		}
		step := ClaimStep{
			Report: e.ref(up, s.Entry), Status: e.status(s.Status), Changed: s.Changed, By: e.toActor(up, isDrill(c.ID), s.By), Basis: s.Basis, Grade: s.Grade,
			Source: e.sourceRef(up, s.Entry, s.Claim.Source), At: href(up, s.Entry.URL) + template.URL("#"+escapePath(site.ClaimAnchor(s.ID))),
		}
		step.TextIn, step.BasisIn = e.tongues(s)
		if s.Original.Text != text {
			step.Text, text = s.Text, s.Original.Text
		}
		list = append(list, step)
	}
	return list
}

// same reports whether two reports say the same of a claim.
func same(a, b *report.Claim) bool {
	return a.Status == b.Status && a.Text == b.Text && a.By == b.By && a.Basis == b.Basis && a.Grade == b.Grade && a.Source == b.Source
}

// SourceRef leads to a source among those of a report. Of a protected one it has the label.
type SourceRef struct {
	Name  string
	In    *Tongue
	Href  template.URL
	Grade string
}

func (e *edition) sourceRef(up string, r *site.Entry, key string) SourceRef {
	sources := e.site.Sources(r.Report)
	for i := range sources {
		if s := &sources[i]; s.Key == key && key != "" {
			at := href(up, r.URL) + template.URL("#"+escapePath(site.SourceAnchor(sources, key)))
			name := e.sourceName(s)
			return SourceRef{Name: name, In: e.tongue(e.site.SourceLang(r, key, name)), Href: at, Grade: s.Grade}
		}
	}
	return SourceRef{}
}

// ActorPage is what somebody claimed.
type ActorPage struct {
	Frame  Frame
	Trail  []*Fragment // Link
	Drill  bool
	Name   string
	Claims LedgerPart
	List   List // of the reports that say so
}

func (e *edition) actorPages(term *site.Term) []page {
	from := "the index of the claims of " + term.ID
	first := page{term.List.Path + ".html", from, "actor.html", e, func(path string) any { return e.actorPage(path, term) }}
	periods := e.periodPages(term.List, from, inClaims, term.Name, func() []*Fragment {
		return []*Fragment{e.sections[inClaims], e.sections[inActors], e.toTerm(term)}
	})
	return slices.Concat([]page{first}, e.ledgerPages(e.account().by[term.ID], from), periods)
}

func (e *edition) actorPage(path string, term *site.Term) any {
	v := &ActorPage{
		Frame: e.frame(path, inClaims, term.Name, ""), Trail: []*Fragment{e.sections[inClaims], e.sections[inActors]}, Name: term.Name, Drill: isDrill(term.ID),
	}
	v.Claims = e.ledgerPart(v.Frame.Up, e.account().by[term.ID])
	v.List = e.list(v.Frame.Up, term.List)
	return v
}

// Names is an index of names: of what is real, then of exercises.
type Names struct {
	Frame Frame
	Trail []*Fragment // Link
	Title string
	Text  string
	Real  []Name
	Drill []Name
	Data  []DataLink
}

// Name leads from an index to what bears the name.
type Name struct {
	Name       string
	Href       template.URL
	Unit       string
	Definition string
	Latest     []Figure // of a metric: what the newest report says of it
}

func (e *edition) namesPage(path, section, masthead string, terms *site.Terms) any {
	v := &Names{Frame: e.frame(path, masthead, e.get("nav."+section), ""), Title: e.get("nav." + section)}
	if section == inFigures {
		v.Text, v.Data = e.get("figures.text"), e.tables(v.Frame.Up, section, terms)
	}
	if masthead != section && masthead != "" {
		v.Trail = []*Fragment{e.sections[masthead]}
	}
	for i, term := range terms.Sorted {
		name := Name{Name: term.Name, Href: href(v.Frame.Up, term.List.Path+".html")}
		if section == inFigures {
			name.Unit, name.Definition = e.unit(term), e.metricDefinition(term)
			name.Latest = e.lastSaid(v.Frame.Up, "n"+strconv.Itoa(i+1)+"_", term)
		}
		if isDrill(term.ID) {
			v.Drill = append(v.Drill, name)
		} else {
			v.Real = append(v.Real, name)
		}
	}
	return v
}
