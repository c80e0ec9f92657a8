package card

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/shaping"
)

func glyphs(runs []shaping.Output) (ids []font.GID) {
	for i := range runs {
		for _, g := range runs[i].Glyphs {
			ids = append(ids, g.GlyphID)
		}
	}
	return ids
}

// TestArabicIsShaped holds that letters join, in every face: each has another glyph in a word than alone, and the word runs leftwards.
func TestArabicIsShaped(t *testing.T) {
	s := newSetter(NewCase(), "ar", true)
	for f := range names {
		word := glyphs(s.shaped([]rune("بيت"), face(f), 40))
		if len(word) != 3 {
			t.Fatalf("face %d: glyphs %v", f, word)
		}
		for _, letter := range "بيت" {
			if alone := glyphs(s.shaped([]rune{letter}, face(f), 40)); alone[0] == 0 || slices.Contains(word, alone[0]) {
				t.Errorf("face %d: %c is not joined: %v in %v", f, letter, alone, word)
			}
		}
		if last := glyphs(s.shaped([]rune("يت"), face(f), 40)); word[0] != last[0] {
			t.Errorf("face %d: the word %v does not end at the left as %v does", f, word, last)
		}
	}
}

// TestNumbersRunRightwards holds that numbers keep their order among Arabic words, and stand where they are read.
func TestNumbersRunRightwards(t *testing.T) {
	s := newSetter(NewCase(), "ar", true)
	l := s.oneLine("إسقاط 84 طائرة", regular, 30, 1000)
	if len(l) != 3 {
		t.Fatalf("%d runs", len(l))
	}
	digits := glyphs(s.shaped([]rune("84"), regular, 30))
	if got := glyphs(l[1:2]); !slices.Equal(got, digits) {
		t.Errorf("between the words stand %v, want %v", got, digits)
	}
	if l[2].Runes.Offset != 0 {
		t.Error("the first word is not at the right")
	}
}

func TestLacks(t *testing.T) {
	c := NewCase()
	for text, want := range map[string]string{
		"":             "",
		"Drone attack": "", "Київ, Ґалаґан’ї – «ні»": "", "Θεσσαλία": "", "إيلفيتا؛ ١٢٣، پژوهش": "", "Đà Nẵng €5 №7 ½ 12 °C": "",
		"a\u2068b\u2069\u200f\tc\u00a0d": "",
		"洪水 a 洪":                         "洪水", "Flash 🚨": "🚨", "পানি": "পান\u09bf", "שלום": "שלום",
	} {
		if got := string(c.Lacks(text)); got != want {
			t.Errorf("%q lacks %q, want %q", text, got, want)
		}
	}
}

// TestTitlesFit sets titles of growing length, with longer and longer words, and looks whether they are in their room.
func TestTitlesFit(t *testing.T) {
	const wide, high = Width - 2*margin, 300
	c := NewCase()
	for lang, word := range map[string]string{"en": "evacuation", "uk": "щогодини", "ar": "الطائرات"} {
		s := newSetter(c, lang, lang == "ar")
		for n := 1; n < 400; n += 1 + n/6 {
			for _, title := range []string{strings.TrimSpace(strings.Repeat(word+" ", n)), strings.Repeat(word, n)} {
				p := s.fitted(title, wide, high)
				if w := widest(p.lines); w > wide || p.tall() > high || len(p.lines) > mostLines || len(p.lines) == 0 {
					t.Errorf("%s, %d times: %d lines, %d wide, %d high", lang, n, len(p.lines), w, p.tall())
				}
			}
		}
	}
}

// TestTitlesAreBalanced holds that no line of a title is a lonely word.
func TestTitlesAreBalanced(t *testing.T) {
	s := newSetter(NewCase(), "en", false)
	for n := 8; n < 24; n++ {
		p := s.fitted(strings.TrimSpace(strings.Repeat("water ", n)), Width-2*margin, 300)
		narrowest := slices.Min(mapped(p.lines, line.wide))
		if w := widest(p.lines); len(p.lines) > 1 && narrowest < w/2 {
			t.Errorf("%d words: lines of %v", n, mapped(p.lines, line.wide))
		}
	}
}

func mapped[A, B any](list []A, f func(A) B) (to []B) {
	for _, a := range list {
		to = append(to, f(a))
	}
	return to
}

// TestALongLineEndsInAnEllipsis holds that what is cut says so, at its end.
func TestALongLineEndsInAnEllipsis(t *testing.T) {
	for lang, word := range map[string]string{"en": "Northern District, ", "ar": "مقاطعة موسكو، "} {
		s := newSetter(NewCase(), lang, lang == "ar")
		l := s.oneLine(strings.Repeat(word, 30), regular, lineSize, 600)
		ids, dots := glyphs(l), glyphs(s.shaped([]rune("…"), regular, lineSize))
		end := ids[len(ids)-1]
		if lang == "ar" {
			end = ids[0]
		}
		if l.wide() > 600 || l.wide() < 400 || end != dots[0] {
			t.Errorf("%s: %s", lang, fmt.Sprint(l.wide(), end, dots))
		}
	}
}
