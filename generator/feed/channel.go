package feed

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"time"

	"sitrep/generator/key"
	"sitrep/generator/output"
	"sitrep/generator/site"
)

// How many entries a feed holds. Those of corrections are short.
const (
	latest      = 20
	corrections = 50
)

// channel is a list of reports that can be followed: a feed in two formats, and its archives, which Atom alone has.
type channel struct {
	desk     *desk
	tree     *site.Tree
	at       *site.Feed
	from     string // for a message when two files claim one path
	page     string // its page, as a path of the published tree
	title    string
	subtitle string

	latest func() []*Item // the last changed first
	months func() []month // the newest first; none where the feed holds all there is, or has no archives
}

// Moved is when something was changed last, of a report.
type Moved struct {
	At    time.Time
	Entry *site.Entry
}

// lastFirst is the order of a feed. What was changed is read again by those who have read it before (RFC 5005, section 4: a change that
// all readers are to see belongs into the feed, and not only into the archive that they have).
func lastFirst(a, b Moved) int {
	return cmp.Or(b.At.Compare(a.At), b.Entry.Day.Compare(a.Entry.Day), cmp.Compare(b.Entry.Date.Unix, a.Entry.Date.Unix), cmp.Compare(a.Entry.Path, b.Entry.Path))
}

// channels are all of a tree.
func (d *desk) channels(t *site.Tree) []*channel {
	list := d.frontChannels(t)
	for _, terms := range []*site.Terms{t.Regions, t.Topics, t.Series} {
		for _, term := range terms.Sorted {
			list = append(list, d.termChannel(t, term, terms == t.Series))
		}
	}
	return list
}

// channelAt is the one that a path may be of.
func (d *desk) channelAt(t *site.Tree, path string) *channel {
	own, ok := strings.CutPrefix(path, t.Prefix)
	if !ok {
		return nil
	}
	section, rest, below := strings.Cut(own, "/")
	if !below || section == "feed" || section == "corrections" {
		for _, c := range d.frontChannels(t) {
			if strings.HasPrefix(path, strings.TrimSuffix(c.at.Atom, ".atom")) {
				return c
			}
		}
		return nil
	}
	id, _, archive := strings.Cut(rest, "/")
	if !archive {
		id = strings.TrimSuffix(strings.TrimSuffix(id, ".atom"), ".feed.json")
	}
	terms := map[string]*site.Terms{"regions": t.Regions, "topics": t.Topics, "series": t.Series}[section]
	if terms == nil || terms.Get(id) == nil {
		return nil
	}
	return d.termChannel(t, terms.Get(id), section == "series")
}

// frontChannels are the feed of all reports and that of corrections.
func (d *desk) frontChannels(t *site.Tree) []*channel {
	var list []*channel
	name := d.Config.TitleIn(t.Lang)
	if at := t.Feed(); at != nil {
		c := &channel{desk: d, tree: t, at: at, from: "the feed of the site", page: t.Prefix + "index.html", title: name, subtitle: d.Config.DescriptionIn(t.Lang)}
		list = append(list, c.of(t.Entries, true))
	}
	if at := t.CorrectionsFeed(); at != nil {
		title := d.tongues[t.Lang].get("nav.corrections")
		page := t.Prefix + "corrections.html"
		if !t.HasCorrections() {
			page = t.Prefix + "index.html" // there is a page of corrections only where there are any
		}
		c := &channel{desk: d, tree: t, at: at, from: "the feed of corrections", page: page, title: title + " – " + name}
		all := sync.OnceValue(func() []*Item { return newest(d.correctionItems(t)) })
		c.latest = sync.OnceValue(func() []*Item { return all()[:min(corrections, len(all()))] })
		c.months = sync.OnceValue(func() []month { return d.monthsOfCorrections(all()) })
		list = append(list, c)
	}
	return list
}

func (d *desk) termChannel(t *site.Tree, term *site.Term, archived bool) *channel {
	c := &channel{
		desk: d, tree: t, at: t.TermFeed(term), from: "the feed of " + term.ID, page: term.List.Path + ".html", title: term.Name + " – " + d.Config.TitleIn(t.Lang),
	}
	return c.of(term.Reports(), archived)
}

