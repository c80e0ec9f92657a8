package card

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var look = flag.String("look", "", "write the sample cards into this folder, for a look")

var (
	navy   = color.RGBA{0x0d, 0x2b, 0x47, 0xff}
	white  = color.RGBA{0xff, 0xff, 0xff, 0xff}
	black  = color.RGBA{0, 0, 0, 0xff}
	yellow = color.RGBA{0xff, 0xd4, 0x3b, 0xff}
	red    = color.RGBA{0xa3, 0x16, 0x1a, 0xff}
)

// samples are cards of all kinds, by name.
func samples() map[string]*Card {
	return map[string]*Card{
		"en": {
			Lang: "en", Ground: navy, Ink: white, Site: "Situation Desk", Kind: "Situation report 12",
			Title: "Drone attack on Moscow region: 84 drones reported downed, airports closed for hours",
			Lines: []string{"Moscow Oblast, Bryansk Oblast, Kaluga Oblast", "Data as of 10 November 2024, 18:00 (UTC+2)"},
		},
		"short": {
			Lang: "en", Ground: color.RGBA{0xf2, 0xdf, 0xce, 0xff}, Ink: black, Site: "River Watch", Kind: "Flash update",
			Title: "Dam at Orvenna holds", Lines: []string{"Kelundria", "10 November 2024"},
		},
		"long": {
			Lang: "en", Ground: color.RGBA{0, 0x66, 0x5c, 0xff}, Ink: white, Site: "The Office for the Coordination of Everything That Anybody Could Ever Want to Have Coordinated",
			Kind: "Special report 1", Title: strings.Repeat("Displacement, shelter, water and health in the districts along the river; ", 6),
			Lines: []string{strings.Repeat("Northern District, ", 20), "Data as of 1 January 2025"},
			Label: Note{"TLP:AMBER+STRICT", black, color.RGBA{0xff, 0xc0, 0, 0xff}},
			Bands: []Note{{"EXERCISE EXERCISE EXERCISE", yellow, black}, {"This report has been retracted", red, white}},
		},
		"uk": {
			Lang: "uk", Ground: navy, Ink: white, Site: "Ситуаційний огляд", Kind: "Ситуаційний звіт 12",
			Title: "Атака безпілотників на Московську область: повідомляють про 84 збиті апарати, аеропорти закривали на кілька годин",
			Lines: []string{"Московська область, Брянська область", "Дані станом на 10 листопада 2024 р., 18:00 (UTC+2)"},
			Label: Note{"TLP:GREEN", black, color.RGBA{0x33, 0xff, 0, 0xff}},
		},
		"ar": {
			Lang: "ar", RightToLeft: true, Ground: navy, Ink: white, Site: "مكتب تقارير الحالة", Kind: "تقرير حالة 12",
			Title: "هجوم بالطائرات المسيّرة على منطقة موسكو: الإبلاغ عن إسقاط 84 طائرة وإغلاق المطارات لساعات (UTC+2)",
			Lines: []string{"مقاطعة موسكو، مقاطعة بريانسك", "البيانات حتى 10 نوفمبر 2024، 18:00 (UTC+2)"},
			Bands: []Note{{"تمرين تمرين تمرين", yellow, black}},
			Label: Note{"TLP:AMBER", black, color.RGBA{0xff, 0xc0, 0, 0xff}},
		},
		"el": {
			Lang: "el", Ground: color.RGBA{0x8a, 0x1c, 0x3b, 0xff}, Ink: white, Site: "Παρατηρητήριο", Kind: "Έκθεση κατάστασης 3",
			Title: "Πλημμύρες στη Θεσσαλία: εκκενώθηκαν δέκα χωριά", Lines: []string{"Θεσσαλία"},
		},
		"empty": {Lang: "en", Ground: navy, Ink: white},
	}
}

func drawn(t testing.TB, c *Case, card *Card) []byte {
	t.Helper()
	data, err := c.Draw(card)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestSamples(t *testing.T) {
	c := NewCase()
	for name, card := range samples() {
		t.Run(name, func(t *testing.T) {
			data := drawn(t, c, card)
			if *look != "" {
				if err := os.WriteFile(filepath.Join(*look, name+".png"), data, 0o666); err != nil {
					t.Fatal(err)
				}
			}
			if !bytes.Equal(data, drawn(t, NewCase(), card)) {
				t.Error("equal cards give other bytes")
			}
			if len(data) > 40_000 {
				t.Errorf("%d bytes, more than 40 kB", len(data))
			}
			decoded, err := png.Decode(bytes.NewReader(data))
			if err != nil || decoded.Bounds() != image.Rect(0, 0, Width, Height) {
				t.Fatal(err, decoded.Bounds())
			}
			keepsMargins(t, decoded, card)
		})
	}
}

// keepsMargins looks for anything but the ground outside the margins, below the bands.
func keepsMargins(t *testing.T, drawn image.Image, card *Card) {
	t.Helper()
	inner := image.Rect(margin-4, len(card.Bands)*bandHigh+16, Width-margin+4, Height-16)
	words := 0
	for y := len(card.Bands) * bandHigh; y < Height; y++ {
		for x := range Width {
			if color.RGBAModel.Convert(drawn.At(x, y)) == card.Ground {
				continue
			}
			if words++; !image.Pt(x, y).In(inner) {
				t.Fatalf("something is drawn at %d, %d", x, y)
			}
		}
	}
	if words < 500 {
		t.Errorf("only %d pixels are not the ground", words)
	}
}

// TestRightToLeft holds that a card is mirrored: the same words begin at the other edge.
func TestRightToLeft(t *testing.T) {
	card := &Card{Lang: "en", Ground: navy, Ink: white, Site: "Desk", Title: "Short", Label: Note{"TLP:RED", black, red}}
	c := NewCase()
	one := mostlyLeft(t, drawn(t, c, card))
	card.RightToLeft = true
	if other := mostlyLeft(t, drawn(t, c, card)); !one || other {
		t.Errorf("words stand left: %v, from right to left: %v", one, other)
	}
}

// mostlyLeft reports whether most of what is written in white is in the left half.
func mostlyLeft(t *testing.T, data []byte) bool {
	t.Helper()
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	left := 0
	for y := range Height {
		for x := range Width {
			if color.RGBAModel.Convert(picture.At(x, y)) == white {
				left += map[bool]int{true: 1, false: -1}[x < Width/2]
			}
		}
	}
	return left > 0
}

func BenchmarkDraw(b *testing.B) {
	c := NewCase()
	for _, name := range []string{"en", "uk", "ar", "long"} {
		card := samples()[name]
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				b.SetBytes(int64(len(drawn(b, c, card))))
			}
		})
	}
}

func BenchmarkNewCase(b *testing.B) {
	for b.Loop() {
		NewCase()
	}
}
