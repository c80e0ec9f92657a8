package generator_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sitrep/generator"
	"sitrep/generator/diag"
	"sitrep/generator/output"
	"sitrep/generator/source"
	"sitrep/layouts"
)

var (
	warmSteps = flag.Int("warm.steps", 60, "steps of each random edit history")
	warmTell  = flag.Bool("warm.tell", false, "tell what makes steps invalid")
	warmSeed  = flag.Uint64("warm.seed", 0, "seed of the edit histories; 0 draws one")
)

// TestWarmIsCold is the law of the one road: after any history of edits, a build that remembers publishes the same bytes and
// finds the same faults as a build of the same sources that knows nothing, in an empty folder. After an invalid step the
// published tree is that of the last valid one. In one history the memory stays in the process, in the other every step is a
// process of its own.
func TestWarmIsCold(t *testing.T) {
	seed := *warmSeed
	if seed == 0 {
		seed = rand.Uint64()
	}
	for _, restart := range []bool{false, true} {
		t.Run(fmt.Sprintf("restart=%t", restart), func(t *testing.T) {
			t.Parallel()
			t.Logf("again with -warm.seed=%d -warm.steps=%d", seed, *warmSteps)
			h := newHistory(t, seed, restart)
			defer h.close()
			for step := range *warmSteps {
				what := h.edit()
				if !h.compare(fmt.Sprintf("step %d: %s", step, what)) {
					return
				}
			}
			t.Logf("%d steps: %d valid, %d invalid", *warmSteps, h.valid, *warmSteps-h.valid)
			if h.valid < *warmSteps/4 || h.valid == *warmSteps {
				t.Errorf("%d of %d steps were valid: the history proves little", h.valid, *warmSteps)
			}
		})
	}
}

// history is a site on disk that is edited at random, and the memory of the builds that follow.
type history struct {
	t          *testing.T
	r          *rand.Rand
	dir        string
	restart    bool
	now        time.Time
	tree       *source.Tree
	mem        *generator.Memory
	reports    map[string]*fake // by bundle path
	next       int
	mischief   string // the file that holds a deliberate fault, and what to write there to mend it
	mend       func()
	valid      int
	last       map[string]string // the tree after the last valid step
	coldOnDisk int               // counts steps; every eighth cold build goes into a folder
	folders    map[string]string // what each folder looked like at the last build
}

// fake is a report of the history.
type fake struct {
	title, body, series string
	number              int
	date                string
	regions, topics     []string
	draft               bool
	extra               []string // further header lines
	said                []string // header lines of figures, claims, events and the like
	translated          bool
	bundle              bool // a folder with index.md and a data file
}

func newHistory(t *testing.T, seed uint64, restart bool) *history {
	h := &history{
		t: t, r: rand.New(rand.NewPCG(seed, 7)), dir: t.TempDir(), restart: restart, reports: map[string]*fake{},
		now: time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC), last: map[string]string{},
	}
	h.write("content/site.yaml", "title: Warm\ntimezone: Europe/Kyiv\nbase_url: https://warm.example/\nlanguages: [en, uk]\n")
	h.write("content/regions.yaml", "- {id: ardenia, name: Ardenia}\n- {id: north, name: North Ardenia, parent: ardenia}\n- {id: port, name: Port Vale, parent: north, aliases: [Vale]}\n")
	h.write("content/topics.yaml", "- {id: flood, name: Flood}\n- {id: health, name: Health}\n- {id: cholera, name: Cholera, parent: health}\n")
	h.write("content/pages/about.md", "---\ntitle: About\n---\n\nWho we are.\n")
	h.write("content/reports/2026/01/01-base.md", "---\ntitle: Base\ndate: 2026-01-01\nregions: [port]\ntopics: [flood]\n---\n\nIt began.\n")
	for range 12 {
		h.create()
	}
	h.open()
	return h
}

