//go:build unix

package generator_test

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"

	"sitrep/generator/diag"
)

// TestAName builds a site with one report of a difficult name: it is published at one address, or refused by name.
func TestAName(t *testing.T) {
	long := strings.Repeat("long", 100)
	for _, c := range []struct {
		name string // below content/reports/
		want string // the address below reports/, or "refused", or "ignored" for what is no source
	}{
		{"2026/03/01-plain.md", "2026/03/01-plain.html"},
		{"01-at-the-top.md", "01-at-the-top.html"},
		{"2026/03/with spaces in it.md", "2026/03/with spaces in it.html"},
		{"2026/03/Повінь.md", "2026/03/Повінь.html"},
		{"2026/03/שיטפון.md", "2026/03/שיטפון.html"},
		{"2026/03/فيضان.md", "2026/03/فيضان.html"},
		{"2026/03/🌊-flood-👩‍🚒.md", "2026/03/🌊-flood-👩‍🚒.html"},
		{"2026/03/u\u0308ber.md", "2026/03/\u00fcber.html"}, // written NFD, published NFC
		{"2026/03/%2e%2e%2fup.md", "2026/03/%2e%2e%2fup.html"},
		{"2026/03/a&b='c'#d.md", "2026/03/a&b='c'#d.html"},
		{"2026/03/..md", "ignored"},
		{"2026/03/.hidden.md", "ignored"},
		{"2026/03/backup.md~", "ignored"},
		{"2026/03/01-a.md.sitrep-new", "ignored"}, // how the published tree calls what is not whole yet
		{"2026/03/CON.md", "refused"},
		{"2026/03/nul.md", "refused"},
		{"2026/03/COM1.md", "refused"},
		{"2026/03/lpt9.md", "refused"},
		{"2026/03/com¹.md", "refused"},
		{"2026/03/aux/index.md", "refused"},
		{"aux/03/01-a.md", "refused"},
		{"2026/03/console.md", "2026/03/console.html"},
		{"2026/03/com10.md", "2026/03/com10.html"},
		{"2026/03/trailing /index.md", "refused"},
		{"2026/03/trailing./01-a.md", "refused"},
		{"2026/03/two..dots.md", "refused"},
		{"2026/03/dot.at.end..md", "refused"},
		{"2026/03/back\\slash.md", "refused"},
		{"2026/03/..\\..\\up.md", "ignored"},
		{"2026/03/a:b.md", "refused"},
		{"2026/03/star*.md", "refused"},
		{"2026/03/line\nbreak.md", "refused"},
		{"2026/03/bell\a.md", "refused"},
		{"2026/03/delete\x7f.md", "refused"},
		{"2026/03/line\u2028separator.md", "refused"},
		{"2026/03/turned\u202egpj.md", "refused"},
		{"2026/03/not\xffutf8.md", "refused"},
		{"2026/03/10/index.md", "2026/03/10.html"}, // the folder is the report
		{"2026/03/index.md", "refused"},            // a month is none
		{"index.md", "refused"},
		{"2026/03/" + long[:230] + ".md", "2026/03/" + long[:230] + ".html"},
		{"2026/03/" + long[:245] + ".md", "refused"},
		{"2026/03/" + long[:300] + ".md", "refused"},
		{strings.Repeat(long[:200]+"/", 5) + "deep.md", "refused"},
		{"2026/03/01-a.xx-notalanguage!.md", "refused"},
		{"2026/03/01-a.fi.md", "refused"}, // not a language of the site
	} {
		t.Run(strings.ToValidUTF8(c.name, "?"), func(t *testing.T) {
			n := newNewsroom(t)
			file := "content/reports/" + c.name
			if err := n.try(file, text("The one")); err != nil {
				t.Skip("this file system has no such name:", err)
			}
			n.checkName(file, c.want)
		})
	}
}

