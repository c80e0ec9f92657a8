package generator_test

import (
	"context"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"sitrep/generator"
	"sitrep/generator/diag"
	"sitrep/generator/source"
)

// bodies are texts that try to run something, to look like something else, or to break a page open.
var bodies = []string{
	"Water rose.\n",
	"<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\n<div style=\"color:red\">x</div>\n",
	"[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](java\tscript:alert(1)) [d](&#106;avascript:alert(1)) <javascript:alert(1)>\n",
	"[a](data:text/html,<script>) [b](vbscript:x) [c](//host.example/x) [d](\x01javascript:alert(1)) ![e](javascript:alert(1))\n",
	"[a]: javascript:alert(1) \"t\"\n\n[a] ![a]\n\n[^n]: javascript:alert(1)\n\nx[^n]\n",
	"# A {onclick=alert(1) style=x}\n\n## <b onclick=x>B</b>\n\n## `<script>`\n",
	"| a | b |\n|--|:-:|\n| <script> | style=x |\n\n- [x] task\n\nterm\n: <style>x</style>\n",
	"> [!NOTE]\n> ]]><script>\n\n~~<iframe src=x>~~\n\n```html onload=x\n<script>\n```\n",
	"{{ .Site }} {{ template \"x\" }} <%= x %> \\u003cscript\\u003e \u2028 \u202e\n",
	"[r](report:2026/03/fuzzed) [s](report:fuzzed#water) [g](region:UA) [h](region:javascript:x) [i](../../../../etc/passwd) [j](other.md)\n",
	strings.Repeat("> ", 500) + "deep\n\n" + strings.Repeat("[", 500) + "\n\n" + strings.Repeat("*a_", 300) + "\n",
}

// headers are further header lines, or whole texts where they begin with a fence.
var headers = []string{
	"",
	"summary: <script>alert(1)</script>\n",
	"series: \"../../up\"\n",
	"status: draft\n",
	"lang: ar\ntype: flash\nseverity: extreme\n",
	"image: {src: \"javascript:alert(1)\", alt: x}\n",
	"sources: [{org: A, url: \"javascript:alert(1)\"}, {org: \"</script>\", url: \"https://a.example/?<script>\"}]\n",
	"claims: [{text: \"<img onerror=x>\", by: \"a\", status: claimed}]\n",
	"figures: [{metric: dead, value: 3}]\n",
	"period: {from: 2026-03-02, to: 2026-03-01}\n",
	"oops: 1\ntitle: twice\n",
	"revisions: [{version: 2, date: 2026-03-02, kind: correction, summary: \"<b>\"}]\nversion: 2\n",
	"contacts: [{name: A, email: \"javascript:alert(1)\"}]\n",
	"summary: |\n  a\n   ---\n  b\n",
	"---\ntitle: T\n...\n",
	"\ufeff---\r\ntitle: T\r\ndate: 2026-03-01\r\nregions: [NO]\r\ntopics: [flood]\r\n---\r\nx\r\n",
	"+++\ntitle = 'T'\ndate = 2026-03-01\nregions = ['NO']\ntopics = ['flood']\n+++\n<script>\n",
	"---\na: &a [x, x]\nb: &b [*a, *a]\ntitle: *b\n---\n",
	"\xff\xfe-\x00-\x00-\x00\n\x00",
	"no header at all\n",
}

// FuzzSite publishes a site with one report of any name and any bytes. The build never fails but by findings; a site with an
// error in it names that file, and a place in it; and what is published can run nothing.
func FuzzSite(f *testing.F) {
	for _, body := range bodies {
		f.Add("fuzzed", []byte(text("Fuzzed")+body))
	}
	for _, header := range headers {
		if strings.HasPrefix(header, "---") || !strings.Contains(header, ": ") {
			f.Add("fuzzed", []byte(header))
		} else {
			f.Add("fuzzed", []byte(text("<script>alert(1)</script>", strings.TrimSuffix(header, "\n"))))
		}
	}
	for _, name := range []string{"01-a.uk", "index", "con", "a b", "é", "e\u0301", "\"><script>", "a&amp;b", "javascript:alert(1)", "'onload='x", "..", "a.b.c", strings.Repeat("x", 250)} {
		f.Add(name, []byte(text("Fuzzed")))
	}
	f.Fuzz(checkSite)
}

func checkSite(t *testing.T, name string, data []byte) {
	name = strings.ReplaceAll(name, "/", "") + ".md"
	n := newNewsroom(t)
	n.write("content/pages/about.md", "---\ntitle: About\n---\n\nSee [it](report:2026/03/fuzzed).\n")
	n.write("content/reports/2026/03/other.md", text("Other", "series: daily"))
	file := "content/reports/2026/03/" + name
	if n.exists(file) || n.try(file, string(data)) != nil {
		t.Skip("no file can have that name")
	}
	result, published := n.collect()
	lines := strings.Count(string(data), "\n") + strings.Count(string(data), "\r") + 1
	for _, f := range result.Findings {
		if f.File == file && (f.Pos.Line < 0 || f.Pos.Line > lines || f.Pos.Col < 0 || f.Pos.Line == 0 && f.Severity == diag.Error && !strings.HasPrefix(f.Rule, "source/")) {
			t.Errorf("a finding outside of the file's %d lines: %+v", lines, f)
		}
	}
	if result.Failed {
		if len(published) > 0 || !names(result.Findings, file) && !leadsTo(result.Findings, file) {
			t.Errorf("failed with %d files published, and %v", len(published), result.Findings)
		}
		return
	}
	for path, text := range published {
		if strings.HasSuffix(path, ".html") {
			checkHarmless(t, path, text)
		}
	}
}

