package layout

import (
	"maps"
	"slices"
	"strings"

	"sitrep/generator/diag"
	"sitrep/generator/locale"
)

// wordCheck holds the words of a language to the English ones: nothing is missing, nothing is unknown, the names in braces are the same,
// and what is counted has the forms of the language.
type wordCheck struct {
	builtin *wordFile                      // the theme's English
	english *wordFile                      // with the site's own
	asked   map[string]bool                // what the site's own templates ask for
	layers  map[string][]map[string]string // all words, by language
}

func (c *wordCheck) file(f *wordFile) []diag.Finding {
	var findings []diag.Finding
	for _, key := range f.order {
		if known := c.english.has(key) && (f.lang != fallback || c.builtin.has(key) || c.asked[key]); !known {
			findings = append(findings, c.unknown(f, key))
			continue
		}
		findings = append(findings, c.forms(f, key)...)
		for _, form := range f.texts(key) {
			findings = append(findings, c.names(f, key, form)...)
		}
	}
	if _, known := locale.For(f.lang); !known {
		findings = append(findings, f.fault(diag.Pos{Line: 1, Col: 1}, diag.Warning, "nothing is known of dates and numbers in the language "+f.lang,
			"name the file by the language's BCP 47 tag, as sw.yaml for Swahili; else they are written as 2024-11-10 and 1500"))
	}
	return append(findings, c.missing(f)...)
}

// has reports whether there is a message, in one text or in forms.
func (f *wordFile) has(key string) bool { return len(f.texts(key)) > 0 }

// texts are the keys of a message's texts: its own, or those of its forms.
func (f *wordFile) texts(key string) []string {
	var keys []string
	if _, plain := f.words[key]; plain {
		keys = append(keys, key)
	}
	for _, form := range locale.Forms {
		if _, there := f.words[formKey(key, form)]; there {
			keys = append(keys, formKey(key, form))
		}
	}
	return keys
}

func (c *wordCheck) unknown(f *wordFile, key string) diag.Finding {
	hint := "remove it, or spell it as " + folder + "messages/en.yaml has it; a word of your own templates stands in that file, too"
	others := slices.DeleteFunc(slices.Clone(c.english.order), func(k string) bool { return k == key })
	if near := diag.Nearest(key, others); len(near) > 0 {
		hint = "did you mean " + strings.Join(near, " or ") + "?"
	}
	return f.fault(f.at[key], diag.Warning, "nothing shows the message "+key, hint)
}

// forms finds the forms that a counted message lacks, and those that its language does not have. A message that is one text says
// it so that it fits any number.
func (c *wordCheck) forms(f *wordFile, key string) []diag.Finding {
	if _, plain := f.words[key]; plain {
		return nil
	}
	if _, plain := c.english.words[key]; plain {
		return []diag.Finding{f.fault(f.at[key], diag.Error, key+" is one text, without forms for numbers", "write it as one text")}
	}
	l, known := locale.For(f.lang)
	if !known {
		return nil
	}
	var findings []diag.Finding
	needed := l.Plurals()
	for _, form := range needed {
		if _, there := f.words[formKey(key, form)]; !there {
			findings = append(findings, f.fault(f.at[key], diag.Warning, key+" lacks the plural form "+form, "this language needs "+strings.Join(needed, ", ")))
		}
	}
	for _, form := range locale.Forms {
		_, there := f.words[formKey(key, form)]
		if there && form != "other" && form != "many" && !slices.Contains(needed, form) {
			findings = append(findings, f.fault(f.at[formKey(key, form)], diag.Warning, "this language has no plural form "+form, "it has "+strings.Join(needed, ", ")))
		}
	}
	return findings
}

// names compares the names in braces of a text with those of English. A form for one number or two may go without the number.
func (c *wordCheck) names(f *wordFile, key, form string) []diag.Finding {
	wanted := map[string]bool{}
	for _, text := range c.english.texts(key) {
		maps.Copy(wanted, braced(c.english.words[text]))
	}
	all := slices.Sorted(maps.Keys(wanted))
	hint := "it has no names in braces"
	if len(all) > 0 {
		hint = "it has {" + strings.Join(all, "}, {") + "}"
	}
	has := braced(f.words[form])
	var findings []diag.Finding
	for _, name := range slices.Sorted(maps.Keys(has)) {
		if !wanted[name] {
			findings = append(findings, f.fault(f.at[form], diag.Error, "{"+name+"} stands for nothing in "+key, hint))
		}
	}
	for _, name := range all {
		_, kind, _ := strings.Cut(form, "/")
		if exact := kind == "zero" || kind == "one" || kind == "two"; !has[name] && !(exact && name == "n") {
			findings = append(findings, f.fault(f.at[form], diag.Error, key+" leaves out {"+name+"}", hint))
		}
	}
	return findings
}

// braced is the names in braces of a text.
func braced(text string) map[string]bool {
	names := map[string]bool{}
	for {
		_, rest, found := strings.Cut(text, "{")
		name, after, closed := strings.Cut(rest, "}")
		if !found || !closed {
			return names
		}
		names[name], text = true, after
	}
}

// missing finds the messages that a language does not have, here or in the theme. Each is said where it would stand by the order
// of English.
func (c *wordCheck) missing(f *wordFile) []diag.Finding {
	spoken := &wordFile{words: newMessages(f.lang, c.spoken(f.lang)...).words}
	at := diag.Pos{Line: 1, Col: 1}
	var findings []diag.Finding
	for _, key := range c.english.order {
		if pos, here := f.at[key]; here {
			at = pos
		}
		if !spoken.has(key) {
			findings = append(findings, f.fault(at, diag.Warning, "no text for "+key, "in English: "+c.english.sample(key)))
		}
	}
	return findings
}

// sample is a message as a translator would want to see it.
func (f *wordFile) sample(key string) string {
	texts := f.texts(key)
	return f.words[texts[len(texts)-1]]
}
