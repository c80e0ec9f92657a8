package media

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"regexp"
	"strings"
	"testing"

	goexif "github.com/rwcarlsen/goexif/exif"
)

// TestNothingIsLeft is the room's promise: of all that is known to be put into pictures nothing is left in an original or a copy.
func TestNothingIsLeft(t *testing.T) {
	list := taintedPictures(t)
	if len(list) < 60 {
		t.Fatalf("%d pictures", len(list))
	}
	for _, p := range list {
		t.Run(p.name+" "+p.what, func(t *testing.T) {
			clean, err := Clean(p.name, p.data)
			if err != nil {
				t.Fatal(err)
			}
			checkClean(t, p.name, clean)
			again, err := Clean(p.name, clean)
			if err != nil || !bytes.Equal(again, clean) {
				t.Errorf("what is clean is not left as it is: %v", err)
			}
			picture, err := Look(p.name, p.data)
			if err != nil {
				t.Fatal(err)
			}
			if small, err := Resize(p.name, p.data, 16); err == nil {
				checkClean(t, "small"+picture.Ending(), small)
			} else if picture.Format != "svg" && !picture.Moving {
				t.Error(err)
			}
		})
	}
}

func checkClean(t *testing.T, name string, data []byte) {
	t.Helper()
	for _, text := range append(packed(data), data) {
		if bytes.Contains(text, []byte(canary)) {
			t.Errorf("%s holds it still: %.200q", name, text)
		}
	}
	if x, err := goexif.Decode(bytes.NewReader(data)); err == nil && strings.HasSuffix(strings.ToLower(name), "g") {
		t.Errorf("%s has EXIF: %v", name, x)
	}
}

var stream = regexp.MustCompile(`x[\x01\x5e\x9c\xda]`)

// packed is whatever zlib finds in a file, and pictures in Base64.
func packed(data []byte) (texts [][]byte) {
	for _, at := range stream.FindAllIndex(data, -1) {
		if r, err := zlib.NewReader(bytes.NewReader(data[at[0]:])); err == nil {
			text, _ := io.ReadAll(r)
			texts = append(texts, text)
		}
	}
	for part := range bytes.SplitSeq(data, []byte(";base64,")) {
		text, _ := base64.StdEncoding.DecodeString(string(part[:max(0, bytes.IndexByte(append(part, '"'), '"'))]))
		texts = append(texts, text)
	}
	return texts
}

// TestNothingIsLost holds that a picture that need not be turned shows what it showed, to the last bit.
func TestNothingIsLost(t *testing.T) {
	for _, p := range taintedPictures(t) {
		if strings.Contains(p.what, "turned") || p.what == "reserved" || p.what == "between the parts" || p.what == "unknown" { // Go does not read these
			continue
		}
		if before := pixelsOf(t, p.name, p.data); before != nil && !bytes.Equal(before, pixelsOf(t, p.name, mustClean(t, p.name, p.data))) {
			t.Errorf("%s in %s: it looks different", p.what, p.name)
		}
	}
}

func mustClean(t *testing.T, name string, data []byte) []byte {
	t.Helper()
	clean, err := Clean(name, data)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return clean
}

