package layout

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"

	"sitrep/layouts"
)

// everything opens the site that states whatever a report can state, in Greek, as a site in some languages. lang is the one of the
// translation; "" for a site without one.
func everything(t *testing.T, languages, lang string) desk {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/everything.txtar")
	check(t, err)
	var files []txtar.File
	for _, f := range archive.Files {
		translation := strings.Contains(f.Name, "LANG")
		if translation && lang == "" {
			continue
		}
		f.Name = strings.ReplaceAll(f.Name, "LANG", lang)
		f.Data = []byte(strings.ReplaceAll(string(f.Data), "LANGUAGES", languages))
		files = append(files, f)
	}
	archive.Files = files
	if lang == "" && slices.Contains(withMany, languages) {
		archive.Files = append(archive.Files, many()...)
	}
	return openArchive(t, archive)
}

// withMany are the languages whose sites have many reports, and show every message.
var withMany = []string{"uk"}

// many is a year of reports, for what is shown only where there are many.
func many() []txtar.File {
	var files []txtar.File
	for i := range 210 {
		on := time.Date(2025, 1, 1+i, 0, 0, 0, 0, time.UTC)
		status := []string{"claimed", "confirmed"}[i%2]
		text := fmt.Sprintf("---\ntitle: Μία από πολλές\ndate: %s\nregions: [thraki]\ntopics: [gust]\nseries: many\nversion: 2\n"+
			"revisions: [{version: 2, date: %[1]s, kind: correction, summary: Λάθος.}]\nfigures: [{id: boats, value: %d, source: log, place: evros}]\n"+
			"claims: [{id: c%d, text: Κάτι., by: harbour, status: %s}, {id: road%d, text: Κάτι άλλο., by: harbour, status: claimed}]\n---\nΤα ίδια.\n",
			on.Format(time.DateOnly), i%7, i/4*2+i%2, status, i)
		files = append(files, txtar.File{Name: "content/reports/" + on.Format("2006/01/02") + "-many.md", Data: []byte(text)})
	}
	return files
}

// rare are messages that these sites do not show: of an empty list, of more than 500 reports a day, of a publisher's boundaries, of PDFs, of kept copies, of what a site
// hands over only when asked, and of files that are no pages.
var rare = []string{"list.empty", "ledger.none", "date.part", "chart.thinned", "map.lines", "size.units", "report.print", "offline.kept", "text.period", "text.cutoff", "data.edxl", "data.reliefweb"}

// TestNoEnglishInOtherLanguages builds the site in each language, and looks at whatever a reader can see or hear: none of the English
// messages, and in languages of other letters no Latin word at all, since the writers' words are Greek. The messages are there.
func TestNoEnglishInOtherLanguages(t *testing.T) {
	th := loadTheme(t, nil)
	for _, lang := range []string{"fr", "es", "ar", "ru", "zh", "uk"} {
		t.Run(lang, func(t *testing.T) {
			texts := map[string]string{}
			gather(t, th, everything(t, lang, ""), lang, "", texts)
			gather(t, th, everything(t, "el, "+lang, lang), lang, lang+"/", texts)
			english := englishOnly(t, th, lang)
			var all strings.Builder
			for text, path := range texts {
				all.WriteString(text + "\n")
				for _, e := range english {
					if standsIn(text, e) {
						t.Errorf("%s: %q has the English %q", path, text, e)
					}
				}
				if lang != "fr" && lang != "es" {
					lookForLatin(t, path, text)
				}
			}
			for key, word := range th.messages[lang].words {
				_, _, counted := strings.Cut(key, "/")
				if slices.Contains(withMany, lang) && !counted && !strings.Contains(all.String(), longest(word)) && !slices.Contains(rare, key) {
					t.Errorf("no page shows %s: %q", key, word)
				}
			}
		})
	}
}

// gather puts down what the pages below a prefix say, with one that says it.
func gather(t *testing.T, th *Theme, d desk, lang, prefix string, texts map[string]string) {
	t.Helper()
	for _, f := range Files(d.site, th, built.AddDate(2, 0, 0), d.body, d.tree.Read, nil, nil).All() {
		if strings.HasSuffix(f.Path, ".html") && strings.HasPrefix(f.Path, prefix) {
			for _, text := range seen(t, made(t, f), lang) {
				texts[text] = f.Path
			}
		}
	}
}

// longest is the longest part of a message between its names in braces.
func longest(message string) string {
	return strings.TrimSpace(slices.MaxFunc(parts(message), func(a, b string) int { return len(a) - len(b) }))
}

func parts(message string) []string { return regexp.MustCompile(`{[^}]*}`).Split(message, -1) }

