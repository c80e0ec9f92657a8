package source

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"sitrep/generator/diag"
)

// draft is a bundle that may yet turn out to be at fault.
type draft struct {
	*Bundle
	name   string // the last part of its path, as on disk
	folder bool   // a folder with all that is in it
	ok     bool
}

// area takes the bundles of a folder of reports or pages.
func (b *binder) area() {
	entries := b.sound()
	drafts := make([]draft, 0, len(entries))
	var areas []*shelf
	taken := ""
	for i := range entries {
		e := &entries[i]
		switch {
		case e.kind == directory && isBundle(e.folder):
			drafts = append(drafts, b.bind(e, asBundle).draft)
		case e.kind == directory:
			if e.folder != nil {
				areas = append(areas, b.bind(e, asArea))
			}
		case !strings.HasSuffix(e.name, ".md"):
			b.stray(e)
		case stem(e.name) != taken:
			drafts = append(drafts, b.single(alike(entries[i:])))
			taken = stem(e.name)
		}
	}
	b.bundles = merged(b.settled(drafts), areas)
}

// merged puts the bundles of a folder and those of the areas in it in the order of their paths.
func merged(own []*Bundle, areas []*shelf) []*Bundle {
	slices.SortFunc(own, func(a, b *Bundle) int { return cmp.Compare(a.Path, b.Path) })
	slices.SortFunc(areas, func(a, b *shelf) int { return cmp.Compare(a.prefix(), b.prefix()) })
	size := len(own)
	for _, s := range areas {
		size += len(s.bundles)
	}
	all := make([]*Bundle, 0, size)
	for _, s := range areas {
		n, _ := slices.BinarySearchFunc(own, s.prefix(), func(b *Bundle, prefix string) int { return cmp.Compare(b.Path, prefix) })
		all = append(append(all, own[:n]...), s.bundles...)
		own = own[n:]
	}
	return append(all, own...)
}

// prefix is what the paths of all bundles of an area begin with.
func (s *shelf) prefix() string {
	_, below := split(s.of.path)
	return norm.NFC.String(below) + "/"
}

// split tells content/reports or content/pages from what is below it.
func split(path string) (area, below string) {
	i := strings.IndexByte(path, '/') + 1
	if j := strings.IndexByte(path[i:], '/'); j >= 0 {
		return path[:i+j], path[i+j+1:]
	}
	return path, ""
}

// stem is what is before the first dot of a name.
func stem(name string) string {
	before, _, _ := strings.Cut(name, ".")
	return before
}

// alike finds the texts that share the stem of the first entry. Their names are sorted, and so nothing stands between them
// but what has that stem, too.
func alike(entries []entry) (texts []*entry) {
	prefix := stem(entries[0].name) + "."
	for i := range entries {
		e := &entries[i]
		if !strings.HasPrefix(e.name, prefix) {
			break
		}
		if e.kind != directory && strings.HasSuffix(e.name, ".md") {
			texts = append(texts, e)
		}
	}
	return texts
}

// calendar matches the folders of a year and of a month, which are never one report.
var calendar = regexp.MustCompile(`^content/reports/\d{4}(/\d\d)?$`)

// isBundle reports whether a folder holds an index text and so is a bundle as a whole.
func isBundle(f *folder) bool {
	return f != nil && !calendar.MatchString(f.path) && slices.ContainsFunc(f.entries, func(e entry) bool {
		return e.kind != directory && stem(e.name) == "index" && strings.HasSuffix(e.name, ".md")
	})
}

// single makes a bundle of a text and its translations.
func (b *binder) single(texts []*entry) draft {
	first := texts[0]
	name := stem(first.name)
	d := begin(first.Path[:len(first.Path)-len(first.name)]+name, name)
	if folded(name) == "index" {
		b.fault(diag.Error, first.Path, "source/index", "an index without a folder that could name it", indexHint(first))
		return d
	}
	b.texts(&d, texts)
	return b.end(d)
}

