package source

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"sitrep/generator/diag"
)

// area makes the bundles of content/reports or content/pages.
type area struct {
	*binder
	root    string // content/reports
	bundles []*Bundle
}

// draft is a bundle that may yet turn out to be at fault.
type draft struct {
	Bundle
	name   string // the last part of its path, as on disk
	folder bool   // a folder with all that is in it
	ok     bool
}

// area returns the bundles below a folder, by path.
func (b *binder) area(f *folder) []*Bundle {
	if f == nil {
		return nil
	}
	a := area{binder: b, root: f.path}
	a.folder(f)
	byPath := func(a, b *Bundle) int { return cmp.Compare(a.Path, b.Path) }
	if !slices.IsSortedFunc(a.bundles, byPath) {
		slices.SortFunc(a.bundles, byPath)
	}
	return a.bundles
}

// folder takes the bundles of a folder that is not one itself.
func (a *area) folder(f *folder) {
	entries := a.sound(f)
	drafts := make([]draft, 0, len(entries))
	for len(entries) > 0 {
		e, n := &entries[0], 1
		switch {
		case e.kind == directory && isBundle(e.folder):
			drafts = append(drafts, a.whole(e))
		case e.kind == directory:
			if e.folder != nil {
				a.folder(e.folder)
			}
		case !strings.HasSuffix(e.name, ".md"):
			a.stray(e)
		default:
			// Names that are alike up to the first dot stand side by side, for they are sorted.
			n = same(entries)
			drafts = append(drafts, a.single(entries[:n]))
		}
		entries = entries[n:]
	}
	a.settle(drafts)
}

// stem is what is before the first dot of a name.
func stem(name string) string {
	before, _, _ := strings.Cut(name, ".")
	return before
}

// same counts the texts at the head of the entries that share a stem.
func same(entries []entry) int {
	want := stem(entries[0].name)
	for i := range entries {
		if e := &entries[i]; e.kind == directory || stem(e.name) != want || !strings.HasSuffix(e.name, ".md") {
			return i
		}
	}
	return len(entries)
}

// isBundle reports whether a folder holds an index text and so is a bundle as a whole.
func isBundle(f *folder) bool {
	return f != nil && slices.ContainsFunc(f.entries, func(e entry) bool {
		return e.kind != directory && stem(e.name) == "index" && strings.HasSuffix(e.name, ".md")
	})
}

// single makes a bundle of a text and its translations.
func (a *area) single(texts []entry) draft {
	first := &texts[0]
	name := stem(first.name)
	d := a.begin(first.Path[:len(first.Path)-len(first.name)]+name, name)
	if folded(name) == "index" {
		a.fault(diag.Error, first.Path, "source/index", "an index without a folder that could name it", a.indexHint(first))
		return d
	}
	a.texts(&d, texts)
	return a.end(d)
}

func (a *area) indexHint(e *entry) string {
	if path.Dir(e.Path) != a.root {
		return "write index.md, in lower case"
	}
	return "name it for what it is about, or put it into a folder of that name"
}

