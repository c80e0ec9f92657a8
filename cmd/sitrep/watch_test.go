package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// station is a site that is being watched by a command in this process.
type station struct {
	t     *testing.T
	dir   string
	out   *record
	stop  context.CancelFunc
	ended chan int // the exit code
}

// watched starts a command on a small site and waits until it has built once.
func watched(t *testing.T, args ...string) *station {
	t.Helper()
	s := &station{t: t, dir: t.TempDir(), out: &record{}, ended: make(chan int, 1)}
	s.write("content/site.yaml", "title: Watched\ntimezone: UTC\nbase_url: https://watched.example/\nrules: {date/path: off}\n")
	s.write("content/reports/2026/03/01-a.md", reportText("The first", "Water rose."))
	ctx, stop := context.WithCancel(t.Context())
	s.stop = stop
	args = append([]string{"-C", s.dir}, append(args, "--now", fixedNow, "--cache", "off")...)
	go func() { s.ended <- run(ctx, args, s.out, s.out) }()
	t.Cleanup(stop)
	eventually(t, "the first build", func() bool { return s.builds() > 0 })
	return s
}

var built = regexp.MustCompile(`(?m)^(\d+ reports? in|built \d+ reports?|.*nothing was published|.*showing the site as it was|.*nothing to show until)`)

// builds counts the builds that have ended.
func (s *station) builds() int { return len(built.FindAllString(s.out.String(), -1)) }

func (s *station) path(name string) string { return filepath.Join(s.dir, filepath.FromSlash(name)) }
func (s *station) write(name, text string) { s.t.Helper(); writeFile(s.t, s.path(name), text) }
func (s *station) report(name, title, body string) {
	s.t.Helper()
	s.write("content/reports/2026/03/"+name, reportText(title, body))
}
func (s *station) published() map[string]string { s.t.Helper(); return readTree(s.t, s.path("public")) }
func (s *station) try(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// settles waits until the published tree is that of a clean build of what the sources are now.
func (s *station) settles(what string) {
	s.t.Helper()
	clean := filepath.Join(s.t.TempDir(), "clean")
	must(s.t, "-C", s.dir, "build", "--now", fixedNow, "--cache", "off", "--out", clean)
	want := readTree(s.t, clean)
	defer func() {
		if s.t.Failed() {
			s.t.Logf("%s\n%s", unlike(s.published(), want), s.out)
		}
	}()
	eventually(s.t, what, func() bool { return unlike(s.published(), want) == "" })
}

// ends stops the command and waits for its end.
func (s *station) ends() {
	s.t.Helper()
	s.stop()
	var code int
	eventually(s.t, "the end", func() bool {
		select {
		case code = <-s.ended:
			return true
		default:
			return false
		}
	})
	if code != done {
		s.t.Errorf("ended with %d: %s", code, s.out)
	}
}

// changes are what writers, editors and other programs do to a site, in order.
var changes = []struct {
	name string
	do   func(s *station)
}{
	{"an edit", func(s *station) { s.report("01-a.md", "The first", "Water fell.") }},
	{"a new report", func(s *station) { s.report("02-b.md", "The second", "Roads are open.") }},
	{"an editor that writes beside and renames", func(s *station) {
		s.report("02-b.md.tmp", "The second", "Roads are closed again.")
		s.try(os.Rename(s.path("content/reports/2026/03/02-b.md.tmp"), s.path("content/reports/2026/03/02-b.md")))
	}},
	{"vim, which moves the old file away first", func(s *station) {
		s.write("content/reports/2026/03/4913", "")
		s.try(os.Remove(s.path("content/reports/2026/03/4913")))
		s.try(os.Rename(s.path("content/reports/2026/03/02-b.md"), s.path("content/reports/2026/03/02-b.md~")))
		s.report("02-b.md", "The second", "Roads are closed, and one bridge.")
		s.try(os.Remove(s.path("content/reports/2026/03/02-b.md~")))
	}},
	{"a renamed report", func(s *station) {
		s.try(os.Rename(s.path("content/reports/2026/03/02-b.md"), s.path("content/reports/2026/03/02-renamed.md")))
	}},
	{"folders within folders, with a file at once", func(s *station) {
		s.write("content/reports/2027/a/b/c/01-deep.md", reportText("Deep", "Far down."))
	}},
	{"a file in a folder made before", func(s *station) {
		s.write("content/reports/2027/a/b/02-less-deep.md", reportText("Less deep", "Not so far."))
	}},
	{"a renamed folder", func(s *station) { s.try(os.Rename(s.path("content/reports/2027/a"), s.path("content/reports/2027/z"))) }},
	{"an edit in a renamed folder", func(s *station) {
		s.write("content/reports/2027/z/b/02-less-deep.md", reportText("Less deep", "Seen under its new name."))
	}},
	{"a removed folder", func(s *station) { s.try(os.RemoveAll(s.path("content/reports/2027"))) }},
	{"a removed report", func(s *station) { s.try(os.Remove(s.path("content/reports/2026/03/02-renamed.md"))) }},
	{"new settings", func(s *station) {
		s.write("content/site.yaml", "title: Renamed\ntimezone: Europe/Kyiv\nbase_url: https://watched.example/\n")
	}},
	{"the first override", func(s *station) { s.write("layouts/extra.css", "main { margin: 0 }\n") }},
	{"a region's name", func(s *station) { s.write("content/regions.yaml", "- {id: norge, name: Norge, codes: [NO]}\n") }},
	{"a report that appears and goes away", func(s *station) {
		s.report("03-c.md", "For a moment", "Gone.")
		s.try(os.Remove(s.path("content/reports/2026/03/03-c.md")))
		s.report("04-d.md", "It stays", "Here.")
	}},
}

// TestBuildWatches carries out all changes, and after each waits for the tree of a clean build.
func TestBuildWatches(t *testing.T) {
	t.Parallel()
	for name, args := range map[string][]string{"listening": nil, "polling": {"--poll", "20ms"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := watched(t, append([]string{"build", "--watch"}, args...)...)
			s.settles("the first build")
			for _, c := range changes {
				c.do(s)
				s.settles(c.name)
			}
			s.breaks()
			s.ends()
		})
	}
}

