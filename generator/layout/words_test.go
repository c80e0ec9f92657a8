package layout

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sitrep/generator/diag"
	"sitrep/generator/markdown"
	"sitrep/layouts"
)

// TestEveryLanguageHasEveryWord holds the built-in languages to the English words, and those to the Markdown room's and to the
// templates'.
func TestEveryLanguageHasEveryWord(t *testing.T) {
	files, err := readAll(layouts.FS)
	check(t, err)
	list, findings := parseMessages(files)
	failOn(t, findings)
	c := wordCheck{layers: map[string][]map[string]string{}, asked: usedWords(files)}
	var langs []string
	for _, f := range list {
		langs = append(langs, f.lang)
		c.layers[f.lang] = append(c.layers[f.lang], f.words)
		if f.lang == fallback {
			c.builtin, c.english = f, f
		}
	}
	if want := []string{"ar", "en", "es", "fr", "ru", "uk", "zh"}; !slices.Equal(langs, want) {
		t.Errorf("the theme speaks %v, want %v", langs, want)
	}
	for _, f := range list {
		for _, finding := range c.file(f) {
			t.Error(printed(finding))
		}
		if !slices.Equal(f.order, c.english.order) {
			t.Errorf("%s is not in the order of English", f.name)
		}
	}
	for _, word := range markdown.Words {
		if !c.english.has(word) {
			t.Errorf("no word for %s", word)
		}
	}
	for word := range c.asked {
		if _, plain := c.english.words[word]; !plain {
			t.Errorf("a template asks for %s, which is no text", word)
		}
	}
}

// TestNoWordIsLeftOver holds that whatever English has is named in the templates or the code.
func TestNoWordIsLeftOver(t *testing.T) {
	files, err := readAll(layouts.FS)
	check(t, err)
	var text strings.Builder
	for name, data := range files {
		if strings.HasSuffix(name, ".html") {
			text.Write(data)
		}
	}
	text.WriteString(code(t))
	for _, word := range markdown.Words {
		text.WriteString(`"` + word + `"`)
	}
	english, _ := parseWords("messages/en.yaml", files["messages/en.yaml"])
	for _, key := range english.order {
		vocabulary, _, _ := strings.Cut(key, ".")
		at := strings.LastIndexByte(key, '.')
		built := strings.Contains(text.String(), `"`+key[:at+1]+`"`) || slices.Contains([]string{"status", "metric", "figure", "change"}, vocabulary)
		if !built && !strings.Contains(text.String(), `"`+key+`"`) {
			t.Errorf("nothing shows %s", key)
		}
	}
}

// code is the Go files of this room and of that of data, which uses the same words, without tests.
func code(t *testing.T) string {
	t.Helper()
	names, err := filepath.Glob("*.go")
	check(t, err)
	others, err := filepath.Glob("../export/*.go")
	check(t, err)
	names = append(names, others...)
	var all strings.Builder
	for _, name := range names {
		if !strings.HasSuffix(name, "_test.go") {
			text, err := os.ReadFile(name)
			check(t, err)
			all.Write(text)
		}
	}
	return all.String()
}

