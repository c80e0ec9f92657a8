package media

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// maxProfile bounds a colour profile, in bytes. Those of printers, the largest, have about one MiB.
const maxProfile = 4 << 20

// Tags of a profile that say what its numbers mean as colours (ICC.1:2022, 9.2), and the types of what they hold. All others are words,
// about the device and its maker, or serve the way back to the device.
var (
	colourTags  = []string{"wtpt", "chad", "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC", "kTRC", "A2B0", "A2B1", "A2B2", "cicp"}
	colourTypes = []string{"XYZ ", "sf32", "curv", "para", "mft1", "mft2", "mAB ", "cicp"}
)

// wordless makes a profile anew of what says how colours look: without its name, its copyright, its device and when it was made. It
// is nil when the profile cannot be understood; the colours are then those of the web.
func wordless(profile []byte) []byte {
	const head, entry = 128, 12
	if len(profile) < head+4 || len(profile) > maxProfile || !hasPrefix(profile[36:], "acsp") {
		return nil
	}
	count := binary.BigEndian.Uint32(profile[head:])
	if uint64(count)*entry > uint64(len(profile)-head-4) {
		return nil
	}
	var tags []tag
	for row := range slices.Chunk(profile[head+4:head+4+int(count)*entry], entry) {
		t := tag{name: string(row[:4])}
		at, size := uint64(binary.BigEndian.Uint32(row[4:])), uint64(binary.BigEndian.Uint32(row[8:]))
		if at+size > uint64(len(profile)) {
			return nil
		}
		t.value = profile[at : at+size]
		known := slices.ContainsFunc(tags, func(have tag) bool { return have.name == t.name })
		if !known && size >= 8 && slices.Contains(colourTags, t.name) && slices.Contains(colourTypes, string(t.value[:4])) {
			tags = append(tags, t)
		}
	}
	version := profile[8]
	tags = append(tags, tag{"desc", description(version)}, tag{"cprt", copyright(version)})
	return assemble(profile[:head], tags)
}

// tag is one of a profile's tags.
type tag struct {
	name  string
	value []byte
}

// description is the name that a profile must have.
func description(version byte) []byte {
	if version >= 4 {
		return words()
	}
	b := append([]byte("desc\x00\x00\x00\x00\x00\x00\x00\x04RGB\x00"), make([]byte, 78)...)
	return b
}

func copyright(version byte) []byte {
	if version >= 4 {
		return words()
	}
	return []byte("text\x00\x00\x00\x00-\x00")
}

// words is a text in the form of version 4, which says nothing.
func words() []byte {
	return []byte("mluc\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x0cenUS\x00\x00\x00\x02\x00\x00\x00\x1c\x00-")
}

// assemble writes a profile. Of the header remain version, class, colour spaces, intent and illuminant.
func assemble(head []byte, tags []tag) []byte {
	at := 128 + 4 + 12*len(tags)
	b := make([]byte, 128, at)
	for _, part := range [][2]int{{8, 24}, {36, 40}, {64, 80}} {
		copy(b[part[0]:part[1]], head[part[0]:part[1]])
	}
	b = binary.BigEndian.AppendUint32(b, uint32(len(tags)))
	for _, t := range tags {
		b = append(b, t.name...)
		b = binary.BigEndian.AppendUint32(b, uint32(at))
		b = binary.BigEndian.AppendUint32(b, uint32(len(t.value)))
		at += (len(t.value) + 3) &^ 3
	}
	for _, t := range tags {
		b = append(b, t.value...)
		b = append(b, make([]byte, (4-len(t.value)&3)&3)...)
	}
	binary.BigEndian.PutUint32(b, uint32(len(b)))
	return b
}

// isRGB reports whether a profile is one for red, green and blue.
func isRGB(profile []byte) bool {
	return len(profile) > 20 && bytes.Equal(profile[16:20], []byte("RGB "))
}
