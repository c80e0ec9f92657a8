// Package card draws preview cards: the picture that social networks and chats show of a page beside a link to it.
//
// The nouns: a Card is what is said, in words and colours. A Case holds the type that cards are set in, which knows Latin, Greek,
// Cyrillic and Arabic letters. Draw sets a Card from a Case and gives the bytes of a PNG. Equal Cards give equal bytes.
//
// A card goes by the direction of its language: what follows speaks of a start and an end, which are left and right, or right and left.
// From the top: bands, as wide as the card, for what nobody must overlook; the site's name, with a label at the end; and, standing on
// the ground of the card, the kind of report, the title, a rule, and two lines. The title is as large as four lines allow.
package card

import (
	"bytes"
	"fmt"
	"image/color"
	"image/png"
)

// The size of a card in pixels.
const (
	Width  = 1200
	Height = 630
)

// Version names how cards are drawn. It changes when equal Cards give other bytes than before.
const Version = "1"

// Card is what a card says. Any text may be empty.
type Card struct {
	Lang        string // BCP 47
	RightToLeft bool
	Ground, Ink color.RGBA
	Bands       []Note // from the top
	Label       Note
	Site        string
	Kind        string
	Title       string
	Lines       []string // up to two: each is cut where it does not fit
}

// Note is a word in colours of its own.
type Note struct {
	Text        string
	Ground, Ink color.RGBA
}

// The measures of a card, in pixels.
const (
	margin   = 64
	bandHigh = 60
	barWide  = 72 // the bar above the site's name
	barHigh  = 10
	ruleHigh = 2

	bandSize  = 30
	siteSize  = 34
	labelSize = 28
	kindSize  = 32
	lineSize  = 29
	lineStep  = 44

	largest, smallest = 88, 36 // of a title
	mostLines         = 4
)

// Draw draws a card as a PNG.
func (c *Case) Draw(card *Card) ([]byte, error) {
	s := newSheet(c, card)
	top := s.bands()
	top = s.head(top)
	bottom := s.foot()
	s.title(top, bottom)
	var b bytes.Buffer
	if err := png.Encode(&b, s.picture); err != nil {
		return nil, fmt.Errorf("draw a card: %w", err)
	}
	return b.Bytes(), nil
}

// sheet is a card that is being drawn.
type sheet struct {
	*canvas
	*setter
	card *Card
	ink  ink
}

func newSheet(c *Case, card *Card) *sheet {
	s := &sheet{canvas: newCanvas(Width, Height), setter: newSetter(c, card.Lang, card.RightToLeft), card: card}
	s.ink = s.mixed(card.Ground, card.Ink)
	s.fill(0, 0, Width, Height, s.ink.ground())
	return s
}

// bands draws the bands and returns where they end.
func (s *sheet) bands() (bottom int) {
	for _, band := range s.card.Bands {
		ink := s.mixed(band.Ground, band.Ink)
		s.fill(0, bottom, Width, bandHigh, ink.ground())
		l := s.oneLine(band.Text, bold, bandSize, Width-2*margin)
		s.draw(l, (Width-l.wide())/2, middle(bottom, bandHigh, bandSize), ink)
		bottom += bandHigh
	}
	return bottom
}

// head draws the site's name and the label and returns where they end.
func (s *sheet) head(top int) (bottom int) {
	const high = 46
	top += 44
	room := Width - 2*margin
	s.fill(s.start(margin, barWide), top, barWide, barHigh, s.ink.full())
	top += barHigh + 14
	if note := s.card.Label; note.Text != "" {
		ink := s.mixed(note.Ground, note.Ink)
		l := s.oneLine(note.Text, bold, labelSize, room/2)
		wide := l.wide() + 2*18
		left := s.start(Width-margin-wide, wide)
		s.fill(left, top, wide, high, ink.ground())
		s.draw(l, left+18, middle(top, high, labelSize), ink)
		room -= wide + margin/2
	}
	l := s.oneLine(s.card.Site, bold, siteSize, room)
	s.draw(l, s.start(margin, l.wide()), middle(top, high, siteSize), s.ink)
	return top + high
}

// foot draws the rule and the lines below it and returns where they begin.
func (s *sheet) foot() (top int) {
	base := Height - margin + 8
	for i := len(s.card.Lines) - 1; i >= 0; i-- {
		face := regular
		if i == 0 {
			face = bold
		}
		l := s.oneLine(s.card.Lines[i], face, lineSize, Width-2*margin)
		s.draw(l, s.start(margin, l.wide()), base, s.ink)
		base -= lineStep
	}
	if len(s.card.Lines) == 0 {
		return Height - margin
	}
	top = base - 8
	s.fill(margin, top, Width-2*margin, ruleHigh, s.ink.part(0.45))
	return top
}

// title sets the kind and the title on the ground, in the room that is left.
func (s *sheet) title(top, bottom int) {
	const above, below, kindHigh = 30, 30, 62
	p := s.fitted(s.card.Title, Width-2*margin, bottom-below-kindHigh-top-above)
	base := bottom - below - p.step*(len(p.lines)-1) - p.depth
	for i, l := range p.lines {
		s.draw(l, s.start(margin, l.wide()), base+i*p.step, s.ink)
	}
	l := s.oneLine(s.card.Kind, regular, kindSize, Width-2*margin)
	s.draw(l, s.start(margin, l.wide()), base-p.height-30, s.ink)
}

// start is the left edge of something, as wide as it is, that begins so far from the card's start.
func (s *sheet) start(from, wide int) int {
	if s.card.RightToLeft {
		return Width - from - wide
	}
	return from
}

// middle is the base line on which words of a size stand in the middle of a band.
func middle(top, high, size int) int { return top + (high+size*7/10)/2 }
