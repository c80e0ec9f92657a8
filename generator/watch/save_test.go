package watch_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"sitrep/generator/watch"
)

// put writes a text into a file in place, emptied first, in pieces of 64 kB.
func put(t *testing.T, file, text string) {
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
	must(t, err)
	for piece := range slices.Chunk([]byte(text), 64<<10) {
		_, err := f.Write(piece)
		must(t, err)
	}
	must(t, f.Close())
}

// editors save text into a file as the programs of that name do.
var editors = map[string]func(t *testing.T, file, text string){
	"vim": func(t *testing.T, file, text string) {
		dir := filepath.Dir(file)
		write(t, filepath.Join(dir, ".10-x.md.swp"), "swap")
		write(t, filepath.Join(dir, "4913"), "")
		must(t, os.Remove(filepath.Join(dir, "4913")))
		must(t, os.Rename(file, file+"~"))
		put(t, file, text)
		must(t, os.Chmod(file, 0o644))
		must(t, os.Remove(file+"~"))
	},
	"emacs": func(t *testing.T, file, text string) {
		lock := filepath.Join(filepath.Dir(file), ".#10-x.md")
		must(t, os.Symlink("me@host.1:2", lock))
		must(t, os.Rename(file, file+"~"))
		put(t, file, text)
		must(t, os.Remove(lock))
	},
	"code":     put,
	"obsidian": put,
	"jetbrains": func(t *testing.T, file, text string) {
		put(t, file+"___jb_tmp___", text)
		must(t, os.Rename(file, file+"___jb_old___"))
		must(t, os.Rename(file+"___jb_tmp___", file))
		must(t, os.Remove(file+"___jb_old___"))
	},
	"nano": func(t *testing.T, file, text string) {
		lock := filepath.Join(filepath.Dir(file), ".10-x.md.swp")
		write(t, lock, "lock")
		put(t, file, text)
		must(t, os.Remove(lock))
	},
	"sed": func(t *testing.T, file, text string) {
		beside := filepath.Join(filepath.Dir(file), "sedAb12Cd")
		put(t, beside, text)
		must(t, os.Rename(beside, file))
	},
	"rsync": func(t *testing.T, file, text string) {
		beside := filepath.Join(filepath.Dir(file), ".10-x.md.Ab12Cd")
		put(t, beside, text)
		must(t, os.Chtimes(beside, time.Time{}, time.Unix(1e9, 0)))
		must(t, os.Rename(beside, file))
	},
	"link": func(t *testing.T, file, text string) { // a hard link in place of the file
		beside := filepath.Join(filepath.Dir(file), ".beside")
		put(t, beside, text)
		must(t, os.Remove(file))
		must(t, os.Link(beside, file))
	},
}

func TestEditors(t *testing.T) {
	modes(t, func(t *testing.T, opts watch.Options) {
		for name, save := range editors {
			t.Run(name, func(t *testing.T) {
				dir := newSite(t)
				events := start(t, dir, opts)
				save(t, filepath.Join(dir, "content/reports/2024/10-x.md"), "new text")
				await(t, dir, events)
			})
		}
	})
}

// TestSaveIsOneUpdate plays a builder that reads the file after each event: from the old text it comes to the new one, and
// sees nothing in between. A machine under load may hold a writer up for longer than the quiet time lasts; here it lasts long.
func TestSaveIsOneUpdate(t *testing.T) {
	for name, save := range editors {
		for _, size := range []int{1, 200_000} {
			t.Run(fmt.Sprint(name, " ", size), func(t *testing.T) {
				t.Parallel()
				for range 5 {
					checkOneUpdate(t, save, strings.Repeat("old ", size)[:size], strings.Repeat("new ", size)[:size])
				}
			})
		}
	}
}

func checkOneUpdate(t *testing.T, save func(t *testing.T, file, text string), before, after string) {
	dir := newSite(t)
	file := filepath.Join(dir, "content/reports/2024/10-x.md")
	write(t, file, before)
	events := start(t, dir, watch.Options{Quiet: time.Second, Limit: 10 * time.Second})
	texts := make(chan []string, 1)
	go func() { texts <- shown(file, after, events) }()
	save(t, file, after)
	if got := <-texts; len(got) != 1 || got[0] != after {
		for _, text := range got {
			t.Errorf("%d bytes, %.10q…", len(text), text)
		}
	}
}

// TestSlowSave empties a file, and writes the new text only after the quiet time is long over: where the system tells who
// writes, that is waited for.
func TestSlowSave(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("nobody tells who writes")
	}
	dir := newSite(t)
	file := filepath.Join(dir, "content/reports/2024/10-x.md")
	events := start(t, dir, watch.Options{Quiet: time.Millisecond, Limit: patience})
	texts := make(chan []string, 1)
	go func() { texts <- shown(file, "new", events) }()
	f, err := os.Create(file)
	must(t, err)
	time.Sleep(20 * time.Millisecond) // the writer takes its time
	_, err = f.WriteString("new")
	must(t, err)
	must(t, f.Close())
	if got := <-texts; !slices.Equal(got, []string{"new"}) {
		t.Errorf("%q", got)
	}
}

// shown lists what a builder sees of a file in turn, up to the text that is hoped for. No file is seen as a word of its own.
func shown(file, hope string, events <-chan watch.Event) (texts []string) {
	last, _ := os.ReadFile(file)
	deadline := time.After(patience)
	for string(last) != hope {
		select {
		case <-events:
		case <-deadline:
			return append(texts, "no event after the last change")
		}
		text, err := os.ReadFile(file)
		if err != nil {
			text = []byte("no file")
		}
		if string(text) != string(last) {
			texts = append(texts, string(text))
		}
		last = text
	}
	return texts
}
