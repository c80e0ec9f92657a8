//go:build ignore

// The generator of table.txt: how languages write dates, numbers and counts, out of CLDR's JSON.
//
//	go generate ./generator/locale
//	cd generator/locale && go run cldr/main.go DIR    # from packages already in DIR, as npm pack leaves them
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
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"sitrep/generator/locale"
)

const release = "48.2.0"

var packages = []string{"cldr-core", "cldr-dates-full", "cldr-localenames-full", "cldr-numbers-full"}

// languages are those in which people who are hit by a crisis are spoken to, and those of the organisations that help them. Every
// region that CLDR has for one of them is in the table, too.
const languages = `af am ar az be bg bm bn bs ca ckb cs da de el en es et eu fa ff fi fil fr ga gu ha he hi hr ht hu hy id ig is it ja ka kab kk km
	kn ko ku ky lg ln lo lt lv mg mk ml mn mr ms my nb nd ne nl om or pa pl ps pt rn ro ru rw sd sg si sk sl sn so sq sr sv sw ta te tg th ti
	tk to tr uk ur uz vi wo yo yue zh zu`

// unread are English in letters of its own, which nobody reads reports in.
var unread = []string{"en-Dsrt", "en-Shaw"}

// first is what a language calls the first day of a month, for which CLDR's patterns have no letter.
var first = map[string]string{"fr": "1er"}

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

// wanted are the files that are read of each language.
var wanted = []string{"ca-gregorian.json", "languages.json", "numbers.json"}

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
		if strings.HasPrefix(inside, "main/") && !slices.Contains(wanted, path.Base(inside)) {
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

// table is the whole table: a line for each language, and for each region of it that writes something in another way.
func (c cldr) table() (string, error) {
	lines := map[string]line{}
	plurals, err := c.plurals()
	if err != nil {
		return "", err
	}
	for file := range c {
		name, ok := strings.CutPrefix(file, "cldr-dates-full/main/")
		lang := path.Dir(name)
		base, _, _ := strings.Cut(lang, "-")
		if !ok || !slices.Contains(strings.Fields(languages), base) || slices.Contains(unread, lang) {
			continue
		}
		l := line{}
		if err := errors.Join(c.dates(l, lang), c.numbers(l, lang), c.name(l, lang)); err != nil {
			return "", err
		}
		if strings.HasPrefix(l["months"], "M01") {
			continue // no more than CLDR's root
		}
		if l["plural"] = plurals[lang]; l["plural"] == "" {
			l["plural"] = plurals[base]
		}
		if first[base] != "" {
			l["first"] = first[base]
		}
		lines[lang] = l
	}
	// Whoever says no more than English is not in the United States.
	lines["en-US"], lines["en"] = lines["en"], lines["en-001"]
	lines["en-US"]["name"] = "American English"
	lines["und"] = line{"day": "y-MM-dd", "day.short": "y-MM-dd", "date": "MM-dd", "date.short": "MM-dd", "month": "y-MM", "month.short": "y-MM", "year": "y",
		"time": "HH:mm", "time.range": "HH:mm–HH:mm", "joined": "{1} {0}", "between": "{0} – {1}", "decimal": ".", "minus": "-", "plus": "+", "grouping": "3", "percent": "{0}%", "range": "{0}–{1}"}
	if err := c.writtenOtherwise(lines); err != nil {
		return "", err
	}
	return c.text(lines), nil
}

// text writes the lines, sorted, each without what a wider language says already.
func (c cldr) text(lines map[string]line) string {
	var list []string
	for lang, l := range lines {
		wider := line{}
		for of := lang; strings.Contains(of, "-") && len(wider) == 0; {
			of = of[:strings.LastIndexByte(of, '-')]
			wider = lines[of]
		}
		if text := l.without(wider); text != "" {
			list = append(list, lang+text+"\n")
		}
	}
	slices.Sort(list)
	return fmt.Sprintf("%s %d; CLDR %s\n", locale.Magic, locale.Format, release) + strings.Join(list, "")
}

// line is what the table says of a language, by key.
type line map[string]string

// without writes the line down, but for what a wider one has.
func (l line) without(wider line) string {
	var list []string
	for key, value := range l {
		if wider[key] != value {
			list = append(list, "\t"+key+"="+value)
		}
	}
	for key := range wider {
		if _, ok := l[key]; !ok {
			list = append(list, "\t"+key+"=")
		}
	}
	slices.Sort(list)
	return strings.Join(list, "")
}

// writtenOtherwise gives zh-TW the line of zh-Hant: where a region tells the script, CLDR keeps the line under the script.
func (c cldr) writtenOtherwise(lines map[string]line) error {
	likely := map[string]string{}
	if err := c.read("cldr-core/supplemental/likelySubtags.json", &likely, "supplemental", "likelySubtags"); err != nil {
		return err
	}
	for short, full := range likely {
		part := strings.Split(full, "-")
		if len(part) != 3 || short != part[0]+"-"+part[2] || lines[short] != nil || strings.HasPrefix(likely[part[0]], part[0]+"-"+part[1]) {
			continue
		}
		for _, name := range []string{full, part[0] + "-" + part[1]} {
			if lines[name] != nil && lines[short] == nil {
				lines[short] = lines[name]
			}
		}
	}
	return nil
}
