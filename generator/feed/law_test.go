package feed_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"sitrep/generator/report"
)

// TestArchivesHoldAll follows the archives of a feed as RFC 5005, section 4, has a reader do it: together with the feed they hold every
// report, each document leads to its neighbours, and all are of one feed.
func TestArchivesHoldAll(t *testing.T) {
	site := publish(t, everything(t), report.Clear, now)
	base := "https://desk.example/kelundria/"
	for start, want := range map[string]int{"feed.atom": 47, "series/daily.atom": 46} {
		found := map[string]bool{}
		feed, _ := parseXML(site[start])
		if n := len(feed.all(atomSpace, "entry")); n != 20 {
			t.Errorf("%s holds %d entries", start, n)
		}
		from, documents := "", 0
		for at := start; ; documents++ {
			doc, err := parseXML(site[at])
			if err != nil {
				t.Fatal(at, err)
			}
			if doc.one(atomSpace, "id") != feed.one(atomSpace, "id") || at != start && !slices.Equal(links(doc, "current"), []string{base + start}) {
				t.Errorf("%s is not of %s", at, start)
			}
			if next := links(doc, "next-archive"); from != "" && from != start && !slices.Equal(next, []string{base + from}) {
				t.Errorf("%s leads on to %q, not to %s", at, next, from)
			}
			if archive := len(doc.all(historySpace, "archive")) == 1; archive != (documents > 1) {
				t.Errorf("%s, document %d: an archive: %t", at, documents, archive)
			}
			for _, e := range doc.all(atomSpace, "entry") {
				found[e.one(atomSpace, "id")] = true
			}
			previous := links(doc, "prev-archive")
			if len(previous) == 0 {
				break
			}
			from, at = at, strings.TrimPrefix(previous[0], base)
		}
		if len(found) != want || documents != 4 {
			t.Errorf("%s: %d entries in %d archives: %q", start, len(found), documents, slices.Sorted(maps.Keys(found)))
		}
	}
}

// corrected adds reports that were each corrected ten days after their day, one a day.
func corrected(sources map[string]string, days int) map[string]string {
	more := maps.Clone(sources)
	for i := range days {
		day := time.Date(2025, 9, 1+i, 0, 0, 0, 0, time.UTC)
		header := fmt.Sprintf("version: 2\nrevisions: [{version: 2, date: %s, kind: correction, summary: Change %d.}]\n", day.AddDate(0, 0, 10).Format(time.DateOnly), i)
		more["content/reports/"+day.Format("2006/01/02")+"-mended.md"] = fmt.Sprintf(filed, "Mended", day.Format(time.DateOnly), 200+i, header)
	}
	return more
}

// TestCorrectionsAreArchived: what has left the feed of corrections is in archives by the months in which it was told, and a new correction
// moves those of no other month.
func TestCorrectionsAreArchived(t *testing.T) {
	const days = 80
	sources := corrected(everything(t), days)
	site := publish(t, sources, report.Clear, now)
	found, documents := map[string]bool{}, 0
	for at := "corrections.atom"; ; documents++ {
		doc, err := parseXML(site[at])
		if err != nil {
			t.Fatal(at, err)
		}
		for _, fault := range atomFaults(site[at]) {
			t.Error(at, fault)
		}
		for _, e := range doc.all(atomSpace, "entry") {
			found[e.one(atomSpace, "id")] = true
		}
		previous := links(doc, "prev-archive")
		if len(previous) == 0 {
			break
		}
		at = strings.TrimPrefix(previous[0], "https://desk.example/kelundria/")
	}
	if len(found) < days || documents < 3 {
		t.Errorf("%d corrections in %d archives", len(found), documents)
	}
	const last = "content/reports/2025/11/19-mended.md"
	sources[last] = strings.Replace(sources[last], "Change 79.", "Change 80.", 1)
	after := publish(t, sources, report.Clear, now)
	if got := changes(site, after, ".atom"); !slices.Contains(got, "corrections/2025-11.atom") || slices.Contains(got, "corrections/2025-10.atom") {
		t.Errorf("another correction of November changes %q", got)
	}
}

// changes are the paths that differ between two trees.
func changes(before, after published, endings ...string) []string {
	var list []string
	for _, path := range append(before.paths(endings...), after.paths(endings...)...) {
		if before[path] != after[path] && !slices.Contains(list, path) {
			list = append(list, path)
		}
	}
	slices.Sort(list)
	return list
}

const filed = "---\ntitle: %s\ndate: %s\nregions: [ostrella]\ntopics: [flood]\nseries: daily\nnumber: %d\n%s---\n\nNew.\n"

