package generator_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"sitrep/generator/site"
)

// archive fills a newsroom with n reports, three a day from 2020 on: regions at three levels, topics, and a series of every
// fifth. It returns the path of the report of a number.
func (n *newsroom) archive(count int) func(i int) string {
	return n.archiveThatSays(count, func(int) string { return "" })
}

// archiveThatSays is an archive whose reports have further lines of a header each.
func (n *newsroom) archiveThatSays(count int, says func(i int) string) func(i int) string {
	n.t.Helper()
	var rows strings.Builder
	rows.WriteString("- {id: ardenia, name: Ardenia}\n")
	for p := range 6 {
		fmt.Fprintf(&rows, "- {id: province-%d, name: Province %d, parent: ardenia}\n", p, p)
		for t := range 5 {
			fmt.Fprintf(&rows, "- {id: town-%d-%d, name: Town %d of %d, parent: province-%d}\n", p, t, t, p, p)
		}
	}
	n.write("content/regions.yaml", rows.String()+"- {id: islet, name: Islet, parent: province-3}\n")
	n.write("content/topics.yaml", "- {id: flood, name: Flood}\n- {id: health, name: Health}\n- {id: cholera, name: Cholera, parent: health}\n- {id: power, name: Power}\n- {id: roads, name: Roads}\n")
	at := func(i int) string { return fmt.Sprintf("content/reports/%s-r%d.md", n.day(i), i) }
	for i := range count {
		series := ""
		if i%5 == 0 {
			series = fmt.Sprintf("series: daily\nnumber: %d\n", i/5+1)
		}
		n.write(at(i), filed(n.day(i), fmt.Sprintf("Report %d", i), fmt.Sprintf("town-%d-%d", i%6, i/6%5), []string{"flood", "cholera", "power", "roads"}[i%4], series+says(i)))
	}
	return at
}

// day is the day of a report in the archive, as a folder: 2020/01/01.
func (n *newsroom) day(i int) string {
	return n.opt.Now.AddDate(-6, 0, i/3).Format("2006/01/02")
}

func filed(day, title, region, topic, more string) string {
	return fmt.Sprintf("---\ntitle: %s\ndate: %s\nregions: [%s]\ntopics: [%s]\nsummary: What %s says.\n%s---\n\n## Water\n\nIt rose.\n",
		title, strings.ReplaceAll(day, "/", "-"), region, topic, title, more)
}

