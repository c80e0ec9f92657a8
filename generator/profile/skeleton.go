package profile

import (
	"fmt"
	"strings"
)

// Heading is a heading to be written down.
type Heading struct {
	Level int
	Text  string // plain
}

// Skeleton writes a body to be filled: the profile's headings in a language, or in English where it has none in that, each with
// what belongs below it as a comment, which no reader will ever see. Where there are headings of a former report, those stand,
// and what the profile asks for beyond them follows.
func (p Profile) Skeleton(lang string, former []Heading) string {
	if wide(lang) == "" {
		lang = "en"
	}
	var b strings.Builder
	var written []string
	for _, h := range former {
		write(&b, max(2, h.Level), h.Text, p.guide(h.Text, lang))
		written = append(written, plain(h.Text))
	}
	for _, s := range p.Sections {
		w, _ := s.in(lang)
		if len(former) > 0 && (s.Optional || w.among(written)) {
			continue
		}
		write(&b, s.Level, w.Heading, w.Guide)
	}
	return b.String()
}

// guide is what belongs below a heading; "" when the profile does not know it.
func (p Profile) guide(heading, lang string) string {
	for _, s := range p.Sections {
		if w, spoken := s.in(lang); spoken && w.among([]string{plain(heading)}) {
			return w.Guide
		}
	}
	return ""
}

func write(b *strings.Builder, level int, heading, guide string) {
	fmt.Fprintf(b, "\n%s %s\n", strings.Repeat("#", level), escape(heading))
	if guide != "" {
		fmt.Fprintf(b, "\n<!-- %s -->\n", guide)
	}
}

// escape makes Markdown of a plain text on one line.
func escape(text string) string {
	signs := "\\`*_[]<>#~"
	if strings.Contains(text, ";") {
		signs += "&" // it may begin the name of a character
	}
	var b strings.Builder
	for _, r := range text {
		if strings.ContainsRune(signs, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
