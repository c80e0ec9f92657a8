package main

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write testdata/golden/pages.txtar anew")

// golden are pages of each kind of the sample site, whose text is kept.
var golden = []string{
	"index.html", "regions.html", "regions/port-emelin.html", "topics.html", "topics/flood.html", "dates.html", "dates/2026.html", "dates/2026/03.html",
	"dates/2026/03-06.html", "series/ilvetta-flood.html", "reports/2026/03/05-ilvetta-flood.html", "about.html", "404.html",
	"uk/index.html", "ar/index.html", "ar/reports/2026/03/06-ilvetta-flood.html",
}

// TestPagesReadAsBefore keeps what readers see of the sample site, rather than its markup: each block of a page on a line, with the
// addresses of links, and language and direction where they change. `go test ./cmd/sitrep -run ReadAsBefore -update` takes what is
// there now for what is wanted; the difference then is for a person to read.
func TestPagesReadAsBefore(t *testing.T) {
	t.Parallel()
	const name = "testdata/golden/pages.txtar"
	root := buildSample(t, "https://sitrep.example/base/")
	if *update {
		archive := &txtar.Archive{Comment: []byte("Pages of the sample site as readers see them. `go test ./cmd/sitrep -run ReadAsBefore -update` writes them anew.\n\n")}
		for _, page := range golden {
			archive.Files = append(archive.Files, txtar.File{Name: page, Data: []byte(readable(t, filepath.Join(root, page)))})
		}
		writeFile(t, name, string(txtar.Format(archive)))
	}
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if len(archive.Files) != len(golden) {
		t.Errorf("%s holds %d pages, want %d", name, len(archive.Files), len(golden))
	}
	for _, want := range archive.Files {
		got, wanted := strings.Split(readable(t, filepath.Join(root, want.Name)), "\n"), strings.Split(string(want.Data), "\n")
		for i := range min(len(got), len(wanted)) {
			if got[i] != wanted[i] {
				t.Errorf("%s, line %d:\n got %s\nwant %s", want.Name, i+1, got[i], wanted[i])
				break
			}
		}
		if len(got) != len(wanted) {
			t.Errorf("%s has %d lines, want %d", want.Name, len(got)-1, len(wanted)-1)
		}
	}
}

// readable is a page as text.
func readable(t *testing.T, name string) string {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	doc, err := html.Parse(file)
	if err != nil {
		t.Fatal(err)
	}
	var r reader
	r.node(doc)
	r.line()
	return r.page.String()
}

// reader writes a page as text, a block a line.
type reader struct {
	page  strings.Builder
	words strings.Builder // of the line that is being read
	block string          // the element that began it
}

// blocks are the elements that begin a line.
var blocks = strings.Fields("html title h1 h2 h3 h4 h5 h6 p li dt dd tr figcaption blockquote pre nav main header footer aside section article summary caption div ul ol dl table figure")

var space = regexp.MustCompile(`\s+`)

// line ends the line that is being read. One without words says nothing, unless its element has a language of its own.
func (r *reader) line() {
	if words := strings.TrimSpace(space.ReplaceAllString(r.words.String(), " ")); words != "" {
		r.page.WriteString(r.block + ": " + words + "\n")
	}
	r.words.Reset()
}

func (r *reader) node(n *html.Node) {
	if n.Type == html.TextNode {
		r.words.WriteString(n.Data)
		return
	}
	isBlock := slices.Contains(blocks, n.Data)
	if isBlock {
		r.line()
		r.block = n.Data
	}
	for _, key := range []string{"lang", "dir"} {
		if value := attribute(n, key); value != "" {
			r.words.WriteString("{" + key + " " + value + "} ")
		}
	}
	switch n.Data {
	case "img":
		r.words.WriteString("![" + attribute(n, "alt") + "](" + attribute(n, "src") + ")")
	case "svg", "script", "style":
		return
	case "meta":
		if attribute(n, "name") == "description" {
			r.words.WriteString("\n" + attribute(n, "content"))
		}
	case "td", "th":
		r.words.WriteString(" | ")
	case "br":
		r.words.WriteString(" ")
	}
	link := n.Data == "a" && attribute(n, "href") != ""
	if link {
		r.words.WriteString("[")
	}
	for child := range n.ChildNodes() {
		r.node(child)
		if next := child.NextSibling; next != nil && inline(child) && inline(next) {
			r.words.WriteString(" · ") // only the style sheet keeps them apart
		}
	}
	if link {
		r.words.WriteString("](" + attribute(n, "href") + ")")
	}
	if isBlock {
		r.line()
		r.block = "-" // what follows belongs to an element that has begun before
	}
}

func inline(n *html.Node) bool {
	return n.Type == html.ElementNode && !slices.Contains(blocks, n.Data) && !slices.Contains([]string{"meta", "link", "head", "body", "td", "th", "source"}, n.Data)
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
