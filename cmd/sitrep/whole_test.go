package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	fixedNow = "2026-03-10T12:00:00Z"
	patience = time.Minute // for what must happen, however busy the machine is
)

// must carries out a command in this process, and returns what it printed.
func must(t testing.TB, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	if code := run(t.Context(), args, &out, &errs); code != done {
		t.Fatalf("sitrep %v ended with %d: %s%s", args, code, out.String(), errs.String())
	}
	return out.String()
}

// process is a command in a process of its own, with an environment of its own; see TestMain.
func process(t testing.TB, env []string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "sitrep", args...)
	cmd.Env = append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir()}, env...)
	return cmd
}

// sample is the sample site's files.
func sample(t testing.TB) map[string]string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "sample")
	must(t, "new", "site", dir)
	return readTree(t, dir)
}

// readTree returns all files below a folder, by slash path.
func readTree(t testing.TB, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // it went away, or was never there
		}
		if err != nil || d.IsDir() || d.Name() == ".sitrep-lock" { // which comes and goes with each build
			return err
		}
		data, err := os.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		rel, _ := filepath.Rel(dir, name)
		files[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func writeFile(t testing.TB, name, text string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, []byte(text), 0o666)); err != nil {
		t.Fatal(err)
	}
}

func writeTree(t testing.TB, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		writeFile(t, filepath.Join(dir, filepath.FromSlash(name)), text)
	}
}

// sum names a tree: its paths and bytes.
func sum(tree map[string]string) string {
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		fmt.Fprintf(h, "%d %s %d ", len(name), name, len(tree[name]))
		io.WriteString(h, tree[name])
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// unlike says how two trees differ, in a few lines; "" when they do not.
func unlike(got, want map[string]string) string {
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if text, there := got[name]; !there {
			lines = append(lines, name+" is missing")
		} else if text != want[name] {
			lines = append(lines, name+" differs")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if _, wanted := want[name]; !wanted {
			lines = append(lines, name+" should not be there")
		}
	}
	if len(lines) > 8 {
		lines = append(lines[:8], fmt.Sprintf("and %d more", len(lines)-8))
	}
	return strings.Join(lines, "\n")
}

// eventually waits until something is so.
func eventually(t testing.TB, what string, so func() bool) {
	t.Helper()
	for deadline := time.Now().Add(patience); !so(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("waited in vain: %s", what)
		}
	}
}

// reportText is the text of a report with the four fields.
func reportText(title, body string) string {
	return "---\ntitle: " + title + "\ndate: 2026-03-01\nregions: [NO]\ntopics: [flood]\n---\n\n" + body + "\n"
}

// record is what a command prints while it runs.
type record struct {
	mu  sync.Mutex
	all strings.Builder
}

func (r *record) Write(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.all.Write(p)
}

func (r *record) String() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.all.String()
}

func (r *record) count(what string) int { return strings.Count(r.String(), what) }

func sortedNames(tree map[string]string) []string { return slices.Sorted(maps.Keys(tree)) }
