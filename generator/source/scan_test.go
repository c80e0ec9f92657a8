//go:build unix

package source_test

import (
	"flag"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"sitrep/generator/source"
)

var update = flag.Bool("update", false, "rewrite the wanted half of the test files")

// TestBundles reads testdata/bundles.txt: a topic, the files of a site (each holding its own path), and what a scan makes
// of them.
func TestBundles(t *testing.T) {
	const file = "testdata/bundles.txt"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var updated []string
	for topic := range strings.SplitSeq(string(text), "\n# ") {
		topic = strings.TrimPrefix(topic, "# ")
		input, want, _ := strings.Cut(topic, "----\n")
		name, lines, _ := strings.Cut(input, "\n")
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for line := range strings.Lines(lines) {
				place(t, dir, strings.TrimSpace(line))
			}
			snapshot, _, err := open(t, dir).Scan(source.Seen{}, nil)
			if err != nil {
				t.Fatal(err)
			}
			got := show(snapshot)
			if want = strings.TrimRight(want, "\n"); got != want && !*update {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			updated = append(updated, "# "+name+"\n"+lines+"----\n"+got)
		})
	}
	if *update {
		if err := os.WriteFile(file, []byte(strings.Join(updated, "\n\n")+"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// place makes what a line says: [size N|fifo|link] PATH [-> TARGET]; parts of the path may be quoted as in Go.
func place(t *testing.T, dir, line string) {
	t.Helper()
	verb, rest, ok := strings.Cut(line, " ")
	if !ok || verb != "size" && verb != "fifo" && verb != "link" {
		write(t, filepath.Join(dir, unquoted(t, line)), line)
		return
	}
	size := 0
	if verb == "size" {
		var number string
		number, rest, _ = strings.Cut(rest, " ")
		size, _ = strconv.Atoi(number)
	}
	name, target, _ := strings.Cut(rest, " -> ")
	at := filepath.Join(dir, unquoted(t, name))
	err := os.MkdirAll(filepath.Dir(at), 0o777)
	if err == nil {
		switch verb {
		case "size":
			if err = os.WriteFile(at, nil, 0o666); err == nil {
				err = os.Truncate(at, int64(size))
			}
		case "fifo":
			err = syscall.Mkfifo(at, 0o666)
		case "link":
			err = os.Symlink(target, at)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}

func unquoted(t *testing.T, name string) string {
	before, rest, ok := strings.Cut(name, `"`)
	if !ok {
		return name
	}
	end := strings.LastIndexByte(rest, '"')
	middle, err := strconv.Unquote(`"` + rest[:end] + `"`)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return before + middle + rest[end+1:]
}

// show writes a snapshot as lines of text.
func show(s source.Snapshot) string {
	var b strings.Builder
	quote := func(name string) string {
		if q := strconv.QuoteToGraphic(name); q != `"`+name+`"` || strings.ContainsRune(name, '\u0301') {
			return strconv.QuoteToASCII(name)
		}
		return name
	}
	bundle := func(kind string, d *source.Bundle) {
		fmt.Fprintf(&b, "%s %s:", kind, quote(d.Path))
		for _, text := range d.Texts {
			fmt.Fprintf(&b, " %s", quote(path.Base(text.Path)))
			if text.Version > 0 {
				fmt.Fprintf(&b, "[%d]", text.Version)
			}
			if text.Lang != "" {
				fmt.Fprintf(&b, "(%s)", text.Lang)
			}
		}
		folder := path.Dir(d.Texts[0].Path) + "/"
		for i, f := range d.Files {
			if i == 0 {
				b.WriteString(" +")
			}
			fmt.Fprintf(&b, " %s", quote(strings.TrimPrefix(f.Path, folder)))
		}
		b.WriteByte('\n')
	}
	for _, r := range s.Reports {
		bundle("report", r)
	}
	for _, p := range s.Pages {
		bundle("page", p)
	}
	for _, f := range s.Content {
		fmt.Fprintf(&b, "content %s\n", quote(f.Path))
	}
	for _, f := range s.Layouts {
		fmt.Fprintf(&b, "layout %s\n", quote(f.Path))
	}
	for _, f := range s.Findings {
		fmt.Fprintf(&b, "%s: %s: %s [%s]\n  %s\n", quote(f.File), f.Severity, quote(f.Text), f.Rule, quote(f.Hint))
	}
	return strings.TrimRight(b.String(), "\n")
}
