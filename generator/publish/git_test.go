package publish

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// repository makes a bare repository, and returns its folder and a way to run git in it.
func repository(t *testing.T) (dir string, git func(args ...string) string) {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed; make servers installs it")
	}
	t.Setenv("GIT_CONFIG_GLOBAL", filepath.Join(t.TempDir(), "none"))
	dir = filepath.Join(t.TempDir(), "pages.git")
	git = func(args ...string) string {
		t.Helper()
		c := exec.Command("git", append([]string{"--git-dir=" + dir}, args...)...)
		out, err := c.CombinedOutput()
		if err != nil {
			t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
		}
		return strings.TrimSpace(string(out))
	}
	git("init", "--quiet", "--bare")
	return dir, git
}

func openGit(t *testing.T, o GitOptions) *Git {
	t.Helper()
	g, err := OpenGit(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { g.Close() })
	return g
}

// gather puts files, and finishes.
func gather(t *testing.T, g *Git, files ...string) error {
	t.Helper()
	for _, f := range files {
		path, text, _ := strings.Cut(f, "=")
		if _, err := g.Put(t.Context(), path, []byte(text), Header{}, When{}); err != nil {
			t.Fatal(err)
		}
	}
	return g.Finish(t.Context(), "Publish")
}

func TestABranchKeepsItsWord(t *testing.T) {
	dir, git := repository(t)
	o := GitOptions{Remote: dir, Branch: "pages"}
	g := openGit(t, o)
	targetKeepsItsWord(t, g)
	if got := git("for-each-ref"); got != "" {
		t.Errorf("before it is finished, there is %s", got)
	}
	if err := g.Finish(t.Context(), "Publish"); err != nil {
		t.Fatal(err)
	}
	again := openGit(t, o)
	data, _, err := again.Get(t.Context(), "a/d ü.html")
	if err != nil || string(data) != "two" {
		t.Errorf("another publisher reads %q, %v", data, err)
	}
	if got := git("show", "pages:a/d ü.html"); got != "two" {
		t.Errorf("in the branch there is %q", got)
	}
	if folders, _ := filepath.Glob(filepath.Join(os.TempDir(), "sitrep-git-*")); true {
		g.Close()
		again.Close()
		for _, f := range folders {
			if f == g.dir || f == again.dir {
				if _, err := os.Stat(f); err == nil {
					t.Errorf("%s is left", f)
				}
			}
		}
	}
}

// TestTheBranchHasOneCommit publishes twice without and with history, and once nothing new.
func TestTheBranchHasOneCommit(t *testing.T) {
	dir, git := repository(t)
	o := GitOptions{Remote: dir, Branch: "gh-pages"}
	commits := func() string { return git("rev-list", "--count", "gh-pages") }
	for _, text := range []string{"one\r\n", "two", "two"} {
		if err := gather(t, openGit(t, o), "index.html="+text, ".sitrep/record.txt=r"); err != nil {
			t.Fatal(err)
		}
		if got := commits(); got != "1" {
			t.Errorf("without history there are %s commits", got)
		}
	}
	first := git("rev-parse", "gh-pages")
	if err := gather(t, openGit(t, o), "index.html=two"); err != nil || git("rev-parse", "gh-pages") != first {
		t.Errorf("nothing new made a commit: %v", err)
	}
	o.History = true
	g := openGit(t, o)
	_ = g.Remove(t.Context(), []string{".sitrep/record.txt"})
	if err := gather(t, g, "index.html=three"); err != nil {
		t.Fatal(err)
	}
	if got := commits(); got != "2" {
		t.Errorf("with history there are %s commits", got)
	}
	if got := git("ls-tree", "-r", "--name-only", "gh-pages"); got != "index.html" {
		t.Errorf("the branch has %q", got)
	}
	if got, want := git("log", "-1", "--format=%an <%ae> %cn <%ce> %s", "gh-pages"), "sitrep <sitrep@invalid> sitrep <sitrep@invalid> Publish"; got != want {
		t.Errorf("the commit is %q, want %q", got, want)
	}
}

