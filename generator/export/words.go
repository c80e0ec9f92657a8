package export

import (
	"crypto/sha256"
	"slices"
	"strings"

	"sitrep/generator/key"
	"sitrep/generator/markdown"
	"sitrep/generator/output"
	"sitrep/generator/report"
	"sitrep/generator/strict"
)

// wordList is words of the interface in one language, by their keys.
type wordList struct {
	words map[string]string
	sum   output.Sum
}

// Sum names the words.
func (w wordList) Sum() output.Sum { return w.sum }

func (w wordList) get(key string) string { return w.words[key] }

// with is a word with something in the place of {name}.
func (w wordList) with(key, name, value string) string {
	return strings.ReplaceAll(w.words[key], "{"+name+"}", value)
}

// spokenWords are the keys of all words that files of this room use.
var spokenWords = slices.Concat(markdown.Words, []string{
	"exercise.title", "exercise.text", "retracted.title", "retracted.replaced", "cover.kind", "report.date", "report.regions", "report.topics",
	"text.period", "text.cutoff", "report.published", "report.updated", "report.expires", "report.next", "report.version", "report.incidents",
	"report.severity", "report.urgency", "report.certainty", "report.highlights", "report.figures", "report.events", "report.claims", "report.sources",
	"report.revisions", "report.attachments", "report.people", "report.prepared", "report.authorized", "report.contacts", "report.publisher", "report.supersedes",
	"report.superseded", "footer.licence", "claim.by", "figure.as_of", "source.protected", "source.grade", "event.near", "event.somewhere",
	"event.about", "event.week", "event.month", "comma", "colon", "nav.corrections", "retracted.tag",
}, wordsOf("report.kind.", report.Type("")), wordsOf("report.phase.", report.Phase("")), wordsOf("status.", report.ClaimStatus("")),
	wordsOf("cap.", report.Severity("")), wordsOf("cap.", report.Urgency("")), wordsOf("cap.", report.Certainty("")),
	wordsOf("figure.", report.Estimate(""))[1:], wordsOf("figure.", report.Missing("")), wordsOf("revision.", report.RevisionKind("")))

func wordsOf(prefix string, of strict.Words) []string {
	var keys []string
	for _, word := range of.Words() {
		keys = append(keys, prefix+word)
	}
	return keys
}

// spoken are those words in a language. They are looked up once.
func (d *desk) spoken(lang string) wordList {
	if w, known := d.said.Load(lang); known {
		return w.(wordList)
	}
	word := d.Word(lang)
	w := wordList{words: make(map[string]string, len(spokenWords))}
	var all []byte
	for _, k := range spokenWords {
		w.words[k] = word(k)
		all = key.AppendText(key.AppendText(all, k), w.words[k])
	}
	w.sum = sha256.Sum256(all)
	d.said.Store(lang, w)
	return w
}
