//go:build unix

package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// under has a command run with a umask.
func under(cmd *exec.Cmd, umask string) {
	cmd.Args = append([]string{"sh", "-c", "umask " + umask + ` && exec "$@"`, "sh", cmd.Path}, cmd.Args[1:]...)
	cmd.Path = "/bin/sh"
}

// TestAKilledBuildLeavesWholeFiles kills builds at any moment while two versions of a site take turns. Every published file is
// whole at all times, the old one or the new one; what both versions have is never missing; and the next build completes the tree.
func TestAKilledBuildLeavesWholeFiles(t *testing.T) {
	t.Parallel()
	seed := rand.Uint64()
	t.Logf("the seed is %d", seed)
	r := rand.New(rand.NewPCG(seed, 9))
	dir := t.TempDir()
	var sites [2]string
	var clean [2]map[string]string
	var took time.Duration
	for v := range sites {
		sites[v] = filepath.Join(dir, fmt.Sprint("site", v))
		writeTree(t, sites[v], version(v))
		start := time.Now()
		finish(t, process(t, nil, "-C", sites[v], "build", "--now", fixedNow, "--cache", "off", "--out", filepath.Join(dir, fmt.Sprint("clean", v))))
		took = time.Since(start)
		clean[v] = readTree(t, filepath.Join(dir, fmt.Sprint("clean", v)))
	}
	public, cache := filepath.Join(dir, "public"), filepath.Join(dir, "cache")
	build := func(v int) *exec.Cmd {
		return process(t, nil, "-C", sites[v], "build", "--now", fixedNow, "--cache", cache, "--out", public)
	}
	finish(t, build(0))
	killed, within := 0, 0
	for round := range 20 {
		cmd := build(r.IntN(2))
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		if round%4 == 0 {
			time.Sleep(upTo(r, took))
		} else { // in the midst of writing
			awaitWriting(public, ended)
			time.Sleep(upTo(r, took/10))
		}
		_ = cmd.Process.Kill()
		if err := <-ended; err != nil {
			killed++
		}
		within += checkWhole(t, readTree(t, public), clean)
		if r.IntN(2) == 0 {
			v := r.IntN(2)
			finish(t, build(v))
			if diff := unlike(readTree(t, public), clean[v]); diff != "" {
				t.Errorf("round %d: the build after the killed one is not a clean one:\n%s", round, diff)
			}
		}
		if t.Failed() {
			return
		}
	}
	t.Logf("%d of 20 builds were killed, %d while they wrote", killed, within)
}

func upTo(r *rand.Rand, most time.Duration) time.Duration {
	return time.Duration(r.Int64N(int64(most)))
}

// awaitWriting waits until a build has begun to write, or has ended.
func awaitWriting(public string, ended chan error) {
	for {
		select {
		case err := <-ended:
			ended <- err
			return
		case <-time.After(time.Millisecond):
			if _, err := os.Stat(filepath.Join(public, ".sitrep-pending")); err == nil {
				return
			}
		}
	}
}

// checkWhole holds that a tree is made of whole files of two versions. It returns 1 when the tree is on its way from one to the
// other, else 0.
func checkWhole(t *testing.T, tree map[string]string, clean [2]map[string]string) int {
	t.Helper()
	unfinished := 0
	for name, text := range tree {
		if strings.HasSuffix(name, ".sitrep-new") || name == ".sitrep-pending" || name == ".sitrep-lock" || strings.HasPrefix(name, ".sitrep-begin/") {
			unfinished = 1
			continue
		}
		zero, inZero := clean[0][name]
		one, inOne := clean[1][name]
		if !(inZero && text == zero || inOne && text == one) {
			t.Errorf("%s is neither the one nor the other: %d bytes", name, len(text))
		}
	}
	for name := range clean[0] {
		_, inBoth := clean[1][name]
		if _, there := tree[name]; inBoth && !there {
			t.Errorf("%s is gone for a while", name)
		}
	}
	return unfinished
}

// version is a site of which nearly all pages are different in another version.
func version(v int) map[string]string {
	files := map[string]string{"content/site.yaml": fmt.Sprintf("title: Version %d\ntimezone: UTC\nbase_url: https://killed.example/\n", v)}
	for i := range 150 {
		if i%10 != v { // each has what the other has not
			files[fmt.Sprintf("content/reports/2026/%02d/%02d-r%d.md", 1+i%3, 1+i%28, i)] = reportText(fmt.Sprint("Report ", i), strings.Repeat("Water rose. ", 200))
		}
	}
	files[fmt.Sprintf("content/reports/only/%d/a.md", v)] = reportText("Only here", "Text.")
	return files
}

func finish(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %v: %s", cmd.Args, err, out)
	}
}