// TestOneReportMovesLittle holds the eighth law on the whole program: what one new report writes and removes on disk does not
// grow with the archive.
func TestOneReportMovesLittle(t *testing.T) {
	const count = 2400
	n := newNewsroom(t)
	at := n.archive(count)
	if result := n.publish(); result.Failed || result.Reports != count {
		t.Fatal(result.Reports, result.Findings)
	}
	for _, c := range []struct {
		name    string
		day     int // that of the archive's report of this number
		regions string
		topics  string
		series  string
		above   string // the regions and topics that these are within
	}{
		{"at the end", count + 30, "town-2-2", "flood", "", "province-2 ardenia"},
		{"on the last day", count - 1, "town-2-2", "flood", "", "province-2 ardenia"},
		{"in the middle", count / 2, "town-2-2", "flood", "", "province-2 ardenia"},
		{"at the beginning", -300, "town-2-2", "flood", "", "province-2 ardenia"},
		{"of a province", count + 30, "province-1", "power", "", "ardenia"},
		{"of a new region", count + 30, "islet", "flood", "", "province-3 ardenia"},
		{"of a topic with a parent", count + 30, "town-4-1", "cholera", "", "province-4 ardenia health"},
		{"at the end of a series", count + 30, "town-2-2", "flood", "series: daily\nnumber: 481\n", "province-2 ardenia"},
		{"within a series", count / 2, "town-2-2", "flood", "series: daily\nnumber: 240\n", "province-2 ardenia"},
		{"of a new series", count + 30, "town-2-2", "flood", "series: weekly\nnumber: 1\n", "province-2 ardenia"},
		{"of two regions and two topics", count + 30, "town-2-2, town-5-0", "flood, power", "", "province-2 province-5 ardenia"},
	} {
		t.Run(c.name, func(t *testing.T) {
			n.t = t
			file := "content/reports/" + n.day(c.day) + "-new.md"
			n.write(file, filed(n.day(c.day), "The new one", c.regions, c.topics, c.series))
			moved := n.moves(c.name)
			indexes := n.belongs(strings.Fields(strings.ReplaceAll(c.regions+" "+c.topics+" "+c.above, ",", " ")))
			limit := 12 + 3*indexes + 11 + 2*indexes // pages, and feeds and sitemaps
			if moved > limit {
				t.Errorf("%d files written or removed, more than %d: %q, %q", moved, limit, n.dest.Result.Written, n.dest.Result.Removed)
			}
			n.checkOldPages()
			if err := os.Remove(n.path(file)); err != nil {
				t.Fatal(err)
			}
			if back := n.moves("taking it away again"); back > limit {
				t.Errorf("%d files written or removed when it was taken away, more than %d", back, limit)
			}
		})
	}
	t.Run("edited", func(t *testing.T) {
		n.t = t
		for _, i := range []int{0, count / 2, count - 1} {
			data, err := os.ReadFile(n.path(at(i)))
			if err != nil {
				t.Fatal(err)
			}
			n.write(at(i), string(data)+"\nAnd then it fell.\n")
			n.moves("editing a body")
			page := func(i int) string {
				return "reports" + strings.TrimSuffix(strings.TrimPrefix(at(i), "content/reports"), ".md") + ".html"
			}
			want := []string{page(i), site.Beside(page(i), site.JSON.Ending)}
			if i%5 == 0 {
				want = append(want, page(i+5)) // the next of the series says what is new since this one
			}
			pages, feeds, index := sorts(n.dest.Result.Written)
			gone, _, stale := sorts(n.dest.Result.Removed)
			if !slices.Equal(pages, want) || len(gone) > 0 {
				t.Errorf("wrote %q and removed %q, want %q", pages, gone, want)
			}
			if len(feeds) == 0 || len(feeds) > 6+2*7 {
				t.Errorf("wrote the feeds %q", feeds)
			}
			if len(index) == 0 || len(index) > 4 || len(stale) > 3 { // the directory, and the head, words and text of its segment
				t.Errorf("wrote %q and removed %q of the search", index, stale)
			}
		}
	})
}

// sorts tells published files apart: pages and what lies beside them, feeds and their archives, and parts of the search's index.
func sorts(paths []string) (pages, feeds, index []string) {
	for _, path := range paths {
		switch {
		case strings.HasPrefix(path, site.SearchFolder):
			index = append(index, path)
		case strings.HasSuffix(path, ".atom"), strings.HasSuffix(path, "feed.json"):
			feeds = append(feeds, path)
		default:
			pages = append(pages, path)
		}
	}
	return pages, feeds, index
}

// moves publishes, and counts the files that are written or removed, the manifest among them.
func (n *newsroom) moves(what string) int {
	n.t.Helper()
	if result := n.publish(); result.Failed || len(result.Parsed) > 1 {
		n.t.Fatalf("parsed %d: %v", len(result.Parsed), result.Findings)
	}
	done := n.dest.Result
	n.t.Logf("%s: %d written, %d removed, %d made and found as they were, of %d",
		what, len(done.Written)+1, len(done.Removed), len(done.Same), len(n.dest.Tree.Manifest().Entries)+1)
	return len(done.Written) + 1 + len(done.Removed)
}

// belongs counts the indexes among those of regions, topics and pairs of them that these ids have.
func (n *newsroom) belongs(ids []string) int {
	n.t.Helper()
	indexes := len(ids)
	for _, page := range n.pages("regions/") {
		name := strings.Split(strings.TrimSuffix(page, ".html"), "/")
		if len(name) == 3 && slices.Contains(ids, name[1]) && slices.Contains(ids, name[2]) {
			indexes++
		}
	}
	n.t.Logf("it belongs to %d indexes", indexes)
	return indexes
}

// checkOldPages holds that few other reports were written, and nothing that every page leads to.
func (n *newsroom) checkOldPages() {
	n.t.Helper()
	reports := 0
	for _, page := range n.dest.Result.Written {
		if strings.HasPrefix(page, "reports/") {
			reports++
		}
		if page == "404.html" || page == "topics.html" || strings.HasPrefix(page, "assets/") {
			n.t.Errorf("%s was written", page)
		}
	}
	if reports > 7 { // itself, two neighbours in time, two in the series, and what may be shown as near
		n.t.Errorf("%d pages of reports were written: %q", reports, n.dest.Result.Written)
	}
}
