// Package feed turns a Site into what tells other programs that there is something new: Atom (RFC 4287) and JSON Feed 1.1 for the
// whole site, for each region, topic and series, and for corrections, in every language; sitemaps and robots.txt for crawlers.
//
// The nouns: an Item is one entry, a plain view of a report, of a correction or of a retraction as its readers see it who do not see
// its page. It stands in many feeds, and in their keys by its sum. A Feed is a document's view: its head and its Items. A month is an
// archive of a feed (RFC 5005, section 4), so that what has left a feed can still be read, and old documents stay as they are.
//
// Three laws bind this room. No document shows the time of the build: what is dated is dated by its reports; the one exception is the
// sitemap of news, which is about the last two days. An entry's id never changes, whatever becomes of the report. And of a retracted
// report nothing is told but that it was, and why.
//
// All of it wants whole addresses. Without a base_url there is none of it.
package feed

import (
	"strings"
	"sync"
	"time"

	"sitrep/generator/diag"
	"sitrep/generator/key"
	"sitrep/generator/markdown"
	"sitrep/generator/output"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// Options are what this room asks of the build.
type Options struct {
	Now      time.Time  // for the sitemap of news alone
	Audience report.TLP // up to which reports are published
	Bodies   func(*report.Report) (markdown.Body, error)
	Words    func(lang string) func(key string) string // the words of the interface
}

// desk is what all documents are made from. It does not change once it is made.
type desk struct {
	*site.Site
	Options
	links   *site.Links
	hasher  *key.Hasher
	tongues map[string]*tongue // by language

	items sync.Map // *site.Entry -> *Item: what stands in several documents is summed once
}

type files struct{ desk *desk }

// Files lists the feeds and sitemaps of a site. Findings are nobody's here.
func Files(s *site.Site, o Options) output.Files {
	d := &desk{Site: s, Options: o, links: s.Links(), hasher: new(key.Hasher), tongues: map[string]*tongue{}}
	for _, t := range s.Trees {
		d.tongues[t.Lang] = newTongue(d.hasher, t.Lang, o.Words(t.Lang))
	}
	return files{d}
}

// All lists every file.
func (f files) All() []output.File {
	list := f.desk.crawled()
	if f.desk.Config.BaseURL == "" {
		return list
	}
	list = append(list, f.desk.about()...)
	for _, t := range f.desk.Trees {
		for _, c := range f.desk.channels(t) {
			list = append(list, c.files()...)
		}
	}
	return list
}

// Find looks up one file.
func (f files) Find(path string) (output.File, bool) {
	for _, file := range f.near(path) {
		if file.Path == path {
			return file, true
		}
	}
	return output.File{}, false
}

// near are the files among which the one at a path is, if it is one of ours.
func (f files) near(path string) []output.File {
	d := f.desk
	switch {
	case path == robotsPath || strings.HasPrefix(path, "sitemap"):
		return d.crawled()
	case d.Config.BaseURL == "":
		return nil
	case path == aboutPath:
		return d.about()
	case !strings.HasSuffix(path, ".atom") && !strings.HasSuffix(path, "feed.json"):
		return nil
	}
	var list []output.File
	for _, t := range d.Trees {
		if c := d.channelAt(t, path); c != nil {
			list = append(list, c.files()...)
		}
	}
	return list
}

// Judge has nothing against any.
func (files) Judge(func(string) int64) ([]diag.Finding, bool) { return nil, false }

// closed reports whether the site is for a closed audience, which no crawler belongs to.
func (d *desk) closed() bool { return d.Config.NoCrawlers || d.Audience.Above(report.Clear) }

// id is the name of a page's entry for ever: its address, or the one that it had before the site moved (RFC 4287, section 4.2.6).
func (d *desk) id(page string) string {
	if d.Config.FeedIDs == "" {
		return d.Address(page)
	}
	return d.Config.FeedIDs + d.Address(page)[len(d.Config.BaseURL):]
}
