package markdown

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// FuzzConvert holds Convert to what any text may rely on: it ends, it is a function of the text, its holes are in order and in
// range, what it writes is balanced HTML with the holes empty, ids are unique, and findings lie within the file.
func FuzzConvert(f *testing.F) {
	for _, e := range commonMark(f) {
		f.Add([]byte(e.Markdown))
	}
	for _, h := range hostile {
		f.Add([]byte(h.text(300)))
	}
	for _, src := range casesOf(f) {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		body, facts, findings := Convert("f.md", 7, src, nil)
		again, _, _ := Convert("f.md", 7, src, nil)
		if !reflect.DeepEqual(body, again) {
			t.Error("two conversions differ")
		}
		for _, b := range body.Blocks {
			checkHoles(t, &b, len(facts.Links))
		}
		checkHTML(t, body.AppendTo(nil, func(*Hole) (string, string) { return "", "" }), facts)
		lines := 7 + bytes.Count(src, []byte("\n")) + bytes.Count(src, []byte("\r"))
		for _, d := range findings {
			if d.Pos.Line < 7 || d.Pos.Line > lines || d.Pos.Col < 1 || d.Text == "" || d.Hint == "" {
				t.Errorf("finding %v", d)
			}
		}
	})
}

func checkHoles(t *testing.T, b *Block, links int) {
	at, end := 0, 0 // of the hole before; of the link around
	for _, h := range b.Holes {
		nested := h.At < end
		if h.At < at || h.End < h.At || h.End > len(b.HTML) || nested && (h.Kind == LinkHole || h.End > end) {
			t.Errorf("hole %v after %d, within a link to %d, in %q", h, at, end, b.HTML)
		}
		if (h.Kind == WordHole) == (h.Word == "") || h.Kind != WordHole && h.Link >= links {
			t.Errorf("hole %v of %d links", h, links)
		}
		if h.Kind == LinkHole {
			end = h.End
		}
		at = h.At
	}
}

// checkHTML checks that every element is closed in its turn, that a parser sees the very same elements, and that ids are unique
// and those of the facts.
func checkHTML(t *testing.T, written []byte, facts Facts) {
	if !utf8.Valid(written) {
		t.Errorf("not UTF-8: %q", written)
	}
	var open []string
	ids := map[string]bool{}
	tags := html.NewTokenizer(bytes.NewReader(written))
	for tags.Next() != html.ErrorToken {
		tag := tags.Token()
		switch tag.Type {
		case html.StartTagToken:
			for _, a := range tag.Attr {
				if a.Key == "id" && ids[a.Val] {
					t.Errorf("id %q twice", a.Val)
				}
				if a.Key == "id" {
					ids[a.Val] = true
				}
				if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
					t.Errorf("attribute %s", a.Key)
				}
			}
			if !void[tag.Data] {
				open = append(open, tag.Data)
			}
		case html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != tag.Data {
				t.Fatalf("</%s> closes %v in %q", tag.Data, open, written)
			}
			open = open[:len(open)-1]
		case html.CommentToken, html.DoctypeToken:
			t.Errorf("%s in %q", tag, written)
		}
	}
	if len(open) > 0 {
		t.Errorf("%v left open in %q", open, written)
	}
	checkParsed(t, written)
	for h := range facts.Outline.All() {
		if !ids[h.ID] {
			t.Errorf("no id %q", h.ID)
		}
		delete(ids, h.ID)
	}
	for _, a := range facts.Anchors {
		if !ids[a] {
			t.Errorf("no id %q", a)
		}
		delete(ids, a)
	}
	if len(ids) > 0 {
		t.Errorf("ids unknown to the facts: %v", ids)
	}
}

// void is the elements of ours that have no end tag.
var void = map[string]bool{"br": true, "hr": true, "img": true, "input": true}

// checkParsed writes out what a parser makes of the HTML, and compares the elements.
func checkParsed(t *testing.T, written []byte) {
	root := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(bytes.NewReader(written), root)
	if err != nil {
		t.Fatal(err)
	}
	var parsed bytes.Buffer
	for _, n := range nodes {
		if err := html.Render(&parsed, n); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := elements(parsed.Bytes()), elements(written); got != want {
		t.Errorf("a browser reads %s as %s: %q", want, got, written)
	}
}

func elements(doc []byte) string {
	var names []string
	tags := html.NewTokenizer(bytes.NewReader(doc))
	for tags.Next() != html.ErrorToken {
		if tag := tags.Token(); tag.Type != html.TextToken {
			names = append(names, strings.Replace(tag.Type.String(), "SelfClosing", "Start", 1)+" "+tag.Data)
		}
	}
	return strings.Join(names, ", ")
}
