package media

import (
	"bytes"
	"encoding/binary"
)

// Markers of JPEG (ITU T.81, table B.1), by their second byte.
const (
	markSOF0 = 0xC0 // baseline; C1 extended, C2 progressive
	markSOF2 = 0xC2
	markDHT  = 0xC4
	markJPG  = 0xC8
	markDAC  = 0xCC
	markRST0 = 0xD0
	markSOI  = 0xD8
	markEOI  = 0xD9
	markSOS  = 0xDA
	markDQT  = 0xDB
	markDNL  = 0xDC
	markDRI  = 0xDD
	markEXP  = 0xDF
	markAPP0 = 0xE0
	markTEM  = 0x01
)

func isJPEG(data []byte) bool { return hasPrefix(data, "\xFF\xD8\xFF") }

// jpegFile is a JPEG file on its way through.
type jpegFile struct {
	stripped
	rest   []byte // not read yet
	head   []byte // kept, of what says how to read the picture as a whole
	body   []byte // kept, from the first table on
	frame  bool   // a frame header was met
	scan   bool
	chunks map[byte][]byte // of the colour profile
	of     byte            // how many they are
}

// stripJPEG keeps tables, frame and scans up to the first end of an image: what follows is another picture, or none.
func stripJPEG(data []byte) (stripped, error) {
	f := jpegFile{rest: data[2:], head: []byte{0xFF, markSOI}, body: make([]byte, 0, len(data)), chunks: map[byte][]byte{}}
	for {
		mark, segment, err := f.next()
		if err != nil {
			return stripped{}, err
		}
		if mark == markEOI {
			return f.end()
		}
		if err := f.take(mark, segment); err != nil {
			return stripped{}, err
		}
	}
}

// next finds the next marker and its segment, without its length.
func (f *jpegFile) next() (mark byte, segment []byte, err error) {
	for {
		at := bytes.IndexByte(f.rest, 0xFF)
		if at < 0 || at+1 >= len(f.rest) {
			return 0, nil, damaged("it ends too early")
		}
		mark, f.rest = f.rest[at+1], f.rest[at+1:]
		switch {
		case mark == 0xFF: // a fill byte
		case mark == 0 || mark == markTEM || mark >= markRST0 && mark < markSOI:
			f.rest = f.rest[1:]
		case mark == markEOI || mark == markSOI:
			f.rest = f.rest[1:]
			return mark, nil, nil
		default:
			f.rest = f.rest[1:]
			segment, err = f.segment()
			return mark, segment, err
		}
	}
}

func (f *jpegFile) segment() ([]byte, error) {
	if len(f.rest) < 2 {
		return nil, damaged("it ends too early")
	}
	n := int(binary.BigEndian.Uint16(f.rest))
	if n < 2 || n > len(f.rest) {
		return nil, damaged("one of its parts is longer than the file")
	}
	segment := f.rest[2:n]
	f.rest = f.rest[n:]
	return segment, nil
}

// take keeps a segment or leaves it out.
func (f *jpegFile) take(mark byte, segment []byte) error {
	switch {
	case mark >= markSOF0 && mark <= markSOF2:
		return f.takeFrame(mark, segment)
	case mark == markDHT || mark == markDQT || mark == markDRI:
		f.body = appendSegment(f.body, mark, segment)
	case mark == markSOS:
		return f.takeScan(segment)
	case mark > markSOF2 && mark < markRST0 && mark != markJPG, mark >= markDNL && mark <= markEXP, mark == markSOI:
		return unfit("a kind of JPEG that browsers do not show")
	case mark == markAPP0 && hasPrefix(segment, "JFIF\x00") && len(segment) >= 14:
		f.head = appendSegment(f.head, mark, append(bytes.Clone(segment[:12]), 0, 0)) // without its thumbnail
	case mark == markAPP0+14 && hasPrefix(segment, "Adobe") && len(segment) >= 12:
		f.head = appendSegment(f.head, mark, segment[:12]) // how colours are written
	case mark == markAPP0+1 && hasPrefix(segment, "Exif\x00") && f.turn == 0 && len(segment) > 6:
		f.turn = orientation(segment[6:])
	case mark == markAPP0+2 && hasPrefix(segment, profileName) && len(segment) > len(profileName)+2:
		f.chunks[segment[len(profileName)]], f.of = segment[len(profileName)+2:], segment[len(profileName)+1]
	}
	return nil
}

const profileName = "ICC_PROFILE\x00"

func (f *jpegFile) takeFrame(mark byte, segment []byte) error {
	if f.frame || len(segment) < 6 || len(segment) != 6+3*int(segment[5]) {
		return damaged("its header makes no sense")
	}
	f.frame = true
	if segment[0] != 8 {
		return unfit("a kind of JPEG that browsers do not show")
	}
	f.body = appendSegment(f.body, mark, segment)
	return f.measure(int(binary.BigEndian.Uint16(segment[3:])), int(binary.BigEndian.Uint16(segment[1:])))
}

// takeScan keeps a scan with its data, in which a marker is FF with anything but zero and restarts behind it.
func (f *jpegFile) takeScan(segment []byte) error {
	if !f.frame {
		return damaged("its header is missing")
	}
	f.scan = true
	f.body = appendSegment(f.body, markSOS, segment)
	for at := 0; ; {
		i := bytes.IndexByte(f.rest[at:], 0xFF)
		if i < 0 || at+i+1 >= len(f.rest) {
			return damaged("it ends too early")
		}
		at += i
		if b := f.rest[at+1]; b != 0 && (b < markRST0 || b >= markSOI) {
			f.body, f.rest = append(f.body, f.rest[:at]...), f.rest[at:]
			return nil
		}
		at += 2
	}
}

func appendSegment(b []byte, mark byte, segment []byte) []byte {
	b = append(b, 0xFF, mark)
	b = binary.BigEndian.AppendUint16(b, uint16(len(segment)+2))
	return append(b, segment...)
}

func (f *jpegFile) end() (stripped, error) {
	if !f.scan {
		return stripped{}, damaged("it holds no picture")
	}
	var profile []byte
	for i := range f.of {
		profile = append(profile, f.chunks[i+1]...)
	}
	f.profile = wordless(profile)
	f.data = append(appendProfile(f.head, f.profile), f.body...)
	f.data = append(f.data, 0xFF, markEOI)
	return f.stripped, nil
}

// appendProfile appends the segments of a colour profile.
func appendProfile(b, profile []byte) []byte {
	const most = 65_000
	count := (len(profile) + most - 1) / most
	for i := range count {
		part := append([]byte(profileName), byte(i+1), byte(count))
		b = appendSegment(b, markAPP0+2, append(part, profile[i*most:min((i+1)*most, len(profile))]...))
	}
	return b
}