func (h *history) open() {
	var err error
	if h.tree, err = source.Open(h.dir); err != nil {
		h.t.Fatal(err)
	}
	// What was written a moment ago counts as settled, so that unchanged files are not read again: a step takes longer than the
	// file system's clock needs to tick.
	h.tree.Clock = func() time.Time { return time.Now().Add(time.Hour) }
	var note string
	if h.mem, note, err = generator.OpenMemory(filepath.Join(h.dir, "cache"), "test"); err != nil || note != "" {
		h.t.Fatal(err, note)
	}
}

func (h *history) close() {
	if err := h.mem.Close(); err != nil {
		h.t.Error(err)
	}
	if err := h.tree.Close(); err != nil {
		h.t.Error(err)
	}
}

func (h *history) write(name, text string) {
	name = filepath.Join(h.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		h.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		h.t.Fatal(err)
	}
}

func (h *history) remove(name string) {
	if err := os.RemoveAll(filepath.Join(h.dir, filepath.FromSlash(name))); err != nil {
		h.t.Fatal(err)
	}
}

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

func (h *history) paths() []string {
	var paths []string
	for p := range h.reports {
		paths = append(paths, p)
	}
	slices.Sort(paths)
	return paths
}

// edit changes the site in one way and says how.
func (h *history) edit() string {
	if h.mend != nil && h.r.IntN(2) == 0 {
		h.mend()
		h.mend = nil
		return "mend " + h.mischief
	}
	edits := []func() string{
		h.create, h.create, h.rewrite, h.rewrite, h.retag, h.flipDraft, h.rename, h.delete, h.moveFolder, h.translate, h.embargo, h.dataFile, h.say, h.say, h.retract, h.correct, h.renumber,
		h.editTemplate, h.editStyle, h.editSite, h.addRegion, h.addTopic, h.passTime, h.touch, h.meddle, h.spoil, h.spoil, h.nothing,
	}
	return pick(h.r, edits)()
}

func (h *history) create() string {
	h.next++
	day := fmt.Sprintf("2026/%02d/%02d", 1+h.r.IntN(3), 1+h.r.IntN(9))
	f := &fake{
		title: fmt.Sprintf("Report %d", h.next), date: strings.ReplaceAll(day, "/", "-"), body: h.text(),
		regions: []string{pick(h.r, []string{"ardenia", "North Ardenia", "Vale", "UA", "UA-63", "Україна"})}, topics: []string{pick(h.r, []string{"flood", "Health", "cholera"})},
		bundle: h.r.IntN(4) == 0,
	}
	if h.r.IntN(3) == 0 {
		f.series, f.number = "daily", h.next
	}
	path := fmt.Sprintf("%s-r%d", day, h.next)
	if h.r.IntN(2) == 0 {
		f.said = h.sayings()
	}
	h.reports[path] = f
	h.save(path)
	return "create " + path
}

// text is a body; some of its links lead to other reports, which may be withheld or gone by the time.
func (h *history) text() string {
	var b strings.Builder
	for i := range 1 + h.r.IntN(3) {
		fmt.Fprintf(&b, "## Part %d\n\nWater stood at %d cm.", i, h.r.IntN(500))
		if paths := h.paths(); len(paths) > 0 && h.r.IntN(3) == 0 {
			fmt.Fprintf(&b, " See [the other](report:%s).", pick(h.r, paths))
		}
		if h.r.IntN(4) == 0 {
			b.WriteString(" In [the port](region:port).")
		}
		b.WriteString("\n\n")
	}
	return b.String()
}

func (f *fake) file(path string) string {
	if f.bundle {
		return "content/reports/" + path + "/index"
	}
	return "content/reports/" + path
}

