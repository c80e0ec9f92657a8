// Package strict reads YAML, TOML and JSON into typed values, and refuses whatever it did not wholly understand.
//
// The nouns are Node, Plan and Places. YAML, TOML and JSON each turn a text into the same tree of Nodes: kinds, raw texts,
// places. A Plan is how a Go type is filled from such a tree; there is one decoder, whatever the writer wrote. Places remembers
// where each key and list item stood, for whoever finds a fault in a value later. Every fault of a document is found in one
// run, as a finding with line and column; nothing here stops at the first one.
//
// A scalar is its raw text until the Go type says what it is: NO stays "NO", 2024 stays "2024", and no word is a truth value
// but true and false. Anchors, aliases, merge keys, tags, further documents, repeated keys and characters that cannot be seen
// are refused: they make a header say to a program something else than to its reader.
package strict

import (
	"strconv"

	"sitrep/generator/diag"
)

// Kind says what a Node is.
type Kind uint8

const (
	Null     Kind = iota // nothing written, ~ or null
	Scalar               // a text, a number, a date, a word
	Sequence             // a list
	Mapping              // keys with values
	Refused              // something that may not stand in a document, and has its finding
)

func (k Kind) String() string {
	return [...]string{"no value", "a single value", "a list", "a mapping", "what is refused"}[k]
}

// Node is a value of a document with its place. The children of a Mapping carry their Keys; they are in the order of the text,
// repeated keys and all.
type Node struct {
	Kind     Kind
	Quoted   bool     // a Scalar whose text is a text, whatever it looks like
	Text     string   // of a Scalar, unquoted
	Key      string   // of a child of a Mapping
	KeyPos   diag.Pos // where the key starts
	Pos      diag.Pos // where the value starts
	Children []Node
	Partial  bool // of a document: a fault ended the reading, so that more stands there than is here
}

// maxDepth is how deep mappings and lists may stand in each other. A header needs four levels.
const maxDepth = 32

// maxFindings bounds what is said of one document: a hostile one could hold a fault in every byte.
const maxFindings = 100

// faults collects the findings about one document.
type faults struct {
	file    string
	list    []diag.Finding
	partial bool // reading ended before all was read: what seems to be missing may well be there
}

func (f *faults) add(pos diag.Pos, rule, text, hint string) {
	switch {
	case len(f.list) == maxFindings:
		rule, text, hint = "too-many", "more than "+strconv.Itoa(maxFindings)+" faults: the rest is not listed", "mend these first"
	case len(f.list) > maxFindings:
		return
	}
	f.list = append(f.list, diag.Finding{File: f.file, Pos: pos, Rule: "header/" + rule, Severity: diag.Error, Text: text, Hint: hint})
}

// full says that no further fault would be listed.
func (f *faults) full() bool { return len(f.list) > maxFindings }

func (f *faults) tooDeep(pos diag.Pos) {
	f.partial = true
	f.add(pos, "depth", "values stand more than "+strconv.Itoa(maxDepth)+" levels deep in each other", "a header needs no more than four levels")
}

// read is what the reading of a document came to.
func (f *faults) read(root *Node) (*Node, []diag.Finding) {
	root.Partial = f.partial
	return root, f.list
}

// emptyDocument is what a document without content is read as.
func emptyDocument(line int) *Node { return &Node{Kind: Mapping, Pos: diag.Pos{Line: line, Col: 1}} }

// quote shows a writer's text within a finding: quoted, and never longer than a line.
func quote(text string) string {
	const most = 60
	if runes := []rune(text[:min(len(text), 4*most)]); len(runes) > most {
		text = string(runes[:most]) + "…"
	}
	return strconv.Quote(text)
}