func indexHint(e *entry) string {
	if calendar.MatchString(path.Dir(e.Path)) {
		return "a year or a month is no report: call this text by its day and what it is about, as in 10-flood.md"
	}
	if _, below := split(e.Path); strings.Contains(below, "/") {
		return "write index.md, in lower case"
	}
	return "name it for what it is about, or put it into a folder of that name"
}

// bundle makes a bundle of the folder with all that is in it.
func (b *binder) bundle() {
	b.draft = begin(b.of.path, path.Base(b.of.path))
	d := &b.draft
	d.folder = true
	var texts []*entry
	entries := b.sound()
	for i := range entries {
		switch e := &entries[i]; {
		case e.kind == directory:
			d.Files = append(d.Files, b.bind(e, asFiles).files...)
		case stem(e.name) == "index" && strings.HasSuffix(e.name, ".md"):
			texts = append(texts, e)
		default:
			d.Files = append(d.Files, e.File)
		}
	}
	byPath(d.Files)
	for _, f := range d.Files {
		if isText(f.Path) {
			b.fault(diag.Error, f.Path, "source/second-text", "a second text in the folder of "+b.of.path+"/index.md",
				"a folder with an index.md is one report; move this text out, or call it "+strings.TrimSuffix(path.Base(f.Path), path.Ext(f.Path))+".txt")
		}
	}
	if len(b.findings) == 0 {
		b.texts(d, texts)
		*d = b.end(*d)
	}
}

// begin starts a bundle at a slash path from the site's root.
func begin(at, name string) draft {
	_, below := split(at)
	return draft{Bundle: &Bundle{Path: norm.NFC.String(below)}, name: name}
}

// texts takes original, translations and earlier versions into a bundle, and reports in d.ok whether all of them fit.
func (b *binder) texts(d *draft, entries []*entry) {
	d.ok = true
	d.Texts = make([]Text, 0, len(entries))
	for _, e := range entries {
		suffix := strings.TrimSuffix(e.name[len(stem(e.name)):], ".md")
		version, rest := versionOf(suffix)
		lang := strings.TrimPrefix(rest, ".")
		if area, _ := split(e.Path); version > 0 && area == "content/pages" || rest != "" && !isLanguage(lang) {
			b.badSuffix(e, strings.TrimPrefix(suffix, "."))
			d.ok = false
		}
		d.Texts = append(d.Texts, Text{Lang: lang, Version: version, File: e.File})
	}
	slices.SortFunc(d.Texts, func(a, b Text) int { return cmp.Or(cmp.Compare(a.Version, b.Version), cmp.Compare(a.Lang, b.Lang)) })
	if first := d.Texts[0]; d.ok && first.Version > 0 {
		b.fault(diag.Error, first.Path, "source/version", fmt.Sprintf("version %d of a report that is not there", first.Version),
			"the current text belongs beside it, as "+stem(path.Base(first.Path))+".md; a name that ends in .v1 keeps the text of an earlier version")
		d.ok = false
	}
}

// versionOf divides a suffix: what .v1.uk says of the version, and what of the language. It is 0 where none is said.
func versionOf(suffix string) (version int, rest string) {
	if !strings.HasPrefix(suffix, ".v") {
		return 0, suffix
	}
	found := earlier.FindStringSubmatch(suffix)
	if found == nil {
		return 0, suffix
	}
	version, _ = strconv.Atoi(found[1])
	return version, found[2]
}

var earlier = regexp.MustCompile(`^\.v([1-9][0-9]{0,5})((?:\..*)?)$`)

// language has the shape of a language tag: two or three letters, and subtags of two to eight letters or digits (BCP 47).
var language = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// misplaced is a suffix that was probably meant as that of an earlier version.
var misplaced = regexp.MustCompile(`(?i)(^|\.)v[0-9]+(\.|$)`)

func isLanguage(s string) bool { return language.MatchString(s) }

