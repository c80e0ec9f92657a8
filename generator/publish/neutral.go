package publish

import (
	"fmt"
	"strings"
)

// notice is what a neutral page says in a language.
type notice struct{ withdrawn, renewed, home, dir string }

// notices are those of the languages that the theme speaks; a site in others says it in English.
var notices = map[string]notice{
	"en": {"This page has been withdrawn.", "This page is being renewed. Please come back in a few minutes.", "Home", "ltr"},
	"uk": {"Цю сторінку відкликано.", "Цю сторінку оновлюють. Завітайте, будь ласка, за кілька хвилин.", "Головна", "ltr"},
	"ar": {"سُحبت هذه الصفحة.", "يجري تحديث هذه الصفحة. يُرجى العودة بعد بضع دقائق.", "الصفحة الرئيسية", "rtl"},
}

// neutral is the page that stands in a page's place for a while: it says that the page was withdrawn or is being renewed, in the
// language of its part of the site, and nothing of what it said. It needs no other file.
func neutral(page string, withdrawn bool, languages []string) []byte {
	lang, home := "en", strings.Repeat("../", strings.Count(page, "/"))+"index.html"
	if len(languages) > 0 {
		lang = languages[0]
	}
	if first, _, below := strings.Cut(page, "/"); below {
		for _, other := range languages[min(1, len(languages)):] {
			if first == other {
				lang, home = other, strings.Repeat("../", strings.Count(page, "/")-1)+"index.html"
			}
		}
	}
	say, known := notices[lang]
	if base, _, _ := strings.Cut(lang, "-"); !known {
		say, known = notices[base]
	}
	if !known {
		lang, say = "en", notices["en"]
	}
	words := say.renewed
	if withdrawn {
		words = say.withdrawn
	}
	return fmt.Appendf(nil, `<!doctype html>
<html lang="%s" dir="%s">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>%s</title>
<h1>%[3]s</h1>
<p><a href="%s">%s</a></p>
</html>
`, lang, say.dir, words, home, say.home)
}
