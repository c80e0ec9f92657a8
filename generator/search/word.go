package search

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// longest is how many letters of a word count.
const longest = 32

// sort says what a character is to a word.
type sort uint8

const (
	between    sort = iota // words end here
	letter                 // of a word
	wide                   // of a script that sets no spaces between words
	nothing                // it is not there
	apostrophe             // within a word of Cyrillic letters it is not there, elsewhere words end
)

// folded is a character as the index has it.
type folded struct {
	sort sort
	as   string
}

// words calls f for every word of a text, folded. It is what a query is read with, too. The rules: NFKC; small letters; no marks on
// letters but those of й and ї; the few letters that stand for each other; of Arabic no vowel signs, no tatweel, one alef, ya and ta, and
// no article. Where a script sets no spaces, every two neighbouring characters are a word, and so is the last one alone.
func words(text []byte, f func(word []byte)) {
	if !norm.NFKC.IsNormal(text) {
		text = norm.NFKC.Bytes(text)
	}
	r := reader{emit: f, word: make([]byte, 0, 64)}
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			i = r.ascii(text, i)
			continue
		}
		c, size := utf8.DecodeRune(text[i:])
		r.take(fold(c))
		i += size
	}
	r.end()
}

// reader is a text on its way to words.
type reader struct {
	emit  func([]byte)
	word  []byte
	wide  []byte // the last character of a script without spaces
	cyril bool   // the last letter is a Cyrillic one
}

// ascii takes the letters and figures of ASCII that begin at a place, or one other character, and returns the place after.
func (r *reader) ascii(text []byte, at int) int {
	from := at
	for ; at < len(text); at++ {
		small := text[at]
		if small >= 'A' && small <= 'Z' {
			small += 'a' - 'A'
		}
		if !(small >= 'a' && small <= 'z' || small >= '0' && small <= '9') {
			break
		}
		if at == from {
			r.alone()
		}
		r.word = append(r.word, small)
	}
	switch {
	case at > from:
		r.cyril = false
		return at
	case text[at] == '\'' || text[at] == '`':
		r.take(folded{sort: apostrophe})
	default:
		r.end()
	}
	return at + 1
}

func (r *reader) take(c folded) {
	switch c.sort {
	case between:
		r.end()
	case apostrophe:
		if !r.cyril {
			r.end()
		}
	case letter:
		r.word = append(r.alone().word, c.as...)
		r.cyril = c.as >= "\u0400" && c.as < "\u0530"
	case wide:
		r.endWord()
		if len(r.wide) > 0 {
			r.emit(append(r.wide, c.as...))
		}
		r.wide = append(r.wide[:0], c.as...)
	}
}

// alone ends a run of characters without spaces.
func (r *reader) alone() *reader {
	if len(r.wide) > 0 {
		r.emit(r.wide)
		r.wide = r.wide[:0]
	}
	return r
}

func (r *reader) end() { r.alone().endWord() }

func (r *reader) endWord() {
	if len(r.word) > 0 {
		r.emit(cutWord(withoutArticle(r.word)))
		r.word = r.word[:0]
	}
	r.cyril = false
}

// cutWord keeps the first letters of a long word.
func cutWord(word []byte) []byte {
	if len(word) <= longest {
		return word
	}
	n := 0
	for i := range string(word) {
		if n++; n > longest {
			return word[:i]
		}
	}
	return word
}

// withoutArticle takes the Arabic article from a word, with what is written together with it, where three letters are left.
func withoutArticle(word []byte) []byte {
	if word[0] != 0xD8 && word[0] != 0xD9 { // no such word
		return word
	}
	for _, article := range [...]string{"وال", "بال", "كال", "فال", "ال", "لل"} {
		if rest, has := strings.CutPrefix(string(word), article); has && utf8.RuneCountInString(rest) >= 3 {
			return word[len(article):]
		}
	}
	return word
}

// low is how many characters have a fold that is found at once.
const low = 0x3000

var table = sync.OnceValue(func() *[low]folded {
	var t [low]folded
	for r := range rune(low) {
		t[r] = foldRune(r)
	}
	return &t
})

// fold is what a character is.
func fold(r rune) folded {
	if r < low {
		return table()[r]
	}
	return foldRune(r)
}

// same are letters that stand for others.
var same = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ł': "l", 'ı': "i", 'ħ': "h", 'ς': "σ", 'ґ': "г",
	'ٱ': "ا", 'ى': "ي", 'ی': "ي", 'ې': "ي", 'ک': "ك", 'ة': "ه", 'ۀ': "ه", 'ہ': "ه", 'ھ': "ه",
}

func foldRune(r rune) folded {
	switch {
	case r == '\'' || r == '`' || r == '‘' || r == '’' || r == 'ʼ' || r == 'ʹ':
		return folded{sort: apostrophe}
	case r == 'ـ' || unicode.Is(unicode.Cf, r) || isMark(r):
		return folded{sort: nothing}
	case r >= '٠' && r <= '٩':
		return folded{letter, string('0' + r - '٠')}
	case r >= '۰' && r <= '۹':
		return folded{letter, string('0' + r - '۰')}
	case !unicode.In(r, unicode.L, unicode.M, unicode.N):
		return folded{}
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar):
		return folded{wide, string(r)}
	}
	return folded{letter, bare(unicode.ToLower(r))}
}

// isMark reports whether a character is a mark on a letter that words are told apart without: accents, and vowel signs of Hebrew and Arabic.
func isMark(r rune) bool {
	return r >= 0x300 && r <= 0x36F || r >= 0x591 && r <= 0x5C7 && unicode.Is(unicode.Mn, r) ||
		unicode.Is(unicode.Mn, r) && (r >= 0x610 && r <= 0x61A || r >= 0x64B && r <= 0x65F || r == 0x670 || r >= 0x6D6 && r <= 0x6ED)
}

// bare is a small letter without its marks.
func bare(r rune) string {
	if as, has := same[r]; has {
		return as
	}
	if r == 'й' || r == 'ї' {
		return string(r)
	}
	var b strings.Builder
	for _, c := range norm.NFD.String(string(r)) {
		if as, has := same[c]; has {
			b.WriteString(as)
		} else if !isMark(c) {
			b.WriteRune(c)
		}
	}
	return norm.NFC.String(b.String()) // of what is left, such as the parts of a Korean syllable
}