func (b *binder) badSuffix(e *entry, suffix string) {
	base, ending := strings.TrimSuffix(e.name, ".md"), ".md"
	if i := strings.LastIndexByte(base, '.'); isLanguage(base[i+1:]) {
		base, ending = base[:i], base[i:]+ending
	}
	name := strings.Trim(strings.ReplaceAll(base, ".", "-"), "-") + ending
	hint := fmt.Sprintf("a dot marks a translation, as in %s.uk.md; did you mean %s?", stem(e.name), name)
	if stem(e.name) == "index" {
		hint = "a dot marks a translation, as in index.uk.md; move any other text out of the folder"
	}
	if area, _ := split(e.Path); misplaced.MatchString(suffix) && area != "content/pages" {
		hint = fmt.Sprintf("an earlier version is named as in %s.v1.md, or %s.v1.uk.md for its translation", stem(e.name), stem(e.name))
	}
	b.fault(diag.Error, e.Path, "source/language", fmt.Sprintf("%q, after the dot, is not a language", suffix), hint)
}

// end seals a bundle with its sum. One that was the same before is that one.
func (b *binder) end(d draft) draft {
	d.Sum = d.sum()
	if former := b.former.find(d.Path); former != nil && former.Sum == d.Sum {
		d.Bundle = former
	}
	return d
}

// find finds a bundle on a shelf by its path; nil when there is none.
func (s *shelf) find(path string) *Bundle {
	if s == nil {
		return nil
	}
	if s.as == asBundle && s.draft.Path == path {
		return s.draft.Bundle
	}
	i, ok := slices.BinarySearchFunc(s.bundles, path, func(b *Bundle, path string) int { return cmp.Compare(b.Path, path) })
	if !ok {
		return nil
	}
	return s.bundles[i]
}

// sum names all that the report may see. A file's path is part of it, because findings name files.
func (b *Bundle) sum() [32]byte {
	buf := make([]byte, 0, 512)
	add := func(f *File) {
		buf = binary.AppendUvarint(buf, uint64(len(f.Path)))
		buf = append(buf, f.Path...)
		buf = append(buf, f.Sum[:]...)
	}
	buf = binary.AppendUvarint(buf, uint64(len(b.Path)))
	buf = append(buf, b.Path...)
	buf = binary.AppendUvarint(buf, uint64(len(b.Texts)))
	for i := range b.Texts {
		add(&b.Texts[i].File)
	}
	for i := range b.Files {
		add(&b.Files[i])
	}
	return sha256.Sum256(buf)
}

// settled keeps the drafts that are sound and have an address of their own.
func (b *binder) settled(drafts []draft) (bundles []*Bundle) {
	if slices.ContainsFunc(drafts, func(d draft) bool { return d.folder || !plain(d.name) }) {
		b.rivals(drafts) // plain texts of one folder are all different: they were told apart by their stems
	}
	for i := range drafts {
		if drafts[i].ok {
			bundles = append(bundles, drafts[i].Bundle)
		}
	}
	return bundles
}

// rivals puts aside the drafts that claim one address.
func (b *binder) rivals(drafts []draft) {
	taken := make(map[string]*draft, len(drafts))
	for i := range drafts {
		d := &drafts[i]
		key := folded(d.name)
		other, ok := taken[key]
		if !ok {
			taken[key] = d
			continue
		}
		b.fault(diag.Error, b.where(d), "source/twice",
			fmt.Sprintf("two reports for one address: %s and %s", b.where(other), b.where(d)), "rename one of the two")
		d.ok, other.ok = false, false
	}
}

// where is the file that a draft begins with.
func (b *binder) where(d *draft) string {
	if len(d.Texts) > 0 {
		return d.Texts[0].Path
	}
	area, _ := split(b.of.path)
	return area + "/" + d.Path
}

// stray warns of a file beside the reports.
func (b *binder) stray(e *entry) {
	text, hint := "a file that belongs to no report", "make a folder for its report, with the text as index.md, and put it there"
	if ext := path.Ext(e.name); isText(e.name) || strings.EqualFold(ext, ".markdown") {
		text, hint = "not read, because its name does not end in .md", "rename it to "+strings.TrimSuffix(e.name, ext)+".md"
	}
	b.fault(diag.Warning, e.Path, "source/stray", text, hint)
}
