package search

import (
	"cmp"
	"slices"
	"strings"

	"sitrep/generator/markdown"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// said is all that the index reads of a report, but for the body, which it names.
type said struct {
	URL, Title, Summary string
	Day                 int
	Regions, Topics     []string // ids, to be shown
	Facets              []string // see facet
	Tags                []string // what a reader of a list must not miss: drill, bad, flash, final
	Lines               []string // what stands out beside the title: the summary, headings, claims, figures, events, sources
	Body                string   // its sum; "" where no body is shown
}

func (x *index) saidBy(e *site.Entry) said {
	s := said{
		URL: e.URL, Title: e.Title, Day: day(e.Day), Regions: e.Regions, Topics: e.Topics, Facets: x.facets(e),
	}
	s.Tags = tags(e)
	if e.Status == report.Retracted {
		s.Summary = e.Retraction.Reason
		s.Lines = []string{s.Summary}
		return s
	}
	s.Summary = cmp.Or(e.Summary, e.Text.Lead)
	s.Lines, s.Body = x.lines(e), string(e.BodySum[:])
	return s
}

func tags(e *site.Entry) []string {
	var list []string
	for _, tag := range []struct {
		key   string
		holds bool
	}{
		{"drill", e.Exercise}, {"bad", e.Status == report.Retracted},
		{"flash", e.Type == report.Flash && e.Status != report.Retracted}, {"final", e.Phase == report.Final && e.Status != report.Retracted},
	} {
		if tag.holds {
			list = append(list, tag.key)
		}
	}
	return list
}

// Kinds of facets.
const (
	ofRegion = "r"
	ofTopic  = "t"
	ofSeries = "s"
	ofType   = "k"
)

// facet is a term that no word is: a region, a topic, a series or a type that a report is found under. It stands among the words, so that what
// is not asked for is not loaded.
func facet(kind, id string) string { return "!" + kind + ":" + strings.ReplaceAll(id, " ", "\x1f") }

// facets are those of a report, with all that its regions and topics lie in.
func (x *index) facets(e *site.Entry) []string {
	var list []string
	for _, id := range e.Regions {
		for _, f := range x.lineages()[facet(ofRegion, id)] {
			addFacet(&list, f)
		}
	}
	for _, id := range e.Topics {
		for _, f := range x.lineages()[facet(ofTopic, id)] {
			addFacet(&list, f)
		}
	}
	if e.Series != "" {
		addFacet(&list, facet(ofSeries, e.Series))
	}
	addFacet(&list, facet(ofType, string(cmp.Or(e.Type, report.Sitrep))))
	return list
}

func addFacet(list *[]string, f string) {
	if !slices.Contains(*list, f) {
		*list = append(*list, f)
	}
}

// newLineages are the facets of each region and topic of the tree: its own, and those of all that it lies in.
func (x *index) newLineages() map[string][]string {
	lineages := map[string][]string{}
	add := func(kind string, terms *site.Terms, above func(string) []string) {
		for _, t := range terms.Sorted {
			line := []string{facet(kind, t.ID)}
			for _, id := range above(t.ID) {
				line = append(line, facet(kind, id))
			}
			lineages[line[0]] = line
		}
	}
	add(ofRegion, x.tree.Regions, x.site.Regions.Ancestors)
	add(ofTopic, x.tree.Topics, x.site.Topics.Ancestors)
	return lineages
}

// lines are what a report says in its header, and its headings.
func (x *index) lines(e *site.Entry) []string {
	lines := append([]string{e.Summary}, e.Highlights...)
	for h := range e.Text.Outline.All() {
		lines = append(lines, h.Text)
	}
	for _, f := range e.Figures {
		metric := x.site.Words.Metrics[f.ID]
		lines = append(lines, cmp.Or(metric.LabelIn(x.tree.Lang), site.Plain(f.ID)), cmp.Or(f.Unit, metric.UnitIn(x.tree.Lang)), f.Note)
	}
	for _, c := range e.Claims {
		lines = append(lines, c.Text, c.Basis, x.actor(c.By))
	}
	for _, v := range e.Events {
		lines = append(lines, v.Title)
	}
	for _, s := range x.site.Sources(e.Report) {
		shown := s.Shown()
		lines = append(lines, shown.Title, shown.Org, shown.Label)
	}
	return append(lines, e.Incidents...)
}

func (x *index) actor(by string) string {
	if actor, known := x.site.Words.Actors.Get(x.site.Words.Actors.ID(by)); known {
		return actor.NameIn(x.tree.Lang)
	}
	return by
}

// appendBody appends the text of a report's body, as its page shows it, on one line.
func (x *index) appendBody(dst []byte, e *site.Entry, buffer *[]byte) ([]byte, error) {
	body, err := x.Bodies(e.Report)
	if err != nil {
		return dst, err
	}
	return appendText(dst, body, buffer), nil
}

func appendText(dst []byte, body markdown.Body, buffer *[]byte) []byte {
	for i := range body.Blocks {
		*buffer = body.Blocks[i].AppendText((*buffer)[:0], nil)
		space := len(dst) > 0
		for _, c := range *buffer {
			if c == ' ' || c == '\n' || c == '\t' {
				space = len(dst) > 0
				continue
			}
			if space {
				dst, space = append(dst, ' '), false
			}
			dst = append(dst, c)
		}
	}
	return dst
}
