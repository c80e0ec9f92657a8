package search

import (
	"bytes"
	"cmp"
	"compress/flate"
	"encoding/base64"
	"encoding/json"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"sitrep/generator/output"
	"sitrep/generator/site"
)

// reading is an index as its files have it: values by the names of the parts. It answers questions as the script does, which is held
// to it; and it is held to a scan of the texts.
type reading struct {
	t     testing.TB
	parts map[string]json.RawMessage // with their hashes: en-2024.abcdefghij
}

// query is what a reader asks. Zero fields do not matter.
type query struct {
	Q, Region, Topic, Series, Type string
	From, To                       int // days; To 0: no end
	Weight                         bool
}

// readIndex makes all files and reads them.
func readIndex(t testing.TB, files output.Files) *reading {
	r := &reading{t, map[string]json.RawMessage{}}
	for _, f := range files.All() {
		var b bytes.Buffer
		if err := f.Make(&b); err != nil {
			t.Fatal(err)
		}
		call, ok := strings.CutPrefix(b.String(), "sitrepSearch.part(")
		call, end := strings.CutSuffix(call, ");\n")
		var pair []json.RawMessage
		if err := json.Unmarshal([]byte("["+call+"]"), &pair); err != nil || !ok || !end || len(pair) != 2 {
			t.Fatalf("%s is no part of an index: %v", f.Path, err)
		}
		name := strings.TrimSuffix(strings.TrimPrefix(f.Path, site.SearchFolder), ".js")
		called, hash, _ := strings.Cut(name, ".")
		if strings.HasSuffix(called, "-x") {
			called += "." + hash
		}
		if string(pair[0]) != `"`+called+`"` {
			t.Fatalf("%s says that it is %s", f.Path, pair[0])
		}
		r.parts[name] = inflated(t, pair[1])
	}
	return r
}

// inflated is the value of a part.
func inflated(t testing.TB, value json.RawMessage) json.RawMessage {
	t.Helper()
	if value[0] != '"' {
		return value
	}
	packed, err := base64.RawStdEncoding.DecodeString(string(value[1 : len(value)-1]))
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func load[V any](r *reading, name string) (v V) {
	r.t.Helper()
	data, known := r.parts[name]
	if !known {
		r.t.Fatalf("no part is called %s: there are %q", name, slices.Sorted(maps.Keys(r.parts)))
	}
	if err := json.Unmarshal(data, &v); err != nil {
		r.t.Fatal(err)
	}
	return v
}

func numbers(text string) []uint32 {
	var list []uint32
	n, shift := uint32(0), 0
	for i := range len(text) {
		d := uint32(strings.IndexByte(digits, text[i]))
		n |= d & 31 << shift
		if shift += 5; d < 32 {
			list, n, shift = append(list, n), 0, 0
		}
	}
	return list
}

// lookUp returns the terms that begin with a text, or are it.
func (r *reading) lookUp(name string, table [][2]string, text string, whole bool) []term {
	var found []term
	for i, row := range table {
		if row[0] > text && !strings.HasPrefix(row[0], text) || i+1 < len(table) && table[i+1][0] < text {
			continue
		}
		for _, t := range readTerms(load[shard](r, name+"-t"+itoa(i)+"."+row[1])) {
			if t.text == text || !whole && strings.HasPrefix(t.text, text) {
				found = append(found, t)
			}
		}
	}
	return found
}

func readTerms(s shard) []term {
	var list []term
	all, before := numbers(s[1]), []rune{}
	for text := range strings.SplitSeq(s[0], " ") {
		before = append(slices.Clone(before[:strings.IndexByte(digits, text[0])]), []rune(text[1:])...)
		n := all[0]
		t := term{text: string(before)}
		doc := uint32(0)
		for _, step := range all[1 : n+1] {
			doc += step >> 2
			t.docs = append(t.docs, doc<<2|step&3)
		}
		list, all = append(list, t), all[n+1:]
	}
	return list
}

var worth = [...]int{1, 2, 5, 12}

func isShort(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return utf8.RuneCountInString(word) < 3 && fold(r).sort != wide
}

// answer returns the addresses of the reports that a query finds, in their order.
func (r *reading) answer(lang string, q query) []string {
	d := load[directory](r, lang)
	subjects := load[[][]any](r, lang+"-"+namesName+"."+d.Subjects)
	asked := unique(wordsOf(q.Q))
	var list []string
	var scores []int
	for _, segment := range d.Segments {
		name := lang + "-" + segment.Name
		h := load[head](r, name+"."+segment.Hash)
		all := make([]int, segment.Size)
		for _, word := range asked {
			for doc, score := range r.scores(name, h, lang, d, subjects, word, segment.Size) {
				if score == 0 || all[doc] < 0 {
					all[doc] = -1
				} else {
					all[doc] += score
				}
			}
		}
		for kind, id := range map[string]string{ofRegion: q.Region, ofTopic: q.Topic, ofSeries: q.Series, ofType: q.Type} {
			if id != "" {
				r.filter(name, h, facet(kind, id), all)
			}
		}
		days := daysOf(h)
		for doc := segment.Size - 1; doc >= 0; doc-- {
			if all[doc] >= 0 && days[doc] >= q.From && (q.To == 0 || days[doc] <= q.To) {
				list, scores = append(list, r.url(name, h, doc)), append(scores, all[doc])
			}
		}
	}
	if q.Weight {
		places := make([]int, len(list))
		for i := range places {
			places[i] = i
		}
		slices.SortStableFunc(places, func(a, b int) int { return cmp.Compare(scores[b], scores[a]) })
		sorted := make([]string, len(list))
		for i, at := range places {
			sorted[i] = list[at]
		}
		return sorted
	}
	return list
}

// scores is how much a word weighs in each report of a segment.
func (r *reading) scores(name string, h head, lang string, d directory, subjects [][]any, word string, size int) []int {
	best := make([]int, size)
	for _, t := range r.lookUp(name, h.Terms, word, isShort(word)) {
		for _, at := range t.docs {
			score := 2 * worth[at&3]
			if t.text == word {
				score++
			}
			best[at>>2] = max(best[at>>2], score)
		}
	}
	for _, t := range r.lookUp(lang+"-"+namesName, d.Names, word, isShort(word)) {
		for _, at := range t.docs {
			s := subjects[at>>2]
			for _, f := range r.lookUp(name, h.Terms, facet(s[0].(string), s[1].(string)), true) {
				for _, doc := range f.docs {
					best[doc>>2] = max(best[doc>>2], 2*worth[outside])
				}
			}
		}
	}
	return best
}

func (r *reading) filter(name string, h head, facet string, all []int) {
	passes := make([]bool, len(all))
	for _, t := range r.lookUp(name, h.Terms, facet, true) {
		for _, at := range t.docs {
			passes[at>>2] = true
		}
	}
	for doc := range all {
		if !passes[doc] {
			all[doc] = -1
		}
	}
}

func daysOf(h head) []int {
	var days []int
	list, day := numbers(h.Days), h.First
	for i := 0; i < len(list); i += 2 {
		day += int(list[i])
		for range list[i+1] {
			days = append(days, day)
		}
	}
	return days
}

func (r *reading) url(name string, h head, doc int) string {
	block := 0
	sizes := numbers(h.Blocks)
	for ; doc >= int(sizes[block]); block++ {
		doc -= int(sizes[block])
	}
	return load[[][]string](r, name+"-x."+h.Hashes[block*hashed:][:hashed])[doc][0]
}

func unique(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}
