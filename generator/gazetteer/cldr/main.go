//go:build ignore

// The generator of table.txt: countries, areas and subdivisions with their codes, parents and names, out of CLDR's JSON.
//
//	go generate ./generator/gazetteer
//	cd generator/gazetteer && go run cldr/main.go DIR    # from packages already in DIR, as npm pack leaves them
//
// The table's shape is described in ../table.go, which reads it. A new release of CLDR is a new value of release below.
package main

import (
	"archive/tar"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep/generator/gazetteer"
	"sitrep/generator/vocabulary"
)

const release = "48.2.0"

var packages = []string{"cldr-core", "cldr-localenames-full", "cldr-subdivisions-full"}

// unnamed are subdivisions that CLDR contains without a name.
var unnamed = map[string]string{"cn-nm": "Inner Mongolia"}

// countries are subdivisions with an ISO 3166-1 code too, where CLDR does not say so.
var countries = map[string]string{"cn-hk": "hk", "cn-mo": "mo", "cn-tw": "tw"}

func main() {
	log.SetFlags(0)
	dir := ""
	if len(os.Args) > 1 {
		dir = os.Args[1]
	}
	if err := generate(dir); err != nil {
		log.Fatal(err)
	}
}

func generate(dir string) error {
	if dir == "" {
		temp, err := os.MkdirTemp("", "cldr-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(temp)
		if err := fetch(temp); err != nil {
			return err
		}
		dir = temp
	}
	c := cldr{}
	for _, name := range packages {
		if err := c.unpack(filepath.Join(dir, name+"-"+release+".tgz"), name); err != nil {
			return fmt.Errorf("reading %s: %w", name, err)
		}
	}
	table, err := c.table()
	if err != nil {
		return err
	}
	return errors.Join(
		os.WriteFile("cldr/table.txt", []byte(table), 0o644),
		os.WriteFile("cldr/LICENSE", c["cldr-core/LICENSE"], 0o644),
	)
}

func fetch(dir string) error {
	args := []string{"pack", "--silent"}
	for _, name := range packages {
		args = append(args, name+"@"+release)
	}
	npm := exec.Command("npm", args...)
	npm.Dir, npm.Stderr = dir, os.Stderr
	if err := npm.Run(); err != nil {
		return fmt.Errorf("npm pack: %w", err)
	}
	return nil
}

// cldr is the content of the packages' files that are read here, by package and path.
type cldr map[string][]byte

func (c cldr) unpack(file, name string) error {
	packed, err := os.Open(file)
	if err != nil {
		return err
	}
	defer packed.Close()
	plain, err := gzip.NewReader(packed)
	if err != nil {
		return err
	}
	for files := tar.NewReader(plain); ; {
		header, err := files.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		inside := strings.TrimPrefix(header.Name, "package/")
		if ok, _ := path.Match("main/*/territories.json", inside); strings.HasPrefix(inside, "main/") && !ok {
			continue
		}
		if c[name+"/"+inside], err = io.ReadAll(files); err != nil {
			return err
		}
	}
}

// read decodes what stands in a file under the keys.
func (c cldr) read(file string, into any, keys ...string) error {
	raw := json.RawMessage(c[file])
	for _, key := range keys {
		var level map[string]json.RawMessage
		if err := json.Unmarshal(raw, &level); err != nil {
			return fmt.Errorf("%s, above %s: %w", file, key, err)
		}
		raw = level[key]
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}

// containment says what lies in a place.
type containment struct {
	Contains []string `json:"_contains"`
	Grouping string   `json:"_grouping"`
}

// region is one line of the table in the making.
type region struct {
	id, parent string
	kind       gazetteer.Kind
	codes      []string            // besides the id
	names      map[string]string   // by language
	aliases    map[string][]string // the languages that give them
}

// table writes the regions and their names, in the shape that ../table.go reads.
func (c cldr) table() (string, error) {
	regions := map[string]*region{}
	codes := map[string]string{}
	for _, step := range []func(map[string]*region, map[string]string) error{c.territories, c.subdivisions, c.codes, c.territoryNames, c.subdivisionNames} {
		if err := step(regions, codes); err != nil {
			return "", err
		}
	}
	strong, err := c.wellCovered()
	if err != nil {
		return "", err
	}
	lines := [5][]string{}
	places, subdivisions := readings{}, readings{}
	for id, r := range regions {
		if r.names["en"] == "" {
			return "", fmt.Errorf("%s has no English name", id)
		}
		lines[0] = append(lines[0], fmt.Sprintf("%s\t%d\t%s\t%s\t%s", id, r.kind, r.parent, strings.Join(r.codes, " "), r.names["en"]))
		index := places
		if r.kind == gazetteer.Subdivision {
			index = subdivisions
		}
		for lang, name := range r.names {
			index.add(name, id, strong(lang))
		}
		for name, langs := range r.aliases {
			index.add(name, id, slices.ContainsFunc(langs, strong))
		}
		if len(r.names) > 1 {
			lines[1] = append(lines[1], id+"\t"+strings.Join(namesByLanguage(r.names), "\t"))
		}
	}
	for code, id := range codes {
		lines[2] = append(lines[2], code+"\t"+id)
	}
	lines[3], lines[4] = places.lines(), subdivisions.lines()
	return assemble(lines)
}

func assemble(lines [5][]string) (string, error) {
	var head, body strings.Builder
	fmt.Fprintf(&head, "%s %d; CLDR %s;", gazetteer.Magic, gazetteer.Format, release)
	for _, section := range lines {
		slices.Sort(section)
		text := strings.Join(section, "\n") + "\n"
		if strings.Count(text, "\n") != len(section) {
			return "", errors.New("a name holds a line break")
		}
		fmt.Fprintf(&head, " %d", len(text))
		body.WriteString(text)
	}
	return head.String() + "\n" + body.String(), nil
}

// namesByLanguage groups the languages that share a name, and leaves out those that have it from a wider one (pt-AO from pt).
func namesByLanguage(names map[string]string) []string {
	groups := map[string][]string{}
	for lang, name := range names {
		if wider := lang[:max(0, strings.LastIndexByte(lang, '-'))]; vocabulary.In(names, wider) != name {
			groups[name] = append(groups[name], lang)
		}
	}
	var list []string
	for _, name := range slices.Sorted(maps.Keys(groups)) {
		slices.Sort(groups[name])
		list = append(list, name+"="+strings.Join(groups[name], "=")+"=")
	}
	return list
}

// readings says which regions a folded name means, and whether a well-covered language says so.
type readings map[string]map[string]bool

// add enters a reading. A short word of a small language does more harm, as a mistyped code, than good.
func (r readings) add(name, id string, strong bool) {
	key := vocabulary.Fold(name)
	if len(key) <= 3 && !strong {
		return
	}
	if r[key] == nil {
		r[key] = map[string]bool{}
	}
	r[key][id] = r[key][id] || strong
}

// lines lists for each name the regions it means. Where languages disagree, those that CLDR covers well speak: else one
// slip in one small language would take Австралия from the Russians.
func (r readings) lines() []string {
	var list []string
	for name, ids := range r {
		all := slices.Sorted(maps.Keys(ids))
		best := slices.DeleteFunc(slices.Clone(all), func(id string) bool { return !ids[id] })
		if len(best) == 0 {
			best = all
		}
		list = append(list, name+"\t"+strings.Join(best, " "))
	}
	return list
}

// wellCovered tells the languages whose data CLDR calls modern, the highest level.
func (c cldr) wellCovered() (func(lang string) bool, error) {
	levels := map[string]string{}
	err := c.read("cldr-core/coverageLevels.json", &levels, "coverageLevels")
	return func(lang string) bool { return vocabulary.In(levels, lang) == "modern" }, err
}

// territories reads the containment of areas and countries, without deprecated codes and without groupings (EU, UN, 419),
// which would give a country two parents.
func (c cldr) territories(regions map[string]*region, _ map[string]string) error {
	areas := map[string]containment{}
	if err := c.read("cldr-core/supplemental/territoryContainment.json", &areas, "supplemental", "territoryContainment"); err != nil {
		return err
	}
	add := func(code, parent string) error {
		id := strings.ToLower(code)
		if regions[id] != nil {
			return fmt.Errorf("%s has two parents: %s and %s", id, regions[id].parent, parent)
		}
		kind := gazetteer.Country
		if _, contains := areas[code]; contains {
			kind = gazetteer.Area
		}
		regions[id] = &region{id: id, parent: parent, kind: kind, names: map[string]string{}, aliases: map[string][]string{}}
		return nil
	}
	err := add("001", "")
	for parent, in := range areas {
		if strings.Contains(parent, "-status-") || in.Grouping == "true" {
			continue
		}
		for _, code := range in.Contains {
			err = errors.Join(err, add(code, strings.ToLower(parent)))
		}
	}
	return err
}

// subdivisions reads the containment of ISO 3166-2. A code for what has an ISO 3166-1 code as well (US-PR) leads to the country.
func (c cldr) subdivisions(regions map[string]*region, codes map[string]string) error {
	within := map[string]containment{}
	aliases := map[string]struct {
		Replacement string `json:"_replacement"`
	}{}
	if err := errors.Join(
		c.read("cldr-core/supplemental/subdivisionContainment.json", &within, "supplemental", "subdivisionContainment"),
		c.read("cldr-core/supplemental/aliases.json", &aliases, "supplemental", "metadata", "alias", "subdivisionAlias"),
	); err != nil {
		return err
	}
	for parent, in := range within {
		for _, code := range in.Contains {
			id := hyphened(code)
			if alias := strings.ToLower(aliases[code].Replacement); regions[alias] != nil {
				codes[id] = alias
			} else if country := countries[id]; country != "" {
				codes[id] = country
			} else {
				regions[id] = &region{id: id, parent: hyphened(strings.ToLower(parent)), kind: gazetteer.Subdivision, names: map[string]string{}}
			}
		}
	}
	return nil
}

// hyphened makes ua-63 of CLDR's ua63.
func hyphened(code string) string {
	if len(code) < 3 || unicode.IsDigit(rune(code[0])) {
		return code
	}
	return code[:2] + "-" + code[2:]
}

// codes reads ISO 3166-1's three letters and three digits.
func (c cldr) codes(regions map[string]*region, codes map[string]string) error {
	others := map[string]struct {
		Numeric string `json:"_numeric"`
		Alpha3  string `json:"_alpha3"`
	}{}
	if err := c.read("cldr-core/supplemental/codeMappings.json", &others, "supplemental", "codeMappings"); err != nil {
		return err
	}
	for id, r := range regions {
		of := others[strings.ToUpper(id)]
		if r.kind != gazetteer.Country {
			continue
		}
		for _, code := range []string{of.Alpha3, of.Numeric} {
			if code == "" {
				continue
			}
			r.codes = append(r.codes, code)
			if other := codes[strings.ToLower(code)]; other != "" || regions[strings.ToLower(code)] != nil {
				return fmt.Errorf("code %s of %s is taken", code, id)
			}
			codes[strings.ToLower(code)] = id
		}
	}
	return nil
}

// territoryNames reads the names of countries and areas. A language that has none for a code repeats the code.
func (c cldr) territoryNames(regions map[string]*region, _ map[string]string) error {
	for file := range c {
		lang, ok := strings.CutPrefix(file, "cldr-localenames-full/main/")
		if !ok {
			continue
		}
		lang = path.Dir(lang)
		names := map[string]string{}
		if err := c.read(file, &names, "main", lang, "localeDisplayNames", "territories"); err != nil {
			return err
		}
		for key, name := range names {
			code, _, alt := strings.Cut(key, "-alt-")
			r := regions[strings.ToLower(code)]
			switch {
			case r == nil || name == code || len(name) == 2 && lang != "en": // SU for the USA in one language would read as a code
			case alt:
				r.aliases[name] = append(r.aliases[name], lang)
			default:
				r.names[lang] = name
			}
		}
	}
	for lang, name := range regions["001"].names {
		regions["001"].names[lang] = capital(name)
	}
	return c.writtenOtherwise(regions)
}

// capital writes the world like the other names: CLDR gives it as it stands inside a sentence.
func capital(name string) string {
	first, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(first)) + name[size:]
}

// writtenOtherwise gives zh-TW the names of zh-Hant: where a region tells the script, CLDR keeps the names under the script.
func (c cldr) writtenOtherwise(regions map[string]*region) error {
	likely := map[string]string{}
	if err := c.read("cldr-core/supplemental/likelySubtags.json", &likely, "supplemental", "likelySubtags"); err != nil {
		return err
	}
	for short, full := range likely {
		part := strings.Split(full, "-")
		if len(part) != 3 || short != part[0]+"-"+part[2] || strings.HasPrefix(likely[part[0]], part[0]+"-"+part[1]) {
			continue
		}
		for _, r := range regions {
			if name := vocabulary.In(r.names, full); name != vocabulary.In(r.names, part[0]) && name != "" && r.kind != gazetteer.Subdivision {
				r.names[short] = name
			}
		}
	}
	return nil
}

// subdivisionNames reads the names of subdivisions: all in English, a few in other languages.
func (c cldr) subdivisionNames(regions map[string]*region, _ map[string]string) error {
	for file := range c {
		lang, ok := strings.CutPrefix(file, "cldr-subdivisions-full/subdivisions/")
		if !ok {
			continue
		}
		lang = path.Dir(lang)
		names := map[string]string{}
		if err := c.read(file, &names, "subdivisions", "localeDisplayNames", "subdivisions"); err != nil {
			return err
		}
		for code, name := range names {
			if r := regions[hyphened(code)]; r != nil {
				// CLDR numbers the second of two equal names: Tartu². The codes tell them apart.
				r.names[lang] = strings.TrimSuffix(name, "²")
			}
		}
	}
	for id, name := range unnamed {
		if regions[id] == nil || regions[id].names["en"] != "" {
			return fmt.Errorf("%s needs no name any more", id)
		}
		regions[id].names["en"] = name
	}
	return nil
}
