package locale

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func locale(t *testing.T, lang string) *Locale {
	t.Helper()
	l, ok := For(lang)
	if !ok {
		t.Fatalf("the table does not know %s", lang)
	}
	return l
}

func on(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 9, 5, 0, 0, time.UTC)
}

// plain has common spaces in the place of narrow ones, and no marks of direction, so that a reader sees what is wanted.
var plain = strings.NewReplacer("\u202f", " ", "\u2009", " ", "\u00a0", " ", "\u200e", "", "\u200f", "", "\u061c", "").Replace

func TestDates(t *testing.T) {
	for _, c := range []struct{ lang, day, short, month, shortMonth, date, joined string }{
		{"en", "10 November 2024", "10 Nov 2024", "November 2024", "Nov 2024", "10 November", "10 November 2024, 09:05"},
		{"en-US", "November 10, 2024", "Nov 10, 2024", "November 2024", "Nov 2024", "November 10", "November 10, 2024, 09:05"},
		{"fr", "10 novembre 2024", "10 nov. 2024", "novembre 2024", "nov. 2024", "10 novembre", "10 novembre 2024, 09:05"},
		{"es", "10 de noviembre de 2024", "10 nov 2024", "noviembre de 2024", "nov 2024", "10 de noviembre", "10 de noviembre de 2024, 9:05"},
		{"ar", "10 نوفمبر 2024", "10 نوفمبر 2024", "نوفمبر 2024", "نوفمبر 2024", "10 نوفمبر", "10 نوفمبر 2024، 09:05"},
		{"ar-EG", "١٠ نوفمبر ٢٠٢٤", "١٠ نوفمبر ٢٠٢٤", "نوفمبر ٢٠٢٤", "نوفمبر ٢٠٢٤", "١٠ نوفمبر", "١٠ نوفمبر ٢٠٢٤، ٠٩:٠٥"},
		{"ru", "10 ноября 2024 г.", "10 нояб. 2024 г.", "ноябрь 2024 г.", "нояб. 2024 г.", "10 ноября", "10 ноября 2024 г., 09:05"},
		{"zh", "2024年11月10日", "2024年11月10日", "2024年11月", "2024年11月", "11月10日", "2024年11月10日 09:05"},
		{"zh-Hant-TW", "2024年11月10日", "2024年11月10日", "2024年11月", "2024年11月", "11月10日", "2024年11月10日 09:05"},
		{"uk", "10 листопада 2024 р.", "10 лист. 2024 р.", "листопад 2024 р.", "лист. 2024 р.", "10 листопада", "10 листопада 2024 р., 09:05"},
		{"pt-MZ", "10 de novembro de 2024", "10/11/2024", "novembro de 2024", "11/2024", "10 de novembro", "10 de novembro de 2024, 09:05"},
		{"tlh", "2024-11-10", "2024-11-10", "2024-11", "2024-11", "11-10", "2024-11-10 09:05"},
	} {
		l, _ := For(c.lang)
		at := on(2024, 11, 10)
		for _, pair := range [][2]string{
			{l.Day(at), c.day}, {l.ShortDay(at), c.short}, {l.Month(at), c.month}, {l.ShortMonth(at), c.shortMonth}, {l.Date(at), c.date},
			{l.Joined(l.Day(at), l.Time(at)), c.joined},
		} {
			if got := plain(pair[0]); got != pair[1] {
				t.Errorf("%s: %q, want %q", c.lang, got, pair[1])
			}
		}
	}
}

