package generator_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
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
			if h.valid < *warmSteps/4 || h.valid == *warmSteps && h.valid >= 150 { // a short one may be lucky
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

// handedOver switches on what a site makes for others when it is asked to.
const handedOver = "data: {edxl: on, markdown: on, text: on, bibtex: on, csl: on}\nhxl: true\noffline: true\nnews_sitemap: true\nfeed_hub: https://hub.example/\n" +
	"reliefweb: {sources: [1], countries: {ardenia: 2, UA: 241}, languages: {en: 267, uk: 9}, themes: {health: 3}}\n" +
	"digest: {every: week, from: Warm <desk@warm.example>}\n"

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
	h.write("content/site.yaml", "title: Warm\ntimezone: Europe/Kyiv\nbase_url: https://warm.example/\nlanguages: [en, uk]\nhosts: [netlify, cloudflare-pages, github-pages]\n"+handedOver)
	h.write("content/regions.yaml", "- {id: ardenia, name: Ardenia}\n- {id: north, name: North Ardenia, parent: ardenia}\n- {id: port, name: Port Vale, parent: north, aliases: [Vale], at: [48.1, 30.2]}\n")
	h.write("content/topics.yaml", "- {id: flood, name: Flood}\n- {id: health, name: Health}\n- {id: cholera, name: Cholera, parent: health}\n")
	h.write("content/pages/about.md", "---\ntitle: About\n---\n\nWho we are.\n")
	h.write("content/reports/2026/01/01-base.md", "---\ntitle: Base\ndate: 2026-01-01\nregions: [port]\ntopics: [flood]\n"+
		"claims: [{id: bridge, text: The bridge is gone}, {id: dam, text: The dam is gone}]\n---\n\nIt began.\n") // other reports dispute these
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
