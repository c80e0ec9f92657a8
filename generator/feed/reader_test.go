package feed_test

import (
	"strings"
	"testing"

	"github.com/mmcdole/gofeed"
)

// anotherProgramReadsThem reads every feed with a library that is not ours.
func anotherProgramReadsThem(t *testing.T, sites map[string]published) {
	for name, site := range sites {
		for _, path := range site.paths(".atom", ".feed.json", "feed.json") {
			feed, err := gofeed.NewParser().ParseString(site[path])
			if err != nil {
				t.Errorf("%s: %s: %v", name, path, err)
				continue
			}
			if feed.Title == "" || feed.Language == "" || feed.Link == "" || !strings.HasSuffix(feed.FeedLink, "/"+path) {
				t.Errorf("%s: %s reads as %q, %q, %q, %q", name, path, feed.Title, feed.Language, feed.Link, feed.FeedLink)
			}
			for _, item := range feed.Items {
				if item.GUID == "" || item.Title == "" || item.Link == "" || item.Content == "" || item.PublishedParsed == nil || item.UpdatedParsed == nil || len(item.Categories) == 0 {
					t.Errorf("%s: %s: %+v", name, path, item)
				}
			}
		}
	}
}

// TestWhatIsRead holds what a reader gets of the report that says everything.
func TestWhatIsRead(t *testing.T) {
	site := publish(t, everything(t), "green", now)
	for _, path := range []string{"feed.atom", "feed.json"} {
		feed, err := gofeed.NewParser().ParseString(site[path])
		if err != nil {
			t.Fatal(err)
		}
		item := feed.Items[0]
		if item.Title != "[EXERCISE] [TLP:GREEN] Full & <complete>" || item.Authors[0].Name != "Ada Orvane" || item.Authors[1].Name != "Office of Ostrella" {
			t.Errorf("%s: %q by %v", path, item.Title, item.Authors)
		}
		if len(item.Enclosures) != 1 || item.Enclosures[0].Type != "text/csv" || item.Description != "The river is <falling> & the road is open." {
			t.Errorf("%s: %v, %q", path, item.Enclosures, item.Description)
		}
		if !strings.HasSuffix(item.Updated, "19:00:01+02:00") || !strings.HasSuffix(item.Published, "19:00:00+02:00") {
			t.Errorf("%s: published %s, updated %s", path, item.Published, item.Updated)
		}
		for _, want := range []string{
			"<strong>EXERCISE EXERCISE EXERCISE</strong>", "<strong>Corrected</strong> 8 March 2026: Displaced corrected from 90 to 80.", "<li>The river fell by 2 m.</li>",
			"Displaced people: <strong>80</strong> people (Confirmed · Ostrella · Source: Ostrella Office · as of 8 March 2026, 17:00 UTC+02:00)",
			"<strong>70–95.50</strong> people (Source: a doctor at the hospital · By ear.)", "Wells: <strong>Not reported</strong>",
			`<strong>Unverified</strong>: <a href="https://desk.example/kelundria/claims/exercise/bridge.html">The bridge is gone.</a> (Says: Army of Ostrella · Source: a doctor at the hospital · Grade C3 · One witness.)`,
			`the bridge is gone</a> (unverified)`, `<img src="https://desk.example/kelundria/reports/2026/03/08-full/river.svg" alt="The river">`,
			`href="https://desk.example/kelundria/reports/2026/03/07-plain.html">the other report</a>`, "and nothing.", "<p class=\"callout-title\">Note</p>",
		} {
			if !strings.Contains(item.Content, want) {
				t.Errorf("%s: the content has no %s:\n%s", path, want, item.Content)
			}
		}
	}
	ukrainian, err := gofeed.NewParser().ParseString(site["uk/feed.atom"])
	if err != nil || len(ukrainian.Items) != 1 || ukrainian.Items[0].Title != "[НАВЧАННЯ] [TLP:GREEN] Повний" || ukrainian.Title != "Стіл Келундрії" {
		t.Errorf("%v %v", err, ukrainian)
	}
}