func (h *history) save(path string) {
	f := h.reports[path]
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %s\ndate: %s\nregions: [%s]\ntopics: [%s]\n", f.title, f.date, strings.Join(f.regions, ", "), strings.Join(f.topics, ", "))
	if f.series != "" {
		fmt.Fprintf(&b, "series: %s\nnumber: %d\n", f.series, f.number)
	}
	if f.draft && !f.states("status:") {
		b.WriteString("status: draft\n")
	}
	for _, line := range slices.Concat(f.extra, f.said) {
		b.WriteString(line + "\n")
	}
	b.WriteString("---\n\n" + f.body)
	if f.bundle {
		b.WriteString("\nThe [data](data.csv).\n")
		h.write("content/reports/"+path+"/data.csv", fmt.Sprintf("day,level\n1,%d\n", len(f.body)))
	}
	h.write(f.file(path)+".md", b.String())
	if h.remove(f.file(path) + ".v1.md"); f.states("version:") {
		h.write(f.file(path)+".v1.md", fmt.Sprintf("---\ntitle: %s at first\ndate: 2026-02-01\nregions: [port]\ntopics: [flood]\n---\n\nIt was more.\n", f.title))
	}
	if f.translated {
		h.write(f.file(path)+".uk.md", "---\ntitle: Звіт "+f.title+"\n---\n\nВода. "+f.body)
	}
}

func (h *history) erase(path string) {
	f := h.reports[path]
	h.remove(f.file(path) + ".md")
	h.remove(f.file(path) + ".uk.md")
	h.remove(f.file(path) + ".v1.md")
	if f.bundle {
		h.remove("content/reports/" + path)
	}
}

// with changes one report and saves it.
func (h *history) with(what string, change func(f *fake)) string {
	paths := h.paths()
	if len(paths) == 0 {
		return h.create()
	}
	path := pick(h.r, paths)
	change(h.reports[path])
	h.save(path)
	return what + " " + path
}

func (h *history) rewrite() string { return h.with("rewrite", func(f *fake) { f.body = h.text() }) }

func (h *history) retag() string {
	return h.with("retag", func(f *fake) {
		f.title += "."
		f.regions = []string{pick(h.r, []string{"port", "Ardenia", "PL"}), "North Ardenia"}
		f.topics = []string{pick(h.r, []string{"flood", "health"})}
		f.date = fmt.Sprintf("2026-02-%02dT%02d:30+05:00", 1+h.r.IntN(9), h.r.IntN(24))
	})
}

func (h *history) flipDraft() string {
	return h.with("flip draft", func(f *fake) { f.draft = !f.draft })
}

func (h *history) translate() string {
	return h.with("translate", func(f *fake) { f.translated = true })
}

func (h *history) embargo() string {
	return h.with("embargo or expire", func(f *fake) {
		at := h.now.Add(time.Duration(h.r.IntN(96)-48) * time.Hour).Format(time.RFC3339)
		f.extra = []string{pick(h.r, []string{"embargo: " + at, "expires: " + at, "tlp: amber", "tlp: clear", "summary: Water falls."})}
	})
}

func (h *history) dataFile() string {
	for _, path := range h.paths() {
		if h.reports[path].bundle && h.r.IntN(2) == 0 {
			h.write("content/reports/"+path+"/data.csv", fmt.Sprint("day,level\n2,", h.r.IntN(9), "\n"))
			return "change the data of " + path
		}
	}
	return h.create()
}

func (h *history) rename() string {
	paths := h.paths()
	if len(paths) == 0 {
		return h.create()
	}
	path := pick(h.r, paths)
	h.erase(path)
	h.reports[path+"x"] = h.reports[path]
	delete(h.reports, path)
	h.save(path + "x")
	h.relink(path, path+"x")
	return "rename " + path
}

func (h *history) delete() string {
	paths := h.paths()
	if len(paths) < 4 {
		return h.create()
	}
	path := pick(h.r, paths)
	h.erase(path)
	delete(h.reports, path)
	mend := func() { h.relink(path, "2026/01/01-base") }
	if h.mend == nil && h.r.IntN(5) == 0 { // the links to it are broken until later
		h.mischief, h.mend = "links to "+path, mend
	} else {
		mend()
	}
	return "delete " + path
}

// relink makes links to one report lead to another, as a careful writer does.
func (h *history) relink(from, to string) {
	for _, path := range h.paths() {
		if f := h.reports[path]; strings.Contains(f.body, "report:"+from+")") {
			f.body = strings.ReplaceAll(f.body, "report:"+from+")", "report:"+to+")")
			h.save(path)
		}
	}
}