// TestOldDocumentsStay adds a report and looks at what that changes: what it belongs to, and the archive before a new month, which learns
// of what follows it.
func TestOldDocumentsStay(t *testing.T) {
	sources := everything(t)
	before := publish(t, sources, report.Clear, now)
	for _, c := range []struct{ day, sitemaps, want string }{
		{"2026-03-09", "sitemap-2026-03.xml sitemap-news.xml sitemap.xml", "feed.atom feed/2026-03.atom regions/kelundria.atom regions/ostrella.atom series/daily.atom series/daily/2026-03.atom topics/flood.atom"},
		{"2026-01-09", "sitemap-2026-01.xml", "feed/2026-01.atom regions/ostrella.atom series/daily/2026-01.atom"},
		{"2026-04-01", "sitemap-2026-04.xml sitemap.xml", "feed.atom feed/2026-03.atom feed/2026-04.atom regions/kelundria.atom regions/ostrella.atom series/daily.atom series/daily/2026-03.atom series/daily/2026-04.atom topics/flood.atom"},
	} {
		more := maps.Clone(sources)
		more["content/reports/"+strings.ReplaceAll(c.day, "-", "/")+"-new.md"] = fmt.Sprintf(filed, "New", c.day, 99, "")
		after := publish(t, more, report.Clear, now)
		if got := strings.Join(changes(before, after, ".atom"), " "); got != c.want {
			t.Errorf("a report of %s changes %s\nwant %s", c.day, got, c.want)
		}
		if got := strings.Join(changes(before, after, ".xml"), " "); got != c.sitemaps {
			t.Errorf("a report of %s changes %s\nwant %s", c.day, got, c.sitemaps)
		}
	}
}

// TestAnEntryStaysItself follows a report through its versions: its id stays, and it moves with what its readers are to notice.
func TestAnEntryStaysItself(t *testing.T) {
	sources := everything(t)
	delete(sources, "content/reports/2026/03/08-full/index.md")
	delete(sources, "content/reports/2026/03/08-full/index.uk.md")
	const path, id = "content/reports/2026/03/08-life.md", "https://desk.example/kelundria/reports/2026/03/08-life.html"
	revision := func(n int, day, kind string) string {
		return fmt.Sprintf("  - {version: %d, date: %s, kind: %s, summary: Change %d.}\n", n, day, kind, n)
	}
	before := ""
	for _, c := range []struct{ what, header, updated string }{
		{"new", "", "2026-03-08T00:00:00+02:00"},
		{"published at a time", "published: 2026-03-08T18:00+02:00\n", "2026-03-08T18:00:00+02:00"},
		{"a comma", "published: 2026-03-08T18:00+02:00\nversion: 2\nrevisions:\n" + revision(2, "2026-03-08", "editorial"), "2026-03-08T18:00:00+02:00"},
		{"corrected on its day", "published: 2026-03-08T18:00+02:00\nversion: 2\nrevisions:\n" + revision(2, "2026-03-08", "correction"), "2026-03-08T18:00:01+02:00"},
		{"corrected later", "published: 2026-03-08T18:00+02:00\nversion: 2\nrevisions:\n" + revision(2, "2026-03-09T08:00+02:00", "clarification"), "2026-03-09T08:00:00+02:00"},
		{"updated by its header", "published: 2026-03-08T18:00+02:00\nupdated: 2026-03-09T10:00+02:00\n", "2026-03-09T10:00:00+02:00"},
	} {
		sources[path] = fmt.Sprintf(filed, "Life", "2026-03-08", 99, c.header)
		site := publish(t, sources, report.Clear, now)
		feed, _ := parseXML(site["feed.atom"])
		got := ""
		for _, e := range feed.all(atomSpace, "entry") {
			if e.one(atomSpace, "id") == id {
				got = e.one(atomSpace, "updated")
			}
		}
		if got != c.updated {
			t.Errorf("%s: updated %q, want %s", c.what, got, c.updated)
		}
		if site["feed.json"] == before {
			t.Errorf("%s: the feed is as it was", c.what)
		}
		before = site["feed.json"]
	}
}