func TestFirstOfTheMonth(t *testing.T) {
	for lang, want := range map[string]string{"fr": "1er mars 2026", "fr-CA": "1er mars 2026", "en": "1 March 2026", "uk": "1 березня 2026 р.", "ca": "1 de març del 2026"} {
		if got := plain(locale(t, lang).Day(on(2026, 3, 1))); got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
}

func TestRangesOfDays(t *testing.T) {
	for _, c := range []struct{ lang, days, months, years string }{
		{"en", "9|–|10 November 2024", "30 October| – |10 November 2024", "30 December 2024| – |2 January 2025"},
		{"en-US", "November 9| – |10, 2024", "October 30| – |November 10, 2024", "December 30, 2024| – |January 2, 2025"},
		{"fr", "9|–|10 novembre 2024", "30 octobre| – |10 novembre 2024", "30 décembre 2024| – |2 janvier 2025"},
		{"es", "9|–|10 de noviembre de 2024", "30 de octubre| – |10 de noviembre de 2024", "30 de diciembre de 2024| – |2 de enero de 2025"},
		{"ar", "9|–|10 نوفمبر 2024", "30 أكتوبر| – |10 نوفمبر 2024", "30 ديسمبر 2024| – |2 يناير 2025"},
		{"ru", "9|–|10 ноября 2024 г.", "30 октября| – |10 ноября 2024 г.", "30 декабря 2024 г.| – |2 января 2025 г."},
		{"zh", "2024年11月9日| – |10日", "2024年10月30日| – |11月10日", "2024年12月30日| – |2025年1月2日"},
		{"zh-TW", "2024年11月9日|至|10日", "2024年10月30日|至|11月10日", "2024年12月30日|至|2025年1月2日"},
		{"uk", "9|–|10 листопада 2024 р.", "30 жовтня| – |10 листопада 2024 р.", "30 грудня 2024| – |2 січня 2025 рр."},
		{"fa", "۹| تا |۱۰ نوامبر ۲۰۲۴", "۳۰ اکتبر| تا |۱۰ نوامبر ۲۰۲۴", "۳۰ دسامبر ۲۰۲۴| تا |۲ ژانویهٔ ۲۰۲۵"},
	} {
		l := locale(t, c.lang)
		for want, days := range map[string][2]time.Time{
			c.days: {on(2024, 11, 9), on(2024, 11, 10)}, c.months: {on(2024, 10, 30), on(2024, 11, 10)}, c.years: {on(2024, 12, 30), on(2025, 1, 2)},
		} {
			first, joint, second := l.Days(days[0], days[1])
			if got := plain(first + "|" + joint + "|" + second); got != want {
				t.Errorf("%s: %q, want %q", c.lang, got, want)
			}
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct{ lang, number, want string }{
		{"en", "1234567.50", "1,234,567.50"}, {"en", "999", "999"}, {"en", "-1500", "−1,500"}, {"en", "1e6", "1e6"}, {"en", "", ""}, {"en", "1.", "1."},
		{"fr", "12345.5", "12 345,5"}, {"es", "1500", "1500"}, {"es", "12500", "12.500"}, {"es-MX", "1500", "1,500"}, {"es-CO", "12500.5", "12.500,5"},
		{"ru", "12345.5", "12 345,5"}, {"uk", "1500", "1 500"}, {"zh", "12345", "12,345"}, {"ar", "-1500", "−1,500"}, {"ar-EG", "-1500.5", "−١٬٥٠٠٫٥"},
		{"hi", "1234567", "12,34,567"}, {"bn", "1234567", "১২,৩৪,৫৬৭"}, {"my", "1500", "၁,၅၀၀"}, {"de-CH", "12345", "12'345"}, {"pl", "1500", "1500"}, {"tlh", "1500", "1500"},
	} {
		l, _ := For(c.lang)
		if got := plain(l.Number(c.number)); got != c.want {
			t.Errorf("%s: %s is %q, want %q", c.lang, c.number, got, c.want)
		}
	}
	for lang, want := range map[string]string{"en": "+12%", "fr": "+12 %", "es": "+12 %", "ru": "+12 %", "uk": "+12%", "ar": "+12%", "zh": "+12%", "tr": "+%12", "fa": "+۱۲٪"} {
		l := locale(t, lang)
		if got := plain(l.Plus() + l.Percent(l.Number("12"))); got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
	if got := locale(t, "es").Between("1500", "2000"); got != "1500-2000" {
		t.Errorf("a range in Spanish is %q", got)
	}
}

// TestMinusStaysBeforeItsNumber holds that in Arabic and Hebrew a mark keeps the sign at the number's left.
func TestMinusStaysBeforeItsNumber(t *testing.T) {
	for _, lang := range []string{"ar", "he", "fa", "ar-EG"} {
		if l := locale(t, lang); !strings.ContainsAny(l.Minus(), "\u200e\u061c") || !strings.ContainsAny(l.Plus(), "\u200e\u061c") {
			t.Errorf("%s: %+q and %+q", lang, l.Minus(), l.Plus())
		}
	}
}

// TestPlurals has the samples of CLDR's own plural rules, for whole numbers.
func TestPlurals(t *testing.T) {
	for lang, forms := range map[string]map[string][]int{
		"en":  {"one": {1}, "other": {0, 2, 11, 21, 1000000}},
		"fr":  {"one": {0, 1}, "other": {2, 17, 100, 1000}, "many": {1000000, 2000000}},
		"es":  {"one": {1}, "other": {0, 2, 21, 1000}, "many": {1000000}},
		"ar":  {"zero": {0}, "one": {1}, "two": {2}, "few": {3, 10, 103, 110}, "many": {11, 26, 99, 111}, "other": {100, 102, 200, 1000}},
		"ru":  {"one": {1, 21, 101}, "few": {2, 4, 22, 104}, "many": {0, 5, 11, 14, 19, 100, 111}},
		"uk":  {"one": {1, 21, 101}, "few": {2, 4, 22, 104}, "many": {0, 5, 11, 14, 19, 100, 111}},
		"zh":  {"other": {0, 1, 2, 100}},
		"pl":  {"one": {1}, "few": {2, 22}, "many": {0, 5, 12, 21, 101}},
		"lv":  {"zero": {0, 10, 11, 20}, "one": {1, 21}, "other": {2, 9, 22}},
		"sl":  {"one": {1, 101}, "two": {2}, "few": {3, 4}, "other": {0, 5}},
		"ga":  {"one": {1}, "two": {2}, "few": {3, 6}, "many": {7, 10}, "other": {0, 11}},
		"he":  {"one": {1}, "two": {2}, "other": {0, 3}},
		"fil": {"one": {0, 1, 3, 5, 10}, "other": {4, 6, 9, 14}},
		"ro":  {"one": {1}, "few": {0, 2, 19, 101}, "other": {20, 100}},
	} {
		l := locale(t, lang)
		var want []string
		for _, form := range Forms {
			if forms[form] != nil && forms[form][0] < 1000 {
				want = append(want, form)
			}
			for _, n := range forms[form] {
				if got := l.Plural(n); got != form {
					t.Errorf("%s: %d takes the form %s, want %s", lang, n, got, form)
				}
			}
		}
		if got := l.Plurals(); !slices.Equal(got, want) {
			t.Errorf("%s has the forms %v, want %v", lang, got, want)
		}
	}
}

// TestTable reads every line: whatever CLDR wrote can be written, and nothing is left of a pattern.
func TestTable(t *testing.T) {
	if _, err := parseTable("sitrep locale 0; CLDR 1\n"); err == nil {
		t.Error("a table of another format was read")
	}
	if size := len(embedded); size > 150_000 {
		t.Errorf("the table has %d bytes", size)
	}
	tags := map[string]bool{}
	for i := range builtin().lines {
		tag := builtin().tag(i)
		tags[tag] = true
		l := locale(t, tag)
		checkLine(t, tag, l)
	}
	for _, tag := range []string{"en", "fr", "es", "ar", "ru", "zh", "zh-Hant", "zh-HK", "uk", "pt-BR", "es-AR", "sw-KE"} {
		if _, ok := For(tag); !ok {
			t.Errorf("the table does not know %s", tag)
		}
	}
	if len(tags) < 200 {
		t.Errorf("the table has only %d lines", len(tags))
	}
}

func checkLine(t *testing.T, tag string, l *Locale) {
	t.Helper()
	patterns := []pattern{l.day, l.shortDay, l.date, l.shortDate, l.month, l.shortMonth, l.year, l.clock}
	for _, field := range []byte("dMy") {
		s := l.ranges[field]
		if len(s.from) == 0 || s.joint == "" || len(s.to) == 0 {
			t.Errorf("%s: a range of days in %+v", tag, s)
		}
		patterns = append(patterns, s.from, s.to)
	}
	for _, p := range patterns {
		for _, part := range p {
			if part.field != 0 && !strings.ContainsRune("yMLdHm", rune(part.field)) {
				t.Errorf("%s: a pattern has the letter %c", tag, part.field)
			}
		}
	}
	if l.TimeJoint() == "" || l.joined == "" || l.decimal == "" || l.minus == "" || l.plus == "" || len(l.groupings) == 0 ||
		!strings.Contains(l.percent, "{0}") || !strings.Contains(l.between, "{1}") {
		t.Errorf("%s lacks something: %+v", tag, l)
	}
	if tag != "und" && (len(l.week) != 7 || len(l.narrow) != 7 || len(l.months) != 12 || len(l.alone) != 12 || len(l.shortMonths) != 12 || len(l.shortAlone) != 12 || l.Name == "") {
		t.Errorf("%s lacks names: %+v", tag, l)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("d 'de' MMMM 'de' y – d 'o''clock")
	f.Fuzz(func(t *testing.T, text string) {
		l := newLocale(nil)
		l.write(parse(text), on(2024, 11, 10))
		s := parseSpan(text)
		joined := ""
		for _, p := range []pattern{s.from, {{text: s.joint}}, s.to} {
			joined += l.write(p, on(2024, 11, 10))
		}
		if whole := l.write(parse(text), on(2024, 11, 10)); joined != whole {
			t.Errorf("%q: the parts make %q, the whole %q", text, joined, whole)
		}
	})
}
