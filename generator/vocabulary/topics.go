package vocabulary

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"sitrep/generator/diag"
	"sitrep/generator/strict"
)

// Topic is one subject that reports can be about.
type Topic struct {
	ID         string            `key:"id,required"`
	Name       string            `key:"name,required"`
	Names      map[string]string `key:"names"` // by language
	Aliases    []string          `key:"aliases"`
	Definition string            `key:"definition"`
	Parent     string            `key:"parent"` // written as an id, name or alias; an id once parsed; empty at the top
	Pos        diag.Pos          `key:"-"`      // where topics.yaml defines it
}

// NameIn returns the topic's name in the language, or in a wider one (pt for pt-BR), or else the site's name for it.
func (t Topic) NameIn(lang string) string {
	if name := In(t.Names, lang); name != "" {
		return name
	}
	return t.Name
}

func (t Topic) words() []Word {
	words := []Word{{"id", t.ID}, {"name", t.Name}}
	for _, lang := range slices.Sorted(maps.Keys(t.Names)) {
		words = append(words, Word{"names." + lang, t.Names[lang]})
	}
	for i, alias := range t.Aliases {
		words = append(words, Word{"aliases." + strconv.Itoa(i), alias})
	}
	return words
}

// Topics is the site's list of topics. It does not change, and may be used from many goroutines.
type Topics struct {
	open   bool
	list   []Topic
	byID   map[string]int
	byWord map[string]int // every word, folded
}

// OpenTopics returns the vocabulary of a site without topics.yaml: every text with a letter or digit is a topic.
func OpenTopics() *Topics { return &Topics{open: true} }

// ParseTopics reads topics.yaml: a list of topics. Faults are errors; the topics are those that were understood.
func ParseTopics(file string, data []byte) (*Topics, []diag.Finding) {
	node, findings := strict.YAML(file, 1, data)
	p := topicParser{file: file, findings: findings}
	p.places, findings = strict.Decode(file, node, &p.list)
	p.findings = append(p.findings, findings...)
	p.checkIDs()
	p.checkWords()
	topics := index(p.list)
	p.resolveParents(topics)
	p.cutCircles(topics)
	return topics, p.findings
}

// index enters the topics under their words. Of two topics with one id the first is meant. An id that is not clean is made
// so: ids become file names.
func index(list []Topic) *Topics {
	t := &Topics{list: list, byID: map[string]int{}, byWord: map[string]int{}}
	for i, topic := range list {
		words := topic.words()
		list[i].ID = Slug(topic.ID)
		if _, taken := t.byID[list[i].ID]; taken || list[i].ID == "" {
			continue
		}
		t.byID[list[i].ID] = i
		for _, word := range words {
			folded := Fold(word.Text)
			if _, taken := t.byWord[folded]; !taken && folded != "" {
				t.byWord[folded] = i
			}
		}
	}
	return t
}

// Open reports whether topics are whatever reports say.
func (t *Topics) Open() bool { return t.open }

// All returns the topics in the order of topics.yaml; none when the vocabulary is open.
func (t *Topics) All() []Topic {
	var all []Topic
	for i, topic := range t.list {
		if first, ok := t.byID[topic.ID]; ok && first == i {
			all = append(all, topic)
		}
	}
	return all
}

// Get returns the topic with the id.
func (t *Topics) Get(id string) (Topic, bool) {
	i, ok := t.byID[id]
	if !ok {
		return Topic{}, false
	}
	return t.list[i], true
}

// Resolve returns the topic that a report means by an id, a name in any language, or an alias. When there is none it
// returns the nearest ones. In an open vocabulary the text itself makes the topic: its slug is the id and it is the name,
// so that of several spellings the caller keeps the one that comes first in the site's order.
func (t *Topics) Resolve(text string) (topic Topic, candidates []Topic, ok bool) {
	slug := Slug(text)
	if t.open {
		return Topic{ID: slug, Name: Spaced(text)}, nil, slug != ""
	}
	if i, ok := t.byWord[Fold(text)]; ok {
		return t.list[i], nil, true
	}
	if i, ok := t.byID[slug]; ok {
		return t.list[i], nil, true
	}
	return Topic{}, t.nearest(text), false
}

// longest is the length in bytes beyond which a text is not searched for: no name is that long.
const longest = 200