func TestWordFindings(t *testing.T) {
	for _, c := range []struct{ file, text, want string }{
		{"fr.yaml", "nav.series: Maison", ""},
		{"fr.yaml", "nav.serie: Maison", `fr.yaml:1:1: warning: nothing shows the message nav.serie; did you mean nav.series?`},
		{"fr.yaml", "figure.about: quelques", `fr.yaml:1:1: error: figure.about leaves out {n}; it has {n}`},
		{"fr.yaml", `figure.about: "{m} {n}"`, `fr.yaml:1:1: error: {m} stands for nothing in figure.about; it has {n}`},
		{"fr.yaml", "nav.series: \"{n}\"", `fr.yaml:1:1: error: {n} stands for nothing in nav.series; it has no names in braces`},
		{"uk.yaml", "ledger.again:\n  one: \"{n} раз\"\n  many: \"{n} разів\"", `uk.yaml:1:1: warning: ledger.again lacks the plural form few; this language needs one, few, many`},
		{"uk.yaml", "ledger.again: \"разів: {n}\"", ""},
		{"fr.yaml", "ledger.again: {one: une fois, other: \"{n} fois\"}", ""},
		{"fr.yaml", "ledger.again: {one: une fois, few: \"{n} fois\", other: \"{n} fois\"}", `fr.yaml:1:31: warning: this language has no plural form few; it has one, other`},
		{"fr.yaml", "ledger.again: {one: une fois, other: toujours}", `fr.yaml:1:31: error: ledger.again leaves out {n}; it has {n}`},
		{"fr.yaml", "ledger.again: {on: une fois, other: \"{n}\"}", `fr.yaml:1:16: error: no plural form is called "on"; there are zero, one, two, few, many, other`},
		{"fr.yaml", "nav.series: {one: une, other: \"{n}\"}", `fr.yaml:1:1: error: nav.series is one text, without forms for numbers; write it as one text`},
		{"fr.yaml", "nav.series:", `fr.yaml:1:12: error: nav.series has no text; write one, or remove the key`},
		{"fr.yaml", "nav.series: [a]", `fr.yaml:1:13: error: nav.series has no text; write one, or remove the key`},
		{"en.yaml", "nav.serie: House", `en.yaml:1:1: warning: nothing shows the message nav.serie; did you mean nav.series?`},
		{"en.yaml", "nav.series: House", ""},
		{"fr-CA.yaml", "nav.series: Maison", ""},
		{"tlh.yaml", everyWord(t), `tlh.yaml:1:1: warning: nothing is known of dates and numbers in the language tlh; name the file by the language's BCP 47 tag, as sw.yaml for Swahili; else they are written as 2024-11-10 and 1500`},
		{"en-GB.yaml", "nav.series: House", ""},
	} {
		_, findings := Load(layouts.FS, map[string][]byte{"messages/" + c.file: []byte(c.text)})
		got := ""
		if len(findings) > 0 {
			got = strings.TrimPrefix(printed(findings[0]), "layouts/messages/")
		}
		if got != c.want {
			t.Errorf("%s %.80q\n got %s\nwant %s", c.file, c.text, got, c.want)
		}
	}
}

// everyWord is the English words, without what is counted.
func everyWord(t *testing.T) string {
	t.Helper()
	data, err := fs.ReadFile(layouts.FS, "messages/en.yaml")
	check(t, err)
	return string(data)
}

// TestMissingWords adds a language with one text and without the others: each is told once, where it would stand.
func TestMissingWords(t *testing.T) {
	_, findings := Load(layouts.FS, map[string][]byte{"messages/sw.yaml": []byte("language: Kiswahili\n\nnav.series: Nyumbani\n")})
	english, _ := parseWords("messages/en.yaml", []byte(everyWord(t)))
	if len(findings) != len(english.order)-2 {
		t.Errorf("%d findings, want one for each of %d messages but two", len(findings), len(english.order))
	}
	for want, i := range map[string]int{
		`layouts/messages/sw.yaml:1:1: warning: no text for skip; in English: Skip to the content`:   slices.Index(english.order, "skip") - 1,
		`layouts/messages/sw.yaml:3:1: warning: no text for home.latest; in English: Latest reports`: slices.Index(english.order, "home.latest") - 2,
	} {
		if got := printed(findings[i]); got != want {
			t.Errorf("got %s\nwant %s", got, want)
		}
	}
	own := map[string][]byte{
		"home.html":        []byte(`{{template "partials/top.html" .Frame}}<h1>{{t "house.motto"}}</h1>{{template "partials/bottom.html" .Frame}}`),
		"messages/en.yaml": []byte("house.motto: Tell what is known"), "messages/fr.yaml": []byte("nav.series: Maison"),
	}
	_, findings = Load(layouts.FS, own)
	if len(findings) != 1 || printed(findings[0]) != `layouts/messages/fr.yaml:1:1: warning: no text for house.motto; in English: Tell what is known` {
		t.Errorf("a word of the site's own templates: %v", findings)
	}
}

func TestUnspokenLanguages(t *testing.T) {
	th := loadTheme(t, map[string][]byte{"messages/sw.yaml": []byte(everyWord(t))})
	findings := th.Unspoken("content/site.yaml", diag.Pos{Line: 4, Col: 1}, []string{"en", "sw", "fr-CA", "zh-Hant", "ha"})
	if len(findings) != 1 || !strings.Contains(findings[0].Text, "language ha:") {
		t.Errorf("%v", findings)
	}
}