// TestACorrectionIsReadAgain corrects a report that has long left the feed: it comes back, and the feed of corrections tells of it.
func TestACorrectionIsReadAgain(t *testing.T) {
	sources := everything(t)
	const path, id = "content/reports/2025/12/05-daily.md", "https://desk.example/kelundria/reports/2025/12/05-daily.html"
	if site := publish(t, sources, report.Clear, now); strings.Contains(site["feed.atom"], id) {
		t.Fatal("it is there still")
	}
	sources[path] = strings.Replace(sources[path], "number: 1\n", "number: 1\nversion: 2\nrevisions: [{version: 2, date: 2026-03-09, kind: correction, summary: It was two.}]\n", 1)
	site := publish(t, sources, report.Clear, now)
	if !strings.Contains(site["feed.atom"], "<id>"+id+"</id>") || !strings.Contains(site["corrections.atom"], "<id>"+id+"#correction-2</id>") {
		t.Error("nobody is told")
	}
	sources[path] = strings.Replace(sources[path], "number: 1\n", "number: 1\nstatus: retracted\nretraction: {date: 2026-03-09, reason: All wrong.}\n", 1)
	site = publish(t, sources, report.Clear, now)
	for _, in := range []string{"feed.atom", "feed/2025-12.atom", "series/daily.atom", "regions/kelundria.atom", "topics/flood.atom"} {
		if !strings.Contains(site[in], `<at:deleted-entry ref="`+id+`" when="2026-03-09T00:00:00+02:00">`) || !strings.Contains(site[in], "<id>"+id+"#retraction</id>") || strings.Contains(site[in], "<id>"+id+"</id>") {
			t.Errorf("%s does not tell of the retraction:\n%s", in, site[in])
		}
	}
	if got := site["corrections.atom"]; !strings.Contains(got, `ref="`+id+`#correction-2"`) || !strings.Contains(got, "<id>"+id+"#retraction</id>") || strings.Contains(got, "It was two.") {
		t.Errorf("the feed of corrections:\n%s", got)
	}
	if got := site["feed.json"]; !strings.Contains(got, `"retracts":{"id":"`+id+`","date":"2026-03-09","reason":"All wrong."`) {
		t.Errorf("the JSON Feed:\n%s", got)
	}
}

// nothingWithheldIsTold looks for what must stand in no file of this room.
func nothingWithheldIsTold(t *testing.T, sites map[string]published) {
	t.Helper()
	looked := 0
	for name, site := range sites {
		for _, path := range site.paths(".atom", ".feed.json", "feed.json", ".xml", ".txt") {
			looked++
			if i := strings.Index(strings.ToUpper(site[path]), "CANARY"); i >= 0 {
				t.Errorf("%s: %s tells %q", name, path, site[path][max(0, i-80):i+40])
			}
			if name == "clear" && strings.Contains(site[path], "08-full") {
				t.Errorf("%s names a report that is not clear", path)
			}
		}
	}
	if looked < 60 {
		t.Errorf("only %d files were looked at", looked)
	}
}

// TestASiteWithoutAnAddress has no feeds and no sitemaps, and leads to none.
func TestASiteWithoutAnAddress(t *testing.T) {
	sources := everything(t)
	sources["content/site.yaml"] = strings.NewReplacer("base_url:", "# base_url:", "feed_hub:", "# feed_hub:", "news_sitemap:", "# news_sitemap:").Replace(sources["content/site.yaml"])
	site := publish(t, sources, report.Clear, now)
	if paths := site.paths(".atom", "feed.json", ".xml", ".txt"); len(paths) > 0 {
		t.Errorf("there are %q", paths)
	}
	for _, path := range site.paths(".html") {
		if strings.Contains(site[path], ".atom") || strings.Contains(site[path], "feed.json") {
			t.Errorf("%s leads to a feed", path)
		}
	}
}

// TestASiteWithoutReports has no feeds yet, and nothing that explains them.
func TestASiteWithoutReports(t *testing.T) {
	site := publish(t, map[string]string{"content/site.yaml": "title: S\ntimezone: UTC\nbase_url: https://desk.example/\n"}, report.Clear, now)
	if paths := site.paths(".atom", "feed.json", "feeds.txt"); len(paths) > 0 {
		t.Errorf("there are %q", paths)
	}
}

// TestAMovedSiteKeepsItsIDs gives the site another address and the ids of the former one.
func TestAMovedSiteKeepsItsIDs(t *testing.T) {
	sources := everything(t)
	ids := func(site published) (list []string) {
		for _, path := range site.paths(".atom") {
			feed, _ := parseXML(site[path])
			list = append(list, feed.one(atomSpace, "id"))
			for _, e := range feed.all(atomSpace, "entry") {
				list = append(list, e.one(atomSpace, "id"))
			}
			for _, g := range feed.all(tombSpace, "deleted-entry") {
				list = append(list, g.attrs["ref"])
			}
		}
		return list
	}
	was := ids(publish(t, sources, report.Clear, now))
	sources["content/site.yaml"] = strings.Replace(sources["content/site.yaml"], "base_url: https://desk.example/kelundria/",
		"base_url: https://new.example/\nfeed_ids: https://desk.example/kelundria/", 1)
	moved := publish(t, sources, report.Clear, now)
	if !slices.Equal(was, ids(moved)) || !strings.Contains(moved["feed.atom"], `href="https://new.example/reports/`) {
		t.Error("the ids are others")
	}
	for _, fault := range append(atomFaults(moved["feed.atom"]), jsonFaults(moved["feed.json"])...) {
		t.Error(fault)
	}
}
