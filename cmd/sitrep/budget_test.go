package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// heavySite is a site with a light report and one with a large picture.
func heavySite(t *testing.T, settings string) string {
	t.Helper()
	dir := t.TempDir()
	writeTree(t, dir, map[string]string{
		"content/site.yaml":                          "title: Desk\ntimezone: UTC\n" + settings,
		"content/reports/2026/03/01-light.md":        reportText("Light", "Short."),
		"content/reports/2026/03/01-heavy/index.md":  reportText("Heavy", "![A river](river.jpg)\n\n![The same](river.jpg)"),
		"content/reports/2026/03/01-heavy/river.jpg": noise(t),
		"content/reports/2026/03/01-wordy.md":        reportText("Wordy", randomWords(20000)),
		"content/pages/about.md":                     "---\ntitle: About\n---\n\nShort.\n",
	})
	return dir
}

// noise is a photograph that does not compress.
func noise(t *testing.T) string {
	r, img := rand.New(rand.NewPCG(1, 2)), image.NewRGBA(image.Rect(0, 0, 1600, 900))
	for i := range img.Pix {
		img.Pix[i] = uint8(r.Uint32())
	}
	img.Set(0, 0, color.White)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func randomWords(n int) string {
	r, words := rand.New(rand.NewPCG(3, 4)), make([]string, n)
	for i := range words {
		word := make([]byte, 3+r.IntN(8))
		for j := range word {
			word[j] = byte('a' + r.IntN(26))
		}
		words[i] = string(word)
		if i%200 == 0 {
			words[i] += "\n\n"
		}
	}
	return strings.Join(words, " ")
}

// weights are the findings of page/weight that a command tells, and its exit code.
func weights(t *testing.T, args ...string) ([]string, int) {
	t.Helper()
	var out, errs bytes.Buffer
	code := run(t.Context(), append(args, "--now", fixedNow), &out, &errs)
	var found []string
	for _, line := range strings.Split(errs.String(), "\n") {
		if strings.Contains(line, "[page/weight]") {
			found = append(found, line)
		}
	}
	return found, code
}

func TestAHeavyPageIsTold(t *testing.T) {
	t.Parallel()
	dir := heavySite(t, "page_budget: 40 kB\n")
	cold, code := weights(t, "-C", dir, "build", "--cache", "off")
	if code != done || len(cold) != 2 || !strings.HasPrefix(cold[0], "content/reports/2026/03/01-heavy/index.md:") || !strings.HasPrefix(cold[1], "content/reports/2026/03/01-wordy.md:") {
		t.Fatalf("ended with %d, told %q", code, cold)
	}
	if !strings.Contains(cold[0], "40 kB: river.jpg ") || !strings.Contains(cold[1], "40 kB: the page itself ") {
		t.Errorf("told %q", cold)
	}
	if want := weightOf(t, dir); !strings.Contains(cold[0], "weighs "+want+" on") {
		t.Errorf("%s, but a browser loads %s", cold[0], want)
	}
	written := readTree(t, filepath.Join(dir, "public"))
	for name, args := range map[string][]string{
		"warm": {"build", "--cache", "off"}, "clean": {"build", "--cache", "off", "--clean"}, "check": {"check", "--cache", "off"},
	} {
		again, code := weights(t, append([]string{"-C", dir}, args...)...)
		if code != done || strings.Join(again, "\n") != strings.Join(cold, "\n") {
			t.Errorf("%s: ended with %d, told %q, want %q", name, code, again, cold)
		}
		if d := unlike(readTree(t, filepath.Join(dir, "public")), written); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

// weightOf is the weight of the heavy report's page, found by what the page says of itself.
func weightOf(t *testing.T, dir string) string {
	public := filepath.Join(dir, "public")
	file := func(name string) string {
		data, err := os.ReadFile(filepath.Join(public, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	const folder = "reports/2026/03/"
	html := file(folder + "01-heavy.html")
	style := regexp.MustCompile(`assets/report\.[0-9a-f]+\.css`).FindString(html)
	picture := regexp.MustCompile(`srcset="(\S+) 480w`).FindStringSubmatch(html)
	if picture == nil {
		t.Fatal("the page offers no small picture")
	}
	size := len(file(folder + strings.TrimPrefix(picture[1], "../../../"+folder)))
	for _, text := range []string{html, file(style)} {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		w.Write([]byte(text))
		w.Close()
		size += b.Len()
	}
	return fmt.Sprintf("%d kB", (size+500)/1000)
}

// TestABudgetComesAndGoes changes nothing but the budget: what is published stays, and what is told is right.
func TestABudgetComesAndGoes(t *testing.T) {
	t.Parallel()
	dir := heavySite(t, "")
	public := filepath.Join(dir, "public")
	config := filepath.Join(dir, "content", "site.yaml")
	build := []string{"-C", dir, "build", "--cache", "off"}
	if told, _ := weights(t, build...); len(told) > 0 {
		t.Errorf("without a budget: %q", told)
	}
	without := readTree(t, public)
	for _, c := range []struct {
		settings string
		told     int
		code     int
	}{
		{"page_budget: 40 kB\n", 2, done},
		{"page_budget: 1 MB\n", 0, done},
		{"page_budget: 40 kB\nrules: {page/weight: \"off\"}\n", 0, done},
		{"page_budget: 40 kB\nrules: {page/weight: error}\n", 2, faulty},
		{"page_budget: 40 chickens\n", 0, faulty},
	} {
		writeFile(t, config, "title: Desk\ntimezone: UTC\n"+c.settings)
		if told, code := weights(t, build...); len(told) != c.told || code != c.code {
			t.Errorf("%s: ended with %d, told %q", c.settings, code, told)
		}
	}
	writeFile(t, config, "title: Desk\ntimezone: UTC\n")
	weights(t, build...)
	if d := unlike(readTree(t, public), without); d != "" {
		t.Errorf("the tree remembers a budget: %s", d)
	}
}

// TestAnErrorOfWeightPublishesNothing holds that a page too heavy by the site's own rules stops a build, the first and a later one, and
// that a report may be excused.
func TestAnErrorOfWeightPublishesNothing(t *testing.T) {
	t.Parallel()
	dir := heavySite(t, "page_budget: 40 kB\nrules: {page/weight: error}\n")
	public, build := filepath.Join(dir, "public"), []string{"-C", dir, "build", "--cache", "off"}
	if _, code := weights(t, build...); code != faulty || len(readTree(t, public)) > 0 {
		t.Errorf("ended with %d, published %d files", code, len(readTree(t, public)))
	}
	excused := func(text string) string {
		return strings.Replace(text, "topics: [flood]\n", "topics: [flood]\nsilence: [{rule: page/weight, reason: the map is needed}]\n", 1)
	}
	writeTree(t, dir, map[string]string{
		"content/reports/2026/03/01-heavy/index.md": excused(reportText("Heavy", "![A river](river.jpg)")),
		"content/reports/2026/03/01-wordy.md":       excused(reportText("Wordy", randomWords(20000))),
	})
	if told, code := weights(t, build...); code != done || len(told) > 0 {
		t.Fatalf("excused: ended with %d, told %q", code, told)
	}
	before := readTree(t, public)
	writeFile(t, filepath.Join(dir, "content/reports/2026/03/01-light.md"), reportText("Light", randomWords(20000)))
	if told, code := weights(t, build...); code != faulty || len(told) != 1 {
		t.Errorf("ended with %d, told %q", code, told)
	}
	if d := unlike(readTree(t, public), before); d != "" {
		t.Error(d)
	}
}
