package report

import (
	"bytes"
	"encoding/binary"
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cespare/xxhash/v2"

	"sitrep/generator/diag"
	"sitrep/generator/markdown"
	"sitrep/generator/vocabulary"
)

// Names are what a body says that may be the name of a place: up to maxNamed different ones, by their order. They are kept as
// fingerprints with places, some eight bytes each, so that an archive of a hundred thousand can hold them.
type Names string

// NameSum is the fingerprint of a name, whatever its case.
type NameSum uint64

const (
	maxNamed   = 40
	sumBytes   = 5
	maxNameLen = 60
)

// SumOfName fingerprints a name that is folded (vocabulary.Fold).
func SumOfName(folded string) NameSum {
	return NameSum(xxhash.Sum64String(folded) >> (64 - 8*sumBytes))
}

// All goes through the names, and where each stands first.
func (n Names) All() iter.Seq2[NameSum, diag.Pos] {
	return func(yield func(NameSum, diag.Pos) bool) {
		pos := diag.Pos{}
		for rest := []byte(n); len(rest) > sumBytes; {
			sum := NameSum(0)
			for _, b := range rest[:sumBytes] {
				sum = sum<<8 | NameSum(b)
			}
			rest = rest[sumBytes:]
			lines, size := binary.Varint(rest)
			col, more := binary.Uvarint(rest[max(size, 0):])
			if size <= 0 || more <= 0 {
				return
			}
			rest = rest[size+more:]
			pos = diag.Pos{Line: pos.Line + int(lines), Col: int(col)}
			if !yield(sum, pos) {
				return
			}
		}
	}
}

// naming gathers Names: words with a capital that stand side by side, up to three of them; in Arabic, which has no capitals, what
// follows a word for a place or a direction.
type naming struct {
	names []byte
	sums  []NameSum
	line  int
	words []word // of the passage before; their room is used again
}

func (n *naming) hear(p *markdown.Passage) {
	n.words = appendWords(n.words[:0], p.Text)
	words := n.words
	for i := 0; i < len(words) && len(n.sums) < maxNamed; {
		run := 0
		for i+run < len(words) && words[i+run].name && (run == 0 || words[i+run].joined) {
			run++
		}
		if run == 0 {
			i++
			continue
		}
		some := words[i : i+run]
		n.add(p, some)
		n.parts(p, some)
		if run > 1 && some[0].first {
			n.add(p, some[1:])
			n.parts(p, some[1:])
		}
		i += run
	}
	n.arabic(p, words)
}

// add takes up a name, unless it is longer than names of places are or known already.
func (n *naming) add(p *markdown.Passage, words []word) {
	text := p.Text[words[0].from:words[len(words)-1].to]
	if len(words) > 3 || len(text) > maxNameLen || len(n.sums) >= maxNamed || utf8.RuneCount(text) < 3 {
		return
	}
	sum := SumOfName(vocabulary.Fold(string(text)))
	if slices.Contains(n.sums, sum) {
		return
	}
	n.sums = append(n.sums, sum)
	for shift := sumBytes - 1; shift >= 0; shift-- {
		n.names = append(n.names, byte(sum>>(8*shift)))
	}
	pos := p.Pos(words[0].from)
	n.names = binary.AppendVarint(n.names, int64(pos.Line-n.line))
	n.names = binary.AppendUvarint(n.names, uint64(pos.Col))
	n.line = pos.Line
}

// arabic adds what follows a word for a place, alone and with the word behind it.
func (n *naming) arabic(p *markdown.Passage, words []word) {
	for i := 1; i < len(words); i++ {
		if words[i].arabic && words[i].joined && slices.Contains(cues, string(p.Text[words[i-1].from:words[i-1].to])) {
			n.add(p, words[i:i+1])
			if i+1 < len(words) && words[i+1].joined {
				n.add(p, words[i:i+2])
			}
		}
	}
}

// cues are in, from, to, on, inside, near, north, south, east, west, city, governorate, state, province, town, village.
var cues = []string{"في", "من", "إلى", "الى", "على", "داخل", "قرب", "شمال", "جنوب", "شرق", "غرب", "مدينة", "محافظة", "ولاية", "إقليم", "بلدة", "قرية"}

// word is one of a text.
type word struct {
	from, to int
	first    bool // of its sentence
	joined   bool // to the one before, by white space alone
	name     bool // has a capital, and is none that only begins a sentence
	arabic   bool
}

// appendWords divides a text into words: letters, marks and digits, with the hyphens and apostrophes between them.
func appendWords(words []word, text []byte) []word {
	last := 0 // where the word before ended
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRune(text[at:])
		if !unicode.IsLetter(r) {
			at += size
			continue
		}
		w := word{from: at, to: wordEnd(text, at), arabic: unicode.Is(unicode.Arabic, r)}
		gap := text[last:at]
		w.joined = len(words) > 0 && len(bytes.TrimSpace(gap)) == 0
		w.first = len(words) == 0 || !w.joined && bytes.ContainsAny(gap, ".!?…:;؟")
		at = w.to
		w.to = len(bytes.TrimSuffix(bytes.TrimSuffix(text[:w.to], []byte("'s")), []byte("’s")))
		w.name = (unicode.IsUpper(r) || unicode.IsTitle(r)) && !inAddress(gap) && !starters[strings.ToLower(string(text[w.from:w.to]))]
		words, last = append(words, w), at
	}
	return words
}

// inAddress reports whether a word behind these signs is part of an address, not of a sentence.
func inAddress(gap []byte) bool {
	return len(gap) > 0 && strings.IndexByte("/@._#&=", gap[len(gap)-1]) >= 0
}

func wordEnd(text []byte, at int) int {
	for at < len(text) {
		if c := text[at] | 0x20; 'a' <= c && c <= 'z' {
			at++ // what most texts are made of
			continue
		}
		r, size := utf8.DecodeRune(text[at:])
		if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) {
			at += size
			continue
		}
		next, _ := utf8.DecodeRune(text[at+size:])
		if !strings.ContainsRune("-'’ʼ", r) || !unicode.IsLetter(next) {
			break
		}
		at += size
	}
	return at
}

// starters are words that often begin a sentence, and days and months: no names of places, and not worth their bytes.
var starters = setOf(strings.Fields(`a about according after all also although an and another are as at before between both but by during each
	eight five for four from he her his how however i if in is it its many meanwhile more most near nine no not of on one or other our over
	seven she since six some ten that the their there these they this those three two under until was we were what when where which while
	who with within you your monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
	september october november december
	у в на з із зі до від за по про та і й але це ці цей ця він вона вони ми як що після перед під над для при через не усі всі`))

func setOf(words []string) map[string]bool {
	set := make(map[string]bool, len(words))
	for _, w := range words {
		set[w] = true
	}
	return set
}
