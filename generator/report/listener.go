package report

import (
	"slices"
	"strings"

	"sitrep/generator/diag"
	"sitrep/generator/markdown"
)

// listener hears the prose of a report's text. What it finds are warnings: a program that reads prose may be wrong.
type listener struct {
	file     string
	people   *Header  // who may be named with their addresses
	named    *naming  // what may be names of places; nil where nobody asks
	told     []string // addresses and numbers that were told
	findings []diag.Finding
}

// rulings judge a passage of prose.
var rulings = []func(*listener, *markdown.Passage){hearLikelihood, hearPersonal, hearCoordinates}

func (l *listener) hear(p *markdown.Passage) {
	for _, ruling := range rulings {
		ruling(l, p)
	}
	if l.named != nil {
		l.named.hear(p)
	}
}

// maxWarnings bounds what is said of one text by one rule.
const maxWarnings = 20

func (l *listener) warn(p *markdown.Passage, at int, rule, text, hint string) {
	said := 0
	for _, f := range l.findings {
		if f.Rule == rule {
			said++
		}
	}
	if said < maxWarnings {
		l.findings = append(l.findings, diag.Finding{File: l.file, Pos: p.Pos(at), Rule: rule, Severity: diag.Warning, Text: text, Hint: hint})
	}
}

// tell says whether an address or number is told for the first time, and is not one of those that the header gives to readers.
func (l *listener) tell(address string, same func(Person) bool) bool {
	people := append(slices.Clone(l.people.Contacts), l.people.PreparedBy, l.people.AuthorizedBy)
	if slices.Contains(l.told, address) || slices.ContainsFunc(people, same) {
		return false
	}
	l.told = append(l.told, address)
	return true
}

// digits are those of a text.
func digits(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text)
}
