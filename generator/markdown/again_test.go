package markdown

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// elsewhere fills a body as one that is read elsewhere: every link leads to a whole address. Pictures have none, as those of other hosts
// are not shown.
func elsewhere(b Body, f Facts) Fill {
	return func(h *Hole) (string, string) {
		if h.Kind != LinkHole {
			return "", ""
		}
		l := f.Links[h.Link]
		open := fmt.Sprintf(`<a href="https://site.example/%d"`, h.Link)
		if l.Title != "" {
			return open + ` title="` + htmlEscape(l.Title) + `">`, "</a>"
		}
		return open + ">", "</a>"
	}
}

func htmlEscape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(s)
}

var (
	pictureTag = regexp.MustCompile(`<img[^>]*? alt="([^"]*)"[^>]*>`)
	spaces     = regexp.MustCompile(`[ \n\t]+`)
)

// seen is the HTML of a text for comparing, without what no reader sees: space at the end of a line, an empty paragraph, the side to which
// an empty cell would have its text.
func seen(src []byte) (html string, again []byte) {
	b, f, _ := Convert("a.md", 1, src, nil)
	fill := elsewhere(b, f)
	html = string(b.AppendTo(nil, silent(fill)))
	html = pictureTag.ReplaceAllString(html, "$1")
	html = spaces.ReplaceAllString(html, " ")
	html = strings.NewReplacer(" </", "</", "> <", "><", "<p> ", "<p>").Replace(html)
	html = emptyCell.ReplaceAllString(html, "<td></td>")
	return strings.TrimSpace(strings.ReplaceAll(html, "<p></p>", "")), b.AppendMarkdown(nil, fill)
}

var emptyCell = regexp.MustCompile(`<td class="[a-z]+"></td>`)

// otherwise are the texts that are not the same again: what is there to see is, and nobody writes them.
var otherwise = map[string]string{
	"[a[^1]](topic:a)\n\n[^1]: one\n": "a footnote cannot be referred to from a link",
}

// TestMarkdownAgain holds that what a body says as Markdown is, converted again, what it said: for all examples of CommonMark and all
// cases of this room.
func TestMarkdownAgain(t *testing.T) {
	var texts [][]byte
	for _, e := range commonMark(t) {
		texts = append(texts, []byte(e.Markdown))
	}
	for _, text := range append(texts, casesOf(t)...) {
		want, again := seen(text)
		got, _ := seen(again)
		why := otherwise[string(text)]
		if got != want && why == "" {
			t.Errorf("%q\nagain %q\n got %s\nwant %s", text, again, got, want)
		}
		if got == want && why != "" {
			t.Errorf("%q is the same again, and listed as otherwise: %s", text, why)
		}
	}
}
