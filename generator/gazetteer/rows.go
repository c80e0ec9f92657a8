package gazetteer

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"sitrep/generator/diag"
	"sitrep/generator/strict"
	"sitrep/generator/vocabulary"
)

// Row is one region of the site's regions.yaml, as written.
type Row struct {
	ID      string            `key:"id,required"`
	Name    string            `key:"name"`  // may be left out by a row that takes a built-in region's place
	Codes   []string          `key:"codes"` // ISO 3166, M49, P-codes; a built-in region's code takes that region's place
	Parent  string            `key:"parent"`
	Aliases []string          `key:"aliases"`
	Names   map[string]string `key:"names"` // by language
	At      *[2]float64       `key:"at"`    // latitude and longitude in degrees; nil when not given
	Pos     diag.Pos          `key:"-"`     // where the row starts

	file   string
	index  int
	places strict.Places
}

// ParseRegions reads regions.yaml: a list of rows. Faults within a row and between two rows are errors here; faults between
// a row and the built-in regions are New's.
func ParseRegions(file string, data []byte) ([]Row, []diag.Finding) {
	node, findings := strict.YAML(file, 1, data)
	var rows []Row
	places, more := strict.Decode(file, node, &rows)
	findings = append(findings, more...)
	for i := range rows {
		rows[i].file, rows[i].index, rows[i].places = file, i, places
		findings = append(findings, rows[i].check()...)
		if !rows[i].isOnEarth() {
			rows[i].At = nil
		}
	}
	return rows, append(findings, clashes(rows)...)
}

// fault is an error at one of the row's keys, or where the row starts.
func (r Row) fault(key, rule, hint, format string, args ...any) diag.Finding {
	pos := r.places.At(strconv.Itoa(r.index) + "." + key)
	if pos == (diag.Pos{}) {
		pos = r.Pos
	}
	return diag.Finding{File: r.file, Pos: pos, Rule: "regions/" + rule, Severity: diag.Error, Text: fmt.Sprintf(format, args...), Hint: hint}
}

// words are all that refers to the row.
func (r Row) words() []vocabulary.Word {
	words := []vocabulary.Word{{Key: "id", Text: r.ID}}
	for i, code := range r.Codes {
		words = append(words, vocabulary.Word{Key: "codes." + strconv.Itoa(i), Text: code})
	}
	words = append(words, vocabulary.Word{Key: "name", Text: r.Name})
	for _, lang := range slices.Sorted(maps.Keys(r.Names)) {
		words = append(words, vocabulary.Word{Key: "names." + lang, Text: r.Names[lang]})
	}
	for i, alias := range r.Aliases {
		words = append(words, vocabulary.Word{Key: "aliases." + strconv.Itoa(i), Text: alias})
	}
	return words
}

func (r Row) check() []diag.Finding {
	var found []diag.Finding
	if r.ID != "" && !vocabulary.IsID(r.ID) {
		found = append(found, r.fault("id", "id", vocabulary.IDHint(r.ID, r.Name), "%q is not an id", r.ID))
	}
	for _, word := range r.words() {
		if word.Key != "id" && (word.Key != "name" || word.Text != "") && vocabulary.Slug(word.Text) == "" {
			found = append(found, r.fault(word.Key, "name", "write a name or a code, or leave it out", "%q names nothing", word.Text))
		}
	}
	if !r.isOnEarth() {
		found = append(found, r.fault("at", "at", r.atHint(), "%v is no place on earth", *r.At))
	}
	return found
}

func (r Row) isOnEarth() bool {
	return r.At == nil || within(r.At[0], 90) && within(r.At[1], 180)
}

func (r Row) atHint() string {
	if within(r.At[1], 90) && within(r.At[0], 180) {
		return fmt.Sprintf("latitude comes first: did you mean [%v, %v]?", r.At[1], r.At[0])
	}
	return "write [latitude, longitude] in degrees, from -90 to 90 and from -180 to 180, such as [50.45, 30.52]"
}

func within(degrees, limit float64) bool { return degrees >= -limit && degrees <= limit }

// clashes are the words that two rows share. A reader could not tell such regions apart, nor could a report name one of them.
func clashes(rows []Row) []diag.Finding {
	entries := make([][]vocabulary.Word, len(rows))
	for i, r := range rows {
		entries[i] = r.words()
	}
	var found []diag.Finding
	for _, c := range vocabulary.Clashes(entries) {
		r, earlier := rows[c.Entry], rows[c.Earlier]
		if isCode(c.Word) && isCode(c.EarlierWord) {
			found = append(found, r.fault(c.Word.Key, "duplicate", "an id and a code belong to one region only",
				"%q is taken by the region %q in line %d", c.Word.Text, earlier.ID, earlier.Pos.Line))
			continue
		}
		found = append(found, r.fault(c.Word.Key, "clash", fmt.Sprintf("tell them apart by a fuller name, such as %q", fuller(c.Word.Text, r.Parent)),
			"%q already stands for the region %q in line %d", c.Word.Text, earlier.ID, earlier.Pos.Line))
	}
	return found
}

// isCode reports whether the word is an id or a code of its row.
func isCode(w vocabulary.Word) bool { return w.Key == "id" || len(w.Key) > 5 && w.Key[:5] == "codes" }

func fuller(name, parent string) string {
	if parent == "" {
		parent = "…"
	}
	return name + " (" + parent + ")"
}
