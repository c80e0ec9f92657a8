package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
	"go.yaml.in/yaml/v4"

	"sitrep/content"
	"sitrep/generator/diag"
	"sitrep/generator/site"
)

// recipe is a block of code in the guide or the README.
type recipe struct{ from, kind, text string }

// recipes are the blocks of the pages that tell how to publish.
func recipes(t *testing.T) (list []recipe) {
	t.Helper()
	texts := map[string]string{"README.md": readFile(t, "../../README.md")}
	for _, name := range []string{"guide-publishing.md", "guide-targets.md", "guide-verifying.md"} {
		data, err := content.FS.ReadFile("pages/" + name)
		if err != nil {
			t.Fatal(err)
		}
		texts[name] = string(data)
	}
	for name, text := range texts {
		for _, m := range regexp.MustCompile("(?ms)^```(\\w*)\n(.*?)^```$").FindAllStringSubmatch(text, -1) {
			list = append(list, recipe{name, m[1], m[2]})
		}
	}
	slices.SortStableFunc(list, func(a, b recipe) int { return strings.Compare(a.from, b.from) })
	if len(list) < 30 {
		t.Fatalf("only %d blocks were found", len(list))
	}
	return list
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestRecipesAreUnderstood reads every recipe as the program does that it is for.
func TestRecipesAreUnderstood(t *testing.T) {
	t.Parallel()
	settings := 0
	for _, r := range recipes(t) {
		switch r.kind {
		case "toml":
			if err := toml.Unmarshal([]byte(r.text), new(any)); err != nil {
				t.Errorf("%s: %v in\n%s", r.from, err, r.text)
			}
		case "yaml":
			var v any
			if err := yaml.Unmarshal([]byte(r.text), &v); err != nil {
				t.Errorf("%s: %v in\n%s", r.from, err, r.text)
			}
			if m, is := v.(map[string]any); is && !isCI(m) {
				settings++
				_, findings := site.ParseConfig("site.yaml", []byte("title: T\ntimezone: UTC\n"+r.text))
				if diag.Failed(findings) {
					t.Errorf("%s: %v in\n%s", r.from, findings, r.text)
				}
			}
		}
		for _, script := range scripts(t, r) {
			if out, err := exec.Command("sh", "-nc", script).CombinedOutput(); err != nil {
				t.Errorf("%s: %v: %s in\n%s", r.from, err, out, script)
			}
		}
	}
	if settings < 5 {
		t.Errorf("%d blocks are settings of a site, want more", settings)
	}
}

// isCI reports whether a YAML file is one of GitHub or GitLab.
func isCI(m map[string]any) bool {
	for _, value := range m {
		if job, is := value.(map[string]any); is && job["script"] != nil {
			return true
		}
	}
	return m["jobs"] != nil
}

// scripts are what a recipe has a shell do.
func scripts(t *testing.T, r recipe) []string {
	switch r.kind {
	case "sh":
		return []string{r.text}
	case "yaml":
		var v any
		if err := yaml.Unmarshal([]byte(r.text), &v); err != nil {
			t.Fatal(err)
		}
		return commands(v)
	}
	return nil
}

// commands are the values of run and script, in their order.
func commands(v any) (list []string) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			list = append(list, commands(item)...)
		}
	case map[string]any:
		if run, is := v["run"].(string); is {
			list = append(list, run)
		}
		if lines, is := v["script"].([]any); is {
			var script strings.Builder
			for _, line := range lines {
				fmt.Fprintln(&script, line)
			}
			list = append(list, script.String())
		}
		for key, value := range v {
			if key != "run" && key != "script" {
				list = append(list, commands(value)...)
			}
		}
	}
	return list
}

// workshop is a site in a repository of its own, with programs that stand for those which reach other machines: they note how they were
// called.
type workshop struct {
	dir, calls string
	env        []string
	replace    *strings.Replacer
}