// moveFolder moves a month of reports as a whole.
func (h *history) moveFolder() string {
	from, to := pick(h.r, []string{"2026/02", "2026/03"}), fmt.Sprintf("2027/%02d", h.next)
	if os.Rename(filepath.Join(h.dir, "content/reports", from), filepath.Join(h.dir, "content/reports", "moved")) != nil {
		return h.create()
	}
	h.write("content/reports/2027/.keep", "")
	if err := os.Rename(filepath.Join(h.dir, "content/reports/moved"), filepath.Join(h.dir, "content/reports", to)); err != nil {
		h.t.Fatal(err)
	}
	var moved []string
	for _, path := range h.paths() {
		if rest, inside := strings.CutPrefix(path, from+"/"); inside {
			moved = append(moved, rest)
			h.reports[to+"/"+rest] = h.reports[path]
			delete(h.reports, path)
		}
	}
	for _, rest := range moved {
		h.relink(from+"/"+rest, to+"/"+rest)
	}
	h.next++
	return "move " + from + " to " + to
}

func (h *history) editTemplate() string {
	if h.r.IntN(2) == 0 {
		h.remove("layouts")
		return "remove the overrides"
	}
	text, err := fs.ReadFile(layouts.FS, "404.html")
	if err != nil {
		h.t.Fatal(err)
	}
	h.write("layouts/404.html", string(text)+fmt.Sprintf("<!-- -->%d", h.r.IntN(3)))
	return "edit a template"
}

func (h *history) editStyle() string {
	h.write("layouts/extra.css", fmt.Sprintf("main { margin: %dpx }\n", h.r.IntN(5)))
	return "edit a style sheet"
}

func (h *history) editSite() string {
	h.write("content/site.yaml", fmt.Sprintf("title: Warm %d\ntimezone: %s\nbase_url: https://warm.example/\nlanguages: [en, uk]\naudience: %s\n",
		h.r.IntN(3), pick(h.r, []string{"Europe/Kyiv", "Pacific/Kiritimati", "UTC"}), pick(h.r, []string{"clear", "green", "red"})))
	return "edit site.yaml"
}

func (h *history) addRegion() string {
	rows := "- {id: ardenia, name: Ardenia}\n- {id: north, name: North Ardenia, parent: ardenia}\n- {id: port, name: Port Vale, parent: north, aliases: [Vale]}\n"
	rows += pick(h.r, []string{"", "- {id: hill, name: Hill}\n", "- {id: ukraine, name: Ukraine proper, codes: [UA]}\n", "- {id: kharkiv, name: Kharkiv region, codes: [UA-63], parent: UA}\n"})
	h.write("content/regions.yaml", rows)
	return "edit regions.yaml"
}

func (h *history) addTopic() string {
	h.write("content/topics.yaml", "- {id: flood, name: Flood}\n- {id: health, name: "+pick(h.r, []string{"Health", "Health and water"})+", aliases: [Health]}\n- {id: cholera, name: Cholera, parent: health}\n"+
		pick(h.r, []string{"", "- {id: power, name: Power}\n"}))
	return "edit topics.yaml"
}

func (h *history) passTime() string {
	h.now = h.now.Add(time.Duration(h.r.IntN(72)) * time.Hour)
	return "let time pass"
}

func (h *history) touch() string {
	paths := h.paths()
	path := pick(h.r, paths)
	at := time.Now().Add(-time.Duration(h.r.IntN(1000)) * time.Hour)
	if err := os.Chtimes(filepath.Join(h.dir, h.reports[path].file(path)+".md"), at, at); err != nil {
		h.t.Fatal(err)
	}
	return "touch " + path
}