// englishOnly is what English messages consist of and those of a language do not.
func englishOnly(t *testing.T, th *Theme, lang string) []string {
	t.Helper()
	var own strings.Builder
	for _, word := range th.messages[lang].words {
		own.WriteString(word + "\n")
	}
	var list []string
	for _, message := range th.messages[fallback].words {
		for _, part := range parts(message) {
			part = strings.TrimFunc(part, func(r rune) bool { return !unicode.IsLetter(r) })
			if len(part) > 1 && !standsIn(own.String(), part) {
				list = append(list, part)
			}
		}
	}
	if len(list) < 200 {
		t.Fatalf("only %d parts of messages are English alone", len(list))
	}
	return list
}

// standsIn reports whether words stand in a text, not as a part of longer ones.
func standsIn(text, words string) bool {
	text, words = strings.ToLower(text), strings.ToLower(words)
	for {
		before, after, found := strings.Cut(text, words)
		if !found {
			return false
		}
		last, _ := utf8.DecodeLastRuneInString(before)
		next, _ := utf8.DecodeRuneInString(after)
		if !unicode.IsLetter(last) && !unicode.IsLetter(next) {
			return true
		}
		text = after
	}
}

// codes is Latin letters that belong to no language: TLP marks, zones, grades, sums, endings of files, addresses, the month of a
// date-time group, sizes, a name.
var codes = regexp.MustCompile(`^(TLP|GREEN|UTC|SHA|CSV|HTML|JSON|Markdown|GeoJSON|BibTeX|CSL|Zotero|EDXL|ReliefWeb|latest\.html|[A-F][1-6]?|[0-9a-f]{12,64}|[kMG]?B|\d{6}Z|MAR|Natural|Earth)$`)

func lookForLatin(t *testing.T, path, text string) {
	t.Helper()
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' }) {
		word = strings.Trim(word, ".")
		if strings.ContainsFunc(word, func(r rune) bool { return unicode.Is(unicode.Latin, r) }) && !codes.MatchString(word) {
			t.Errorf("%s: %q has the Latin word %q", path, text, word)
		}
	}
}

// seen is whatever of a page is seen or heard in its language.
func seen(t *testing.T, page, lang string) []string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	check(t, err)
	var texts []string
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if forMachines(n) {
			return
		}
		if n.Type == html.TextNode && strings.TrimSpace(n.Data) != "" {
			texts = append(texts, strings.TrimSpace(n.Data))
		}
		for _, a := range n.Attr {
			if a.Key == "lang" && a.Val != lang {
				return
			}
			if slices.Contains([]string{"title", "alt", "aria-label", "aria-description", "label"}, a.Key) || a.Key == "content" && !strings.HasPrefix(a.Val, "width=") && a.Val != "noindex" && !strings.HasPrefix(a.Val, "0; url=") {
				texts = append(texts, a.Val)
			}
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
	}
	walk(root)
	return texts
}

// forMachines reports whether an element is in no language: linked data, Open Graph, an address.
func forMachines(n *html.Node) bool {
	return n.Data == "script" || slices.ContainsFunc(n.Attr, func(a html.Attribute) bool {
		return a.Key == "translate" && a.Val == "no" || a.Key == "property" && a.Val != "og:title" && a.Val != "og:description"
	})
}

// TestPageSaysItsLanguage wants lang and dir on every page, and the way to the other languages.
func TestPageSaysItsLanguage(t *testing.T) {
	th := loadTheme(t, nil)
	for lang, dir := range map[string]string{"ar": "rtl", "fr": "ltr"} {
		for _, f := range everything(t, lang, "").files(th) {
			if strings.HasSuffix(f.Path, ".html") && !strings.Contains(made(t, f), `<html lang="`+lang+`" dir="`+dir+`">`) {
				t.Errorf("%s does not say that it is in %s", f.Path, lang)
			}
		}
	}
}

func TestTranslationsLeadToEachOther(t *testing.T) {
	th, err := Load(layouts.FS, nil)
	failOn(t, err)
	files := everything(t, "el, uk", "uk").files(th)
	pages := map[string]string{}
	for _, f := range files {
		if strings.HasSuffix(f.Path, ".html") {
			pages[f.Path] = made(t, f)
		}
	}
	for path, wants := range map[string][]string{
		"reports/2026/03/02-storm.html": {
			`<link rel="alternate" hreflang="uk" href="https://desk.example/uk/reports/2026/03/02-storm.html">`,
			`<li><a href="../../../uk/reports/2026/03/02-storm.html" lang="uk" dir="ltr" hreflang="uk">Українська</a></li>`,
		},
		"uk/reports/2026/03/02-storm.html": {
			`hreflang="el">Ελληνικά</a>`, "Оригінал змінено після того, як зроблено цей переклад.", "Дивитися оригінал",
		},
		"reports/2026/03/09-flash.html": {`<a href="../../../uk/index.html" lang="uk"`},
		"regions/ua.html":               {`<a href="../uk/regions.html" lang="uk" dir="ltr" hreflang="uk">Українська</a>`},
	} {
		for _, want := range wants {
			if !strings.Contains(pages[path], want) {
				t.Errorf("%s has no %s:\n%s", path, want, pages[path])
			}
		}
	}
}
