package media

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"io"
)

const pngSignature = "\x89PNG\r\n\x1a\n"

func isPNG(data []byte) bool { return hasPrefix(data, pngSignature) }

// pngFile is a PNG file on its way through.
type pngFile struct {
	stripped
	rest  []byte // not read yet
	kept  []byte
	count int  // of chunks
	image bool // an IDAT was met
}

// stripPNG keeps the chunks that make the picture, up to its end.
func stripPNG(data []byte) (stripped, error) {
	f := pngFile{rest: data[len(pngSignature):], kept: make([]byte, 0, len(data))}
	f.kept = append(f.kept, pngSignature...)
	for {
		name, chunk, err := f.next()
		if err != nil {
			return stripped{}, err
		}
		if f.count++; (f.count == 1) != (name == "IHDR") {
			return stripped{}, damaged("its header is not where it belongs")
		}
		if err := f.take(name, chunk); err != nil {
			return stripped{}, err
		}
		if name == "IEND" {
			return f.end()
		}
	}
}

func (f *pngFile) next() (name string, chunk []byte, err error) {
	if len(f.rest) < 12 {
		return "", nil, damaged("it ends too early")
	}
	n := binary.BigEndian.Uint32(f.rest)
	if uint64(n) > uint64(len(f.rest)-12) {
		return "", nil, damaged("one of its parts is longer than the file")
	}
	end := 8 + int(n)
	if crc32.ChecksumIEEE(f.rest[4:end]) != binary.BigEndian.Uint32(f.rest[end:]) {
		return "", nil, damaged("a checksum is wrong")
	}
	name, chunk = string(f.rest[4:8]), f.rest[8:end]
	f.rest = f.rest[end+4:]
	return name, chunk, nil
}

// take keeps a chunk or leaves it out. Whoever meets an unknown one whose name begins with a capital must not show the picture.
func (f *pngFile) take(name string, chunk []byte) error {
	switch name {
	case "IHDR":
		if len(chunk) != 13 {
			return damaged("its header makes no sense")
		}
		f.Clear = f.Clear || chunk[9]&4 != 0
		if err := f.measure(int(int32(binary.BigEndian.Uint32(chunk))), int(int32(binary.BigEndian.Uint32(chunk[4:])))); err != nil {
			return err
		}
	case "tRNS":
		f.Clear = true
	case "acTL":
		f.Moving = true
	case "IDAT":
		f.image = true
	case "iCCP":
		if f.profile = unpackProfile(chunk); f.profile != nil {
			f.kept = appendChunk(f.kept, name, packProfile(f.profile))
		}
		return nil
	case "eXIf":
		f.turn = orientation(chunk)
		return nil
	case "PLTE", "IEND", "cHRM", "gAMA", "sRGB", "cICP", "sBIT", "bKGD", "pHYs", "fcTL", "fdAT":
	default:
		if name[0] >= 'A' && name[0] <= 'Z' {
			return unfit("a kind of PNG that browsers do not show")
		}
		return nil
	}
	f.kept = appendChunk(f.kept, name, chunk)
	return nil
}

func appendChunk(b []byte, name string, chunk []byte) []byte {
	b = binary.BigEndian.AppendUint32(b, uint32(len(chunk)))
	from := len(b)
	b = append(append(b, name...), chunk...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[from:]))
}

func (f *pngFile) end() (stripped, error) {
	if !f.image {
		return stripped{}, damaged("it holds no picture")
	}
	if f.Moving && !f.turn.none() {
		return stripped{}, unfit("a moving picture that is to be turned")
	}
	f.data = f.kept
	return f.stripped, nil
}

// unpackProfile returns the profile of an iCCP chunk without its words; nil when it is of no use.
func unpackProfile(chunk []byte) []byte {
	at := bytes.IndexByte(chunk, 0)
	if at < 1 || at > 79 || at+2 > len(chunk) || chunk[at+1] != 0 {
		return nil
	}
	r, err := zlib.NewReader(bytes.NewReader(chunk[at+2:]))
	if err != nil {
		return nil
	}
	profile, err := io.ReadAll(io.LimitReader(r, maxProfile+1))
	if err != nil {
		return nil
	}
	return wordless(profile)
}

// packProfile makes an iCCP chunk.
func packProfile(profile []byte) []byte {
	var b bytes.Buffer
	b.WriteString("ICC\x00\x00")
	w := zlib.NewWriter(&b)
	_, _ = w.Write(profile) // a buffer takes everything
	_ = w.Close()
	return b.Bytes()
}
