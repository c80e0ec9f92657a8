package media

import (
	"bytes"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"slices"

	"golang.org/x/image/draw"
	"golang.org/x/image/webp"
)

// Qualities of JPEG: of a copy for the page, and of an original that had to be turned.
const (
	copyQuality     = 80
	originalQuality = 92
)

// widths are those that pages offer copies of a picture in, in pixels: a telephone's, its or a small screen's with twice the pixels, and
// the widest that a page shows, with twice the pixels.
var widths = []int{480, 960, Widest}

// Widest is the width of the largest copies.
const Widest = 1440

// smallFile is a size in bytes up to which copies are not worth their requests. A drawing in few colours may even grow when it shrinks.
const smallFile = 64 << 10

// Widths are those of the copies that are worth making of a picture in a file of that size. No copy is wider than the picture.
func (p Picture) Widths(size int64) []int {
	if p.Moving || p.Format == "svg" || size <= smallFile {
		return nil
	}
	n := slices.IndexFunc(widths, func(w int) bool { return w >= p.Width })
	if n < 0 {
		return widths
	}
	return widths[:n]
}

// Ending is that of the names of a picture's copies.
func (p Picture) Ending() string {
	if p.Format == "jpeg" || p.Format == "webp" && !p.Clear {
		return ".jpg"
	}
	return ".png"
}

// Height is that of a copy of a width.
func (p Picture) height(width int) int { return max(1, (p.Height*width+p.Width/2)/p.Width) }

// Resize makes a copy of a picture of that name, in the format of Ending, and no wider than it is. The width is in pixels. An error is a
// *Fault.
func Resize(name string, data []byte, width int) ([]byte, error) {
	s, err := strip(name, data)
	if err != nil {
		return nil, err
	}
	from, err := s.decode()
	if err != nil {
		return nil, err
	}
	if s.turn.swaps() {
		s.Width, s.Height = s.Height, s.Width
	}
	width = min(width, s.Width)
	size := image.Pt(width, s.height(width))
	if s.turn.swaps() {
		size.X, size.Y = size.Y, size.X
	}
	to := image.NewRGBA(image.Rectangle{Max: size})
	from = shrink(from, from.Bounds().Dx()/size.X)
	draw.CatmullRom.Scale(to, to.Bounds(), from, from.Bounds(), draw.Src, nil)
	return s.encode(s.turn.apply(to), s.Ending(), copyQuality)
}

// decode decodes the picture as it lies in its file. A decoder that breaks down over it must not take the build with it.
func (s *stripped) decode() (img image.Image, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			img, err = nil, damaged("%v", fault)
		}
	}()
	r := bytes.NewReader(s.data)
	switch s.Format {
	case "jpeg":
		img, err = jpeg.Decode(r)
	case "png":
		img, err = png.Decode(r)
	case "gif":
		if img, err = gif.Decode(r); err == nil {
			img = s.framed(img)
		}
	case "webp":
		img, err = webp.Decode(r)
	default:
		return nil, unfit("a picture that has no copies")
	}
	if err != nil {
		return nil, damaged("%v", err)
	}
	if img.Bounds().Dx() != s.Width || img.Bounds().Dy() != s.Height {
		return nil, damaged("it says two sizes")
	}
	return img, nil
}

// framed puts the first frame of a GIF in its place.
func (s *stripped) framed(frame image.Image) image.Image {
	to := image.NewRGBA(image.Rect(0, 0, s.Width, s.Height))
	draw.Draw(to, frame.Bounds(), frame, frame.Bounds().Min, draw.Src)
	return to
}

// turned is the picture in its own format, turned.
func (s *stripped) turned() ([]byte, error) {
	img, err := s.decode()
	if err != nil {
		return nil, err
	}
	return s.encode(s.turn.apply(img), s.Ending(), originalQuality)
}

// encode writes a picture, with the colour profile of the one that it was made from.
func (s *stripped) encode(img image.Image, ending string, quality int) ([]byte, error) {
	var b bytes.Buffer
	var err error
	if ending == ".jpg" {
		err = jpeg.Encode(&b, img, &jpeg.Options{Quality: quality})
	} else {
		err = png.Encode(&b, img)
	}
	if err != nil {
		return nil, damaged("%v", err)
	}
	if !isRGB(s.profile) {
		return b.Bytes(), nil
	}
	return profiled(b.Bytes(), ending, s.profile), nil
}

// profiled puts a colour profile into a file that Go's encoders wrote: behind the first marker, or behind the header.
func profiled(data []byte, ending string, profile []byte) []byte {
	at := 2
	if ending == ".png" {
		at = len(pngSignature) + 12 + 13
	}
	b := append(make([]byte, 0, len(data)+len(profile)+64), data[:at]...)
	if ending == ".png" {
		b = appendChunk(b, "iCCP", packProfile(profile))
	} else {
		b = appendProfile(b, profile)
	}
	return append(b, data[at:]...)
}
