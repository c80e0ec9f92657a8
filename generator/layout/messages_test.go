package layout

import (
	"testing"

	"sitrep/generator/report"
	"sitrep/generator/site"
)

// TestIsolated keeps text of the other direction apart, and touches nothing else.
func TestIsolated(t *testing.T) {
	th := loadTheme(t, nil)
	for _, c := range []struct{ lang, name, rest, want string }{
		{"en", "Kharkiv", "2024", "Kharkiv: 2024"},
		{"en", "خاركيف", "2024", "\u2068خاركيف\u2069: 2024"},
		{"ar", "خاركيف", "2024", "خاركيف: 2024"},
		{"ar", "Kharkiv", "نوفمبر 2024", "\u2068Kharkiv\u2069: نوفمبر 2024"},
		{"fr", "Харків", "novembre 2024", "Харків\u00a0: novembre 2024"},
		{"zh", "哈尔科夫", "2024年", "哈尔科夫：2024年"},
	} {
		if got := th.messagesIn(c.lang).titled(c.name, c.rest); got != c.want {
			t.Errorf("%s: %+q, want %+q", c.lang, got, c.want)
		}
	}
}

func TestCounted(t *testing.T) {
	th := loadTheme(t, nil)
	for _, c := range []struct {
		lang string
		n    int
		want string
	}{
		{"en", 1, "1 paragraph left out"}, {"en", 2, "2 paragraphs left out"}, {"fr", 0, "0\u00a0paragraphe supprimé"}, {"es", 1000000, "1000000\u00a0párrafos suprimidos"},
		{"ru", 21, "Исключён 21\u00a0абзац"}, {"ru", 3, "Исключено 3\u00a0абзаца"}, {"uk", 5, "Вилучено 5\u00a0абзаців"}, {"ar", 2, "حُذفت فقرتان"}, {"ar", 11, "حُذفت 11 فقرة"},
		{"ar-EG", 3, "حُذفت ٣ فقرات"}, {"zh", 3, "删去3个段落"}, {"ha", 1, "1 paragraph left out"},
	} {
		if got := th.messagesIn(c.lang).counted("changes.dropped.count", c.n); got != c.want {
			t.Errorf("%s: %q, want %q", c.lang, got, c.want)
		}
	}
}

// TestRegionalDates wants the words of a wider language with the dates of the site's own.
func TestRegionalDates(t *testing.T) {
	th := loadTheme(t, nil)
	for lang, want := range map[string]string{
		"en": "November 2024", "zh-Hant": "2024年11月", "uk": "Листопад 2024\u202fр.", "fr": "Novembre 2024", "ar-EG": "نوفمبر ٢٠٢٤", "ha": "November 2024",
	} {
		if got := th.messagesIn(lang).period(site.Period{Year: 2024, Month: 11}).Words; got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
	if got := th.messagesIn("es-MX").number(report.Number{Text: "1500.5"}); got != "1,500.5" {
		t.Errorf("es-MX: %s", got)
	}
}
