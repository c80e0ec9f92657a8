package layout

import (
	"bytes"
	"crypto/sha256"
	"image"
	"image/color"
	"image/jpeg"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"sitrep/generator/media"
	"sitrep/generator/output"
	"sitrep/generator/source"
)

// photo is a JPEG file of more than 64 KiB, with a comment.
func photo(t *testing.T, width int) []byte {
	t.Helper()
	img, r := image.NewGray(image.Rect(0, 0, width, 160)), rand.New(rand.NewPCG(1, 2))
	for i := range img.Pix {
		img.SetGray(i%width, i/width, color.Gray{uint8(r.Uint32())})
	}
	var b bytes.Buffer
	check(t, jpeg.Encode(&b, img, nil))
	return slices.Concat(b.Bytes()[:2], []byte("\xff\xfe\x00\x08CANARY"), b.Bytes()[2:])
}

// gallery is a site of one report with the given text and files of its folder.
func gallery(t *testing.T, header, text string, more map[string][]byte) desk {
	archive := txtar.Parse([]byte("-- content/site.yaml --\ntitle: G\ntimezone: UTC\n-- content/regions.yaml --\n- {id: land, name: Land}\n" +
		"-- content/topics.yaml --\n- {id: flood, name: Flood}\n-- content/reports/2025/01/01-a/index.md --\n" +
		"---\ntitle: A\ndate: 2025-01-01\nregions: [land]\ntopics: [flood]\n" + header + "---\n" + text + "\n"))
	for name, data := range more {
		archive.Files = append(archive.Files, txtar.File{Name: "content/reports/2025/01/01-a/" + name, Data: data})
	}
	return openArchive(t, archive)
}

// inFolder are the published files of the report's folder.
func inFolder(files []output.File) map[string]output.File {
	found := map[string]output.File{}
	for _, f := range files {
		if name, ok := strings.CutPrefix(f.Path, "reports/2025/01/01-a/"); ok {
			found[name] = f
		}
	}
	return found
}

func makeFile(t *testing.T, f output.File) string {
	t.Helper()
	var b bytes.Buffer
	check(t, f.Make(&b))
	return b.String()
}

// TestCopies holds that a picture that is shown has its copies at the addresses that the page names, whoever asks for them, and that
// one that is only linked to has none.
func TestCopies(t *testing.T) {
	d := gallery(t, "image: {src: b.jpg, alt: B}\n", "![A](a.jpg) [C](c.jpg)", map[string][]byte{"a.jpg": photo(t, 2000), "b.jpg": photo(t, 1000), "c.jpg": photo(t, 2001)})
	files := Files(d.site, loadTheme(t, nil), built, d.body, d.tree.Read, nil, nil)
	all := inFolder(files.All())
	if len(all) != 3+3+2 {
		t.Fatalf("%d files: %v", len(all), all)
	}
	page, _ := files.Find("reports/2025/01/01-a.html")
	html := makeFile(t, page)
	for name, file := range all {
		found, ok := files.Find("reports/2025/01/01-a/" + name)
		data := makeFile(t, file)
		if !ok || found.Key() != file.Key() || strings.Contains(data, "CANARY") {
			t.Errorf("%s: found %t, holds the comment: %t", name, ok, strings.Contains(data, "CANARY"))
		}
		if !strings.Contains(html, "/"+name) {
			t.Errorf("no page names %s", name)
		}
		config, _, err := image.DecodeConfig(strings.NewReader(data))
		if stem, rest, isCopy := strings.Cut(name, "-"); err != nil || isCopy && !strings.HasPrefix(rest, map[int]string{480: "480.", 960: "960.", 1440: "1440."}[config.Width]) {
			t.Errorf("%s of %s is %d wide: %v", rest, stem, config.Width, err)
		}
	}
	for _, want := range []string{`" width="2000" height="160" loading="lazy" alt="A"`, `/b.jpg 1000w" sizes="`, `" width="1000" height="160" alt="B"`} {
		if !strings.Contains(html, want) {
			t.Errorf("the page has no %s", want)
		}
	}
	if strings.Contains(html, "a.jpg 2000w") {
		t.Error("browsers are offered more than they can show")
	}
}

// TestKeysReadNothing holds that no picture is read, let alone decoded, to find out that it need not be made.
func TestKeysReadNothing(t *testing.T) {
	d := gallery(t, "", "![A](a.jpg)", map[string][]byte{"a.jpg": photo(t, 2000)})
	files := Files(d.site, loadTheme(t, nil), built, d.body, func(f source.File) ([]byte, error) {
		t.Errorf("%s was read", f.Path)
		return nil, source.ErrChanged
	}, nil, nil)
	for _, f := range files.All() {
		f.Key()
	}
}

// TestCopiesKeepTheirNames holds that a copy's name never is that of another file, and fits a file system.
func TestCopiesKeepTheirNames(t *testing.T) {
	long := strings.Repeat("д", 110)
	more := map[string][]byte{"a.jpg": photo(t, 1000), "a-480.jpg": photo(t, 960), long + ".jpg": photo(t, 959)}
	d := gallery(t, "", "![A](a.jpg) ![B](a-480.jpg) ![C]("+long+".jpg)", more)
	all := inFolder(d.files(loadTheme(t, nil)))
	if len(all) != 3+2+1+1 {
		t.Errorf("%d files: %q", len(all), slices.Sorted(maps.Keys(all)))
	}
	for name := range all {
		if len(name) > 240 {
			t.Errorf("a name of %d bytes", len(name))
		}
	}
}

// TestBrokenPictures holds that what is wrong deep in a picture is told as its writer's fault when it is made.
func TestBrokenPictures(t *testing.T) {
	data := photo(t, 1000)
	for i := len(data) / 2; i < len(data)-2; i++ {
		if data[i] != 0xFF && data[i-1] != 0xFF {
			data[i] = 0
		}
	}
	at := bytes.Index(data, []byte{0xFF, 0xC4}) + 5 // a table that says there are more codes than can be
	data[at] = 200
	d := gallery(t, "", "![A](a.jpg)", map[string][]byte{"a.jpg": data})
	faults := 0
	for _, f := range inFolder(d.files(loadTheme(t, nil))) {
		err := f.Make(new(bytes.Buffer))
		if finding, ok := Fault(err); err != nil && (!ok || finding.Rule != "picture/damaged" || finding.File != "content/reports/2025/01/01-a/a.jpg" || finding.Hint == "") {
			t.Errorf("%v", err)
		} else if ok {
			faults++
		}
	}
	if faults == 0 {
		t.Error("a picture was made of what is none")
	}
}

// TestDownloadsAreWhatIsDownloaded holds that size and sum of an attached picture are those that a reader gets.
func TestDownloadsAreWhatIsDownloaded(t *testing.T) {
	data := photo(t, 500)
	d := gallery(t, "attachments: [{src: a.jpg}]\n", "Text.", map[string][]byte{"a.jpg": data})
	clean, err := media.Clean("a.jpg", data)
	check(t, err)
	files := Files(d.site, loadTheme(t, nil), built, d.body, d.tree.Read, nil, nil)
	page, _ := files.Find("reports/2025/01/01-a.html")
	sum := sha256.Sum256(clean)
	if html := makeFile(t, page); !strings.Contains(html, output.Sum(sum).String()) {
		t.Error("the page has another sum")
	}
	if got := makeFile(t, inFolder(files.All())["a.jpg"]); got != string(clean) {
		t.Error("another file is published")
	}
}
