package hosting

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"sitrep/generator/output"
)

// TestThePatternIsTheClass holds the pattern that servers go by to ClassOf.
func TestThePatternIsTheClass(t *testing.T) {
	pattern := regexp.MustCompile("^" + immutable)
	rapid.Check(t, func(t *rapid.T) {
		file := rapid.StringMatching(`(assets|search|reports|uk|a)?/?([ab.]{0,4}/)?[ab]{0,2}(\.[ab]{0,2}){0,4}`).Draw(t, "file")
		if file == "" || strings.Contains(file, "//") {
			return
		}
		if got, want := pattern.MatchString(file), ClassOf(file) == Immutable; got != want {
			t.Fatalf("%s: the pattern says %t, ClassOf %t", file, got, want)
		}
	})
}

// rule is a block of _headers.
type rule struct {
	pattern string
	headers []Header
}

func rules(t *testing.T, text string) (list []rule) {
	t.Helper()
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		switch name, value, is := strings.Cut(line, ": "); {
		case strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "/"):
			list = append(list, rule{pattern: line})
		case strings.HasPrefix(line, "  ") && is && len(list) > 0:
			last := &list[len(list)-1]
			last.headers = append(last.headers, Header{strings.TrimSpace(name), value})
		default:
			t.Fatalf("not a line of _headers: %q", line)
		}
	}
	return list
}

// services are the two hosts' ways to read a pattern, as their own programs do it.
var services = map[string]func(pattern string) *regexp.Regexp{
	CloudflarePages: func(pattern string) *regexp.Regexp { // one asterisk is anything
		return regexp.MustCompile("^" + strings.ReplaceAll(regexp.QuoteMeta(pattern), `\*`, ".*") + "$")
	},
	Netlify: func(pattern string) *regexp.Regexp { // an asterisk that stands alone is anything; the dot of an ending stands for any character
		if folder, is := strings.CutSuffix(pattern, "/*"); is {
			return regexp.MustCompile("^" + folder + "(?:|/|/.*)$")
		}
		return regexp.MustCompile("^" + strings.ReplaceAll(pattern, "*", ".*") + "$")
	},
}

var published = []string{
	"index.html", "reports/2026/03/05-ilvetta-flood.html", "reports/2026/03/05-ilvetta-flood.json", "reports/2026/03/05-ilvetta-flood.pdf", "assets/style.0123abcd.css",
	"search/en.0123abcd.js", "search/query.js", "feed.json", "feed.atom", "regions/ukraine.feed.json", "series/flood.ics", "cite/flood.bib", "digest/2026-03-05.eml",
	"places.geojson", "figures.csv", "app.webmanifest", "sw.js", "uk/404.html", "sitrep-manifest.txt", "sitrep-manifest.txt.minisig", "звіт.html", "attachment.odt", "LICENSE",
}

func TestHeadersOfServicesAreThoseOfTheModel(t *testing.T) {
	list := rules(t, headersText())
	if len(list) > 100 {
		t.Errorf("%d rules, Cloudflare takes 100", len(list))
	}
	for _, r := range list {
		if strings.Count(r.pattern, "*") > 1 {
			t.Errorf("%s: Cloudflare takes one asterisk", r.pattern)
		}
	}
	for service, compile := range services {
		for _, file := range published {
			sent := map[string]string{}
			for _, r := range list {
				if !compile(r.pattern).MatchString("/" + file) {
					continue
				}
				for _, h := range r.headers {
					if sent[h.Name] != "" {
						t.Errorf("%s, %s: %s is set twice, and would be sent as one", service, file, h.Name)
					}
					sent[h.Name] = h.Value
				}
			}
			for _, h := range Policy() {
				if sent[h.Name] != h.Value {
					t.Errorf("%s, %s: %s is %q", service, file, h.Name, sent[h.Name])
				}
			}
			class := ClassOf(file).CacheControl()
			if got := sent["Cache-Control"]; got != class && (got != "" || ClassOf(file) == Immutable && !strings.HasPrefix(file, "search/")) {
				t.Errorf("%s, %s: Cache-Control is %q, want %q", service, file, got, class)
			}
			if got := sent["Content-Type"]; got != "" && got != TypeOf(file) {
				t.Errorf("%s, %s: Content-Type is %q, want %q", service, file, got, TypeOf(file))
			}
			if sent["Content-Type"] == "" && slices.Contains(rareEndings, path.Ext(file)) {
				t.Errorf("%s, %s: no Content-Type", service, file)
			}
		}
	}
}

