package media

import (
	"bytes"
	"compress/zlib"
	"embed"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

//go:embed testdata
var testdata embed.FS

// canary is what must not be in anything that is published.
const canary = "CANARY"

func fixture(t testing.TB, name string) []byte {
	t.Helper()
	data, err := testdata.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// drawn is a picture of which no corner is like another.
func drawn(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetNRGBA(x, y, color.NRGBA{uint8(255 * x / w), uint8(255 * y / h), uint8(128 * (x + y) / (w + h)), 255})
		}
	}
	return img
}

func encoded(t testing.TB, ending string, w, h int) []byte {
	t.Helper()
	var b bytes.Buffer
	var err error
	switch ending {
	case ".jpg":
		err = jpeg.Encode(&b, drawn(w, h), nil)
	case ".png":
		err = png.Encode(&b, drawn(w, h))
	case ".gif":
		err = gif.Encode(&b, drawn(w, h), nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// exif is a TIFF structure with an orientation, a maker and a place.
func exif(order binary.AppendByteOrder, turn uint16) []byte {
	b := []byte("II*\x00")
	if order.String() == "BigEndian" {
		b = []byte("MM\x00*")
	}
	b = order.AppendUint32(b, 8)
	row := func(tag, kind uint16, count, value uint32) {
		b = order.AppendUint16(b, tag)
		b = order.AppendUint16(b, kind)
		b = order.AppendUint32(b, count)
		b = order.AppendUint32(b, value)
	}
	text := canary + "-EXIF\x00"
	b = order.AppendUint16(b, 3)
	row(0x010F, 2, uint32(len(text)), 8+2+3*12+4)
	b = order.AppendUint16(b, 0x0112)
	b = order.AppendUint16(b, 3)
	b = order.AppendUint32(b, 1)
	b = order.AppendUint16(b, turn)
	b = order.AppendUint16(b, 0)
	row(0x8825, 4, 1, uint32(8+2+3*12+4+len(text))) // a place
	b = order.AppendUint32(b, 0)
	b = append(b, text...)
	b = order.AppendUint16(b, 1)
	b = order.AppendUint16(b, 1)
	b = order.AppendUint16(b, 2)
	b = order.AppendUint32(b, 2)
	b = append(b, "N\x00\x00\x00"...)
	return order.AppendUint32(b, 0)
}

// profile is a colour profile that says more than how colours look.
func profile(version byte, space string) []byte {
	head := make([]byte, 128)
	head[8] = version
	copy(head[12:], "mntr"+space+"XYZ ")
	copy(head[36:], "acsp")
	copy(head[48:], canary)
	return assembleAll(head, []tag{
		{"desc", []byte("desc\x00\x00\x00\x00\x00\x00\x00\x0b" + canary + "-ICC\x00")}, {"rXYZ", []byte("XYZ \x00\x00\x00\x00abcdefghijkl")},
		{"vcgt", []byte("vcgt\x00\x00\x00\x00" + canary)}, {"rTRC", []byte("text\x00\x00\x00\x00" + canary)},
	})
}

// assembleAll is assemble with the whole header.
func assembleAll(head []byte, tags []tag) []byte {
	b := assemble(head, tags)
	copy(b[4:128], head[4:])
	return b
}

func withJPEG(data []byte, mark byte, segment string) []byte {
	return append(appendSegment(bytes.Clone(data[:2]), mark, []byte(segment)), data[2:]...)
}

// between puts text behind the first segment, where nothing should be.
func between(data []byte, text string) []byte {
	at := 4 + int(binary.BigEndian.Uint16(data[4:]))
	return append(append(bytes.Clone(data[:at]), text...), data[at:]...)
}

func withPNG(data []byte, name, chunk string) []byte {
	at := len(pngSignature) + 25
	return append(appendChunk(bytes.Clone(data[:at]), name, []byte(chunk)), data[at:]...)
}

func withGIF(data []byte, block string) []byte {
	at := 13 + colours(data[10])
	return append(append(bytes.Clone(data[:at]), block...), data[at:]...)
}

// withWebP makes a file of the extended kind, with more chunks at its end.
func withWebP(data []byte, chunks ...string) []byte {
	body := bytes.Clone(data[12:])
	if !hasPrefix(body, "VP8X") {
		s, _ := stripWebP(data)
		header := []byte{webpXMP | webpExif, 0, 0, 0, byte(s.Width - 1), 0, 0, byte(s.Height - 1), 0, 0}
		body = append(appendRIFF(nil, "VP8X", header), body...)
	}
	for i := 0; i < len(chunks); i += 2 {
		body = appendRIFF(body, chunks[i], []byte(chunks[i+1]))
	}
	b := append([]byte("RIFF\x00\x00\x00\x00WEBP"), body...)
	binary.LittleEndian.PutUint32(b[4:], uint32(len(b)-8))
	return b
}

func svg(inside string) []byte {
	return []byte(`<svg xmlns="` + svgSpace + `" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:e="urn:editor" viewBox="0 0 40 30">` + inside + `<path d="M0 0h9"/></svg>`)
}

func deflated(text string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write([]byte(text))
	_ = w.Close()
	return b.String()
}

// tainted is a picture that holds the canary.
type tainted struct {
	what, name string
	data       []byte
}

// taintedPictures are pictures with whatever a picture can say beside what it shows, in every container.
func taintedPictures(t testing.TB) (list []tainted) {
	add := func(name, what string, data []byte) { list = append(list, tainted{what, name, data}) }
	le, be := string(exif(binary.LittleEndian, 1)), string(exif(binary.BigEndian, 1))
	xmp := `<x:xmpmeta xmlns:x="adobe:ns:meta/">` + canary + `</x:xmpmeta>`

	plain := encoded(t, ".jpg", 40, 30)
	for what, s := range map[string]struct {
		mark    byte
		segment string
	}{
		"exif": {0xE1, "Exif\x00\x00" + le}, "exif, big-endian": {0xE1, "Exif\x00\x00" + be}, "xmp": {0xE1, "http://ns.adobe.com/xap/1.0/\x00" + xmp},
		"more xmp": {0xE1, "http://ns.adobe.com/xmp/extension/\x00" + xmp}, "iptc": {0xED, "Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x0b\x1c\x02\x50\x00\x06" + canary},
		"comment": {0xFE, canary}, "thumbnail in JFIF": {0xE0, "JFIF\x00\x01\x02\x00\x00\x01\x00\x01\x01\x02" + canary}, "thumbnail in JFXX": {0xE0, "JFXX\x00\x10" + canary},
		"second pictures": {0xE2, "MPF\x00" + le}, "FlashPix": {0xE2, "FPXR\x00" + canary}, "Ducky": {0xEC, "Ducky" + canary}, "Adobe": {0xEE, "Adobe\x00\x64\x00\x00\x00\x00\x01" + canary},
		"Picasa": {0xE8, canary}, "C2PA": {0xEB, "JP\x00\x01" + canary}, "last": {0xEF, canary}, "reserved": {0xF3, canary},
		"profile": {0xE2, profileName + "\x01\x01" + string(profile(2, "RGB "))}, "new profile": {0xE2, profileName + "\x01\x01" + string(profile(4, "RGB "))},
		"broken profile": {0xE2, profileName + "\x01\x01" + canary}, "half a profile": {0xE2, profileName + "\x01\x02" + string(profile(2, "RGB "))},
	} {
		add("a.jpg", what, withJPEG(plain, s.mark, s.segment))
	}
	add("a.jpg", "after the end", append(bytes.Clone(plain), canary...))
	add("a.jpeg", "a second picture", append(bytes.Clone(plain), withJPEG(plain, 0xFE, canary)...))
	add("a.jpg", "between the parts", between(plain, canary))
	add("a.JPG", "in a progressive one", withJPEG(fixture(t, "progressive.jpg"), 0xE1, "Exif\x00\x00"+be))
	add("a.jpg", "in one for print", withJPEG(fixture(t, "cmyk.jpg"), 0xE2, profileName+"\x01\x01"+string(profile(2, "CMYK"))))
	for i := range 8 {
		add("a.jpg", fmt.Sprintf("turned %d", i+1), withJPEG(plain, 0xE1, "Exif\x00\x00"+string(exif(binary.LittleEndian, uint16(i+1)))))
	}

	plain = encoded(t, ".png", 40, 30)
	for what, s := range map[string][2]string{
		"text": {"tEXt", "Author\x00" + canary}, "packed text": {"zTXt", "Author\x00\x00" + deflated(canary)}, "text in any language": {"iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00" + xmp},
		"time": {"tIME", canary[:6] + "!"}, "exif": {"eXIf", le}, "exif, turned": {"eXIf", string(exif(binary.BigEndian, 6))}, "private": {"prVt", canary}, "palette": {"sPLT", canary + "\x00\x08"},
		"profile": {"iCCP", canary + "\x00\x00" + deflated(string(profile(2, "RGB ")))}, "broken profile": {"iCCP", canary + "\x00\x00x"}, "C2PA": {"caBX", canary}, "position": {"oFFs", canary},
		"histogram": {"hIST", canary}, "screenshot": {"vpAg", canary},
	} {
		add("a.png", what, withPNG(plain, s[0], s[1]))
	}
	add("a.png", "after the end", append(bytes.Clone(plain), canary...))
	add("a.png", "in a moving one", withPNG(withPNG(plain, "acTL", "\x00\x00\x00\x01\x00\x00\x00\x00"), "tEXt", "a\x00"+canary))

	plain = encoded(t, ".gif", 40, 30)
	for what, block := range map[string]string{
		"comment": "\x21\xFE\x06" + canary + "\x00", "xmp": "\x21\xFF\x0BXMP DataXMP\x06" + canary + "\x00", "profile": "\x21\xFF\x0BICCRGBG1012\x06" + canary + "\x00",
		"loops that say more": "\x21\xFF\x0BNETSCAPE2.0\x06" + canary + "\x00", "words": "\x21\x01\x0C............\x06" + canary + "\x00", "unknown": "\x21\x77\x06" + canary + "\x00",
	} {
		add("a.gif", what, withGIF(plain, block))
	}
	add("a.gif", "after the end", append(bytes.Clone(plain), canary...))

	for _, name := range []string{"lossy.webp", "lossless.webp", "alpha.webp", "moving.webp"} {
		plain = fixture(t, name)
		add("a.webp", "exif in "+name, withWebP(plain, "EXIF", le))
		add("a.webp", "xmp in "+name, withWebP(plain, "XMP ", xmp, "EXIF", be))
		add("a.webp", "unknown in "+name, withWebP(plain, "ABCD", canary))
		add("a.webp", "after the end of "+name, append(bytes.Clone(plain), canary...))
	}

	for what, inside := range map[string]string{
		"script": "<script>" + canary + "</script>", "handler": `<g onclick="` + canary + `"/>`, "foreign": `<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">` + canary + "</p></foreignObject>",
		"comment": "<!--" + canary + "-->", "instruction": "<?xml-stylesheet href='" + canary + "'?>", "metadata": "<metadata><e:x>" + canary + "</e:x></metadata>",
		"editor": `<e:view e:a="` + canary + `"/><g e:docname="/home/` + canary + `"/>`, "link": `<a href="https://` + canary + `/"><text>x</text></a>`, "file": `<use xlink:href="` + canary + `.svg#a"/>`,
		"picture elsewhere": `<image href="https://` + canary + `/a.png"/>`, "address in CSS": `<g style="fill:red;background:url(//` + canary + `/)"/>`, "address in an attribute": `<g fill="url('` + canary + `')"/>`,
		"picture in CSS": `<g style="background:url(data:image/png;base64,` + canary + `)"/>`, "import": "<style>@import '" + canary + ".css'; g{fill:red}</style>", "font": "<style>@font-face{src:url(" + canary + ")} g{fill:red}</style>", "hidden words": "<g>" + canary + "</g>",
		"own attribute": `<g data-name="` + canary + `"/>`, "remark in CSS": "<style>/* " + canary + " */</style>", "animation": `<set attributeName="href" to="` + canary + `"/>`,
		"picture within": `<image href="data:image/png;base64,` + base64.StdEncoding.EncodeToString(withPNG(encoded(t, ".png", 4, 3), "tEXt", "a\x00"+canary)) + `"/>`,
		"script within":  `<image href="data:image/svg+xml,` + canary + `"/>`,
	} {
		add("a.svg", what, svg(inside))
	}
	add("a.svg", "before the root", append([]byte("<?xml version='1.0'?><!-- "+canary+" --><!DOCTYPE svg>"), svg("")...))
	for i := range list {
		if !strings.Contains(string(list[i].data), canary) && !strings.Contains(list[i].what, "packed") && !strings.Contains(list[i].what, "within") && !strings.Contains(list[i].what, "profile") {
			t.Fatalf("%s in %s: there is nothing to find", list[i].what, list[i].name)
		}
	}
	return list
}