// TestTheSecondPublisherIsRefused has two that found the same branch, or none.
func TestTheSecondPublisherIsRefused(t *testing.T) {
	dir, git := repository(t)
	for _, history := range []bool{false, true} {
		for _, round := range []string{"the first of all", "later"} {
			o := GitOptions{Remote: dir, Branch: fmt.Sprintf("pages-%t", history), History: history}
			a, b := openGit(t, o), openGit(t, o)
			if err := gather(t, a, "index.html="+round+" by a"); err != nil {
				t.Fatal(err)
			}
			var final Final
			if err := gather(t, b, "index.html="+round+" by b"); !errors.Is(err, ErrTaken) || !errors.As(err, &final) {
				t.Errorf("history %t, %s: the second got %v", history, round, err)
			}
			if got := git("show", o.Branch+":index.html"); got != round+" by a" {
				t.Errorf("history %t: the branch has %q", history, got)
			}
		}
	}
}

// TestNoCheckoutIsTouched runs as a hook does, with the environment of a checkout, and with an author.
func TestNoCheckoutIsTouched(t *testing.T) {
	dir, git := repository(t)
	work := t.TempDir()
	run := func(args ...string) string {
		c := exec.Command("git", args...)
		c.Dir = work
		out, err := c.CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return string(out)
	}
	run("init", "--quiet")
	put(t, filepath.Join(work, "draft.md"), "secret")
	run("add", "draft.md")
	before := run("status", "--porcelain", "--branch") + run("config", "--list", "--local") + run("for-each-ref")
	t.Setenv("GIT_DIR", filepath.Join(work, ".git"))
	t.Setenv("GIT_INDEX_FILE", filepath.Join(work, ".git/index"))
	t.Setenv("GIT_WORK_TREE", work)
	t.Setenv("GIT_AUTHOR_EMAIL", "someone@reports.example")
	if err := gather(t, openGit(t, GitOptions{Remote: dir, Branch: "pages"}), "index.html=one"); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_AUTHOR_EMAIL"} {
		os.Unsetenv(name)
	}
	if after := run("status", "--porcelain", "--branch") + run("config", "--list", "--local") + run("for-each-ref"); after != before {
		t.Errorf("the checkout was\n%s\nand is\n%s", before, after)
	}
	if got := git("ls-tree", "-r", "--name-only", "pages"); got != "index.html" {
		t.Errorf("the branch has %q", got)
	}
	if got := git("log", "--format=%ae", "pages"); got != "sitrep@invalid" {
		t.Errorf("the author is %q", got)
	}
}

// TestGitSaysWhatIsWrong wants errors that say what to do, and no password in them.
func TestGitSaysWhatIsWrong(t *testing.T) {
	dir, git := repository(t)
	for remote, want := range map[string]string{
		filepath.Join(dir, "nowhere"):                    "see to it that git ls-remote " + filepath.Join(dir, "nowhere") + " works",
		"http://desk:sesame@127.0.0.1:1/pages.git":       "http://desk:xxxxx@127.0.0.1:1/pages.git",
		"--upload-pack=touch /tmp/sitrep-was-here; true": "ask --upload-pack",
	} {
		_, err := OpenGit(t.Context(), GitOptions{Remote: remote, Branch: "pages"})
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "sesame") {
			t.Errorf("%s: got %v, want %q", remote, err, want)
		}
	}
	if _, err := OpenGit(t.Context(), GitOptions{Remote: dir, Branch: "a..b"}); err == nil || !strings.Contains(err.Error(), "not a name for a branch") {
		t.Errorf("got %v", err)
	}
	if err := gather(t, openGit(t, GitOptions{Remote: dir, Branch: "pages"}), "index.html=one"); err != nil {
		t.Fatal(err)
	}
	git("config", "receive.denyNonFastForwards", "true")
	err := gather(t, openGit(t, GitOptions{Remote: dir, Branch: "pages"}), "index.html=two")
	if err == nil || errors.Is(err, ErrTaken) || !strings.Contains(err.Error(), "history: true") {
		t.Errorf("where a forced push is not allowed: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := OpenGit(ctx, GitOptions{Remote: dir, Branch: "pages"}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}
