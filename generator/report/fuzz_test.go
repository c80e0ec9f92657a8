package report

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"sitrep/generator/diag"
)

// judge holds a parsed text to what is promised of every one: findings are within the file, parsing again gives the same, and
// without an error the four fields are set.
func judge(t *testing.T, p, again Parsed, text string) {
	t.Helper()
	last := strings.Count(text, "\n") + strings.Count(text, "\r") + 1 // a lone CR ends a line of the body
	for _, f := range p.Findings {
		if f.Pos.Line < 0 || f.Pos.Line > last || f.Pos.Col < 0 || f.Text == "" || f.Rule == "" {
			t.Errorf("a finding outside the file (%d lines): %+v", last, f)
		}
	}
	if !reflect.DeepEqual(p, again) {
		t.Errorf("parsed differently:\n%+v\n%+v", p, again)
	}
	if !diag.Failed(p.Findings) && (strings.TrimSpace(p.Title) == "" || !p.Date.Given || len(p.Regions) == 0 || len(p.Topics) == 0) {
		t.Errorf("understood without the four fields: %+v", p.Header)
	}
}

// FuzzHeader feeds headers in all three languages.
func FuzzHeader(f *testing.F) {
	for _, c := range hostile {
		if len(c.text) < 2000 {
			f.Add(c.text)
		}
	}
	f.Add(typical)
	f.Add(source1)
	f.Fuzz(func(t *testing.T, header string) {
		for _, fence := range []string{"---", "+++", ";;;"} {
			text := fence + "\n" + header + "\n" + fence + "\nBody\n"
			judge(t, parse(t, testText{"", text})[0], parse(t, testText{"", text})[0], text)
		}
	})
}

// FuzzReport feeds whole files, as an original and as a translation.
func FuzzReport(f *testing.F) {
	for _, c := range hostile {
		if len(c.text) < 2000 {
			f.Add(c.text, c.text)
		}
	}
	for _, c := range translations {
		f.Add(source1, "---\n"+c.header+"---\n")
	}
	f.Fuzz(func(t *testing.T, original, translation string) {
		texts := []testText{{"", original}, {"uk", translation}}
		first, second := parse(t, texts...), parse(t, texts...)
		judge(t, first[0], second[0], original)
		judge(t, first[1], second[1], translation)
		if first[0].TLP.Above(first[1].TLP) && !diag.Failed(first[1].Findings) {
			t.Errorf("the translation is looser: %q, %q", first[0].TLP, first[1].TLP)
		}
		if first[0].Status == Draft && first[1].Status != Draft && !diag.Failed(first[1].Findings) {
			t.Error("the translation of a draft is no draft")
		}
	})
}

// TestBodyIsWhatFollows holds that the body begins right after the closing fence, whatever is in it.
func TestBodyIsWhatFollows(t *testing.T) {
	for _, body := range []string{"", "x", "\n\n# H\n", "---\n---\n", "```\n---\n```\n"} {
		parts, findings := divide("x.md", []byte("\ufeff"+good[:len(good)-len("Body\n")]+body))
		if len(findings) > 0 || !bytes.Equal(parts.body, []byte(body)) || parts.bodyLine != 7 {
			t.Errorf("%q: %q, line %d, %v", body, parts.body, parts.bodyLine, findings)
		}
	}
}
