package paper

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Page is a page of the published tree that is to be printed.
type Page struct {
	Path  string // in the tree
	HTML  []byte
	Style []byte    // its style sheet
	Base  string    // the address of the tree's root; "" when it is not known
	Date  time.Time // the time that the PDF gives for its own; to a second, from year 0 to 9999
	// File gives a file of the tree that the page shows, by its path.
	File func(path string) ([]byte, error)
}

// Copy makes a document of the page that needs no other file. Relative links lead to where the page is published; where that is not
// known, they are text. Links within the page stay.
func (p *Page) Copy() ([]byte, error) {
	doc, err := html.Parse(bytes.NewReader(p.HTML))
	if err != nil {
		return nil, err
	}
	var all []*html.Node // the tree changes under way
	for n := range doc.Descendants() {
		all = append(all, n)
	}
	for _, n := range all {
		if err := p.settle(n); err != nil {
			return nil, fmt.Errorf("copy %s for printing: %w", p.Path, err)
		}
	}
	var b bytes.Buffer
	err = html.Render(&b, doc)
	return b.Bytes(), err
}

// settle makes an element need nothing from elsewhere.
func (p *Page) settle(n *html.Node) error {
	switch n.DataAtom {
	case atom.Head:
		p.begin(n)
	case atom.Link, atom.Script:
		n.Parent.RemoveChild(n)
	case atom.Img:
		return p.embed(n)
	case atom.A:
		p.lead(n)
	}
	return nil
}

// begin puts the address of the page and its style sheet first into its head.
func (p *Page) begin(head *html.Node) {
	style := &html.Node{Type: html.ElementNode, Data: "style", DataAtom: atom.Style}
	style.AppendChild(&html.Node{Type: html.TextNode, Data: string(p.Style)})
	head.InsertBefore(style, head.FirstChild)
	if p.Base == "" {
		return
	}
	base := &html.Node{Type: html.ElementNode, Data: "base", DataAtom: atom.Base}
	base.Attr = []html.Attribute{{Key: "href", Val: p.Base + (&url.URL{Path: p.Path}).EscapedPath()}}
	head.InsertBefore(base, head.FirstChild)
}

// lead takes the address of a link that would lead nowhere.
func (p *Page) lead(a *html.Node) {
	if p.Base != "" {
		return
	}
	at, has := attribute(a, "href")
	if u, err := url.Parse(at); has && (err != nil || u.Scheme == "" && (u.Path != "" || u.Host != "")) {
		remove(a, "href")
	}
}

// embed puts a picture into the document: of its copies the last, which is the largest.
func (p *Page) embed(img *html.Node) error {
	src, _ := attribute(img, "src")
	if set, has := attribute(img, "srcset"); has {
		src = largest(set)
	}
	remove(img, "src", "srcset", "sizes", "loading")
	u, err := url.Parse(src)
	if err != nil || u.Scheme != "" {
		img.Attr = append(img.Attr, html.Attribute{Key: "src", Val: src})
		return err
	}
	at := path.Join(path.Dir(p.Path), u.Path)
	data, err := p.File(at)
	if err != nil {
		return err
	}
	img.Attr = append(img.Attr, html.Attribute{Key: "src", Val: "data:" + kind(at) + ";base64," + base64.StdEncoding.EncodeToString(data)})
	return nil
}

// largest is the last address of a srcset.
func largest(set string) string {
	last := strings.Fields(set[strings.LastIndexByte(set, ',')+1:])
	if len(last) == 0 {
		return ""
	}
	return last[0]
}

// kind is the media type of a picture. Browsers look into pictures themselves, but for those that are text.
func kind(name string) string {
	if strings.EqualFold(path.Ext(name), ".svg") {
		return "image/svg+xml"
	}
	return "image/png"
}

func attribute(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func remove(n *html.Node, names ...string) {
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return slices.Contains(names, a.Key) })
}