// whole makes a bundle of a folder with all that is in it.
func (a *area) whole(dir *entry) draft {
	before := len(a.Findings)
	d := a.begin(dir.Path, dir.name)
	d.folder = true
	var texts []entry
	for _, e := range a.sound(dir.folder) {
		switch {
		case e.kind == directory:
			d.Files = a.files(d.Files, e.folder)
		case stem(e.name) == "index" && strings.HasSuffix(e.name, ".md"):
			texts = append(texts, e)
		default:
			d.Files = append(d.Files, e.File)
		}
	}
	slices.SortFunc(d.Files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	for _, f := range d.Files {
		if isText(f.Path) {
			a.fault(diag.Error, f.Path, "source/second-text", "a second text in the folder of "+dir.Path+"/index.md",
				"a folder with an index.md is one report; move this text out, or call it "+strings.TrimSuffix(path.Base(f.Path), path.Ext(f.Path))+".txt")
		}
	}
	if len(a.Findings) > before {
		d.ok = false
		return d
	}
	a.texts(&d, texts)
	return a.end(d)
}

// begin starts a bundle at a slash path from the site's root.
func (a *area) begin(at, name string) draft {
	return draft{Bundle: Bundle{Path: norm.NFC.String(at[len(a.root)+1:])}, name: name}
}

// texts takes original and translations into a bundle, and reports in d.ok whether all of them fit.
func (a *area) texts(d *draft, entries []entry) {
	d.ok = true
	d.Texts = make([]Text, 0, len(entries))
	for i := range entries {
		e := &entries[i]
		suffix := strings.TrimSuffix(e.name[len(stem(e.name)):], ".md")
		lang := strings.TrimPrefix(suffix, ".")
		if suffix != "" && !isLanguage(lang) {
			a.badSuffix(e, lang)
			d.ok = false
		}
		d.Texts = append(d.Texts, Text{Lang: lang, File: e.File})
	}
	slices.SortFunc(d.Texts, func(a, b Text) int { return cmp.Compare(a.Lang, b.Lang) })
}

// language has the shape of a language tag: two or three letters, and subtags of two to eight letters or digits (BCP 47).
var language = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

func isLanguage(s string) bool { return language.MatchString(s) }

func (a *area) badSuffix(e *entry, suffix string) {
	base, ending := strings.TrimSuffix(e.name, ".md"), ".md"
	if i := strings.LastIndexByte(base, '.'); isLanguage(base[i+1:]) {
		base, ending = base[:i], base[i:]+ending
	}
	name := strings.Trim(strings.ReplaceAll(base, ".", "-"), "-") + ending
	hint := fmt.Sprintf("a dot marks a translation, as in %s.uk.md; did you mean %s?", stem(e.name), name)
	if stem(e.name) == "index" {
		hint = "a dot marks a translation, as in index.uk.md; move any other text out of the folder"
	}
	a.fault(diag.Error, e.Path, "source/language", fmt.Sprintf("%q, after the dot, is not a language", suffix), hint)
}

// end seals a bundle with its sum.
func (a *area) end(d draft) draft {
	d.Sum = d.sum()
	return d
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

// settle keeps the drafts that are sound and have an address of their own.
func (a *area) settle(drafts []draft) {
	if slices.ContainsFunc(drafts, func(d draft) bool { return d.folder || !plain(d.name) }) {
		a.rivals(drafts) // plain texts of one folder are all different: they were told apart by their stems
	}
	for i := range drafts {
		if drafts[i].ok {
			bundle := drafts[i].Bundle
			a.bundles = append(a.bundles, &bundle)
		}
	}
}

// rivals puts aside the drafts that claim one address.
func (a *area) rivals(drafts []draft) {
	taken := make(map[string]*draft, len(drafts))
	for i := range drafts {
		d := &drafts[i]
		key := folded(d.name)
		other, ok := taken[key]
		if !ok {
			taken[key] = d
			continue
		}
		a.fault(diag.Error, a.where(d), "source/twice",
			fmt.Sprintf("two reports for one address: %s and %s", a.where(other), a.where(d)), "rename one of the two")
		d.ok, other.ok = false, false
	}
}

// where is the file that a draft begins with.
func (a *area) where(d *draft) string {
	if len(d.Texts) > 0 {
		return d.Texts[0].Path
	}
	return a.root + "/" + d.Path
}

// stray warns of a file beside the reports.
func (a *area) stray(e *entry) {
	text, hint := "a file that belongs to no report", "make a folder for its report, with the text as index.md, and put it there"
	if ext := path.Ext(e.name); isText(e.name) || strings.EqualFold(ext, ".markdown") {
		text, hint = "not read, because its name does not end in .md", "rename it to "+strings.TrimSuffix(e.name, ext)+".md"
	}
	a.fault(diag.Warning, e.Path, "source/stray", text, hint)
}
