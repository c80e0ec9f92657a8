package graphic

import (
	"math"
	"strconv"
	"strings"
)

// canvas writes SVG. Its coordinates are those of a page that reads from left to right; on one that reads the other way it
// mirrors them, and "start" and "end" of a text change sides by themselves.
type canvas struct {
	strings.Builder
	width, height float64
	rtl           bool
}

// fontSize is what texts are laid out for, in the units of a drawing. The style sheet makes them smaller where there is room.
const fontSize = 16

// begin opens a drawing. Where it has links, it is a group, for what is within an image cannot be reached.
func begin(f Frame, class, role string, width, height float64) *canvas {
	c := &canvas{width: width, height: height, rtl: f.RTL}
	c.Grow(1 << 10) // as much as a small one takes
	id, dir := ident(f.ID), "ltr"
	if f.RTL {
		dir = "rtl"
	}
	names := id + "-t"
	if f.Desc != "" {
		names += " " + id + "-d"
	}
	c.tag("svg", "class", class, "viewBox", "0 0 "+coord(width)+" "+coord(height), "width", coord(width), "height", coord(height),
		"font-size", coord(fontSize), "direction", dir, "role", role, "aria-labelledby", names)
	c.element("title", f.Title, "id", id+"-t")
	if f.Desc != "" {
		c.element("desc", f.Desc, "id", id+"-d")
	}
	return c
}

func (c *canvas) end() string {
	c.WriteString("</svg>")
	return c.String()
}

// tag opens an element; attributes are names and values in turn, and those without a value are left out.
func (c *canvas) tag(name string, attributes ...string) {
	c.start(name, attributes)
	c.WriteByte('>')
}

func (c *canvas) start(name string, attributes []string) {
	c.write("<", name)
	for i := 0; i+1 < len(attributes); i += 2 {
		if attributes[i+1] != "" {
			c.write(" ", attributes[i], `="`, escape(attributes[i+1]), `"`)
		}
	}
}

// element is a whole element with a text in it.
func (c *canvas) element(name, text string, attributes ...string) {
	c.start(name, attributes)
	if text == "" {
		c.WriteString("/>")
		return
	}
	c.write(">", escape(text), "</", name, ">")
}

func (c *canvas) write(parts ...string) {
	for _, part := range parts {
		c.WriteString(part)
	}
}

func (c *canvas) group(class string, attributes ...string) {
	c.tag("g", append([]string{"class", class}, attributes...)...)
}

func (c *canvas) close(name string) { c.write("</", name, ">") }

func (c *canvas) line(class string, x1, y1, x2, y2 float64) {
	c.element("line", "", "class", class, "x1", c.x(x1), "y1", coord(y1), "x2", c.x(x2), "y2", coord(y2), "stroke", "currentColor")
}

func (c *canvas) circle(class string, x, y, r float64) {
	c.element("circle", "", "class", class, "cx", c.x(x), "cy", coord(y), "r", coord(r))
}

func (c *canvas) rect(class string, x, y, width, height, round float64) {
	if c.rtl {
		x = c.width - x - width
	}
	c.element("rect", "", "class", class, "x", coord(x), "y", coord(y), "width", coord(width), "height", coord(height), "rx", coord(round))
}

// text stands with its middle at the height y. The anchor is start, middle or end.
func (c *canvas) text(class string, x, y float64, anchor, s string) {
	c.element("text", s, "class", class, "x", c.x(x), "y", coord(y), "dy", "0.35em", "text-anchor", anchor)
}

// lines are texts below each other, with their middle at the height y.
func (c *canvas) lines(class string, x, y float64, words []string) {
	c.tag("text", "class", class, "x", c.x(x), "y", coord(y), "text-anchor", "start")
	for i, w := range words {
		dy := 1.2
		if i == 0 {
			dy = 0.35 - 0.6*float64(len(words)-1)
		}
		c.element("tspan", w, "x", c.x(x), "dy", coord(dy)+"em")
	}
	c.close("text")
}

// path draws a line through points; closed, it comes back to the first.
func (c *canvas) path(class string, points []xy, closed bool) {
	var d strings.Builder
	for i, p := range points {
		d.WriteByte("ML"[min(i, 1)])
		d.WriteString(c.x(p.x))
		d.WriteByte(' ')
		d.WriteString(coord(p.y))
	}
	if closed {
		d.WriteByte('Z')
	}
	c.element("path", "", "class", class, "d", d.String())
}

// xy is a place on a canvas.
type xy struct{ x, y float64 }

func (c *canvas) x(x float64) string {
	if c.rtl {
		x = c.width - x
	}
	return coord(x)
}

// coord is a coordinate, to two decimals.
func coord(v float64) string {
	v = math.Round(v*100) / 100
	return strconv.FormatFloat(v+0, 'f', -1, 64)
}
