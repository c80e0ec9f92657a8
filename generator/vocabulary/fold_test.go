package vocabulary

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	for _, c := range [][2]string{
		{"", ""}, {" ", ""}, {"kharkiv", "kharkiv"}, {"  Kharkiv \t Oblast ", "kharkiv oblast"}, {"a  b", "a b"}, {"a\nb", "a b"},
		{"Côte d’Ivoire", "côte d'ivoire"}, {"CÔTE D`IVOIRE", "côte d'ivoire"}, {"Co\u0302te d´Ivoire", "côte d'ivoire"},
		{"d`Ivoire", "d'ivoire"}, {"Кам’янець–Подільський", "кам'янець-подільський"}, {"Камʼянець-Подільський", "кам'янець-подільський"},
		{"Україна", "україна"}, {"УКРАЇНА", "україна"}, {"Украї\u0308на", "украї\u0308на"},
		{"ＵＫ", "uk"}, {"Straße", "strasse"}, {"TÜRKİYE", "türkiye"}, {"Turkiye\u0307", "turkiyė"},
		{"Bosnia\u00a0&\u2003Herzegovina", "bosnia & herzegovina"}, {"soft\u00adhyphen\u200b\u200f", "softhyphen"},
		{"أوكرانيا", "أوكرانيا"}, {"乌克兰", "乌克兰"}, {"ﬁ", "fi"}, {"Guinea−Bissau", "guinea-bissau"}, {"תל־אביב", "תל-אביב"},
		{"O‘zbekiston", "o'zbekiston"}, {"Oʻzbekiston", "o'zbekiston"}, {"\xff", "\ufffd"},
	} {
		if got := Fold(c[0]); got != c[1] {
			t.Errorf("Fold(%q) = %q, want %q", c[0], got, c[1])
		}
	}
}

func TestFoldOfEveryRuneIsFolded(t *testing.T) {
	for r := range unicode.MaxRune + 1 {
		if !unicode.Is(unicode.M, r) && (!unicode.IsGraphic(r) || Fold(string(r)) == string(r)) {
			continue // it cannot change the second time
		}
		for _, s := range []string{string(r), "i" + string(r) + "\u0307\u0301"} {
			if once := Fold(s); Fold(once) != once {
				t.Errorf("Fold(%+q) = %+q, folded again %+q", s, once, Fold(once))
			}
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"Kharkiv", "İ\u0307", "a ´ b", "\u0345\u0301", "ﬁ\u200d\u0301", strings.Repeat("\u0301\u0316", 40)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if twice := Fold(once); twice != once {
			t.Errorf("Fold(%+q) = %+q, folded again %+q", s, once, twice)
		}
		if strings.TrimSpace(once) != once || strings.Contains(once, "  ") || !utf8.ValidString(once) {
			t.Errorf("Fold(%+q) = %+q", s, once)
		}
		if quick, thorough := Slug(s), slugUnicode(s); quick != thorough {
			t.Errorf("Slug(%+q) = %+q, and the long way %+q", s, quick, thorough)
		}
		if slug := Slug(s); slug != "" && !IsID(slug) {
			t.Errorf("Slug(%+q) = %+q, whose slug is %+q", s, slug, Slug(slug))
		}
	})
}

func TestSlug(t *testing.T) {
	for _, c := range [][2]string{
		{"Air strikes", "air-strikes"}, {"  Air -- strikes! ", "air-strikes"}, {"Дрони й ракети", "дрони-й-ракети"}, {"हिन्दी", "हिन्दी"},
		{"COVID-19", "covid-19"}, {"a_b/c", "a-b-c"}, {"!!!", ""}, {"..", ""}, {"1½", "11-2"},
	} {
		if got := Slug(c[0]); got != c[1] {
			t.Errorf("Slug(%q) = %q, want %q", c[0], got, c[1])
		}
	}
}

func BenchmarkFold(b *testing.B) {
	for _, s := range []string{"kharkiv oblast", "Kharkiv Oblast", "Україна", "Côte d’Ivoire"} {
		b.Run(s, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Fold(s)
			}
		})
	}
}
