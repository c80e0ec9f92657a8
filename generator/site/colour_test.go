package site

import (
	"strings"
	"testing"

	"sitrep/generator/diag"
)

// The ratios are those that WCAG's definition gives.
func TestContrast(t *testing.T) {
	grey := Colour{0x76, 0x76, 0x76, true}
	for _, c := range []struct {
		a, b     Colour
		from, to float64
	}{{White, Black, 21, 21}, {White, White, 1, 1}, {grey, White, 4.54, 4.55}, {White, grey, 4.54, 4.55}} {
		if got := Contrast(c.a, c.b); got < c.from-1e-9 || got > c.to+1e-9 {
			t.Errorf("contrast of %v and %v: %v", c.a, c.b, got)
		}
	}
}

func TestTowardIsReadable(t *testing.T) {
	for r := 0; r < 256; r += 15 {
		for g := 0; g < 256; g += 15 {
			for b := 0; b < 256; b += 15 {
				c := Colour{uint8(r), uint8(g), uint8(b), true}
				if dark := c.Toward(Black, Tint, Readable); Contrast(dark, Tint) < Readable {
					t.Errorf("%v becomes %v on the light ground", c, dark)
				}
				if light := c.Toward(White, DarkTint, Readable); Contrast(light, DarkTint) < Readable {
					t.Errorf("%v becomes %v on the dark ground", c, light)
				}
			}
		}
	}
}

func TestFaultsOfTheLook(t *testing.T) {
	const head = "title: T\ntimezone: UTC\n"
	for _, c := range []struct{ yaml, rule, hint string }{
		{"colours: {link: 'ff8800'}", "site/contrast", "the nearest shade that can be read is \"#"},
		{"colours: {link: '#0a4a86', brand: '#ffcc00'}", "", ""},
		{"colours: {brand: reddish}", "site/value", `"#0d2b47"`},
		{"licence_url: creativecommons.org", "site/licence-url", "https://"},
	} {
		_, findings := ParseConfig("content/site.yaml", []byte(head+c.yaml+"\n"))
		if c.rule == "" {
			if len(findings) > 0 {
				t.Errorf("%s: %v", c.yaml, findings)
			}
			continue
		}
		if len(findings) != 1 || findings[0].Pos.Line != 3 || findings[0].Severity != diag.Error || !strings.Contains(findings[0].Hint, c.hint) {
			t.Errorf("%s: %+v", c.yaml, findings)
		}
	}
}
