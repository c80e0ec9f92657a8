package card

import (
	"image"
	"image/color"
	"image/draw"

	"github.com/go-text/typesetting/font"
	ot "github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// canvas is a picture with a palette, which keeps it small: a ramp of shades for each ground and what is written on it.
type canvas struct {
	picture *image.Paletted
	pen     *vector.Rasterizer
	mask    *image.Alpha // of a glyph
}

// shades are the colours of a ramp, from the ground to the ink.
const shades = 16

// ink is a ramp, by the place of its ground in the palette.
type ink uint8

func (i ink) ground() uint8 { return uint8(i) }
func (i ink) full() uint8   { return uint8(i) + shades - 1 }

// part is a mixture: 0 is the ground, 1 the ink.
func (i ink) part(p float64) uint8 { return uint8(i) + uint8(p*(shades-1)) }

func newCanvas(wide, high int) *canvas {
	return &canvas{image.NewPaletted(image.Rect(0, 0, wide, high), nil), vector.NewRasterizer(1, 1), image.NewAlpha(image.Rectangle{})}
}

// mixed adds a ramp to the palette.
func (c *canvas) mixed(ground, full color.RGBA) ink {
	first := len(c.picture.Palette)
	for i := range shades {
		of := func(a, b uint8) uint8 { return uint8((int(a)*(shades-1-i) + int(b)*i + (shades-1)/2) / (shades - 1)) }
		c.picture.Palette = append(c.picture.Palette, color.RGBA{of(ground.R, full.R), of(ground.G, full.G), of(ground.B, full.B), 0xff})
	}
	return ink(first)
}

// fill colours a rectangle.
func (c *canvas) fill(left, top, wide, high int, colour uint8) {
	area := image.Rect(left, top, left+wide, top+high).Intersect(c.picture.Rect)
	for y := area.Min.Y; y < area.Max.Y; y++ {
		row := c.picture.Pix[c.picture.PixOffset(area.Min.X, y):][:area.Dx()]
		for x := range row {
			row[x] = colour
		}
	}
}

// draw draws a line from a left edge on, on a base line.
func (c *canvas) draw(l line, left, base int, ink ink) {
	dot := fixed.P(left, base)
	for i := range l {
		run := &l[i]
		for _, g := range run.Glyphs {
			c.glyph(run, g.GlyphID, dot.Add(fixed.Point26_6{X: g.XOffset, Y: -g.YOffset}), ink)
			dot.X += g.Advance
		}
	}
}

// glyph draws a glyph. Each is filled by itself: so large a shape as a line would be reckoned with in floating point, which is not the
// same on every machine.
func (c *canvas) glyph(run *shaping.Output, id font.GID, dot fixed.Point26_6, ink ink) {
	outline, ok := run.Face.GlyphDataOutline(id)
	if !ok || len(outline.Segments) == 0 {
		return
	}
	scale := float32(run.Size) / 64 / float32(run.Face.Upem())
	area := bounds(outline, scale).Add(image.Pt(dot.X.Floor(), dot.Y.Floor()))
	x, y := float32(dot.X)/64-float32(area.Min.X), float32(dot.Y)/64-float32(area.Min.Y)
	c.pen.Reset(area.Dx(), area.Dy())
	c.trace(outline, func(p ot.SegmentPoint) (float32, float32) {
		// The conversions keep a product and a sum apart, which some machines would make in one step with another result.
		return float32(p.X*scale) + x, y - float32(p.Y*scale)
	})
	c.put(area, ink)
}

// bounds is what a glyph at the origin takes up, with a pixel around it.
func bounds(outline font.GlyphOutline, scale float32) image.Rectangle {
	var left, top, right, bottom float32
	for i := range outline.Segments {
		for _, p := range outline.Segments[i].ArgsSlice() {
			left, right = min(left, p.X*scale), max(right, p.X*scale)
			top, bottom = min(top, -p.Y*scale), max(bottom, -p.Y*scale)
		}
	}
	return image.Rect(int(left)-2, int(top)-2, int(right)+3, int(bottom)+3)
}

func (c *canvas) trace(outline font.GlyphOutline, at func(ot.SegmentPoint) (x, y float32)) {
	for i := range outline.Segments {
		s := &outline.Segments[i]
		ax, ay := at(s.Args[0])
		bx, by := at(s.Args[1])
		cx, cy := at(s.Args[2])
		switch s.Op {
		case ot.SegmentOpMoveTo:
			c.pen.ClosePath()
			c.pen.MoveTo(ax, ay)
		case ot.SegmentOpLineTo:
			c.pen.LineTo(ax, ay)
		case ot.SegmentOpQuadTo:
			c.pen.QuadTo(ax, ay, bx, by)
		case ot.SegmentOpCubeTo:
			c.pen.CubeTo(ax, ay, bx, by, cx, cy)
		}
	}
	c.pen.ClosePath()
}

// put puts what was traced onto the picture. Where glyphs meet, as Arabic ones do, what they cover adds up.
func (c *canvas) put(area image.Rectangle, ink ink) {
	size := image.Rectangle{Max: area.Size()}
	if n := size.Dx() * size.Dy(); cap(c.mask.Pix) < n {
		c.mask.Pix = make([]uint8, n)
	}
	c.mask.Pix, c.mask.Stride, c.mask.Rect = c.mask.Pix[:size.Dx()*size.Dy()], size.Dx(), size
	c.pen.DrawOp = draw.Src
	c.pen.Draw(c.mask, size, image.Opaque, image.Point{})
	seen := area.Intersect(c.picture.Rect)
	for y := seen.Min.Y; y < seen.Max.Y; y++ {
		for x := seen.Min.X; x < seen.Max.X; x++ {
			covered := (int(c.mask.AlphaAt(x-area.Min.X, y-area.Min.Y).A)*(shades-1) + 127) / 255
			if at := c.picture.PixOffset(x, y); covered > 0 {
				c.picture.Pix[at] = min(ink.full(), max(c.picture.Pix[at], ink.ground())+uint8(covered))
			}
		}
	}
}