var moved = []Moved{
	{"2024/old.html", "reports/2026/03/05-ilvetta-flood.html"}, {"flood/index.html", "uk/reports/2026/03/05-ilvetta-flood.html"},
	{"old name/index.html", "reports/2026/03/05-ilvetta-flood.html"}, {"архів/звіт.html", "звіт.html"}, {"$uri {path} %41 \"a\"*.html", "index.html"},
}

func TestRedirectsOfServices(t *testing.T) {
	site := Site{Base: "/", Moved: moved}
	for _, cloudflare := range []bool{true, false} {
		var got []string
		for line := range strings.Lines(redirectsText(site, cloudflare)) {
			fields := strings.Fields(line)
			if fields[0] == "#" {
				continue
			}
			if want := map[bool]string{true: "301", false: "301!"}[cloudflare]; len(fields) != 3 || fields[2] != want {
				t.Fatalf("not a rule with the status %s: %q", want, line)
			}
			from, err := url.PathUnescape(fields[0])
			to, fault := url.PathUnescape(fields[1])
			if err != nil || fault != nil || strings.ContainsAny(fields[0], "*:") {
				t.Errorf("%q is no plain address: %v %v", line, err, fault)
			}
			got = append(got, from+" -> "+to)
		}
		var want []string
		for _, m := range moved {
			for _, from := range m.addresses() {
				want = append(want, "/"+from+" -> /"+m.To)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("got %q\nwant %q", got, want)
		}
	}
}

func TestRedirectsKeepToLimits(t *testing.T) {
	site := Site{Base: "/", Moved: []Moved{{strings.Repeat("é", 200) + ".html", "a.html"}}}
	for range 3000 {
		site.Moved = append(site.Moved, Moved{"old/index.html", "a.html"})
	}
	text := redirectsText(site, true)
	if got := strings.Count(text, "\n/"); got != mostRedirects {
		t.Errorf("%d redirects, want %d", got, mostRedirects)
	}
	for line := range strings.Lines(text) {
		if len(line) > longestRedirects {
			t.Errorf("a line of %d characters", len(line))
		}
	}
	if want := "# 2001 more are beyond"; !strings.Contains(text, want) {
		t.Errorf("it does not say %q", want)
	}
	if got := strings.Count(redirectsText(site, false), "\n/"); got != 6001 {
		t.Errorf("%d redirects for Netlify alone, want 6001", got)
	}
}

// tree are the files of a test.
type tree []output.File

func (t tree) All() []output.File { return slices.Clone(t) }
func (t tree) Find(path string) (output.File, bool) {
	i := slices.IndexFunc(t, func(f output.File) bool { return f.Path == path })
	if i < 0 {
		return output.File{}, false
	}
	return t[i], true
}

func TestHostsGetWhatTheyRead(t *testing.T) {
	plain := tree{{Path: "index.html"}}
	old := tree{{Path: "index.html"}, {Path: "old.html", Leads: "index.html"}}
	for _, c := range []struct {
		files tree
		hosts []string
		want  string
	}{
		{old, nil, ""},
		{old, []string{GitHubPages}, ".nojekyll"},
		{plain, []string{Netlify}, "_headers"},
		{old, []string{Netlify}, "_headers _redirects"},
		{old, Hosts(), "_headers .nojekyll _redirects"},
	} {
		files := Beside(judgeless{c.files}, c.hosts, "https://reports.example/")
		var names []string
		for _, f := range files.All() {
			if _, found := c.files.Find(f.Path); !found {
				names = append(names, f.Path)
			}
			if found, is := files.Find(f.Path); !is || f.Content != nil && found.Key() != f.Key() {
				t.Errorf("%v: %s is listed, and found otherwise", c.hosts, f.Path)
			}
		}
		if got := strings.Join(names, " "); got != c.want {
			t.Errorf("%v: got %q, want %q", c.hosts, got, c.want)
		}
		for _, name := range []string{"_headers", "_redirects", ".nojekyll"} {
			if _, found := files.Find(name); found != slices.Contains(names, name) {
				t.Errorf("%v: %s is found, and not listed", c.hosts, name)
			}
		}
	}
}
