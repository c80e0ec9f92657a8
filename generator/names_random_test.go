//go:build unix

package generator_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"sitrep/generator"
	"sitrep/generator/diag"
	"sitrep/generator/source"
)

var (
	namesSteps = flag.Int("names.sites", 40, "how many random sites TestNamesAtRandom builds")
	namesSeed  = flag.Uint64("names.seed", 0, "its seed; 0 draws one")
)

// TestNamesAtRandom mixes names of every sort, and holds that each report is published at the one address that its path makes,
// or is named in a finding, or is withheld; and that no published page has another source.
func TestNamesAtRandom(t *testing.T) {
	seed := *namesSeed
	if seed == 0 {
		seed = rand.Uint64()
	}
	t.Logf("again with -names.seed=%d -names.sites=%d", seed, *namesSteps)
	r := rand.New(rand.NewPCG(seed, 3))
	published, refused := 0, 0
	for range *namesSteps {
		n := newNewsroom(t)
		titles := n.scatter(r)
		n.opt.KeepGoing = true
		result := n.publish()
		p, f := n.checkScattered(result, titles)
		published, refused = published+p, refused+f
		n.opt.KeepGoing = false
		if again := n.publish(); again.Failed != diag.Failed(again.Findings) {
			t.Errorf("failed %t, with %v", again.Failed, again.Findings)
		}
		if t.Failed() {
			t.Fatalf("the site is %q", slices.Collect(keys(titles)))
		}
	}
	t.Logf("%d reports published, %d refused or withheld", published, refused)
	if published < *namesSteps || refused < *namesSteps {
		t.Errorf("%d published, %d refused: the sites prove little", published, refused)
	}
}

func keys(m map[string]string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// scatter writes reports under random names, each with a title of its own, and returns the titles by file.
func (n *newsroom) scatter(r *rand.Rand) map[string]string {
	parts := []string{
		"a", "A", "b", "\u00e9", "e\u0301", "É", "ß", "ss", "SS", "ſ", "k", "\u212a", "con", "nul.x", "x.", "x ", "🌊", "א", "a.b", "..", "...", "a\\b", "q?", "index", "INDEX", "Index", "uk", "2026",
		"ﬁ", "fi", "i", "İ", "I", "ı", "ς", "σ", ".hidden", "a~", "#a#", "4913",
	}
	titles := map[string]string{}
	part := func() string { // some are fine, so that not all is refused
		return pick(r, []string{fmt.Sprint("fine", r.IntN(9)), fmt.Sprint("повінь", r.IntN(9)), pick(r, parts)})
	}
	for i := range 4 + r.IntN(20) {
		var name []string
		for range 1 + r.IntN(2) {
			name = append(name, part())
		}
		leaf := part() + pick(r, []string{"", "", part()}) + pick(r, []string{".md", ".md", ".md", ".uk.md", ".MD", ".md.md"})
		file := "content/reports/" + strings.Join(append(name, leaf), "/")
		if strings.Contains("/"+file, "/../") {
			continue
		}
		title := fmt.Sprintf("Title-%d-of-this", i)
		if n.exists(file) || n.try(file, text(title, pick(r, []string{"tlp: clear", "tlp: clear", "tlp: clear", "status: draft", "tlp: red", "oops: 1"}))) != nil {
			continue // there already, or the file system has no such name
		}
		titles[file] = title
	}
	return titles
}

// checkScattered returns how many reports were published, and how many were not.
func (n *newsroom) checkScattered(result generator.Result, titles map[string]string) (published, refused int) {
	n.t.Helper()
	holders := map[string][]string{} // pages by the title they show
	for _, page := range append(n.pages("reports/"), n.pages("uk/reports/")...) {
		title := heading.FindString(n.read(page))
		holders[title] = append(holders[title], page)
	}
	for file, title := range titles {
		pages := holders[title]
		delete(holders, title)
		withheld := slices.ContainsFunc(result.Withheld, func(w generator.Withheld) bool { return w.File == file })
		switch {
		case len(pages) == 1 && pages[0] == address(file) && !withheld:
			published++
		case len(pages) == 0 && (withheld || names(result.Findings, file) || namesBundle(result.Findings, file) || ignored(file)):
			refused++
		default:
			n.t.Errorf("%q: published at %q, withheld %t, findings %v", file, pages, withheld, result.Findings)
		}
	}
	if len(holders) > 0 {
		n.t.Errorf("pages that no source made: %v", holders)
	}
	return published, refused
}

var heading = regexp.MustCompile(`Title-\d+-of-this`)

// namesBundle reports whether a finding names another file of the report that a file belongs to: what cannot be published whole
// is not published.
func namesBundle(findings []diag.Finding, file string) bool {
	dir, leaf := path.Split(file)
	stem, _, _ := strings.Cut(leaf, ".")
	bundle := dir + stem + "."
	if stem == "index" {
		bundle = dir
	}
	return slices.ContainsFunc(findings, func(f diag.Finding) bool {
		return strings.HasPrefix(f.File, bundle) || strings.Contains(f.Text, " "+bundle)
	})
}

// address is where a report must be published, from its path alone.
func address(file string) string {
	at, lang := norm.NFC.String(strings.TrimSuffix(strings.TrimPrefix(file, "content/"), ".md")), ""
	if strings.HasSuffix(at, ".uk") {
		at, lang = strings.TrimSuffix(at, ".uk"), "uk/"
	}
	return lang + strings.TrimSuffix(at, "/index") + ".html"
}

// ignored reports whether a file, or a folder that it is in, is no source.
func ignored(file string) bool {
	return slices.ContainsFunc(strings.Split(file, "/"), source.Ignored)
}
