package preview

import (
	"bytes"
	"errors"
	"fmt"
	"testing"

	"sitrep/generator/diag"
	"sitrep/generator/output"
)

// broken is a content that cannot be made, in one of two ways.
type broken struct{ panics bool }

func (broken) Key() output.Sum { return output.Sum{} }
func (b broken) Make(to *bytes.Buffer) error {
	to.WriteString("half a page")
	if b.panics {
		panic("a template <fault>")
	}
	return errors.New("a template <fault>")
}

func TestAPageThatCannotBeMadeSaysWhy(t *testing.T) {
	for _, panics := range []bool{false, true} {
		s := New(private())
		s.Show(site(output.File{Path: "a.html", Content: broken{panics}}, output.File{Path: "a.png", Content: broken{panics}}))
		want(t, get(s, "/a.html"), 500, "a template &lt;fault&gt;", "!half a page")
		want(t, get(s, "/a.png"), 500, "!half a page")
		s.Show(site(page("a.html", "mended")))
		want(t, get(s, "/a.html"), 200, "mended")
	}
}

func errorIn(file string) Finding {
	return Finding{
		Finding: diag.Finding{File: file, Pos: diag.Pos{Line: 4, Col: 11}, Rule: "header/test", Severity: diag.Error, Text: "no <region>", Hint: "did you <mean>"},
		Excerpt: "regions: [<x>]\n          ^", Editor: "vscode://file/site/" + file + ":4:11",
	}
}

func TestErrorsOverTheLastGoodPage(t *testing.T) {
	s := New(private())
	fault := errorIn("content/reports/a.md")
	s.Show(Update{Findings: []Finding{fault}})
	want(t, get(s, "/a.html"), 503, "no &lt;region&gt;", "did you &lt;mean&gt;", "[&lt;x&gt;]\n          ^</pre>", `href="vscode://file/site/content/reports/a.md:4:11"`)

	s.Show(site(page("a.html", "good"), page("b.html", "other")))
	u := site(page("b.html", "other still"))
	u.Findings, u.Faulty = []Finding{fault}, map[string]bool{"a.html": true, "new.html": true}
	for range 3 { // however often it is built meanwhile
		s.Show(u)
		want(t, get(s, "/a.html"), 200, "good")
		want(t, get(s, "/b.html"), 200, "other still")
		want(t, get(s, "/new.html"), 422, "no &lt;region&gt;")
		s.Show(Update{Findings: []Finding{fault}}) // the build fails as a whole: all stays
		want(t, get(s, "/a.html"), 200, "good")
		want(t, get(s, "/b.html"), 200, "other still")
	}
	u.View.As = "public" // what was made for other eyes is not shown
	s.Show(u)
	want(t, get(s, "/a.html"), 422, "!good")
	s.Show(site(page("b.html", "other")))
	want(t, get(s, "/a.html"), 410, "!good")
}

// lost can be made until it is lost, as a page whose text the next build has forgotten.
type lost struct {
	output.Bytes
	lost *bool
}

func (l lost) Make(to *bytes.Buffer) error {
	if *l.lost {
		return errors.New("lost")
	}
	return l.Bytes.Make(to)
}

// TestTheLastGoodPageIsTheNewest shows a page as the build before the error had it, or else as it was seen before that.
func TestTheLastGoodPageIsTheNewest(t *testing.T) {
	for _, isLost := range []bool{false, true} {
		s, gone := New(private()), false
		u := func(text string) Update {
			return site(output.File{Path: "a.html", Content: lost{output.Bytes("<body>" + text), &gone}})
		}
		s.Show(u("one"))
		want(t, get(s, "/a.html"), 200, "one")
		s.Show(u("two"))
		gone = isLost
		faulty := site()
		faulty.Faulty = map[string]bool{"a.html": true}
		s.Show(faulty)
		want(t, get(s, "/a.html"), 200, map[bool]string{false: "two", true: "one"}[isLost])
	}
}

func TestOnlyPagesOfLateAreRemembered(t *testing.T) {
	b, big := newBeen(), make([]byte, 1<<20)
	for i := range 3 * mostPages {
		b.note(fmt.Sprint(i), lastGood{big, i, "everything"})
		b.note("often", lastGood{[]byte{byte(i)}, i, "everything"})
	}
	b.note("often", lastGood{[]byte("old"), 1, "everything"})
	if page, build := b.good("often", "everything"); build != 3*mostPages-1 || string(page) == "old" {
		t.Errorf("%q of build %d", page, build)
	}
	if page, _ := b.good("often", "public"); page != nil {
		t.Error("it is shown to other eyes")
	}
	if b.bytes > mostBytes || len(b.order) != len(b.pages) || len(b.pages) > mostPages || !b.there("0") {
		t.Errorf("%d pages of %d bytes", len(b.pages), b.bytes)
	}
	if page, _ := b.good("0", "everything"); page != nil {
		t.Error("the first is still there")
	}
}