// checkName builds and holds the outcome to what is wanted of a single report.
func (n *newsroom) checkName(file, want string) {
	n.t.Helper()
	result := n.publish()
	pages := n.pages("reports/")
	switch want {
	case "refused":
		if !result.Failed || !names(result.Findings, file) || len(pages) > 0 {
			n.t.Errorf("failed %t, published %q, findings %v", result.Failed, pages, result.Findings)
		}
	case "ignored":
		if result.Failed || len(result.Findings) > 0 || len(pages) > 0 {
			n.t.Errorf("failed %t, published %q, findings %v", result.Failed, pages, result.Findings)
		}
	default:
		if result.Failed || !slices.Equal(pages, []string{"reports/" + want}) || !strings.Contains(n.read("reports/"+want), "The one") {
			n.t.Errorf("failed %t, published %q, want %q, findings %v", result.Failed, pages, want, result.Findings)
		}
	}
	n.checkInside()
}

// checkInside holds that nothing but content and the published tree is in the site's folder.
func (n *newsroom) checkInside() {
	n.t.Helper()
	for _, dir := range []string{n.dir, filepath.Dir(n.dir)} {
		entries, err := os.ReadDir(dir)
		if err != nil {
			n.t.Fatal(err)
		}
		for _, e := range entries {
			if !slices.Contains([]string{"content", "layouts", "public", "outside", filepath.Base(n.dir)}, e.Name()) && !isNumber.MatchString(e.Name()) {
				n.t.Errorf("%s appeared in %s", e.Name(), dir)
			}
		}
	}
}

var isNumber = regexp.MustCompile(`^\d+$`) // of the folders that a test is given

// TestTwoSourcesForOneAddress names both in the finding, and publishes neither.
func TestTwoSourcesForOneAddress(t *testing.T) {
	page := "---\ntitle: A page\n---\n\nText.\n"
	crowd := func(n *newsroom) { // so many reports that Norway has a page a year, and one for its reports about 2026
		for i := range 210 {
			n.write(fmt.Sprintf("content/reports/2026/01/01-r%03d.md", i), text("T", "series: daily"))
		}
		for i := range 25 {
			n.write(fmt.Sprintf("content/reports/2026/02/01-r%03d.md", i), strings.Replace(text("T"), "flood", `"2026"`, 1))
		}
	}
	for _, c := range []struct {
		name          string
		files         map[string]string
		more          func(*newsroom)
		first, second string // as the finding names them
	}{
		{name: "a file and a folder", files: map[string]string{"reports/2026/03/10-x.md": text("A"), "reports/2026/03/10-x/index.md": text("B")},
			first: "content/reports/2026/03/10-x.md", second: "content/reports/2026/03/10-x/index.md"},
		{name: "upper and lower case", files: map[string]string{"reports/2026/03/10-x.md": text("A"), "reports/2026/03/10-X.md": text("B")},
			first: "content/reports/2026/03/10-x.md", second: "content/reports/2026/03/10-X.md"},
		{name: "upper and lower case of an ending", files: map[string]string{"reports/2026/03/10-x.uk.md": text("A"), "reports/2026/03/10-x.md": text("B"), "reports/2026/03/10-x.UK.md": text("C")},
			first: "content/reports/2026/03/10-x.uk.md", second: "content/reports/2026/03/10-x.UK.md"},
		{name: "two ways to write an accent", files: map[string]string{"reports/2026/03/10-\u00fc.md": text("A"), "reports/2026/03/10-u\u0308.md": text("B")},
			first: "content/reports/2026/03/10-\u00fc.md", second: "content/reports/2026/03/10-u\u0308.md"},
		{name: "sharp s", files: map[string]string{"reports/2026/03/10-straße.md": text("A"), "reports/2026/03/10-STRASSE.md": text("B")},
			first: "content/reports/2026/03/10-straße.md", second: "content/reports/2026/03/10-STRASSE.md"},
		{name: "folders", files: map[string]string{"reports/Kyiv/a.md": text("A"), "reports/kyiv/b.md": text("B")},
			first: "content/reports/Kyiv", second: "content/reports/kyiv"},
		{name: "a page and a section", files: map[string]string{"pages/regions.md": page}, first: "content/pages/regions.md", second: "the index of regions"},
		{name: "a page and a section in other case", files: map[string]string{"pages/Regions.md": page}, first: "content/pages/Regions.md", second: "the index of regions"},
		{name: "a page and a term", files: map[string]string{"pages/topics/flood.md": page, "reports/a.md": text("A")}, first: "content/pages/topics/flood.md", second: "the index of flood in topics"},
		{name: "a page and a month", files: map[string]string{"pages/dates/2026/03.md": page, "reports/a.md": text("A")}, first: "content/pages/dates/2026/03.md", second: "the index of dates"},
		{name: "a page and the page for lost readers", files: map[string]string{"pages/404.md": page}, first: "content/pages/404.md", second: "addresses that do not exist"},
		{name: "a page and a report", files: map[string]string{"pages/reports/2026/a.md": page, "reports/2026/a.md": text("A")}, first: "content/pages/reports/2026/a.md", second: "content/reports/2026/a.md"},
		{name: "a page and a translation", files: map[string]string{"pages/uk/reports/a.md": page, "reports/a.md": text("A"), "reports/a.uk.md": "---\ntitle: А\n---\n\nВода.\n"},
			first: "content/pages/uk/reports/a.md", second: "content/reports/a.uk.md"},
		{name: "a page of the home's name", files: map[string]string{"pages/index.md": page}, first: "content/pages/index.md", second: "index without a folder"},
		{name: "a topic named like a year", more: crowd, files: map[string]string{}, first: "the index of 2026 in no", second: "the index of no in regions"},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := newNewsroom(t)
			n.write("content/pages/about.md", page)
			if result := n.publish(); result.Failed {
				t.Fatal(result.Findings)
			}
			before := treeOf(t, n.path("public"))
			for name, text := range c.files {
				n.write("content/"+name, text)
			}
			if c.more != nil {
				c.more(n)
			}
			for _, keepGoing := range []bool{false, true} {
				n.opt.KeepGoing = keepGoing
				n.checkClash(c.first, c.second, before)
			}
		})
	}
}

