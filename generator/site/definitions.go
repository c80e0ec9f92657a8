package site

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"sitrep/generator/diag"
	"sitrep/generator/report"
	"sitrep/generator/strict"
	"sitrep/generator/vocabulary"
)

// ParseMetrics reads figures.yaml: a list of metrics.
func ParseMetrics(file string, data []byte) (map[string]Metric, []diag.Finding) {
	d, metrics := define(file, data, func(m *Metric) string { return m.ID })
	return byID(metrics, func(m *Metric) string { return m.ID }), d.findings
}

// ParseActors reads actors.yaml: a list of actors.
func ParseActors(file string, data []byte) (Actors, []diag.Finding) {
	id := func(a *Actor) string { return a.ID }
	d, list := define(file, data, id)
	d.clashes(list)
	actors := Actors{byID: byID(list, id), byName: map[string]string{}}
	for _, id := range slices.Sorted(maps.Keys(actors.byID)) {
		for _, word := range actors.byID[id].words()[1:] {
			if folded := vocabulary.Fold(word.Text); actors.byName[folded] == "" {
				actors.byName[folded] = id
			}
		}
	}
	return actors, d.findings
}

// words are all that an actor is called, the id first.
func (a Actor) words() []vocabulary.Word {
	words := []vocabulary.Word{{Key: "id", Text: a.ID}, {Key: "name", Text: a.Name}}
	for i, alias := range a.Aliases {
		words = append(words, vocabulary.Word{Key: "aliases." + strconv.Itoa(i), Text: alias})
	}
	for _, lang := range slices.Sorted(maps.Keys(a.Names)) {
		words = append(words, vocabulary.Word{Key: "names." + lang, Text: a.Names[lang]})
	}
	return words
}

// ParseSources reads sources.yaml: a mapping of keys to sources, as reports have it in their header.
func ParseSources(file string, data []byte) (map[string]SharedSource, []diag.Finding) {
	var all struct {
		Sources []SharedSource `key:"sources,keyed"`
	}
	node, findings := strict.YAML(file, 1, data)
	root := *node
	root.Key = "sources"
	places, more := strict.Decode(file, &strict.Node{Kind: strict.Mapping, Children: []strict.Node{root}, Partial: node.Partial}, &all)
	d := definitions{file, places, append(findings, more...)}
	sources := make(map[string]SharedSource, len(all.Sources))
	for i := range all.Sources {
		s := &all.Sources[i]
		if !node.Partial {
			for _, f := range s.Faults() {
				d.fault("sources."+s.Key+f.Key, "header/"+f.Rule, f.Text, f.Hint)
			}
		}
		sources[s.Key] = s.shared()
	}
	return sources, d.findings
}

// definitions is a file in which the desk defines things, and what is wrong with it.
type definitions struct {
	file     string
	places   strict.Places
	findings []diag.Finding
}

// define reads a list of things that have an id each, which names a page.
func define[T any](file string, data []byte, id func(*T) string) (*definitions, []T) {
	var list []T
	node, findings := strict.YAML(file, 1, data)
	places, more := strict.Decode(file, node, &list)
	d := &definitions{file, places, append(findings, more...)}
	defined := map[string]bool{}
	for i := range list {
		at, name := strconv.Itoa(i)+".id", id(&list[i])
		switch text, hint := report.IDFault(name); {
		case strings.TrimSpace(name) == "":
			if places.Has(at) && !d.told(at) {
				d.fault(at, "site/id", "the id is blank", "write a few words in lower case, with hyphens between them")
			}
		case text != "":
			d.fault(at, "site/id", text, hint)
		case defined[name]:
			d.fault(strconv.Itoa(i), "site/repeated", fmt.Sprintf("%s is defined twice", name), "keep one of them")
		}
		defined[name] = true
	}
	return d, list
}

// byID are the things of a list by their ids; of two with one id, the first.
func byID[T any](list []T, id func(*T) string) map[string]T {
	all := make(map[string]T, len(list))
	for i := range list {
		if _, there := all[id(&list[i])]; !there {
			all[id(&list[i])] = list[i]
		}
	}
	return all
}

// clashes finds names that two actors bear: a claim could be anybody's.
func (d *definitions) clashes(actors []Actor) {
	words := make([][]vocabulary.Word, len(actors))
	for i := range actors {
		words[i] = actors[i].words()
	}
	for _, c := range vocabulary.Clashes(words) {
		if earlier := &actors[c.Earlier]; c.Word.Key != "id" || c.EarlierWord.Key != "id" {
			d.fault(fmt.Sprintf("%d.%s", c.Entry, c.Word.Key), "site/clash", fmt.Sprintf("%q already stands for the actor %s in line %d", c.Word.Text, earlier.ID, earlier.Pos.Line),
				"a name can lead to one actor only: write another, or leave it out")
		}
	}
}

// told says that a value has a finding.
func (d *definitions) told(at string) bool {
	pos := d.places.At(at)
	return slices.ContainsFunc(d.findings, func(f diag.Finding) bool { return f.Pos == pos })
}

func (d *definitions) fault(at, rule, text, hint string) {
	d.findings = append(d.findings, diag.Finding{File: d.file, Pos: d.places.At(at), Rule: rule, Severity: diag.Error, Text: text, Hint: hint})
}
