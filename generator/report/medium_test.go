package report

import (
	"bytes"
	"crypto/sha256"
	"image"
	"image/png"
	"path"
	"testing"

	"sitrep/generator/media"
	"sitrep/generator/source"
)

// illustrated is a report in two languages with a picture that it shows and offers, one that is broken, and a table.
func illustrated(t *testing.T) (source.Bundle, map[string]string) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 30))); err != nil {
		t.Fatal(err)
	}
	header := "---\ntitle: T\ndate: 2026-03-01\nregions: [UA]\ntopics: [flood]\n"
	contents := map[string]string{
		"index.md": header + "attachments: [{src: map.png}]\n---\n![a](map.png)\n", "index.uk.md": "---\ntitle: Т\n---\nТекст.\n",
		"broken.jpg": "\xff\xd8\xff", "data.csv": "a,b\n", "map.png": b.String() + "after the end",
	}
	bundle := source.Bundle{Path: "2026/03/01-t"}
	for _, name := range []string{"index.md", "index.uk.md", "broken.jpg", "data.csv", "map.png"} {
		f := source.File{Path: "content/reports/2026/03/01-t/" + name, Size: int64(len(contents[name])), Sum: sha256.Sum256([]byte(contents[name]))}
		switch name {
		case "index.md":
			bundle.Texts = append(bundle.Texts, source.Text{File: f})
		case "index.uk.md":
			bundle.Texts = append(bundle.Texts, source.Text{File: f, Lang: "uk"})
		default:
			bundle.Files = append(bundle.Files, f)
		}
	}
	return bundle, contents
}

func TestMedia(t *testing.T) {
	bundle, contents := illustrated(t)
	parsed, err := Parse(bundle, func(f source.File) ([]byte, error) {
		if path.Ext(f.Path) == ".csv" {
			t.Error("a table was read that the header does not name")
		}
		return []byte(contents[path.Base(f.Path)]), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range parsed {
		if len(p.Media) != 2 || p.Media.Of(bundle.Files[1]) != nil {
			t.Fatalf("%s: %+v", p.File, p.Media)
		}
	}
	if broken := parsed[0].Media.Of(bundle.Files[0]); broken.Fault.Rule != "picture/damaged" {
		t.Errorf("%+v", broken)
	}
	m := parsed[1].Media.Of(bundle.Files[2])
	clean, err := media.Clean("map.png", []byte(contents["map.png"]))
	if err != nil || m.Public != (Public{int64(len(clean)), sha256.Sum256(clean)}) || m.Picture.Width != 40 || m.Picture.Height != 30 {
		t.Errorf("%+v, %v", m, err)
	}
	if len(noDetails.Media) > 0 {
		t.Error("reports without pictures have some")
	}
}

// TestMediaAreLookedAtOnce holds that no picture is read again for a change of the text.
func TestMediaAreLookedAtOnce(t *testing.T) {
	bundle, contents := illustrated(t)
	read := func(f source.File) ([]byte, error) { return []byte(contents[path.Base(f.Path)]), nil }
	before, err := Parse(bundle, read)
	if err != nil {
		t.Fatal(err)
	}
	again, err := ParseAgain(bundle, before[0].Media, func(f source.File) ([]byte, error) {
		if media.KindOf(f.Path) == media.Cleaned {
			t.Errorf("%s was read again", f.Path)
		}
		return read(f)
	})
	if err != nil || again[0].Media[1] != before[0].Media[1] || again[0].Media[0] != before[0].Media[0] {
		t.Errorf("%+v, want %+v; %v", again[0].Media, before[0].Media, err)
	}
}
