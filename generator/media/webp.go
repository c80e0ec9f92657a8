package media

import "encoding/binary"

func isWebP(data []byte) bool {
	return len(data) >= 12 && hasPrefix(data, "RIFF") && hasPrefix(data[8:], "WEBP")
}

// webpFile is a WebP file on its way through.
type webpFile struct {
	stripped
	kept     []byte
	header   int // where the flags of a VP8X chunk lie in kept; 0 without one
	image    bool
	extended bool
}

// Flags of a VP8X chunk.
const (
	webpAnimation = 0x02
	webpXMP       = 0x04
	webpExif      = 0x08
	webpAlpha     = 0x10
	webpProfile   = 0x20
)

// stripWebP keeps the chunks that make the picture.
func stripWebP(data []byte) (stripped, error) {
	size := int64(binary.LittleEndian.Uint32(data[4:])) + 8
	if size > int64(len(data)) || size < 12 {
		return stripped{}, damaged("it ends too early")
	}
	f := webpFile{kept: append(make([]byte, 0, len(data)), data[:12]...)}
	if err := eachRIFF(data[12:size], f.take); err != nil {
		return stripped{}, err
	}
	return f.end()
}

// eachRIFF goes through the chunks of a RIFF file.
func eachRIFF(data []byte, take func(name string, chunk []byte) error) error {
	for len(data) > 0 {
		if len(data) < 8 {
			return damaged("it ends too early")
		}
		n := int64(binary.LittleEndian.Uint32(data[4:]))
		if n > int64(len(data)-8) {
			return damaged("one of its parts is longer than the file")
		}
		if err := take(string(data[:4]), data[8:8+n]); err != nil {
			return err
		}
		data = data[min(8+n+n&1, int64(len(data))):]
	}
	return nil
}

func appendRIFF(b []byte, name string, chunk []byte) []byte {
	b = append(b, name...)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(chunk)))
	if b = append(b, chunk...); len(chunk)&1 != 0 {
		b = append(b, 0)
	}
	return b
}

// take keeps a chunk or leaves it out.
func (f *webpFile) take(name string, chunk []byte) (err error) {
	switch name {
	case "VP8X":
		return f.takeHeader(chunk)
	case "ICCP":
		if f.profile = wordless(chunk); f.profile != nil && f.extended {
			f.kept = appendRIFF(f.kept, name, f.profile)
		}
		return nil
	case "EXIF":
		for len(chunk) > 6 && hasPrefix(chunk, "Exif\x00") {
			chunk = chunk[6:]
		}
		f.turn = orientation(chunk)
		return nil
	case "VP8 ", "VP8L":
		if f.image {
			return damaged("it holds two pictures")
		}
		f.image = true
		err = f.takeSize(name, chunk)
	case "ALPH":
		f.Clear = true
	case "ANIM":
		f.Moving = true
	case "ANMF":
		f.image = true
		chunk, err = frame(chunk)
	default:
		return nil
	}
	f.kept = appendRIFF(f.kept, name, chunk)
	return err
}

func (f *webpFile) takeHeader(chunk []byte) error {
	if f.extended || f.image || len(chunk) != 10 {
		return damaged("its header makes no sense")
	}
	f.extended, f.header = true, len(f.kept)+8
	f.Clear = chunk[0]&webpAlpha != 0
	f.kept = appendRIFF(f.kept, "VP8X", chunk)
	return f.measure(1+uint24(chunk[4:]), 1+uint24(chunk[7:]))
}

func uint24(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }

// takeSize reads the size that a picture itself says (RFC 6386, 9.1; RFC 9649, 3.4).
func (f *webpFile) takeSize(name string, chunk []byte) error {
	var width, height int
	switch {
	case name == "VP8 " && len(chunk) >= 10 && chunk[0]&1 == 0 && hasPrefix(chunk[3:], "\x9d\x01\x2a"):
		width, height = int(binary.LittleEndian.Uint16(chunk[6:])&0x3FFF), int(binary.LittleEndian.Uint16(chunk[8:])&0x3FFF)
	case name == "VP8L" && len(chunk) >= 5 && chunk[0] == 0x2F:
		bits := binary.LittleEndian.Uint32(chunk[1:])
		width, height = 1+int(bits&0x3FFF), 1+int(bits>>14&0x3FFF)
		f.Clear = f.Clear || bits>>28&1 != 0
	default:
		return damaged("its header makes no sense")
	}
	if f.extended && (width != f.Width || height != f.Height) {
		return damaged("it says two sizes")
	}
	return f.measure(width, height)
}

// frame keeps of one frame of an animation what makes the picture.
func frame(chunk []byte) ([]byte, error) {
	if len(chunk) < 16 {
		return nil, damaged("it ends too early")
	}
	kept := append(make([]byte, 0, len(chunk)), chunk[:16]...)
	err := eachRIFF(chunk[16:], func(name string, part []byte) error {
		if name == "VP8 " || name == "VP8L" || name == "ALPH" {
			kept = appendRIFF(kept, name, part)
		}
		return nil
	})
	return kept, err
}

func (f *webpFile) end() (stripped, error) {
	switch {
	case !f.image:
		return stripped{}, damaged("it holds no picture")
	case !f.turn.none():
		return stripped{}, unfit("a WebP picture that is to be turned, which cannot be done without loss here")
	}
	if f.extended {
		f.kept[f.header] &^= webpXMP | webpExif | webpProfile | 0xC1
		if f.profile != nil {
			f.kept[f.header] |= webpProfile
		}
		copy(f.kept[f.header+1:f.header+4], []byte{0, 0, 0})
		f.Moving = f.Moving || f.kept[f.header]&webpAnimation != 0
	}
	binary.LittleEndian.PutUint32(f.kept[4:], uint32(len(f.kept)-8))
	f.data = f.kept
	return f.stripped, nil
}
