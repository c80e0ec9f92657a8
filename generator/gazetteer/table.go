package gazetteer

import (
	_ "embed"
	"fmt"
	"iter"
	"sort"
	"strings"
	"sync"

	"sitrep/generator/vocabulary"
)

//go:generate go run cldr/main.go

// Magic and Format open the embedded table: a table of another format is not read.
const (
	Magic  = "sitrep gazetteer"
	Format = 1
)

//go:embed cldr/table.txt
var embedded string

// table is the built-in regions: lines of text sorted by bytes, searched where they lie in the binary, so that a process
// pays for the names it asks for and for no others. Its first line gives the format, CLDR's release and the length of each
// section in bytes; a line's fields are parted by tabs:
//
//	regions        id, kind, parent, further codes, English name
//	names          id, then NAME=LANG=LANG= for each of its names, without the languages that share a wider one's name
//	codes          folded code, id
//	places         folded name in any language, the countries and areas it means
//	subdivisions   folded name, the subdivisions it means
type table struct {
	regions, names, codes, places, subdivisions string
}

var builtin = sync.OnceValue(func() table {
	t, err := parseTable(embedded)
	if err != nil {
		panic(err) // the table is part of the program; a test reads it
	}
	return t
})

func parseTable(text string) (table, error) {
	head, body, _ := strings.Cut(text, "\n")
	format, release := 0, ""
	var length [5]int
	_, err := fmt.Sscanf(strings.TrimPrefix(head, Magic), " %d; CLDR %s %d %d %d %d %d",
		&format, &release, &length[0], &length[1], &length[2], &length[3], &length[4])
	if err != nil || format != Format {
		return table{}, fmt.Errorf("the table of regions is not of format %d: run go generate", Format)
	}
	var section [5]string
	for i, n := range length {
		if n < 0 || n > len(body) {
			return table{}, fmt.Errorf("the table of regions is cut short: run go generate")
		}
		section[i], body = body[:n], body[n:]
	}
	return table{section[0], section[1], section[2], section[3], section[4]}, nil
}

// find returns what follows the key in its line.
func find(section, key string) (rest string, ok bool) {
	from := func(i int) string { // the first line that starts at byte i or later, and all after it
		if i == 0 {
			return section
		}
		_, after, _ := strings.Cut(section[i-1:], "\n")
		return after
	}
	at := from(sort.Search(len(section), func(i int) bool {
		lines := from(i)
		return lines == "" || lines >= key
	}))
	if !strings.HasPrefix(at, key) || len(at) == len(key) || at[len(key)] != '\t' {
		return "", false
	}
	rest, _, _ = strings.Cut(at[len(key)+1:], "\n")
	return rest, true
}

// region returns the built-in region with the id, as its line has it.
func (t table) region(id string) (Region, bool) {
	line, ok := find(t.regions, id)
	if !ok {
		return Region{}, false
	}
	return parseRegion(id, line), true
}

func parseRegion(id, line string) Region {
	kind, line, _ := strings.Cut(line, "\t")
	parent, line, _ := strings.Cut(line, "\t")
	codes, name, _ := strings.Cut(line, "\t")
	r := Region{ID: id, Name: name, Parent: parent, Codes: []string{strings.ToUpper(id)}, Kind: Kind(kind[0] - '0')}
	if codes != "" {
		r.Codes = append(r.Codes, strings.Split(codes, " ")...)
	}
	return r
}

// parent returns the id of the built-in region's parent, or "".
func (t table) parent(id string) string {
	line, _ := find(t.regions, id)
	_, line, _ = strings.Cut(line, "\t")
	parent, _, _ := strings.Cut(line, "\t")
	return parent
}

// name returns the built-in region's English name, or "".
func (t table) name(id string) string {
	line, _ := find(t.regions, id)
	return line[strings.LastIndexByte(line, '\t')+1:]
}

// all walks the built-in regions in the order of their ids.
func (t table) all() iter.Seq[Region] {
	return func(yield func(Region) bool) {
		for line := range strings.Lines(t.regions) {
			id, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
			if !yield(parseRegion(id, rest)) {
				return
			}
		}
	}
}

// code returns the id of the built-in region with the folded code.
func (t table) code(folded string) (id string, ok bool) {
	if id, ok = find(t.codes, folded); ok {
		return id, true
	}
	_, ok = find(t.regions, folded)
	return folded, ok
}

// named returns the built-in regions of the first tier that knows the folded name: countries and areas, then subdivisions.
func (t table) named(folded string) []string {
	for _, section := range []string{t.places, t.subdivisions} {
		if ids, ok := find(section, folded); ok {
			return strings.Split(ids, " ")
		}
	}
	return nil
}

// nameIn returns the built-in region's name in the language or a wider one (pt for pt-BR), or "".
func (t table) nameIn(id, lang string) string {
	groups, ok := find(t.names, id)
	for ok && lang != "" {
		if at := strings.Index(groups, "="+lang+"="); at >= 0 {
			name := groups[strings.LastIndexByte(groups[:at], '\t')+1 : at]
			name, _, _ = strings.Cut(name, "=")
			return name
		}
		lang = lang[:max(0, strings.LastIndexByte(lang, '-'))]
	}
	return ""
}

// allNames returns the built-in region's names by language.
func (t table) allNames(id string) map[string]string {
	names := map[string]string{}
	groups, ok := find(t.names, id)
	if !ok {
		r, _ := t.region(id)
		names["en"] = r.Name
		return names
	}
	for group := range strings.SplitSeq(groups, "\t") {
		name, langs, _ := strings.Cut(strings.TrimSuffix(group, "="), "=")
		for lang := range strings.SplitSeq(langs, "=") {
			names[lang] = name
		}
	}
	return names
}

// calls reports whether the name is one of the built-in region's own, in any language.
func (t table) calls(name, id string) bool {
	folded := vocabulary.Fold(name)
	for _, section := range []string{t.places, t.subdivisions} {
		if ids, ok := find(section, folded); ok && strings.Contains(" "+ids+" ", " "+id+" ") {
			return true
		}
	}
	return false
}
