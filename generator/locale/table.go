package locale

import (
	_ "embed"
	"fmt"
	"sort"
	"strings"
)

//go:generate go run cldr/main.go cldr/fields.go

// Magic and Format open the embedded table: a table of another format is not read.
const (
	Magic  = "sitrep locale"
	Format = 1
)

//go:embed cldr/table.txt
var embedded string

// table is lines sorted by bytes, one for each language and for each region of it that differs: the tag, then KEY=VALUE parted by
// tabs, without what the line of a wider language says. Patterns are CLDR's own; several names are parted by bars. Its first line
// gives the format and CLDR's release.
type table struct{ lines []string }

func parseTable(text string) (table, error) {
	head, body, _ := strings.Cut(text, "\n")
	format, release := 0, ""
	if _, err := fmt.Sscanf(strings.TrimPrefix(head, Magic), " %d; CLDR %s", &format, &release); err != nil || format != Format {
		return table{}, fmt.Errorf("the table of locales is not of format %d: run go generate", Format)
	}
	return table{strings.Split(strings.TrimSuffix(body, "\n"), "\n")}, nil
}

// line returns all that the table says of exactly this language, nil where it has no line of its own.
func (t table) line(lang string) map[string]string {
	i := sort.Search(len(t.lines), func(i int) bool { return t.tag(i) >= lang })
	if i == len(t.lines) || t.tag(i) != lang {
		return nil
	}
	line := map[string]string{}
	for of := lang; len(line) == 0 && strings.Contains(of, "-"); {
		of = of[:strings.LastIndexByte(of, '-')]
		if wider := t.line(of); wider != nil {
			line = wider
		}
	}
	_, rest, _ := strings.Cut(t.lines[i], "\t")
	for field := range strings.SplitSeq(rest, "\t") {
		key, value, _ := strings.Cut(field, "=")
		line[key] = value
	}
	return line
}

func (t table) tag(i int) string {
	tag, _, _ := strings.Cut(t.lines[i], "\t")
	return tag
}
