// Package media cleans and resizes the files that a report brings along: pictures, above all. It is pure: bytes in, bytes out.
//
// The nouns: a Kind says how a file is treated, by its name: some are cleaned, some are published as they are, some are refused. A
// Picture is what is known of a picture without decoding it. A Fault says why a picture cannot be published, and what to do.
//
// Look, Clean and Resize go by one road: a picture's container is taken apart (jpeg.go, png.go, gif.go, webp.go, svg.go), and what is
// on a list of parts that make the picture is put together again. Whatever is not on the list is left out: where it was taken, with
// what, when and by whom, a smaller copy of it as it was before it was cropped, and what follows its end. So metadata that nobody has
// thought of yet is left out, too. A colour profile is kept, without its words (icc.go). A picture that its metadata say is to be
// turned is turned (turn.go), which is the only reason to encode an original anew.
//
// The law of this room: what was not wholly understood is not published. Bytes are a stranger's: every size is bounded before anything is
// made of that size.
package media

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"
)

// Version names what this room makes of the same bytes. It belongs into the key of whatever is made here; another one makes all
// pictures anew.
const Version = "1"

// Bounds of a picture.
const (
	MaxSize   = 64 << 20   // bytes
	MaxPixels = 60_000_000 // decoded, at four bytes each
	maxSide   = 65_000     // pixels
)

// Kind says how a file is treated.
type Kind uint8

const (
	Opaque  Kind = iota // published as it is, though it may say more than its writer knows
	Plain               // published as it is: it holds nothing but what a reader sees
	Cleaned             // a picture, published without its metadata
	Refused             // a picture of a kind that cannot be cleaned here
)

// KindOf goes by a file's name.
func KindOf(name string) Kind {
	switch strings.ToLower(path.Ext(name)) {
	case ".csv", ".tsv", ".txt", ".json", ".geojson", ".ics", ".vtt", ".srt":
		return Plain
	case ".heic", ".heif", ".hif", ".avif", ".jxl", ".jp2", ".jxr", ".tif", ".tiff", ".bmp", ".ico", ".psd", ".xcf", ".dng", ".raw", ".cr2", ".cr3", ".nef", ".arw", ".eps", ".ai", ".emf", ".wmf", ".svgz":
		return Refused
	}
	if formatOf(name) != nil {
		return Cleaned
	}
	return Opaque
}

// Picture is what is known of a picture without decoding it.
type Picture struct {
	Format string // jpeg, png, gif, webp or svg
	Width  int    // pixels, as it is shown; 0 when it does not say
	Height int
	Moving bool // more than one frame
	Clear  bool // some of it may be transparent
	Turned bool // its metadata say that it is to be turned, so that it has to be decoded to be cleaned
}

// Fault says why a picture cannot be published. It is the writer's to mend.
type Fault struct {
	Rule string // picture/type, picture/damaged, picture/name or picture/large
	Text string
	Hint string
}

func (f *Fault) Error() string { return f.Text }

func damaged(format string, args ...any) error {
	return &Fault{"picture/damaged", "the picture is damaged: " + fmt.Sprintf(format, args...), "open it in a program for pictures and save it anew"}
}

func unfit(format string, args ...any) error {
	return &Fault{"picture/type", fmt.Sprintf(format, args...), "save it as JPEG or PNG"}
}

// stripped is a picture without its metadata, not turned yet.
type stripped struct {
	Picture        // as it lies in data: not turned
	data    []byte // the file
	turn    turn   // that its metadata asked for
	profile []byte // its colour profile, without words; it is in data, too
}

// format is a container of pictures.
type format struct {
	name    string
	endings []string
	is      func(data []byte) bool
	strip   func(data []byte) (stripped, error)
}

func formats() []format {
	return []format{
		{"jpeg", []string{".jpg", ".jpeg", ".jpe", ".jfif"}, isJPEG, stripJPEG},
		{"png", []string{".png", ".apng"}, isPNG, stripPNG},
		{"gif", []string{".gif"}, isGIF, stripGIF},
		{"webp", []string{".webp"}, isWebP, stripWebP},
		{"svg", []string{".svg"}, isSVG, stripSVG},
	}
}

// formatOf is that which a name says; nil when it says none.
func formatOf(name string) *format {
	ext := strings.ToLower(path.Ext(name))
	for _, f := range formats() {
		if slices.Contains(f.endings, ext) {
			return &f
		}
	}
	return nil
}

// Look says what a picture of that name is. An error is a *Fault.
func Look(name string, data []byte) (Picture, error) {
	s, err := strip(name, data)
	if err != nil {
		return Picture{}, err
	}
	if s.turn.swaps() {
		s.Width, s.Height = s.Height, s.Width
	}
	s.Turned = !s.turn.none()
	return s.Picture, nil
}

// Clean returns a picture without metadata, in the same format. Nothing of what it shows is lost unless it has to be turned.
// An error is a *Fault.
func Clean(name string, data []byte) ([]byte, error) {
	s, err := strip(name, data)
	if err != nil || s.turn.none() {
		return s.data, err
	}
	return s.turned()
}

// strip takes the picture apart by the format that its name says, which must be that of its bytes.
func strip(name string, data []byte) (stripped, error) {
	f := formatOf(name)
	switch {
	case f == nil:
		return stripped{}, RefusedFault(name)
	case !f.is(data):
		return stripped{}, misnamed(name, data)
	case len(data) > MaxSize:
		return stripped{}, SizeFault(int64(len(data)))
	}
	s, err := f.strip(data)
	s.Format = f.name
	return s, err
}

// RefusedFault is that of a picture of a kind that cannot be cleaned.
func RefusedFault(name string) *Fault {
	return &Fault{"picture/type", fmt.Sprintf("pictures of the kind %s cannot be cleaned of what they say about their maker", strings.ToLower(path.Ext(name))), "save it as JPEG, PNG or WebP"}
}

// SizeFault is that of a picture of more than MaxSize bytes, which need not be read for it.
func SizeFault(bytes int64) *Fault {
	return tooLarge(fmt.Sprintf("%d MiB", bytes>>20), fmt.Sprintf("%d MiB", MaxSize>>20))
}

func misnamed(name string, data []byte) error {
	for _, f := range formats() {
		if f.is(data) {
			better := strings.TrimSuffix(path.Base(name), path.Ext(name)) + f.endings[0]
			return &Fault{"picture/name", fmt.Sprintf("the name ends in %s, and the file is a %s picture", path.Ext(name), strings.ToUpper(f.name)), "rename it to " + better}
		}
	}
	return &Fault{"picture/name", fmt.Sprintf("the name ends in %s, and the file is no such picture", path.Ext(name)), "save it as JPEG or PNG, under a name that says so"}
}

func tooLarge(has, most string) *Fault {
	return &Fault{"picture/large", fmt.Sprintf("the picture has %s; it may have up to %s", has, most), "save a smaller copy"}
}

// measure takes up the size of a picture unless it is out of bounds.
func (s *stripped) measure(width, height int) error {
	switch {
	case width <= 0 || height <= 0:
		return damaged("it is %d by %d pixels", width, height)
	case width > maxSide || height > maxSide || width*height > MaxPixels:
		return tooLarge(fmt.Sprintf("%d by %d pixels", width, height), fmt.Sprintf("%d million of them", MaxPixels/1_000_000))
	}
	s.Width, s.Height = width, height
	return nil
}

func hasPrefix(data []byte, prefix string) bool { return bytes.HasPrefix(data, []byte(prefix)) }