// checkClash builds, and holds that an error names both sources. The published tree is as before, unless both could be left out.
func (n *newsroom) checkClash(first, second string, before map[string]string) {
	n.t.Helper()
	result := n.publish()
	if !slices.ContainsFunc(result.Findings, func(f diag.Finding) bool {
		said := f.File + " " + f.Text
		return f.Severity == diag.Error && strings.Contains(said, first) && strings.Contains(said, second)
	}) {
		n.t.Errorf("no error names %s and %s: %v", first, second, result.Findings)
	}
	if !n.opt.KeepGoing && !result.Failed {
		n.t.Error("the site was published")
	}
	same := len(treeOf(n.t, n.path("public"))) == len(before)
	for name, text := range treeOf(n.t, n.path("public")) {
		same = same && before[name] == text
	}
	if result.Failed && !same {
		n.t.Error("the build failed, and the published tree changed")
	}
	if manifest := n.dest.Tree.Manifest(); !result.Failed && result.Reports != len(n.pages("reports/"))+len(n.pages("uk/reports/")) {
		n.t.Errorf("the build says that %d reports are published, and %d of %d files are reports", result.Reports, len(n.pages("reports/")), len(manifest.Entries))
	}
}

// TestNothingLeadsOutOfTheSite puts links and pipes where files are expected: each is refused by name, and nothing of what it
// leads to is published.
func TestNothingLeadsOutOfTheSite(t *testing.T) {
	const secret = "never to be seen"
	link := func(target string) func(at string) error {
		return func(at string) error { return os.Symlink(target, at) }
	}
	pipe := func(at string) error { return syscall.Mkfifo(at, 0o666) }
	outside := t.TempDir()
	for name, text := range map[string]string{"secret.md": text(secret), "folder/index.md": text(secret), "folder/data.csv": secret, "site.yaml": plainSite} {
		name = filepath.Join(outside, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, []byte(text), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name, at string // below content/
		make     func(at string) error
	}{
		{"a file", "reports/2026/a.md", link(filepath.Join(outside, "secret.md"))},
		{"a file, by a relative path", "reports/2026/a.md", link("../../../../../../../../../../../../../../.." + filepath.Join(outside, "secret.md"))},
		{"a file within the site", "reports/2026/a.md", link("good.md")},
		{"a folder", "reports/2026/a", link(filepath.Join(outside, "folder"))},
		{"all reports of a year", "reports/2027", link(outside)},
		{"data of a report", "reports/2026/bundle/data.csv", link(filepath.Join(outside, "folder/data.csv"))},
		{"a folder of a report", "reports/2026/bundle/more", link(filepath.Join(outside, "folder"))},
		{"a loop of folders", "reports/2026/loop", link(".")},
		{"a loop of links", "reports/2026/a.md", link("a.md")},
		{"a link to nothing", "reports/2026/a.md", link("nothing")},
		{"pages", "pages", link(outside)},
		{"the regions", "regions.yaml", link(filepath.Join(outside, "site.yaml"))},
		{"a template", "../layouts/404.html", link(filepath.Join(outside, "secret.md"))},
		{"all templates", "../layouts", link(outside)},
		{"a pipe", "reports/2026/a.md", pipe},
		{"a pipe beside a report", "reports/2026/bundle/data.csv", pipe},
		{"a pipe for the regions", "regions.yaml", pipe},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := newNewsroom(t)
			n.write("content/reports/2026/good.md", text("Good"))
			n.write("content/reports/2026/bundle/index.md", text("Bundle")+"\n[Data](data.csv)\n")
			at := n.path("content/" + c.at)
			if err := errors.Join(os.MkdirAll(filepath.Dir(at), 0o777), c.make(at)); err != nil {
				t.Fatal(err)
			}
			result := n.publish()
			if !result.Failed || !names(result.Findings, path.Clean("content/"+c.at)) {
				t.Errorf("failed %t: %v", result.Failed, result.Findings)
			}
			n.opt.KeepGoing = true
			n.publish()
			for name, text := range treeOf(t, n.path("public")) {
				if strings.Contains(text, secret) {
					t.Errorf("%s tells what is outside of the site", name)
				}
			}
		})
	}
}

