//go:build unix

package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// TestTheSameInputGivesTheSameBytes builds the sample site in twenty surroundings, each in a process of its own: nothing but
// the sources, the program and --now may be seen in the published tree.
func TestTheSameInputGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	seed := rand.Uint64()
	t.Logf("the seed is %d", seed)
	r := rand.New(rand.NewPCG(seed, 5))
	files := sample(t)
	zones := []string{"UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu", "Europe/Kyiv", ":/nowhere", ""}
	locales := []string{"C", "POSIX", "uk_UA.UTF-8", "tr_TR.UTF-8", "ar_EG.UTF-8", "de_DE.ISO-8859-1", ""}
	folders := []string{"site", "a b", "сайт", "موقع", "x/y/z/deep", ".hidden", "public", "content", "it's"}
	var first map[string]string
	for i := range 20 {
		dir := filepath.Join(t.TempDir(), folders[i%len(folders)])
		scatter(t, r, dir, files)
		env := []string{
			"TZ=" + zones[r.IntN(len(zones))], "LANG=" + locales[r.IntN(len(locales))], "LC_ALL=" + locales[i%len(locales)],
			fmt.Sprint("GOMAXPROCS=", 1+i%4), fmt.Sprint("COLUMNS=", 20*i), "NO_COLOR=" + []string{"", "1"}[i%2], "GODEBUG=", "USER=u" + fmt.Sprint(i),
		}
		umask := []string{"022", "077", "000", "027"}[i%4]
		build := process(t, env, "-C", dir, "build", "--now", fixedNow)
		if i%3 == 0 {
			build.Args = append(build.Args, "--cache", "off")
		}
		if i%5 == 4 { // as a second build, with a memory of something else
			writeFile(t, filepath.Join(dir, "content/reports/2026/03/09-more.md"), reportText("More", "Text."))
			if out, err := process(t, env, "-C", dir, "build", "--cache", filepath.Join(dir, "cache"), "--now", "2026-03-09T00:00:00+14:00").CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			if err := os.Remove(filepath.Join(dir, "content/reports/2026/03/09-more.md")); err != nil {
				t.Fatal(err)
			}
			build.Args = append(build.Args, "--cache", filepath.Join(dir, "cache"))
		}
		under(build, umask)
		if out, err := build.CombinedOutput(); err != nil {
			t.Fatalf("%v in %s with %q: %v: %s", build.Args, dir, env, err, out)
		}
		tree := readTree(t, filepath.Join(dir, "public"))
		if first == nil {
			first = tree
			t.Logf("%d files, %s", len(tree), sum(tree))
		}
		if diff := unlike(tree, first); diff != "" {
			t.Errorf("build %d in %s with umask %s and %q is %s, not %s:\n%s", i, dir, umask, env, sum(tree), sum(first), diff)
		}
	}
}

// scatter writes a site's files in any order, with any times.
func scatter(t *testing.T, r *rand.Rand, dir string, files map[string]string) {
	t.Helper()
	names := slices.Collect(maps.Keys(files))
	slices.Sort(names)
	r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	for _, name := range names {
		at := filepath.Join(dir, filepath.FromSlash(name))
		writeFile(t, at, files[name])
		when := time.Unix(r.Int64N(4_000_000_000), r.Int64N(1e9))
		if err := os.Chtimes(at, when, when); err != nil {
			t.Fatal(err)
		}
	}
}
