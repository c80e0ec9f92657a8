package layout

import (
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"sitrep/generator/diag"
	"sitrep/generator/locale"
	"sitrep/generator/strict"
)

// wordFile is a file of words: messages/uk.yaml. A message is a text, or a text for each form that a count can take, which stands in
// words under the message's key and the form: changes.new.count/one.
type wordFile struct {
	name  string
	lang  string
	words map[string]string
	at    map[string]diag.Pos // of messages and forms
	order []string            // the messages, as they stand there
}

func formKey(key, form string) string { return key + "/" + form }

// plainKey is the message that a key of words belongs to.
func plainKey(key string) string {
	key, _, _ = strings.Cut(key, "/")
	return key
}

// parseWords reads a file of words.
func parseWords(name string, data []byte) (*wordFile, []diag.Finding) {
	f := &wordFile{
		name: folder + name, lang: strings.TrimSuffix(path.Base(name), ".yaml"), words: map[string]string{}, at: map[string]diag.Pos{},
	}
	node, findings := strict.YAML(f.name, 1, data)
	if node == nil || len(node.Children) == 0 {
		return f, findings
	}
	for i := range node.Children {
		findings = append(findings, f.add(&node.Children[i])...)
	}
	return f, findings
}

// add takes a message in.
func (f *wordFile) add(n *strict.Node) []diag.Finding {
	var findings []diag.Finding
	switch {
	case f.at[n.Key].Line > 0:
		return []diag.Finding{f.fault(n.KeyPos, diag.Error, n.Key+" stands here twice", "keep one of them")}
	case n.Kind == strict.Scalar && !strings.Contains(n.Key, "/"):
		f.words[n.Key] = n.Text
	case n.Kind == strict.Mapping && len(n.Children) > 0:
		for i := range n.Children {
			findings = append(findings, f.addForm(n.Key, &n.Children[i])...)
		}
	default:
		return []diag.Finding{f.fault(n.Pos, diag.Error, n.Key+" has no text", "write one, or remove the key")}
	}
	f.at[n.Key], f.order = n.KeyPos, append(f.order, n.Key)
	return findings
}

// addForm takes in what a message is for some numbers.
func (f *wordFile) addForm(key string, n *strict.Node) []diag.Finding {
	switch {
	case !slices.Contains(locale.Forms, n.Key):
		return []diag.Finding{f.fault(n.KeyPos, diag.Error, fmt.Sprintf("no plural form is called %q", n.Key), "there are "+strings.Join(locale.Forms, ", "))}
	case n.Kind != strict.Scalar:
		return []diag.Finding{f.fault(n.Pos, diag.Error, key+" has no text for "+n.Key, "write one, or remove the form")}
	}
	f.words[formKey(key, n.Key)], f.at[formKey(key, n.Key)] = n.Text, n.KeyPos
	return nil
}

func (f *wordFile) fault(at diag.Pos, severity diag.Severity, text, hint string) diag.Finding {
	return diag.Finding{File: f.name, Pos: at, Rule: "layout/words", Severity: severity, Text: text, Hint: hint}
}

// readMessages gathers the words of all languages that have any, and checks those of the site. The theme's are checked by a test.
func (t *Theme) readMessages(builtin, own map[string][]byte) []diag.Finding {
	theirs, findings := parseMessages(builtin)
	ours, faults := parseMessages(own)
	findings = append(findings, faults...)
	c := wordCheck{builtin: &wordFile{}, asked: usedWords(own), layers: map[string][]map[string]string{}}
	for _, f := range slices.Concat(theirs, ours) {
		c.layers[f.lang] = append(c.layers[f.lang], f.words)
	}
	for lang := range c.layers {
		t.messages[lang] = newMessages(lang, slices.Concat(c.layers[fallback], c.spoken(lang))...)
	}
	for _, f := range theirs {
		if f.lang == fallback {
			c.builtin = f
		}
	}
	c.english = c.builtin
	for _, f := range ours {
		if f.lang == fallback {
			c.english = c.builtin.with(f)
		}
	}
	for _, f := range ours {
		findings = append(findings, c.file(f)...)
	}
	return findings
}

// parseMessages reads the files of words among some.
func parseMessages(files map[string][]byte) ([]*wordFile, []diag.Finding) {
	var list []*wordFile
	var findings []diag.Finding
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if path.Dir(name) == "messages" {
			f, faults := parseWords(name, files[name])
			list, findings = append(list, f), append(findings, faults...)
		}
	}
	return list, findings
}

// spoken is the words of a language without the English ones, those of wider languages first.
func (c *wordCheck) spoken(lang string) []map[string]string {
	if lang == "" {
		return nil
	}
	return slices.Concat(c.spoken(wider(lang)), c.layers[lang])
}

// with is the words of two files of one language, the second one's in the place of the first one's.
func (f *wordFile) with(later *wordFile) *wordFile {
	both := &wordFile{lang: f.lang, words: newMessages(f.lang, f.words, later.words).words, order: slices.Clone(f.order)}
	for _, key := range later.order {
		if !f.has(key) {
			both.order = append(both.order, key)
		}
	}
	return both
}

// asked is how a template asks for a word.
var asked = regexp.MustCompile(`{{-?\s*t\s+"([^"]+)"`)

// usedWords are those that templates ask for.
func usedWords(files map[string][]byte) map[string]bool {
	used := map[string]bool{}
	for name, text := range files {
		if path.Ext(name) == ".html" {
			for _, m := range asked.FindAllSubmatch(text, -1) {
				used[string(m[1])] = true
			}
		}
	}
	return used
}

// messagesIn returns the words for a language of a site: its own, a wider one's, or English.
func (t *Theme) messagesIn(lang string) *Messages {
	for of := lang; of != ""; of = wider(of) {
		if m, ok := t.messages[of]; ok {
			return m.in(lang)
		}
	}
	return t.messages[fallback]
}

// Words gives the words of the interface in a language, by the keys of messages/en.yaml: for rooms that write no pages. A key that
// does not exist is its own word.
func (t *Theme) Words(lang string) func(key string) string { return t.messagesIn(lang).get }

// wider is the language without the last part of its tag; "" for one that has one part.
func wider(lang string) string { return lang[:max(0, strings.LastIndexByte(lang, '-'))] }

// Unspoken finds the languages of a site that the interface has no words in; at is where a file names them.
func (t *Theme) Unspoken(file string, at diag.Pos, langs []string) []diag.Finding {
	var findings []diag.Finding
	for _, lang := range langs {
		base, _, _ := strings.Cut(lang, "-")
		if t.messages[lang] == nil && t.messages[base] == nil {
			findings = append(findings, diag.Finding{
				File: file, Pos: at, Rule: "layout/words", Severity: diag.Warning, Text: "the interface has no words in the language " + lang + ": its pages have English ones",
				Hint: "translate the theme's messages/en.yaml as " + folder + "messages/" + lang + ".yaml",
			})
		}
	}
	return findings
}
