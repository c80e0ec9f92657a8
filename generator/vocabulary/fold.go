package vocabulary

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Fold returns what two spellings of one name have in common: Unicode's NFKC and full case folding, every apostrophe as ',
// every dash as -, invisible characters (soft hyphens, joiners, direction marks) dropped, white space as single spaces,
// none at the ends. Two names are the same when their folds are equal; Fold(Fold(s)) is Fold(s).
//
// Letters keep their accents, and the scripts stay apart. The Turkish İ folds to a plain i, so that names in capitals match.
func Fold(s string) string {
	folded := true
	space := true // as if a space came before: none may lead
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= 0x80:
			return foldUnicode(s)
		case c == ' ':
			folded = folded && !space
			space = true
			continue
		case 'A' <= c && c <= 'Z', c == '`', '\t' <= c && c <= '\r':
			folded = false
		}
		space = false
	}
	if folded && (!space || s == "") {
		return s
	}
	return foldASCII(s)
}

func foldASCII(s string) string {
	folded := make([]byte, 0, len(s))
	for i := range len(s) {
		c := s[i]
		switch {
		case c == ' ', '\t' <= c && c <= '\r':
			if len(folded) == 0 || folded[len(folded)-1] == ' ' {
				continue
			}
			c = ' '
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		case c == '`':
			c = '\''
		}
		folded = append(folded, c)
	}
	return strings.TrimSuffix(string(folded), " ")
}

// foldUnicode maps signs before NFKC, which would turn ´ into a space and an accent, and after it, which makes new ones.
// It lowers after folding because x/text folds Cherokee to and fro.
func foldUnicode(s string) string {
	s = norm.NFKC.String(strings.Map(foldSign, s))
	s = strings.ToLower(cases.Fold().String(s))
	for strings.Contains(s, dottedI) {
		s = strings.ReplaceAll(s, dottedI, "i")
	}
	return strings.Join(strings.Fields(strings.Map(foldSign, norm.NFKC.String(s))), " ")
}

// dottedI is what case folding makes of İ.
const dottedI = "i\u0307"

func foldSign(r rune) rune {
	switch {
	case r < 0x80 && r != '`':
		return r
	case strings.ContainsRune(apostrophes, r):
		return '\''
	case unicode.Is(unicode.Pd, r), r == '\u2212', r == '\u2043': // minus sign, hyphen bullet
		return '-'
	case unicode.Is(unicode.Cf, r), unicode.Is(unicode.Variation_Selector, r):
		return -1
	}
	return r
}

// The apostrophes of all keyboards and alphabets: typographic quotes, modifier letters (Ukrainian ʼ, Uzbek and Hawaiian ʻ),
// accents and primes typed in their place, the Armenian and Hebrew ones, Saltillo.
const apostrophes = "`´΄᾽᾿`´‘’‛ʹʻʼʽˈˊˋ′‵՚׳ꞌ＇"

// Slug returns the text as an id: folded, with letters, digits and marks of any script kept and all between them as
// one hyphen. It is empty for a text without any.
func Slug(text string) string {
	var room [64]byte
	b, gap := room[:0], false
	for i := range len(text) {
		c := text[i]
		if c >= utf8.RuneSelf {
			return slugUnicode(text)
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if !inSlug(rune(c)) {
			gap = true
			continue
		}
		if gap && len(b) > 0 {
			b = append(b, '-')
		}
		gap = false
		b = append(b, c)
	}
	return string(b)
}

func slugUnicode(text string) string {
	var b strings.Builder
	gap := false
	for _, r := range Fold(text) {
		if !inSlug(r) {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap = false
		b.WriteRune(r)
	}
	return b.String()
}

func inSlug(r rune) bool {
	if r < 0x80 {
		return 'a' <= r && r <= 'z' || '0' <= r && r <= '9'
	}
	return unicode.In(r, unicode.L, unicode.Nd, unicode.M)
}

// IsID reports whether the text can stand as an id as it is: letters (in lower case), digits and single hyphens between them.
func IsID(text string) bool { return text != "" && Slug(text) == text }

// In returns the name in the language, or in a wider one (pt for pt-BR), or "".
func In(names map[string]string, lang string) string {
	for lang != "" {
		if name, ok := names[lang]; ok {
			return name
		}
		lang = lang[:max(0, strings.LastIndexByte(lang, '-'))]
	}
	return ""
}