func (t *Topics) nearest(text string) []Topic {
	folded := Fold(text)
	if len(folded) > longest {
		return nil
	}
	var near []Topic
	for _, word := range diag.Nearest(folded, slices.Sorted(maps.Keys(t.byWord))) {
		topic := t.list[t.byWord[word]]
		if !slices.ContainsFunc(near, func(n Topic) bool { return n.ID == topic.ID }) {
			near = append(near, topic)
		}
	}
	return near
}

// Ancestors returns the ids of the topics above, the parent first.
func (t *Topics) Ancestors(id string) []string {
	var above []string
	for up := t.parent(id); up != ""; up = t.parent(up) {
		above = append(above, up)
	}
	return above
}

func (t *Topics) parent(id string) string {
	topic, _ := t.Get(id)
	return topic.Parent
}

// topicParser holds what the checks of topics.yaml share.
type topicParser struct {
	file     string
	list     []Topic
	places   strict.Places
	findings []diag.Finding
}

// fault adds an error at a key of a topic, or where the topic starts.
func (p *topicParser) fault(topic int, key, rule, hint, format string, args ...any) {
	pos := p.places.At(strconv.Itoa(topic) + "." + key)
	if pos == (diag.Pos{}) {
		pos = p.list[topic].Pos
	}
	p.findings = append(p.findings, diag.Finding{File: p.file, Pos: pos, Rule: rule, Severity: diag.Error, Text: fmt.Sprintf(format, args...), Hint: hint})
}

func (p *topicParser) checkIDs() {
	for i, topic := range p.list {
		if topic.ID != "" && !IsID(topic.ID) {
			p.fault(i, "id", "topics/id", IDHint(topic.ID, topic.Name), "%q is not an id", topic.ID)
		}
		for _, word := range topic.words()[1:] {
			if Slug(word.Text) == "" && (word.Key != "name" || word.Text != "") {
				p.fault(i, word.Key, "topics/name", "write a name, or leave the line out", "%q is not a name", word.Text)
			}
		}
	}
}

// IDHint proposes an id in place of one that is not clean.
func IDHint(id, name string) string {
	for _, text := range []string{id, name} {
		if slug := Slug(text); slug != "" {
			return "an id is lower-case letters, digits and single hyphens: write " + slug
		}
	}
	return "an id is lower-case letters, digits and single hyphens"
}

func (p *topicParser) checkWords() {
	entries := make([][]Word, len(p.list))
	for i, topic := range p.list {
		entries[i] = topic.words()
	}
	for _, c := range Clashes(entries) {
		earlier := p.list[c.Earlier]
		if c.Word.Key == "id" && c.EarlierWord.Key == "id" {
			p.fault(c.Entry, "id", "topics/duplicate", "give one of them another id, or make them one topic",
				"the id %q is taken by the topic in line %d", c.Word.Text, earlier.Pos.Line)
			continue
		}
		p.fault(c.Entry, c.Word.Key, "topics/clash", "a word can lead to one topic only: write another, or leave it out",
			"%q already stands for the topic %q in line %d", c.Word.Text, earlier.ID, earlier.Pos.Line)
	}
}

func (p *topicParser) resolveParents(topics *Topics) {
	for i := range p.list {
		topic := &p.list[i]
		if topic.Parent == "" {
			continue
		}
		parent, candidates, ok := topics.Resolve(topic.Parent)
		if !ok {
			p.fault(i, "parent", "topics/parent", didYouMean(candidates), "no topic named %q", topic.Parent)
		}
		topic.Parent = parent.ID
	}
}

func didYouMean(candidates []Topic) string {
	var ids []string
	for _, c := range candidates {
		ids = append(ids, c.ID)
	}
	if len(ids) == 0 {
		return "write the id of a topic of this file"
	}
	return "did you mean " + strings.Join(ids, " or ") + "?"
}

// cutCircles takes the parent from the first topic of each circle, so that Ancestors always ends.
func (p *topicParser) cutCircles(topics *Topics) {
	for i := range p.list {
		if first, ok := topics.byID[p.list[i].ID]; !ok || first != i {
			continue // no id, or another topic's: nothing leads to it
		}
		if way := Circle(p.list[i].ID, topics.parent); way != nil {
			p.fault(i, "parent", "topics/circle", "leave out one of these parents", "parents run in a circle: %s", strings.Join(way, " in "))
			p.list[i].Parent = ""
		}
	}
}