// leadsTo reports whether the findings are the about page's, whose link to the report is right only when that is there.
func leadsTo(findings []diag.Finding, file string) bool {
	return file != "content/reports/2026/03/fuzzed.md" && slices.ContainsFunc(findings, func(f diag.Finding) bool { return f.File == "content/pages/about.md" })
}

// collect builds into a map.
func (n *newsroom) collect() (generator.Result, map[string]string) {
	n.t.Helper()
	tree, err := source.Open(n.dir)
	if err != nil {
		n.t.Fatal(err)
	}
	defer tree.Close()
	mem, _, err := generator.OpenMemory("", "test")
	if err != nil {
		n.t.Fatal(err)
	}
	defer mem.Close()
	var dest made
	result, err := generator.Build(context.Background(), tree, mem, n.opt, &dest)
	if err != nil {
		n.t.Fatal(err)
	}
	return result, dest
}

// isSearcher reports whether an element loads the search page's script, a file of the site, and nothing else.
func isSearcher(path string, n *html.Node) bool {
	return strings.HasSuffix(path, "search.html") && n.Data == "script" && n.FirstChild == nil && slices.ContainsFunc(n.Attr, func(a html.Attribute) bool {
		return a.Key == "src" && regexp.MustCompile(`^(\.\./)*assets/search\.[0-9a-f]{12}\.js$`).MatchString(a.Val)
	})
}

// checkHarmless holds that a page runs nothing, and fetches nothing but pictures and style sheets of the site. Its drawings are our own.
func checkHarmless(t *testing.T, path, page string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	for node := range root.Descendants() {
		if node.Type != html.ElementNode {
			continue
		}
		if node.Data == "script" && slices.Contains(node.Attr, html.Attribute{Key: "type", Val: "application/ld+json"}) {
			if text := node.FirstChild; text == nil || !json.Valid([]byte(text.Data)) || text.NextSibling != nil {
				t.Errorf("%s holds linked data that is none", path)
			}
			continue
		}
		if isSearcher(path, node) {
			continue
		}
		if slices.Contains([]string{"script", "style", "iframe", "object", "embed", "base", "math", "foreignObject", "image", "use", "animate", "set"}, node.Data) {
			t.Errorf("%s holds <%s>", path, node.Data)
		}
		for _, a := range node.Attr {
			switch key := strings.ToLower(a.Key); {
			case key == "style", strings.HasPrefix(key, "on"), key == "srcdoc":
				t.Errorf("%s: <%s %s=%q>", path, node.Data, key, a.Val)
			case slices.Contains([]string{"href", "src", "srcset", "action", "formaction", "cite", "poster"}, key) && !harmless(a.Val):
				t.Errorf("%s: <%s %s=%q>", path, node.Data, key, a.Val)
			case key == "src" && absolute.MatchString(a.Val):
				t.Errorf("%s fetches %q", path, a.Val)
			}
		}
	}
}

var (
	blanks   = regexp.MustCompile(`[\x00-\x20\x7f-\x9f\x{ad}\x{200b}-\x{200f}\x{2028}-\x{202e}\x{feff}]+`) // which browsers pass over, or might
	scheme   = regexp.MustCompile(`^([a-zA-Z][a-zA-Z0-9+.-]*):`)
	absolute = regexp.MustCompile(`^([a-zA-Z][a-zA-Z0-9+.-]*:|//|\\)`)
)

// harmless reports whether an address has no scheme, or one that links may have.
func harmless(address string) bool {
	if address == "data:," {
		return true // the theme's empty icon
	}
	found := scheme.FindStringSubmatch(blanks.ReplaceAllString(address, ""))
	return found == nil || slices.Contains([]string{"http", "https", "mailto"}, strings.ToLower(found[1]))
}

// TestTheSeedsAreOfBothKinds holds that the seeds prove something: some are published, and some refused.
func TestTheSeedsAreOfBothKinds(t *testing.T) {
	published, refused := 0, 0
	for _, header := range headers {
		n := newNewsroom(t)
		n.write("content/reports/2026/03/fuzzed.md", text("Fuzzed", strings.TrimSuffix(header, "\n")))
		if result, _ := n.collect(); result.Failed {
			refused++
		} else {
			published++
		}
	}
	if published < 4 || refused < 4 {
		t.Errorf("%d published, %d refused", published, refused)
	}
}
