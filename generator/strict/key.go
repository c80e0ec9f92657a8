package strict

import (
	"fmt"
	"strings"

	"sitrep/generator/diag"
)

// enumerate lists words in a hint.
func enumerate(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}

// plainKey refuses a key of the writer's own that is empty, or not what it looks like.
func (d *decoder) plainKey(n *Node) bool {
	switch r := hidden(n.Key); {
	case strings.TrimSpace(n.Key) == "":
		d.add(n.KeyPos, "key", "a key is missing before the colon", "write key: value")
		return false
	case r == '\u00a0':
		d.noBreakSpace(n.KeyPos, column(n.Key, strings.IndexRune(n.Key, r)))
		return false
	case r != 0:
		d.add(n.KeyPos, "character", fmt.Sprintf("the key %s holds the invisible character U+%04X", quote(n.Key), r), "type the key anew")
		return false
	}
	return true
}

func (d *decoder) repeatedKey(n *Node, first diag.Pos) {
	d.add(n.KeyPos, "repeated-key", fmt.Sprintf("the key %s stands here again; it was first given in line %d", plain(n.Key), first.Line), "keep one of the two")
}

// unknownKey returns the known key that was probably meant, "" if there is none.
func (d *decoder) unknownKey(s *shape, n *Node) (meant string) {
	if d.full() || !d.plainKey(n) {
		return ""
	}
	keys := s.keys()
	if right, fault := misspelt(n.Key, keys); right != "" {
		d.add(n.KeyPos, "unknown-key", "the key "+plain(n.Key)+" "+fault, "write "+right)
		return right
	}
	hint := ""
	if near := diag.Nearest(n.Key, keys); len(near) > 0 {
		meant = near[0]
		hint = "did you mean " + enumerate(near) + "?"
	} else if len(keys) <= 12 {
		hint = "the keys here are " + strings.Join(keys, ", ")
	} else if s.has("x") {
		hint = "data of your own goes below x:"
	}
	d.add(n.KeyPos, "unknown-key", "no key is called "+plain(n.Key), hint)
	return meant
}

func (s *shape) has(key string) bool {
	_, ok := s.byKey[key]
	return ok
}

// misspelt finds the key that was meant where only case, hyphens, spaces or blanks at the ends differ.
func misspelt(key string, keys []string) (right, fault string) {
	fold := strings.NewReplacer("-", "_", " ", "_")
	for _, k := range keys {
		switch {
		case strings.TrimSpace(key) == k:
			return k, "has spaces around it"
		case strings.ToLower(key) == k:
			return k, "is in the wrong case"
		case strings.EqualFold(fold.Replace(strings.TrimSpace(key)), fold.Replace(k)):
			return k, "is written with the wrong mark between its words"
		}
	}
	return "", ""
}

// plain shows a key: as it is where that is plain to read, quoted otherwise.
func plain(key string) string {
	for i := range len(key) {
		if !isWord(key[i]) && key[i] != '-' {
			return quote(key)
		}
	}
	if len(key) == 0 || len(key) > 60 {
		return quote(key)
	}
	return key
}
