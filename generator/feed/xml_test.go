package feed_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/text/language"
)

// node is an element of XML.
type node struct {
	name  xml.Name
	attrs map[string]string // by name; one in a namespace as space:name
	nodes []*node
	text  string
}

// parseXML reads a document with one root.
func parseXML(text string) (*node, error) {
	if !strings.HasPrefix(text, `<?xml version="1.0" encoding="utf-8"?>`) {
		return nil, errors.New("no XML declaration")
	}
	d := xml.NewDecoder(strings.NewReader(text))
	top := &node{}
	open := []*node{top}
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		in := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			n := &node{name: token.Name, attrs: map[string]string{}}
			for _, a := range token.Attr {
				name := strings.TrimPrefix(a.Name.Space+":"+a.Name.Local, ":")
				if _, twice := n.attrs[name]; twice {
					return nil, fmt.Errorf("<%s> has %s twice", n.name.Local, name)
				}
				n.attrs[name] = a.Value
			}
			in.nodes, open = append(in.nodes, n), append(open, n)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			in.text += string(token)
		}
	}
	if len(top.nodes) != 1 || strings.TrimSpace(top.text) != "" {
		return nil, errors.New("there is not one root")
	}
	return top.nodes[0], nil
}

// all are the children of a name.
func (n *node) all(space, name string) []*node {
	var list []*node
	for _, c := range n.nodes {
		if c.name == (xml.Name{Space: space, Local: name}) {
			list = append(list, c)
		}
	}
	return list
}

// one is the text of the only child of a name; "" where there is none.
func (n *node) one(space, name string) string {
	for _, c := range n.all(space, name) {
		return c.text
	}
	return ""
}

func (n *node) String() string {
	if id := n.one(atomSpace, "id"); id != "" {
		return fmt.Sprintf("<%s> %s", n.name.Local, id)
	}
	return fmt.Sprintf("<%s %v>", n.name.Local, n.attrs)
}

// isWhole reports whether an address is absolute, with nothing in it that would have to be escaped.
func isWhole(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.IsAbs() && u.Host != "" && u.String() == address
}

// isDateTime reports whether a text is a time as RFC 4287, section 3.3, wants it: RFC 3339 with a capital T, and Z where no offset is.
func isDateTime(s string) bool {
	t, err := time.Parse(time.RFC3339Nano, s)
	return err == nil && strings.Contains(s, "T") && !strings.Contains(s, "z") && t.Year() > 2000
}

func at(s string) time.Time {
	t, _ := time.Parse(time.RFC3339Nano, s)
	return t
}

func isMediaType(s string) bool {
	kind, _, err := mime.ParseMediaType(s)
	return err == nil && strings.Count(kind, "/") == 1
}

func isLanguage(s string) bool {
	_, err := language.Parse(s)
	return s != "" && err == nil
}

// contentFaults are what is wrong with the HTML of an entry: what no reader shows, or what leads nowhere outside its page.
func contentFaults(text string) []string {
	var faults []string
	z := html.NewTokenizer(strings.NewReader(text))
	var open []string
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				faults = append(faults, fmt.Sprintf("%v are not closed", open))
			}
			return faults
		case html.StartTagToken:
			token := z.Token()
			if token.Data == "script" || token.Data == "style" || token.Data == "iframe" || token.Data == "form" {
				faults = append(faults, "there is a <"+token.Data+">")
			}
			for _, a := range token.Attr {
				if (a.Key == "href" || a.Key == "src") && !strings.HasPrefix(a.Val, "mailto:") && !isWhole(a.Val) {
					faults = append(faults, fmt.Sprintf("%s=%q is no whole address", a.Key, a.Val))
				}
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" {
					faults = append(faults, "there is an attribute "+a.Key)
				}
			}
			if token.Data == "a" && len(token.Attr) == 0 || token.Data == "img" && !strings.Contains(fmt.Sprint(token.Attr), "src") {
				faults = append(faults, "a hole was not filled: "+token.String())
			}
			if token.Data != "img" && token.Data != "br" && token.Data != "hr" && token.Data != "input" {
				open = append(open, token.Data)
			}
		case html.EndTagToken:
			name := z.Token().Data
			if len(open) == 0 || open[len(open)-1] != name {
				return append(faults, fmt.Sprintf("</%s> closes none of %v", name, open))
			}
			open = open[:len(open)-1]
		}
	}
}