// of fills a channel with reports.
func (c *channel) of(entries []*site.Entry, archived bool) *channel {
	c.latest = sync.OnceValue(func() []*Item { return c.desk.newestOf(entries) })
	c.months = sync.OnceValue(func() []month {
		if !archived || len(entries) <= latest {
			return nil
		}
		return months(entries, func(e *site.Entry) time.Time { return e.Day }, c.desk.itemsOf)
	})
	return c
}

// newestOf are the entries of the reports that were changed last.
func (d *desk) newestOf(entries []*site.Entry) []*Item {
	var found []Moved
	for _, e := range entries {
		m := Moved{d.updated(e), e}
		if len(found) == latest && lastFirst(found[latest-1], m) < 0 {
			continue
		}
		at, _ := slices.BinarySearchFunc(found, m, lastFirst)
		found = slices.Insert(found, at, m)[:min(latest, len(found)+1)]
	}
	items := make([]*Item, len(found))
	for i, m := range found {
		items[i] = d.item(m.Entry)
	}
	return items
}

// itemsOf are the entries of reports, the last changed first.
func (d *desk) itemsOf(entries []*site.Entry) []*Item {
	items := make([]*Item, len(entries))
	for i, e := range entries {
		items[i] = d.item(e)
	}
	return newest(items)
}

func newest(items []*Item) []*Item {
	slices.SortStableFunc(items, func(a, b *Item) int { return lastFirst(a.at, b.at) })
	return items
}

// files are the documents of the channel.
func (c *channel) files() []output.File {
	list := []output.File{
		c.atom(c.at.Atom, c.feed),
		key.File(c.desk.hasher, c.at.JSON, c.from, func() JSON { return JSON{c.head(c.at.JSON), *c.feed()} }, writeJSON),
	}
	for i, m := range c.months() {
		list = append(list, c.atom(c.at.Month(m.year, m.month), func() *Feed { return c.archive(i) }))
	}
	return list
}

func (c *channel) atom(path string, view func() *Feed) output.File {
	return key.File(c.desk.hasher, path, c.from, func() Atom { return Atom{c.head(path), *view()} }, writeAtom)
}

// Feed is what a document holds, in either format.
type Feed struct {
	Updated string // of the entry that was changed last
	Items   []*Item
	Graves  []Tombstone
	Archive bool // its month is over
	// The archives around it, and the feed that an archive is of; empty where there is none.
	Prev, Next, Current string
}

// Head is what all documents of a channel say of themselves.
type Head struct {
	ID, Title, Subtitle, Lang string
	Self, Page                string
	Author, Home              string
	Rights, Licence           string
	Hub, About                string
}

func (c *channel) head(self string) Head {
	config := &c.desk.Config
	return Head{
		ID: c.desk.id(c.at.Atom), Title: c.title, Subtitle: c.subtitle, Lang: c.tree.Lang, Self: c.desk.Address(self), Page: c.desk.page(c.page),
		Author: cmp.Or(config.Publisher, config.TitleIn(c.tree.Lang)), Home: c.desk.page(c.tree.Prefix + "index.html"),
		Rights: config.Licence, Licence: config.LicenceURL, Hub: config.FeedHub, About: c.desk.Address(aboutPath),
	}
}

// page is the whole address of a page, as the page itself gives it.
func (d *desk) page(path string) string { return d.Address(strings.TrimSuffix(path, "index.html")) }

func (c *channel) feed() *Feed {
	f := newFeed(c.desk, c.latest())
	if months := c.months(); len(months) > 0 {
		f.Prev = c.whole(months[0])
	}
	return f
}

func newFeed(d *desk, items []*Item) *Feed {
	f := &Feed{Items: items}
	var last time.Time
	for _, i := range items {
		if i.at.At.After(last) {
			last = i.at.At
		}
		f.Graves = append(f.Graves, i.graves...)
	}
	f.Updated = d.stamp(last)
	return f
}

// whole is the address of a month's archive.
func (c *channel) whole(m month) string { return c.desk.Address(c.at.Month(m.year, m.month)) }