// TestTheSiteItselfMayBeALink publishes a site whose folder is reached by a link, as on many machines.
func TestTheSiteItselfMayBeALink(t *testing.T) {
	n := newNewsroom(t)
	n.write("content/reports/2026/a.md", text("The one"))
	at := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(n.dir, at); err != nil {
		t.Skip(err)
	}
	n.dir = at
	n.checkName("content/reports/2026/a.md", "2026/a.html")
}

// TestTermsWithDifficultNames makes addresses of what headers say: a topic or series is published inside the tree, or refused.
func TestTermsWithDifficultNames(t *testing.T) {
	for _, name := range []string{
		"..", "../../up", "a/b", `a\\b`, "CON", "nul.html", "2026", "index", "🌊", "שיטפון", "u\u0308ber", "a  b", "-", ".", "%2e%2e", strings.Repeat("long", 75),
		"trailing.", "line\\nbreak", "turned\\u202egpj", "bell\\a", "?x=1", "#top", "a:b", "*",
	} {
		for _, field := range []string{"topics", "series"} {
			t.Run(field+" "+name, func(t *testing.T) {
				n := newNewsroom(t)
				report := text("The one")
				if field == "topics" {
					report = strings.Replace(report, "topics: [flood]", `topics: ["`+name+`"]`, 1)
				} else {
					report = text("The one", `series: "`+name+`"`)
				}
				n.write("content/reports/2026/a.md", report)
				result := n.publish()
				if result.Failed {
					if !names(result.Findings, "content/reports/2026/a.md") {
						t.Errorf("refused without a name: %v", result.Findings)
					}
					return
				}
				terms := slices.DeleteFunc(n.pages(field+"/"), func(p string) bool { return strings.HasSuffix(p, "/latest.html") })
				if len(terms) != 1 || strings.Count(terms[0], "/") != 1 || !strings.Contains(n.read(terms[0]), "The one") {
					t.Errorf("published as %q", terms)
				}
				for _, p := range terms {
					for _, name := range strings.Split(strings.TrimSuffix(p, ".html"), "/") {
						if fault := unsafe.FindString(name); fault != "" || windows.MatchString(name) {
							t.Errorf("published as %q", p)
						}
					}
				}
				n.checkInside()
			})
		}
	}
}

var (
	unsafe  = regexp.MustCompile(`[\x00-\x1f\x7f\\:*?"<>|\x{202a}-\x{202e}\x{2066}-\x{2069}]|[. ]$`)
	windows = regexp.MustCompile(`(?i)^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)`)
)
