package media

import "encoding/binary"

func isGIF(data []byte) bool { return hasPrefix(data, "GIF87a") || hasPrefix(data, "GIF89a") }

// gifFile is a GIF file on its way through.
type gifFile struct {
	stripped
	rest   []byte // not read yet
	kept   []byte
	frames int
}

// stripGIF keeps the images, how long each is shown, and how often all of them are.
func stripGIF(data []byte) (stripped, error) {
	f := gifFile{rest: data, kept: make([]byte, 0, len(data))}
	if len(data) < 13 {
		return stripped{}, damaged("it ends too early")
	}
	if err := f.measure(int(binary.LittleEndian.Uint16(data[6:])), int(binary.LittleEndian.Uint16(data[8:]))); err != nil {
		return stripped{}, err
	}
	if err := f.keep(13 + colours(data[10])); err != nil {
		return stripped{}, err
	}
	for len(f.rest) > 0 {
		kind := f.rest[0]
		if kind == 0x3B {
			return f.end()
		}
		if err := f.block(kind); err != nil {
			return stripped{}, err
		}
	}
	return stripped{}, damaged("it ends too early")
}

// colours is the size in bytes of the table that the flags of a header or an image announce.
func colours(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

func (f *gifFile) keep(n int) error {
	if n > len(f.rest) {
		return damaged("it ends too early")
	}
	f.kept, f.rest = append(f.kept, f.rest[:n]...), f.rest[n:]
	return nil
}

func (f *gifFile) block(kind byte) error {
	switch {
	case kind == 0x2C:
		return f.image()
	case kind != 0x21:
		return damaged("it holds a part that no GIF has")
	case len(f.rest) < 3:
		return damaged("it ends too early")
	}
	n, err := chain(f.rest[2:])
	if err != nil {
		return err
	}
	extension := f.rest[:2+n]
	f.rest = f.rest[2+n:]
	switch {
	case extension[1] == 0xF9 && len(extension) == 8 && extension[2] == 4: // how the next image is shown
		f.Clear = f.Clear || extension[3]&1 != 0
		f.kept = append(f.kept, extension...)
	case loops(extension):
		f.kept = append(f.kept, extension...)
	}
	return nil
}

// loops reports whether an extension says how often the images are shown, and nothing else.
func loops(extension []byte) bool {
	return len(extension) == 19 && (hasPrefix(extension[2:], "\x0BNETSCAPE2.0\x03\x01") || hasPrefix(extension[2:], "\x0BANIMEXTS1.0\x03\x01"))
}

func (f *gifFile) image() error {
	if len(f.rest) < 10 {
		return damaged("it ends too early")
	}
	if f.frames++; f.frames > 1 {
		f.Moving = true
	}
	if err := f.keep(10 + colours(f.rest[9])); err != nil {
		return err
	}
	if len(f.rest) < 1 {
		return damaged("it ends too early")
	}
	n, err := chain(f.rest[1:])
	if err != nil {
		return err
	}
	return f.keep(1 + n)
}

// chain is the length of a chain of blocks, each with its length before it and an empty one at the end.
func chain(data []byte) (int, error) {
	for at := 0; at < len(data); {
		n := int(data[at])
		if at += 1 + n; n == 0 {
			return at, nil
		}
	}
	return 0, damaged("it ends too early")
}

func (f *gifFile) end() (stripped, error) {
	if f.frames == 0 {
		return stripped{}, damaged("it holds no picture")
	}
	f.data = append(f.kept, 0x3B)
	return f.stripped, nil
}
