package layout

import (
	"flag"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"
	"sitrep/generator/site"
)

// style is the address of a style sheet, which changes with every change to it.
var style = regexp.MustCompile(`(index|report)\.[0-9a-f]+\.css`)

var update = flag.Bool("update", false, "write the wanted pages anew")

// golden lists the pages whose text is kept.
var golden = []string{
	"index.html", "404.html", "about.html", "regions.html", "regions/норд.html", "topics/storm.html", "dates.html", "dates/2025/01.html", "series/storm.html", "series/storm/latest.html",
	"claims.html", "claims/exercise/bridge.html", "actors/exercise/harbour.html", "figures.html", "figures/exercise/roofs-lost.html", "corrections.html",
	"reports/2025/01/30-storm.html", "reports/2025/01/31-wrong.html", "ar/index.html", "ar/reports/2025/01/30-storm.html",
}

func TestGoldenPages(t *testing.T) {
	const name = "testdata/site.txtar"
	archive, err := txtar.ParseFile(name)
	check(t, err)
	want := map[string]string{}
	var sources []txtar.File
	for _, f := range archive.Files {
		if path, ok := strings.CutPrefix(f.Name, "want/"); ok {
			want[path] = string(f.Data)
		} else {
			sources = append(sources, f)
		}
	}
	files := openArchive(t, archive).files(loadTheme(t, nil))
	archive.Files = sources
	var list strings.Builder
	for _, f := range files {
		if !strings.HasPrefix(f.Path, "assets/") {
			list.WriteString(f.Path + "\n")
		}
		text := made(t, f)
		if strings.HasSuffix(f.Path, ".html") {
			checkPage(t, f.Path, text)
		}
		if slices.Contains(golden, f.Path) {
			keep(t, archive, want, f.Path, style.ReplaceAllString(text, "$1.css"))
		}
	}
	keep(t, archive, want, "list of files", list.String())
	if *update {
		check(t, os.WriteFile(name, txtar.Format(archive), 0o644))
	}
}

// keep compares a text with the wanted one, or puts it in its place.
func keep(t *testing.T, archive *txtar.Archive, want map[string]string, name, text string) {
	t.Helper()
	archive.Files = append(archive.Files, txtar.File{Name: "want/" + name, Data: []byte(text)})
	if !*update && want[name] != text {
		t.Errorf("%s is not as wanted:\n%s", name, text)
	}
}

// isSearcher reports whether an element is the script of the search page, which is a file of the site and has nothing inside.
func isSearcher(path string, n *html.Node) bool {
	return strings.HasSuffix(path, site.SearchPage) && n.FirstChild == nil &&
		slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "src" && strings.Contains(a.Val, "assets/search.") })
}

// checkPage holds a page to what every page keeps: one h1, no id twice, no way for content to run or look anything, nothing
// fetched from elsewhere, no secret.
func checkPage(t *testing.T, path, text string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(text))
	check(t, err)
	ids, headings, last := map[string]bool{}, 0, 0
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.Data == "h1" {
			headings++
		}
		if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
			if level := int(n.Data[1] - '0'); level > last+1 {
				t.Errorf("%s: h%d follows h%d", path, level, last)
			} else {
				last = level
			}
		}
		if n.Data == "script" && !slices.Contains(n.Attr, html.Attribute{Key: "type", Val: "application/ld+json"}) && !isSearcher(path, n) || n.Data == "style" {
			t.Errorf("%s has a %s element", path, n.Data)
		}
		for _, a := range n.Attr {
			switch {
			case a.Key == "id" && ids[a.Val]:
				t.Errorf("%s has the id %s twice", path, a.Val)
			case a.Key == "id":
				ids[a.Val] = true
			case a.Key == "style", strings.HasPrefix(a.Key, "on"):
				t.Errorf("%s has an attribute %s", path, a.Key)
			case a.Key == "src" && strings.Contains(a.Val, "//"):
				t.Errorf("%s fetches %s", path, a.Val)
			case a.Key == "href" && strings.Contains(a.Val, rootMark):
				t.Errorf("%s leads to %s", path, a.Val)
			}
		}
	}
	if headings != 1 {
		t.Errorf("%s has %d h1 elements", path, headings)
	}
	for _, secret := range []string{"Ole", "ole.example", "dam is gone", "Never named", "source:pilot"} {
		if strings.Contains(text, secret) {
			t.Errorf("%s tells %q", path, secret)
		}
	}
}
