package site

import (
	"encoding/hex"
	"fmt"
	"math"
	"strings"

	"sitrep/generator/diag"
	"sitrep/generator/strict"
)

// Colour is an sRGB colour. The zero Colour is not given.
type Colour struct {
	R, G, B uint8
	Given   bool
}

// UnmarshalScalar takes 0d2b47 and #0d2b47.
func (c *Colour) UnmarshalScalar(text string) *strict.Fault {
	b, err := hex.DecodeString(strings.TrimPrefix(text, "#"))
	if err != nil || len(b) != 3 {
		return &strict.Fault{Text: fmt.Sprintf("%q is not a colour", text), Hint: `write six digits of 0-9 and a-f: "#0d2b47"`}
	}
	*c = Colour{b[0], b[1], b[2], true}
	return nil
}

// String is the colour as style sheets write it: #0d2b47.
func (c Colour) String() string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// luminance is the relative luminance of WCAG 2.2, from 0 for black to 1 for white.
func (c Colour) luminance() float64 {
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

// Contrast is the contrast ratio of two colours by WCAG 2.2, from 1 to 21.
func Contrast(a, b Colour) float64 {
	x, y := a.luminance(), b.luminance()
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// Toward is the colour mixed with another just as much as it takes to stand out from a ground by a ratio. It is the other one when
// nothing less will do.
func (c Colour) Toward(other, ground Colour, ratio float64) Colour {
	const steps = 64
	for i := range steps {
		if mixed := c.mix(other, float64(i)/steps); Contrast(mixed, ground) >= ratio {
			return mixed
		}
	}
	return other
}

func (c Colour) mix(other Colour, part float64) Colour {
	of := func(a, b uint8) uint8 { return uint8(math.Round(float64(a) + (float64(b)-float64(a))*part)) }
	return Colour{of(c.R, other.R), of(c.G, other.G), of(c.B, other.B), true}
}

// The grounds that text stands on, as the theme's style sheet has them.
var (
	White = Colour{0xff, 0xff, 0xff, true}
	Black = Colour{0, 0, 0, true}
	// Tint is the darkest ground of text in the light theme, DarkTint the lightest in the dark one.
	Tint     = Colour{0xf0, 0xf3, 0xf6, true}
	DarkTint = Colour{0x1b, 0x23, 0x2c, true}
)

// Readable is the contrast that body text has at least: level AAA of WCAG 2.2, success criterion 1.4.6.
const Readable = 7

// Colours are the publisher's own.
type Colours struct {
	Brand Colour `key:"brand" doc:"ground of the head of every page; its words are white or black, whichever is read better"`
	Link  Colour `key:"link" doc:"links; in the dark theme as much lighter as it takes to be read"`
}

// checkColours refuses colours that not everybody could read.
func checkColours(c *Config) []diag.Finding {
	link := c.Colours.Link
	if !link.Given || Contrast(link, Tint) >= Readable {
		return nil
	}
	return []diag.Finding{{
		Pos: c.places.At("colours.link"), Rule: "site/contrast",
		Text: fmt.Sprintf("links in %v have a contrast of %.1f to 1 with the page, and body text needs %d to 1", link, Contrast(link, Tint), Readable),
		Hint: fmt.Sprintf("the nearest shade that can be read is %q", link.Toward(Black, Tint, Readable)),
	}}
}