// breaks makes the site invalid: the published tree stays, until the fault is mended.
func (s *station) breaks() {
	s.t.Helper()
	before, failed := s.published(), s.out.count("nothing was published")
	s.write("content/reports/2026/03/05-e.md", "---\ntitle: No more than this\n---\n")
	eventually(s.t, "a failed build", func() bool { return s.out.count("nothing was published") > failed })
	s.report("01-a.md", "The first", "Changed while the site is invalid.")
	eventually(s.t, "another failed build", func() bool { return s.out.count("nothing was published") > failed+1 })
	if diff := unlike(s.published(), before); diff != "" {
		s.t.Errorf("the tree of an invalid site changed:\n%s", diff)
	}
	s.report("05-e.md", "Mended", "All is well.")
	s.settles("the mended site")
}

// TestABurstIsFewBuilds writes a thousand reports, as a checkout does.
func TestABurstIsFewBuilds(t *testing.T) {
	t.Parallel()
	s := watched(t, "build", "--watch")
	before := s.builds()
	for i := range 1000 {
		s.write(fmt.Sprintf("content/reports/2025/%02d/%02d-r%d.md", 1+i%12, 1+i%28, i), reportText(fmt.Sprint("Report ", i), "Water rose."))
	}
	s.settles("a thousand reports")
	after := s.builds()
	t.Logf("%d builds for 1000 files", after-before)
	if after-before > 100 {
		t.Errorf("%d builds for 1000 files", after-before)
	}
	s.try(os.RemoveAll(s.path("content/reports/2025")))
	s.settles("a thousand reports gone")
	s.ends()
}

// TestWatchingEndsInTheMidstOfABuild cancels at once: the published tree is none, or whole.
func TestWatchingEndsInTheMidstOfABuild(t *testing.T) {
	t.Parallel()
	s := watched(t, "build", "--watch")
	s.settles("the first build")
	before := s.published()
	s.report("01-a.md", "The first", "Water fell.")
	s.ends()
	after := s.published()
	if !slices.Equal(sortedNames(before), sortedNames(after)) {
		t.Errorf("the tree holds other files: %s", unlike(after, before))
	}
	if again := must(t, "-C", s.dir, "build", "--now", fixedNow, "--cache", "off"); !strings.Contains(again, " files: ") {
		t.Error(again)
	}
	s.settles("the tree of a clean build")
}
