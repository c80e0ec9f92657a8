package markdown

import (
	"bytes"
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"sitrep/generator/diag"
)

// Facts is what the rest of the site needs to know of a body.
type Facts struct {
	Outline Outline  // the headings
	Anchors []string // every id of the body that is not a heading's (footnotes and the references to them), sorted
	Links   []Link   // every link to something of the site and every picture, in the order of the text
	Lead    string   // plain text of the first paragraph, at most 300 runes, cut after a word with "…"
	Words   int      // words shown to a reader, without code blocks; each Han or Kana character counts as one
}

// Outline is the headings of a body in their order, as one string, so that an archive of a hundred thousand can hold them: for
// each its level, its id, a tab, its text and a line feed.
type Outline string

// Heading is a heading of a body.
type Heading struct {
	Level int    // 1 to 6
	ID    string // without a space of any kind
	Text  string // plain, on one line
}

func (h Heading) appendTo(dst []byte) []byte {
	dst = append(append(dst, byte('0'+h.Level)), h.ID...)
	return append(append(append(dst, '\t'), h.Text...), '\n')
}

// All goes through the headings.
func (o Outline) All() iter.Seq[Heading] {
	return func(yield func(Heading) bool) {
		for line := range strings.Lines(string(o)) {
			id, text, _ := strings.Cut(line[1:len(line)-1], "\t")
			if !yield(Heading{Level: int(line[0] - '0'), ID: id, Text: text}) {
				return
			}
		}
	}
}

// Has reports whether a heading has the id.
func (o Outline) Has(id string) bool {
	for h := range o.All() {
		if h.ID == id {
			return true
		}
	}
	return false
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
