package card

import (
	"slices"
	"strings"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
)

// setter sets texts of one language in type. It is not for several goroutines at once.
type setter struct {
	faces     [len(names)]fonts
	lang      language.Language
	direction di.Direction
	shaper    shaping.HarfbuzzShaper
}

// fonts are those of a face; the first that has a letter gives it.
type fonts []*font.Face

// ResolveFace finds the font for a letter.
func (f fonts) ResolveFace(r rune) *font.Face {
	for _, face := range f {
		if _, has := face.NominalGlyph(r); has {
			return face
		}
	}
	return f[0]
}

func newSetter(c *Case, lang string, rightToLeft bool) *setter {
	s := &setter{lang: language.NewLanguage(lang)}
	if rightToLeft {
		s.direction = di.DirectionRTL
	}
	for i, list := range c.fonts {
		for _, f := range list {
			s.faces[i] = append(s.faces[i], font.NewFace(f))
		}
	}
	return s
}

// line is a line of text: runs of glyphs from left to right.
type line []shaping.Output

// wide is the width in whole pixels.
func (l line) wide() int {
	var w fixed.Int26_6
	for i := range l {
		w += l[i].Advance
	}
	return w.Ceil()
}

// shaped is a text as runs of glyphs, in the order of reading.
func (s *setter) shaped(text []rune, f face, size int) []shaping.Output {
	var segmenter shaping.Segmenter
	parts := segmenter.Split(shaping.Input{
		Text: text, RunEnd: len(text), Direction: s.direction, Size: fixed.I(size), Language: s.lang,
	}, s.faces[f])
	runs := make([]shaping.Output, len(parts))
	for i, part := range parts {
		runs[i] = s.shaper.Shape(part)
	}
	return runs
}

// wrapped breaks runs into lines of a width, between words. With most lines at most, when that is not 0, the rest becomes an ellipsis,
// and a word that is wider than a line is broken, too.
func (s *setter) wrapped(text []rune, runs []shaping.Output, f face, wide, most int) []line {
	config := shaping.WrapConfig{Direction: s.direction, TruncateAfterLines: most, BreakPolicy: shaping.Never}
	if most > 0 {
		config.Truncator = s.shaped([]rune("…"), f, runs[0].Size.Round())[0]
	}
	lines := broken(text, runs, wide, config)
	if most > 0 && widest(lines) > wide {
		config.BreakPolicy = shaping.WhenNecessary
		lines = broken(text, runs, wide, config)
	}
	return lines
}

func broken(text []rune, runs []shaping.Output, wide int, config shaping.WrapConfig) []line {
	var wrapper shaping.LineWrapper
	broken, _ := wrapper.WrapParagraph(config, wide, text, shaping.NewSliceIterator(copied(runs)))
	lines := make([]line, len(broken))
	for i, b := range broken {
		lines[i] = visual(b)
	}
	return lines
}

// copied is what a wrapper may write to.
func copied(runs []shaping.Output) []shaping.Output {
	own := slices.Clone(runs)
	for i := range own {
		own[i].Glyphs = slices.Clone(own[i].Glyphs)
	}
	return own
}

// visual puts the runs of a line from left to right.
func visual(l shaping.Line) line {
	sorted := slices.Clone(l)
	slices.SortFunc(sorted, func(a, b shaping.Output) int { return int(a.VisualIndex - b.VisualIndex) })
	return line(sorted)
}

// words are those of a text, with single spaces between them.
func words(text string) []rune { return []rune(strings.Join(strings.Fields(text), " ")) }

// oneLine sets a text on one line, cut where it does not fit.
func (s *setter) oneLine(text string, f face, size, wide int) line {
	runes := words(text)
	if len(runes) == 0 {
		return nil
	}
	return s.wrapped(runes, s.shaped(runes, f, size), f, wide, 1)[0]
}

// paragraph is a text on several lines.
type paragraph struct {
	lines  []line
	step   int // from line to line
	height int // of the first line above its base
	depth  int // of the last one below it
}

// fitted sets a title as large as it fits into so much room on four lines, which are about as long as each other. The smallest title
// that still does not fit is cut.
func (s *setter) fitted(title string, wide, high int) paragraph {
	runes := words(title)
	if len(runes) == 0 {
		return paragraph{}
	}
	for size := largest; ; size -= 4 {
		runs := s.shaped(runes, heading, size)
		lines := s.wrapped(runes, runs, heading, wide, 0)
		p := measured(runs, size, lines)
		if p.tall() <= high && len(lines) <= mostLines && widest(lines) <= wide {
			p.lines = s.balanced(runes, runs, wide, lines)
			return p
		}
		if size <= smallest {
			p.lines = s.wrapped(runes, runs, heading, wide, mostLines)
			return p
		}
	}
}

func (p *paragraph) tall() int { return p.height + p.step*(len(p.lines)-1) + p.depth }

// measured leads a paragraph by what its fonts need: Arabic letters go deeper than Latin ones.
func measured(runs []shaping.Output, size int, lines []line) paragraph {
	p := paragraph{lines: lines}
	for i := range runs {
		b := runs[i].LineBounds
		p.step = max(p.step, (b.Ascent-b.Descent).Ceil()*84/100)
		p.depth = max(p.depth, -b.Descent.Floor()*7/10)
	}
	p.height = size * 3 / 4
	return p
}

func widest(lines []line) int {
	w := 0
	for _, l := range lines {
		w = max(w, l.wide())
	}
	return w
}
