package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestTheGuidesReadersRead runs the readers that the guide shows on a table of the sample site, as it is and with a row of hashtags and a
// text that a spreadsheet would run: both print what the table says.
func TestTheGuidesReadersRead(t *testing.T) {
	t.Parallel()
	plain := filepath.Join(buildSample(t, ""), "figures", "exercise", "flood-deaths.csv")
	rows := strings.SplitAfter(readFile(t, plain), "\r\n")
	tagged := filepath.Join(t.TempDir(), "tagged.csv")
	tags := "#meta" + strings.ReplaceAll(strings.Repeat(",", strings.Count(rows[0], ",")), ",", ",#meta") + "\r\n"
	writeFile(t, tagged, rows[0]+tags+strings.ReplaceAll(strings.Join(rows[1:], ""), "National Disaster", "'=National Disaster"))
	const want = `2026-03-02 flood-deaths 2   people | National Disaster Office of Kelundria (exercise)
2026-03-03 flood-deaths 4   people | National Disaster Office of Kelundria (exercise)
2026-03-04 flood-deaths 5   people | National Disaster Office of Kelundria (exercise)
2026-03-05 flood-deaths 5   people | National Disaster Office of Kelundria (exercise)
2026-03-06 flood-deaths 6   people | National Disaster Office of Kelundria (exercise)
2026-03-08 flood-deaths 6   people | National Disaster Office of Kelundria (exercise)
2026-03-09 flood-deaths 6   people | National Disaster Office of Kelundria (exercise)
2026-03-10 flood-deaths 7   people | National Disaster Office of Kelundria (exercise)
`
	for language, command := range map[string][]string{"go": {"go", "run"}, "python": {"python3"}} {
		t.Run(language, func(t *testing.T) {
			program, err := exec.LookPath(command[0])
			if err != nil {
				t.Skipf("there is no %s on this machine; make test installs it", command[0])
			}
			reader := filepath.Join(t.TempDir(), "reader."+map[string]string{"go": "go", "python": "py"}[language])
			writeFile(t, reader, shown(t, "../../content/pages/guide-data.md", language))
			read := func(table string) string {
				got, err := exec.CommandContext(t.Context(), program, append(command[1:], reader, table)...).CombinedOutput()
				if err != nil {
					t.Fatalf("%v\n%s", err, got)
				}
				return strings.ReplaceAll(string(got), "\r\n", "\n")
			}
			if got := read(plain); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			if got := strings.ReplaceAll(read(tagged), "=National", "National"); got != want {
				t.Errorf("with hashtags: got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// shown is the first block of code of a language in a page.
func shown(t *testing.T, page, language string) string {
	t.Helper()
	data, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	_, code, found := strings.Cut(string(data), "\n```"+language+"\n")
	code, _, closed := strings.Cut(code, "\n```")
	if !found || !closed {
		t.Fatalf("%s shows no %s", page, language)
	}
	return code + "\n"
}
