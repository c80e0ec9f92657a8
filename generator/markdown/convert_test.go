package markdown

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write what Convert gives as what the cases want")

// TestConvert runs the cases of testdata: of each NAME.md, NAME.out says the HTML with its holes, the facts and the findings.
func TestConvert(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		wanted := map[string]string{}
		fresh := &txtar.Archive{Comment: archive.Comment}
		for _, f := range archive.Files {
			wanted[f.Name] = string(f.Data)
		}
		for _, f := range archive.Files {
			name, ok := strings.CutSuffix(f.Name, ".md")
			if !ok {
				continue
			}
			got := show(f.Data)
			fresh.Files = append(fresh.Files, f, txtar.File{Name: name + ".out", Data: []byte(got + "\n")})
			if want := strings.TrimSuffix(wanted[name+".out"], "\n"); !*update && got != want {
				t.Errorf("%s %s (-want +got)\n%s", file, name, cmp.Diff(want, got))
			}
		}
		if *update && !bytes.Equal(txtar.Format(fresh), txtar.Format(archive)) {
			if err := os.WriteFile(file, txtar.Format(fresh), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// show writes down all that Convert gives, holes as {…}.
func show(src []byte) string {
	var b strings.Builder
	body, facts, findings := Convert("report.md", 1, src, nil)
	for _, block := range body.Blocks {
		b.Write(block.AppendTo(nil, showHole))
	}
	for h := range facts.Outline.All() {
		fmt.Fprintf(&b, "heading %d %q %q\n", h.Level, h.ID, h.Text)
	}
	for i, l := range facts.Links {
		fmt.Fprintf(&b, "link %d %d:%d %q %q %q %q image=%t\n", i, l.Pos.Line, l.Pos.Col, l.Scheme, l.Target, l.Anchor, l.Title, l.Image)
	}
	for _, a := range facts.Anchors {
		fmt.Fprintf(&b, "anchor %s\n", a)
	}
	fmt.Fprintf(&b, "lead %q\nwords %d\n", facts.Lead, facts.Words)
	for _, f := range findings {
		fmt.Fprintf(&b, "%d:%d %s %s: %s\n\t%s\n", f.Pos.Line, f.Pos.Col, f.Severity, f.Rule, f.Text, f.Hint)
	}
	return b.String()
}

func showHole(h *Hole) (string, string) {
	switch h.Kind {
	case LinkHole:
		return fmt.Sprintf("{%d:", h.Link), "}"
	case PictureHole:
		return fmt.Sprintf(" {%d}", h.Link), ""
	}
	return "{" + h.Word + "}", ""
}

// casesOf is the texts of all cases.
func casesOf(t testing.TB) [][]byte {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	var texts [][]byte
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if strings.HasSuffix(f.Name, ".md") {
				texts = append(texts, f.Data)
			}
		}
	}
	return texts
}