func newWorkshop(t *testing.T) *workshop {
	t.Helper()
	dir := t.TempDir()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	w := &workshop{dir: filepath.Join(dir, "site"), calls: filepath.Join(dir, "calls")}
	tools := filepath.Join(dir, "tools")
	for _, name := range []string{"npx", "rsync", "apt-get", "at", "go", "chmod"} {
		writeFile(t, filepath.Join(tools, name), "#!/bin/sh\necho "+name+" \"$@\" >>"+w.calls+"\n")
		if err := os.Chmod(filepath.Join(tools, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	w.env = append(os.Environ(), "PATH="+tools+":"+os.Getenv("PATH"), "HOME="+dir, "XDG_CACHE_HOME="+dir+"/cache", "GITHUB_OUTPUT="+dir+"/output", "SSH_KEY="+dir+"/key", "KNOWN_HOSTS="+dir+"/known")
	if err := os.Symlink(self, filepath.Join(tools, "sitrep")); err != nil {
		t.Skip("this system makes no symbolic links:", err)
	}
	w.must(t, dir, "sitrep new site site")
	if err := os.Mkdir(filepath.Join(w.dir, "bin"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(self, filepath.Join(w.dir, "bin/sitrep")); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.FileServer(http.Dir(filepath.Join(w.dir, "public"))))
	t.Cleanup(server.Close)
	config := filepath.Join(w.dir, "content/site.yaml")
	writeFile(t, config, fmt.Sprintf("%s\npublish:\n  live: {kind: dir, path: %q}\n  stick: {kind: dir, path: %q}\n", readFile(t, config), filepath.Join(dir, "live"), filepath.Join(dir, "stick")))
	w.replace = strings.NewReplacer("/media/stick", "public", "https://reports.example.org/", server.URL+"/")
	return w
}

func (w *workshop) run(dir, script string) (string, error) {
	c := exec.Command("sh", "-ec", script)
	c.Dir, c.Env = dir, w.env
	out, err := c.CombinedOutput()
	return string(out), err
}

func (w *workshop) must(t *testing.T, dir, script string) string {
	t.Helper()
	out, err := w.run(dir, script)
	if err != nil {
		t.Fatalf("%v: %s\nin\n%s", err, out, script)
	}
	return out
}

// TestRecipesRun has a shell do what the recipes say, in the order of each page.
func TestRecipesRun(t *testing.T) {
	t.Parallel()
	from := ""
	var w *workshop
	for _, r := range recipes(t) {
		if r.from != from {
			from, w = r.from, newWorkshop(t)
			w.must(t, w.dir, "sitrep build")
		}
		for _, script := range scripts(t, r) {
			script = w.replace.Replace(script)
			switch {
			case strings.Contains(script, "--pdf"), strings.Contains(script, "serve"), strings.Contains(script, "make test"):
				t.Logf("not run, it needs a browser or stays: %s", script)
				continue
			case strings.Contains(script, "--rollback"):
				writeFile(t, filepath.Join(w.dir, "content/pages/later.md"), "---\ntitle: Later\n---\nWords.\n")
				w.must(t, w.dir, "sitrep build && sitrep publish live")
				script = strings.Replace(script, "=12", "=1", 1)
			case strings.Contains(script, "--key RW"):
				public := strings.Split(readFile(t, filepath.Join(w.dir, "desk.key.pub")), "\n")[1]
				script = regexp.MustCompile(`RW\S+`).ReplaceAllString(script, public)
			}
			if out, err := w.run(w.dir, script); err != nil {
				t.Errorf("%s: %v: %s\nin\n%s", r.from, err, out, script)
			}
		}
		if r.from == "guide-verifying.md" {
			continue
		}
		if _, err := os.Stat(filepath.Join(w.dir, "public/index.html")); err != nil {
			t.Fatalf("%s: there is no site: %v", r.from, err)
		}
	}
}

// TestTheScheduleWaits runs the job of GitHub Pages by its clock: a scheduled run before anything is due does nothing.
func TestTheScheduleWaits(t *testing.T) {
	t.Parallel()
	w := newWorkshop(t)
	var look, build string
	for _, r := range recipes(t) {
		for _, script := range scripts(t, r) {
			if strings.Contains(script, "GITHUB_OUTPUT") && look == "" {
				look = script
			}
			if strings.Contains(script, "> .sitrep-due") && build == "" {
				build = script
			}
		}
	}
	output := filepath.Join(filepath.Dir(w.dir), "output")
	decides := func(event string) string {
		t.Helper()
		writeFile(t, output, "")
		w.must(t, w.dir, "GITHUB_EVENT_NAME="+event+"\n"+look)
		return readFile(t, output)
	}
	if got := decides("schedule"); got != "" {
		t.Errorf("when nothing is known: %q", got)
	}
	w.must(t, w.dir, build)
	for _, c := range []struct{ due, event, want string }{
		{readFile(t, filepath.Join(w.dir, ".sitrep-due")), "schedule", "nothing=true\n"},
		{"9999-12-31\n", "schedule", "nothing=true\n"},
		{"9999-12-31\n", "push", ""},
		{"2024-11-10T18:00:00+02:00\n", "schedule", ""},
	} {
		writeFile(t, filepath.Join(w.dir, ".sitrep-due"), c.due)
		if got := decides(c.event); got != c.want {
			t.Errorf("due %q, %s: got %q, want %q", c.due, c.event, got, c.want)
		}
	}
}
