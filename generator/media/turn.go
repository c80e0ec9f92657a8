package media

import (
	"encoding/binary"
	"image"
	"image/draw"
)

// turn is how a picture is to be turned to be seen as it was meant: the orientation of EXIF (tag 0x0112), from 1, upright, to 8; 0 when
// nothing is said.
type turn uint8

func (t turn) none() bool { return t <= 1 || t > 8 }

// swaps reports whether width and height change places.
func (t turn) swaps() bool { return t >= 5 && t <= 8 }

// orientation reads the one thing of EXIF that is needed, from the TIFF header on.
func orientation(exif []byte) turn {
	if len(exif) < 8 {
		return 0
	}
	var order binary.ByteOrder = binary.LittleEndian
	if exif[0] == 'M' {
		order = binary.BigEndian
	}
	at := uint64(order.Uint32(exif[4:]))
	if at+2 > uint64(len(exif)) {
		return 0
	}
	rows := exif[at+2:]
	for range order.Uint16(exif[at:]) {
		if len(rows) < 12 {
			return 0
		}
		const short = 3
		if order.Uint16(rows) == 0x0112 && order.Uint16(rows[2:]) == short {
			if value := order.Uint16(rows[8:]); value <= 8 {
				return turn(value)
			}
			return 0
		}
		rows = rows[12:]
	}
	return 0
}

// apply turns a picture. Colours are cut to eight bits.
func (t turn) apply(from image.Image) image.Image {
	if t.none() {
		return from
	}
	w, h := from.Bounds().Dx(), from.Bounds().Dy()
	wide, high := w, h
	if t.swaps() {
		wide, high = h, w
	}
	if o, ok := from.(interface{ Opaque() bool }); ok && o.Opaque() { // the fast way, as long as nothing is lost by it
		src, to := image.NewRGBA(image.Rect(0, 0, w, h)), image.NewRGBA(image.Rect(0, 0, wide, high))
		draw.Draw(src, src.Rect, from, from.Bounds().Min, draw.Src)
		t.move(to.Pix, src.Pix, w, h)
		return to
	}
	src, to := image.NewNRGBA(image.Rect(0, 0, w, h)), image.NewNRGBA(image.Rect(0, 0, wide, high))
	draw.Draw(src, src.Rect, from, from.Bounds().Min, draw.Src)
	t.move(to.Pix, src.Pix, w, h)
	return to
}

// move puts the pixels of a picture of w by h, of four bytes each, where they belong.
func (t turn) move(to, from []byte, w, h int) {
	wide, high := w, h
	if t.swaps() {
		wide, high = h, w
	}
	for y := range high {
		for x := range wide {
			sx, sy := t.source(x, y, w, h)
			copy(to[4*(y*wide+x):][:4], from[4*(sy*w+sx):][:4])
		}
	}
}

// source is where a pixel of the turned picture comes from, in one of w by h pixels.
func (t turn) source(x, y, w, h int) (int, int) {
	switch t {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return y, h - 1 - x
	case 7:
		return w - 1 - y, h - 1 - x
	case 8:
		return w - 1 - y, x
	}
	return x, y
}
