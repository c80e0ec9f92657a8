package lint

import (
	"bytes"
	"image"
	"image/png"
	"strings"
	"testing"
)

// pictures are what the files of a report hold.
var pictures = map[string]string{
	"map.png":    drawing(),
	"broken.jpg": "\xff\xd8\xff\xe0\x00\x10JFIF",
	"fake.jpg":   drawing(),
	"map.svg":    `<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>`,
}

func drawing() string {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 4, 3))); err != nil {
		panic(err) // a buffer takes everything
	}
	return b.String()
}

func TestMedia(t *testing.T) {
	for _, test := range []struct{ body, want string }{
		{"![a](map.svg) ![a](map.png)", ""},
		{"![a](IMG.heic)", "0:0 error picture/type: pictures of the kind .heic cannot be cleaned of what they say about their maker; save it as JPEG, PNG or WebP"},
		{"[a](broken.jpg)", "0:0 error picture/damaged: the picture is damaged: one of its parts is longer than the file; open it in a program for pictures and save it anew"},
		{"![a](fake.jpg)", "0:0 error picture/name: the name ends in .jpg, and the file is a PNG picture; rename it to fake.png"},
		{"[a](plan.pdf)", "0:0 warning file/metadata: a file of the kind .pdf is published as it is, and may say who made it, when, where and with what; " +
			"remove that in the program that made it; then silence file/metadata on the report"},
		{"![a](data.csv)", "8:1 error picture/type: data.csv is no picture; link to it as in [the file](data.csv)"},
	} {
		if got := check(t, test.body); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.body, got, test.want)
		}
	}
	got := checkHeader(t, "image: {src: plan.pdf, alt: A}\n", "Text.")
	if !strings.Contains(got, "error picture/type: plan.pdf is no picture") {
		t.Errorf("the main picture: %s", got)
	}
}

// TestUnusedPicturesAreLeftAlone holds that nothing is said of a picture that is not published but that it is not.
func TestUnusedPicturesAreLeftAlone(t *testing.T) {
	if got := check(t, "broken.jpg and fake.jpg are nowhere"); got != "" {
		t.Error(got)
	}
}