// meddle takes a published file away, or spoils what is remembered.
func (h *history) meddle() string {
	if h.r.IntN(2) == 0 {
		paths := slices.DeleteFunc(slices.Sorted(maps.Keys(h.last)), func(path string) bool { return path == output.ManifestName }) // without it nothing there is ours
		if len(paths) > 0 {
			path := pick(h.r, paths)
			h.remove("public/" + path)
			delete(h.last, path)
			return "remove the published " + path
		}
	}
	if !h.restart {
		return "meddle with nothing"
	}
	names, _ := filepath.Glob(filepath.Join(h.dir, "cache", "*"))
	name := pick(h.r, names)
	data, err := os.ReadFile(name)
	if err != nil || len(data) == 0 {
		return "meddle with nothing"
	}
	if h.r.IntN(2) == 0 {
		data = data[:h.r.IntN(len(data))]
	} else {
		data[h.r.IntN(len(data))] ^= 1 << h.r.IntN(8)
	}
	if err := os.WriteFile(name, data, 0o600); err != nil {
		h.t.Fatal(err)
	}
	return "spoil " + filepath.Base(name) + " of the cache"
}

// spoil makes the site invalid, to be mended by a later step.
func (h *history) spoil() string {
	if h.mend != nil {
		return h.rewrite()
	}
	path := pick(h.r, h.paths())
	faulty := *h.reports[path]
	const nowhere = "\n[nowhere](report:2026/01/01-none)\n"
	broken := false
	switch h.r.IntN(5) {
	case 0:
		faulty.extra = append(slices.Clone(faulty.extra), "tittle: Oops")
	case 1:
		faulty.topics = []string{"no-such-topic"}
	case 2:
		faulty.body += nowhere
		broken = true
	case 3:
		faulty.regions = []string{"Ardenya"}
	case 4:
		faulty.date = ""
	}
	good := h.reports[path]
	h.reports[path] = &faulty
	h.save(path)
	h.mischief = path
	h.mend = func() {
		for p, f := range h.reports {
			if f == &faulty {
				h.erase(p)
				good.body = faulty.body
				if broken {
					good.body = strings.TrimSuffix(good.body, nowhere)
				}
				h.reports[p] = good
				h.save(p)
			}
		}
	}
	return "spoil " + path
}

func (h *history) nothing() string { return "nothing" }

// compare builds warm and cold, and reports whether they agree.
func (h *history) compare(step string) bool {
	h.t.Helper()
	if h.restart {
		if err := h.mem.Close(); err != nil {
			h.t.Fatal(err)
		}
		var err error
		if h.mem, _, err = generator.OpenMemory(filepath.Join(h.dir, "cache"), "test"); err != nil {
			h.t.Fatal(err)
		}
	}
	look := h.look()
	if h.r.IntN(4) == 0 { // a preview of everything in between, which must leave no trace
		h.preview(step, look)
		look = []string{}
	}
	warm := h.build(h.mem, look, &folder{t: h.t, dir: filepath.Join(h.dir, "public")})
	empty, _, err := generator.OpenMemory("", "test")
	if err != nil {
		h.t.Fatal(err)
	}
	defer empty.Close()
	nowhere := h.t.TempDir()
	h.coldOnDisk = (h.coldOnDisk + 1) % 8
	var dest collector = &made{}
	if h.coldOnDisk == 0 {
		dest = &folder{t: h.t, dir: filepath.Join(nowhere, "cold")}
	}
	cold := h.build(empty, nil, dest)
	if diff := cmp.Diff(cold.Findings, warm.Findings); diff != "" {
		h.t.Errorf("%s: the findings differ (-cold +warm):\n%s", step, diff)
		return false
	}
	got, want := treeOf(h.t, filepath.Join(h.dir, "public")), h.last
	if !cold.Failed {
		want = dest.files()
		h.valid++
		if h.coldOnDisk != 0 { // only a folder has a manifest
			want[output.ManifestName] = got[output.ManifestName]
		}
	} else if *warmTell {
		h.t.Logf("%s: %v", step, cold.Findings)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		h.t.Errorf("%s: the trees differ (-want +got), failed: %t\n%s", step, cold.Failed, diff)
		return false
	}
	h.last = got
	return os.RemoveAll(nowhere) == nil
}

func (h *history) build(mem *generator.Memory, look []string, dest generator.Destination) generator.Result {
	h.t.Helper()
	return h.buildWith(mem, generator.Options{Look: look}, dest)
}

