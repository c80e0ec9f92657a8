// Package search turns a Site into an index that a browser searches by itself, without a server: files of JavaScript, which a page
// loads as scripts, so that a search works from a disk, too.
//
// The nouns: each language has a Directory, the one file whose name never changes. It leads to the segments of the calendar (a month
// in the newest year, else a year), so that a past period's files never change. In a segment reports are numbered by date: a range of
// dates is a range of numbers. A segment has a head (how many reports there are on each day, and where the rest is), shards of terms
// (words in their order, each with the numbers of the reports that have it, and how much it weighs there; and before all words the
// facets: regions and topics with all below them, series, types), and blocks of texts (what a result shows). Beside the segments are the names of regions, topics and series in every
// language, which lead to these and not to reports: so a new name in the gazetteer touches no segment.
//
// A word finds every term that begins with it, in the place of a stemmer. What a word is, is said once for this room and for the
// script that reads the index (search.js of the theme): testdata/words.json holds both to it.
//
// What a segment came to is kept by the sum of all that it was made from: a build reads the words of a segment again only when
// a report of it changed. Nothing is worked out before a file is asked for.
package search

import (
	"slices"
	"strings"
	"sync"

	"sitrep/generator/diag"
	"sitrep/generator/key"
	"sitrep/generator/markdown"
	"sitrep/generator/output"
	"sitrep/generator/report"
	"sitrep/generator/site"
)

// Options are what the index may ask of the build.
type Options struct {
	Bodies func(*report.Report) (markdown.Body, error)
	Store  Store
}

// Store keeps what segments came to, from one build to the next. It may forget anything at any time.
type Store interface {
	Recall(name string, sum [32]byte) ([]byte, bool)
	Keep(name string, sum [32]byte, paths []string, data []byte) error // the text of the bundles at these paths is in it
	Retain(prefix string, names []string)                              // nothing else that begins so is wanted any more
}

// files are those of all languages.
type files struct {
	indexes []*index
}

// index is what is searched in one language.
type index struct {
	Options
	site     *site.Site
	tree     *site.Tree
	hasher   *key.Hasher
	most     int // bytes of a shard, about
	segments func() []*segment
	names    func() *names
	lineages func() map[string][]string
}

// Files lists the files of a site's index. Findings are nobody's here.
func Files(s *site.Site, o Options) output.Files {
	f, hasher := &files{}, new(key.Hasher)
	for _, tree := range s.Trees {
		x := &index{Options: o, site: s, tree: tree, hasher: hasher, most: shardBytes}
		x.lineages = sync.OnceValue(x.newLineages)
		x.segments = sync.OnceValue(func() []*segment { return x.cut() })
		x.names = sync.OnceValue(func() *names { return x.newNames() })
		f.indexes = append(f.indexes, x)
	}
	return f
}

// All lists every file.
func (f *files) All() []output.File {
	f.prepare()
	var list []output.File
	for _, x := range f.indexes {
		list = append(list, x.directory())
		list = append(list, x.names().files()...)
		for _, s := range x.segments() {
			list = append(list, s.files()...)
		}
		x.retain()
	}
	return list
}

// Find looks up one file.
func (f *files) Find(path string) (output.File, bool) {
	name, ok := strings.CutPrefix(path, site.SearchFolder)
	if !ok {
		return output.File{}, false
	}
	for _, x := range f.indexes {
		rest, ours := strings.CutPrefix(name, x.tree.Lang)
		switch {
		case !ours:
		case rest == ".js":
			f.prepare()
			return x.directory(), true
		case strings.HasPrefix(rest, "-"):
			if file, found := x.find(rest[1:], path); found {
				return file, true
			}
		}
	}
	return output.File{}, false
}

// Judge has nothing against any.
func (*files) Judge(func(string) int64) ([]diag.Finding, bool) { return nil, false }

// prepare works out the segments of all languages, side by side.
func (f *files) prepare() {
	var all []*segment
	for _, x := range f.indexes {
		all = append(all, x.segments()...)
	}
	slices.SortStableFunc(all, func(a, b *segment) int { return len(b.entries) - len(a.entries) }) // so that nobody waits for a long one
	each(len(all), func(i int) { all[i].head() })
}

// find looks up a file of the index by the rest of its name: 2024-11-t3.HASH.js.
func (x *index) find(rest, path string) (output.File, bool) {
	var list []output.File
	if strings.HasPrefix(rest, namesName) {
		list = x.names().files()
	} else {
		for _, s := range x.segments() {
			if after, here := strings.CutPrefix(rest, s.name); here && isPart(after) {
				list = append(list, s.files()...)
			}
		}
	}
	for _, file := range list {
		if file.Path == path {
			return file, true
		}
	}
	return output.File{}, false
}

// isPart reports whether what follows a segment's name is the rest of a file's name, and not of another segment's.
func isPart(rest string) bool {
	return strings.HasPrefix(rest, ".") || strings.HasPrefix(rest, "-t") || strings.HasPrefix(rest, "-x")
}

// retain lets go of what was kept of segments that are none any more.
func (x *index) retain() {
	var names []string
	for _, s := range x.segments() {
		names = append(names, s.kept(headKept), s.kept(termsKept))
	}
	x.Store.Retain(x.prefix(), names)
}

func (x *index) prefix() string { return "search/" + x.tree.Lang + "/" }
