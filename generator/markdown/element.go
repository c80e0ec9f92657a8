package markdown

import (
	"html"
	"strings"
)

// element is an element of the HTML that this room has written, or, without a name, a piece of text. What a body says to those who do not
// see its page is written from these, and so it can say nothing that the page does not show: no comment, no address that was never used.
type element struct {
	name       string
	attributes string
	text       string // of a piece of text, plain
	inside     []*element
}

// alone are the elements that nothing stands within.
var alone = map[string]bool{"br": true, "hr": true, "img": true, "input": true}

// elementsOf reads filled HTML: every tag is closed and every < begins one.
func elementsOf(text string) []*element {
	root := &element{}
	open := []*element{root}
	for text != "" {
		before, rest, found := strings.Cut(text, "<")
		at := open[len(open)-1]
		if before != "" {
			at.inside = append(at.inside, &element{text: html.UnescapeString(before)})
		}
		if !found {
			break
		}
		var tag string
		tag, text, _ = strings.Cut(rest, ">")
		if strings.HasPrefix(tag, "/") {
			open = open[:max(1, len(open)-1)]
			continue
		}
		name, attributes, _ := strings.Cut(tag, " ")
		e := &element{name: name, attributes: attributes}
		at.inside = append(at.inside, e)
		if !alone[name] {
			open = append(open, e)
		}
	}
	return root.inside
}

// attribute is the plain value of an attribute; "" where there is none.
func (e *element) attribute(name string) string {
	_, value, found := strings.Cut(" "+e.attributes, " "+name+`="`)
	if !found {
		return ""
	}
	value, _, _ = strings.Cut(value, `"`)
	return html.UnescapeString(value)
}

// inline reports whether an element stands in a line of text.
func (e *element) inline() bool {
	switch e.name {
	case "", "em", "strong", "code", "a", "img", "del", "sup", "br", "label", "input":
		return true
	}
	return false
}

// blank reports whether an element is the white space between two blocks.
func (e *element) blank() bool { return e.name == "" && strings.Trim(e.text, " \n") == "" }

// blocks are the elements inside, those in a line together: a tight item of a list has its text without a paragraph around it. loose
// reports whether there is a paragraph.
func (e *element) blocks() (list []*element, loose bool) { return blocksOf(e.inside) }

func blocksOf(inside []*element) (list []*element, loose bool) {
	var line *element
	for _, in := range inside {
		switch {
		case in.inline() && !(line == nil && in.blank()):
			if line == nil {
				line = &element{name: "line"}
				list = append(list, line)
			}
			line.inside = append(line.inside, in)
		case !in.inline():
			loose = loose || in.name == "p"
			line = nil
			list = append(list, in)
		}
	}
	return list, loose
}

// words is the text of an element without any marks.
func (e *element) words() string {
	if e.name == "img" {
		return e.attribute("alt")
	}
	text := e.text
	for _, in := range e.inside {
		text += in.words()
	}
	return text
}

// find lists the elements of a name within, the outermost ones.
func (e *element) find(name string) []*element {
	var list []*element
	for _, in := range e.inside {
		if in.name == name {
			list = append(list, in)
		} else {
			list = append(list, in.find(name)...)
		}
	}
	return list
}

// withClass reports whether the element is of a class.
func (e *element) withClass(class string) bool {
	for _, c := range strings.Fields(e.attribute("class")) {
		if c == class {
			return true
		}
	}
	return false
}

// silent leaves the words of the interface out of a fill.
func silent(fill Fill) Fill {
	return func(h *Hole) (open, close string) {
		if h.Kind == WordHole {
			return "", ""
		}
		return fill(h)
	}
}
