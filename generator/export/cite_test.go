package export_test

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"regexp"
	"strings"
	"testing"
)

var sha = regexp.MustCompile(`[0-9a-f]{64}`)

// TestReferencesNameTheText holds that the sum on a report's page and in its references is that of the file they name: its text, or its JSON
// where no text is published.
func TestReferencesNameTheText(t *testing.T) {
	for ending, change := range map[string]string{".txt": "text: on", ".json": "text: off"} {
		_, files := exchanged(t, `edxl: "on"`, `edxl: "on", `+change)
		pages := 0
		for _, bib := range files.of(".bib") {
			stem := strings.TrimSuffix(bib, ".bib")
			data := sha256.Sum256([]byte(files[stem+ending]))
			sum := hex.EncodeToString(data[:])
			for _, reader := range []string{".bib", ".csl.json", ".html"} {
				if !strings.Contains(files[stem+reader], sum) || !strings.Contains(files[stem+reader], path.Base(stem)+ending) {
					t.Errorf("%s does not name %s by its sum", stem+reader, stem+ending)
				}
			}
			pages++
		}
		if pages != 6 {
			t.Errorf("%d pages", pages)
		}
		for _, closed := range []string{"reports/2026/03/12-wrong.bib", "reports/2026/03/12-wrong.csl.json"} {
			if _, there := files[closed]; there || strings.Contains(files["reports/2026/03/12-wrong.html"], "class=\"wrap citation\"") {
				t.Error("a retracted report is cited")
			}
		}
	}
}