// pixelsOf is nil for what Go cannot decode.
func pixelsOf(t *testing.T, name string, data []byte) []byte {
	t.Helper()
	s, err := strip(name, data)
	if err != nil {
		t.Fatal(err)
	}
	if s.data = data; s.Format == "svg" || s.Moving && s.Format == "webp" {
		return nil
	}
	img, err := s.decode()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestTurned holds that a picture stands upright after its orientation is gone, in the original and in copies.
func TestTurned(t *testing.T) {
	for i := range 8 {
		o := turn(i + 1)
		t.Run(fmt.Sprint(o), func(t *testing.T) {
			upright := drawn(96, 64)
			var b bytes.Buffer
			if err := png.Encode(&b, backwards(upright, o)); err != nil {
				t.Fatal(err)
			}
			data := withPNG(b.Bytes(), "eXIf", string(exif(binary.BigEndian, uint16(o))))
			if p, err := Look("a.png", data); err != nil || p.Width != 96 || p.Height != 64 {
				t.Errorf("%+v, %v", p, err)
			}
			if got := pixelsOf(t, "a.png", mustClean(t, "a.png", data)); !bytes.Equal(got, pixelsOf(t, "a.png", encodePNG(t, upright))) {
				t.Error("the original is not upright")
			}
			small, err := Resize("a.png", data, 48)
			if err != nil {
				t.Fatal(err)
			}
			img, err := png.Decode(bytes.NewReader(small))
			if err != nil || img.Bounds().Dx() != 48 || img.Bounds().Dy() != 32 {
				t.Fatalf("%v, %v", img.Bounds(), err)
			}
			for _, at := range []image.Point{{2, 2}, {45, 2}, {2, 29}, {45, 29}} {
				if !alike(img.At(at.X, at.Y), upright.At(2*at.X, 2*at.Y)) {
					t.Errorf("at %v stands %v, want %v", at, img.At(at.X, at.Y), upright.At(2*at.X, 2*at.Y))
				}
			}
		})
	}
}

func encodePNG(t *testing.T, img image.Image) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// backwards is the picture as a camera would write it that was held so that it is to be turned.
func backwards(img image.Image, o turn) image.Image {
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	if o.swaps() {
		w, h = h, w
	}
	to := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			sx, sy := o.source(x, y, w, h)
			to.Set(sx, sy, img.At(x, y))
		}
	}
	return to
}

func alike(a, b color.Color) bool { return near(a, b, 12) }

func near(a, b color.Color, most int) bool {
	r, g, bl, _ := a.RGBA()
	r2, g2, bl2, _ := b.RGBA()
	for _, pair := range [][2]uint32{{r, r2}, {g, g2}, {bl, bl2}} {
		if d := int(pair[0]>>8) - int(pair[1]>>8); d > most || d < -most {
			return false
		}
	}
	return true
}

func TestFaults(t *testing.T) {
	jpg, pngFile, gifFile, webp := encoded(t, ".jpg", 40, 30), encoded(t, ".png", 40, 30), encoded(t, ".gif", 40, 30), fixture(t, "lossy.webp")
	bomb := bytes.Clone(pngFile)
	binary.BigEndian.PutUint32(bomb[16:], 60_000)
	binary.BigEndian.PutUint32(bomb[20:], 60_000)
	bomb = appendChunk(bomb[:8], "IHDR", bomb[16:29])
	wide := bytes.Clone(gifFile)
	binary.LittleEndian.PutUint16(wide[6:], 65_535)
	for _, test := range []struct {
		name string
		data []byte
		rule string
		text string
	}{
		{"a.jpg", jpg[:len(jpg)-2], "picture/damaged", "it ends too early"},
		{"a.jpg", jpg[:200], "picture/damaged", ""},
		{"a.png", pngFile[:len(pngFile)-12], "picture/damaged", "it ends too early"},
		{"a.gif", gifFile[:len(gifFile)-1], "picture/damaged", "it ends too early"},
		{"a.webp", webp[:len(webp)-10], "picture/damaged", "it ends too early"},
		{"a.png", jpg, "picture/name", "the name ends in .png, and the file is a JPEG picture"},
		{"a.jpg", []byte("<html>"), "picture/name", "no such picture"},
		{"a.jpg", nil, "picture/name", "no such picture"},
		{"a.heic", []byte("x"), "picture/type", ".heic cannot be cleaned"},
		{"a.png", bomb, "picture/large", "60000 by 60000 pixels"},
		{"a.gif", wide, "picture/large", "65535 by 30"},
		{"a.webp", withWebP(webp, "EXIF", string(exif(binary.LittleEndian, 6))), "picture/type", "turned"},
		{"a.svg", svg("<style>g{fill:url(http://x/)}</style>"), "picture/type", "style sheet"},
		{"a.svg", svg(`<style>@\69mport 'x';</style>`), "picture/type", "style sheet"},
		{"a.svg", svg("<g>")[:150], "picture/damaged", ""},
		{"a.svg", svg(strings.Repeat("<g>", 300) + strings.Repeat("</g>", 300)), "picture/type", "200 elements"},
		{"a.svg", svg("&secret;"), "picture/damaged", "entity"},
	} {
		_, err := Look(test.name, test.data)
		var fault *Fault
		if !errors.As(err, &fault) || fault.Rule != test.rule || !strings.Contains(fault.Text, test.text) || fault.Hint == "" {
			t.Errorf("%s: %v; want %s: %s", test.name, err, test.rule, test.text)
		}
	}
}

