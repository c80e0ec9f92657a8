package feed_test

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	"sitrep/generator/report"
)

const (
	mapSpace   = "http://www.sitemaps.org/schemas/sitemap/0.9"
	xhtmlSpace = "http://www.w3.org/1999/xhtml"
	newsSpace  = "http://www.google.com/schemas/sitemap-news/0.9"
)

// sitemapFaults is what is wrong with a sitemap at an address by the protocol (sitemaps.org, 0.9), and what it lists: the elements by
// their addresses.
func sitemapFaults(base, path, text string) (listed map[string]*node, faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, path+": "+fmt.Sprintf(format, args...)) }
	root, err := parseXML(text)
	if err != nil {
		return nil, []string{path + ": " + err.Error()}
	}
	item := map[string]string{"urlset": "url", "sitemapindex": "sitemap"}[root.name.Local]
	if root.name.Space != mapSpace || item == "" {
		fault("the root is %v", root.name)
	}
	if len(text) > 50<<20 || len(root.nodes) > 50_000 {
		fault("%d bytes, %d addresses", len(text), len(root.nodes))
	}
	listed = map[string]*node{}
	for _, n := range root.nodes {
		loc := n.one(mapSpace, "loc")
		if n.name.Local != item || len(n.all(mapSpace, "loc")) != 1 || len(n.all(mapSpace, "lastmod")) > 1 {
			fault("a wrong element %v", n)
		}
		if !isWhole(loc) || len(loc) >= 2048 || !strings.HasPrefix(loc, base) {
			fault("%q is not beside or below the sitemap", loc)
		}
		if last := n.one(mapSpace, "lastmod"); last != "" && !isDateTime(last) {
			fault("%s was changed %q", loc, last)
		}
		if listed[loc] != nil {
			fault("%s stands twice", loc)
		}
		listed[loc] = n
	}
	return listed, faults
}

// pageOf is the published page of an address.
func pageOf(base, loc string) string {
	path, _ := url.PathUnescape(strings.TrimPrefix(loc, base))
	if path == "" || strings.HasSuffix(path, "/") {
		path += "index.html"
	}
	return path
}

func sitemapsAreValid(t *testing.T, sites map[string]published) {
	for name, site := range sites {
		base := map[string]string{"sample": "https://sitrep.example/"}[name]
		if base == "" {
			base = "https://desk.example/kelundria/"
		}
		if name == "everything" { // it is for a closed audience
			if maps := slices.DeleteFunc(site.paths(".xml"), func(p string) bool { return !strings.Contains(p, "sitemap") }); len(maps) > 0 || site["robots.txt"] != "User-agent: *\nDisallow: /kelundria/\n" {
				t.Errorf("%q, %q", maps, site["robots.txt"])
			}
			continue
		}
		if !strings.Contains(site["robots.txt"], "\nSitemap: "+base+"sitemap.xml\n") {
			t.Errorf("%s: robots.txt is %q", name, site["robots.txt"])
		}
		parts, faults := sitemapFaults(base, "sitemap.xml", site["sitemap.xml"])
		all := map[string]*node{}
		for loc, part := range parts {
			listed, more := sitemapFaults(base, pageOf(base, loc), site[pageOf(base, loc)])
			faults = append(faults, more...)
			newest := ""
			for loc, n := range listed {
				if all[loc] != nil {
					t.Errorf("%s: %s is in two sitemaps", name, loc)
				}
				if last := n.one(mapSpace, "lastmod"); newest == "" || at(last).After(at(newest)) {
					newest = last
				}
			}
			if got := part.one(mapSpace, "lastmod"); !at(got).Equal(at(newest)) {
				t.Errorf("%s: %s is of %q, its newest page of %q", name, loc, got, newest)
			}
			maps.Copy(all, listed)
		}
		for _, fault := range faults {
			t.Errorf("%s: %s", name, fault)
		}
		checkListed(t, name, base, site, all)
	}
}

// checkListed holds that every page that is to be found is listed and no other, and that languages lead to each other.
func checkListed(t *testing.T, name, base string, site published, all map[string]*node) {
	t.Helper()
	for loc, n := range all {
		page, there := site[pageOf(base, loc)]
		if !there || strings.Contains(page, `content="noindex"`) {
			t.Errorf("%s: %s is listed, and not there or not to be found", name, loc)
		}
		if !strings.Contains(page, `<link rel="canonical" href="`+loc+`">`) {
			t.Errorf("%s: %s is not what the page calls itself", name, loc)
		}
		for _, other := range n.all(xhtmlSpace, "link") {
			to := all[other.attrs["href"]]
			if to == nil || !slices.ContainsFunc(to.all(xhtmlSpace, "link"), func(back *node) bool { return back.attrs["href"] == loc }) {
				t.Errorf("%s: %s leads to %v, which does not lead back", name, loc, other.attrs)
			}
		}
	}
	for _, path := range site.paths(".html") {
		report := strings.HasPrefix(path, "reports/") || strings.Contains(path, "/reports/")
		if report && !strings.Contains(site[path], `content="noindex"`) && all[base+path] == nil {
			t.Errorf("%s: %s is not listed", name, path)
		}
	}
}

func TestNews(t *testing.T) {
	sources := everything(t)
	sources["content/reports/2026/03/09-news.md"] = "---\ntitle: News <now>\ndate: 2026-03-09\npublished: 2026-03-09T09:00+02:00\nregions: [kelundria]\ntopics: [flood]\n---\nNow.\n"
	sources["content/reports/2026/03/09-drill.md"] = "---\ntitle: Drill\ndate: 2026-03-09\nexercise: true\nregions: [kelundria]\ntopics: [flood]\n---\nNow.\n"
	today, later := publish(t, sources, report.Clear, now), publish(t, sources, report.Clear, now.AddDate(0, 0, 3))
	listed, faults := sitemapFaults("https://desk.example/kelundria/", "sitemap-news.xml", today["sitemap-news.xml"])
	if len(faults) > 0 || !strings.Contains(today["robots.txt"], "/sitemap-news.xml\n") {
		t.Error(faults, today["robots.txt"])
	}
	if len(listed) != 1 {
		t.Fatalf("%d articles, want the one that is news: %s", len(listed), today["sitemap-news.xml"])
	}
	news := listed["https://desk.example/kelundria/reports/2026/03/09-news.html"].all(newsSpace, "news")[0]
	publication := news.all(newsSpace, "publication")[0]
	for got, want := range map[string]string{
		news.one(newsSpace, "title"): "News <now>", news.one(newsSpace, "publication_date"): "2026-03-09T09:00:00+02:00",
		publication.one(newsSpace, "name"): "Kelundria <Desk> & Co", publication.one(newsSpace, "language"): "en",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if strings.Contains(later["sitemap-news.xml"], "<loc>") {
		t.Errorf("after three days: %s", later["sitemap-news.xml"])
	}
	for path, text := range today {
		if path != "sitemap-news.xml" && later[path] != text && (strings.HasSuffix(path, ".xml") || strings.HasSuffix(path, ".atom") || strings.HasSuffix(path, "feed.json")) {
			t.Errorf("%s changes with the time of the build", path)
		}
	}
}
