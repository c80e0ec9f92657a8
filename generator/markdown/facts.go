package markdown

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"sitrep/generator/diag"
)

// Facts is what the rest of the site needs to know of a body.
type Facts struct {
	Headings []Heading // in the order of the text
	Anchors  []string  // every id of the body that is not a heading's (footnotes and the references to them), sorted
	Links    []Link    // every link to something of the site and every picture, in the order of the text
	Lead     string    // plain text of the first paragraph, at most 300 runes, cut after a word with "…"
	Words    int       // words shown to a reader, without code blocks; each Han or Kana character counts as one
}

// Heading is a heading of the body with its id.
type Heading struct {
	Level int // 1 to 6
	ID    string
	Text  string   // plain
	Pos   diag.Pos // of its first character, in the file
}

// Link is a link or picture whose target is of this site.
type Link struct {
	Scheme string // "report", "region", "topic", "page", "claim", "figure", "source"; "" for a relative path or #anchor alone
	Target string // percent-decoded, without the fragment: a report's path, a region's name, a slash path, relative unless it begins with /; "" for #anchor alone
	Anchor string // the fragment, percent-decoded, without "#"
	Title  string // the title attribute, plain
	Image  bool
	Pos    diag.Pos // of "[", "!" or "<", in the file
}

func (l *Link) appendKey(key []byte) []byte {
	for _, s := range [...]string{l.Scheme, l.Target, l.Anchor, l.Title} {
		key = appendString(key, s)
	}
	if l.Image {
		return append(key, 1)
	}
	return append(key, 0)
}

const leadRunes = 300

// lead keeps the text of the first top-level paragraph that has any.
func (w *writer) lead(n ast.Node) {
	if p, ok := n.(*ast.Paragraph); ok && w.facts.Lead == "" {
		w.facts.Lead = shorten(w.plain(p), leadRunes)
	}
}

// shorten cuts a text to at most limit runes, the "…" at its end included: after a word if there is one, else anywhere.
func shorten(s string, limit int) string {
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	runes := []rune(s)
	cut := limit - 1
	for i := cut; i > limit/2; i-- {
		if unicode.IsSpace(runes[i]) {
			cut = i
			break
		}
	}
	for cut > 0 && unicode.IsSpace(runes[cut-1]) {
		cut--
	}
	return string(runes[:cut]) + "…"
}

// wordCount counts words over the pieces of text that follow one another in a block.
type wordCount struct {
	n      int
	inside bool // the last piece ended within a word
}

func (c *wordCount) add(text []byte) {
	inside := c.inside
	for i := 0; i < len(text); i++ {
		b := text[i]
		if b >= utf8.RuneSelf {
			c.inside = inside
			c.addRunes(text[i:])
			return
		}
		letter := asciiLetter[b]
		if letter && !inside {
			c.n++
		}
		inside = letter || inside && b == '\''
	}
	c.inside = inside
}

func (c *wordCount) addRunes(text []byte) {
	for _, r := range string(text) {
		switch {
		case r < utf8.RuneSelf:
			letter := asciiLetter[r]
			if letter && !c.inside {
				c.n++
			}
			c.inside = letter || c.inside && r == '\''
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
			c.n++
			c.inside = false
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if !c.inside {
				c.n++
			}
			c.inside = true
		default:
			c.inside = c.inside && (unicode.IsMark(r) || r == '’' || r == '\u02bc')
		}
	}
}

var asciiLetter = func() (is [utf8.RuneSelf]bool) {
	for c := range is {
		is[c] = bytes.ContainsRune([]byte("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"), rune(c))
	}
	return is
}()