func (h *history) buildWith(mem *generator.Memory, opt generator.Options, dest generator.Destination) generator.Result {
	h.t.Helper()
	opt.Now, opt.Theme = h.now, layouts.FS
	result, err := generator.Build(context.Background(), h.tree, mem, opt, dest)
	if err != nil {
		h.t.Fatal(err)
	}
	return result
}

// preview shows everything, warm, and holds it to the same from nothing.
func (h *history) preview(step string, look []string) {
	h.t.Helper()
	empty, _, err := generator.OpenMemory("", "test")
	if err != nil {
		h.t.Fatal(err)
	}
	defer empty.Close()
	var warm, cold made
	got := h.buildWith(h.mem, generator.Options{Look: look, Everything: true, KeepGoing: true}, &warm)
	want := h.buildWith(empty, generator.Options{Everything: true, KeepGoing: true}, &cold)
	if diff := cmp.Diff(cold, warm); diff != "" {
		h.t.Errorf("%s: the previews differ (-want +got)\n%s", step, diff)
	}
	if diff := cmp.Diff([][]generator.Withheld{want.Marked, want.Withheld}, [][]generator.Withheld{got.Marked, got.Withheld}); diff != "" {
		h.t.Errorf("%s: what the public will not see differs (-want +got)\n%s", step, diff)
	}
	if diff := cmp.Diff(want.Findings, got.Findings); diff != "" {
		h.t.Errorf("%s: the findings of the previews differ (-want +got)\n%s", step, diff)
	}
}

// look lists the folders in which something has changed since it was asked last, as a watcher would; nil the first time, now and
// then, and when a process begins.
func (h *history) look() []string {
	now, changed := map[string]string{}, []string{}
	for _, top := range []string{"content", "layouts"} {
		_ = filepath.WalkDir(filepath.Join(h.dir, top), func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return nil // layouts may not be there
			}
			rel, _ := filepath.Rel(h.dir, name)
			rel = filepath.ToSlash(rel)
			info, err := d.Info()
			if d.IsDir() {
				now[rel] += ""
				now[path.Dir(rel)] += d.Name() + "/ "
			} else if err == nil {
				now[path.Dir(rel)] += fmt.Sprintf("%s %d %v ", d.Name(), info.Size(), info.ModTime())
			}
			return err
		})
	}
	for folder, looks := range now {
		if before, known := h.folders[folder]; !known || before != looks {
			changed = append(changed, folder)
		}
	}
	first := h.folders == nil || h.restart || h.r.IntN(6) == 0
	h.folders = now
	if first {
		return nil
	}
	slices.Sort(changed)
	return changed
}

// collector is a destination that can tell what it was given.
type collector interface {
	generator.Destination
	files() map[string]string
}

// folder is a published tree on disk.
type folder struct {
	t   *testing.T
	dir string
}

func (f *folder) Take(files output.Files, head output.Head) ([]diag.Finding, error) {
	tree, err := output.Open(f.dir)
	if err != nil {
		return nil, err
	}
	defer tree.Close()
	return (&output.Folder{Tree: tree}).Take(files, head)
}

func (f *folder) files() map[string]string { return treeOf(f.t, f.dir) }

// made keeps files where they are quickly had: in a map.
type made map[string]string

func (m *made) Take(files output.Files, _ output.Head) ([]diag.Finding, error) {
	*m = made{}
	for _, f := range files.All() {
		var b bytes.Buffer
		if err := f.Make(&b); err != nil {
			return nil, err
		}
		(*m)[f.Path] = b.String()
		if single, found := files.Find(f.Path); !found || single.Path != f.Path || single.Key() != f.Key() {
			return nil, fmt.Errorf("%s is listed, and not the same when it is looked up (found: %t)", f.Path, found)
		}
	}
	return nil, nil
}

func (m *made) files() map[string]string { return *m }

// treeOf reads a published tree, manifest and all.
func treeOf(t testing.TB, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // nothing has been published yet
		}
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		files[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
