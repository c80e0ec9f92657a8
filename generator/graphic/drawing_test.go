package graphic

import (
	"encoding/xml"
	"fmt"
	"html/template"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// allowed are the elements of a drawing, each with its own attributes; all may have those of "".
var allowed = map[string]string{
	"":    "class stroke fill stroke-width stroke-dasharray",
	"svg": "viewBox width height font-size direction role aria-labelledby aria-hidden", "title": "id", "desc": "id", "g": "transform", "a": "href",
	"line": "x1 y1 x2 y2", "circle": "cx cy r", "rect": "x y width height rx", "path": "d", "text": "x y dy text-anchor", "tspan": "x dy",
	"div": "role aria-label", "ul": "", "ol": "", "li": "", "bdi": "", "b": "",
}

var (
	decimal = regexp.MustCompile(`^-?\d+(\.\d{1,2})?$`)
	course  = regexp.MustCompile(`^([MLZlz]|-?\d+(\.\d{1,2})?| )*$`)
)

// box is where a text stands.
type box struct {
	left, right, top, bottom float64
	text                     string
}

// inspector reads a drawing as XML and collects what is wrong with it.
type inspector struct {
	faults        []string
	ids           []string
	width, height float64
	rtl           bool
	boxes         []box
	x, y          float64 // of the text being read
	anchor        string
	open          []string
}

// faults are what is wrong with a drawing: elements or attributes that have no business in it, references to nothing, coordinates
// outside of the viewBox, texts that cover each other.
func faults(drawing template.HTML) []string {
	in := &inspector{}
	d := xml.NewDecoder(strings.NewReader("<div>" + string(drawing) + "</div>"))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return in.faults
		}
		if err != nil {
			return append(in.faults, "no XML: "+err.Error())
		}
		switch token := token.(type) {
		case xml.StartElement:
			in.open = append(in.open, token.Name.Local)
			in.start(token)
		case xml.EndElement:
			in.open = in.open[:len(in.open)-1]
			if token.Name.Local == "svg" {
				in.collide()
			}
		case xml.CharData:
			in.words(string(token))
		default:
			in.fault("a %T", token)
		}
	}
}

func (in *inspector) fault(format string, args ...any) {
	in.faults = append(in.faults, fmt.Sprintf(format, args...))
}

func (in *inspector) start(e xml.StartElement) {
	name := e.Name.Local
	own, known := allowed[name]
	if !known || e.Name.Space != "" {
		in.fault("element %v", e.Name)
	}
	for _, a := range e.Attr {
		if a.Name.Space != "" || !slices.Contains(strings.Fields(own+" "+allowed[""]), a.Name.Local) {
			in.fault("<%s %s>", name, a.Name.Local)
		}
		in.attribute(name, a.Name.Local, a.Value)
	}
	at := func(name string) float64 { return number64(e, name) }
	switch name {
	case "svg":
		in.begin(e)
	case "line":
		in.inside(name, at("x1"), at("y1"))
		in.inside(name, at("x2"), at("y2"))
	case "circle":
		in.inside(name, at("cx")-at("r"), at("cy")-at("r"))
		in.inside(name, at("cx")+at("r"), at("cy")+at("r"))
	case "rect":
		in.inside(name, at("x"), at("y"))
		in.inside(name, at("x")+at("width"), at("y")+at("height"))
	case "path":
		if d := attribute(e, "d"); strings.ContainsAny(d, "lz") {
			in.outline(d)
		} else {
			in.path(d)
		}
	case "text":
		in.x, in.y, in.anchor = at("x"), at("y")-0.35*fontSize, attribute(e, "text-anchor")
		in.y += em(attribute(e, "dy"))
	case "tspan":
		in.y += em(attribute(e, "dy"))
	}
}

func (in *inspector) begin(e xml.StartElement) {
	fmt.Sscanf(attribute(e, "viewBox"), "0 0 %g %g", &in.width, &in.height)
	in.rtl, in.boxes, in.ids = attribute(e, "direction") == "rtl", nil, strings.Fields(attribute(e, "aria-labelledby"))
	if len(in.ids) == 0 && attribute(e, "aria-hidden") != "true" {
		in.fault("a drawing without a name")
	}
}

func (in *inspector) attribute(element, name, value string) {
	switch name {
	case "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "width", "height", "font-size", "stroke-width":
		if !decimal.MatchString(value) {
			in.fault("<%s %s=%q>", element, name, value)
		}
	case "transform":
		if value != "scale(.5)" {
			in.fault("<%s %s=%q>", element, name, value)
		}
	case "d":
		if !course.MatchString(value) {
			in.fault("path %q", value)
		}
	case "id":
		if !slices.Contains(in.ids, value) {
			in.fault("id %q names nothing", value)
		}
	case "href":
		if u, err := url.Parse(value); err != nil || u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" {
			in.fault("link to %q", value)
		}
	}
}

func (in *inspector) path(d string) {
	for _, p := range strings.FieldsFunc(d, func(r rune) bool { return strings.ContainsRune("MLZ", r) }) {
		var x, y float64
		fmt.Sscanf(p, "%g %g", &x, &y)
		in.inside("path", x, y)
	}
}

// outline is a path of whole numbers, each point but the first told by its way from the one before.
func (in *inspector) outline(d string) {
	unit := 1.0
	if in.open[len(in.open)-2] == "g" {
		unit = 1.0 / fine
	}
	for ring := range strings.SplitSeq(strings.TrimPrefix(d, "M"), "M") {
		x, y := 0, 0
		numbers := strings.Fields(strings.NewReplacer("l", " ", "z", " ", "-", " -").Replace(ring))
		for i := 0; i+1 < len(numbers); i += 2 {
			dx, _ := strconv.Atoi(numbers[i])
			dy, _ := strconv.Atoi(numbers[i+1])
			x, y = x+dx, y+dy
			in.inside("outline", float64(x)*unit, float64(y)*unit)
		}
	}
}

func (in *inspector) inside(what string, x, y float64) {
	if !(x >= -0.02 && x <= in.width+0.02 && y >= -0.02 && y <= in.height+0.02) {
		in.fault("%s at %v,%v is outside of %v × %v", what, x, y, in.width, in.height)
	}
}

// words puts a text of the drawing into its box.
func (in *inspector) words(s string) {
	if last := in.open[len(in.open)-1]; last != "text" && last != "tspan" {
		return
	}
	w := textWidth(s)
	left := in.x - w
	switch {
	case in.anchor == "middle":
		left = in.x - w/2
	case in.anchor == "start" != in.rtl:
		left = in.x
	}
	in.boxes = append(in.boxes, box{left, left + w, in.y - fontSize/2, in.y + fontSize/2, s})
}

// collide finds texts that cover each other or leave the drawing.
func (in *inspector) collide() {
	const slack = 0.05
	for i, a := range in.boxes {
		if a.left < -slack || a.right > in.width+slack || a.top < -slack || a.bottom > in.height+slack {
			in.fault("%q leaves the drawing: %v", a.text, a)
		}
		for _, b := range in.boxes[:i] {
			if a.left+slack < b.right && b.left+slack < a.right && a.top+slack < b.bottom && b.top+slack < a.bottom {
				in.fault("%q covers %q: %v %v", a.text, b.text, a, b)
			}
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func number64(e xml.StartElement, name string) float64 {
	v, _ := strconv.ParseFloat(attribute(e, name), 64)
	return v
}

func em(s string) float64 {
	v, _ := strconv.ParseFloat(strings.TrimSuffix(s, "em"), 64)
	return v * fontSize
}
