package card

import (
	"bytes"
	"compress/gzip"
	"embed"
	"fmt"
	"io"
	"unicode"

	"github.com/go-text/typesetting/font"
)

//go:generate type/subset.sh

//go:embed type/*.ttf.gz
var files embed.FS

// face is a manner of type. Each has a font for the letters of Europe and one for Arabic ones.
type face int

const (
	heading face = iota // for titles
	bold
	regular
)

var names = [...][]string{
	heading: {"NotoSerif-Bold", "NotoNaskhArabic-Bold"},
	bold:    {"NotoSans-Bold", "NotoSansArabic-Bold"},
	regular: {"NotoSans-Regular", "NotoSansArabic-Regular"},
}

// Case holds the type that cards are set in. Several goroutines may use it at once.
type Case struct {
	fonts [len(names)][]*font.Font
}

// NewCase reads the type, which takes some milliseconds.
func NewCase() *Case {
	c := &Case{}
	for i, list := range names {
		for _, name := range list {
			f, err := parsed("type/" + name + ".ttf.gz")
			if err != nil {
				panic(fmt.Sprintf("card: %s: %v", name, err)) // it is in the program, and whole
			}
			c.fonts[i] = append(c.fonts[i], f.Font)
		}
	}
	return c
}

func parsed(name string) (*font.Face, error) {
	packed, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	unpacked, err := gzip.NewReader(packed)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(unpacked)
	if err != nil {
		return nil, err
	}
	return font.ParseTTF(bytes.NewReader(data))
}

// Lacks lists the letters of a text that cannot be set, each once, in their order.
func (c *Case) Lacks(text string) []rune {
	var lacking []rune
	seen := map[rune]bool{}
	for _, r := range text {
		if !seen[r] && !c.has(r) {
			lacking = append(lacking, r)
		}
		seen[r] = true
	}
	return lacking
}

// has reports whether every face has a letter. What is not drawn need not be there.
func (c *Case) has(r rune) bool {
	if unicode.IsSpace(r) || unicode.In(r, unicode.Cc, unicode.Cf) {
		return true
	}
	for _, fonts := range c.fonts {
		found := false
		for _, f := range fonts {
			_, has := f.Cmap.Lookup(r)
			found = found || has
		}
		if !found {
			return false
		}
	}
	return true
}
