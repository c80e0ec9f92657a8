package feed

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"sitrep/generator/hosting"
	"sitrep/generator/markdown"
	"sitrep/generator/output"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// Item is an entry of feeds. Its view is made for its sum and let go of; it is made again when a document is written.
type Item struct {
	at     Moved
	view   func() *Entry
	body   func() (markdown.Body, error) // nil: it has none
	sum    func() output.Sum
	graves []Tombstone // of what it tells the end of
}

// Sum names all that the entry is made from.
func (i *Item) Sum() output.Sum { return i.sum() }

func (d *desk) newItem(at Moved, view func() *Entry, body func() (markdown.Body, error)) *Item {
	return &Item{at: at, view: view, body: body, sum: sync.OnceValue(func() output.Sum { return d.hasher.Sum(output.Sum{}, "entry", view()) })}
}

// Entry is the view of an entry.
type Entry struct {
	ID, URL            string
	Lang               string
	Title              string // with what nobody may miss
	Published, Updated string // RFC 3339
	Authors            []string
	Categories         []Category
	Summary            string
	Lead               bool // the summary is not what the body begins with
	Words              *Summed
	Drill              bool
	Meta               []string // its kind and number, its cut-off
	Corrections        []Correction
	Highlights         []string
	Figures            []Figure
	Claims             []Claim
	Picture            *Picture
	Filling            *Filling
	Files              []Attachment
	Also               []Also
	Said               *Said

	Correction *Corrected
	Retraction *Retracted
}

// Category is a region or a topic.
type Category struct {
	Scheme    string // the address of the index of all
	Term      string // id
	Label     string
	OfRegions bool
}

// Filling is what goes into the holes of a body: for each of its links, where it leads and how sure what it points at is.
type Filling struct {
	Body      report.BodySum
	Addresses []string
	Marks     []string // nil where nothing is marked
}

// Picture is the main picture.
type Picture struct{ URL, Alt, Caption, Credit string }

// Attachment is a file that can be had.
type Attachment struct {
	URL, Type, Title string
	Size             int64 // bytes
}

// Also is the same report in another language.
type Also struct{ Lang, URL string }

// Said is what a program may want to know of a report, as its header says it.
type Said struct {
	Type, Phase, Series, TLP     string
	Number, Version              int
	Date, From, To, Cutoff, Next string
}

// item is the entry of a report.
func (d *desk) item(e *site.Entry) *Item {
	if known, ok := d.items.Load(e); ok {
		return known.(*Item)
	}
	made := d.newItem(Moved{d.updated(e), e}, func() *Entry { return d.entry(e) }, func() (markdown.Body, error) { return d.Bodies(e.Report) })
	if e.Status == report.Retracted {
		made = d.retraction(e)
	}
	first, _ := d.items.LoadOrStore(e, made)
	return first.(*Item)
}

// entry is a report as its readers see it in a feed.
func (d *desk) entry(e *site.Entry) *Entry {
	t := d.tongues[e.Lang]
	v := &Entry{
		ID: d.id(e.URL), URL: d.Address(e.URL), Lang: e.Lang, Title: t.titled(e.Report, e.Title), Published: d.stamp(d.published(e)),
		Updated: d.stamp(d.updated(e)), Authors: authors(e.Report), Categories: d.categories(e), Summary: summary(e.Report), Words: t.words,
		Drill: e.Exercise, Meta: t.meta(e.Report), Highlights: e.Highlights, Said: said(e.Report),
	}
	sources := d.Sources(e.Report)
	v.Corrections, v.Figures, v.Claims = d.corrections(e), d.figures(e, sources), d.claims(e, sources)
	v.Lead = e.Summary != ""
	v.Filling, v.Picture, v.Files = d.filling(e), d.picture(e), d.attachments(e)
	for _, other := range d.Translations(e) {
		v.Also = append(v.Also, Also{other.Lang, d.Address(other.URL)})
	}
	return v
}

// summary is the header's, or the body's first paragraph.
func summary(r *report.Report) string { return cmp.Or(r.Summary, r.Text.Lead) }

func (t *tongue) meta(r *report.Report) []string {
	list := []string{t.kind(r)}
	if r.Cutoff.Given {
		list = append(list, t.get("cover.cutoff")+" "+t.moment(r.Cutoff))
	}
	return list
}

// authors are who wrote a report and who publishes it, if that is not the site's publisher.
func authors(r *report.Report) []string {
	var list []string
	for _, name := range []string{cmp.Or(r.PreparedBy.Name, r.PreparedBy.Org), r.Publisher} {
		if name != "" && !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return list
}

func (d *desk) categories(e *site.Entry) []Category {
	t := d.tree(e.Lang)
	list := make([]Category, 0, len(e.Regions)+len(e.Topics))
	for _, id := range e.Regions {
		list = append(list, Category{d.Address(t.Prefix + "regions.html"), id, d.Regions.NameIn(id, e.Lang), true})
	}
	for _, id := range e.Topics {
		list = append(list, Category{d.Address(t.Prefix + "topics.html"), id, t.Topics.Get(id).Name, false})
	}
	return list
}

// tree is the one of a language.
func (d *desk) tree(lang string) *site.Tree {
	return d.Trees[slices.Index(d.Config.Languages, lang)]
}

// filling follows the links of a body. A claim that it points at is marked with its status: a claim stays a claim.
func (d *desk) filling(e *site.Entry) *Filling {
	f := &Filling{Body: e.BodySum, Addresses: d.links.Whole(e)}
	for i, link := range e.Text.Links {
		if link.Scheme != "claim" {
			continue
		}
		if n := slices.IndexFunc(e.Claims, func(c report.Claim) bool { return c.ID == link.Target }); n >= 0 && e.Claims[n].Status != "" {
			if f.Marks == nil {
				f.Marks = make([]string, len(e.Text.Links))
			}
			f.Marks[i] = d.tongues[e.Lang].get("status.brief." + string(e.Claims[n].Status))
		}
	}
	return f
}

// picture is the header's image, if the bundle has that file.
func (d *desk) picture(e *site.Entry) *Picture {
	if e.Image.Src == "" {
		return nil
	}
	to := d.links.Follow(e.Origin(), markdown.Link{Target: e.Image.Src})
	if to.File.Path == "" {
		return nil
	}
	return &Picture{d.Address(to.URL), e.Image.Alt, e.Image.Caption, e.Image.Credit}
}

// attachments are the files that the header offers and the bundle has, as large as they are published.
func (d *desk) attachments(e *site.Entry) []Attachment {
	var list []Attachment
	for _, a := range e.Attachments {
		to := d.links.Follow(e.Origin(), markdown.Link{Target: a.Src})
		if to.File.Path == "" {
			continue
		}
		size := to.File.Size
		if m := e.Media.Of(to.File); m != nil && m.Public.Size > 0 {
			size = m.Public.Size
		}
		kind, _, _ := strings.Cut(hosting.TypeOf(to.URL), ";")
		list = append(list, Attachment{d.Address(to.URL), kind, cmp.Or(a.Title, a.Src), size})
	}
	return list
}

func said(r *report.Report) *Said {
	return &Said{
		Type: string(cmp.Or(r.Type, report.Sitrep)), Phase: string(r.Phase), Series: r.Series, TLP: string(r.TLP),
		Number: r.Number, Version: max(1, r.Version), Date: r.Date.String(), From: r.Period.From.String(), To: r.Period.To.String(),
		Cutoff: r.Cutoff.String(), Next: r.Next.String(),
	}
}
