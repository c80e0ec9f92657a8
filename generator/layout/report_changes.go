package layout

import (
	"bytes"
	"html"
	"html/template"
	"slices"
	"strings"
	"sync"

	"sitrep/generator/markdown"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// Changes is what is new in a report since the one before it in its series.
type Changes struct {
	Up      string
	Since   Since
	Figures []FigureChange
	New     []ClaimChange
	Turned  []ClaimChange // their status is another one, and they are open still, or again
	Settled []ClaimChange
	Entered []string  // regions and topics
	Left    []string  // regions and topics
	Text    *Fragment // TextChanges; nil where the two are in different languages
}

// Since is the report that one is compared with.
type Since struct {
	Href   template.URL
	Called string // by its number; empty without
	Date   Date
	In     *Tongue
}

// FigureChange is a figure that says something else than before.
type FigureChange struct {
	Label  string
	Href   template.URL
	Source string // where the report has the figure from several
	Before string // what it said, where the two make no difference: Not reported, at least 100
	Value  string
	Change *Change // the difference; nil where there is none to be told
}

// ClaimChange is a claim that is new or whose status changed.
type ClaimChange struct {
	Text        string
	In          *Tongue // of the text
	Href        template.URL
	Before, Now *Word
}

// TextChanges is how the text differs. It is told by comparing two bodies, when the page is made.
type TextChanges struct {
	New       int    // paragraphs, tables and the like; each is marked in the margin
	Added     string // how many are new, in words
	Rewritten bool   // nothing was carried over, and nothing is marked
	Dropped   []string
	Removed   string // how many were dropped, in words
}

// changes words what the headers tell.
func (e *edition) changes(up string, r *site.Entry, c *site.Changes) *Changes {
	called := ""
	if c.Since.Number > 0 {
		called = e.called(c.Since)
	}
	v := &Changes{
		Up: up, Since: Since{href(up, c.Since.URL), called, e.shortDay(c.Since.Day), e.tongue(c.Since.Lang)}, Entered: e.named(c.In), Left: e.named(c.Out),
	}
	for _, change := range c.Figures {
		v.Figures = append(v.Figures, e.figureChange(r, change))
	}
	for _, change := range c.Claims {
		e.claimChange(v, r, change)
	}
	return v
}

func (e *edition) figureChange(r *site.Entry, f site.FigureChange) FigureChange {
	now := f.Now
	c := FigureChange{Label: e.label(now.ID), Href: template.URL("#" + escapePath(site.FigureAnchor(now.ID)))}
	c.Value, _ = e.value(*now.Figure)
	if slices.ContainsFunc(r.Figures, func(f report.Figure) bool { return f.ID == now.ID && f.Source != now.Source }) {
		c.Source = e.cite(r, e.site.Sources(r.Report), now.Source, "").Name
	}
	change := e.change([]site.Point{f.Before, now})
	if change == nil || change.Way == "same" { // about 100, and now 100
		c.Before, _ = e.value(*f.Before.Figure)
		return c
	}
	change.Since, change.Percent = "", ""
	c.Change = change
	return c
}

func (e *edition) claimChange(v *Changes, r *site.Entry, c site.ClaimChange) {
	change := ClaimChange{
		Text: c.Now.Text, Href: template.URL("#" + escapePath(site.ClaimAnchor(c.Now.ID))), Now: e.word("status", string(c.Now.Status)),
	}
	change.In, _ = e.tongues(site.Step{Claim: c.Now, Entry: r})
	switch {
	case c.Before == nil:
		v.New = append(v.New, change)
		return
	case c.Closed():
		change.Before = e.word("status", string(c.Before.Status))
		v.Settled = append(v.Settled, change)
		return
	}
	change.Before = e.word("status", string(c.Before.Status))
	v.Turned = append(v.Turned, change)
}

// named are the names of regions and topics.
func (e *edition) named(p site.Places) []string {
	var names []string
	for _, id := range p.Regions {
		names = append(names, e.site.Regions.NameIn(id, e.tree.Lang))
	}
	for _, id := range p.Topics {
		if term := e.tree.Topics.Get(id); term != nil {
			names = append(names, term.Name)
		}
	}
	return names
}

// texts are a report's body, with the blocks that the body before it did not have.
type texts struct {
	body  markdown.Body
	fresh []bool // by block; nil: none is marked
	TextChanges
}

// compare reads both bodies when a page is made, once for all its parts. before is nil for a report that is not compared.
func (e *edition) compare(r *report.Report, before *report.Report) func() (texts, error) {
	if before == nil {
		return func() (texts, error) {
			body, err := e.bodies(r)
			return texts{body: body}, err
		}
	}
	return sync.OnceValues(func() (texts, error) {
		body, err := e.bodies(r)
		if err != nil {
			return texts{}, err
		}
		former, err := e.bodies(before)
		return compared(body, former), err
	})
}

// compared tells the blocks of two bodies apart by their sums. Headings and footnotes stand for no change of their own.
func compared(body, former markdown.Body) texts {
	t := texts{body: body, fresh: make([]bool, len(body.Blocks))}
	had, has := sums(former), sums(body)
	kept := 0
	for i := range body.Blocks {
		switch b := &body.Blocks[i]; {
		case !telling(b):
		case had[b.Sum]:
			kept++
		default:
			t.fresh[i] = true
			t.New++
		}
	}
	if kept == 0 && len(had) > 0 && t.New > 0 {
		return texts{body: body, TextChanges: TextChanges{Rewritten: true}}
	}
	for i := range former.Blocks {
		if b := &former.Blocks[i]; telling(b) && !has[b.Sum] {
			t.Dropped = append(t.Dropped, plain(b))
		}
	}
	return t
}

func sums(b markdown.Body) map[uint64]bool {
	sums := make(map[uint64]bool, len(b.Blocks))
	for i := range b.Blocks {
		if telling(&b.Blocks[i]) {
			sums[b.Blocks[i].Sum] = true
		}
	}
	return sums
}

// telling reports whether a block says something by itself.
func telling(b *markdown.Block) bool {
	for _, silent := range []string{"<h", "<section", "<ol class=\"footnotes", "<div class=\"footnotes"} {
		if strings.HasPrefix(b.HTML, silent) {
			return false
		}
	}
	return true
}

// plain is the text of a block, on one line.
func plain(b *markdown.Block) string {
	text := string(b.AppendTo(nil, func(*markdown.Hole) (open, close string) { return "", "" }))
	var words strings.Builder
	for text != "" {
		before, tag, found := strings.Cut(text, "<")
		words.WriteString(before)
		if !found {
			break
		}
		_, text, _ = strings.Cut(tag, ">")
		if strings.HasPrefix(tag, "t") || strings.HasPrefix(tag, "/t") || strings.HasPrefix(tag, "br") {
			words.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(html.UnescapeString(words.String())), " ")
}

// textChanges prepares what the comparison tells. Its sum is that of the body as the page shows it, which names both bodies.
func (e *edition) textChanges(body *Fragment, compare func() (texts, error)) *Fragment {
	return &Fragment{sum: body.sum, make: func() (string, error) {
		t, err := compare()
		if err != nil {
			return "", err
		}
		v := t.TextChanges
		v.Added, v.Removed = e.counted("changes.new.count", v.New), e.counted("changes.dropped.count", len(v.Dropped))
		var b bytes.Buffer
		err = e.theme.render(&b, e.Messages, "partials/text.html", &v)
		return b.String(), err
	}}
}
