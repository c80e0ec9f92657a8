package report

import (
	"bytes"
	"iter"
	"regexp"
	"unicode"
	"unicode/utf8"

	"sitrep/generator/markdown"
)

// The words of ICD 203 (Analytic Standards, 2015) for how likely something is, and for how sure an analyst is of a judgment, in
// English, Ukrainian and Arabic. The standard keeps them apart: a reader cannot tell which of the two "probably, with low confidence"
// is about.
var (
	likelihood = regexp.MustCompile(`(?i)(?:^|[^\pL\pN])(` +
		`(?:very |highly )?(?:un)?likely|(?:highly )?(?:im)?probabl[ey]|almost (?:certain(?:ly)?|no chance)|nearly certain|remote (?:chance|possibility)|roughly even (?:chance|odds)` +
		`|(?:дуже |мало|не)?[йі]мовірн(?:о|ий|а|е|і)|(?:дуже |мало)?вірогідн(?:о|ий|а|е|і)|майже напевно|майже неможливо|навряд(?: чи)?` +
		`|(?:من )?(?:غير )?ال?محتمل(?: جدا| جدًا)?|(?:من )?(?:غير )?ال?مرجح|يرجح|يُرجح|شبه مؤكد|من المستبعد` +
		`)(?:$|[^\pL\pN])`)
	confidence = regexp.MustCompile(`(?i)(?:^|[^\pL\pN])(` +
		`(?:very )?(?:high|moderate|medium|low)(?:-| to \w+ )?[ -]?(?:degree of |level of )?confidence|confidence (?:level )?(?:is |remains |of )?(?:high|moderate|medium|low)|(?:highly|moderately) confident` +
		`|(?:висок|помірн|середн|низьк)\pL* (?:(?:рівн|рівен|ступен|ступін)\pL* )?[ву]певнен\pL*` +
		`|(?:ب|ال)?ثقة (?:عالية|متوسطة|معتدلة|منخفضة|كبيرة|ضعيفة)|درجة (?:عالية|متوسطة|منخفضة|كبيرة) من الثقة` +
		`)(?:$|[^\pL\pN])`)
)

// confident are parts of words, one of which is in every term of confidence.
var confident = [][]byte{[]byte("onfiden"), []byte("певнен"), []byte("ثقة")}

// hearLikelihood warns of a likelihood and a confidence in one sentence: text/likelihood.
func hearLikelihood(l *listener, p *markdown.Passage) {
	if !containsAny(p.Text, confident) {
		return
	}
	for from, to := range sentences(p.Text) {
		sentence := bytes.ReplaceAll(p.Text[from:to], []byte("\n"), []byte(" "))
		likely, sure := likelihood.FindSubmatchIndex(sentence), confidence.FindSubmatchIndex(sentence)
		if likely != nil && sure != nil {
			l.warn(p, from+likely[2], "text/likelihood", "a likelihood ("+string(sentence[likely[2]:likely[3]])+") and a confidence ("+string(sentence[sure[2]:sure[3]])+") in one sentence",
				"say in one sentence how likely it is, and in another how sure you are and why")
		}
	}
}

func containsAny(text []byte, parts [][]byte) bool {
	for _, part := range parts {
		if bytes.Contains(text, part) {
			return true
		}
	}
	return false
}

// sentences goes through the sentences of a text: from a byte to another. A stop ends one where white space and no small letter
// follows; so "approx. ten" goes on.
func sentences(text []byte) iter.Seq2[int, int] {
	return func(yield func(from, to int) bool) {
		from := 0
		for at := 0; at < len(text); {
			r, size := utf8.DecodeRune(text[at:])
			at += size
			if endsSentence(r) && beginsSentence(text[at:]) {
				if !yield(from, at) {
					return
				}
				from = at
			}
		}
		if from < len(text) {
			yield(from, len(text))
		}
	}
}

func endsSentence(r rune) bool {
	return r == '.' || r == '!' || r == '?' || r == '…' || r == ';' || r == '؟' || r == '؛' || r == '。'
}

// beginsSentence reports whether a sentence can begin with what follows a stop.
func beginsSentence(rest []byte) bool {
	next, _ := utf8.DecodeRune(rest)
	if !unicode.IsSpace(next) {
		return false
	}
	next, _ = utf8.DecodeRune(bytes.TrimLeftFunc(rest, unicode.IsSpace))
	return !unicode.IsLower(next)
}