func TestWidths(t *testing.T) {
	for _, test := range []struct {
		picture Picture
		size    int64
		want    string
	}{
		{Picture{Format: "jpeg", Width: 4000}, 5 << 20, "[480 960 1440]"}, {Picture{Format: "jpeg", Width: 1440}, 5 << 20, "[480 960]"},
		{Picture{Format: "png", Width: 480}, 5 << 20, "[]"}, {Picture{Format: "png", Width: 2000}, 20 << 10, "[]"},
		{Picture{Format: "gif", Width: 2000, Moving: true}, 5 << 20, "[]"}, {Picture{Format: "svg", Width: 2000}, 5 << 20, "[]"},
	} {
		if got := fmt.Sprint(test.picture.Widths(test.size)); got != test.want {
			t.Errorf("%+v: %s, want %s", test.picture, got, test.want)
		}
	}
}

// TestProfileStays holds that colours look as they did: what a profile says of them is in the original and in the copies.
func TestProfileStays(t *testing.T) {
	jpg := withJPEG(encoded(t, ".jpg", 40, 30), 0xE2, profileName+"\x01\x01"+string(profile(4, "RGB ")))
	pngFile := withPNG(encoded(t, ".png", 40, 30), "iCCP", "x\x00\x00"+deflated(string(profile(2, "RGB "))))
	for name, data := range map[string][]byte{"a.jpg": jpg, "a.png": pngFile} {
		small, err := Resize(name, data, 20)
		if err != nil {
			t.Fatal(err)
		}
		for _, made := range [][]byte{mustClean(t, name, data), small} {
			s, err := strip(name, made)
			if err != nil || !bytes.Contains(s.profile, []byte("abcdefghijkl")) {
				t.Errorf("%s: %q, %v", name, s.profile, err)
			}
		}
	}
}

func TestSVGDraws(t *testing.T) {
	got := string(mustClean(t, "a.svg", svg(`<title>A &amp; B</title><style>@import "x"; .a{fill:url(#g)}</style><g class="a" style="stroke:red" transform="scale(2)"><use xlink:href="#a"/></g>`)))
	want := `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><title>A &amp; B</title><style>.a{fill:url(#g)}</style><g class="a" style="stroke:red" transform="scale(2)"><use href="#a"></use></g><path d="M0 0h9"></path></svg>` + "\n"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if p, err := Look("a.svg", svg("")); err != nil || p.Width != 40 || p.Height != 30 {
		t.Errorf("%+v, %v", p, err)
	}
}

// TestCopiesLookAlike holds that a copy shows what the picture shows, by whatever steps it was made.
func TestCopiesLookAlike(t *testing.T) {
	for _, name := range []string{"a.jpg", "a.png", "a.gif"} {
		data := encoded(t, name[1:], 301, 201)
		for _, width := range []int{30, 100, 150, 300} {
			small, err := Resize(name, data, width)
			if err != nil {
				t.Fatal(err)
			}
			img, _, err := image.Decode(bytes.NewReader(small))
			if err != nil || img.Bounds().Dx() != width {
				t.Fatalf("%s: %v, %v", name, img.Bounds(), err)
			}
			wanted := drawn(width, img.Bounds().Dy())
			for _, at := range []image.Point{{width / 10, 2}, {width / 2, img.Bounds().Dy() / 2}, {width * 9 / 10, img.Bounds().Dy() - 2}} {
				if got := img.At(at.X, at.Y); !near(got, wanted.At(at.X, at.Y), 60) {
					t.Errorf("%s at %d: at %v stands %v, want %v", name, width, at, got, wanted.At(at.X, at.Y))
				}
			}
		}
	}
}
